"""Find names that are a person's or a work's: *Chad Miller … Chad said*, a film."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.nonplaces.bearers import bearers
from geo.geoparse.nonplaces.commonwords import common_words
from geo.geoparse.nonplaces.introduced import introduced
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, OFFERS

_DOUBTED: Final = 0.3
"""How likely the whole name of a person may be a place."""
_LONGEST_TITLE: Final = 8
_QUOTED: Final = re.compile(r"[“\"‘]([^”\"’“‘.!?;]{2,60})[”\"’]")
_SMALL: Final = re.compile(r"[A-Z0-9]|(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)\b")
_BEFORE: Final = 40
"""Letters before a quotation among which *film* or *sang* may stand."""


class NoPlaces(NamedTuple):
    """Hold what a text names that is no place though it bears the name of one."""

    stretches: frozenset[int]
    """Numbers of the stretches that could have been places."""
    words: frozenset[int]
    """Numbers of the words of names that the text itself tells to be none, known or not."""


def no_places(reading: Reading, spans: Spans, chances: npt.NDArray[np.float64]) -> NoPlaces:
    """Return the names of persons, titles of works, ships and the like, and common words."""
    names = introduced(reading, spans)
    within = {at for first, stop in names for at in range(first, stop)}
    told = {reading.words[at].lower() for run in names for at in (run[0], run[1] - 1)}
    parts = told | _parts(reading, spans, chances)
    placed = {
        span.key for span in spans.all
        if span.key in parts and span.first not in within and _in_place(reading, span)
    }  # fmt: skip
    others = bearers(reading, spans) | common_words(reading, spans)
    guessed = set()
    works = _works(reading.text)
    begins = [start for start, _ in works]
    for number, span in enumerate(spans.all):
        person = span.key in parts and span.key not in placed
        title = _after_title(reading, span)
        at = bisect_right(begins, span.start)
        work = at > 0 and span.end <= works[at - 1][1]
        named = span.first in within and span.stop - 1 in within
        if named or title or work or (person and span.key in told):
            others.add(number)
        elif person:
            guessed.add(number)
    words = {at for n in others for at in range(spans.all[n].first, spans.all[n].stop)}
    return NoPlaces(frozenset(others | guessed), frozenset(words | within))


def _parts(reading: Reading, spans: Spans, chances: npt.NDArray[np.float64]) -> set[str]:
    """Return the first and last names of persons, of which the whole name is no place's."""
    found: set[str] = set()
    for span, chance in zip(spans.all, chances, strict=True):
        words = reading.words[span.first : span.stop]
        named = span.entity == "PERSON" and len(words) > 1 and all(map(str.isalpha, words))
        if named and span.key not in spans.found and chance < _DOUBTED:
            found |= {words[0].lower(), words[-1].lower()}
    return found


def _in_place(reading: Reading, span: Span) -> bool:
    """Say whether *in* or *from* leads to a name, or another follows it after a comma."""
    words = reading.words
    before = words[span.first - 1].lower() if span.first else ""
    after = words[span.stop] if span.stop < len(words) else ""
    following = words[span.stop + 1] if span.stop + 1 < len(words) else ""
    return (
        before in GROUPS["in"] or before in GROUPS["from"] or before == "of"
        or (after == "," and following[:1].isupper())
        or after.lower() in OFFERS["after"]
    )  # fmt: skip


def _after_title(reading: Reading, span: Span) -> bool:
    """Say whether a title stands before a name: *Lord London*; not *the Prince of Wales*."""
    before = reading.words[span.first - 1] if span.first else ""
    same = span.first > 0 and reading.sentences[span.first - 1] == reading.sentences[span.first]
    return same and before[:1].isupper() and before.lower() in GROUPS["title"]


def _works(text: str) -> list[tuple[int, int]]:
    """Return where the titles of works stand, each between quotation marks after *film* or so."""
    found: list[tuple[int, int]] = []
    last = -1
    for quoted in _QUOTED.finditer(text):
        words = quoted[1].split()
        if len(words) > _LONGEST_TITLE or not all(_SMALL.match(word) for word in words):
            continue
        start = max(0, quoted.start() - _BEFORE)
        before = {word.lower() for word in re.findall(r"\w+", text[start : quoted.start()])}
        joined = last >= 0 and text[last : quoted.start()] in {" and ", ", ", ", and ", " or "}
        if joined or before & OFFERS["works"]:
            found.append(quoted.span())
            last = quoted.end()
    return found
