"""Build small stories for tests: sound by default, spoiled on purpose where a test wants it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import tomli_w

HEAD: dict[str, Any] = {
    "id": "small",
    "title": "A small story",
    "titles": {"fa": "داستانی کوچک"},
    "summary": "Two towns, a lake and a road between them.",
    "as_of": "2024-05-01",
    "source": {
        "headline": "Road between two towns planned",
        "publisher": "The Test Gazette",
        "published": "2024-05-01",
        "place": "Firsttown",
        "paragraphs": 4,
    },
    "layers": [
        {"id": "areas", "title": "Areas", "theme": "zone"},
        {"id": "routes", "title": "Routes", "theme": "route"},
        {"id": "ties", "title": "Ties", "theme": "tie"},
        {"id": "places", "title": "Places", "theme": "place"},
        {"id": "background", "title": "Background", "theme": "context", "group": "context"},
    ],
    "annotations": [
        {
            "id": "A1",
            "features": ["first"],
            "paragraph": 1,
            "date": "2024-04-30",
            "claim": "The mayor of Firsttown proposed a road.",
            "said_by": "The Test Gazette",
            "tone": "thaw",
        },
        {
            "id": "A2",
            "features": ["road"],
            "paragraph": 2,
            "date": "2023-10/2023-12?",
            "claim": "The road would run along the lake.",
            "said_by": "the mayor",
            "tone": "neutral",
        },
        {
            "id": "A3",
            "relation": {"from": "first", "to": "second", "layer": "ties", "directed": True},
            "paragraph": 3,
            "date": "unknown",
            "claim": "Secondtown does not want it.",
            "said_by": "Secondtown",
            "tone": "tension",
        },
        {
            "id": "A4",
            "features": ["lake", "second"],
            "paragraph": 4,
            "date": "2022~",
            "claim": "The lake flooded Secondtown.",
            "said_by": "The Test Gazette",
            "tone": "neutral",
        },
    ],
    "context": [
        {
            "id": "C1",
            "features": ["mill"],
            "source": "dateline-recipes",
            "about": ["A4"],
            "date": "2022-03",
            "claim": "The mill stood under water.",
            "said_by": "a neighbour",
            "tone": "neutral",
        }
    ],
}


def feature(ident: str, layer: str, geometry: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return one GeoJSON feature with every property that the format asks for."""
    properties = {
        "id": ident,
        "name": more.pop("name", ident.title()),
        "layer": layer,
        "certainty": more.pop("certainty", "exact"),
        "source": "dateline-recipes",
        "method": "Typed in for a test.",
        **more,
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def polygon(*positions: tuple[float, float]) -> dict[str, Any]:
    ring = [list(position) for position in (*positions, positions[0])]
    return {"type": "Polygon", "coordinates": [ring]}


FEATURES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        feature("first", "places", point(10.0, 50.0), name="Firsttown", names={"fa": "شهر یکم"}),
        feature("second", "places", point(11.0, 50.5), name="Secondtown"),
        feature(
            "lake",
            "areas",
            polygon((10.2, 50.1), (10.8, 50.1), (10.8, 50.3), (10.2, 50.3)),
            certainty="indicative",
        ),
        feature(
            "road",
            "routes",
            {"type": "LineString", "coordinates": [[10.0, 50.0], [10.5, 50.35], [11.0, 50.5]]},
            certainty="disputed",
            status="proposed",
        ),
        feature("mill", "background", point(10.9, 50.4), certainty="approximate"),
    ],
}


def head() -> dict[str, Any]:
    """Return a sound ``story.toml`` as a dictionary that a test may spoil."""
    return copy.deepcopy(HEAD)


def head_with_names() -> dict[str, Any]:
    """Return the same with names that have no place: beside a mark, and in a statement alone."""
    found = head()
    found["annotations"][0]["also_named"] = ["Mudford Camp", "Nether Vale"]
    found["annotations"].append(
        {
            "id": "A5",
            "also_named": ["Old Ferry"],
            "paragraph": 4,
            "date": "2024-04-29",
            "claim": "Nobody has crossed since the storm.",
            "said_by": "the ferryman",
            "tone": "neutral",
        }
    )
    return found


def features() -> dict[str, Any]:
    """Return a sound ``features.geojson`` as a dictionary that a test may spoil."""
    return copy.deepcopy(FEATURES)


def write(
    shelf: Path,
    story: dict[str, Any] | str | None = None,
    geojson: dict[str, Any] | str | None = None,
    *,
    folder: str | None = None,
) -> Path:
    """Write a story's folder under ``shelf`` and return it. Text is written as it is."""
    story = head() if story is None else story
    geojson = features() if geojson is None else geojson
    name = folder or (story["id"] if isinstance(story, dict) else "small")
    if isinstance(story, dict) and folder:
        story = {**story, "id": folder}
    path = shelf / name
    path.mkdir(parents=True, exist_ok=True)
    text = story if isinstance(story, str) else tomli_w.dumps(story)
    (path / "story.toml").write_text(text, encoding="utf-8")
    text = geojson if isinstance(geojson, str) else json.dumps(geojson, ensure_ascii=False)
    (path / "features.geojson").write_text(text, encoding="utf-8")
    return path
