"""A name that an editor has put somewhere stands there, and the others are placed around it."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import RequestError
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import NameBox, Text
from geo.story import Shelf, Story

PAGE = {"preset": "a4-landscape"}
NAMES = ("label", "keyed", "place", "key")


@cache
def story() -> Story:
    return Shelf().story("iran-azerbaijan-2025")


@cache
def drawn(names: str = "") -> Sheet:
    return sheet_of(story(), {**PAGE, "names": names} if names else PAGE)[0]


def of(sheet: Sheet, mark: str) -> NameBox:
    return next(one for one in sheet.facts.names if one.id == mark)


@settings(max_examples=12)
@given(st.integers(-120, 120), st.integers(-90, 90))
def test_a_name_stands_where_it_was_put_and_no_other_touches_it(right: int, down: int) -> None:
    """Also beyond the map's edge: then at the edge."""
    sheet = drawn(f"tehran:{right}:{down}")
    found = of(sheet, "tehran")
    (whole,) = sheet.of("map")
    assert found.box.within(whole.box)
    x, y = found.box.middle
    at_edge = not found.box.grown(4).within(whole.box)
    assert at_edge or (x, y) == pytest.approx(
        (found.anchor[0] + right, found.anchor[1] + down), abs=0.6
    )
    others = [one.box for role in NAMES for one in sheet.of(role) if one.name != "tehran"]
    assert not any(found.box.touches(box) for box in others)
    assert not any(one.touches(other) for one, other in combinations(others, 2))


def test_a_name_that_is_left_out_is_gone_and_its_mark_stays() -> None:
    before, after = drawn(), drawn("tehran:off")
    assert of(before, "tehran").name == "Tehran"
    assert "tehran" not in {one.id for one in after.facts.names}
    assert "tehran" in after.facts.marks
    assert "Tehran" not in after.facts.unnamed, "it is not lacking"
    words = [item.text for item in after.items if isinstance(item, Text)]
    assert "Tehran" not in words


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("tehrann:off", "names 'tehrann'; did you mean 'tehran'"),
        ("tehran:5", "names 'tehran:5'; write id:right:down in pixels, or id:off"),
        ("tehran:nan:5", "names 'tehran:nan:5'; write id:right:down"),
        ("tehran:5:1e9", "write id:right:down"),
        ("tehran", "write id:right:down"),
    ],
)
def test_what_says_no_place_is_told(names: str, sentence: str) -> None:
    with pytest.raises(RequestError) as caught:
        drawn(names)
    assert sentence in str(caught.value)
