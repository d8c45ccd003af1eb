"""Draw a sheet by Mapnik: pixels, SVG or PDF, from the same items."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from threading import Lock
from typing import Any, Final
from xml.etree import ElementTree as Xml

import mapnik
import numpy as np
import shapely
from cachetools import LRUCache
from PIL import Image

from geo.basemap.sheet import font_sets, register_fonts
from geo.printmap.canvas.sheet import Fill, Item, Sheet, Stroke, Text

PLANE: Final = "epsg:3857"
"""Mapnik wants a system; one metre of it is a CSS pixel of the page."""
_KEPT_PIXELS: Final = 10_000_000
_spare: Final[dict[tuple[int, int], mapnik.Image]] = {}
"""The last image, to be drawn on again: a new one costs a sixth of the drawing."""
_BAND_ROWS: Final = 64
"""Of pixels handed on at a time: as many as a processor's cache holds."""
_FIELDS: Final = ("text",)

Look = tuple[Any, ...]
"""What two items must share to be drawn in one layer."""

_kept_styles: Final[LRUCache[Look, mapnik.Style]] = LRUCache(maxsize=512)
_lock: Final = Lock()


def page_map(sheet: Sheet) -> mapnik.Map:
    """Return a Mapnik map of a sheet, one layer for each run of items that look alike."""
    register_fonts()
    runs = [(look, list(run)) for look, run in groupby(sheet.items, key=_look)]
    page = mapnik.Map(round(sheet.width_px), round(sheet.height_px), PLANE)
    names = {look: str(n) for n, look in enumerate(dict.fromkeys(look for look, _ in runs))}
    styles = _styles(names)
    for look, name in names.items():
        page.append_style(name, styles[look])
    shapes = iter(_shapes(sheet.items))
    for number, (look, run) in enumerate(runs):
        layer = mapnik.Layer(str(number), PLANE)
        layer.styles.append(names[look])
        layer.datasource = _source(run, shapes)
        page.layers.append(layer)
    return page


def draw_pixels(sheet: Sheet, scale: float) -> tuple[tuple[int, int], Iterator[bytes]]:
    """Return width and height, and the sheet's pixels, so many for each CSS pixel.

    They come as RGB, some rows at a time from the top: what takes them needs no room for all, and
    nobody waits for memory.
    """
    page = page_map(sheet)
    size = round(sheet.width_px * scale), round(sheet.height_px * scale)
    page.resize(*size)
    _aim(page, sheet)
    page.background = mapnik.Color(sheet.paper)  # paints over all that an image had
    image = _spare.pop(size, None) or mapnik.Image(*size)
    mapnik.render(page, image, scale)
    return size, _bands(image, size)


def _bands(image: mapnik.Image, size: tuple[int, int]) -> Iterator[bytes]:
    """Yield the rows of an image, then keep it as the spare one; every pixel is opaque."""
    width, height = size
    for top in range(0, height, _BAND_ROWS):
        part = width, min(_BAND_ROWS, height - top)
        data = image.view(0, top, *part).to_string()
        yield Image.frombuffer("RGBX", part, data, "raw", "RGBX", 0, 1).tobytes("raw", "RGB")
    if width * height <= _KEPT_PIXELS:
        _spare.clear()
        _spare[size] = image


def draw_vectors(sheet: Sheet, scale: float) -> mapnik.Map:
    """Return a map that draws the sheet at so many units of a vector format to a CSS pixel."""
    page = page_map(sheet)
    page.resize(math.ceil(sheet.width_px * scale), math.ceil(sheet.height_px * scale))
    whole = (page.width / scale, page.height / scale)
    page.aspect_fix_mode = mapnik.aspect_fix_mode.RESPECT
    page.zoom_to_box(mapnik.Box2d(0, -whole[1], whole[0], 0))
    return page


def _aim(page: mapnik.Map, sheet: Sheet) -> None:
    page.aspect_fix_mode = mapnik.aspect_fix_mode.RESPECT
    page.zoom_to_box(mapnik.Box2d(0, -sheet.height_px, sheet.width_px, 0))


