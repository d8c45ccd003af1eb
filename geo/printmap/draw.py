"""Draw a sheet by Mapnik: pixels, SVG or PDF, from the same items."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as Xml

import mapnik
import shapely

from geo.basemap.sheet import font_sets, register_fonts
from geo.printmap.sheet import Fill, Item, Sheet, Stroke, Text

PLANE: Final = "epsg:3857"
"""Mapnik wants a system; one metre of it is a CSS pixel of the page."""
_KEPT_PIXELS: Final = 10_000_000
_spare: Final[dict[tuple[int, int], mapnik.Image]] = {}
"""The last image, to be drawn on again: a new one costs a sixth of the drawing."""
_FIELDS: Final = ("text",)


def page_map(sheet: Sheet) -> mapnik.Map:
    """Return a Mapnik map of a sheet, one layer and style for each run of items that look alike."""
    register_fonts()
    runs = [list(run) for _, run in groupby(sheet.items, key=_look)]
    xml = Xml.Element("Map", {"srs": PLANE})
    xml.extend(font_sets())
    for number, run in enumerate(runs):
        style = Xml.SubElement(xml, "Style", {"name": str(number)})
        _symbolise(Xml.SubElement(style, "Rule"), run[0])
    page = mapnik.Map(round(sheet.width_px), round(sheet.height_px))
    mapnik.load_map_from_string(page, Xml.tostring(xml, encoding="unicode"))
    for number, run in enumerate(runs):
        layer = mapnik.Layer(str(number), PLANE)
        layer.styles.append(str(number))
        layer.datasource = _source(run)
        page.layers.append(layer)
    return page


def draw_pixels(sheet: Sheet, scale: float) -> tuple[tuple[int, int], bytes]:
    """Return width and height, and the sheet's pixels as RGBA, so many for each CSS pixel.

    Every pixel is opaque.
    """
    page = page_map(sheet)
    size = round(sheet.width_px * scale), round(sheet.height_px * scale)
    page.resize(*size)
    _aim(page, sheet)
    page.background = mapnik.Color(sheet.paper)  # paints over all that an image had
    image = _spare.pop(size, None) or mapnik.Image(*size)
    mapnik.render(page, image, scale)
    data = image.to_string()
    if size[0] * size[1] <= _KEPT_PIXELS:
        _spare.clear()
        _spare[size] = image
    return size, data


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


def _source(run: list[Item]) -> mapnik.MemoryDatasource:
    source = mapnik.MemoryDatasource()
    context = mapnik.Context()
    for name in _FIELDS:
        context.push(name)
    for number, (wkb, text) in enumerate(_features(run), 1):
        feature = mapnik.Feature(context, number)
        feature.geometry = mapnik.Geometry.from_wkb(wkb)
        if text is not None:
            feature["text"] = text
        source.add_feature(feature)
    return source


def _features(run: list[Item]) -> Iterator[tuple[bytes, str | None]]:
    """Yield each shape in Mapnik's plane, whose y grows upward."""
    for item in run:
        if isinstance(item, Text):
            yield shapely.Point(item.x, -item.y).wkb, item.text
        elif not item.shape.is_empty:
            yield shapely.to_wkb(shapely.transform(item.shape, lambda xy: xy * [1, -1])), None
