"""List the stretches of a text that could name a place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from geo.gazetteer.folding import fold
from geo.gazetteer.sounding import ARTICLES
from geo.gazetteer.world.lookup import Found, look_up
from geo.gazetteer.world.tables import ABBREVIATION, OTHER
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import PATTERNS, capital

LONGEST: Final = 6
"""Words of the longest name that is looked up."""

_ENDS: Final = frozenset({",", ";", ":", "(", ")", '"', "“", "”"})
_JOINS: Final = frozenset({"-", "–", "/", ".", "'s", "’s", "'"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_NUMBER: Final = re.compile(r"^[A-Z]?-?\d{1,4}[A-Z]?$")
_NUMBERED: Final = re.compile(r"^(?:I|US|SR|M)-?\d{1,3}$")
_WHOLE: Final = frozenset({"country", "region"})
_LETTERS_TOO: Final = frozenset("ʼʻʽʾʿˈʹ")
"""Signs that are letters of a name at its end too, where ’ may be a quotation mark."""
_SAINT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@dataclass(frozen=True, slots=True)
class Span:
    """Hold a stretch of words that could name a place."""

    first: int
    """Number of its first word."""
    stop: int
    """Number of the word after its last."""
    start: int
    """In characters of the text."""
    end: int
    text: str
    key: str
    """Its folded name, under which the gazetteer has it, if it has it."""
    entity: str
    """Label of the entity that is this span, or nothing."""
    whole: bool
    """Whether it is an entity as spaCy found it, less an article or a possessive ending."""
    pattern: str
    """``street``, ``nature`` or nothing: the form that proposed it."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Hold the candidates of a text with what the gazetteer has for their names."""

    all: tuple[Span, ...]
    found: dict[str, list[Found]]


def candidates(reading: Reading) -> Spans:
    """List every candidate once, in the order of the text."""
    proposed: dict[tuple[int, int], tuple[str, str]] = {}
    for first, stop, label in reading.entities:
        first, stop = _trim(reading.words, first, stop)
        if first > 1 and reading.words[first - 1] == "-" and reading.words[first - 2] in ARTICLES:
            first -= 2
        if first < stop:
            proposed[first, stop] = (label, "")
    for first, stop, pattern in _patterns(reading):
        label, _ = proposed.get((first, stop), ("", ""))
        proposed[first, stop] = (label, pattern)
    named = [span for span in _named(reading) if span not in proposed]
    texts = {span: _text(reading, *span) for span in (*proposed, *named)}
    folded_once = {text: fold(text) for text in set(texts.values())}
    keys = {span: folded_once[text] for span, text in texts.items()}
    forms = {span: tuple(_spellings(keys[span], reading.words[slice(*span)])) for span in keys}
    found = look_up(key for spellings in forms.values() for key in spellings)
    known = {span: next((k for k in forms[span] if k in found), "") for span in keys}
    proposed.update({
        span: ("", "") for span in named
        if known[span] and not _ends_a_sentence(reading, span, found[known[span]])
    })  # fmt: skip
    for inside in _cut_up(reading, proposed, known, found):
        del proposed[inside]
    spans = []
    for (first, stop), (label, pattern) in sorted(proposed.items()):
        start, end = reading.starts[first], reading.end(stop - 1)
        while end < len(reading.text) and reading.text[end] in _LETTERS_TOO:
            end += 1
        text = reading.text[start:end]
        key = known[first, stop] or keys[first, stop]
        spans.append(Span(first, stop, start, end, text, key, label, bool(label), pattern))
    return Spans(tuple(spans), {span.key: found[span.key] for span in spans if span.key in found})


def _ends_a_sentence(reading: Reading, span: tuple[int, int], places: list[Found]) -> bool:
    """Say whether a stretch ends in a full stop that is no part of it, unlike that of W. Va."""
    stop = reading.words[span[1] - 1] == "."
    return stop and all(place.how != ABBREVIATION for place in places)


