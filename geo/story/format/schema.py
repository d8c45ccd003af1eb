"""Export the story format as JSON Schema, so that editors can complete and check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from geo.story.format.models import FeatureHead, StoryHead

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return each file's schema by the name under which it is kept in ``data/schema``."""
    return {
        "story.schema.json": {
            "$schema": _DIALECT,
            **StoryHead.model_json_schema(by_alias=True),
            "title": "story.toml",
        },
        "features.schema.json": _feature_collection(),
    }


def _feature_collection() -> Mapping[str, Any]:
    head = FeatureHead.model_json_schema(by_alias=True)
    definitions = head.pop("$defs", {})
    feature = {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": ["string", "number"]},
            "properties": head,
            "geometry": {"type": "object", "required": ["type"]},
        },
    }
    return {
        "$schema": _DIALECT,
        "title": "features.geojson",
        "description": "An RFC 7946 FeatureCollection whose features carry Dateline's properties.",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
        },
        "$defs": definitions,
    }
