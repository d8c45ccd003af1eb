"""List the runs of capitalised words of a text: what may be a name, whether listed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.gazetteer.sounding import ARTICLES
from geo.geoparse.text.reading import Reading, common
from geo.geoparse.text.words import GROUPS, MEANING, PATTERNS, RUNS, capital

_MOST_WORDS: Final = 8
_NUMBER: Final = re.compile(r"[A-Z]?\d{1,4}[A-Z]?")
_CALENDAR: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber"
)
_INSIDE: Final = frozenset({"-", "e", "i", "al", "el", "es", "ez", "ul"})
"""Words within a name: *Dar es Salaam*, *Torbat-e Jam*."""
_OWN: Final = frozenset({"am", "'m", "'ve", "'d", "'ll"})
_DONE: Final = (
    MEANING["irregular"]
    | MEANING["agent"]
    | MEANING["modal"]
    | {"felt", "saw", "read"}
    | {"was", "had", "have", "ate", "slept", "found", "heard", "stayed", "came", "went", "drank"}
)
"""What *I* does, in a sentence in which nothing else does it."""
_HEADS: Final = (
    GROUPS["nature"] | GROUPS["nature_before"] | GROUPS["organ"] | GROUPS["street"]
    | GROUPS["of_kind"]
)  # fmt: skip


def runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the first word of each run and the word after its last, in the order of the text.

    *Camp 4 Extension*, *al-Khuwei*, *Gulf of Penas*. Words that only open a sentence, days, months,
    feasts and the like are in none.
    """
    words, sentences = reading.words, reading.sentences
    at = 0
    while at < len(words):
        if not _begins(words, at):
            at += 1
            continue
        first, stop = at, _end(words, sentences, at)
        if opens(reading, first):
            while first < stop and (common(words[first]) or not _begins(words, first)):
                first += 1
        if first < stop:
            yield first, stop - (first < stop - 1 and _ends_in_pronoun(reading, first, stop))
        at = max(stop, at + 1)


def opens(reading: Reading, word: int) -> bool:
    """Say whether a word may have its capital because a sentence or a quotation begins with it."""
    before = reading.words[word - 1] if word else ""
    fresh = not word or reading.sentences[word - 1] != reading.sentences[word]
    return fresh or not (before[-1].isalnum() or before in {",", "-", "(", "."})


def _ends_in_pronoun(reading: Reading, first: int, stop: int) -> bool:
    """Say whether *I* after a run does what follows: *In Hotel Tarran I met*; not *Gate I fell*."""
    words, lead = reading.words, first - 1
    after = words[stop].lower() if stop < len(words) else ""
    if words[stop - 1] != "I" or not after:
        return False
    while lead > 0 and words[lead].lower() in RUNS["between"]:
        lead -= 1
    led = lead >= 0 and words[lead].lower() in GROUPS["in"] | GROUPS["from"]
    does = after in _DONE or after.endswith("ed")
    return after in _OWN or (led and opens(reading, lead) and does)


def _begins(words: tuple[str, ...], at: int) -> bool:
    return article(words, at) or (
        capital(words[at]) and words[at][0].isalpha() and not _CALENDAR.fullmatch(words[at])
        and words[at].lower() not in RUNS["no_place"]
    )  # fmt: skip


def article(words: tuple[str, ...], at: int) -> bool:
    """Say whether an Arabic article with its hyphen stands there: *al-*."""
    return words[at] in ARTICLES and words[at + 1 : at + 2] == ("-",)


def _end(words: tuple[str, ...], sentences: tuple[int, ...], first: int) -> int:
    """Return where a run ends that begins at a word."""
    stop = at = first + 1 + article(words, first)
    last = min(len(words), first + _MOST_WORDS)
    while at < last and sentences[at] == sentences[first]:
        word, before = words[at], words[at - 1]
        if _begins(words, at) or (_NUMBER.fullmatch(word) and before[:1].isupper()):
            at += 1 + article(words, at)
            stop = at
        elif word in _INSIDE or (word == "." and len(before) <= 2 and before[:1].isupper()):
            at += 1
        elif word.lower() in PATTERNS["links"] and word.lower() not in {"and", "in"}:
            if word.lower() in {"of", "on", "upon"} and before.lower() not in _HEADS:
                break
            at += 1
        else:
            break
    return min(stop, last)
