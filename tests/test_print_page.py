"""Measure the printed page: nothing covers anything, nothing is cut off, nothing is left out."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.basemap import palette
from geo.crs import GEOD, Bounds, distance_m
from geo.errors import RequestError, TooSmallError
from geo.layers import MapSpec, build_map
from geo.options import View
from geo.options.page import PRESETS, Page, preset
from geo.printmap import describe, lay_out, sheet_of
from geo.printmap.canvas.sheet import Box, Fill, Sheet, Stroke, Text
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.ground import globe, ground
from geo.printmap.carto.marks import Mark, head_of, marks_of
from geo.printmap.naming import labels
from geo.printmap.typeset.measure import text_box
from geo.story import Shelf, Story
from geo.style import THEMES, Theme, colours, style_for
from tests.isles import isles

STORY = "iran-azerbaijan-2025"
LANGUAGES = ("en", "fa", "az", "hy")


@cache
def story() -> Story:
    return Shelf().story(STORY)


@cache
def spec(language: str = "en", theme: Theme = "light") -> MapSpec:
    """Return the map without a detail map, of which `test_print_detail` tells."""
    return build_map(story(), View(language=language, theme=theme, detail="off"))


@cache
def sheet(name: str, language: str, theme: Theme = "light") -> Sheet:
    return lay_out(spec(language, theme), preset(name))


EVERY = pytest.mark.parametrize(
    ("name", "language"), list(itertools.product(PRESETS, LANGUAGES)), ids=str
)


@EVERY
def test_no_name_touches_another_or_the_furniture(name: str, language: str) -> None:
    page = sheet(name, language)
    boxes = [
        item
        for role in ("label", "place", "key", "scale", "north", "inset")
        for item in page.of(role)
    ]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.box.touches(other.box), (one, other)


@EVERY
def test_everything_stands_on_the_page_and_names_in_the_map(name: str, language: str) -> None:
    page = sheet(name, language)
    whole = Box(0, 0, page.width_px, page.height_px)
    (frame,) = page.of("map")
    for item in page.placed:
        inside = frame.box if item.role in ("label", "place", "scale", "inset") else whole
        assert item.box.within(inside.grown(0.5)), item
    for role in ("title", "legend", "credits"):
        for item in page.of(role):
            assert not item.box.touches(frame.box), item


@EVERY
def test_each_layer_in_sight_and_each_form_of_certainty_is_in_the_legend(
    name: str, language: str
) -> None:
    page = sheet(name, language)
    told = {item.name for item in page.of("legend")}
    (frame,) = page.of("map")
    seen = shapely.box(*frame.box)
    marks = marks_of(spec(language), frame_for(spec().bounds, frame.box))
    shown = [mark for mark in marks if mark.shape.intersects(seen)]
    placed = {mark.legend.certainty for mark in shown if not mark.tie}
    assert {f"certainty/{form}" for form in placed - {"exact"}} == {
        row for row in told if row.startswith("certainty/")
    }
    layers = {mark.layer.id for mark in shown if not mark.layer.is_evident}
    assert layers == {row.partition("/")[0] for row in told} - {"certainty", "context", "ground"}
    tones = {mark.legend.tone for mark in shown if mark.tie}
    assert {row.rpartition("-")[2] for row in told if row.startswith("ties/")} == tones


@EVERY
def test_every_credit_is_written_whole(name: str, language: str) -> None:
    page = sheet(name, language)
    (frame,) = page.of("map")
    below = [
        item.text.strip("\u200e\u200f")
        for item in page.items
        if isinstance(item, Text) and item.y > frame.box.bottom
    ]
    written = "".join(" ".join(below).split())
    for credit in spec(language).credits:
        whole = spec(language).cited if credit.id == "article" else credit.text
        assert "".join(whole.split()) in written, whole


@pytest.mark.parametrize("name", PRESETS)
def test_the_bounds_asked_for_lie_in_the_frame(name: str) -> None:
    page, size = sheet_of(story(), {"preset": name, "bounds": "46,38.7,47,39.2"})
    (frame,) = page.of("map")
    (shown,) = frame_for(Bounds(46, 38.7, 47, 39.2), frame.box).covered()
    assert shown.west <= 46 and shown.east >= 47
    assert shown.south <= 38.7 and shown.north >= 39.2
    assert (page.width_px, page.height_px) == (size.width_px, size.height_px)


def test_a_page_over_a_pole_shows_all_longitudes() -> None:
    around = Bounds(0, -90, 167, -77)
    seen = frame_for(around, Box(0, 0, 900, 600)).seen()
    assert (seen.west, seen.south, seen.east) == (-180, -90, 180)
    alt = lay_out(replace(spec(), bounds=around), preset("article")).alt
    assert "90° S–" in alt.replace("\u00a0", " ") and "W–" not in alt


CAPITALS = {"Bogotá": (-74.07, 4.71), "Canberra": (149.13, -35.28), "Moscow": (37.62, 55.75)}
SEAS = {
    "Bering": (-178.0, 57.0),
    "Ross": (-178.0, -70.0),
    "Arctic": (10.0, 88.0),
    "Fiji": (179, -21),
}


def land_and_sea_stand_right(frame: Frame) -> None:
    shapes = [item for item in ground(frame, "light") if isinstance(item, Fill)]
    for places, sea in ((CAPITALS, False), (SEAS, True)):
        for name, position in places.items():
            at = shapely.Point(frame.point(*position))
            if frame.shows(*position):
                top = [item.colour for item in shapes if item.shape.intersects(at)][-1]
                assert (top == palette("light").water) == sea, name


@pytest.mark.parametrize(
    ("bounds", "north"),
    [
        ((-180, -80, 180, 85), 0),  # the whole world
        ((-20, -60, 180, 80), 0),  # another cut, through the Atlantic
        ((-180, 55, 180, 90), 0),  # around the north pole
        ((-180, -90, 180, -50), 0),  # around the south pole
        ((150, 50, 180, 72), 1),  # up to the antimeridian, and shown beyond it
    ],
)
def test_land_is_land_and_sea_is_sea_all_over_the_world(bounds: Any, north: int) -> None:
    spec_here = replace(spec(), bounds=Bounds(*bounds))
    land_and_sea_stand_right(frame_for(spec_here.bounds, Box(0, 0, 900, 600)))
    assert len(list(lay_out(spec_here, preset("article")).of("north"))) == north


def test_what_lies_around_the_antipode_does_not_fill_the_page() -> None:
    """Of Ecuador it lies in Sumatra; a page over the pole has it in an ocean."""
    frame = frame_for(Bounds(-81, -5, -75, 2), Box(0, 0, 400, 400))
    around = [shapely.box(95, -8, 120, 8), shapely.LineString([(95, 1), (120, 2)])]
    assert all(shape.is_empty for shape in frame.shapes(around))
    land_and_sea_stand_right(frame_for(Bounds(-29.3, -20.2, 90.3, 69.8), Box(0, 0, 256, 256)))


@pytest.mark.parametrize(
    ("bounds", "box"),
    [
        ((0, -82.6, 91.2, 0), Box(0, 0, 1500, 350)),  # the page would reach beyond the globe
        ((0, 0, 89.985, 5), Box(0, 0, 450, 1300)),
        ((12.634, 0, 159.087, 0.004), Box(0, 0, 1500, 400)),  # its cut leaves rings that cross
    ],
)
def test_a_page_far_from_its_bounds_shape_is_drawn_too(
    monkeypatch: pytest.MonkeyPatch, bounds: Any, box: Box
) -> None:
    spec_here = replace(spec(), bounds=Bounds(*bounds))
    frame = frame_for(spec_here.bounds, box)
    assert frame.is_world
    assert list(ground(frame, "light"))
    monkeypatch.setattr("geo.printmap.layout.page.ground", lambda *_: ())
    assert list(lay_out(spec_here, Page(box.width, box.height)).of("scale"))


@pytest.mark.parametrize(
    "bounds", [(43, 34, 55, 43), (-10, 35, 40, 60), (5, 60, 30, 72), (-20, -10, 40, 15)]
)
def test_the_frames_scale_is_the_earths(bounds: tuple[float, float, float, float]) -> None:
    frame = frame_for(Bounds(*bounds), Box(0, 0, 800, 600))
    start, end = frame.to_world(
        shapely.get_coordinates(shapely.LineString([(390, 300), (410, 300)]))
    )
    assert GEOD.inv(*start, *end)[2] == pytest.approx(20 * frame.ground_metres_per_px(), rel=0.01)
    lon, lat = frame.to_world(np.array([(123, 456)]))[0]
    assert frame.point(lon, lat) == pytest.approx((123, 456), abs=1e-3)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_are_drawn_in_the_colours_and_widths_of_their_classes(theme: Theme) -> None:
    page = sheet("a4-landscape", "en", theme)
    strokes = {(i.colour, i.width_px, i.dash_px) for i in page.items if isinstance(i, Stroke)}
    fills = {(item.colour, item.opacity) for item in page.items if isinstance(item, Fill)}
    (frame,) = page.of("map")
    for mark in marks_of(spec(theme=theme), frame_for(spec().bounds, frame.box)):
        style = mark.legend.style
        if not mark.shape.intersects(shapely.box(*frame.box)):
            continue
        if style.stroke and style.stroke_width_px:
            assert (style.stroke, style.stroke_width_px, style.dash_px) in strokes, mark.id
        if style.fill and style.fill_opacity and not style.soft_edge_px:
            assert (style.fill, style.fill_opacity) in fills, mark.id


def test_layers_that_are_off_are_neither_drawn_nor_told() -> None:
    page, _ = sheet_of(story(), {"layers": "countries"})
    assert {item.name for item in page.of("label")} <= {"iran", "azerbaijan", "israel", "turkiye"}
    assert not any("corridor" in item.name for item in page.of("legend"))


def test_a_chosen_statement_is_told_and_its_mark_stands_out() -> None:
    plain, _ = sheet_of(story(), {"preset": "square"})
    page, _ = sheet_of(story(), {"preset": "square", "at": "S10"})
    (found,) = [item for item in story().statements if item.id == "S10"]
    words = " ".join(item.text for item in page.items if isinstance(item, Text))
    assert set(found.claim.split()) <= set(words.split())
    assert found.said_by in words
    assert found.claim in page.alt and found.claim not in plain.alt
    strokes = [item for item in page.items if isinstance(item, Fill | Stroke)]
    before = [item for item in plain.items if isinstance(item, Fill | Stroke)]
    glow = {item.colour for item in strokes if item.opacity < 0.5} - {i.colour for i in before}
    assert glow <= {colours("light")["accent"]}
    assert {item.name for item in page.of("title")} == {
        *(item.name for item in plain.of("title")), "claim", "citation",
    }  # fmt: skip


def test_far_out_only_marks_that_can_be_told_apart_are_named() -> None:
    page, _ = sheet_of(
        story(), {"preset": "a4-landscape", "bounds": "-179,-80,179,84", "detail": "off"}
    )
    named = {item.name for role in ("label", "keyed") for item in page.of(role)}
    assert {"baku", "tehran"} <= named
    assert not named & {"horadiz", "meghri", "embassy-reopened", "caspian-exercise-area"}
    assert "Horadiz" in page.facts.unnamed


@pytest.mark.parametrize(("language", "letters"), [("fa", "\u0600-\u06ff"),
                                                   ("hy", "\u0531-\u0587"),
                                                   ("ru", "\u0400-\u04ff")])  # fmt: skip
def test_no_town_is_named_in_other_letters_than_the_pages(language: str, letters: str) -> None:
    for name in PRESETS:
        for item in sheet(name, language).of("place"):
            assert re.search(f"[{letters}]", item.name), (name, item.name)


def test_a_name_without_room_is_keyed_by_a_letter(tmp_path: Path) -> None:
    heap = isles(tmp_path, 40, 0.05)
    page, _ = sheet_of(heap, {"preset": "square"})
    (key,) = page.of("key")
    spelt = [i.text for i in page.items if isinstance(i, Text) and i.text[:2] == "A\u00a0"]
    text = next(i for i in page.items if isinstance(i, Text) and i.text == "A")
    assert spelt and page.facts.unnamed == ()
    assert not key.box.within(Box(text.x - 20, text.y - 20, text.x + 20, text.y + 20))
    name = spelt[0].partition("\u00a0\u00a0")[2]
    assert any(feature.name.startswith(name) for feature in heap.features)


def leaders(page: Sheet) -> list[shapely.LineString]:
    """Return the thin straight lines from marks to their names."""
    return [
        item.shape
        for item in page.items
        if isinstance(item, Stroke)
        and (item.width_px, item.colour) == (0.8, colours("light")["muted"])
        and shapely.get_num_coordinates(item.shape) == 2
    ]


@EVERY
def test_no_leader_runs_over_a_name_or_another_point(name: str, language: str) -> None:
    page = sheet(name, language)
    names = [item for role in ("label", "place", "key") for item in page.of(role)]
    for line in leaders(page):
        for item in names:
            assert line.intersection(shapely.box(*item.box)).length < 0.5, item
    points = points_of(name, language)
    for line in leaders(page):
        start = shapely.Point(line.coords[0])
        beyond = line.difference(start.buffer(12))
        assert not any(beyond.intersects(shapely.Point(at).buffer(3)) for at in points.values())


def points_of(name: str, language: str) -> dict[str, tuple[float, float]]:
    """Return the positions of the story's points on a page."""
    (frame,) = sheet(name, language).of("map")
    marks = marks_of(spec(language), frame_for(spec().bounds, frame.box))
    return {
        mark.id: mark.anchor
        for mark in marks
        if mark.legend.kind == "point" and mark.shape.intersects(shapely.box(*frame.box))
    }


