"""Write a story as GeoJSON (RFC 7946), positions (lon, lat) in EPSG:4326."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import shapely
from shapely.geometry import mapping

from geo.export.rows import ExportRows, MarkRow, StatementRow

_STEP_DEG: Final = 1e-6
"""A tenth of a metre."""


def geojson_bytes(sheet: ExportRows) -> bytes:
    """Return one FeatureCollection; every feature carries its source, licence and statements.

    Statements without a mark stand in ``statements`` of the collection.
    """
    said = {row.id: row for row in sheet.statements}
    collection = {
        "type": "FeatureCollection",
        "name": sheet.story.id,
        **sheet.about,
        "sources": [_source(source.model_dump()) for source in sheet.sources],
    }
    if sheet.unmarked:
        collection["statements"] = [_statement(row) for row in sheet.unmarked]
    lines = ",\n".join(_line(_feature(mark, said)) for mark in sheet.marks)
    head = _line(collection)[:-1]
    return f'{head},"features":[\n{lines}\n]}}\n'.encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _source(record: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("id", "title", "provider", "licence", "licence_url", "attribution", "url")
    return {key: record[key] for key in keys if record[key]}


def _feature(mark: MarkRow, said: Mapping[str, StatementRow]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": mark.id,
        "layer": mark.layer,
        "kind": mark.kind,
        "name": mark.name,
        **{f"name:{language}": name for language, name in mark.names.items()},
        "also_known_as": list(mark.also_known_as),
        "certainty": mark.certainty,
        "status": mark.status,
        "category": mark.category or None,
        "remark": mark.remark or None,
        "source": mark.source_title,
        "licence": mark.licence,
        "attribution": mark.attribution,
        "method": mark.method,
        "note": mark.note or None,
        "length_km": mark.length_km,
        "area_km2": mark.area_km2,
        "statements": [_statement(said[name]) for name in mark.statements if name in said],
    }
    if mark.kind == "tie":
        properties |= {
            "from": mark.from_mark,
            "to": mark.to_mark,
            "directed": mark.directed,
            "tone": mark.tone,
        }
    geometry = mapping(shapely.transform(mark.geometry, lambda xy: (xy / _STEP_DEG).round() / 1e6))
    return {"type": "Feature", "id": mark.id, "properties": properties, "geometry": geometry}


def _statement(row: StatementRow) -> dict[str, Any]:
    also = {"also_named": list(row.also_named)} if row.also_named else {}
    return {
        "id": row.id,
        "kind": row.kind,
        "paragraph": row.paragraph,
        "source": row.source,
        "date": row.date,
        "said_by": row.said_by,
        "claim": row.claim,
        "tone": row.tone,
        "certainty": row.certainty or None,
        **also,
    }
