"""An editor says what stands around a map, and what it is called; whom to thank always stands."""

from __future__ import annotations

from functools import cache

import pytest

from geo.errors import RequestError
from geo.options.view import FURNITURE
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import Text
from geo.story import Shelf, Story

ROLES = {"legend": "legend", "locator": "inset", "arrow": "north", "scale": "scale"}


@cache
def story() -> Story:
    return Shelf().story("iran-azerbaijan-2025")


@cache
def drawn(**values: str) -> Sheet:
    return sheet_of(story(), {"preset": "a4-landscape", **values})[0]


def written(sheet: Sheet) -> str:
    return " ".join(item.text for item in sheet.items if isinstance(item, Text))


def map_area(sheet: Sheet) -> float:
    (found,) = sheet.of("map")
    return found.box.width * found.box.height


@pytest.mark.parametrize("part", ROLES)
def test_what_is_left_out_is_gone_and_all_else_stays(part: str) -> None:
    before, after = drawn(), drawn(without=part)
    assert list(before.of(ROLES[part])) and not list(after.of(ROLES[part]))
    for other, role in ROLES.items():
        assert other == part or list(after.of(role)), other
    assert map_area(after) >= map_area(before)


@pytest.mark.parametrize("part", ["title", "subtitle"])
def test_without_its_head_a_picture_still_names_the_article(part: str) -> None:
    before, after = drawn(), drawn(without=part)
    assert part not in {one.name for one in after.of("title")}
    assert map_area(after) > map_area(before)
    assert "AFP" in written(after) and "2025" in written(after)


def test_with_nothing_around_it_the_map_fills_the_page() -> None:
    bare = drawn(without=",".join(FURNITURE))
    assert {one.role for one in bare.placed} <= {"map", "label", "keyed", "place", "credits",
                                                 "number", "key", "detail"}  # fmt: skip
    assert map_area(bare) > 0.8 * bare.width_px * bare.height_px
    assert "OpenStreetMap" in written(bare)


def test_an_editor_s_own_title_and_line_stand_above_the_map() -> None:
    sheet = drawn(title="Ties warm\non the <Caspian>", subtitle="What was said in Baku")
    assert "Ties warm on the <Caspian>" in written(sheet)
    assert "What was said in Baku" in written(sheet)
    assert story().title not in sheet.alt and sheet.alt.startswith("Ties warm on the <Caspian>")
    assert "AFP" in written(sheet), "the article is cited below then"
    assert sheet.title == "Ties warm on the <Caspian>"


def test_what_cannot_be_left_out_or_is_too_long_is_told() -> None:
    with pytest.raises(RequestError, match=r"'without' names 'credits'.*title"):
        drawn(without="scale,credits")
    with pytest.raises(RequestError, match="301 letters; give 300 at most"):
        drawn(title="x" * 301)
