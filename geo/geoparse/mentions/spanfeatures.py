"""Describe a stretch of text in numbers, for the model that says whether it names a place."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import ABBREVIATION, DEMONYM, OTHER, PRIMARY, SHORT
from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, MEANING, PATTERNS, group

LABELS: Final = (
    "", "GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW",
    "LANGUAGE", "DATE", "CARDINAL",
)  # fmt: skip
KINDS: Final = (
    "country", "region", "district", "city", "area", "continent", "river", "lake", "sea",
    "mountains", "island", "historic",
)  # fmt: skip
_LABEL: Final = {label: float(number) for number, label in enumerate(LABELS)}
_PLACES: Final = ("GPE", "LOC", "FAC", "NORP")
_ADJECTIVE: Final = re.compile(r"(?:an|ian|ese|ish|ic|i|ans|ians|is)$")
_NOWHERE_DEG: Final = 400.0
_LARGE: Final = 200_000
_LONGEST_RUN: Final = 12
_LONGEST_DATELINE: Final = 12
_DATELINE_ENDS: Final = frozenset({"—", "–", "--", "-", ":", "―"})

Floats = npt.NDArray[np.float32]


def describe(reading: Reading, spans: Spans) -> Floats:
    """Return one row of numbers a span."""
    document = _survey(reading, spans)
    beside = _SpanNeighbours(reading, spans)
    rows = [
        [
            *_form(span, reading.words[span.first : span.stop]),
            *_context(reading, span),
            *_names(span, spans.found.get(span.key, [])),
            *beside.describe(span),
            *document.describe(reading, span, spans.found.get(span.key, [])),
        ]
        for span in spans.all
    ]
    return np.asarray(rows, np.float32)


_OWN: Final = 3.5
_SEAT: Final = 1.5
_BONUS: Final = {"country": 4.0, "region": 1.0, "district": -0.5, "lake": -1.0}
_LESS: Final = (0.0, 0.3, 0.5, 1.0, 0.2)
"""By how the name is meant: see `geo.gazetteer.world.tables.PRIMARY` and its neighbours."""


def importance(place: Found) -> float:
    """Return how likely a place is meant when its name stands alone."""
    weight = math.log10(place.population + 10) + math.log10(place.fame + 1)
    if place.id < 0 and place.kind != "lake":
        return weight + _OWN  # what our own tables name is much in the news
    bonus = _SEAT if place.capital else _BONUS.get(place.kind, 0.0)
    return weight + bonus - _LESS[place.how]


# --- the words themselves and those around ----------------------------------------------------


def _form(span: Span, words: tuple[str, ...]) -> list[float]:
    text, first, last = span.text, words[0].lower(), words[-1].lower()
    return [
        float(len(words)), float(len(text)), float(text.isupper()), float(text.endswith(".")),
        float("." in text[:-1]), float("-" in text), float(any(c.isdigit() for c in text)),
        float(sum(word[:1].isupper() for word in words)), float(last in PATTERNS["street"]),
        float(last in PATTERNS["nature_after"]), float(first in PATTERNS["nature_before"]),
        float(last in GROUPS["organ"]),
        float(any(word.lower() in PATTERNS["links"] for word in words)),
        float(first == "the"), float(span.pattern == "street"), float(span.pattern == "nature"),
        float(bool(_ADJECTIVE.search(text))), float(text.endswith("s")),
        float(first in GROUPS["title"]), float(words[-1].isalpha() and words[-1].islower()),
    ]  # fmt: skip


def _context(reading: Reading, span: Span) -> list[float]:
    words, sentences = reading.words, reading.sentences
    before, after = span.first - 1, span.stop
    left, right = _run(reading, span)
    starts = span.first == 0 or sentences[before] != sentences[span.first]
    over = _entity_at(reading, span.first)
    return [
        _LABEL.get(span.entity, 0.0), float(span.whole),
        _label(reading, span.first), _label(reading, span.stop - 1),
        float(over[1] - over[0]) if over else 0.0, float(span.first - over[0]) if over else -1.0,
        float(over[1] - span.stop) if over else -1.0,
        group(words, before), group(words, before - 1), group(words, after),
        group(words, after + 1), _capital(words, before), _capital(words, after),
        _label(reading, before), _label(reading, after),
        float(span.first - left), float(right - span.stop), float(starts),
        float(sentences[span.first]), span.start / max(1, len(reading.text)),
        float(right < len(words) and words[right].lower() in GROUPS["organ"]),
        float(right > span.stop and words[right - 1].lower() in GROUPS["organ"]),
        float(left < span.first and words[left].lower() in GROUPS["title"]),
        in_dateline(reading, span),
    ]  # fmt: skip


def in_dateline(reading: Reading, span: Span, longest: int = _LONGEST_DATELINE) -> float:
    """Say whether a span stands in a dateline: *ALAT, Azerbaijan (AP) —*; 2 for its first name."""
    words, sentences = reading.words, reading.sentences
    first = span.first
    while first and sentences[first - 1] == sentences[span.first]:
        first -= 1
        if span.first - first > longest:
            return 0.0
    while first < span.first and words[first].isspace():  # the empty line before it
        first += 1
    if not words[first].isupper() or len(words[first]) < 2:
        return 0.0
    for at in range(first, min(first + longest, len(words))):
        word = words[at]
        if word in _DATELINE_ENDS and not span.first < at < span.stop - 1:  # RAS AL-KHAIMAH
            return 0.0 if at < span.stop else 2.0 if span.first == first else 1.0
        if word[:1].islower() or sentences[at] != sentences[first]:
            return 0.0
    return 0.0


def _run(reading: Reading, span: Span) -> tuple[int, int]:
    """Return where the run of capitalised words around a span begins and ends."""
    words, sentences = reading.words, reading.sentences
    left, right, here = span.first, span.stop, sentences[span.first]
    least, most = max(0, left - _LONGEST_RUN), min(len(words), right + _LONGEST_RUN)
    while left > least and words[left - 1][:1].isupper() and sentences[left - 1] == here:
        left -= 1
    while right < most and words[right][:1].isupper() and sentences[right] == here:
        right += 1
    return left, right


def _capital(words: tuple[str, ...], at: int) -> float:
    return float(0 <= at < len(words) and words[at][:1].isupper())


def _label(reading: Reading, at: int) -> float:
    return _LABEL.get(reading.labels[at], 0.0) if 0 <= at < len(reading.labels) else -1.0


def _entity_at(reading: Reading, word: int) -> tuple[int, int, str] | None:
    at = bisect_right(reading.entities, (word, len(reading.words), ""))
    over = reading.entities[at - 1] if at else None
    return over if over and over[0] <= word < over[1] else None


# --- what the gazetteer knows -----------------------------------------------------------------


def _names(span: Span, found: list[Found]) -> list[float]:
    if not found:
        return [0.0] + [-1.0] * (10 + len(KINDS) + 5)
    best = max(found, key=importance)
    same = [place.population for place in found if place.name == span.text]
    hows = Counter(place.how for place in found)
    kinds = {place.kind for place in found}
    return [
        float(len(found)), importance(best), math.log10(best.population + 1),
        math.log10(best.fame + 1), float(bool(same)), math.log10(max(same, default=0) + 1),
        float(len({place.country for place in found})),
        float(any(place.capital for place in found)), float(span.key == fold(span.text)),
        float(KINDS.index(best.kind)) if best.kind in KINDS else 20.0, float(min(hows)),
        *(float(kind in kinds) for kind in KINDS),
        *(float(hows[how]) for how in (PRIMARY, OTHER, SHORT, ABBREVIATION, DEMONYM)),
    ]  # fmt: skip


class _SpanNeighbours:
    """Compare a span with the names that touch it: *Paris, Texas*, and longer or shorter ones."""

    def __init__(self, reading: Reading, spans: Spans) -> None:
        self._words, self._found = reading.words, spans.found
        self._by_first: dict[int, list[Span]] = defaultdict(list)
        self._by_stop: dict[int, list[Span]] = defaultdict(list)
        for span in spans.all:
            if span.key in spans.found:
                self._by_first[span.first].append(span)
                self._by_stop[span.stop].append(span)

    def describe(self, span: Span) -> list[float]:
        """Return the part of a span's row that its neighbours make."""
        words, found = self._words, self._found.get(span.key, [])
        comma_after = span.stop < len(words) and words[span.stop] == ","
        comma_before = span.first > 0 and words[span.first - 1] == ","
        after = self._by_first.get(span.stop + 1, []) if comma_after else []
        before = self._by_stop.get(span.first - 1, []) if comma_before else []
        begins, ends = self._by_first.get(span.first, []), self._by_stop.get(span.stop, [])
        longer = [other for other in begins if other.stop > span.stop]
        longer += [other for other in ends if other.first < span.first]
        shorter = [other for other in begins if other.stop < span.stop]
        return [
            float(_any_within(found, self._places(after))),
            float(_any_within(self._places(before), found)),
            float(bool(after)), float(bool(before)), float(bool(longer)),
            max(map(importance, self._places(longer)), default=-1.0),
            max(map(importance, self._places(shorter)), default=-1.0),
            float(any(other.whole for other in longer)),
        ]  # fmt: skip

    def _places(self, spans: list[Span]) -> list[Found]:
        return [place for span in spans for place in self._found[span.key]]


