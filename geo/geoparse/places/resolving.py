"""Choose for each mention the place that it names, in the light of all the others."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import PRIMARY
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.kinds import names_a_part
from geo.geoparse.places.namesakes import with_namesakes
from geo.geoparse.places.ranked import Ranked
from geo.geoparse.places.rankfeatures import Weighed, weigh
from geo.geoparse.places.senses import heed
from geo.geoparse.places.variants import countries_of, doubted, spelt_otherwise
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.trees import Models

_MOST_OF_IT: Final = 0.35
_SOME_OF_IT: Final = 0.1
_ELSEWHERE: Final = 0.1
_INSIDE: Final = 0.5
"""What becomes of the chances of places outside and inside the region that the text adds."""
OWN_SHARE: Final = 0.5
"""How much a mention's own surroundings count; the rest is the mean of all mentions of the name,
for a name has one meaning in a text as a rule."""


def resolve(
    reading: Reading, spans: tuple[Span, ...], found: dict[str, list[Found]], models: Models
) -> dict[int, Ranked]:
    """Return the ranked places of each mention that the gazetteer knows, by its number."""
    spans, found = with_namesakes(reading, spans, found)
    countries = countries_of({span.key for span in spans}, found)
    names = ((span.key, span.text) for span in spans)
    known = found | spelt_otherwise(names, found, countries)
    weighed = weigh(reading, spans, known)
    if not weighed.names:
        return {}
    ranked = heed(reading, spans, rank(weighed, models.resolve.chances(weighed.rows)))
    placed = {
        number: one if names_a_part(reading, spans[number]) else _town_first(one)
        for number, one in ranked.items()
    }
    likely = {number: _calibrated(one, models.scale) for number, one in placed.items()}
    return doubted(likely, [span.key for span in spans], found)


def _calibrated(one: Ranked, scale: tuple[float, float]) -> Ranked:
    """Let the first score say how often it is right, and share the rest among the others."""
    first = calibrated(one.scores[0], scale)
    rest = sum(one.scores[1:])
    share = (1 - first) / rest if rest else 0.0
    others = [min(score * share, first) for score in one.scores[1:]]
    return Ranked(one.places, (first, *sorted(others, reverse=True)))


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds, bounded."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def calibrated(chance: float, scale: tuple[float, float]) -> float:
    """Return how often a place of this score is right."""
    slope, offset = scale
    return 1 / (1 + math.exp(-(slope * log_odds(chance) + offset)))


def _town_first(one: Ranked) -> Ranked:
    """Prefer the town to the region around it that bears its name, where most of it lives there."""
    best = one.places[0]
    if best.kind not in {"region", "district"}:
        return one
    for at, place in enumerate(one.places):
        seat = place.kind == "city" and best.id in {place.admin1, place.admin2}
        bare = place.how == PRIMARY and place.country != "US"  # where counties bear towns' names
        share = _SOME_OF_IT if bare else _MOST_OF_IT
        if seat and place.population >= share * best.population:
            places = (place, *(other for other in one.places if other is not place))
            own, region = one.scores[at], one.scores[0]
            left = [score for number, score in enumerate(one.scores) if number not in {0, at}]
            return Ranked(places, (max(own, region), min(own, region), *left))
    return one


def rank(weighed: Weighed, chances: npt.NDArray[np.float64]) -> dict[int, Ranked]:
    """Order the places of each mention by their chances, shared over the mentions of a name."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, mention in enumerate(weighed.owner):
        rows[int(mention)].append(row)
    heeded = chances.copy()
    for mine in rows.values():
        _heed_qualifier(weighed, heeded, np.asarray(mine))
    total, count = np.zeros(len(weighed.places)), np.zeros(len(weighed.places))
    np.add.at(total, weighed.place, heeded)
    np.add.at(count, weighed.place, 1.0)
    mean = (total / np.maximum(count, 1.0))[weighed.place]
    scores = OWN_SHARE * heeded + (1 - OWN_SHARE) * mean
    ranked = {}
    for name in weighed.names:
        for mention in name.spans:
            mine = rows.get(mention) or rows[name.spans[0]]
            values = scores if mention in rows else mean
            ranked[mention] = _ordered(weighed, [(float(values[row]), row) for row in mine])
    return ranked


def _ordered(weighed: Weighed, pairs: list[tuple[float, int]]) -> Ranked:
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    most = max(1.0, sum(score for score, _ in pairs))
    return Ranked(
        tuple(weighed.places[weighed.place[row]] for _, row in pairs),
        tuple(score / most for score, _ in pairs),
    )


def _heed_qualifier(
    weighed: Weighed, chances: npt.NDArray[np.float64], rows: npt.NDArray[np.int64]
) -> None:
    """Let *Paris, Texas* be in Texas: what the text itself adds weighs more than all else.

    Not where the best is a country or a region: *Georgia, Armenia and Iran* is a list.
    """
    within = weighed.within[rows] == 1.0
    best = weighed.places[weighed.place[rows[int(np.argmax(chances[rows]))]]]
    if within.any() and best.kind not in {"country", "region"}:
        chances[rows[~within]] *= _ELSEWHERE
        inside = rows[within]
        chances[inside] = chances[inside] ** _INSIDE