@EVERY
def test_no_name_stands_by_another_point_than_its_own(name: str, language: str) -> None:
    page, points = sheet(name, language), points_of(name, language)
    ends = shapely.MultiPoint([line.coords[-1] for line in leaders(page)] or None)
    for item in page.of("label"):
        box = shapely.box(*item.box)
        if item.name in points and box.distance(ends) > 0.1:  # no leader tells whose it is
            own = box.distance(shapely.Point(points[item.name]))
            for other, at in points.items():
                away = box.distance(shapely.Point(at))
                assert other == item.name or away > own + 1, (item.name, other)


@EVERY
def test_no_town_stands_where_a_tie_ends(name: str, language: str) -> None:
    page = sheet(name, language)
    (frame,) = page.of("map")
    inner = shapely.box(*frame.box.grown(-8))
    for mark in marks_of(spec(language), frame_for(spec().bounds, frame.box)):
        for end in shapely.get_coordinates(mark.shape)[[0, -1]] if mark.tie else []:
            here = shapely.Point(end)
            if here.within(inner):
                around = here.buffer(5)
                assert not any(around.intersects(shapely.box(*i.box)) for i in page.of("place"))


@pytest.mark.parametrize("name", ["article", "a4-portrait"])
def test_names_that_were_kept_stand_where_they_are_found_anew(name: str) -> None:
    """In another theme all places are known already; forgotten, they are found again."""
    kept = lay_out(
        build_map(story(), View(language="fa", theme="dark", detail="off")), preset(name)
    )
    assert kept.placed == sheet(name, "fa").placed
    labels._place.cache.clear()  # type: ignore[attr-defined]
    assert (
        lay_out(build_map(story(), View(language="fa", theme="dark", detail="off")), preset(name))
        == kept
    )


