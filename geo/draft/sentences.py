"""Cut a paragraph into sentences; a quotation stays with the words that say whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sentencex import get_sentence_boundaries

_RANK: Final = re.compile(
    r"\b(?:Addl|Adm|Ass(?:is)?t|Atty|Brig|Capt|C?m?dr|Cmdt|Col|Comm?r|Comdt|Cpl|Dep|Det|Dir|Dy|Engr|Ens|"
    r"Flt|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Msgr|Prof|Pte|Pvt|Rep|Rev|Sec|Sen|Sgt|Sqn|Sr|Sub-Insp|Supdt|"
    r"Supt|Wg)\.$"
)
"""A rank's abbreviation, which ends no sentence: a name follows."""
_LONGEST_RANK: Final = 12


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
        if found and (text[start].islower() or _ends_in_rank(text, found[-1][1])):
            start, _ = found.pop()  # “Never!” he said. … said Lt. Cdr. Ana Reyes.
        found.append((start, end))
    return tuple(Sentence(start, end, text[start:end]) for start, end in found)


def _ends_in_rank(text: str, end: int) -> bool:
    return _RANK.search(text, max(0, end - _LONGEST_RANK), end) is not None
