"""Derive one line for every land border from whole country polygons, and say how to draw it.

The polygons of neighbours do not share an edge (they differ by metres, at most a few hundred), so
edges are never intersected: countries are taken in alphabetical order of their codes, the first
gives the line, and of the next only what is farther than `SAME_LINE_M` from all lines so far.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import basemap_natural_earth as natural_earth
import numpy as np
import shapely
from basemap_nearness import Lines, distance, length_m, metres, pieces, plane_tree, runs
from numpy.typing import NDArray
from packages import fetch
from shapely.geometry.base import BaseGeometry

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
NE_ERROR_M = 6_000.0
"""A line of Natural Earth nearer than this to one of ours is taken for the same."""
NE_SHORTEST_M = 20_000.0
ENCLAVE_KM2 = 60.0
"""Outlying rings of Armenia and Azerbaijan below this are left out: their lines are disputed."""
ALWAYS_DASHED = (("ARM", "AZE"), ("ESH", "MAR"), ("SRB", "XKX"))
"""Borders that not all states concerned have agreed on, whatever Natural Earth's class."""


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


def derive(sea_cells: Lines) -> Borders:
    """Make all land borders; `sea_cells` are pieces of the sea that together cover it."""
    codes, rings = read_countries()
    lines, owner = _on_land(rings, sea_cells)
    lines, owner = _once(lines, owner)
    lines = _joined(lines)
    return _classified(lines, owner, codes, rings, sea_cells)


def _on_land(rings: Lines, sea_cells: Lines) -> tuple[Lines, NDArray[np.int64]]:
    """Return the parts of the rings outside the sea, and the index of the country of each."""
    tree = shapely.STRtree(sea_cells)
    found: list[BaseGeometry] = []
    owner: list[int] = []
    for country, shape in enumerate(rings):
        cut = [pieces(ring) for ring in _without_frame(shape)]
        short = np.concatenate(cut) if cut else np.array([], dtype=object)
        which, cells = tree.query(short, predicate="intersects")
        wet: dict[int, list[int]] = {}
        for piece, cell in zip(which.tolist(), cells.tolist(), strict=True):
            wet.setdefault(piece, []).append(cell)
        dry: list[BaseGeometry] = []
        for index, piece in enumerate(short):
            for cell in wet.get(index, ()):
                piece = piece.difference(sea_cells[cell])
            dry.append(piece)
        merged = shapely.get_parts(shapely.line_merge(shapely.union_all(dry)))
        merged = merged[~shapely.is_empty(merged)]
        found.extend(merged)
        owner.extend([country] * len(merged))
    return np.array(found), np.array(owner)


def _without_frame(rings: BaseGeometry) -> list[BaseGeometry]:
    """Return rings as lines without the edges that only cut the world at 180° or at the pole."""
    found = []
    for ring in shapely.get_parts(rings):
        xy = shapely.get_coordinates(ring)
        frame = (np.abs(xy[:, 0]) > 179.99) | (xy[:, 1] < -60)
        keep = ~(frame[:-1] & frame[1:])
        edges = np.flatnonzero(np.diff(np.concatenate([[False], keep, [False]])))
        found += [shapely.LineString(xy[a : b + 1]) for a, b in edges.reshape(-1, 2)]
    return found


def _once(lines: Lines, owner: NDArray[np.int64]) -> tuple[Lines, NDArray[np.int64]]:
    """Drop what another country's line, earlier in the alphabet, already draws."""
    kept: list[BaseGeometry] = []
    kept_owner: list[int] = []
    drawn: list[BaseGeometry] = []
    for country in np.unique(owner):
        mine = lines[owner == country]
        tree = shapely.STRtree(np.array(drawn, dtype=object))
        fresh: list[BaseGeometry] = []
        for line in mine:
            fresh.extend(_uncovered(line, tree) if drawn else [line])
        kept.extend(fresh)
        kept_owner.extend([int(country)] * len(fresh))
        for line in fresh:
            projected = shapely.transform(line, metres)
            drawn.extend(pieces(projected))
    return np.array(kept), np.array(kept_owner)


def _uncovered(line: BaseGeometry, tree: shapely.STRtree) -> list[BaseGeometry]:
    """Return the parts of a line that no line of the tree runs along."""
    xy = shapely.get_coordinates(shapely.segmentize(line, DENSE_M / 111_000))
    if len(xy) < 2:
        return []
    far = distance(tree, metres(xy)) * np.cos(np.radians(xy[:, 1]))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], far > SAME_LINE_M, [False]])))
    found = []
    for start, stop in edges.reshape(-1, 2):
        if far[start:stop].max() < 1.6 * SAME_LINE_M:
            continue
        while start > 0 and far[start - 1] < far[start]:  # on to where the lines meet
            start -= 1
        while stop < len(far) and far[stop] < far[stop - 1]:
            stop += 1
        piece = xy[start:stop]
        if len(piece) > 1 and length_m(piece) > SHORTEST_M:
            found.append(shapely.simplify(shapely.LineString(piece), 1e-7))
    return found


