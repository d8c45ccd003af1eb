"""Count what was taken for main, for its neighbour, and how the frame lies to the labelled one."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from geo.crs import Bounds

ORDER = ("main", "also", "aside", "none")
LEAST, MOST = 0.3, 4.0
"""Times the labelled frame's area between which a frame is of the right size."""


class Truth(Protocol):
    """What is known of one article; a role is empty where a place has none."""

    names: Sequence[str]
    roles: Sequence[str]
    main: Sequence[str]


@dataclass(frozen=True)
class Framing:
    """How one frame lies to the labelled one."""

    shown: bool
    """Whether all main places lie in it."""
    ratio: float
    over_180: bool


def main_counts(truth: Truth, found: Sequence[str]) -> tuple[int, int, int]:
    """Return how many main places were found rightly, found at all, and are there, by name."""
    told = {name for name, role in zip(truth.names, found, strict=True) if role == "main"}
    return len(told & set(truth.main)), len(told), len(set(truth.main))


def f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """Return the harmonic mean of precision and recall over all articles together."""
    right, found, there = map(sum, zip(*counts, strict=True))
    return 2 * right / (found + there) if found + there else 0.0


def main_f1(truths: Sequence[Truth], found: Sequence[Sequence[str]]) -> float:
    """Return F1 of the main places."""
    return f1(main_counts(one, roles) for one, roles in zip(truths, found, strict=True))


def neighbours(truths: Sequence[Truth], found: Sequence[Sequence[str]]) -> float:
    """Return the accuracy of roles, a neighbouring one counted as half."""
    told = [
        1 - min(1.0, abs(ORDER.index(right) - ORDER.index(role)) / 2)
        for truth, roles in zip(truths, found, strict=True)
        for right, role in zip(truth.roles, roles, strict=True)
        if right
    ]
    return sum(told) / len(told)


def framed(found: Bounds | None, right: Bounds, main: Iterable[tuple[float, float]]) -> Framing:
    """Return how a frame lies to the labelled one; no frame is infinitely large."""
    if found is None:
        return Framing(False, math.inf, right.is_over_180)
    shown = all(found.contains(lon, lat) for lon, lat in main)
    return Framing(shown, _area(found) / _area(right), right.is_over_180)


def shown(framings: Sequence[Framing]) -> float:
    """Return the share of frames in which all main places lie."""
    return sum(one.shown for one in framings) / len(framings) if framings else math.nan


def sized(framings: Sequence[Framing]) -> float:
    """Return the share of frames that are of the right size."""
    told = [LEAST <= one.ratio <= MOST for one in framings]
    return sum(told) / len(told) if told else math.nan


def median(framings: Sequence[Framing]) -> float:
    """Return the median of how large frames are beside the labelled ones."""
    return statistics.median(one.ratio for one in framings) if framings else math.nan


def _area(bounds: Bounds) -> float:
    """Return the area of bounds on a sphere, in some unit."""
    south, north = math.radians(bounds.south), math.radians(bounds.north)
    return bounds.width * (math.sin(north) - math.sin(south))
