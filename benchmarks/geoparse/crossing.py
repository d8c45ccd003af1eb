"""Train on some texts and try on others, until each was tried by a model that never saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.geoparse import training
from benchmarks.geoparse.corpora import Identity, Text
from benchmarks.geoparse.scoring import Guess, Score, add, add_resolved
from geo.geoparse.choosing import LEAST, choose, kind_of
from geo.geoparse.parsing import LIKELY
from geo.geoparse.resolving import rank, resolve
from geo.geoparse.trees import Forest

FOLDS = 5
Split = tuple[list[int], list[int]]


def folds(texts: Sequence[Text], seed: int = 0) -> list[Split]:
    """Split so that texts of one group stay together, each text tried once."""
    groups = sorted({text.group for text in texts})
    order = np.random.default_rng(seed).permutation(len(groups))
    fold_of = {groups[number]: place % FOLDS for place, number in enumerate(order)}
    return [
        (
            [n for n, text in enumerate(texts) if fold_of[text.group] != fold],
            [n for n, text in enumerate(texts) if fold_of[text.group] == fold],
        )
        for fold in range(FOLDS)
    ]  # fmt: skip


def across(texts: Sequence[Text]) -> list[Split]:
    """Split so that each set is tried by a model trained on the other sets alone."""
    sets = dict.fromkeys(text.set for text in texts)
    return [
        (
            [n for n, text in enumerate(texts) if text.set != name],
            [n for n, text in enumerate(texts) if text.set == name],
        )
        for name in sets
    ]  # fmt: skip


def run(
    texts: Sequence[Text], splits: Sequence[Split], identity: Identity
) -> tuple[dict[str, Score], dict[int, list[Guess]]]:
    """Return the figures of each set, and what was found in each text."""
    documents = training.weighed(texts, identity)
    scores = {text.set: Score() for text in texts}
    found: dict[int, list[Guess]] = {}
    for train, test in splits:
        seen = [texts[number] for number in train]
        recognise = training.forest(training.recogniser(seen), "recognise")
        resolver = training.resolver([documents[number] for number in train])
        resolve_ = training.forest(resolver, "resolve")
        for number in test:
            text = texts[number]
            found[number] = list(guesses(text, recognise, resolve_))
            add(scores[text.set], text, found[number], identity)
            document = documents[number][0]
            best = {}
            if document.names:
                ranked = rank(document, resolve_.chances(document.rows))
                best = {mention: one.places[0] for mention, one in ranked.items()}
            add_resolved(scores[text.set], training.gold_spans(text)[1], best, identity)
    return scores, found


def guesses(text: Text, recognise: Forest, resolver: Forest) -> Iterator[Guess]:
    """Do with given forests what `geo.geoparse.parse` does."""
    chances = recognise.chances(text.rows)
    spans = tuple(text.spans.all[number] for number in choose(text.spans.all, chances, LEAST))
    ranked = resolve(text.reading, spans, text.spans.found, resolver)
    for number, span in enumerate(spans):
        one = ranked.get(number)
        place = one.places[0] if one and one.scores[0] >= LIKELY else None
        kind = kind_of(text.reading, span, place, text.spans.found.get(span.key, []))
        yield Guess(span.start, span.end, kind, place, one.scores[0] if one else 0.0)