def marks_on(name: str, language: str) -> list[Mark]:
    (frame,) = sheet(name, language).of("map")
    return marks_of(spec(language), frame_for(spec().bounds, frame.box))


@EVERY
def test_no_tie_and_no_edge_of_an_area_runs_behind_words(name: str, language: str) -> None:
    page = sheet(name, language)
    (frame,) = page.of("map")
    looks = {
        (width, colour)
        for mark in marks_on(name, language)
        for style in [mark.legend.style]
        for width, colour in [
            (style.stroke_width_px, style.stroke), (style.casing_width_px, style.casing)
        ]
        if mark.tie or mark.legend.kind == "polygon"
    }  # fmt: skip
    first = next(n for n, item in enumerate(page.items) if isinstance(item, Text))
    words = [text_box(item) for item in page.items if isinstance(item, Text)]
    inside = shapely.union_all([shapely.box(*box) for box in words if box.within(frame.box)])
    drawn = [item for item in page.items[:first] if isinstance(item, Stroke)]
    lines = [line.shape for line in drawn if (line.width_px, line.colour) in looks]
    assert len(lines) > 8
    assert shapely.length(shapely.intersection(lines, inside)).max() < 1e-6


@EVERY
def test_no_name_covers_the_corridor_or_the_border(name: str, language: str) -> None:
    page = sheet(name, language)
    lines = [m for m in marks_on(name, language) if m.legend.kind == "line" and not m.tie]
    of_story = [mark.shape for mark in lines if mark.layer.group == "story"]
    assert len(of_story) == 2
    for item in [*page.of("label"), *page.of("place")]:
        assert not shapely.intersects(of_story, shapely.box(*item.box)).any(), item.name


