"""Show that labels of one language never touch, at any zoom, and keep to the cartographer's rules.

Positions come from the gazetteer's file; what a text covers is measured here anew with HarfBuzz,
by the rules by which Mapnik sets text, without the code that placed the labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
import shapely
import uharfbuzz as hb

from geo import gazetteer
from geo.errors import BoundsError, RequestError
from geo.gazetteer import Label
from geo.style.labels import FONT_FILES, LABEL_STYLES, script_of, shown_text
from geo.text import LANGUAGES

FONTS = Path(__file__).resolve().parents[1] / "data" / "fonts"
REGION = (43.0, 35.0, 54.0, 43.0)
"""The first story's ground: the Caucasus, north-western Iran, the southern Caspian."""

SAMPLES = [
    (2.0, 48.0, 4.0, 49.5),
    (-75.0, 40.0, -73.0, 41.5),
    (139.0, 35.0, 140.5, 36.3),
    (30.8, 29.5, 31.8, 30.8),
    (76.5, 28.0, 78.0, 29.2),
    (34.0, 31.0, 36.0, 33.0),
    (103.3, 1.0, 104.5, 2.0),
    (-0.7, 51.2, 0.5, 51.8),
    (28.4, 40.7, 29.8, 41.4),
]


@cache
def face_of(file: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / file))))


@cache
def line_ink(line: str, file: str) -> tuple[float, int, float, float, float]:
    """Return (width, letters, tallest letter, reach up, reach down) of one line, in ems."""
    face = face_of(file)
    buffer = hb.Buffer()
    buffer.add_str(line)
    buffer.guess_segment_properties()
    hb.shape(face, buffer)
    em = face.face.upem
    tops, bottoms, heights = [0.0], [0.0], [0.0]
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = face.get_glyph_extents(info.codepoint)
        if glyph and glyph.height:
            tops.append((glyph.y_bearing + position.y_offset) / em)
            bottoms.append(-(glyph.y_bearing + position.y_offset + glyph.height) / em)
            heights.append(-glyph.height / em)
    width = sum(position.x_advance for position in buffer.glyph_positions) / em
    return width, len(buffer.glyph_infos), max(heights), max(tops), max(bottoms)


def text_box(label: Label) -> tuple[float, float, float, float]:
    """Return (west, north, east, south) of a text from its place, halo and all, in pixels."""
    style = LABEL_STYLES[label.kind]
    script = script_of(label.text)
    file = FONT_FILES.get((script, style.weight, style.italic))
    file = file or FONT_FILES[script, style.weight, False]
    lines = [line_ink(line, file) for line in label.text.split("\n")]
    em = label.size_px
    width = max(line[0] * em + line[1] * label.letter_spacing_px for line in lines)
    extents = face_of(file).get_font_extents("ltr")
    between = (extents.ascender - extents.descender) / face_of(file).face.upem * em
    rest = between * (len(lines) - 1)
    height = max(line[2] for line in lines) * em + rest
    if label.anchor.startswith("top"):
        last = label.dy_px
    elif label.anchor.startswith("bottom"):
        last = label.dy_px + height
    else:
        last = label.dy_px + height / 2
    if label.anchor.endswith("right"):
        west = label.dx_px
    elif label.anchor.endswith("left"):
        west = label.dx_px - width
    else:
        west = label.dx_px - width / 2
    north = last - rest - max(line[3] for line in lines) * em
    south = last + max(line[4] for line in lines) * em
    halo = style.halo_px
    return west - halo, north - halo, west + width + halo, south + halo


def boxes(label: Label, zoom: int) -> list[shapely.Geometry]:
    """Return what a label covers on the zoom's world in pixels: its text, and its mark if any."""
    side = 256 * 2**zoom
    x = side * (label.lon + 180) / 360
    y = side * (0.5 - math.asinh(math.tan(math.radians(label.lat))) / (2 * math.pi))
    west, north, east, south = text_box(label)
    found = [shapely.box(x + west, y + north, x + east, y + south)]
    radius = LABEL_STYLES[label.kind].dot_radius_px
    if radius:
        found.append(shapely.box(x - radius, y - radius, x + radius, y + radius))
    return found


