"""Write a story as KML 2.2: a folder for each layer, a style for each certainty."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree as Xml

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from geo.export.rows import ExportRows, MarkRow, StatementRow
from geo.layers import build_map
from geo.options import View
from geo.style import Style

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def kml_bytes(sheet: ExportRows) -> bytes:
    """Return the file; hatches and soft edges, which KML cannot draw, are told in words."""
    root = Xml.Element("kml", {"xmlns": _NAMESPACE})
    document = _child(root, "Document")
    _child(document, "name", sheet.story.title)
    _child(document, "open", "1")
    _child(document, "description", _balloon(_about(sheet)))
    _styles(document, sheet)
    said = {row.id: row for row in sheet.statements}
    folders: dict[str, Xml.Element] = {}
    for mark in sheet.marks:
        if mark.layer not in folders:
            folders[mark.layer] = _child(document, "Folder")
            _child(folders[mark.layer], "name", mark.layer_title)
        _placemark(folders[mark.layer], mark, said)
    if sheet.unmarked:
        folder = _child(document, "Folder")
        _child(folder, "name", "Statements without a place")
        for row in sheet.unmarked:
            _unmarked(folder, row)
    Xml.indent(root, " ")
    text = Xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _child(
    parent: Xml.Element, tag: str, text: str | None = None, **attributes: str
) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    element.text = None if text is None else _NOT_XML.sub("\ufffd", text)
    return element


def _balloon(text: str) -> str:
    """Return text as programs show a description: they read it as HTML."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def _about(sheet: ExportRows) -> str:
    return "\n".join(
        (
            sheet.story.summary,
            f"State of {sheet.story.as_of.isoformat()}. Article: {sheet.citation}",
            f"Licence: {sheet.licence}",
            f"Credits: {sheet.attribution}",
        )
    )


# --- styles -----------------------------------------------------------------------------------


def _styles(document: Xml.Element, sheet: ExportRows) -> None:
    """Write a style for each class in use."""
    used = {_look(mark.layer, mark.class_id) for mark in sheet.marks}
    for layer in build_map(sheet.story, View(language=sheet.story.language)).layers:
        for legend in layer.classes:
            if (name := _look(layer.id, legend.id)) in used:
                _style(document, name, legend.style, legend.kind)


def _look(layer: str, class_id: str) -> str:
    return f"{layer}-{class_id}"


def _style(document: Xml.Element, name: str, style: Style, kind: str) -> None:
    element = _child(document, "Style", id=name)
    colour = style.stroke or style.fill or "#56616e"
    if kind == "point":
        icon = _child(element, "IconStyle")
        _child(icon, "color", _colour(style.fill or colour, 1.0))
    line = _child(element, "LineStyle")
    opacity = style.stroke_opacity if style.stroke else 0.0
    _child(line, "color", _colour(colour, opacity if kind == "polygon" else 1.0))
    _child(line, "width", f"{style.stroke_width_px or 1:g}")
    if kind == "polygon":
        fill = _child(element, "PolyStyle")
        _child(fill, "color", _colour(style.fill or colour, max(style.fill_opacity, 0.1)))


def _colour(colour: str, opacity: float) -> str:
    """Return a hex colour as KML writes it: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()


# --- marks ------------------------------------------------------------------------------------


def _placemark(folder: Xml.Element, mark: MarkRow, said: Mapping[str, StatementRow]) -> None:
    element = _child(folder, "Placemark", id=re.sub(r"[^\w.-]", "_", mark.id))
    told = [said[name] for name in mark.statements if name in said]
    _child(element, "name", mark.name)
    _child(element, "description", _balloon("\n".join(_sentence(row) for row in told)))
    _span(element, told)
    _child(element, "styleUrl", f"#{_look(mark.layer, mark.class_id)}")
    data = _child(element, "ExtendedData")
    for key, value in _data(mark):
        _child(_child(data, "Data", name=key), "value", value)
    _geometry(element, mark.geometry)


def _unmarked(folder: Xml.Element, row: StatementRow) -> None:
    """Tell a statement in a placemark without a position, which programs list and do not draw."""
    element = _child(folder, "Placemark", id=f"statement-{row.id}")
    _child(element, "name", ", ".join(row.also_named))
    _child(element, "description", _balloon(_sentence(row)))
    _span(element, [row])


def _sentence(row: StatementRow) -> str:
    where = f"paragraph {row.paragraph}" if row.kind == "article" else row.source
    weighed = ", ".join(part for part in (where, row.certainty) if part)
    also = f" (also named: {', '.join(row.also_named)}; not placed)" if row.also_named else ""
    return f"{row.date}, {row.said_by} ({weighed}): {row.claim}{also}"


def _span(element: Xml.Element, told: Iterable[StatementRow]) -> None:
    """Say from when to when the mark is told of, where every date is known."""
    rows = list(told)
    if not rows or not all(row.earliest and row.latest for row in rows):
        return
    span = _child(element, "TimeSpan")
    _child(span, "begin", min(row.earliest for row in rows))
    _child(span, "end", max(row.latest for row in rows))


def _data(mark: MarkRow) -> Iterable[tuple[str, str]]:
    yield "id", mark.id
    yield "certainty", mark.certainty
    yield "status", mark.status
    if mark.category:
        yield "category", mark.category
    if mark.remark:
        yield "remark", mark.remark
    if mark.length_km is not None:
        yield "length_km", f"{mark.length_km:g}"
    if mark.area_km2 is not None:
        yield "area_km2", f"{mark.area_km2:g}"
    yield "also_known_as", "; ".join(mark.also_known_as)
    yield "statements", ", ".join(mark.statements)
    yield "source", mark.source_title
    yield "licence", mark.licence
    yield "attribution", mark.attribution
    yield "method", mark.method
    yield "note", mark.note


def _geometry(parent: Xml.Element, geometry: BaseGeometry) -> None:
    if isinstance(geometry, BaseMultipartGeometry):
        parts = _child(parent, "MultiGeometry")
        for part in geometry.geoms:
            _geometry(parts, part)
    elif isinstance(geometry, Polygon):
        polygon = _child(parent, "Polygon")
        for tag, ring in (
            ("outerBoundaryIs", geometry.exterior),
            *(("innerBoundaryIs", hole) for hole in geometry.interiors),
        ):
            _coordinates(_child(_child(polygon, tag), "LinearRing"), ring)
    else:
        point = geometry.geom_type == "Point"
        element = _child(parent, "Point" if point else "LineString")
        if not point:
            _child(element, "tessellate", "1")
        _coordinates(element, geometry)


def _coordinates(parent: Xml.Element, geometry: BaseGeometry) -> None:
    positions = shapely.get_coordinates(geometry).tolist()
    _child(parent, "coordinates", " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in positions))
