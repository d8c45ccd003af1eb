"""Show that the gold set's marks are where it says, and that its places are the right ones."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.geoparse.gold.marked import (
    JSONL,
    TEXT,
    Gazetteer,
    GoldError,
    gazetteer,
    make,
    overlooked,
    read,
    slug,
    unused,
)
from geo import gazetteer as names
from geo.crs import Bounds

KNOWN = Gazetteer(
    places={
        "meghri": {"name": "Meghri", "lat": 38.9, "lon": 46.24, "geonameid": 174823, "source": "x"},
        "iran": {"name": "Iran", "lat": 32.0, "lon": 53.0, "source": "x"},
    },
    demonyms={"Iranian": "iran"},
)
HEAD = "= made-001 2025-04-28 road\n"
REGION = Bounds(25.0, 24.0, 67.0, 49.0)

OFTEN = (
    "Meghri", "Syunik", "Nakhchivan", "Anzali", "Julfa", "Jolfa", "Aras", "Araz", "Zangezur",
    "Khankendi", "Stepanakert",
)  # fmt: skip
ONCE = (
    "Tabriz", "Ardabil", "Goris", "Kapan", "Lachin", "Shusha", "Shushi", "Ganja", "Sumgait",
    "Lankaran", "Horadiz", "Agdam", "Yerevan", "Gyumri", "Lake Sevan", "Vanadzor", "Tbilisi",
    "Batumi", "Poti", "Kutaisi", "Tskhinvali", "Sukhumi", "Kars", "Iğdır", "Erzurum", "Van",
    "Trabzon", "Ankara", "Istanbul", "Diyarbakır", "Rasht", "Qazvin", "Zanjan", "Urmia",
    "Makhachkala", "Derbent", "Aktau", "Turkmenbashi", "Caspian Sea", "Black Sea", "Lake Van",
    "Lake Urmia", "Kura", "Ararat", "Armenia", "Georgia", "Iran", "Azerbaijan", "Turkey",
    "Moscow", "Brussels", "Washington", "Paris", "Tel Aviv", "Strasbourg",
)  # fmt: skip


@pytest.fixture(scope="module")
def paragraphs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in JSONL.read_text(encoding="utf-8").splitlines()]


# --- marks -----------------------------------------------------------------------------------


def test_a_mark_becomes_a_span_with_its_point_and_kind() -> None:
    (found,) = read(
        HEAD + "From [Meghri] the\n[~Iranian] bank is near, [*Tehran|iran] said.", KNOWN
    )
    assert found.text == "From Meghri the Iranian bank is near, Tehran said."
    assert [(t["start"], t["end"], t["name"], t["kind"]) for t in found.toponyms] == [
        (5, 11, "Meghri", "literal"),
        (16, 23, "Iranian", "demonym"),
        (38, 44, "Tehran", "metonym"),
    ]
    assert [t["lat"] for t in found.toponyms] == [38.9, 32.0, 32.0]
    assert [t.get("geonameid") for t in found.toponyms] == [174823, None, None]


def test_what_is_no_place_is_kept_apart() -> None:
    (found,) = read(HEAD + "The [!Meghri Times] reported from [Meghri].", KNOWN)
    assert [t["name"] for t in found.toponyms] == ["Meghri"]
    assert [(t["start"], t["name"]) for t in found.traps] == [(4, "Meghri Times")]


PLAIN = st.text(st.characters(exclude_characters="[]|=", exclude_categories=["Cs", "Cc"]))


@given(st.lists(st.tuples(PLAIN, st.sampled_from(["[Meghri]", "[~Iranian]", "[!Iran Air]"]))))
def test_spans_hold_whatever_stands_between(pieces: list[tuple[str, str]]) -> None:
    (found,) = read(HEAD + "".join(plain + mark for plain, mark in pieces), KNOWN)
    spans = (*found.toponyms, *found.traps)
    assert len(spans) == len(pieces)
    assert all(found.text[t["start"] : t["end"]] == t["name"] for t in spans)


def test_all_faults_of_a_text_are_told_at_once() -> None:
    text = (
        HEAD + "To [Atlantis] and [~Martian] shores.\n\n"
        "= made-001 2025-04-28 road\nAgain [Meghri.\n\n"
        "= made-002 2025-02-30 road\nOn no day.\n\n"
    )
    with pytest.raises(GoldError) as caught:
        read(text, KNOWN)
    told = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 5
    for part in ("[Atlantis]", "[~Martian]", "stands twice", "left over", "2025-02-30"):
        assert part in told


def test_a_name_marked_once_is_not_overlooked_elsewhere() -> None:
    text = HEAD + "[Meghri] and Meghri, Meghrian, [!Meghri Times]."
    (problem,) = overlooked(read(text, KNOWN))
    assert "'Meghri' at 11 is not marked" in problem


def test_places_that_no_mark_needs_are_told() -> None:
    assert len(unused("[Meghri]", KNOWN)) == 2
    assert not unused("[Meghri] [~Iranian]", KNOWN)


def test_ids_are_plain_letters() -> None:
    assert slug("Iğdır") == "igdir"
    assert slug("Lake Çıldır") == "lake-cildir"
    assert slug("U.S.") == "us"


# --- the set ---------------------------------------------------------------------------------


def test_the_file_is_what_its_source_makes() -> None:
    assert JSONL.read_text(encoding="utf-8") == make()


def test_paragraphs_are_many_and_of_an_articles_length(paragraphs: list[dict[str, Any]]) -> None:
    assert len(paragraphs) >= 70
    assert len({p["theme"] for p in paragraphs}) >= 12
    assert all(40 <= len(p["text"].split()) <= 120 for p in paragraphs)
    assert not [p["id"] for p in paragraphs if "  " in p["text"] or not p["toponyms"]]


def test_names_that_recognisers_miss_stand_in_it_often(paragraphs: list[dict[str, Any]]) -> None:
    count = Counter(t["name"] for p in paragraphs for t in p["toponyms"])
    assert {name: count[name] for name in OFTEN if count[name] < 3} == {}
    assert [name for name in ONCE if not count[name]] == []


def test_spans_are_the_names_and_never_overlap(paragraphs: list[dict[str, Any]]) -> None:
    for p in paragraphs:
        spans = sorted((*p["toponyms"], *p["traps"]), key=lambda t: t["start"])
        assert [p["text"][t["start"] : t["end"]] for t in spans] == [t["name"] for t in spans]
        assert all(a["end"] <= b["start"] for a, b in pairwise(spans)), p["id"]


def test_every_kind_and_many_traps_stand_in_it(paragraphs: list[dict[str, Any]]) -> None:
    kinds = Counter(t["kind"] for p in paragraphs for t in p["toponyms"])
    assert set(kinds) == {"literal", "metonym", "demonym"}
    assert min(kinds.values()) >= 40
    assert sum(len(p["traps"]) for p in paragraphs) >= 30


def test_most_places_lie_in_the_region(paragraphs: list[dict[str, Any]]) -> None:
    marks = [t for p in paragraphs for t in p["toponyms"]]
    assert all(-90 <= t["lat"] <= 90 and -180 <= t["lon"] <= 180 for t in marks)
    inside = [
        t for t in marks
        if REGION.south <= t["lat"] <= REGION.north and REGION.west <= t["lon"] <= REGION.east
    ]  # fmt: skip
    assert 0.75 < len(inside) / len(marks) < 0.97


def test_towns_stand_where_the_apps_gazetteer_has_them() -> None:
    compared = 0
    for key, row in gazetteer().places.items():
        place = names.place(row["geonameid"]) if row["source"] == "geonames" else None
        if place:
            compared += 1
            assert abs(place.lat - row["lat"]) < 0.001 and abs(place.lon - row["lon"]) < 0.001, key
    assert compared > 200


def test_names_on_two_banks_are_told_apart(paragraphs: list[dict[str, Any]]) -> None:
    found: dict[str, set[int]] = {}
    for t in (t for p in paragraphs for t in p["toponyms"]):
        found.setdefault(t["name"], set()).add(t.get("geonameid", 0))
    assert found["Jolfa"] == {130081}
    assert found["Julfa"] == {148251, 130081}  # one text writes the southern town so, and says it
    assert found["Astara"] == {142676, 148445}
    assert found["Georgia"] == {614540, 4197000}
    assert found["Khankendi"] == found["Stepanakert"]
    assert found["Shusha"] == found["Shushi"]


def test_lines_of_the_source_fit_a_page() -> None:
    assert max(map(len, TEXT.read_text(encoding="utf-8").splitlines())) <= 110
