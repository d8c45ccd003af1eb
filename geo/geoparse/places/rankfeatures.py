"""Describe each place that a mention could mean in numbers, in the light of the whole document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.spanfeatures import LABELS, importance
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import group

MOST: Final = 100
"""Candidates of one name that are weighed; the more important first."""
WEIGHED: Final = 30
"""Mentions of one name that are weighed each by itself; the later ones go by these."""
CONTEXT: Final = 60
"""Names of a document that stand for all of it when places are compared with the others."""
NEAR_KM: Final = (30.0, 161.0, 600.0)
EARTH_KM: Final = 6371.0088
_NOWHERE_KM: Final = 25_000.0
_AT_ONCE: Final = 1024
"""Places compared together, which bounds the memory."""

KINDS: Final = (
    "country", "region", "district", "city", "area", "continent", "river", "lake", "sea",
    "mountains", "island", "historic", "bay", "gulf", "ocean", "strait", "desert", "group", "canal",
)  # fmt: skip

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Hold one name of a document: the places that bear it and where it stands."""

    key: str
    places: tuple[Found, ...]
    spans: tuple[int, ...]
    """Which of the mentions are this name, in order."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Hold a document's names with one row of numbers for each place of each mention."""

    names: tuple[Mentioned, ...]
    rows: Floats
    owner: npt.NDArray[np.int64]
    """Of each row the mention it is about."""
    place: npt.NDArray[np.int64]
    """Of each row the place, counted through all names' places."""
    places: tuple[Found, ...]
    within: Floats
    """Of each row 1 where the place lies in the region that the text adds (*Paris, Texas*), less
    where it lies in the country that it adds, 0 where it lies elsewhere, -1 where it adds none."""


