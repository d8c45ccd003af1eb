"""Cut a paragraph into sentences; a quotation stays with the words that say whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sentencex import get_sentence_boundaries

_TITLE: Final = re.compile(
    r"\b(?:"
    r"Addl|Adm|Ass(?:is)?t|Atty|Brig|Capt|C?m?dr|Cmdt|Col|Comm?r|Comdt|Cpl|Cpt|Dep|Det|Dir|Dy|"
    r"Engr|Ens|Flt|Fr|Gen|Gov|Hon|Insp|Kol|Lt|Maj|Msgr|Prof|Pte|Pvt|Rep|Rev|Sec|Sen|Sgt|Sqn|Sr|"
    r"Sub-Insp|Supdt|Supt|Wg|"
    r"Adv|Alh|Amb|Barr|Bro|Ch|Dipl|Eng|Hj|Ir|Lic|Ms|Mx|Pst|Sh|Shk|Smt|Ust|"
    r"Abd|Benj|Chas|Edw|Jas|Md|Mhd|Moh|Mohd|Muh|Muhd|Robt|Thos|Wm"
    r")\.$"
)
"""A rank, a title or a given name cut short, which ends no sentence: a name follows."""
_SHORT: Final = re.compile(
    r"(?:^| )[a-z][\w-]*, (?!(?:Jr|Ltd|Plc|Pty|Sr)\.)[B-Z][b-df-hj-np-tv-xz]{1,3}\.$"
)
"""Another such word, told by its form: no vowel, and after the words that say who it is."""
_LONGEST: Final = 40
_BEGINS: Final = re.compile(
    r"(?:And|But|He|It|She|That|The|Then|There|These|They|This|Those|We|When|You)\b"
)
"""No name, so that a sentence ended."""
_CLOCK: Final = re.compile(r"\d ?[ap]\.?m\.$", re.IGNORECASE)
_AFTER_CLOCK: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!['’]| (?:is|was|will|has|had)\b)|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d|"
    r"(?:GMT|UTC|[ACEMP][SD]T|[CEMP]T|A[CEW][SD]T|[CEW]ES?T|[CEW]AT|BST|IST|SAST|JST|KST|HKT|MSK|NPT|"
    r"PHT|PKT|TRT|WIB|WITA?)\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Greenwich) (?:\w+ )?[Tt]ime\b|"
    r"[A-Z]\w+ (?:(?:local|standard|summer) time|time on)\b"
)
"""A day or a zone, which goes on with the time."""
_ABOUT: Final = re.compile(
    r"\b(?:[Aa]pprox|[Aa]ppr|ca|[Ee]st|incl|[Nn]os|[Tt]el|[Vv]ol|pp|Figs?)\.$"
)
"""What a number follows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a sentence where it stands: ``text`` is from ``start`` to ``end``, not included."""

    start: int
    end: int
    text: str


def find_sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """Return a paragraph's sentences in its order, without the spaces between them.

    Parameters
    ----------
    text
        The paragraph.
    language
        As ISO 639-1; English where absent. It tells abbreviations and stops apart.
    """
    found: list[tuple[int, int]] = []
    for boundary in get_sentence_boundaries(language or "en", text):
        start, end = boundary["start_index"], boundary["end_index"]
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start == end:
            continue
        if found and (text[start].islower() or _goes_on(text, found[-1], start)):
            start, _ = found.pop()  # “Never!” he said. … said Lt. Cdr. Ana Reyes.
        found.append((start, end))
    return tuple(Sentence(start, end, text[start:end]) for start, end in found)


def _goes_on(text: str, last: tuple[int, int], start: int) -> bool:
    """Say whether the sentence goes on at `start` that was cut behind an abbreviation."""
    tail = text[max(last[0], last[1] - _LONGEST) : last[1]]
    if _CLOCK.search(tail):
        return _AFTER_CLOCK.match(text, start) is not None
    if text[start].isdigit() and _ABOUT.search(tail):
        return True
    if _BEGINS.match(text, start):
        return False
    return _TITLE.search(tail) is not None or _SHORT.search(tail) is not None
