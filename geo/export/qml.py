"""Turn the neutral style into the style sheets that QGIS reads (QML), one for each layer.

A rule for each class of marks, of which each has the symbol of its own kind of geometry, so that
one sheet serves a table of points, lines and areas alike. Lengths are millimetres: CSS pixels
are 1/96 of an inch.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as Xml

from geo.layers import Layer, LegendClass
from geo.style import Colour, Hatch, Style

_MM_PER_PX: Final = 25.4 / 96
_SPACE: Final = uuid.UUID("0b7a1f42-6c53-5f38-8d0e-2f6a7f0d8f31")
_KINDS: Final = {"point": "marker", "line": "line", "polygon": "fill"}
_HEAD_PX: Final = 16.0
_SET_BACK_PX: Final = 9.0
"""Of the head of a directed tie: twice its length, and how far it stops before its mark."""
_NAMED_PX: Final = 2.5
"""Of the disc that stands for what is nothing but a name on the map."""
_NONE: Final = "0,0,0,0"


def qml(layer: Layer) -> str:
    """Return the style sheet of a layer. Rules ask for the columns ``class`` and ``directed``."""
    root = Xml.Element("qgis", {"version": "3.34.0", "styleCategories": "Symbology"})
    renderer = Xml.SubElement(
        root,
        "renderer-v2",
        {
            "type": "RuleRenderer",
            "symbollevels": "0",
            "enableorderby": "0",
            "forceraster": "0",
            "referencescale": "-1",
        },
    )
    rules = Xml.SubElement(renderer, "rules", {"key": _key(layer.id)})
    symbols = Xml.SubElement(renderer, "symbols")
    for number, (legend, directed) in enumerate(_cases(layer)):
        arrow = "" if directed is None else f" AND \"directed\" = '{'yes' if directed else 'no'}'"
        Xml.SubElement(
            rules,
            "rule",
            {
                "key": _key(layer.id, legend.id, str(directed)),
                "symbol": str(number),
                "label": _label(legend),
                "filter": f"\"class\" = '{legend.id}'{arrow}",
            },
        )
        symbols.append(_symbol(str(number), legend, directed=bool(directed)))
    for tag in ("blendMode", "featureBlendMode"):
        Xml.SubElement(root, tag).text = "0"
    Xml.indent(root, " ")
    head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
    return f"{head}\n{Xml.tostring(root, encoding='unicode')}\n"


def _label(legend: LegendClass) -> str:
    return f"{legend.label}, main" if legend.prominence == "main" else legend.label


def _key(*parts: str) -> str:
    return f"{{{uuid.uuid5(_SPACE, '/'.join(parts))}}}"


def _cases(layer: Layer) -> Iterable[tuple[LegendClass, bool | None]]:
    """Yield each class; a class of ties twice where some of them have a direction."""
    arrows = {mark.class_id for mark in layer.marks if mark.tie and mark.tie.directed}
    for legend in layer.classes:
        if legend.id in arrows:
            yield from ((legend, True), (legend, False))
        else:
            yield legend, None


# --- symbols ----------------------------------------------------------------------------------


def _symbol(name: str, legend: LegendClass, *, directed: bool) -> Xml.Element:
    """Return a class's symbol: its parts from the bottom up."""
    symbol = _new_symbol(name, _KINDS[legend.kind])
    if legend.kind == "point":
        _point(symbol, legend.style)
    elif legend.kind == "line":
        _line(symbol, legend.style)
        if directed and legend.style.stroke:
            _arrow(symbol, legend.style.stroke)
    else:
        _polygon(symbol, legend.style, name)
    return symbol


