"""Tell a government from its place: who acts in a clause, and with whom there are talks."""

from __future__ import annotations

import re
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import MEANING

_SEATS: Final = frozenset({"country", "region", "city", "group"})
_PAST: Final = re.compile(r"[a-z]{2,}ed")
_PRESENT: Final = re.compile(r"[a-z]{2,}(?<!s)s")
_ASIDE: Final = 6
"""Words of an aside (*, for its part,*) between a name and its verb."""
_BEFORE_VERB: Final = 5
"""Words of *has not yet* and the like, and the verb."""
_TIES: Final = 4
"""Words before *with* or *between* among which *talks* or *relations* may stand."""
_LONGEST_LIST: Final = 60
"""Words of a list of names that are walked through; each of its names would walk the whole."""


def is_metonym(reading: Reading, span: Span, place: Found) -> bool:
    """Say whether a place stands for those who govern or represent it."""
    if place.kind not in _SEATS:
        return False
    words = reading.words
    before = words[span.first - 1].lower() if span.first else ""
    if before in MEANING["told"]:
        return place.kind != "city" or place.capital
    if before == "to" and span.first > 1 and words[span.first - 2].lower() == "according":
        return True
    if _tied(words, span.first):
        return True
    if before in {"for", "of", "to"} and span.first > 1:
        return words[span.first - 2].lower() in MEANING["sent"]
    return _begins_clause(reading, span.first) and _acts(words, span.stop, place)


def _tied(words: tuple[str, ...], first: int) -> bool:
    """Say whether there are talks *with* a name, or *between* it and another."""
    if not first:
        return False
    at = first - 1
    if words[at].lower() == "and":  # between A and B
        at = _run_back(words, at)
    before = words[at].lower() if at >= 0 else ""
    if before not in MEANING["governs"] or (at != first - 1 and before != "between"):
        return False
    return any(word.lower() in MEANING["ties"] for word in words[max(0, at - _TIES) : at])


def _run_back(words: tuple[str, ...], at: int) -> int:
    """Return the number of the word before a run of capitalised words that ends before `at`."""
    first, least = at, max(0, at - _LONGEST_LIST)
    while first > least and words[first - 1][:1].isupper():
        first -= 1
    return first - 1 if first < at else at


def _begins_clause(reading: Reading, first: int) -> bool:
    """Say whether a name, or the list of names that it ends, can be the subject of a clause."""
    words, sentences = reading.words, reading.sentences
    least = max(0, first - _LONGEST_LIST)
    while first > least and sentences[first - 1] == sentences[first]:
        before = words[first - 1].lower()
        if before in {"and", ",", "or"} and (start := _run_back(words, first - 1)) < first - 1:
            first = start + 1
            continue
        return before in MEANING["joins"] or not before[:1].isalnum()
    return not first or sentences[first - 1] != sentences[first]


def _acts(words: tuple[str, ...], stop: int, place: Found) -> bool:
    """Say whether a verb of doing follows, perhaps after *and B*, an aside or *has not yet*."""
    first = past_others(words, stop)
    helped = False
    for at in range(first, min(first + _BEFORE_VERB, len(words))):
        word = words[at].lower()
        if word in MEANING["being"]:  # it is weighing, but not: it is large, it was hit
            following = words[at + 1].lower() if at + 1 < len(words) else ""
            return following.endswith("ing") and following not in MEANING["being"]
        if word in MEANING["agent"]:
            return True
        if word in MEANING["auxiliary"] or word.endswith("ly"):
            helped = True
            continue
        return (place.kind != "city" or place.capital) and _does(words, at, helped=helped)
    return False


def _does(words: tuple[str, ...], at: int, *, helped: bool) -> bool:
    """Say whether a word is a verb of doing by its form and by what follows it."""
    word = words[at]
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    if not word.islower() or not word.isalpha() or word in MEANING["undergoes"]:
        return False
    if word in MEANING["irregular"]:
        return True
    if _PAST.fullmatch(word):
        return following != "by"
    if helped:  # *will send*, but not *still in*
        return words[at - 1].lower() in MEANING["modal"] and len(word) > 2
    return bool(_PRESENT.fullmatch(word)) and following in MEANING["after_verb"]


def past_others(words: tuple[str, ...], at: int) -> int:
    """Return where the verb of a list of names begins, past the other names or an aside."""
    most = min(len(words), at + _LONGEST_LIST)
    while at + 1 < most and words[at] in {"and", ","} and words[at + 1][:1].isupper():
        at += 1
        while at < most and words[at][:1].isupper():
            at += 1
    if at < len(words) and words[at] == "," and words[at + 1 : at + 2] != ("and",):
        ahead = range(at + 1, min(at + _ASIDE, len(words)))
        return next((number + 1 for number in ahead if words[number] == ","), at)
    return at
