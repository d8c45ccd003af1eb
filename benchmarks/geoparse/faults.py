"""Sort what went wrong by its kind, with what would mend each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.geoparse.corpora import Gold, Identity, Text, error_km, is_demonym
from benchmarks.geoparse.scoring import NEAR_KM, Guess, counts
from geo.gazetteer.world.lookup import Found, look_up
from geo.geoparse.mentions.spans import Span

MEND = {
    "missed: road or street": "a recogniser trained on addresses; Dateline maps none of them",
    "missed: part of an organisation's name": "nothing: the sets themselves differ (Norfolk High "
    "School)",
    "missed: a demonym or adjective": "more annotated text of this kind",
    "missed: another stretch was taken": "agreement on borders (North Texas or Texas)",
    "missed: unknown to the gazetteer": "parks, forests, quarters and hamlets in the gazetteer",
    "missed: other": "a larger language model",
    "too much: road or street": "the sets leave out many roads that stand beside marked ones",
    "too much: a demonym or adjective": "the sets mark some peoples and not others",
    "too much: borders differ": "agreement on borders",
    "too much: inside an organisation's name": "the sets differ",
    "too much: inside a person's name": "a larger language model",
    "too much: other": "a larger language model; some are places that the set leaves unmarked",
    "place: not in the gazetteer": "small places, parks and streams in the gazetteer",
    "place: another country's": "knowing where the article was published (source_place)",
    "place: another in the same country": "knowing where the article was published (source_place)",
    "place: the same by name, its point elsewhere": "nothing: a large area's point is a convention",
    "place: none likely enough": "knowing where the article was published (source_place)",
}


def sort(
    texts: Sequence[Text], found: Mapping[int, Sequence[Guess]], identity: Identity
) -> dict[str, Counter[str]]:
    """Return how often each kind of fault occurred in each set."""
    faults: dict[str, Counter[str]] = {text.set: Counter() for text in texts}
    for number, guesses in found.items():
        text = texts[number]
        counted = [guess for guess in guesses if counts(text.set, guess)]
        gold = {(mark.start, mark.end): mark for mark in text.gold}
        taken = {(guess.start, guess.end): guess for guess in counted}
        spans = {(span.start, span.end): span for span in text.spans.all}
        for key in gold.keys() - taken.keys():
            faults[text.set][_missed(text, key, spans.get(key), taken)] += 1
        for key in taken.keys() - gold.keys():
            faults[text.set][_too_much(text, taken[key], spans[key], gold)] += 1
        for key in gold.keys() & taken.keys():
            if gold[key].lon is not None:
                kind = _misplaced(taken[key].place, gold[key], spans[key].key, identity)
                faults[text.set][kind] += bool(kind)
    for counter in faults.values():
        counter.pop("", None)
    return faults


def _missed(text: Text, key: tuple[int, int], span: Span | None, taken: object) -> str:
    assert isinstance(taken, dict)
    if span is not None and span.pattern == "street":
        return "missed: road or street"
    if any(start < key[1] and key[0] < end for start, end in taken):
        return "missed: another stretch was taken"
    if span is None or span.key not in text.spans.found:
        return "missed: unknown to the gazetteer"
    if is_demonym(text.spans.found[span.key]):
        return "missed: a demonym or adjective"
    if text.reading.labels[span.first] == "ORG":
        return "missed: part of an organisation's name"
    return "missed: other"


def _too_much(text: Text, guess: Guess, span: Span, gold: object) -> str:
    assert isinstance(gold, dict)
    if any(start < guess.end and guess.start < end for start, end in gold):
        return "too much: borders differ"
    if guess.kind == "road":
        return "too much: road or street"
    if guess.kind == "demonym":
        return "too much: a demonym or adjective"
    label = text.reading.labels[span.first]
    if label == "ORG":
        return "too much: inside an organisation's name"
    return "too much: inside a person's name" if label == "PERSON" else "too much: other"


def _misplaced(place: Found | None, gold: Gold, key: str, identity: Identity) -> str:
    """Return what is wrong with a place, or nothing."""
    if place is not None and error_km(place, gold) <= NEAR_KM:
        return ""
    if place is not None and identity.same(place, gold):
        return "place: the same by name, its point elsewhere"
    known = look_up([key]).get(key, [])
    right = [one for one in known if error_km(one, gold) <= NEAR_KM or identity.same(one, gold)]
    if not right:
        return "place: not in the gazetteer"
    if place is None:
        return "place: none likely enough"
    same = any(one.country == place.country for one in right)
    return "place: another in the same country" if same else "place: another country's"
