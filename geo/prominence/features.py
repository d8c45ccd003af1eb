"""Describe each place of an article by numbers that a model weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.prominence.article import NamedPlace, PlacedArticle
from geo.prominence.cues import Cues, is_here, read_cues
from geo.prominence.headline import Headline
from geo.prominence.kinds import (
    SEAS,
    STATES,
    STREAMS,
    WAYS,
    is_broad,
    is_region,
    is_spot,
)
from geo.prominence.nearness import Nearness, measure

Floats = NDArray[np.float64]

_NOT_MEANT: Final = frozenset({"demonym", "metonym", "club", "name"})
_UNKNOWN_KM: Final = 1000.0
"""How far a place of no known point is taken to lie: neither near nor far."""
_LEAST_KM: Final = 10.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold all that is seen of one place."""

    place: NamedPlace
    number: int
    cues: Sequence[Cues]
    headline: Headline
    nearness: Nearness
    here: bool
    """Whether the reporter says *here* of where he sits."""
    last: int
    """The number of the article's last paragraph."""
    most: int
    """The most plain mentions of any place."""
    salience: float
    """As a share of the most salient place's."""
    rank: int
    """How many places are more salient."""
    opening: bool
    """Whether the dateline names it."""
    body: Sequence[Cues]
    """Its mentions behind the dateline."""
    literal: Sequence[Cues]
    """Those of them that mean the place itself."""
    plain: int
    """How many mentions nothing speaks against."""

    @property
    def leads(self) -> bool:
        """Whether the first sentence names it, for its own sake."""
        return any(cue.first and cue.plain for cue in self.literal)

    @property
    def begins(self) -> int:
        """In which paragraph it is first named; a dateline counts if it is *here*."""
        if self.opening and self.here:
            return 0
        return min((cue.named.paragraph for cue in self.body), default=self.last)

    @property
    def people(self) -> float:
        """Logarithm of the number of people that live there."""
        return math.log10(max(1, self.place.population)) if is_spot(self.place) else 0.0

    @property
    def away_km(self) -> float:
        """How far it lies from the story's core."""
        away = float(self.nearness.away_km[self.number])
        return away if math.isfinite(away) else _UNKNOWN_KM


def _all(values: Iterable[bool]) -> float:
    told = list(values)
    return float(bool(told) and all(told))


def _share(values: Iterable[bool]) -> float:
    told = list(values)
    return sum(told) / len(told) if told else 0.0


def _away_of_scale(seen: Seen) -> float:
    return math.log10((_LEAST_KM + seen.away_km) / (_LEAST_KM + seen.nearness.scale_km))


