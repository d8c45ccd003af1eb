"""A detail map is set in where main places are too near to be told apart, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import RequestError
from geo.layers import build_map
from geo.options.view import CORNERS
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import Box, Stroke
from geo.printmap.carto.frame import frame_for
from geo.printmap.layout.detail import detailed
from geo.printmap.layout.page import seen
from geo.story import Shelf, Story, load
from geo.style import colours
from tests import stories

AT = {"Alpha": (44.0, 40.0), "Beta": (44.02, 40.01)}
AROUND = {"North": (44.6, 41.1), "South": (43.5, 39.2), "East": (45.9, 40.2), "West": (42.2, 39.9)}
PAGE = {"preset": "article"}


def a_story(folder: Path, *, main: dict[str, tuple[float, float]] = AT) -> Story:
    places = {**main, **AROUND}
    head = {**stories.head(), "titles": {}, "context": []}
    head["layers"] = [{"id": "places", "title": "Places", "theme": "place"}]
    head["annotations"] = [
        {
            "id": "A1", "features": [*places], "paragraph": 1, "date": "2024-04-30",
            "claim": "All of them are named.", "said_by": "The Test Gazette", "tone": "neutral",
        }
    ]  # fmt: skip
    features = [
        stories.feature(
            name, "places", stories.point(*at), name=name, position_checked=True,
            prominence="main" if name in main else "also",
        )
        for name, at in places.items()
    ]  # fmt: skip
    return load(stories.write(folder, head, {"type": "FeatureCollection", "features": features}))


def box_of(sheet: Sheet) -> Box:
    (found,) = sheet.of("detail")
    return found.box


def names_in(sheet: Sheet, box: Box) -> set[str]:
    return {one.name for one in sheet.of("label") if one.box.within(box)}


def test_two_main_towns_that_touch_are_told_apart_in_a_detail_map(tmp_path: Path) -> None:
    sheet, _ = sheet_of(a_story(tmp_path), PAGE)
    box = box_of(sheet)
    assert names_in(sheet, box) == {"Alpha", "Beta"}
    assert not any(one.box.touches(box) for one in sheet.of("label") if not one.box.within(box))
    assert {"scale", "inset"} <= {one.role for one in sheet.placed if not one.box.touches(box)}
    assert sheet.facts.unnamed == ()


def test_names_keep_off_the_line_that_says_how_far_it_reaches(tmp_path: Path) -> None:
    sheet, _ = sheet_of(a_story(tmp_path), PAGE)
    box, accent = box_of(sheet), colours("light")["accent"]
    others = [box, *(one.box for one in sheet.of("inset"))]
    lines = [
        item.shape
        for item in sheet.items
        if isinstance(item, Stroke) and item.colour == accent and item.width_px == 1.6
    ]
    (extent,) = (
        line
        for line in lines
        if not any(shapely.box(*other.grown(2)).contains(line) for other in others)
    )
    left, top, right, bottom = extent.bounds
    assert extent.length == pytest.approx(2 * (right - left + bottom - top), rel=0.02)


def test_what_the_detail_map_names_has_no_key_and_no_leader_on_the_map() -> None:
    for preset in ("phone", "article"):
        sheet, _ = sheet_of(Shelf().story("iran-azerbaijan-2025"), {"preset": preset})
        inside = names_in(sheet, box_of(sheet))
        assert "meghri" in inside
        assert inside.isdisjoint(one.name for one in sheet.of("keyed"))
        for name in sheet.facts.names:
            if name.id in inside and name.id == "meghri":
                assert shapely.box(*name.box).distance(shapely.Point(name.anchor)) < 16
        assert sheet.facts.unnamed == ()


def test_towns_that_can_be_told_apart_have_none(tmp_path: Path) -> None:
    apart = {"Alpha": (43.7, 40.0), "Beta": (44.4, 40.0)}
    sheet, _ = sheet_of(a_story(tmp_path, main=apart), PAGE)
    assert not list(sheet.of("detail"))


@pytest.mark.parametrize("corner", CORNERS)
def test_it_stands_in_the_corner_that_is_asked_for(tmp_path: Path, corner: str) -> None:
    sheet, _ = sheet_of(a_story(tmp_path), {**PAGE, "detail": corner})
    (whole,) = sheet.of("map")
    x, y = box_of(sheet).middle
    down, across = corner.split("-")
    assert (y < whole.box.middle[1]) == (down == "top")
    assert (x < whole.box.middle[0]) == (across == "left")


def test_it_is_refused_and_a_wrong_corner_is_told(tmp_path: Path) -> None:
    story = a_story(tmp_path)
    assert not list(sheet_of(story, {**PAGE, "detail": "off"})[0].of("detail"))
    near = {**PAGE, "bounds": "43.9,39.95,44.1,40.06"}  # there they can be told apart
    assert not list(sheet_of(story, near)[0].of("detail"))
    with pytest.raises(RequestError, match="top-right"):
        sheet_of(story, {**PAGE, "detail": "top-rihgt"})


def test_what_is_shown_larger_is_marked_on_the_map(tmp_path: Path) -> None:
    """The extent on the map is as much smaller than the detail map as its scale says."""
    sheet, _ = sheet_of(a_story(tmp_path), PAGE)
    spec = build_map(a_story(tmp_path))
    (whole,) = sheet.of("map")
    first = frame_for(spec.bounds, whole.box)
    frame, detail = detailed(spec, first, seen(spec, first))
    assert detail is not None and detail.frame.box == box_of(sheet)
    times = frame.ground_metres_per_px() / detail.frame.ground_metres_per_px()
    assert times >= 2.5
    ends = detail.frame.to_world(shapely.get_coordinates(shapely.box(*detail.frame.box)))
    on_map = shapely.Polygon(frame.to_page(ends))
    assert on_map.within(shapely.box(*whole.box))
    left, _, right, _ = on_map.bounds
    assert detail.frame.box.width / (right - left) == pytest.approx(times, rel=0.05)


TOWNS = st.lists(
    st.tuples(st.floats(-1.6, 1.6), st.floats(-1.2, 1.2)), min_size=0, max_size=12, unique=True
)


@settings(max_examples=25)
@given(TOWNS)
def test_it_never_hides_a_town_of_the_story(
    tmp_path_factory: pytest.TempPathFactory, towns: list[tuple[float, float]]
) -> None:
    others = {f"Town {n}": (44 + x, 40 + y) for n, (x, y) in enumerate(towns)}
    story = a_story(tmp_path_factory.mktemp("detail"), main=AT)
    extra = [
        story.features[-1].model_copy(update={"id": name, "geometry": shapely.Point(at)})
        for name, at in others.items()
    ]
    spec = build_map(story.model_copy(update={"features": (*story.features, *extra)}))
    box = Box(10, 50, 790, 450)
    first = frame_for(spec.bounds, box)
    frame, detail = detailed(spec, first, seen(spec, first))
    if detail is None:
        return
    for mark in seen(spec, frame):
        x, y = mark.anchor
        assert not Box(x, y, x, y).within(detail.frame.box.grown(mark.legend.style.radius_px))
    for at in (*AT.values(), *AROUND.values()):  # far ones give way already in the bounds
        assert frame.shows(*at) or not spec.bounds.contains(*at)
