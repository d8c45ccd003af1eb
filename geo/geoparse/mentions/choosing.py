"""Choose among overlapping stretches those that name places, and say how each name is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import DEMONYM
from geo.geoparse.mentions.meaning import is_metonym
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.answer import Kind
from geo.geoparse.text.reading import Reading

LEAST: Final = 0.4
"""How likely a stretch must be a place to be a mention."""


def choose(
    spans: Sequence[Span], chances: npt.NDArray[np.float64], least: float = LEAST
) -> list[int]:
    """Return the numbers of the stretches that together are the likeliest and do not overlap."""
    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    gain = np.log(clipped / (1 - clipped)) - np.log(least / (1 - least))
    order = sorted(range(len(spans)), key=lambda number: spans[number].stop)
    ends = [spans[number].stop for number in order]
    best = [0.0]
    steps: list[tuple[bool, int]] = []
    for at, number in enumerate(order):
        free = bisect_right(ends, spans[number].first, 0, at)
        with_it = best[free] + gain[number]
        steps.append((with_it > best[at], free))
        best.append(max(with_it, best[at]))
    chosen, at = [], len(order)
    while at:
        taken, free = steps[at - 1]
        if taken:
            chosen.append(order[at - 1])
        at = free if taken else at - 1
    return sorted(chosen)


def kind_of(reading: Reading, span: Span, place: Found | None, places: Sequence[Found]) -> Kind:
    """Say how a name is meant."""
    if place.how == DEMONYM if place else any(other.how == DEMONYM for other in places):
        return "demonym"
    if span.pattern == "street" and (place is None or span.entity != "GPE"):
        return "road"
    if place is not None and is_metonym(reading, span, place):
        return "metonym"
    return "literal"