def _new_symbol(name: str, kind: str) -> Xml.Element:
    return Xml.Element(
        "symbol",
        {"name": name, "type": kind, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"},
    )


def _part(symbol: Xml.Element, kind: str, **options: str) -> Xml.Element:
    part = Xml.SubElement(
        symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"}
    )
    table = Xml.SubElement(part, "Option", {"type": "Map"})
    for name, value in options.items():
        Xml.SubElement(table, "Option", {"type": "QString", "name": name, "value": value})
    return part


def _point(symbol: Xml.Element, style: Style) -> None:
    if style.shape == "name":  # QGIS writes no names here, and what is in the data must be seen
        _disc(symbol, style.stroke, 0.6, radius=_NAMED_PX)
        return
    if style.soft_edge_px:
        _disc(symbol, style.fill, 0.35, radius=style.radius_px + style.soft_edge_px / 2)
    if style.shape == "half":
        _disc(symbol, style.casing, 1.0, radius=style.radius_px, rim=style)
        _disc(symbol, style.fill, 1.0, radius=style.radius_px, name="semi_circle", angle="270")
    else:
        _disc(symbol, style.fill, style.fill_opacity, radius=style.radius_px, rim=style)


def _disc(
    symbol: Xml.Element,
    colour: Colour | None,
    opacity: float,
    *,
    radius: float,
    rim: Style | None = None,
    name: str = "circle",
    angle: str = "0",
) -> None:
    rimmed = rim is not None and rim.stroke is not None and rim.stroke_width_px > 0
    outline = {
        "outline_style": ("dash" if rim.dash_px else "solid") if rim and rimmed else "no",
        "outline_color": _colour(rim.stroke, rim.stroke_opacity) if rim and rimmed else _NONE,
        "outline_width": _mm(rim.stroke_width_px if rim and rimmed else 0.0),
        "outline_width_unit": "MM",
    }
    size = {"size": _mm(2 * radius), "size_unit": "MM", "angle": angle, "scale_method": "diameter"}
    _part(symbol, "SimpleMarker", name=name, color=_colour(colour, opacity), **outline, **size)


def _line(symbol: Xml.Element, style: Style) -> None:
    if style.soft_edge_px and style.stroke:
        width = style.stroke_width_px + style.soft_edge_px
        _stroke(symbol, style.stroke, 0.3, width)
    if style.casing:
        _stroke(symbol, style.casing, 1.0, style.casing_width_px)
    if style.stroke:
        _stroke(symbol, style.stroke, style.stroke_opacity, style.stroke_width_px, style.dash_px)


def _stroke(
    symbol: Xml.Element,
    colour: Colour,
    opacity: float,
    width_px: float,
    dash_px: tuple[float, ...] = (),
) -> None:
    dashes = {
        "use_custom_dash": "1",
        "customdash": ";".join(_mm(length) for length in dash_px),
        "customdash_unit": "MM",
    }
    _part(
        symbol,
        "SimpleLine",
        line_color=_colour(colour, opacity),
        line_style="solid",
        line_width=_mm(width_px),
        line_width_unit="MM",
        capstyle="flat" if dash_px else "round",
        joinstyle="round",
        **(dashes if dash_px else {"use_custom_dash": "0"}),
    )


def _arrow(symbol: Xml.Element, colour: Colour) -> None:
    part = _part(
        symbol,
        "MarkerLine",
        placements="LastVertex",
        placement="lastvertex",  # as QGIS before 3.24 says it
        rotate="1",
    )
    head = _new_symbol(f"@{symbol.get('name')}@{len(symbol) - 1}", "marker")
    _part(
        head,
        "SimpleMarker",
        name="filled_arrowhead",
        color=_colour(colour, 1.0),
        outline_style="no",
        size=_mm(_HEAD_PX),
        size_unit="MM",
        offset=f"-{_mm(_SET_BACK_PX)},0",
        offset_unit="MM",
    )
    part.append(head)


def _polygon(symbol: Xml.Element, style: Style, name: str) -> None:
    if style.soft_edge_px:
        _part(
            symbol,
            "ShapeburstFill",
            color_type="0",
            color=_colour(style.fill, 0.0),
            gradient_color2=_colour(style.fill, style.fill_opacity),
            use_whole_shape="0",
            max_distance=_mm(style.soft_edge_px),
            distance_unit="MM",
            blur_radius="3",
            ignore_rings="0",
        )
    elif style.fill:
        _part(
            symbol,
            "SimpleFill",
            color=_colour(style.fill, style.fill_opacity),
            style="solid",
            outline_style="no",
        )
    for angle in style.hatch.angles_deg if style.hatch else ():
        _hatch(symbol, style.hatch, angle, name)
    _line(symbol, style if not style.soft_edge_px else Style())


def _hatch(symbol: Xml.Element, hatch: Hatch | None, angle_deg: float, name: str) -> None:
    """Add parallel lines; QGIS counts their angle from the horizontal, the other way round."""
    if hatch is None:
        return
    part = _part(
        symbol,
        "LinePatternFill",
        angle=f"{(90 - angle_deg) % 180:g}",
        distance=_mm(hatch.gap_px),
        distance_unit="MM",
        line_width=_mm(hatch.width_px),
        line_width_unit="MM",
        color=_colour(hatch.colour, hatch.opacity),
    )
    lines = _new_symbol(f"@{name}@{len(symbol) - 1}", "line")
    _stroke(lines, hatch.colour, hatch.opacity, hatch.width_px)
    part.append(lines)


def _colour(colour: Colour | None, opacity: float) -> str:
    """Return a hex colour as QGIS writes it: red, green, blue, opacity, each up to 255."""
    if colour is None:
        return _NONE
    red, green, blue = bytes.fromhex(colour[1:])
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _mm(length_px: float) -> str:
    return f"{length_px * _MM_PER_PX:.4g}"
