"""Write the figures down as a page, beside those that others published."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.common import ROOT
from benchmarks.geoparse import meanings
from benchmarks.geoparse.corpora import COUNTS_DEMONYMS, Identity, Text, error_km
from benchmarks.geoparse.faults import MEND
from benchmarks.geoparse.scoring import NEAR_KM, Guess, Score

PAGE = ROOT / "docs" / "geoparsing.md"
PARTS = Path(__file__).parent / "geoparsing.md.txt"
"""What the page says besides its figures."""

TARGETS = {
    "LGL": (0.82, 0.85, None, 0.74),
    "GeoVirus": (0.88, 0.84, 0.92, 0.84),
    "own": (None, None, None, 0.85),
}
"""Recognition F1; A@161 on marked stretches, strict and by identity; end to end F1, strict."""
NAMES = {"LGL": "LGL (half)", "GeoVirus": "GeoVirus", "own": "Caucasus (our own)"}


def page(
    texts: Sequence[Text], folds: Mapping[str, Score], across: Mapping[str, Score],
    found: Mapping[int, Sequence[Guess]], faults: Mapping[str, Counter[str]],
    speed: Iterable[tuple[str, str]], identity: Identity, size: int,
) -> str:  # fmt: skip
    """Return the whole page."""
    return PARTS.read_text(encoding="utf-8").format(
        sets=_sets(texts),
        targets=_targets(folds),
        recognition=_recognition(folds),
        resolution=_resolution(folds),
        ends=_ends(folds),
        across=_across(across),
        faults=_faults(faults),
        calibration=_calibration(texts, found, identity),
        meanings=_meanings(),
        speed="\n".join(f"| {name} | {figure} |" for name, figure in speed),
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
        day=dt.date.today().isoformat(),
        size=f"{size / 1e6:.2f}",
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(head), "|".join(["---"] * len(head)), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" if "---" not in line else f"|{line}|" for line in lines)


def _sets(texts: Sequence[Text]) -> str:
    rows = []
    for name in dict.fromkeys(text.set for text in texts):
        mine = [text for text in texts if text.set == name]
        gold = [mark for text in mine for mark in text.gold]
        placed = sum(mark.lon is not None for mark in gold)
        counted = "places, demonyms, roads" if name in COUNTS_DEMONYMS else "places"
        rows.append((NAMES[name], str(len(mine)), str(len(gold)), str(placed), counted))
    return _table(("set", "texts", "marked", "with a point", "what is counted"), rows)


def _targets(folds: Mapping[str, Score]) -> str:
    rows = []
    for name, score in folds.items():
        values = (
            score.recognition.f1, score.accuracy, score.accuracy_by_identity, score.strict.f1,
        )  # fmt: skip
        labels = (
            "recognition, exact stretches: F1", "resolution on marked stretches: A@161, strict",
            "resolution on marked stretches: A@161, by identity", "end to end: F1, strict",
        )  # fmt: skip
        for label, value, target in zip(labels, values, TARGETS[name], strict=True):
            if target is not None:
                met = "met" if value >= target else "**missed**"
                rows.append((NAMES[name], label, f"{value:.3f}", f"{target:.2f}", met))
    return _table(("set", "figure", "Dateline", "target", ""), rows)


def _recognition(folds: Mapping[str, Score]) -> str:
    parts = {name: score.recognition for name, score in folds.items()}
    return _table(
        ("set", "precision", "recall", "F1"),
        (
            (NAMES[name], f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}")
            for name, one in parts.items()
        ),
    )


def _resolution(folds: Mapping[str, Score]) -> str:
    return _table(
        ("set", "A@161 strict", "A@161 by identity", "mean error", "median error", "AUC"),
        (
            (
                NAMES[name], f"{one.accuracy:.3f}", f"{one.accuracy_by_identity:.3f}",
                f"{one.mean_km:.0f} km", f"{one.median_km:.1f} km", f"{one.auc:.3f}",
            )
            for name, one in folds.items()
        ),
    )  # fmt: skip


def _ends(folds: Mapping[str, Score]) -> str:
    return _table(
        ("set", "precision", "recall", "F1", "F1 by identity"),
        (
            (
                NAMES[name], f"{one.strict.precision:.3f}", f"{one.strict.recall:.3f}",
                f"{one.strict.f1:.3f}", f"{one.identity.f1:.3f}",
            )
            for name, one in folds.items()
        ),
    )  # fmt: skip


def _across(across: Mapping[str, Score]) -> str:
    return _table(
        ("set", "recognition F1", "A@161 strict", "by identity", "end to end F1", "by identity"),
        (
            (
                NAMES[name], f"{one.recognition.f1:.3f}", f"{one.accuracy:.3f}",
                f"{one.accuracy_by_identity:.3f}", f"{one.strict.f1:.3f}", f"{one.identity.f1:.3f}",
            )
            for name, one in across.items()
        ),
    )  # fmt: skip


def _faults(faults: Mapping[str, Counter[str]]) -> str:
    kinds = [kind for kind in MEND if any(counter[kind] for counter in faults.values())]
    rows = [
        (kind, *(str(counter[kind]) for counter in faults.values()), MEND[kind]) for kind in kinds
    ]
    return _table(("fault", *(NAMES[name] for name in faults), "what would mend it"), rows)


def _calibration(
    texts: Sequence[Text], found: Mapping[int, Sequence[Guess]], identity: Identity
) -> str:
    """Return how often mentions and places of each score were right."""
    mentions: dict[int, list[bool]] = {}
    places: dict[int, list[bool]] = {}
    for number, guesses in found.items():
        gold = {(mark.start, mark.end): mark for mark in texts[number].gold}
        for guess in guesses:
            mark = gold.get((guess.start, guess.end))
            mentions.setdefault(_bin(guess.chance), []).append(mark is not None)
            if mark is not None and mark.lon is not None and guess.place is not None:
                right = error_km(guess.place, mark) <= NEAR_KM or identity.same(guess.place, mark)
                places.setdefault(_bin(guess.likelihood), []).append(right)
    rows = []
    for bin_ in sorted({*mentions, *places}):
        rows.append(
            (f"{bin_ / 5:.1f}–{(bin_ + 1) / 5:.1f}", _share(mentions, bin_), _share(places, bin_))
        )
    return _table(("score", "mentions that are marked", "places that are right"), rows)


def _meanings() -> str:
    """Return how names are meant and how they were read, part by part."""
    rows = []
    kinds = ("literal", "metonym", "demonym")
    for part in meanings.PARTS:
        counted = meanings.confusion(part)
        for meant in kinds:
            counts = [str(counted[meant, read]) for read in (*kinds, "road", meanings.MISSED)]
            rows.append((part, meant, *counts))
        rows.append(
            (part, f"right: {meanings.accuracy(counted):.2f} of {counted.total()}", *[""] * 5)
        )
    return _table(("sentences", "meant", *kinds, "road", meanings.MISSED), rows)


def _bin(score: float) -> int:
    return min(4, int(score * 5))


def _share(bins: Mapping[int, list[bool]], bin_: int) -> str:
    values = bins.get(bin_)
    return f"{sum(values) / len(values):.2f} of {len(values)}" if values else "–"
