"""Say how places lie to each other: how far from the story's core, and which of them holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.prominence.article import NamedPlace

EARTH_KM: Final = 6371.0
Floats = NDArray[np.float64]

_FAR_KM: Final = 20_000.0
_NEAR_KM: Final = (60.0, 200.0, 600.0)


@dataclass(frozen=True)
class Nearness:
    """Hold for each place, in order, how it lies to the others; by weights of how salient they are.

    Of a place that nobody knows the point of, distances are nothing (NaN).
    """

    away_km: Floats
    """From the place that the salient ones lie nearest to, itself left out."""
    scale_km: float
    """How far from there half of the weight lies."""
    shares: Floats
    """(n, 3): what share of the others' weight lies within 60, 200 and 600 km."""
    country: str
    """In which most of the weight lies."""
    admin1: str
    at_home: Floats
    """What share of the others' weight lies in the place's own country."""
    in_region: Floats


def distances_km(places: Sequence[NamedPlace]) -> Floats:
    """Return the distances between all places along the sphere; NaN where a point is unknown."""
    at = [place.at or (np.nan, np.nan) for place in places]
    lon, lat = np.radians(np.array(at, dtype=np.float64).reshape(-1, 2)).T
    across = np.cos(lat)[:, None] * np.cos(lat)[None] * np.sin((lon[:, None] - lon) / 2) ** 2
    half = np.sin((lat[:, None] - lat) / 2) ** 2 + across
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def measure(places: Sequence[NamedPlace], weights: Floats) -> Nearness:
    """Return how places lie to each other.

    Parameters
    ----------
    weights
        How salient each is, before anything is known of where it lies.
    """
    km = distances_km(places)
    known = np.isfinite(km)
    filled = np.where(known, km, 0.0)
    others = np.where(known, weights[None, :], 0.0)
    np.fill_diagonal(others, 0.0)
    total = np.maximum(others.sum(axis=1), 1e-9)
    near = [(others * (filled <= limit)).sum(axis=1) / total for limit in _NEAR_KM]
    middle = _middle(places, filled, weights, known)
    if middle is None:
        away, scale = np.full(len(places), np.nan), _NEAR_KM[1]
    else:
        away = np.array([_away(n, middle, km, weights) for n in range(len(places))])
        scale = _median(filled[middle], np.where(known[middle], weights, 0.0))
    country = _most([place.country for place in places], weights)
    admin1 = _most([place.admin1 for place in places], weights)
    return Nearness(
        away, scale, np.column_stack(near), country, admin1,
        _alike([place.country for place in places], weights),
        _alike([place.admin1 for place in places], weights),
    )  # fmt: skip


def _middle(
    places: Sequence[NamedPlace], km: Floats, weights: Floats, known: NDArray[np.bool_]
) -> int | None:
    """Return the number of the place from which the way to all others is shortest."""
    placed = known.diagonal()
    if not placed.any():
        return None
    way = (np.minimum(km, _FAR_KM) * np.where(placed, weights, 0.0)[None, :]).sum(axis=1)
    # of two alike, the more salient; of these, whichever does not depend on their order
    points = np.array([place.at or (np.nan, np.nan) for place in places])
    ways = np.where(placed, np.rint(way), np.inf)
    return int(np.lexsort((points[:, 1], points[:, 0], -weights, ways))[0])


def _away(number: int, middle: int, km: Floats, weights: Floats) -> float:
    """Return how far a place lies from the middle; the middle itself, from its next of weight."""
    if number != middle:
        return float(km[number, middle])
    row = np.where(np.isfinite(km[number]), km[number], 0.0)
    rest = np.where(np.isfinite(km[number]), weights, 0.0)
    rest[number] = 0.0
    return _median(row, rest) if rest.sum() > 0 else 0.0


def _median(values: Floats, weights: Floats) -> float:
    if weights.sum() <= 0:
        return 0.0
    order = np.argsort(values, kind="stable")
    summed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(summed, summed[-1] / 2)])


def _most(labels: Sequence[str], weights: Floats) -> str:
    told: Counter[str] = Counter()
    for label, weight in zip(labels, weights.tolist(), strict=True):
        if label:
            told[label] += weight
    return max(sorted(told), key=lambda label: told[label], default="")


def _alike(labels: Sequence[str], weights: Floats) -> Floats:
    """Return what share of the others' weight has the same label."""
    names = np.array(labels)
    same = (names[:, None] == names[None, :]) & (names != "")[:, None]
    shared = np.where(same, weights[None, :], 0.0)
    np.fill_diagonal(shared, 0.0)
    total = np.maximum(weights.sum() - weights, 1e-9)
    found: Floats = shared.sum(axis=1) / total
    return found