def _any_within(places: list[Found], parents: list[Found]) -> bool:
    """Say whether any place lies in any of the regions and countries among others."""
    regions = {parent.id for parent in parents if parent.kind in {"region", "district"}}
    countries = {parent.country for parent in parents if parent.kind == "country"}
    return any(
        place.kind != "country"
        and (
            place.country in countries
            or (place.id not in regions and not regions.isdisjoint((place.admin1, place.admin2)))
        )
        for place in places
    )


# --- what the whole text says -----------------------------------------------------------------


@dataclass(slots=True)
class _Document:
    """Hold what the whole text says about each name."""

    counts: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wheres: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    organs: Counter[str] = field(default_factory=Counter)
    streets: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    anchors: list[tuple[float, float]] = field(default_factory=list)

    def describe(self, reading: Reading, span: Span, found: list[Found]) -> list[float]:
        """Return the part of a span's row that the whole text makes."""
        labels = self.labels[span.key]
        total = max(1, sum(labels.values()))
        lowered = [word.lower() for word in reading.words[span.first : span.stop]]
        most = max(self.countries.values(), default=0)
        near = max((self.countries[place.country] for place in found if place.country), default=0)
        distance = min(
            (abs(p.lon - lon) + abs(p.lat - lat) for p in found for lon, lat in self.anchors[:40]),
            default=_NOWHERE_DEG,
        )
        return [
            float(total), sum(labels[name] for name in _PLACES) / total,
            (labels["PERSON"] + labels["in PERSON"]) / total,
            (labels["ORG"] + labels["in ORG"]) / total, self.wheres[span.key] / total,
            float(self.persons[lowered[-1]]), float(self.persons[lowered[0]]),
            float(self.organs[span.key]), float(self.streets[span.key]),
            float(sum(self.lower[word] for word in lowered)), near / max(1, most),
            float(len(self.countries)), min(distance, _NOWHERE_DEG),
        ]  # fmt: skip


def _survey(reading: Reading, spans: Spans) -> _Document:
    """Read the whole text once for what it says about its names."""
    document, words = _Document(), reading.words
    document.lower.update(word for word in words if word[:1].islower())
    for first, stop, label in reading.entities:
        if label == "PERSON" and stop - first > 1:
            document.persons.update(word.lower() for word in words[first:stop])
    for span in spans.all:
        key, follows = span.key, words[span.stop] if span.stop < len(words) else ""
        document.labels[key][span.entity or f"in {reading.labels[span.first]}"] += 1
        document.wheres[key] += bool(
            span.first and words[span.first - 1].lower() in MEANING["where"]
        )
        document.organs[key] += follows[:1].isupper() and follows.lower() in GROUPS["organ"]
        document.streets[key] += follows.lower() in PATTERNS["street"]
        if span.entity == "GPE" and key in spans.found:
            _anchor(document, spans.found[key])
    return document


def _anchor(document: _Document, found: list[Found]) -> None:
    """Note where a place lies that can hardly be another."""
    best = max(found, key=importance)
    if best.kind in {"country", "region"} or best.population >= _LARGE:
        if best.country:
            document.countries[best.country] += 1
        document.anchors.append((best.lon, best.lat))