FEATURES: Final[Mapping[str, Callable[[Seen], float]]] = {
    # the headline, the first sentence, the dateline
    "headline": lambda s: s.headline.names(s.number) and not is_broad(s.place),
    "headline, broad": lambda s: s.headline.names(s.number) and is_broad(s.place),
    "headline, adjective": lambda s: s.headline.adjective(s.number),
    "lead": lambda s: s.leads and not is_broad(s.place),
    "lead, broad": lambda s: s.leads and is_broad(s.place),
    "first sentence": lambda s: any(cue.first for cue in s.literal),
    "second paragraph": lambda s: any(cue.named.paragraph == 1 for cue in s.literal),
    "dateline": lambda s: s.opening,
    "dateline, here": lambda s: s.opening and s.here,
    "dateline, people": lambda s: s.people if s.opening else 0.0,
    "only dateline": lambda s: s.opening and not s.body,
    "begins": lambda s: s.begins / max(1, s.last),
    # how often
    "plain": lambda s: math.log1p(s.plain),
    "plain, share": lambda s: s.plain / max(1, s.most),
    "plain, ever": lambda s: s.plain > 0,
    "mentions": lambda s: math.log1p(len(s.body)),
    "salience": lambda s: s.salience,
    "rank": lambda s: math.log1p(s.rank),
    # the words beside it
    "all quoted": lambda s: _all(cue.quoted for cue in s.body),
    "all said": lambda s: _all(cue.said for cue in s.body),
    "all spoke": lambda s: _all(cue.spoke for cue in s.body),
    "all seat": lambda s: _all(cue.seat for cue in s.body),
    "all home": lambda s: _all(cue.home for cue in s.body),
    "all likened": lambda s: _all(cue.likened for cue in s.body),
    "all old": lambda s: _all(cue.old for cue in s.body),
    "at": lambda s: _share(cue.at for cue in s.literal),
    "thither": lambda s: _share(cue.thither for cue in s.literal),
    "between": lambda s: _share(cue.between for cue in s.literal),
    "named a region": lambda s: any(cue.whole for cue in s.literal),
    "explained": lambda s: any(cue.explained for cue in s.cues if cue.plain or cue.opening),
    "harm": lambda s: any(cue.harm and cue.at and cue.plain for cue in s.literal),
    "headline's words": lambda s: max((cue.shared for cue in s.literal if cue.plain), default=0),
    # how the name is meant
    "never literal": lambda s: bool(s.body) and not s.literal,
    "government": lambda s: _share(cue.named.kind == "metonym" for cue in s.body),
    "people": lambda s: _share(cue.named.kind == "demonym" for cue in s.body),
    "in a name": lambda s: _share(
        cue.borne or cue.named.kind in {"club", "name"} for cue in s.cues
    ),
    # what it is
    "state": lambda s: s.place.kind in STATES,
    "region": lambda s: is_region(s.place),
    "sea": lambda s: s.place.kind in SEAS,
    "stream": lambda s: s.place.kind in STREAMS,
    "way": lambda s: s.place.kind in WAYS,
    "population": lambda s: s.people,
    # where it lies
    "away": lambda s: math.log10(_LEAST_KM + s.away_km),
    "away of scale": _away_of_scale,
    "within 60 km": lambda s: s.nearness.shares[s.number, 0],
    "within 200 km": lambda s: s.nearness.shares[s.number, 1],
    "within 600 km": lambda s: s.nearness.shares[s.number, 2],
    "same country": lambda s: s.nearness.at_home[s.number],
    "same region": lambda s: s.nearness.in_region[s.number],
    "holds the core": lambda s: (
        s.place.kind == "country" and s.place.country == s.nearness.country != ""
    ),
    "region of the core": lambda s: (
        is_region(s.place) and s.place.admin1 == s.nearness.admin1 != ""
    ),
}
NAMES: Final = tuple(FEATURES)


@dataclass(frozen=True)
class Described:
    """Hold an article's places as a model sees them, and what reasons are made of."""

    seen: Sequence[Seen]
    rows: Floats
    """(places, features), in the order of `NAMES`."""


def describe(article: PlacedArticle) -> Described:
    """Return the places of an article as numbers."""
    cues = read_cues(article)
    headline = Headline(article.headline, article.places)
    here = is_here(article)
    salient = np.array(
        [
            _salience(place, cues[number], headline.names(number), here=here)
            for number, place in enumerate(article.places)
        ]
    )
    nearness = measure(article.places, salient)
    shares = salient / max(1e-9, salient.max(initial=0.0))
    ranks = (salient[None, :] > salient[:, None]).sum(axis=1)
    last = len(article.paragraphs) - 1
    most = max((sum(cue.plain for cue in one) for one in cues), default=0)
    seen = []
    for number, place in enumerate(article.places):
        body = [cue for cue in cues[number] if not cue.opening]
        seen.append(Seen(
            place, number, cues[number], headline, nearness, here, last, most,
            float(shares[number]), int(ranks[number]), len(body) < len(cues[number]), body,
            [cue for cue in body if cue.named.kind not in _NOT_MEANT],
            sum(cue.plain for cue in cues[number]),
        ))  # fmt: skip
    rows = [[float(told(one)) for told in FEATURES.values()] for one in seen]
    return Described(seen, np.array(rows, dtype=np.float64).reshape(-1, len(NAMES)))


def _salience(place: NamedPlace, cues: Sequence[Cues], headed: bool, *, here: bool) -> float:
    """Return how much a place stands out by the words alone: the core is where such places lie."""
    plain = sum(cue.plain for cue in cues)
    lead = any(cue.first and cue.named.kind == "literal" for cue in cues)
    seat = here and any(cue.opening for cue in cues)
    weight = math.log1p(plain + 0.2 * (len(cues) - plain)) + 2.0 * headed + 1.5 * lead + seat
    return weight * (0.15 if place.kind in STATES else 1.0 if is_spot(place) else 0.5)
