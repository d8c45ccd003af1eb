"""Choose for each mention the place that it names, in the light of all the others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.world import Found
from geo.geoparse.rankfeatures import Weighed, weigh
from geo.geoparse.reading import Reading
from geo.geoparse.spans import Span
from geo.geoparse.trees import Forest
from geo.geoparse.words import PATTERNS

_MOST_OF_IT: Final = 0.35
OWN_SHARE: Final = 0.5
"""How much a mention's own surroundings count; the rest is the mean of all mentions of the name,
for a name has one meaning in a text as a rule."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold a mention's places, the likeliest first, each with its likelihood."""

    places: tuple[Found, ...]
    scores: tuple[float, ...]


def resolve(
    reading: Reading, spans: tuple[Span, ...], found: dict[str, list[Found]], forest: Forest
) -> dict[int, Ranked]:
    """Return the ranked places of each mention that the gazetteer knows, by its number."""
    weighed = weigh(reading, spans, found)
    if not weighed.names:
        return {}
    ranked = rank(weighed, forest.chances(weighed.rows))
    return {
        number: one if _names_a_region(reading, spans[number]) else _town_first(one)
        for number, one in ranked.items()
    }


def _names_a_region(reading: Reading, span: Span) -> bool:
    after = reading.words[span.stop].lower() if span.stop < len(reading.words) else ""
    return after in PATTERNS["region"]


def _town_first(one: Ranked) -> Ranked:
    """Prefer the town to the region around it that bears its name, where most of it lives there."""
    best = one.places[0]
    if best.kind not in {"region", "district"}:
        return one
    for at, place in enumerate(one.places):
        seat = place.kind == "city" and best.id in {place.admin1, place.admin2}
        if seat and place.population >= _MOST_OF_IT * best.population:
            places = (place, *(other for other in one.places if other is not place))
            own, region = one.scores[at], one.scores[0]
            left = [score for number, score in enumerate(one.scores) if number not in {0, at}]
            return Ranked(places, (max(own, region), min(own, region), *left))
    return one


def rank(weighed: Weighed, chances: npt.NDArray[np.float64]) -> dict[int, Ranked]:
    """Order the places of each mention by their chances, shared over the mentions of a name."""
    total = np.zeros(len(weighed.places))
    count = np.zeros(len(weighed.places))
    np.add.at(total, weighed.place, chances)
    np.add.at(count, weighed.place, 1.0)
    mean = total / np.maximum(count, 1.0)
    scores = OWN_SHARE * chances + (1 - OWN_SHARE) * mean[weighed.place]
    by_mention: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for row, (mention, place) in enumerate(zip(weighed.owner, weighed.place, strict=True)):
        by_mention[int(mention)].append((float(scores[row]), int(place)))
    ranked = {}
    for mention, pairs in by_mention.items():
        pairs.sort(key=lambda pair: (-pair[0], pair[1]))
        most = max(1.0, sum(score for score, _ in pairs))
        ranked[mention] = Ranked(
            tuple(weighed.places[place] for _, place in pairs),
            tuple(score / most for score, _ in pairs),
        )
    return ranked