def by_name(spans: tuple[Span, ...], found: dict[str, list[Found]]) -> tuple[Mentioned, ...]:
    """Gather mentions by their name, in the order in which names first come."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        if span.key in found:
            groups[span.key].append(number)
    return tuple(
        Mentioned(key, tuple(sorted(found[key], key=importance, reverse=True)[:MOST]), tuple(at))
        for key, at in groups.items()
    )


def weigh(
    reading: Reading, spans: tuple[Span, ...], found: dict[str, list[Found]],
) -> Weighed:  # fmt: skip
    """Return the numbers of every place of every mention."""
    names = by_name(spans, found)
    places = tuple(place for name in names for place in name.places)
    if not places:
        empty = np.zeros(0, np.int64)
        return Weighed((), np.zeros((0, 1)), empty, empty, (), np.zeros(0))
    sizes = np.asarray([len(name.places) for name in names])
    first = np.concatenate([[0], np.cumsum(sizes)])
    of_name = np.repeat(np.arange(len(names)), sizes)
    weights = _guess(places, first)
    context = _Context(places, names, first, weights)
    together = np.vstack([
        context.rows(places[at : at + _AT_ONCE], of_name[at : at + _AT_ONCE])
        for at in range(0, len(places), _AT_ONCE)
    ])  # fmt: skip
    shared = np.hstack([_own(names, first, weights), together, _against_rivals(together, first)])
    rows: list[Floats] = []
    owner: list[int] = []
    which: list[int] = []
    within: list[Floats] = []
    beside = _MentionContext(reading, spans, names, first, places, weights)
    for number, name in enumerate(names):
        block = slice(first[number], first[number + 1])
        for mention in name.spans[:WEIGHED]:
            made = beside.rows(mention, number)
            rows.append(np.hstack([shared[block], made]))
            within.append(made[:, 0])
            owner += [mention] * len(name.places)
            which += range(first[number], first[number + 1])
    return Weighed(
        names, np.vstack(rows), np.asarray(owner), np.asarray(which), places,
        np.concatenate(within),
    )  # fmt: skip


def _guess(places: tuple[Found, ...], first: npt.NDArray[np.int64]) -> Floats:
    """Share one among the places of each name by importance."""
    weights = np.exp(1.5 * np.asarray([importance(place) for place in places]))
    for start, stop in pairwise(first):
        weights[start:stop] /= weights[start:stop].sum()
    return weights


def _own(names: tuple[Mentioned, ...], first: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """Describe each place by itself and among the others of its name."""
    rows = []
    for number, name in enumerate(names):
        values = [importance(place) for place in name.places]
        populations = sorted((p.population for p in name.places), reverse=True)
        for rank, place in enumerate(name.places):
            same_kind = [p.population for p in name.places if p.kind == place.kind]
            rows.append([
                float(rank), values[rank], values[rank] - values[0], float(len(name.places)),
                np.log10(place.population + 1), np.log10(place.fame + 1), float(place.how),
                float(KINDS.index(place.kind)) if place.kind in KINDS else 30.0,
                float(populations.index(place.population)),
                float(sorted(same_kind, reverse=True).index(place.population)),
                float(fold(place.name) == name.key), float(len(name.spans)),
                float(len({p.country for p in name.places})), float(place.capital),
                float(any(p.kind == "country" for p in name.places)),
                float(any(p.kind == "region" for p in name.places)),
                weights[first[number] + rank], float(number == 0),
            ])  # fmt: skip
    return np.asarray(rows, np.float64)


def distances_km(places: tuple[Found, ...], others: tuple[Found, ...]) -> Floats:
    """Return how far each place is from each of others, along the sphere."""
    one = np.radians([[place.lon, place.lat] for place in places]).reshape(-1, 2)
    two = np.radians([[place.lon, place.lat] for place in others]).reshape(-1, 2)
    between = (
        np.sin((one[:, None, 1] - two[None, :, 1]) / 2) ** 2
        + np.cos(one[:, None, 1]) * np.cos(two[None, :, 1])
        * np.sin((one[:, None, 0] - two[None, :, 0]) / 2) ** 2
    )  # fmt: skip
    apart: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(between, 0.0, 1.0)))
    return apart


class _Context:
    """Compare places with those of the document's most frequent names."""

    def __init__(
        self, places: tuple[Found, ...], names: tuple[Mentioned, ...],
        first: npt.NDArray[np.int64], weights: Floats,
    ) -> None:  # fmt: skip
        chosen = sorted(range(len(names)), key=lambda n: (-len(names[n].spans), n))[:CONTEXT]
        members = np.concatenate([np.arange(first[n], first[n + 1]) for n in sorted(chosen)])
        self.places = tuple(places[member] for member in members)
        self.name = np.repeat(np.arange(len(names)), np.diff(first))[members]
        self.weight = weights[members]
        self.starts = np.unique(self.name, return_index=True)[1]
        self.total = max(1, len(chosen) - 1)
        self.sure = self.weight > 0.5

    def rows(self, places: tuple[Found, ...], of_name: npt.NDArray[np.int64]) -> Floats:
        """Return one row a place."""
        other = of_name[:, None] != self.name[None, :]
        distance = distances_km(places, self.places)
        columns: list[Floats] = []
        for mask in _relations(places, self.places):
            weight, count = self._others(other & mask)
            columns += [weight, weight / self.total, count]
        for reach in NEAR_KM:
            weight, count = self._others(other & (distance < reach))
            columns += [weight, count, count / self.total]
        far = np.where(other, distance, _NOWHERE_KM)
        mean = (np.where(other, distance, 0.0) * self.weight[None, :]).sum(axis=1) / self.total
        columns += [
            np.log1p(far.min(axis=1)),
            np.log1p(np.where(self.sure[None, :], far, _NOWHERE_KM).min(axis=1)),
            np.log1p(mean),
            np.log1p(np.where(self.name[None, :] == 0, far, _NOWHERE_KM).min(axis=1)),
            np.full(len(places), float(self.total)),
        ]  # fmt: skip
        return np.stack(columns, axis=1)

    def _others(self, mask: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return how much of the other names' weight is so, and how many have any place that is."""
        weighed = np.where(mask, self.weight[None, :], 0.0).sum(axis=1)
        names = np.add.reduceat(mask, self.starts, axis=1) > 0
        return weighed, names.sum(axis=1).astype(float)


def _relations(
    places: tuple[Found, ...], others: tuple[Found, ...]
) -> Iterator[npt.NDArray[np.bool_]]:
    """Say of each pair whether they share country, region, district; or one lies in the other."""
    country, admin1, admin2, id_, is_country = _columns(places)
    country_, admin1_, admin2_, id_2, is_country_ = _columns(others)
    same_country = (country[:, None] == country_[None, :]) & (country[:, None] != "")
    yield same_country
    yield (admin1[:, None] == admin1_[None, :]) & (admin1[:, None] > 0)
    yield (admin2[:, None] == admin2_[None, :]) & (admin2[:, None] > 0)
    yield same_country & is_country_[None, :] & ~is_country[:, None]
    apart = id_[:, None] != id_2[None, :]
    yield apart & (admin1[:, None] == id_2[None, :])
    yield apart & (admin2[:, None] == id_2[None, :])
    yield (
        (admin1_[None, :] == id_[:, None])
        | (admin2_[None, :] == id_[:, None])
        | (same_country & is_country[:, None] & ~is_country_[None, :])
    )


def _columns(places: tuple[Found, ...]) -> tuple[npt.NDArray[Any], ...]:
    return (
        np.asarray([place.country for place in places]),
        np.asarray([place.admin1 for place in places]),
        np.asarray([place.admin2 for place in places]),
        np.asarray([place.id for place in places]),
        np.asarray([place.kind == "country" for place in places]),
    )


def _against_rivals(made: Floats, first: npt.NDArray[np.int64]) -> Floats:
    """Return some numbers again, less the best of the same name's other places."""
    columns = made[:, [0, 3, 6, 12, 15, 21, 24, 30]]
    rows = []
    for start, stop in pairwise(first):
        rows.append(columns[start:stop] - columns[start:stop].max(axis=0))
    return np.vstack(rows)


class _MentionContext:
    """Describe what stands beside each mention: a qualifier, the next names, telling words."""

    def __init__(
        self, reading: Reading, spans: tuple[Span, ...], names: tuple[Mentioned, ...],
        first: npt.NDArray[np.int64], places: tuple[Found, ...], weights: Floats,
    ) -> None:  # fmt: skip
        self._reading, self._spans, self._names = reading, spans, names
        self._first, self._places, self._weights = first, places, weights
        self._name_of = {mention: n for n, name in enumerate(names) for mention in name.spans}
        self._order = sorted(self._name_of, key=lambda m: spans[m].first)
        self._rank = {mention: rank for rank, mention in enumerate(self._order)}
        self._by_first = {spans[m].first: m for m in self._name_of}
        self._by_stop = {spans[m].stop: m for m in self._name_of}
        self._qualified: dict[int, set[int]] = defaultdict(set)
        for mention, name in self._name_of.items():
            if (after := self.qualifier(mention)) is not None:
                self._qualified[name].add(self._name_of[after])

    def qualifier(self, mention: int) -> int | None:
        """Return the mention that follows after a comma or in brackets: *Paris, Texas*."""
        span, words = self._spans[mention], self._reading.words
        if span.stop < len(words) and words[span.stop] in {",", "("}:
            return self._by_first.get(span.stop + 1)
        return None

    def _block(self, name: int) -> tuple[Found, ...]:
        return self._names[name].places

    def rows(self, mention: int, name: int) -> Floats:
        """Return one row for each place of the mention's name."""
        span, words = self._spans[mention], self._reading.words
        places = self._block(name)
        after = self.qualifier(mention)
        comma = span.first > 0 and words[span.first - 1] == ","
        before = self._by_stop.get(span.first - 1) if comma else None
        elsewhere = [_contained(places, self._block(other)) for other in self._qualified[name]]
        count = len(places)
        unknown = np.full(count, -1.0)
        columns = [
            unknown if after is None else _contained(places, self._block(self._name_of[after])),
            np.max(elsewhere, axis=0) if elsewhere else unknown,
            unknown if before is None else _holding(places, self._block(self._name_of[before])),
            *self._next(mention, places),
            *(np.full(count, value) for value in self._words(span)),
        ]
        return np.stack(columns, axis=1)

    def _next(self, mention: int, places: tuple[Found, ...]) -> list[Floats]:
        """Return how near the likeliest places of the names before and after are."""
        rank, found = self._rank[mention], []
        for step in (-1, 1):
            near = np.full(len(places), 12.0)
            at = rank + step
            if 0 <= at < len(self._order):
                other = self._name_of[self._order[at]]
                if other != self._name_of[mention]:
                    block = slice(self._first[other], self._first[other + 1])
                    likely = int(np.argmax(self._weights[block]))
                    near = np.log1p(distances_km(places, (self._block(other)[likely],))[:, 0])
            found.append(near)
        return found

    def _words(self, span: Span) -> list[float]:
        words = self._reading.words
        return [
            float(LABELS.index(span.entity)) if span.entity in LABELS else -1.0,
            group(words, span.first - 1), group(words, span.first - 2),
            group(words, span.stop), group(words, span.stop + 1),
            float(span.text.isupper()), float(span.first / max(1, len(words))),
        ]  # fmt: skip


def _contained(places: tuple[Found, ...], parents: tuple[Found, ...]) -> Floats:
    regions = {parent.id for parent in parents if parent.kind in {"region", "district"}}
    countries = {parent.country for parent in parents if parent.kind == "country"}
    return np.asarray([
        1.0 if (place.admin2 in regions and place.admin2 != place.id)
        or (place.admin1 in regions and place.admin1 != place.id)
        else 0.6 if place.country in countries and place.kind != "country" else 0.0
        for place in places
    ])  # fmt: skip


def _holding(places: tuple[Found, ...], children: tuple[Found, ...]) -> Floats:
    regions = {i for child in children for i in (child.admin1, child.admin2) if i and i != child.id}
    countries = {child.country for child in children if child.kind != "country"}
    return np.asarray([
        1.0 if place.id in regions
        else 0.6 if place.kind == "country" and place.country in countries else 0.0
        for place in places
    ])  # fmt: skip