def touching(labels: list[Label], zoom: int) -> list[tuple[str, str]]:
    """List the pairs of labels of which some parts lie over each other."""
    owners, shapes = [], []
    for number, label in enumerate(labels):
        for shape in boxes(label, zoom):
            owners.append(number)
            shapes.append(shape)
    if not shapes:
        return []
    tree = shapely.STRtree(shapes)
    pairs = tree.query(shapes, predicate="intersects").T
    found = {
        (labels[owners[a]].text, labels[owners[b]].text)
        for a, b in pairs
        if owners[a] < owners[b] and shapes[a].intersection(shapes[b]).area > 0.01
    }
    return sorted(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", range(13))
def test_no_two_labels_touch_in_the_storys_region(zoom: int, language: str) -> None:
    found = gazetteer.labels(REGION, zoom=zoom, language=language)
    assert touching(found, zoom) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", range(7))
def test_no_two_labels_touch_in_the_world(zoom: int, language: str) -> None:
    found = gazetteer.labels((-180, -85, 180, 85), zoom=zoom, language=language)
    assert touching(found, zoom) == []


@pytest.mark.parametrize("bounds", SAMPLES, ids=lambda bounds: f"{bounds[0]:g},{bounds[1]:g}")
@pytest.mark.parametrize("zoom", range(7, 13))
def test_no_two_labels_touch_where_cities_are_dense(
    zoom: int, bounds: tuple[float, float, float, float]
) -> None:
    for language in LANGUAGES:
        assert touching(gazetteer.labels(bounds, zoom=zoom, language=language), zoom) == []


@pytest.mark.parametrize("language", ("en", "fa", "ru"))
@pytest.mark.parametrize("zoom", range(4, 13))
def test_the_map_stays_calm(zoom: int, language: str) -> None:
    side = 360 / 2 ** (zoom - 1)
    counts = []
    for column in range(9):
        west = 44 + column * side / 2
        bounds = (west, 38.0, west + side, min(85.0, 38.0 + side * 0.76))
        inside = [
            label
            for label in gazetteer.labels(bounds, zoom=zoom, language=language)
            if bounds[0] <= label.lon < bounds[2] and bounds[1] <= label.lat < bounds[3]
        ]
        counts.append(len(inside))
    assert max(counts) <= 26
    assert sum(counts) / len(counts) <= 18


def tile(zoom: int, column: int, row: int) -> tuple[float, float, float, float]:
    def latitude(y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**zoom))))

    west, east = (c / 2**zoom * 360 - 180 for c in (column, column + 1))
    return west, latitude(row + 1), east, latitude(row)


def drawn(
    labels: Iterable[Label], bounds: tuple[float, float, float, float], zoom: int
) -> set[int]:
    """Return the ids of the labels that leave ink within bounds."""
    side = 256 * 2**zoom
    corners = [
        (
            side * (lon + 180) / 360,
            side * (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)),
        )
        for lon, lat in ((bounds[0], bounds[1]), (bounds[2], bounds[3]))
    ]
    frame = shapely.box(corners[0][0], corners[1][1], corners[1][0], corners[0][1])
    return {
        label.id for label in labels if any(shape.intersects(frame) for shape in boxes(label, zoom))
    }


