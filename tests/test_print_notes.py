"""The statements below a printed map are whole, cited, and keyed to their marks."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from functools import cache

import pytest
import shapely

from geo.errors import RequestError
from geo.layers import build_map
from geo.options import View
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Box, Sheet, Text
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import marks_of
from geo.printmap.furniture.notes import numbers_of
from geo.story import Shelf, Story, load
from tests import stories
from tests.conftest import MakeStory

STORY = "iran-azerbaijan-2025"
MARKS = {ord("\u200e"): None, ord("\u200f"): None}


@cache
def story() -> Story:
    return Shelf().story(STORY)


@cache
def page(name: str, language: str) -> Sheet:
    return sheet_of(story(), {"preset": name, "lang": language, "notes": "on"})[0]


def written(sheet: Sheet) -> set[str]:
    words = " ".join(item.text for item in sheet.items if isinstance(item, Text))
    return parted(words.translate(MARKS))


def parted(text: str) -> set[str]:
    """Return the words of a text, what a hyphen joins apart: a line may end there."""
    return set(text.replace("-", "- ").split())


PAGES = [("a4-landscape", "en"), ("a4-portrait", "fa"), ("a3-landscape", "hy")]


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_statement_about_a_mark_in_sight_is_written_whole(name: str, language: str) -> None:
    sheet = page(name, language)
    ids = [item.name for item in sheet.of("note")]
    spec = build_map(story(), View(language=language, notes=True))
    due = [said for said in spec.notes if said.marks & set(sheet.facts.marks)]
    assert ids == [said.id for said in due]
    words = written(sheet)
    for said in due:
        assert parted(said.claim) <= words, said.id


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_notes_cover_nothing_and_are_not_cut(name: str, language: str) -> None:
    sheet = page(name, language)
    roles = ("note", "legend", "title", "credits", "map")
    boxes = [item for role in roles for item in sheet.of(role)]
    whole = Box(0, 0, sheet.width_px, sheet.height_px)
    for one, other in itertools.combinations(boxes, 2):
        assert not one.box.grown(-0.5).touches(other.box.grown(-0.5)), (one, other)
    for item in boxes:
        assert item.box.within(whole), item


def test_a_mark_bears_the_numbers_of_its_notes() -> None:
    spec = build_map(story(), View(notes=True))
    numbers = numbers_of(spec)
    for said in spec.notes:
        for mark in said.marks:
            assert str(said.number) in numbers[mark].split(", ")
    named = {item.name for item in page("a3-landscape", "en").of("label")}
    assert {"baku", "S02:tie"} <= named, "a tie has numbers where it has no name"
    assert numbers["baku"] in {
        item.text for item in page("a3-landscape", "en").items if isinstance(item, Text)
    }


def test_layers_and_window_choose_the_notes() -> None:
    all_of_them = build_map(story(), View(notes=True)).notes
    few = build_map(story(), View(notes=True, layers=("corridor",))).notes
    assert {said.id for said in few} < {said.id for said in all_of_them}
    assert all("zangezur-corridor" in said.marks for said in few)
    november = {"first": dt.date(2024, 11, 1), "last": dt.date(2024, 11, 30)}
    late = build_map(story(), View(notes=True, **november, undated=False)).notes
    assert {said.id for said in late} < {said.id for said in all_of_them}
    assert build_map(story(), View()).notes == ()


CLOSE = {
    "Baku": "49.6,40.2,50.1,40.6",
    "Anzali": "49,37.2,49.9,37.9",
    "Tehran": "51.2,35.6,51.6,35.9",
}


@pytest.mark.parametrize("bounds", CLOSE.values(), ids=CLOSE)
@pytest.mark.parametrize("name", ["article", "square", "portrait", "a4-landscape"])
def test_a_close_up_needs_room_for_its_own_notes_alone(name: str, bounds: str) -> None:
    sheet = sheet_of(story(), {"preset": name, "bounds": bounds, "notes": "on"})[0]
    every = build_map(story(), View(notes=True)).notes
    due = [said.id for said in every if said.marks & set(sheet.facts.marks)]
    assert [item.name for item in sheet.of("note")] == due
    assert 0 < len(due) < len(every)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "{} more statements: see the map on screen"),
        ("ru", "ещё {}"),
        ("fa", "گفتهٔ دیگر"),
    ],
)
def test_notes_without_room_are_counted(language: str, words: str) -> None:
    sheet = sheet_of(story(), {"preset": "square", "notes": "on", "lang": language})[0]
    ids = [item.name for item in sheet.of("note")]
    spec = build_map(story(), View(language=language, notes=True))
    due = [said.id for said in spec.notes if said.marks & set(sheet.facts.marks)]
    assert 5 < len(ids) < len(due) and ids == due[: len(ids)], "the first ones, in reading order"
    (more,) = sheet.of("more-notes")
    left = len(due) - len(ids)
    inside = " ".join(
        item.text.translate(MARKS)
        for item in sheet.items
        if isinstance(item, Text) and Box(item.x, item.y, item.x, item.y).within(more.box.grown(2))
    )
    assert words.format(left) in inside
    told = replace(spec, notes=tuple(said for said in spec.notes if said.id in ids))
    standing = {item.text for item in sheet.items if isinstance(item, Text)}
    for mark, numbers in numbers_of(told).items():
        if numbers != numbers_of(spec)[mark]:
            assert numbers_of(spec)[mark] not in standing, "no number without its note"
    whole = Box(0, 0, sheet.width_px, sheet.height_px)
    (frame,) = sheet.of("map")
    for item in (*sheet.of("note"), more):
        assert item.box.within(whole) and not item.box.grown(-0.5).touches(frame.box)


def test_a_page_too_small_for_the_notes_says_so() -> None:
    with pytest.raises(RequestError, match=r"block of notes needs .* choose a larger page"):
        sheet_of(story(), {"width": "400", "height": "480", "notes": "on"})


def test_a_note_says_which_names_have_no_place(make_story: MakeStory) -> None:
    named = load(make_story(stories.head_with_names()))
    for language, words in (("en", "also named: Old Ferry; not placed"), ("tr", "Old Ferry;")):
        options = {"preset": "a4-portrait", "notes": "on", "lang": language}
        sheet = sheet_of(named, options)[0]
        assert [item.name for item in sheet.of("note")] == ["A1", "A2", "A3", "A4", "A5", "C1"]
        assert parted(words) <= written(sheet)
        close = sheet_of(named, {**options, "bounds": "9.9,49.9,10.1,50.1"})[0]
        assert "A5" in [item.name for item in close.of("note")], "no place to be out of sight"
    pointed = sheet_of(named, {"preset": "article", "at": "A5"})[0]
    assert {"Old", "Ferry;", "placed"} <= written(pointed)


def test_the_number_of_a_tie_stands_by_it_without_a_leader() -> None:
    spec = build_map(story(), View(notes=True))
    for name in ("a4-landscape", "a3-landscape"):
        sheet = page(name, "en")
        (frame,) = sheet.of("map")
        ties = {mark.id: mark for mark in marks_of(spec, frame_for(spec.bounds, frame.box))}
        for item in sheet.of("label"):
            if ties[item.name].tie is not None:
                assert ties[item.name].shape.distance(shapely.box(*item.box)) < 10, item