def _look(item: Item) -> Look:
    """Return an item's look."""
    if isinstance(item, Fill):
        return ("fill", item.colour, item.opacity)
    if isinstance(item, Stroke):
        return ("stroke", item.colour, item.width_px, item.opacity, item.dash_px, item.cap)
    look = (item.align, item.size_px, item.colour, item.weight, item.italic, item.spacing_px)
    return ("text", *look, item.halo, item.halo_px)


def _styles(looks: Collection[Look]) -> Mapping[Look, mapnik.Style]:
    """Return how Mapnik draws looks; most are asked for again on the next page."""
    with _lock:
        found = {look: _kept_styles[look] for look in looks if look in _kept_styles}
    if new := {look: str(n) for n, look in enumerate(looks) if look not in found}:
        loaded = mapnik.Map(1, 1)
        mapnik.load_map_from_string(loaded, _sheet_of(new))
        found |= {look: loaded.find_style(name) for look, name in new.items()}
        with _lock:
            _kept_styles.update(found)
    return found


def _sheet_of(looks: Mapping[Look, str]) -> str:
    """Return Mapnik's XML for looks by their styles' names."""
    xml = Xml.Element("Map", {"srs": PLANE})
    xml.extend(font_sets())
    for look, name in looks.items():
        style = Xml.SubElement(xml, "Style", {"name": name})
        _symbolise(Xml.SubElement(style, "Rule"), look)
    return Xml.tostring(xml, encoding="unicode")


def _symbolise(rule: Xml.Element, look: Look) -> None:
    match look:
        case "fill", colour, opacity:
            fill = {"fill": colour, "fill-opacity": f"{opacity:g}"}
            Xml.SubElement(rule, "PolygonSymbolizer", {**fill, "clip": "false"})
        case "stroke", colour, width_px, opacity, dash_px, cap:
            stroke = {
                "stroke": colour,
                "stroke-width": f"{width_px:g}",
                "stroke-opacity": f"{opacity:g}",
                "stroke-linejoin": "round",
                "stroke-linecap": cap,
                "clip": "false",
            }
            if dash_px:
                stroke["stroke-dasharray"] = ",".join(f"{length:g}" for length in dash_px)
            Xml.SubElement(rule, "LineSymbolizer", stroke)
        case "text", *rest:
            _text(rule, *rest)


def _text(
    rule: Xml.Element, align: str, size_px: float, colour: str, weight: str, italic: bool,
    spacing_px: float, halo: str | None, halo_px: float,
) -> None:  # fmt: skip
    attributes = {
        "fontset-name": f"{weight}-italic" if italic else weight,
        "size": f"{size_px:g}",
        "fill": colour,
        "character-spacing": f"{spacing_px:g}",
        "allow-overlap": "true",
        "placement": "point",
        "horizontal-alignment": {"left": "right", "right": "left"}.get(align, "middle"),
        "vertical-alignment": "middle",
        "wrap-width": "0",
    }
    if halo:
        attributes |= {"halo-fill": halo, "halo-radius": f"{halo_px:g}"}
    Xml.SubElement(rule, "TextSymbolizer", attributes).text = "[text]"


def _source(run: list[Item], shapes: Iterator[bytes]) -> mapnik.MemoryDatasource:
    source = mapnik.MemoryDatasource()
    context = mapnik.Context()
    for name in _FIELDS:
        context.push(name)
    for number, (item, wkb) in enumerate(zip(run, shapes, strict=False), 1):
        feature = mapnik.Feature(context, number)
        feature.geometry = mapnik.Geometry.from_wkb(wkb)
        if isinstance(item, Text):
            feature["text"] = item.text
        source.add_feature(feature)
    return source


def _shapes(items: Sequence[Item]) -> list[bytes]:
    """Return each item's shape as WKB in Mapnik's plane, whose y grows upward."""
    at = [(item.x, item.y) for item in items if isinstance(item, Text)]
    points = iter(shapely.points(np.reshape(at, (-1, 2))))
    shapes = np.array(
        [next(points) if isinstance(item, Text) else item.shape for item in items], dtype=object
    )
    found: list[bytes] = shapely.to_wkb(shapely.transform(shapes, lambda xy: xy * [1, -1])).tolist()
    return found