@EVERY
def test_no_name_covers_the_head_of_an_arrow(name: str, language: str) -> None:
    page = sheet(name, language)
    heads = [
        item.shape
        for mark in marks_on(name, language)
        for item in head_of(mark)
        if isinstance(item, Fill)
    ]
    assert heads
    for item in [*page.of("label"), *page.of("place")]:
        assert not shapely.intersects(heads, shapely.box(*item.box)).any(), item.name


@EVERY
def test_a_country_s_name_does_not_read_as_a_line_of_another(name: str, language: str) -> None:
    page = sheet(name, language)
    areas = {mark.id for mark in marks_on(name, language) if mark.layer.role == "area"}
    labels = list(page.of("label"))
    assert areas & {item.name for item in labels}
    for area, other in itertools.permutations(labels, 2):
        if area.name in areas:
            assert not area.box.grown(2).touches(other.box), (area.name, other.name)


def test_names_stay_on_the_globe() -> None:
    page, _ = sheet_of(story(), {"bounds": "-180,-60,180,84", "detail": "off"})
    (frame,) = page.of("map")
    world = globe(frame_for(Bounds(-180, -60, 180, 84), frame.box))
    names = [*page.of("label"), *page.of("place")]
    assert len(names) > 8
    assert [item.name for item in names if not world.contains(shapely.box(*item.box))] == []