def _joined(lines: Lines) -> Lines:
    """Lead loose ends to the nearest other line, so that tripoints are closed."""
    tree = shapely.STRtree(lines)
    result = []
    for index, line in enumerate(lines):
        xy = shapely.get_coordinates(line)
        if not shapely.is_closed(line):
            first, last = _lead(xy[0], index, lines, tree), _lead(xy[-1], index, lines, tree)
            xy = np.vstack([*first, xy, *last])
        result.append(shapely.LineString(xy))
    return np.array(result)


def _lead(
    end: NDArray[np.float64], index: int, lines: Lines, tree: shapely.STRtree
) -> list[NDArray[np.float64]]:
    """Return the nearest point of another line, as a list of one, if it is near but apart."""
    point = shapely.Point(end)
    reach = JOIN_M / 111_000
    best: tuple[float, NDArray[np.float64]] | None = None
    for other in tree.query(point.buffer(reach / max(np.cos(np.radians(end[1])), 0.1))):
        if other == index:
            continue
        on = shapely.get_coordinates(shapely.shortest_line(point, lines[other]))[-1]
        away = length_m(np.array([end, on]))
        if away < JOIN_M and (best is None or away < best[0]):
            best = (away, on)
    return [best[1]] if best is not None and best[0] > 0.5 else []


def _classified(
    lines: Lines, owner: NDArray[np.int64], codes: list[str], rings: Lines, sea_cells: Lines
) -> Borders:
    """Part the lines into solid and dashed by Natural Earth's classes and our own rule."""
    solid_ne = plane_tree(natural_earth.read_lines("10m", natural_earth.SOLID))
    dashed_lines = natural_earth.read_lines("10m", natural_earth.DASHED)
    dashed_ne = plane_tree(dashed_lines)
    unsettled = {
        codes.index(mine): (
            plane_tree(rings[[codes.index(theirs)]]),
            plane_tree(rings[[code not in pair for code in codes]]),
        )
        for pair in ALWAYS_DASHED
        for mine, theirs in (pair, pair[::-1])
    }
    parts: dict[bool, list[BaseGeometry]] = {False: [], True: []}
    for line, country in zip(lines, owner, strict=True):
        xy = shapely.get_coordinates(shapely.segmentize(line, 0.002))
        plane = metres(xy)
        scale = np.cos(np.radians(xy[:, 1]))
        doubt = distance(dashed_ne, plane) * scale
        dash = (doubt < NE_REACH_M) & (doubt < distance(solid_ne, plane) * scale)
        dash = _smooth(dash)
        if country in unsettled:
            other, rest = (distance(tree, plane) * scale for tree in unsettled[country])
            dash |= (rest > np.minimum(other, SAME_LINE_M)) & (other < NE_ERROR_M)
        for start, stop, value in runs(dash):
            piece = xy[start : min(stop + 1, len(xy))]
            if len(piece) > 1:
                parts[value].append(shapely.simplify(shapely.LineString(piece), 1e-7))
    only = _only_natural_earth(dashed_lines, lines, sea_cells)
    return Borders(_merged(parts[False]), _merged(parts[True]), only)


def _merged(lines: list[BaseGeometry]) -> Lines:
    """Join lines that meet end to end, in an order that depends on nothing but the lines."""
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    lengths = np.array([length_m(shapely.get_coordinates(line)) for line in merged])
    return np.array(sorted(merged[lengths > 100], key=lambda line: line.wkb))


def _only_natural_earth(dashed: Lines, lines: Lines, sea_cells: Lines) -> Lines:
    """Return what of Natural Earth's uncertain lines runs on land and far from our borders."""
    tree = plane_tree(lines)
    sea = shapely.STRtree(sea_cells)
    alone: list[BaseGeometry] = []
    for line in shapely.get_parts(shapely.line_merge(shapely.union_all(dashed))):
        xy = shapely.get_coordinates(shapely.segmentize(line, 0.02))
        away = distance(tree, metres(xy)) * np.cos(np.radians(xy[:, 1]))
        for start, stop, far in runs(away > NE_ERROR_M):
            piece = shapely.LineString(xy[start:stop]) if stop - start > 1 else None
            if far and piece is not None and length_m(xy[start:stop]) > NE_SHORTEST_M:
                for cell in sea.query(piece, predicate="intersects"):
                    piece = piece.difference(sea_cells[cell])
                alone.extend(shapely.get_parts(shapely.simplify(shapely.line_merge(piece), 1e-7)))
    return np.array([line for line in alone if not line.is_empty])


def _smooth(flags: NDArray[np.bool_], reach: int = 40) -> NDArray[np.bool_]:
    """Let the majority within `reach` points decide, so that no border flickers."""
    if len(flags) < 3:
        return flags
    padded = np.pad(flags.astype(float), reach, mode="edge")
    return np.convolve(padded, np.ones(2 * reach + 1), "valid") > reach
