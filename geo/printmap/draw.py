"""Draw a sheet by Mapnik: pixels, SVG or PDF, from the same items."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as Xml

import mapnik
import numpy as np
import shapely
from PIL import Image

from geo.basemap.sheet import font_sets, register_fonts
from geo.printmap.sheet import Fill, Item, Sheet, Stroke, Text

PLANE: Final = "epsg:3857"
"""Mapnik wants a system; one metre of it is a CSS pixel of the page."""
_KEPT_PIXELS: Final = 10_000_000
_spare: Final[dict[tuple[int, int], mapnik.Image]] = {}
"""The last image, to be drawn on again: a new one costs a sixth of the drawing."""
_BAND_ROWS: Final = 64
"""Of pixels handed on at a time: as many as a processor's cache holds."""
_FIELDS: Final = ("text",)


def page_map(sheet: Sheet) -> mapnik.Map:
    """Return a Mapnik map of a sheet, one layer for each run of items that look alike."""
    register_fonts()
    runs = [(look, list(run)) for look, run in groupby(sheet.items, key=_look)]
    xml = Xml.Element("Map", {"srs": PLANE})
    xml.extend(font_sets())
    names: dict[tuple[object, ...], str] = {}
    for look, run in runs:
        if look not in names:
            names[look] = str(len(names))
            style = Xml.SubElement(xml, "Style", {"name": names[look]})
            _symbolise(Xml.SubElement(style, "Rule"), run[0])
    page = mapnik.Map(round(sheet.width_px), round(sheet.height_px))
    mapnik.load_map_from_string(page, Xml.tostring(xml, encoding="unicode"))
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


def _look(item: Item) -> tuple[object, ...]:
    """Return what two items must share to be drawn in one layer."""
    if isinstance(item, Fill):
        return ("fill", item.colour, item.opacity)
    if isinstance(item, Stroke):
        return ("stroke", item.colour, item.width_px, item.opacity, item.dash_px, item.cap)
    look = (item.align, item.size_px, item.colour, item.weight, item.italic, item.spacing_px)
    return ("text", *look, item.halo, item.halo_px)


def _symbolise(rule: Xml.Element, item: Item) -> None:
    if isinstance(item, Fill):
        fill = {"fill": item.colour, "fill-opacity": f"{item.opacity:g}"}
        Xml.SubElement(rule, "PolygonSymbolizer", {**fill, "clip": "false"})
    elif isinstance(item, Stroke):
        stroke = {
            "stroke": item.colour,
            "stroke-width": f"{item.width_px:g}",
            "stroke-opacity": f"{item.opacity:g}",
            "stroke-linejoin": "round",
            "stroke-linecap": item.cap,
            "clip": "false",
        }
        if item.dash_px:
            stroke["stroke-dasharray"] = ",".join(f"{length:g}" for length in item.dash_px)
        Xml.SubElement(rule, "LineSymbolizer", stroke)
    else:
        _text(rule, item)


def _text(rule: Xml.Element, item: Text) -> None:
    attributes = {
        "fontset-name": f"{item.weight}-italic" if item.italic else item.weight,
        "size": f"{item.size_px:g}",
        "fill": item.colour,
        "character-spacing": f"{item.spacing_px:g}",
        "allow-overlap": "true",
        "placement": "point",
        "horizontal-alignment": {"left": "right", "right": "left"}.get(item.align, "middle"),
        "vertical-alignment": "middle",
        "wrap-width": "0",
    }
    if item.halo:
        attributes |= {"halo-fill": item.halo, "halo-radius": f"{item.halo_px:g}"}
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
