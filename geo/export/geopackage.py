"""Write a story as a GeoPackage: a table for each layer, and tables of what is said and cited.

QGIS finds the style of each layer in the table ``layer_styles`` and draws it as the map does.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.export.qml import qml
from geo.export.rows import ExportRows
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
_MARK: Final = (
    "id", "kind", "class", "name", "names", "also_known_as", "certainty", "status", "category",
    "from_mark", "to_mark", "directed", "tone", "length_km", "area_km2", "statements", "source",
    "licence", "attribution", "method", "note", "remark", "geometry",
)  # fmt: skip
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
    names = _names(sheet.gdf["layer"].unique(), (*tables, _STYLES))
    texts = _texts(sheet.gdf)
    for layer, marks in sheet.gdf.groupby("layer", sort=False):
        types = marks.geom_type.unique()
        pyogrio.write_dataframe(
            texts.loc[marks.index],
            path,
            driver="GPKG",
            layer=names[layer],
            # One type of all shapes tells programs what to draw.
            geometry_type=types[0] if len(types) == 1 else "Unknown",
            layer_options={
                "GEOMETRY_NAME": _GEOMETRY,
                "DESCRIPTION": f"{marks['layer_title'].iloc[0]}. {_terms(marks)}",
            },
            dataset_metadata=sheet.about,
        )
    for name, table in tables.items():
        pyogrio.write_dataframe(table, path, driver="GPKG", layer=name)
    styles = _layer_styles(sheet, names)
    pyogrio.write_dataframe(styles, path, driver="GPKG", layer=_STYLES, layer_options={"FID": "id"})


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


def _texts(marks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the marks with what a GeoPackage holds: texts, numbers, shapes."""
    directed = marks["directed"].map({True: "yes", False: "no"})
    texts = marks.assign(
        names=[json.dumps(dict(names), ensure_ascii=False) for names in marks["names"]],
        also_known_as=marks["also_known_as"].str.join("; "),
        directed=directed.where(marks["kind"] == "tie", ""),
        statements=marks["statements"].str.join(", "),
        source=marks["source_title"],
    )
    return texts.rename(columns={"class_id": "class"})[[*_MARK]]


def _terms(marks: gpd.GeoDataFrame) -> str:
    return "; ".join((marks["attribution"] + " (" + marks["licence"] + ")").unique())


def _tables(sheet: ExportRows) -> Iterable[tuple[str, pd.DataFrame]]:
    said = sheet.df.rename(columns={"source": "published_by"})
    yield (
        "statements",
        said.assign(
            paragraph=said["paragraph"].astype("str").fillna(""),
            about=said["about"].str.join(", "),
            also_named=said["also_named"].str.join("; "),
        )[[*_STATEMENT]],
    )
    pairs = said[["id", "marks"]].explode("marks").dropna()
    yield "statement_marks", pairs.set_axis(["statement", "mark"], axis=1)
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
    yield "about", _table(("key", "value"), sheet.about.items())


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Return a table of texts; its columns are there where it has no row, too."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype="str")
