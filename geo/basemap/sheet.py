"""Turn the base map's neutral styles into a Mapnik style sheet, and the theme into a palette."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as Xml

import mapnik

from geo.basemap.style import Palette, ground_styles, palette
from geo.sources import DATA
from geo.style import Colour, Style, Theme
from geo.style.labels import FONT_FILES, LABEL_STYLES, LabelStyle, fonts_of

for _variable in ("PROJ_LIB", "GDAL_DATA", "ICU_DATA"):  # Mapnik's import sets them for all
    os.environ.pop(_variable, None)

FONTS: Final = DATA / "fonts"
DOTS: Final = "dots"
NAMES: Final = "names"
MERCATOR: Final = "epsg:3857"


@lru_cache(maxsize=1)
def register_fonts() -> tuple[str, ...]:
    """Make the committed fonts known to Mapnik and return their face names."""
    for file in sorted(set(FONT_FILES.values())):
        mapnik.FontEngine.register_font(str(FONTS / file))
    return tuple(mapnik.FontEngine.face_names())


@lru_cache(maxsize=64)
def style_sheet(theme: Theme, zoom: int) -> str:
    """Return Mapnik's XML for a theme at a zoom: one style a layer, dots and names at last."""
    colours = palette(theme)
    sheet = Xml.Element("Map", {"srs": MERCATOR, "background-color": colours.land})
    sheet.extend(font_sets())
    for name, style in ground_styles(theme, zoom).items():
        rule = Xml.SubElement(Xml.SubElement(sheet, "Style", {"name": name}), "Rule")
        _ground(rule, style)
    dots = Xml.SubElement(sheet, "Style", {"name": DOTS})
    names = Xml.SubElement(sheet, "Style", {"name": NAMES})
    for kind, label in LABEL_STYLES.items():
        if label.dot != "none":
            _dot(_rule(dots, kind), label, colours)
        _name(_rule(names, kind), label, colours)
    return Xml.tostring(sheet, encoding="unicode")


def font_sets() -> Iterator[Xml.Element]:
    """Yield Mapnik's XML for each weight's fonts, e.g. ``"medium"`` and ``"regular-italic"``."""
    for weight, italic in sorted({(w, i) for _, w, i in FONT_FILES}):
        fonts = Xml.Element("FontSet", {"name": _font_set(weight, italic)})
        for face in _faces(weight, italic):
            Xml.SubElement(fonts, "Font", {"face-name": face})
        yield fonts


def _rule(style: Xml.Element, kind: str) -> Xml.Element:
    rule = Xml.SubElement(style, "Rule")
    Xml.SubElement(rule, "Filter").text = f"[kind] = '{kind}'"
    return rule


def _ground(rule: Xml.Element, style: Style) -> None:
    """Write one layer of the ground: a fill, or a line, dashed or not."""
    if style.fill is not None:
        fill = {"fill": style.fill, "fill-opacity": f"{style.fill_opacity:g}"}
        Xml.SubElement(rule, "PolygonSymbolizer", {**fill, "clip": "true"})
    if style.stroke is not None and style.stroke_width_px > 0:
        stroke = {
            "stroke": style.stroke,
            "stroke-width": f"{style.stroke_width_px:g}",
            "stroke-linejoin": "round",
            "stroke-linecap": "butt" if style.dash_px else "round",
        }
        if style.dash_px:
            stroke["stroke-dasharray"] = ",".join(f"{length:g}" for length in style.dash_px)
        Xml.SubElement(rule, "LineSymbolizer", stroke)


