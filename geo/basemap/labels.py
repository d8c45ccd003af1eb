"""Turn the gazetteer's placed labels into Mapnik features for one tile."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import mapnik
import shapely

from geo.basemap.pack import HALF_WORLD_M, Box
from geo.gazetteer import Label, labels

REACH_PX: Final = 200
"""How far from its place a label may reach at most; what is drawn around a tile for its sake."""

_ALIGNMENTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "right": ("right", "middle"),
        "left": ("left", "middle"),
        "top": ("middle", "top"),
        "bottom": ("middle", "bottom"),
        "top-right": ("right", "top"),
        "bottom-right": ("right", "bottom"),
        "top-left": ("left", "top"),
        "bottom-left": ("left", "bottom"),
        "center": ("middle", "middle"),
    }
)
"""Mapnik's horizontal and vertical alignment for each anchor of the gazetteer."""

_CONTEXT: Final = mapnik.Context()
for _field in ("kind", "text", "size", "dx", "dy", "spacing", "across", "along"):
    _CONTEXT.push(_field)


def labels_reaching(box: Box, *, zoom: int, language: str, omit: frozenset[int]) -> list[Label]:
    """Return the labels that may reach into a box (EPSG:3857), the most important first."""
    west, south, east, north = box
    bounds = (_degrees(west), _latitude(south), _degrees(east), _latitude(north))
    found = labels(bounds, zoom=zoom, language=language)
    return [label for label in found if label.id not in omit]


def label_source(wanted: Iterable[Label]) -> mapnik.MemoryDatasource:
    """Return labels as points at which to write names."""
    source = mapnik.MemoryDatasource()
    for label in wanted:
        source.add_feature(_feature(label))
    return source


def _feature(label: Label) -> mapnik.Feature:
    """Return one label as a point in EPSG:3857 with what the style sheet reads."""
    feature = mapnik.Feature(_CONTEXT, label.rank + 1)
    across, along = _ALIGNMENTS[label.anchor]
    point = shapely.Point(label.lon / 180 * HALF_WORLD_M, _northing(label.lat))
    feature.geometry = mapnik.Geometry.from_wkb(point.wkb)
    feature["kind"] = label.kind
    feature["text"] = label.text
    feature["size"] = float(label.size_px)
    feature["dx"] = float(label.dx_px)
    feature["dy"] = float(label.dy_px)
    feature["spacing"] = float(label.letter_spacing_px)
    feature["across"] = across
    feature["along"] = along
    return feature


def _degrees(metres: float) -> float:
    return metres / HALF_WORLD_M * 180


def _latitude(metres: float) -> float:
    return math.degrees(math.atan(math.sinh(metres / HALF_WORLD_M * math.pi)))


def _northing(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude))) / math.pi * HALF_WORLD_M