@pytest.mark.parametrize("zoom", (4, 6, 8, 11))
def test_every_tile_shows_all_that_reaches_into_it(zoom: int) -> None:
    """A tile must draw its part of a label whose place lies on another tile."""
    whole = (46.0, 38.0, 50.0, 41.0)
    everything = gazetteer.labels((40, 34, 56, 45), zoom=zoom, language="ru")
    side = 2**zoom
    columns = range(int((whole[0] + 180) / 360 * side), int((whole[2] + 180) / 360 * side) + 1)
    rows = [
        int((0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * side)
        for lat in (whole[3], whole[1])
    ]
    for column in list(columns)[:6]:
        for row in list(range(rows[0], rows[1] + 1))[:6]:
            bounds = tile(zoom, column, row)
            here = drawn(gazetteer.labels(bounds, zoom=zoom, language="ru"), bounds, zoom)
            assert drawn(everything, bounds, zoom) <= here


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_stays_while_zooming_in(language: str) -> None:
    """Towns do not come and go, and do not jump to the other side of their mark."""
    before: dict[int, str] = {}
    for zoom in range(13):
        now = {
            label.id: label.anchor
            for label in gazetteer.labels(REGION, zoom=zoom, language=language)
            if LABEL_STYLES[label.kind].dot != "none"
            and REGION[0] < label.lon < REGION[2]
            and REGION[1] < label.lat < REGION[3]
        }
        assert before.items() <= now.items()
        before = now


def test_labels_go_on_over_the_antimeridian() -> None:
    around = gazetteer.labels((170, -30, 200, 10), zoom=5, language="en")
    assert any(label.lon > 180 for label in around)
    assert any(label.lon < 180 for label in around)
    east = gazetteer.labels((-180, -30, -178, 10), zoom=5, language="en")
    assert any(label.lon < -180 for label in east), "Fiji's label reaches over from the west"
    assert touching(around, 5) == []


def test_capitals_of_the_story_show_early_in_every_language() -> None:
    for language in LANGUAGES:
        shown = {label.id for label in gazetteer.labels(REGION, zoom=5, language=language)}
        assert {587084, 112931} <= shown, language
        shown = {label.id for label in gazetteer.labels(REGION, zoom=6, language=language)}
        assert {587084, 112931, 616052, 611717} <= shown, language


def test_countries_of_the_story_are_named_in_every_language() -> None:
    for language in LANGUAGES:
        for zoom in (5, 6, 7):
            shown = {label.id for label in gazetteer.labels(REGION, zoom=zoom, language=language)}
            assert {587116, 174982} <= shown, (language, zoom)


def test_persian_is_neither_spaced_nor_capitals() -> None:
    found = gazetteer.labels(REGION, zoom=6, language="fa")
    spaced = [label for label in found if script_of(label.text) == "Arabic"]
    assert spaced and all(label.letter_spacing_px == 0 for label in spaced)


def test_capital_letters_follow_the_language() -> None:
    assert shown_text("İran", "country_large", "az") == "İRAN"
    assert shown_text("Gürcistan", "country", "tr") == "GÜRCİSTAN"
    assert shown_text("Germany", "country", "en") == "GERMANY"
    assert shown_text("Baku", "capital", "en") == "Baku"


def test_long_names_of_areas_stand_on_even_lines() -> None:
    assert shown_text("United Arab Emirates", "country", "en") == "UNITED ARAB\nEMIRATES"
    assert shown_text("Iran", "country", "en") == "IRAN"


def test_labels_are_the_same_from_every_thread() -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda _: gazetteer.labels(REGION, zoom=8, language="hy"), range(24))
        )
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize(
    "bounds",
    [
        (50, 40, 45, 41),
        (45, 41, 50, 40),
        (45, -91, 50, 40),
        (math.nan, 40, 50, 41),
        (0, 0, 800, 10),
    ],
)
def test_wrong_bounds_are_refused_in_one_sentence(bounds: tuple[float, ...]) -> None:
    with pytest.raises(BoundsError, match="bounds"):
        gazetteer.labels(bounds, zoom=5, language="en")  # type: ignore[arg-type]


def test_unknown_language_and_zoom_are_refused() -> None:
    with pytest.raises(RequestError, match="choose one of en"):
        gazetteer.labels(REGION, zoom=5, language="xx")
    with pytest.raises(RequestError, match="zoom -1"):
        gazetteer.labels(REGION, zoom=-1, language="en")
