"""Write a story's marks and statements as files for other programs, with their licence inside.

``rows`` → ``geojson``, ``qml`` → ``geopackage``, ``kml``, ``table``, ``webannotation`` → here.
The same story gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.errors import RequestError
from geo.errors.wording import nearest, quote
from geo.export.geojson import geojson_bytes
from geo.export.kml import kml_bytes
from geo.export.rows import ExportRows, sheet_of
from geo.export.table import csv_bytes
from geo.export.webannotation import jsonld_bytes
from geo.story import Story

__all__ = [
    "FORMATS",
    "DataFormat",
    "ExportRows",
    "export_story",
    "sheet_of",
]


@dataclass(frozen=True, slots=True)
class DataFormat:
    """Name one kind of file."""

    title: str
    suffix: str
    media_type: str
    write: Callable[[ExportRows], bytes]


def _geopackage_bytes(sheet: ExportRows) -> bytes:
    from geo.export.geopackage import geopackage_bytes  # imports geopandas, which others need not

    return geopackage_bytes(sheet)


FORMATS: Final[Mapping[str, DataFormat]] = MappingProxyType(
    {
        "geojson": DataFormat(
            "GeoJSON",
            "geojson",
            "application/geo+json",
            geojson_bytes,
        ),
        "gpkg": DataFormat(
            "GeoPackage",
            "gpkg",
            "application/geopackage+sqlite3",
            _geopackage_bytes,
        ),
        "kml": DataFormat(
            "KML",
            "kml",
            "application/vnd.google-earth.kml+xml",
            kml_bytes,
        ),
        "csv": DataFormat("CSV", "csv", "text/csv; charset=utf-8", csv_bytes),
        "jsonld": DataFormat(
            "Web Annotations",
            "jsonld",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            jsonld_bytes,
        ),
    }
)
"""By the word that names the format in an address."""


def export_story(story: Story, name: str, *, layers: Collection[str] | None = None) -> bytes:
    """Return a story's data as one file.

    Parameters
    ----------
    story
        A sound story.
    name
        A key of `FORMATS`.
    layers
        Ids of the wanted layers; absent: all.

    Raises
    ------
    RequestError
        If there is no such format or layer.
    """
    if name not in FORMATS:
        raise RequestError(f"there is no format {quote(name)}{nearest(name, FORMATS)}")
    known = [layer.id for layer in story.layers]
    for layer in layers or ():
        if layer not in known:
            raise RequestError(f"there is no layer {quote(layer)}{nearest(layer, known)}")
    return FORMATS[name].write(sheet_of(story, layers=layers))
