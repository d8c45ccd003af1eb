"""Score recognition and resolution as the literature does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.geoparse.corpora import COUNTS_DEMONYMS, Gold, Identity, Text, error_km
from geo.gazetteer.world.lookup import Found

NEAR_KM = 161.0
WORST_KM = 20_038.0
"""Half the way round the Earth: the error of a mention that was not resolved."""


@dataclass(frozen=True)
class Guess:
    """One mention that the parser found."""

    start: int
    end: int
    kind: str
    place: Found | None
    likelihood: float = 0.0
    """Of the place."""
    chance: float = 0.0
    """That it names a place at all."""


@dataclass
class Counts:
    """How many were right, how many were found, how many should have been."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Return the share of what should have been found that was."""
        return self.right / max(1, self.wanted)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.wanted)


@dataclass
class Score:
    """All figures of one set."""

    recognition: Counts = field(default_factory=Counts)
    strict: Counts = field(default_factory=Counts)
    """End to end: the stretch and a point within 161 km."""
    identity: Counts = field(default_factory=Counts)
    """End to end: the stretch and the place, wherever its point."""
    errors_km: list[float] = field(default_factory=list)
    """On marked stretches."""
    same: list[bool] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Return accuracy@161 km on marked stretches; the unresolved are wrong."""
        return float(np.mean(np.asarray(self.errors_km) <= NEAR_KM))

    @property
    def accuracy_by_identity(self) -> float:
        """Return the same where the right country or sea counts wherever its point."""
        near = np.asarray(self.errors_km) <= NEAR_KM
        return float(np.mean(near | np.asarray(self.same)))

    @property
    def mean_km(self) -> float:
        """Return the mean error on marked stretches."""
        return float(np.mean(self.errors_km))

    @property
    def median_km(self) -> float:
        """Return the median error on marked stretches."""
        return float(np.median(self.errors_km))

    @property
    def auc(self) -> float:
        """Return the area under the curve of log errors, 0 best, 1 worst."""
        logs = sorted(math.log1p(error) / math.log1p(WORST_KM) for error in self.errors_km)
        return float(np.trapezoid(logs, dx=1 / max(1, len(logs) - 1)))


def counts(set_: str, guess: Guess) -> bool:
    """Say whether a set's people would have marked what was found."""
    return set_ in COUNTS_DEMONYMS or guess.kind not in {"demonym", "road"}


def add(score: Score, text: Text, guesses: Iterable[Guess], identity: Identity) -> None:
    """Count a text's mentions, found from the text alone."""
    gold = {(mark.start, mark.end): mark for mark in text.gold}
    counted = [guess for guess in guesses if counts(text.set, guess)]
    score.recognition.found += len(counted)
    score.recognition.wanted += len(gold)
    score.recognition.right += sum((guess.start, guess.end) in gold for guess in counted)
    placed = {key: mark for key, mark in gold.items() if mark.lon is not None}
    for part in (score.strict, score.identity):
        part.wanted += len(placed)
    for guess in counted:
        mark = gold.get((guess.start, guess.end))
        if guess.place is None or (mark is not None and mark.lon is None):
            continue
        near = mark is not None and error_km(guess.place, mark) <= NEAR_KM
        for part in (score.strict, score.identity):
            part.found += 1
        score.strict.right += near
        score.identity.right += near or (mark is not None and identity.same(guess.place, mark))


def add_resolved(
    score: Score, golds: Sequence[Gold], places: dict[int, Found], identity: Identity
) -> None:
    """Count the places chosen for marked stretches."""
    for number, gold in enumerate(golds):
        place = places.get(number)
        score.errors_km.append(WORST_KM if place is None else error_km(place, gold))
        score.same.append(place is not None and identity.same(place, gold))
