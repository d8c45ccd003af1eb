"""Build a story of many places strewn close together, of which the headline names one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, Final

from geo.story import Story, load
from tests import stories

HEADED: Final = "Ferry Stairs"


def isles(folder: Path, count: int, spread_deg: float) -> Story:
    """Return a story of so many places strewn close together, of which the headline names one.

    That is the last of them, in their midst, with no statement of its own; others have one or more.
    """
    dice = Random(count)
    head = {**stories.head(), "titles": {}, "context": [], "title": f"No boat at {HEADED} today"}
    head["layers"] = [{"id": "places", "title": "Places", "theme": "place"}]
    like = head["annotations"][0]
    names = [*(f"Skerry {number}" for number in range(1, count)), HEADED]
    told = [number for number in range(count - 1) for _ in range(1 + number % 3)]
    head["annotations"] = [
        {**like, "id": f"S{place}", "features": [f"p{number}"]} for place, number in enumerate(told)
    ]
    at = [_near(dice, spread_deg) for _ in names[1:]] + [stories.point(-5, 58)]
    features = [
        stories.feature(f"p{number}", "places", point, name=name)
        for number, (name, point) in enumerate(zip(names, at, strict=True))
    ]
    geojson = {"type": "FeatureCollection", "features": features}
    return load(stories.write(folder, head, geojson))


def _near(dice: Random, spread_deg: float) -> dict[str, Any]:
    return stories.point(-5 + dice.gauss(0, spread_deg), 58 + dice.gauss(0, spread_deg / 2))