def test_cities_are_named_where_only_their_ties_are_on() -> None:
    page, _ = sheet_of(story(), {"layers": "ties"})
    assert {"Baku", "Tehran"} <= {item.name for item in page.of("place")}


@EVERY
def test_what_stands_in_the_corners_hides_no_tie_if_it_can_stand_elsewhere(
    name: str, language: str
) -> None:
    page, marks = sheet(name, language), marks_on(name, language)
    for role in ("scale", "north", "inset"):
        (item,) = page.of(role)
        assert not any(m.shape.intersects(shapely.box(*item.box)) for m in marks if m.tie), role


def test_a_page_tells_its_facts_to_programs() -> None:
    values = {"preset": "slide", "bounds": "44,38,50,41", "layers": "border,corridor,places"}
    page, size = sheet_of(story(), values)
    facts = describe(page, size)
    assert (facts["width"], facts["height"], facts["dpi"]) == (1920, 1080, 144)
    assert facts["bounds"] == [44, 38, 50, 41]
    ((west, south, east, north),) = facts["shown"]
    assert west <= 44 and south <= 38 and east >= 50 and north >= 41
    assert [*facts["layers"]] == [la.id for la in story().layers if la.id in values["layers"]]
    assert "zangezur-corridor" in facts["marks"] and "tehran" not in facts["marks"]
    assert facts["projection"].startswith("+proj=lcc")
    (frame,) = page.of("map")
    across = distance_m((west, 39.5), (east, 39.5))
    assert across / facts["scale"] == pytest.approx(frame.box.width / 96 * 0.0254, rel=0.05)
    assert facts["missing"] == ""


def test_letters_that_no_font_has_are_named() -> None:
    whole = story().model_copy(update={"title": "Baku \U00013000 \u2d30 Tehran"})
    page, _ = sheet_of(whole, {})
    assert set(page.facts.missing) == {"\U00013000", "\u2d30"}


def test_the_same_options_give_the_same_page() -> None:
    assert lay_out(spec(), preset("article")) == lay_out(spec(), preset("article"))


