"""Show that an article with the first story's facts drafts to the places of the story made by hand.

Three of its marks cannot come from reading, for no article says where they lie: the two embassies,
of which a reader of places knows no building (their city is found), and the corridor's line, which
is proposed and nowhere fixed: it is found, without a place, to be drawn. Two more were cut finer by
hand: the exercise's part of the Caspian, where reading finds the sea, and the four provinces of
the north-west, which no article names. Tehran's and Baku's ties are drawn from what is found.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import shapely

from geo.articles import read_article
from geo.draft import model
from geo.draft.drafting import draft_article
from geo.draft.model import Draft
from geo.draft.publishing import story_of
from geo.sources import DATA
from geo.story import Feature, Story, load

ARTICLE = Path(__file__).resolve().parent / "data" / "articles" / "visit.txt"
BY_HAND = {"embassy-attacked", "embassy-reopened", "zangezur-corridor"}
"""Marks of the story whose place no article tells."""
FINER = {"caspian-exercise-area": "Caspian Sea", "north-western-iran": "North-western Iran"}
"""Marks that were cut finer by hand, and the place of the draft within which they lie."""
LINES = {"iran-armenia-border": "Iran–Armenia border"}
SIGNS = {"israel": "Israel", "turkiye": "Türkiye"}


@cache
def drafted() -> Draft:
    article = read_article(ARTICLE.read_bytes(), name=ARTICLE.name)
    return draft_article(article, publisher="Own words")


@cache
def read() -> Story:
    """Return the story of the draft as the machine proposes it."""
    return story_of(drafted(), preview=True)


def by_hand() -> dict[str, Feature]:
    """Return the marks that the article's statements cite in the story made by hand."""
    story = load(DATA / "stories" / "iran-azerbaijan-2025")
    cited: set[str] = set()
    for note in story.annotations:
        cited.update(note.features)
        if note.relation:
            cited |= {note.relation.start, note.relation.end}
    return {feature.id: feature for feature in story.features if feature.id in cited}


def test_the_same_places_are_found_and_no_others() -> None:
    wanted = by_hand()
    named = {feature.name: feature for feature in read().features}
    numbers = {f.geonameid for f in wanted.values() if f.geonameid}
    assert {f.geonameid for f in named.values() if f.geonameid} == numbers
    others = {name for name, feature in named.items() if not feature.geonameid}
    assert others == {*FINER.values(), *LINES.values()}
    told = {f.id for f in wanted.values() if f.geonameid} | BY_HAND | {*FINER, *LINES}
    assert told == set(wanted)


@pytest.mark.parametrize("id_", ["baku", "tehran"])
def test_towns_stand_where_they_stand_in_the_story(id_: str) -> None:
    wanted = by_hand()[id_]
    (found,) = (f for f in read().features if f.geonameid == wanted.geonameid)
    assert found.geometry.distance(wanted.geometry) < 1e-3


@pytest.mark.parametrize("id_", ["iran", "azerbaijan"])
def test_countries_reach_as_far(id_: str) -> None:
    wanted = by_hand()[id_]
    (found,) = (f for f in read().features if f.geonameid == wanted.geonameid)
    both = found.geometry.intersection(wanted.geometry).area
    assert both / found.geometry.union(wanted.geometry).area > 0.98


@pytest.mark.parametrize("id_", sorted(SIGNS))
def test_a_sign_of_a_country_lies_in_its_outline(id_: str) -> None:
    (found,) = (f for f in read().features if f.name == SIGNS[id_])
    assert found.geometry.contains(by_hand()[id_].geometry)


@pytest.mark.parametrize("id_", sorted(FINER))
def test_what_was_cut_finer_lies_within(id_: str) -> None:
    wanted = by_hand()[id_].geometry
    (found,) = (f for f in read().features if f.name == FINER[id_])
    assert wanted.intersection(found.geometry).area > 0.95 * wanted.area


def test_the_border_is_the_same_line() -> None:
    (found,) = (f for f in read().features if f.name == "Iran–Armenia border")
    assert shapely.hausdorff_distance(found.geometry, by_hand()["iran-armenia-border"].geometry) < (
        0.03
    )


def test_the_corridor_is_found_to_be_drawn() -> None:
    (mention,) = (m for m in drafted().mentions if "corridor" in m.text)
    assert mention.text == "Zangezur corridor" and not mention.placed and mention.wanted


def test_each_place_is_one_mark_of_the_map() -> None:
    marks = [(feature.layer, feature.name) for feature in read().features]
    assert len(marks) == len(set(marks))


def test_the_draft_survives_being_kept() -> None:
    kept = drafted().model_dump_json()
    assert model.read_draft(kept, "visit") == drafted()
    assert json.loads(kept)["mentions"]
