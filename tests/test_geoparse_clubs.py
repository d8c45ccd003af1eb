"""Show that a match makes clubs of the names in its own sentences, and of none beyond them."""

from __future__ import annotations

import pytest

from geo.geoparse import parse


def kinds(text: str) -> tuple[set[str], set[str]]:
    """Return the names of a text that are clubs', and those that are places'."""
    named = [mention for mention in parse(text).mentions if mention.place is not None]
    clubs = {mention.text for mention in named if mention.kind == "club"}
    return clubs, {mention.text for mention in named if mention.kind in {"literal", "metonym"}}


NEWS = (
    "SALEM, Oregon — Marion County closed a bridge over the Santiam River on Monday. "
    "Drivers from Stayton were sent through Aurora.\n\n"
)


@pytest.mark.parametrize(
    "sport, clubs",
    [
        ("The Stayton Eagles beat Dallas 35-7 on Friday.", {"Dallas"}),
        ("Portland downed Dallas 3-1 with a late goal. Portland rest on Sunday.",
         {"Portland", "Dallas"}),
    ],
)  # fmt: skip
def test_a_line_of_sport_leaves_the_places_of_the_news(sport: str, clubs: set[str]) -> None:
    found, places = kinds(NEWS + sport)
    assert found - {"Stayton"} == clubs
    assert {"SALEM", "Oregon", "Marion County", "Stayton", "Aurora"} <= places


@pytest.mark.parametrize(
    "text, places",
    [
        ("Parma drew 1-1 with Verona after a late penalty. Verona travel to Sofia on Friday.",
         {"Sofia"}),
        ("Parma beat Verona 2-0. The striker, on loan from Genoa, scored late on Tenerife.",
         {"Tenerife"}),
        ("Parma beat Verona 2-0 with an early goal in Austin, Texas.", {"Austin", "Texas"}),
        ("Kenya beat Oman by six wickets in Lima. On Sunday, Kenya said troops had left.",
         {"Lima", "Kenya"}),
        ("Parma lost 2-0 to Verona, the goalkeeper said. Verona officials closed a bridge.",
         {"Verona"}),
    ],
)  # fmt: skip
def test_places_of_a_report_of_matches_stay_places(text: str, places: set[str]) -> None:
    assert kinds(text)[1] == places


def test_a_club_that_no_gazetteer_has_is_not_offered() -> None:
    text = "Parma held Zorkul 0-0, the goalkeeper saving twice. They met Tarrow in Sarkhun Dul."
    offered = {one.text for one in parse(text).unlisted}
    assert not offered & {"Zorkul", "Tarrow"}
