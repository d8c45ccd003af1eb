"""Measure how far the written packs lie from the lines that they were made from."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.basemap import data, pack

SAMPLE = 20_000
MOST_M = 20.0
"""How far a vertex may lie from the pack, in metres on the ground …"""
SPIKES = 1 / 1000
"""… but for this part of them: tips of spikes without width, faults that validation takes away."""


def check(name: str, source: NDArray[np.object_], path: Path) -> None:
    """Compare vertices of the source (EPSG:4326), evenly sampled, with the lines of a pack.

    Raises
    ------
    ValueError
        If too many vertices are farther away than `MOST_M`.
    """
    points = shapely.get_coordinates(source)
    points = points[(np.abs(points[:, 1]) < 84.9) & (np.abs(points[:, 0]) < 179.99)]
    points = points[:: max(len(points) // SAMPLE, 1)]
    half = pack.HALF_WORLD_M
    latitude = np.radians(points[:, 1])
    metres = np.column_stack(
        [points[:, 0] / 180 * half, np.arctanh(np.sin(latitude)) / np.pi * half]
    )
    written = pack.Pack(path)
    size = 2 * half / (1 << written.zoom)
    cells = defaultdict(list)
    for index, (x, y) in enumerate(metres):
        cells[int((x + half) // size), int((half - y) // size)].append(index)
    away = np.zeros(len(points))
    for (x, y), inside in cells.items():
        cell = written.cell(x, y)
        if cell is None:
            away[inside] = np.inf
            continue
        shape = data.lines(cell)
        away[inside] = shapely.distance(shapely.points(metres[inside]), shape)
    away *= np.cos(latitude)
    median, most = np.median(away), np.quantile(away, 1 - SPIKES)
    print(f"{name}: {len(points)} vertices, off by {median:.1f} m, 99.9 % by at most {most:.1f} m")
    if most > MOST_M:
        worst = points[np.argmax(away)].round(5).tolist()
        raise ValueError(f"{name}: {worst} lies {away.max():.0f} m from {path.name}")