def test_alt_text_says_what_where_and_how_sure() -> None:
    page = sheet("article", "en")
    assert page.alt.startswith("Iran's president visits Baku")
    assert "Tehran" in page.alt and "OpenStreetMap" not in page.alt
    for word in (
        "Iran's president visits Baku",
        "28 April 2025",
        "Tehran",
        "Schematic",
        "OpenStreetMap",
    ):
        assert word in page.description


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"preset": "articel"}, "did you mean 'article'?"),
        ({"width": "12"}, "width 12 px is not from 320"),
        ({"width": "3000", "height": "3000", "dpi": "600"}, "choose a smaller size or dpi"),
        ({"dpi": "1"}, "dpi 1 is not from 36 to 600"),
        ({"dpi": "٣٠٠"}, "give a whole number"),
        ({"bounds": "1,2,3"}, "west,south,east,north"),
        ({"bounds": "50,100,51,101"}, "swapped"),
        ({"bounds": "nan,1,2,3"}, "'bounds'"),
        ({"bounds": "10,10,10,10"}, "the least is"),
        ({"layers": "countrys"}, "did you mean 'countries'?"),
        ({"from": "2025-02-30"}, "give a day"),
        ({"from": "2025-01-02", "to": "2025-01-01"}, "later than"),
        ({"undated": "no"}, "'undated'"),
        ({"at": "S999"}, "parameter 'at' is 'S999'"),
        ({"theme": "drak"}, "did you mean 'dark'?"),
        ({"lang": "xx"}, "'xx'"),
        ({"format": "png"}, "there is no parameter 'format'"),
        ({"width": "320", "height": "320"}, "choose a larger page or fewer layers"),
    ],
)
def test_options_that_mean_nothing_are_told(values: dict[str, str], words: str) -> None:
    with pytest.raises(RequestError, match=None) as caught:
        sheet_of(story(), values)
    assert words in str(caught.value)


@pytest.mark.parametrize(("width", "height"), [(320, 340), (400, 320)])
def test_a_page_that_is_too_small_says_what_would_do(width: int, height: int) -> None:
    size = {"width": str(width), "height": str(height), "dpi": "36"}
    with pytest.raises(TooSmallError) as refused:
        sheet_of(story(), size)
    found = re.search(rf"a page {width} px wide must be (\d+) px high", str(refused.value))
    assert found, refused.value
    assert "or fewer layers or notes" in str(refused.value)
    enough, _ = sheet_of(story(), {**size, "height": found[1]})
    assert enough.height_px == int(found[1]) > height


def test_a_title_that_leaves_no_room_is_told() -> None:
    long = replace(spec(), title="A long title " * 77)
    with pytest.raises(TooSmallError, match="or a shorter title, which alone takes more than a"):
        lay_out(long, preset("article"))


def test_a_page_knows_its_pixels() -> None:
    assert preset("a4-landscape").pixels == (3508, 2480)
    assert preset("square").pixels == (1080, 1080)
    assert preset("slide").pixels == (1920, 1080)
    assert Page(1000, 500, 96).pixels == (1000, 500)


def test_no_mark_of_the_first_story_is_left_without_a_name() -> None:
    for name, language in itertools.product(PRESETS, LANGUAGES):
        of_story = {m.name for m in marks_on(name, language) if m.layer.group == "story"}
        # Not all that other sources add has room without a detail map.
        assert not of_story & set(sheet(name, language).facts.unnamed), (name, language)


@pytest.mark.parametrize("theme", THEMES)
def test_the_sea_differs_from_the_story_s_countries(theme: Theme) -> None:
    ground_here = palette(theme)
    style = style_for("area", kind="polygon", certainty="exact", theme=theme, prominence="main")
    assert style.fill is not None
    land, sea, fill = (
        np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
        for colour in (ground_here.land, ground_here.water, style.fill)
    )
    country = land + (fill - land) * style.fill_opacity
    assert np.abs(country - sea).max() > 24


def test_grey_paper_has_no_colour_on_it() -> None:
    page = sheet("a4-landscape", "en", "grey")
    for item in page.items:
        for colour in filter(None, (item.colour, getattr(item, "halo", ""))):
            assert colour[1:3] == colour[3:5] == colour[5:7], item


@EVERY
def test_the_base_map_s_names_are_few_and_no_louder_than_the_story_s(
    name: str, language: str
) -> None:
    page = sheet(name, language)
    assert len(list(page.of("place"))) <= 12
    texts = [item for item in page.items if isinstance(item, Text)]

    def sizes(role: str, ids: set[str] | None = None) -> list[tuple[float, str]]:
        boxes = [p.box for p in page.of(role) if ids is None or p.name in ids]
        return [
            (text.size_px, text.weight)
            for text in texts
            if any(b.left <= text.x <= b.right and b.top <= text.y <= b.bottom + 1 for b in boxes)
        ]

    main = sizes("label", {"baku", "tehran"})
    assert main and {weight for _, weight in main} == {"bold"}
    assert {weight for _, weight in sizes("place")} <= {"regular"}
    assert max([size for size, _ in sizes("place")], default=0) < min(size for size, _ in main)
