"""Build stories of towns for tests of what is seen at first: some near each other, some far off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.story import Story, load
from tests import stories

TOWNS = {
    "Baku": (49.89, 40.38), "Tehran": (51.42, 35.69), "Tbilisi": (44.83, 41.69),
    "Washington": (-77.04, 38.9), "Brussels": (4.35, 50.85), "Tokyo": (139.69, 35.69),
    "Nairobi": (36.82, -1.28), "Lima": (-77.03, -12.05), "Moscow": (37.62, 55.75),
}  # fmt: skip
COUNTRIES = {"Azerbaijan": (47.5, 40.3), "Iran": (53.0, 32.0), "Peru": (-75.0, -10.0)}


def write(shelf: Path, *named: str, title: str = "Talks go on", ident: str = "far") -> Path:
    """Write a story with one statement for each word: a town, several joined by +, a country."""
    marks = dict.fromkeys(name for words in named for name in words.split("+"))
    head: dict[str, Any] = {**stories.head(), "id": ident, "title": title, "titles": {}}
    head["source"] = {**head["source"], "headline": "Talks", "paragraphs": len(named)}
    head["layers"] = [
        {"id": "areas", "title": "Countries", "theme": "area"},
        {"id": "ties", "title": "Ties", "theme": "tie"},
        {"id": "places", "title": "Places", "theme": "place"},
    ]
    head["context"] = []
    head["annotations"] = [
        {
            "id": f"S{number}", "features": words.split("+"), "paragraph": number,
            "date": f"2024-04-{number:02}", "claim": f"Something is said of {words}.",
            "said_by": "The Test Gazette", "tone": "neutral",
        }
        for number, words in enumerate(named, start=1)
    ]  # fmt: skip
    features = [
        stories.feature(
            name, "places", stories.point(*TOWNS[name]), name=name, position_checked=True
        )
        if name in TOWNS
        else stories.feature(name, "areas", _square(*COUNTRIES[name]), name=name)
        for name in marks
    ]
    used = {feature["properties"]["layer"] for feature in features}
    head["layers"] = [layer for layer in head["layers"] if layer["id"] in used]
    return stories.write(shelf, head, {"type": "FeatureCollection", "features": features})


def story(shelf: Path, *named: str, title: str = "Talks go on") -> Story:
    """Return such a story, read from its files."""
    return load(write(shelf, *named, title=title))


def _square(lon: float, lat: float) -> dict[str, Any]:
    corners = ((-2, -2), (2, -2), (2, 2), (-2, 2))
    return stories.polygon(*((lon + x, lat + y) for x, y in corners))
