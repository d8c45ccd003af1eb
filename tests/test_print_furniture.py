"""What stands around a printed map fits its room, tells all that it must, and tells the truth."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.crs import Bounds, distance_m
from geo.errors import RequestError
from geo.layers import MapSpec, build_map
from geo.options import View
from geo.printmap.canvas.sheet import Box, Fill, Stroke, Text
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.marks import marks_of
from geo.printmap.carto.scalebar import METRES, bearing, length_at, north_arrow, scale_bar
from geo.printmap.furniture.legend import in_sight, legend, legend_height
from geo.printmap.furniture.titles import credits, title_block
from geo.printmap.layout.alt import alt_text, description
from geo.printmap.layout.corners import on_the_map
from geo.printmap.layout.inset import inset, outline_of, region_of
from geo.printmap.typeset.columns import flowed
from geo.printmap.typeset.measure import missing, text_box
from geo.printmap.typeset.typesetting import Piece
from geo.printmap.typeset.words import number, word
from geo.sources import DATA
from geo.story import load
from geo.text import LANGUAGES, direction

STORY = load(DATA / "stories" / "iran-azerbaijan-2025")
BOX = Box(20, 60, 720, 500)
CAUCASUS = Bounds(45.7, 35.3, 51.9, 40.8)
WIDE = Bounds(-10, 35, 40, 70)
FAR_NORTH = Bounds(-10, 75, 40, 84)
PLACES = {
    "Caucasus": CAUCASUS,
    "Europe": WIDE,
    "far north": FAR_NORTH,
    "town": Bounds(49, 40, 50, 41),
}
MARKS = "\u200e\u200f"


def spec_in(language: str) -> MapSpec:
    return build_map(STORY, View(language=language))


def told(piece: Piece) -> str:
    """Return all that a piece says, without spaces, in its order."""
    words = "".join(item.text for item in piece.items if isinstance(item, Text))
    return "".join(words.translate({ord(mark): None for mark in MARKS}).split())


def ink(piece: Piece) -> list[Box]:
    """Return what each item of a piece covers."""
    boxes = []
    for item in piece.items:
        if isinstance(item, Text):
            boxes.append(text_box(item))
        elif not item.shape.is_empty:
            edge = item.width_px / 2 if isinstance(item, Stroke) else 0.0
            boxes.append(Box(*item.shape.bounds).grown(edge))
    return boxes


def assert_in_room(piece: Piece, area: Box) -> None:
    assert piece.box.within(area.grown(0.01))
    for box in ink(piece):
        assert box.within(piece.box.grown(1.2)), box
    for one, other in combinations([placed.box for placed in piece.placed], 2):
        assert not one.grown(-0.01).touches(other.grown(-0.01)), (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [160, 300, 500, 1550])
def test_title_and_credits_are_whole_and_in_their_room(language: str, width: float) -> None:
    spec = spec_in(language)
    area = Box(30, 20, 30 + width, 400)
    title = title_block(spec, area)
    assert_in_room(title, area)
    for text in (spec.title, *spec.subtitle):
        assert "".join(text.split()) in told(title)
    assert [place.name for place in title.placed] == ["title", "subtitle"]  # which says the day
    later = title_block(replace(spec, as_of=dt.date(2026, 1, 9)), area)
    assert_in_room(later, area)
    assert "2026" in told(later) or "۲۰۲۶" in told(later)
    thanks = credits(spec, area, frame_for(spec.bounds, BOX))
    assert_in_room(thanks, area)
    assert "".join(spec.cited.split()) in told(thanks)
    for credit in spec.credits[1:]:
        assert "".join(credit.text.split()) in told(thanks)
    assert min(item.size_px for item in thanks.items if isinstance(item, Text)) >= 6.5
    assert not missing(told(title) + told(thanks))


def test_a_day_after_a_foreign_name_stays_at_its_place_in_persian() -> None:
    """Without a mark between them the first figures would be drawn before the name."""
    spec = replace(spec_in("fa"), subtitle=("The Gazette", "Paris", "۱ مهٔ ۲۰۲۴"))
    (line,) = [item for item in title_block(spec, Box(0, 0, 900, 200)).items
               if isinstance(item, Text) and "Paris" in item.text]  # fmt: skip
    assert "Paris\u200f · \u200f۱ مهٔ" in line.text


def test_the_article_is_thanked_first_and_nothing_is_told_twice() -> None:
    spec = spec_in("en")
    thanks = credits(spec, Box(0, 0, 400, 200))
    assert [placed.name for placed in thanks.placed] == ["sources"]
    assert told(thanks).startswith("Source:AFP," + "".join(STORY.source.headline.split()))
    alike = build_map(STORY.model_copy(update={"title": STORY.source.headline, "titles": {}}))
    assert told(credits(alike, Box(0, 0, 400, 200))).startswith("Mapdata:")


def test_the_projection_is_named_where_it_takes_no_line_of_its_own() -> None:
    spec, frame = spec_in("en"), frame_for(CAUCASUS, BOX)
    for width in (300, 420, 700, 960, 1500):
        area = Box(0, 0, width, 400)
        plain, whole = credits(spec, area), credits(spec, area, frame)
        assert whole.box == plain.box
        free = width - text_box(plain.items[-1]).right  # type: ignore[arg-type]
        assert ("Projection" in told(whole)) or free < 300


def outside(count: int) -> MapSpec:
    """Return a map that leaves out so many places."""
    spec = spec_in("en")
    mark = spec.layers[0].marks[0]
    return replace(spec, outside=tuple(replace(mark, name=f"Place {n}") for n in range(count)))


@pytest.mark.parametrize("count", [1, 5, 20, 90])
def test_what_is_also_named_is_told_whole_or_counted(count: int) -> None:
    thanks = credits(outside(count), Box(0, 0, 700, 400))
    lines = [item.text for item in thanks.items if isinstance(item, Text)]
    words = " ".join(lines)
    also = words[: words.index("Source:")].strip()
    assert also.startswith("Also named: Place 0") and "…" not in also
    named, _, more = also.partition(" and ")
    more = more.removesuffix(" more") or "0"
    assert named.count("Place") + int(more) == count
    assert next(n for n, line in enumerate(lines) if line.startswith("Source:")) <= 2


def test_no_room_is_told_with_what_is_needed() -> None:
    spec = spec_in("en")
    makers: list[Callable[[MapSpec, Box], Piece]] = [title_block, credits, legend]
    for make in makers:
        with pytest.raises(RequestError, match=r"needs a height of \d+ px where the page has 10"):
            make(spec, Box(0, 0, 200, 10))


# --- the legend -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "columns"), [(170, 1), (230, 1), (500, 3), (960, 4)])
def test_legend_has_every_class_and_form_in_its_room(
    language: str, width: float, columns: int
) -> None:
    spec = spec_in(language)
    area = Box(40, 30, 40 + width, 1000)
    piece = legend(spec, area, columns=columns)
    assert_in_room(piece, area)
    names = [placed.name for placed in piece.placed]
    assert len(names) == len(set(names))
    explained = [layer for layer in spec.layers if layer.visible and not layer.is_evident]
    assert {layer.id for layer in explained} | {"context", "certainty"} == {
        name.partition("/")[0] for name in names
    }
    for layer in explained:
        assert "".join(layer.title.split()) in told(piece)
    sure = [cls.certainty for layer in spec.layers for cls in layer.classes if not cls.tone]
    assert {f"certainty/{form}" for form in sure if form != "exact"} <= set(names)
    assert piece.box.height == pytest.approx(legend_height(spec, width, columns=columns), abs=1)


def test_legend_tells_only_what_is_in_sight() -> None:
    spec = spec_in("en")
    frame = frame_for(Bounds(48.5, 39.8, 50.5, 40.8), BOX)
    sight = in_sight(marks_of(spec, frame), frame)
    piece = legend(spec, Box(0, 0, 200, 900), sight=sight)
    names = {placed.name for placed in piece.placed}
    layers = {layer.id for layer in spec.layers if not layer.is_evident}
    assert {name.partition("/")[0] for name in names} <= {layer for layer, _ in sight} | {
        "certainty", "context"
    }  # fmt: skip
    assert {layer for layer, _ in sight} & layers <= {name.partition("/")[0] for name in names}
    hidden = replace(spec, layers=tuple(replace(layer, visible=False) for layer in spec.layers))
    assert legend(hidden, Box(0, 0, 200, 900)).items == ()


def test_legend_takes_smaller_type_before_it_gives_up() -> None:
    spec = spec_in("en")
    full = legend_height(spec, 200)
    piece = legend(spec, Box(0, 0, 200, full * 0.9))
    sizes = [item.size_px for item in piece.items if isinstance(item, Text)]
    assert piece.box.height <= full * 0.9 + 0.01 and min(sizes) >= 8
    with pytest.raises(RequestError):
        legend(spec, Box(0, 0, 200, full * 0.5))


@dataclass(frozen=True)
class Part:
    height: float
    space: float = 4.0


def test_a_group_does_not_begin_at_a_columns_end_unless_it_costs_much() -> None:
    parts = [Part(20) for _ in range(8)]
    assert [column for column, _ in flowed(parts, 2).places] == [0] * 4 + [1] * 4
    kept = flowed(parts, 2, heads={3})
    assert [column for column, _ in kept.places] == [0] * 4 + [1] * 4  # a fifth would be higher
    long = [Part(20) for _ in range(24)]
    split = [flowed(long, 2, heads).places[11:13] for heads in ((), {11})]
    assert [first[0] == second[0] for first, second in split] == [False, True]


def test_columns_are_even_and_read_from_where_lines_begin() -> None:
    for language in ("en", "fa"):
        piece = legend(spec_in(language), Box(0, 0, 800, 400), columns=4)
        first, last = piece.placed[0].box, piece.placed[-1].box
        assert (first.left < last.left) == (direction(language) == "ltr")
    assert legend_height(spec_in("en"), 800, columns=4) < legend_height(spec_in("en"), 185) / 2.5


def test_symbols_are_the_map_s_own_and_stand_where_lines_begin() -> None:
    for language in ("en", "fa"):
        spec = spec_in(language)
        piece = legend(spec, Box(0, 0, 220, 900))
        drawn = [item for item in piece.items if isinstance(item, Fill | Stroke)]
        names = {place.name for place in piece.placed}
        known = [(layer, cls) for layer in spec.layers for cls in layer.classes]
        styles = [cls.style for layer, cls in known if f"{layer.id}/{cls.id}" in names]
        wanted = {style.stroke for style in styles if style.stroke and style.radius_px == 0}
        assert wanted <= {item.colour for item in drawn}
        dashes = {style.dash_px for style in styles if style.dash_px}
        assert dashes <= {item.dash_px for item in drawn if isinstance(item, Stroke)}
        middles = [(item.shape.bounds[0] + item.shape.bounds[2]) / 2 for item in drawn]
        assert all((at < 110) == (language == "en") for at in middles)


# --- scale and north --------------------------------------------------------------------------


@pytest.mark.parametrize("bounds", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_scale_bar_is_as_long_as_the_ellipsoid_says(
    bounds: Bounds, corner: Any, language: str
) -> None:
    frame = frame_for(bounds, BOX)
    piece = scale_bar(frame, corner, theme="light", language=language)
    assert_in_room(piece, BOX)
    bar = next(item for item in piece.items if isinstance(item, Stroke))
    texts = [item.text for item in piece.items if isinstance(item, Text)]
    base, start, km, mi = shapely.get_parts(bar.shape)
    y = shapely.get_coordinates(base)[0, 1]
    for unit, tick, text in (("km", km, texts[0]), ("mi", mi, texts[1])):
        ends = np.array([[shapely.get_coordinates(part)[0, 0], y] for part in (start, tick)])
        ground = distance_m(*map(tuple, frame.to_world(ends).tolist())) / METRES[unit]
        value = float(f"{ground:.1g}")
        assert ground == pytest.approx(value, rel=0.01)
        assert value / 10 ** math.floor(math.log10(value)) in (1, 2, 5)
        assert number(value, language) in text and word(unit, language) in text


@pytest.mark.parametrize("width", [300, 420, 560, 700, 1100, 1550])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_each_length_of_the_scale_bar_ends_where_its_words_end(width: int, language: str) -> None:
    frame = frame_for(CAUCASUS, Box(0, 0, width, width * 0.7))
    piece = scale_bar(frame, "bottom-left", theme="light", language=language)
    bar = next(item for item in piece.items if isinstance(item, Stroke))
    _, start, km, mi = (shapely.bounds(part)[0] for part in shapely.get_parts(bar.shape))
    assert abs(km - start) >= abs(mi - start)  # else the bar would seem to be the kilometres'
    for end, line in zip((km, mi), (i for i in piece.items if isinstance(i, Text)), strict=True):
        outer = text_box(line).right if direction(language) == "ltr" else text_box(line).left
        assert outer == pytest.approx(end, abs=1.5) or text_box(line).width > abs(end - start)


def test_scale_bar_says_where_it_is_true_only_if_that_matters() -> None:
    for bounds, note in ((CAUCASUS, 0), (WIDE, 1)):
        piece = scale_bar(frame_for(bounds, BOX), "bottom-left", theme="light", language="en")
        texts = [item.text for item in piece.items if isinstance(item, Text)]
        assert texts.count("at this latitude") == note


def test_a_length_is_round_and_within_reach() -> None:
    frame = frame_for(CAUCASUS, BOX)
    for reach in (60, 100, 150, -150):
        length = length_at(frame, "km", (300, 300), reach)
        assert 0 < length.px / reach <= 1.0001


@pytest.mark.parametrize("bounds", PLACES.values(), ids=PLACES.keys())
def test_north_arrow_points_to_true_north(bounds: Bounds) -> None:
    frame = frame_for(bounds, BOX)
    for at in ((60.0, 100.0), (680.0, 100.0), (400.0, 450.0)):
        turn = math.radians(bearing(frame, at))
        ahead = np.array([at, (at[0] + math.sin(turn) * 5, at[1] - math.cos(turn) * 5)])
        (lon, lat), (lon_ahead, lat_ahead) = frame.to_world(ahead).tolist()
        assert lat_ahead > lat
        assert lon_ahead == pytest.approx(lon, abs=0.02 * (lat_ahead - lat) + 1e-4)
    assert_in_room(north_arrow(frame, "top-right", theme="dark", language="fa"), BOX)


# --- the locator ------------------------------------------------------------------------------


def located(language: str, bounds: Bounds) -> tuple[MapSpec, Frame, Piece]:
    spec = replace(spec_in(language), bounds=bounds)
    frame = frame_for(bounds, BOX)
    piece = inset(spec, frame, "bottom-right")
    assert piece is not None
    return spec, frame, piece


@pytest.mark.parametrize("language", ["en", "fa", "hy"])
def test_inset_holds_the_frame_s_outline_and_names_apart(language: str) -> None:
    _, frame, piece = located(language, CAUCASUS)
    assert piece.box.within(BOX)
    for box in ink(piece):
        assert box.within(piece.box.grown(4))
    names = [text_box(item) for item in piece.items if isinstance(item, Text)]
    assert names and all(name.within(piece.box) for name in names)
    assert not any(one.touches(other) for one, other in combinations(names, 2))
    region = region_of(frame, piece.box)
    assert region is not None
    outline = Box(*outline_of(frame, region).bounds)
    assert outline.within(piece.box)
    assert 5 <= piece.box.width / max(outline.width, outline.height) <= 8
    assert not any(name.touches(outline) for name in names)


def test_a_map_of_half_the_world_needs_no_inset() -> None:
    bounds = Bounds(-60, -40, 70, 70)
    spec = replace(spec_in("en"), bounds=bounds)
    assert inset(spec, frame_for(bounds, BOX), "top-left") is None


@pytest.mark.parametrize("height", [90, 120, 160, 215, 300, 600])
def test_the_locator_covers_neither_scale_nor_arrow(height: int) -> None:
    spec = replace(spec_in("en"), bounds=CAUCASUS)
    frame = frame_for(CAUCASUS, Box(30, 96, 1050, 96 + height))
    pieces = on_the_map(spec, frame, marks_of(spec, frame))
    assert len(pieces) == (3 if height >= 215 else 2)  # lower ones show half a continent
    assert all(piece.box.within(frame.box) for piece in pieces)
    assert not any(one.box.touches(other.box) for one, other in combinations(pieces, 2))


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_tells_what_where_and_how_sure(language: str) -> None:
    spec = spec_in(language)
    frame = frame_for(spec.bounds, BOX)
    marks = marks_of(spec, frame)
    alt = description(spec, frame, marks)
    assert alt == description(spec, frame, marks_of(spec, frame))
    assert spec.title in alt
    for layer in {mark.layer.id: mark.layer for mark in marks if not mark.shape.is_empty}.values():
        assert layer.title in alt
    for form in ("approximate", "indicative", "disputed"):
        assert word(f"certainty.{form}.meaning", language) in alt
    for credit in spec.credits:
        assert credit.text in alt
    assert "{" not in alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_alt_text_begins_with_the_story_and_is_short(language: str) -> None:
    spec = spec_in(language)
    frame = frame_for(spec.bounds, BOX)
    marks = marks_of(spec, frame)
    long = replace(spec, title=" ".join(["Dnipropetrovsk"] * 30))
    for one in (spec, long, replace(long, chosen=build_map(STORY, View(at="S10")).chosen)):
        alt = alt_text(one, frame, marks)
        assert len(alt) <= 300 and "{" not in alt
        assert alt.startswith(one.title[:100])
        assert not any(credit.text in alt for credit in spec.credits)
    told = [mark for mark in marks if mark.tie is None and not mark.shape.is_empty]
    main = {mark.name for mark in told if mark.importance.headed}
    assert main and all(name in alt_text(spec, frame, marks) for name in main)
    if language == "en":  # there all that are needed have room
        names = alt_text(spec, frame, marks).partition("Map: ")[2].rstrip(".").split(", ")
        assert {*names[: len(main)]} == main
        assert {*names} == {mark.name for mark in told if mark.layer.group != "context"}


def test_alt_text_of_an_empty_sea_says_where_it_is() -> None:
    spec = spec_in("en")
    frame = frame_for(Bounds(-30.4, 44, -30, 44.3), BOX)
    assert "44" in alt_text(spec, frame, []) and "W" in alt_text(spec, frame, [])


def test_colours_come_from_the_theme() -> None:
    """No part of the furniture names a colour of its own."""
    folder = Path(__file__).parent.parent / "geo" / "printmap"
    paths = [
        *folder.glob("furniture/*.py"),
        *folder.glob("typeset/*.py"),
        *folder.glob("layout/*.py"),
        folder / "carto" / "scalebar.py",
    ]
    assert len(paths) > 12
    for path in paths:
        assert '"#' not in path.read_text(encoding="utf-8")
