"""Write a story as a GeoPackage: a table for each layer, and tables of what is said and cited.

QGIS finds the style of each layer in the table ``layer_styles`` and draws it as the map does.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.export.qml import qml
from geo.export.rows import ExportRows, MarkRow, StatementRow
from geo.layers import build_map
from geo.options import View

_CLOCK: Final = "OGR_CURRENT_DATE"
_STYLES: Final = "layer_styles"
_STYLE_NAME: Final = "dateline"
_GEOMETRY: Final = "geom"
_STYLE: Final = (
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
    "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui",
)  # fmt: skip
"""Columns of QGIS's table of styles."""
_STATEMENT: Final = (
    "id", "kind", "paragraph", "published_by", "date", "earliest", "latest", "said_by", "claim",
    "tone", "certainty", "about", "also_named",
)  # fmt: skip
_KEPT_FOR_SQLITE: Final = ("gpkg_", "rtree_", "sqlite_")
_lock: Final = threading.Lock()
"""GDAL's clock is set for the whole process, so one file is written at a time."""


def geopackage_bytes(sheet: ExportRows) -> bytes:
    """Return the file. Its inner dates are the story's own day, so that it is repeatable.

    Tables without geometry: ``statements``, ``statement_marks`` (which mark shows
    which statement), ``sources``, ``about``, and ``layer_styles`` for QGIS.
    """
    stamp = f"{sheet.story.as_of.isoformat()}T00:00:00.000Z"
    with _lock, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{sheet.story.id}.gpkg"
        pyogrio.set_gdal_config_options({_CLOCK: stamp})
        try:
            _write(sheet, path)
        finally:
            pyogrio.set_gdal_config_options({_CLOCK: None})
        return path.read_bytes()


def _write(sheet: ExportRows, path: Path) -> None:
    tables = dict(_tables(sheet))
    names = _names(dict.fromkeys(mark.layer for mark in sheet.marks), (*tables, _STYLES))
    for layer, name in names.items():
        marks = [mark for mark in sheet.marks if mark.layer == layer]
        frame = gpd.GeoDataFrame(
            pd.DataFrame([_mark(mark) for mark in marks], dtype=object),
            geometry=[mark.geometry for mark in marks],
            crs="EPSG:4326",
        )
        pyogrio.write_dataframe(
            _typed(frame, ("length_km", "area_km2")),
            path,
            driver="GPKG",
            layer=name,
            geometry_type=_geometry_type(marks),
            layer_options={
                "GEOMETRY_NAME": _GEOMETRY,
                "DESCRIPTION": f"{marks[0].layer_title}. {_terms(marks)}",
            },
            dataset_metadata=_about(sheet),
        )
    for name, table in tables.items():
        pyogrio.write_dataframe(table, path, driver="GPKG", layer=name)
    styles = _layer_styles(sheet, names)
    pyogrio.write_dataframe(styles, path, driver="GPKG", layer=_STYLES, layer_options={"FID": "id"})


def _geometry_type(marks: Iterable[MarkRow]) -> str:
    """Return the one type of all shapes, by which programs know what to draw; else any."""
    types = {mark.geometry.geom_type for mark in marks}
    return types.pop() if len(types) == 1 else "Unknown"


def _layer_styles(sheet: ExportRows, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the table in which QGIS looks for styles, with the columns that it knows."""
    spec = build_map(sheet.story, View(language=sheet.story.language))
    rows = [
        ("", "", names[layer.id], _GEOMETRY, _STYLE_NAME, qml(layer), "", True,
         f"As on the map: {layer.title}", "", "")
        for layer in spec.layers
        if layer.id in names
    ]  # fmt: skip
    table = _table(_STYLE, rows).astype({"useAsDefault": "bool"})
    return table.assign(update_time=pd.Timestamp(sheet.story.as_of))


def _names(layers: Iterable[str], taken: Iterable[str]) -> Mapping[str, str]:
    """Return a table's name for each layer: SQLite keeps some and does not tell case apart."""
    used = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for layer in layers:
        name = f"layer_{layer}" if layer.casefold().startswith(_KEPT_FOR_SQLITE) else layer
        while name.casefold() in used:
            name = f"layer_{name}"
        used.add(name.casefold())
        names[layer] = name
    return names


def _mark(mark: MarkRow) -> dict[str, Any]:
    return {
        "id": mark.id,
        "kind": mark.kind,
        "class": mark.class_id,
        "name": mark.name,
        "names": json.dumps(dict(mark.names), ensure_ascii=False),
        "also_known_as": "; ".join(mark.also_known_as),
        "certainty": mark.certainty,
        "status": mark.status,
        "from_mark": mark.tie.start if mark.tie else "",
        "to_mark": mark.tie.end if mark.tie else "",
        "directed": ("yes" if mark.tie.directed else "no") if mark.tie else "",
        "tone": mark.tie.tone if mark.tie else "",
        "length_km": mark.length_km,
        "area_km2": mark.area_km2,
        "statements": ", ".join(mark.statements),
        "source": mark.source_title,
        "licence": mark.licence,
        "attribution": mark.attribution,
        "method": mark.method,
        "note": mark.note,
    }


def _typed(frame: gpd.GeoDataFrame, numbers: Sequence[str]) -> gpd.GeoDataFrame:
    """Make every column text, but for those that hold numbers."""
    for column in frame.columns.drop("geometry"):
        frame[column] = frame[column].astype("float64" if column in numbers else "str")
    return frame


def _terms(marks: Iterable[MarkRow]) -> str:
    return "; ".join(dict.fromkeys(f"{mark.attribution} ({mark.licence})" for mark in marks))


def _about(sheet: ExportRows) -> dict[str, str]:
    return {
        "title": sheet.story.title,
        "summary": sheet.story.summary,
        "state_of": sheet.story.as_of.isoformat(),
        "article": sheet.citation,
        "licence": sheet.licence,
        "attribution": sheet.attribution,
    }


def _tables(sheet: ExportRows) -> Iterable[tuple[str, pd.DataFrame]]:
    yield "statements", _table(_STATEMENT, (_statement(row) for row in sheet.statements))
    pairs = ((row.id, mark) for row in sheet.statements for mark in row.marks)
    yield "statement_marks", _table(("statement", "mark"), pairs)
    cited = (
        (
            source.id,
            source.title,
            source.provider or "",
            source.licence or "",
            source.attribution,
            source.url or "",
        )
        for source in sheet.sources
    )
    yield "sources", _table(("id", "title", "provider", "licence", "attribution", "url"), cited)
    yield "about", _table(("key", "value"), _about(sheet).items())


def _statement(row: StatementRow) -> tuple[str, ...]:
    return (
        row.id,
        row.kind,
        "" if row.paragraph is None else str(row.paragraph),
        row.source,
        row.date,
        row.earliest,
        row.latest,
        row.said_by,
        row.claim,
        row.tone,
        row.certainty,
        ", ".join(row.about),
        "; ".join(row.also_named),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Return a table of texts; its columns are there where it has no row, too."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype="str")
