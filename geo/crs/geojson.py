"""Write geometries as GeoJSON does."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry


def geojson_geometry(geometry: BaseGeometry, *, decimals: int) -> dict[str, Any]:
    """Return a geometry as GeoJSON's object, its degrees rounded."""
    found: dict[str, Any] = _rounded(json.loads(shapely.to_geojson(geometry)), decimals)
    return found


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [_rounded(item, decimals) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item, decimals) for key, item in value.items()}
    return value
