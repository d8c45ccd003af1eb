"""Read articles whose places a person labelled, and hand them over as a checker would have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.common import ROOT
from geo.crs import Bounds
from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, look_up, names_of
from geo.geoparse import Parsed, parse
from geo.prominence import Named, NamedPlace, PlacedArticle

DATA = ROOT.parent / "shared" / "focus"
FILE = "articles-dev.jsonl"
ORDER = ("main", "also", "aside", "none")
_POINT_KM = 0.5
_SAME_KM = 30.0
"""Of one name: nearer than this, they are one place."""
_KNOWN_KM = 60.0
_KINDS = {
    "town": "city", "village": "city", "camp": "city", "building": "spot", "other": "spot",
    "mountain": "mountains",
}  # fmt: skip
"""Of the labels, and as the gazetteer says it; the others are the same."""
_WIDE = frozenset({"country", "region", "sea", "river"})
"""Whose points may lie far apart, and whose kind the gazetteer knows better."""
_UNLISTED = {"region": ""}
"""What a region is that no gazetteer has: a ward, a valley, a constituency."""


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    name: str
    at: tuple[float, float] | None
    what: str
    role: str
    meaning: str = "literal"


@dataclass(frozen=True)
class Known:
    """What the gazetteer says of a labelled place."""

    id: int
    name: str
    at: tuple[float, float]
    kind: str
    country: str
    admin1: str
    population: int


@dataclass(frozen=True)
class Labelled:
    """One article, what was labelled in it, and what Dateline's parser says of its text."""

    id: str
    kind: str
    headline: str
    publisher: str
    published: str
    dateline: str | None
    text: str
    labels: tuple[Label, ...]
    main: tuple[str, ...]
    frame: Bounds
    parsed: Parsed

    @cached_property
    def places(self) -> list[list[Label]]:
        """The labels by place: of one name and near each other, or of one point."""
        found: list[list[Label]] = []
        for label in self.labels:
            if label.at is None:
                continue
            same = next((one for one in found if any(_same(label, other) for other in one)), None)
            if same is None:
                found.append([label])
            else:
                same.append(label)
        return found

    @property
    def roles(self) -> list[str]:
        """The role of each of `places`: the strongest of its mentions'."""
        return [min((one.role for one in group), key=ORDER.index) for group in self.places]

    @property
    def main_points(self) -> list[tuple[float, float]]:
        """Where the main places are: of each name the place that is labelled main."""
        return [
            one.at
            for group, role in zip(self.places, self.roles, strict=True)
            if role == "main"
            for one in group[:1]
            if one.at
        ]

    @cached_property
    def article(self) -> PlacedArticle:
        """The article with its places as labelled; how each is meant is the parser's word."""
        paragraphs = tuple(self.text.split("\n\n"))
        starts = np.cumsum([0, *(len(text) + 2 for text in paragraphs[:-1])]).tolist()
        places = tuple(
            self._place(f"p{number}", group, starts) for number, group in enumerate(self.places)
        )
        return PlacedArticle(self.headline, paragraphs, places)

    def _place(self, key: str, group: Sequence[Label], starts: Sequence[int]) -> NamedPlace:
        first = min(group, key=lambda one: one.start)
        known = self.known(group)
        wide = first.what in _WIDE
        kind = known.kind if known and wide else first.what
        if wide and not known:
            kind = _UNLISTED.get(kind, kind)
        mentions = tuple(self._named(label, starts) for label in group)
        name = next((m.text for m in mentions if m.kind == "literal"), first.name)
        return NamedPlace(
            key, name, first.at, _KINDS.get(kind, kind), known.country if known else "",
            known.admin1 if known else "", known.population if known else 0, mentions,
        )  # fmt: skip

    def _named(self, label: Label, starts: Sequence[int]) -> Named:
        paragraph = int(np.searchsorted(starts, label.start, side="right")) - 1
        start, end = label.start - starts[paragraph], label.end - starts[paragraph]
        return Named(paragraph, start, end, label.name, self._kind(label))

    def _kind(self, label: Label) -> str:
        """Return how the parser takes a name to be meant; as itself where it does not find it."""
        over = [m for m in self.parsed.mentions if m.start < label.end and label.start < m.end]
        return max(over, key=lambda m: min(m.end, label.end) - max(m.start, label.start)).kind \
            if over else "literal"  # fmt: skip

    def known(self, group: Sequence[Label]) -> Known | None:
        """Return what is known of a labelled place: the parser's choice, or the nearest."""
        spans = {(one.start, one.end) for one in group}
        for mention in self.parsed.mentions:
            if (mention.start, mention.end) in spans and mention.place is not None:
                one = mention.place
                if km(group[0].at, (one.lon, one.lat)) <= self._limit(group[0]):
                    return Known(
                        one.id, one.name, (one.lon, one.lat), one.kind, one.country, one.admin1,
                        one.population,
                    )  # fmt: skip
        names = {fold(one.name) for one in group}
        near = [
            (km(group[0].at, (place.lon, place.lat)), place)
            for found in look_up(names).values()
            for place in found
        ]
        away, place = min(near, key=lambda one: one[0], default=(np.inf, None))
        if place is None or away > self._limit(group[0]):
            return None
        return Known(
            place.id, place.name, (place.lon, place.lat), place.kind, place.country,
            _region(place), place.population,
        )  # fmt: skip

    @staticmethod
    def _limit(label: Label) -> float:
        return 1500.0 if label.what in _WIDE else _KNOWN_KM


def _region(place: Found) -> str:
    return names_of([place.admin1]).get(place.admin1, "") if place.admin1 != place.id else ""


def _same(one: Label, other: Label) -> bool:
    away = km(one.at, other.at)
    if away < _POINT_KM and one.what == other.what:
        first, second = one.name.casefold(), other.name.casefold()
        return one.what == "country" or first in second or second in first
    return one.name.casefold() == other.name.casefold() and away < _SAME_KM


def km(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Return the distance along the sphere."""
    assert one is not None and other is not None
    lon, lat, lon_, lat_ = np.radians([*one, *other])
    across = np.cos(lat) * np.cos(lat_) * np.sin((lon_ - lon) / 2) ** 2
    half = np.sin((lat_ - lat) / 2) ** 2 + across
    return float(2 * 6371.0 * np.arcsin(np.sqrt(min(1.0, half))))


def load(folder: Path) -> list[Labelled]:
    """Read the set; nothing where it is not there."""
    path = folder / FILE if folder.is_dir() else folder
    if not path.exists():
        return []
    lines = filter(None, path.read_text(encoding="utf-8").split("\n"))
    return [_labelled(json.loads(line)) for line in lines]


def _labelled(record: dict) -> Labelled:
    parsed = parse(
        record["text"], title=record["headline"], source_place=record["dateline"] or None
    )
    return Labelled(
        record["id"], record["kind"], record["headline"], record["publisher"],
        record["published"], record["dateline"], record["text"], tuple(_labels(record)),
        tuple(name.casefold() for name in record["focus"]["main"]),
        Bounds(*record["focus"]["frame"]), parsed,
    )  # fmt: skip


def _labels(record: dict) -> Iterator[Label]:
    for one in record["toponyms"]:
        at = None if one["lon"] is None else (one["lon"], one["lat"])
        yield Label(
            one["start"], one["end"], one["name"], at, one["what"], one["role"], one["meaning"]
        )
