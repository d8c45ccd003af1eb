"""Say whether the words beside a name lead to a place: *fled to X*, *X camp*, *in A and X*."""

from __future__ import annotations

from typing import Final

from geo.gazetteer.sounding import ARTICLES
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, OFFERS, RIVERS, capital

_JOINS: Final = frozenset({"and", "or"})
_IN_LISTS: Final = frozenset({",", "and", "or", "-"})
_LONGEST_LIST: Final = 24
_LONGEST_NEAR: Final = 2
"""Words of a name after *near*: longer ones are shops."""


def whole(reading: Reading, span: Span) -> bool:
    """Say whether a name is a whole run of capitalised words, and not part of a longer one."""
    words = reading.words
    before = words[span.first - 1] if span.first else ""
    after = words[span.stop] if span.stop < len(words) else ""
    starts = not span.first or reading.sentences[span.first - 1] != reading.sentences[span.first]
    head = capital(words[span.first]) or words[span.first].lower() in ARTICLES
    article = words[span.first].lower() == "the" or span.text.lower() in {"a", "an"}
    named = "." not in span.text and not article
    return (
        named and head and (starts or not capital(before)) and not capital(after) and after != "-"
    )


def told(reading: Reading, span: Span) -> bool:
    """Say whether *camp* follows a name, *the town of* leads to it, or someone fled to it."""
    words, first = reading.words, span.first
    at = span.stop + (words[span.stop : span.stop + 1] == ("refugee",))
    if at < len(words) and words[at] in OFFERS["after"]:
        return first == 0 or words[first - 1].lower() not in {"a", "an", "his", "her"}
    before = words[first - 1].lower() if first else ""
    if span.stop < len(words) and words[span.stop] in {"'s", "'"}:
        return False
    if before in OFFERS["fled"]:
        return True
    if before == "near" and span.stop - first <= _LONGEST_NEAR:
        return True
    if before == "to" and first > 1 and words[first - 2] in OFFERS["went"]:
        return True
    at = _list_begins(reading, first)
    return any(
        begin > 1 and words[begin - 1] == "of" and words[begin - 2].lower() in OFFERS["of"]
        for begin in (first, at)
    )


def rises(reading: Reading, span: Span) -> bool:
    """Say whether a name can be a river's by what it does: *the Zambezi rose*."""
    words, stop = reading.words, span.stop
    article = span.first > 0 and words[span.first - 1].lower() == "the"
    return article and stop < len(words) and words[stop].lower() in RIVERS["does"]


def led(
    reading: Reading, span: Span, sure_ends: frozenset[int], sure_starts: frozenset[int]
) -> bool:
    """Say whether a name stands where a place may: after *in*, in a list with a place, before one.

    Parameters
    ----------
    sure_ends, sure_starts
        The words after and the first words of names that surely are places.
    """
    words, first, stop = reading.words, span.first, span.stop
    after = words[stop].lower() if stop < len(words) else ""
    before = words[first - 1].lower() if first else ""
    if after in GROUPS["says"]:
        return False
    if _leads(before) or (before == "for" and _someone_left(reading, first - 1)):
        return True
    if before in _IN_LISTS and first - 1 in sure_ends:
        return True
    if after in _IN_LISTS and stop + 1 in sure_starts:
        return True
    if after in {"in", "near"} and stop + 1 in sure_starts:
        return True
    goes_on = after in _IN_LISTS and stop + 1 < len(words) and capital(words[stop + 1])
    if before in _JOINS or (before == "," and goes_on):
        at = _list_begins(reading, first - 1)
        return at > 0 and _leads(words[at - 1].lower())
    return False


def _someone_left(reading: Reading, at: int) -> bool:
    """Say whether someone fled or left before a word, in its sentence: *left Bara for X*."""
    words, sentences = reading.words, reading.sentences
    near = range(max(0, at - _LONGEST_LIST), at)
    return any(
        sentences[number] == sentences[at]
        and (words[number] in OFFERS["fled"] or words[number] in {"left", "headed", "bound"})
        for number in near
    )


def _leads(word: str) -> bool:
    leads = word in GROUPS["in"] or word in GROUPS["from"] or word in OFFERS["fled"]
    return leads and word != "to"  # according to, led to


def _list_begins(reading: Reading, at: int) -> int:
    """Return where a list of names begins that goes on to a word."""
    words, least = reading.words, max(0, at - _LONGEST_LIST)
    while at > least and (words[at - 1][:1].isupper() or words[at - 1] in _IN_LISTS):
        at -= 1
    return at
