"""Train on some texts and try on others, until each was tried by a model that never saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.geoparse import training
from benchmarks.geoparse.corpora import Identity, Text, error_km
from benchmarks.geoparse.scoring import NEAR_KM, Guess, Score, add, add_resolved
from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.choosing import LEAST, choose, kind_of
from geo.geoparse.nonplaces.persons import no_places
from geo.geoparse.offering import take_up
from geo.geoparse.parsing import LIKELY
from geo.geoparse.places.rankfeatures import Weighed
from geo.geoparse.places.resolving import calibrated, rank, resolve
from geo.geoparse.places.senses import heed
from geo.geoparse.text.trees import Models, from_file

FOLDS = 5
AS_IT_IS = (1.0, 0.0)
"""A scale that changes nothing."""
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


Documents = Sequence[tuple[Weighed, np.ndarray]]


def run(
    texts: Sequence[Text], splits: Sequence[Split], identity: Identity
) -> tuple[dict[str, Score], dict[int, list[Guess]]]:
    """Return the figures of each set, and what was found in each text."""
    scores = {text.set: Score() for text in texts}
    documents = training.weighed(texts, identity)
    best: dict[int, dict[int, Found]] = {}
    raw = held_out(texts, splits, documents, best)
    found = _settled(texts, splits, raw, identity)
    for number, settled in found.items():
        text, score = texts[number], scores[texts[number].set]
        add(score, text, settled, identity)
        add_resolved(score, training.gold_spans(text)[1], best[number], identity)
    return scores, found


def held_out(
    texts: Sequence[Text], splits: Sequence[Split], documents: Documents,
    best: dict[int, dict[int, Found]] | None = None,
) -> dict[int, list[Guess]]:  # fmt: skip
    """Return what is found in each text by models that never saw it, scores as they are.

    Parameters
    ----------
    best
        Filled with the places chosen for each text's marked stretches.
    """
    raw: dict[int, list[Guess]] = {}
    for train, test in splits:
        models = from_file(
            training.recogniser([texts[number] for number in train])
            | training.resolver([documents[number] for number in train])
            | {"resolve_scale": np.asarray(AS_IT_IS)}
        )
        for number in test:
            raw[number] = list(guesses(texts[number], models))
            document = documents[number][0]
            if best is not None:
                chances = models.resolve.chances(document.rows) if document.names else None
                spans, _ = training.gold_spans(texts[number])
                ranked = {} if chances is None else rank(document, chances)
                ranked = heed(texts[number].reading, spans, ranked)
                best[number] = {mention: one.places[0] for mention, one in ranked.items()}
    return raw


def guesses(text: Text, models: Models) -> Iterator[Guess]:
    """Do with given models what `geo.geoparse.parse` does, but keep unlikely places."""
    chances = models.recognise.chances(text.rows)
    others = no_places(text.reading, text.spans, chances)
    chances = take_up(text.reading, text.spans, chances, others)
    chosen = choose(text.spans.all, chances, LEAST)
    spans = tuple(text.spans.all[number] for number in chosen)
    ranked = resolve(text.reading, spans, text.spans.found, models)
    for number, span in enumerate(spans):
        one = ranked.get(number)
        place = one.places[0] if one else None
        kind = kind_of(text.reading, span, place, text.spans.found.get(span.key, []))
        chance = float(chances[chosen[number]])
        yield Guess(span.start, span.end, kind, place, one.scores[0] if one else 0.0, chance)


def judged(
    texts: Sequence[Text], raw: dict[int, list[Guess]], numbers: Sequence[int], identity: Identity
) -> list[tuple[float, bool]]:
    """Return (score, whether it is right) of the places of some texts' marked mentions."""
    pairs = []
    for number in numbers:
        gold = {(m.start, m.end): m for m in texts[number].gold if m.lon is not None}
        for guess in raw.get(number, ()):
            mark = gold.get((guess.start, guess.end))
            if mark is not None and guess.place is not None:
                right = error_km(guess.place, mark) <= NEAR_KM or identity.same(guess.place, mark)
                pairs.append((guess.likelihood, right))
    return pairs


def _settled(
    texts: Sequence[Text], splits: Sequence[Split], raw: dict[int, list[Guess]], identity: Identity
) -> dict[int, list[Guess]]:
    """Calibrate the scores of each split by the other splits', and drop the unlikely places."""
    found: dict[int, list[Guess]] = {}
    for train, test in splits:
        slope, offset = training.calibration(judged(texts, raw, train, identity)).tolist()
        for number in test:
            found[number] = []
            for guess in raw[number]:
                score = calibrated(guess.likelihood, (slope, offset)) if guess.place else 0.0
                place = guess.place if score >= LIKELY else None
                found[number].append(replace(guess, place=place, likelihood=score))
    return found