def _dot(rule: Xml.Element, label: LabelStyle, colours: Palette) -> None:
    """Write the mark of a place: a disc with a pale rim, or a ring for a capital."""
    colour = colours.labels[label.colour_role]
    ring = label.dot == "ring"
    rim = 1.5 if ring else 0.6
    width = 2 * label.dot_radius_px - rim
    common = {
        "allow-overlap": "true", "ignore-placement": "true", "width": f"{width:g}",
        "height": f"{width:g}", "marker-type": "ellipse",
    }  # fmt: skip
    if ring:
        halo = {"fill": colours.dot_rim, "stroke": colours.dot_rim, "stroke-width": f"{rim + 2:g}"}
        Xml.SubElement(rule, "MarkersSymbolizer", {**common, **halo})
        inner = {"fill": colours.dot_rim, "stroke": colour, "stroke-width": f"{rim:g}"}
        Xml.SubElement(rule, "MarkersSymbolizer", {**common, **inner})
    else:
        disc = {"fill": colour, "stroke": colours.dot_rim, "stroke-width": f"{rim:g}"}
        Xml.SubElement(rule, "MarkersSymbolizer", {**common, **disc})


def _name(rule: Xml.Element, label: LabelStyle, colours: Palette) -> None:
    """Write the text of a label; where it stands was settled when the places were built."""
    water = label.colour_role == "water"
    text = Xml.SubElement(
        rule,
        "TextSymbolizer",
        {
            "fontset-name": _font_set(label.weight, label.italic),
            "size": "[size]",
            "fill": colours.labels[label.colour_role],
            "halo-fill": colours.water_halo if water else colours.halo,
            "halo-radius": f"{label.halo_px:g}",
            "halo-rasterizer": "full",
            "character-spacing": "[spacing]",
            "allow-overlap": "true",
            "placement": "point",
            "horizontal-alignment": "[across]",
            "vertical-alignment": "[along]",
            "dx": "[dx]",
            "dy": "[dy]",
        },
    )
    text.text = "[text]"


def _font_set(weight: str, italic: bool) -> str:
    return f"{weight}-italic" if italic else weight


def _faces(weight: str, italic: bool) -> Iterator[str]:
    """Return the faces of a weight, Latin first, then the scripts that it falls back on."""
    known = register_fonts()
    for file in fonts_of(weight, italic):
        face = _face_of(file)
        if face not in known:
            raise LookupError(f"data/fonts/{file}: Mapnik does not know the face {face!r}")
        yield face


def _face_of(file: str) -> str:
    """Return the name of a font's face, e.g. ``"Noto Sans Bold"`` of ``NotoSans-Bold.ttf``."""
    stem = file.removesuffix(".ttf").replace("-", " ")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)


@lru_cache(maxsize=4)
def tile_palette(theme: Theme, *, written: bool = True) -> mapnik.Palette:
    """Return the fixed colours of a theme's tiles, with those of names where they are written.

    Fixed, because colours chosen tile by tile would let the land differ from one to the next.
    """
    colours = palette(theme)
    grounds = (colours.land, colours.water)
    pairs = [(colours.land, colours.water)]
    for ground in grounds:
        pairs += [(ground, colours.coast), (ground, colours.border)]
    pairs += [(colours.land, colours.border_band), (colours.border_band, colours.border)]
    for role, colour in colours.labels.items() if written else ():
        halo = colours.water_halo if role == "water" else colours.halo
        pairs.append((halo, colour))
    mixes: dict[Colour, None] = dict.fromkeys((*grounds, colours.coast, colours.border))
    for low, high in pairs:
        mixes.update(dict.fromkeys(_mix(low, high, step / 7) for step in range(8)))
    halos = ((colours.land, colours.halo), (colours.water, colours.water_halo))
    for ground, halo in halos if written else ():
        mixes.update(dict.fromkeys(_mix(ground, halo, step / 4) for step in range(5)))
    entries = b"".join(bytes.fromhex(colour[1:]) for colour in list(mixes)[:256])
    return mapnik.Palette(entries, "rgb")


def _mix(low: Colour, high: Colour, part: float) -> Colour:
    a, b = bytes.fromhex(low[1:]), bytes.fromhex(high[1:])
    return "#" + bytes(round(x + (y - x) * part) for x, y in zip(a, b, strict=True)).hex()