def _cut_up(
    reading: Reading, proposed: Iterable[tuple[int, int]], known: Mapping[tuple[int, int], str],
    found: Mapping[str, list[Found]],
) -> set[tuple[int, int]]:  # fmt: skip
    """Return the stretches inside the whole name of a country, a region or a joined area.

    *Guinea-Bissau* and *Jammu and Kashmir* name neither Guinea nor Kashmir.
    """
    within: set[tuple[int, int]] = set()
    proposed = sorted(proposed)
    for first, stop in proposed:
        if stop - first < 2 or not known[first, stop] or reading.words[first].lower() == "the":
            continue
        places = found[known[first, stop]]
        joined = {"and", "&"} & set(reading.words[first:stop])  # Tyne and Wear
        whole = _WHOLE | {"area"} if joined else _WHOLE
        if any(place.kind in whole and place.how <= OTHER for place in places):
            near = proposed[bisect_left(proposed, (first, 0)) : bisect_left(proposed, (stop, 0))]
            within.update(
                (begin, end) for begin, end in near
                if end <= stop and end - begin < stop - first
            )  # fmt: skip
    return within


def _text(reading: Reading, first: int, stop: int) -> str:
    return reading.text[reading.starts[first] : reading.end(stop - 1)]


def _spellings(key: str, words: tuple[str, ...]) -> Iterator[str]:
    """List the forms of a folded name under which the gazetteer may have it."""
    yield key
    if words[1:-1] == ("-",):  # Bosnia-Herzegovina
        yield key.replace(" ", " and ")
    head, _, rest = key.partition(" ")
    if words[0].lower() in ARTICLES and words[1:2] == ("-",):  # al-Raqqa
        yield rest
    if rest and head in _SAINT:
        yield f"{_SAINT[head]} {rest}"
    if key.endswith(" co"):
        yield f"{key}unty"
    if key.startswith("the "):
        yield key[4:]


def _trim(words: tuple[str, ...], first: int, stop: int) -> tuple[int, int]:
    """Take the article, the possessive ending, stray marks and *province* off an entity."""
    while first < stop and (words[first].lower() == "the" or not words[first][:1].isalnum()):
        first += 1
    while first < stop and (
        words[stop - 1] in _POSSESSIVE
        or not _speaks(words[stop - 1])
        or words[stop - 1] in PATTERNS["nature_after"]
    ):
        stop -= 1
    return first, stop


def _speaks(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _named(reading: Reading) -> Iterator[tuple[int, int]]:
    """List the stretches within a sentence that begin and end with a name's word."""
    words, sentences = reading.words, reading.sentences
    for first, word in enumerate(words):
        starts = capital(word) or (word[0] in "'‘’" and len(word) > 1)
        if not starts and not _is_article(words, first):
            continue
        for stop in range(first + 1, min(first + LONGEST, len(words)) + 1):
            last = words[stop - 1]
            if sentences[stop - 1] != sentences[first] or last in _ENDS:
                break
            if capital(last) or last == ".":
                yield first, stop
            elif not (
                last.lower() in PATTERNS["links"] or last in _JOINS or last[0].isdigit()
                or _is_article(words, stop - 1)
            ):  # fmt: skip
                break


def _is_article(words: tuple[str, ...], at: int) -> bool:
    return words[at] in ARTICLES and words[at + 1 : at + 2] == ("-",)


def _patterns(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """List names that their form gives away: streets, numbered roads, *Mount* and *River*."""
    words, sentences = reading.words, reading.sentences
    for at, word in enumerate(words):
        lower, before = word.lower(), words[at - 1] if at else ""
        if lower in PATTERNS["street"] and capital(word):
            yield from ((first, at + 1, "street") for first in _run_back(reading, at, 4))
        numbered = before.lower() in PATTERNS["before_number"] and capital(before)
        if numbered and _NUMBER.match(word):
            yield from ((first, at + 1, "street") for first in _run_back(reading, at, 3))
        if _NUMBERED.match(word):
            yield at, at + 1, "street"
        if lower in PATTERNS["nature_after"] and capital(word):
            yield from ((first, at + 1, "nature") for first in _run_back(reading, at, 4))
        if lower in PATTERNS["nature_before"] and capital(word):
            for stop in range(at + 2, min(at + 5, len(words)) + 1):
                if not capital(words[stop - 1]) or sentences[stop - 1] != sentences[at]:
                    break
                yield at, stop, "nature"


def _run_back(reading: Reading, at: int, most: int) -> Iterator[int]:
    """List where a run of capitalised words that ends before `at` may begin."""
    for first in range(at - 1, max(-1, at - 1 - most), -1):
        word = reading.words[first]
        if reading.sentences[first] != reading.sentences[at]:
            return
        if capital(word):
            yield first
        elif word not in _JOINS:
            return
