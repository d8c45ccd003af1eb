"""Train and score the forest that tells names of places that the gazetteer lacks.

`gold/unlisted.txt` holds invented news of small places, and of what stands where they might; every
place in it is in double square brackets. The annotated sets give more examples, and the articles
of ``focus`` those labelled as in no gazetteer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm as lgb
import numpy as np

from benchmarks.geoparse import training
from benchmarks.geoparse.corpora import FILES, OWN
from benchmarks.geoparse.stamping import write
from geo.gazetteer.world import lookup as world
from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import DEMONYM
from geo.geoparse.mentions.choosing import choose
from geo.geoparse.mentions.spanfeatures import describe, importance
from geo.geoparse.mentions.spans import candidates
from geo.geoparse.nonplaces.persons import no_places
from geo.geoparse.offering import take_up
from geo.geoparse.text.reading import read
from geo.geoparse.text.trees import UNLISTED, models
from geo.geoparse.text.words import GROUPS, RUNS
from geo.geoparse.unlisted import nameparts
from geo.geoparse.unlisted.names import LIKELY
from geo.geoparse.unlisted.runfeatures import Surroundings
from geo.geoparse.unlisted.runs import runs

GOLD = OWN.parent / "unlisted.txt"
SETTINGS = training.SETTINGS | {"num_leaves": 31, "min_data_in_leaf": 20}
TREES = 400
FOLDS = 8
WEIGHTS = {"gold": 2.0, "focus": 2.0, "own": 1.0, "GeoVirus": 0.5, "LGL": 0.5}
_MARK = re.compile(r"\[\[([^][]+)\]\]")
_SAME = 0.6
"""How much of a run and a mark together both must share to be one name."""
_WELL_KNOWN = ((8.0, 0.1), (6.5, 0.3))
"""How important a name is from which on it counts less: it tells little of unknown ones."""


@dataclass(frozen=True)
class Example:
    """Hold one run of capitalised words."""

    set: str
    text: int
    """Number of the text it stands in."""
    row: np.ndarray
    place: bool
    weight: float
    listed: bool
    """Whether it was found without this forest."""
    shown: str


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: str


def examples(folder: Path) -> Iterator[Example]:
    """Yield the runs of all texts, but for those that say nothing: peoples, parts of names."""
    for number, (name, text, marks) in enumerate(_texts(folder)):
        yield from _of_text(name, number, text, marks)


def _texts(folder: Path) -> Iterator[tuple[str, str, list[_Mark]]]:
    for marked in GOLD.read_text(encoding="utf-8").split("\n--\n"):
        yield ("gold", *_unmarked(marked.strip()))
    focus = folder.parent / "focus" / "articles-dev.jsonl"
    files = {"focus": focus, **{name: folder / file for name, file in FILES.items()}, "own": OWN}
    for name, path in files.items():
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        for line in filter(None, lines):
            record = json.loads(line)
            yield name, record["text"], [
                _Mark(one["start"], one["end"], one.get("meaning") or one.get("kind") or "literal")
                for one in record["toponyms"]
            ]  # fmt: skip


def _unmarked(marked: str) -> tuple[str, list[_Mark]]:
    text, after, marks = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[after : mark.start()]
        marks.append(_Mark(len(text), len(text) + len(mark[1]), "literal"))
        text += mark[1]
        after = mark.end()
    return text + marked[after:], marks


def _of_text(name: str, number: int, text: str, marks: list[_Mark]) -> Iterator[Example]:
    reading = read(text)
    every = list(runs(reading))
    if not every:
        return
    spans = candidates(reading)
    chances = models().recognise.chances(describe(reading, spans))
    chances = take_up(reading, spans, chances, no_places(reading, spans, chances))
    chosen = [spans.all[at] for at in choose(spans.all, chances)]
    fame = {
        (span.first, span.stop): max(map(importance, found), default=0.0)
        for span in chosen
        if (found := _named(spans.found.get(span.key, [])))
    }  # fmt: skip
    rows = Surroundings(reading, every, fame).describe(every)
    for (first, stop), row in zip(every, rows, strict=True):
        start, end = reading.starts[first], reading.end(stop - 1)
        over = [mark for mark in marks if mark.start < end and start < mark.end]
        place = _judged(start, end, over)
        if place is None or (name in FILES and not place and _of_taste(reading.words[stop - 1])):
            continue
        known = max((v for (a, b), v in fame.items() if a < stop and first < b), default=0.0)
        share = next((less for least, less in _WELL_KNOWN if known > least), 1.0)
        yield Example(
            name, number, row, place, WEIGHTS[name] * share,
            any(span.first < stop and first < span.stop for span in chosen),
            f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}",
        )  # fmt: skip


def _named(found: Sequence[Found]) -> list[Found]:
    return [place for place in found if place.how != DEMONYM]


def _judged(start: int, end: int, over: Sequence[_Mark]) -> bool | None:
    """Say whether a run is a place by the marks it shares letters with, or that none can say."""
    for mark in over:
        shared = min(end, mark.end) - max(start, mark.start)
        if shared / (max(end, mark.end) - min(start, mark.start)) > _SAME:
            return None if mark.kind == "demonym" else mark.kind in {"literal", "metonym"}
        if mark.kind in {"literal", "demonym"}:
            return None
    return False


def _of_taste(last: str) -> bool:
    """Say whether some would mark it and some would not: a road, a school."""
    return any(last.lower() in words for words in (GROUPS["street"], RUNS["facilities"]))


def train(folder: Path) -> int:
    """Keep the forest made of all examples."""
    names = (name for (name,) in world.ask("SELECT DISTINCT folded FROM name", ()))
    parts = nameparts.counted(names)
    write(UNLISTED, parts)  # which the examples are described with
    every = list(examples(folder))
    booster = _booster(every)
    forest = {f"unlisted_{part}": array for part, array in training.arrays(booster).items()}
    write(UNLISTED, forest | parts)
    print(f"{UNLISTED.name}: {UNLISTED.stat().st_size:,} bytes, from {len(every):,} runs")
    return score(every)


def score(every: Sequence[Example]) -> int:
    """Print how well names are told by forests that never saw their texts."""
    fold_of = np.random.default_rng(3).integers(0, FOLDS, 1 + max(one.text for one in every))
    chances = np.zeros(len(every))
    folds = np.asarray([fold_of[one.text] for one in every])
    rows = np.asarray([one.row for one in every])
    for fold in range(FOLDS):
        booster = _booster([one for one, at in zip(every, folds, strict=True) if at != fold])
        chances[folds == fold] = booster.predict(rows[folds == fold])
    for name in WEIGHTS:
        here = [
            (one, chance) for one, chance in zip(every, chances, strict=True)
            if one.set == name and not one.listed
        ]  # fmt: skip
        taken = [one.place for one, chance in here if chance >= LIKELY]
        right, places = sum(taken), sum(one.place for one, _ in here)
        print(
            f"{name:9} unlisted places {places:4} P {right / max(1, len(taken)):.3f}"
            f" R {right / max(1, places):.3f}"
        )
    return 0


def _booster(every: Sequence[Example]) -> lgb.Booster:
    data = lgb.Dataset(
        np.asarray([one.row for one in every], np.float64),
        np.asarray([one.place for one in every], float),
        weight=np.asarray([one.weight for one in every]),
    )
    return lgb.train(SETTINGS, data, TREES)
