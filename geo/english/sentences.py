"""Cut a paragraph into sentences; a quotation stays with the words that say whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sentencex import get_sentence_boundaries

from geo.english.abbreviations import is_end

_LONGEST: Final = 120
"""Letters before a stop by which its kind is told."""
_STOP: Final = re.compile(r"(?<=\.)\s+(?=[^\W\d_a-z])")


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
    for start, end in _pieces(text, language or "en"):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start == end:
            continue
        if found and (
            text[start].islower() or _is_end(text, found[-1][0], found[-1][1], start) is False
        ):
            start, _ = found.pop()  # “Never!” he said. … said Lt. Cdr. Ana Reyes.
        found.append((start, end))
    return tuple(Sentence(start, end, text[start:end]) for start, end in found)


def _pieces(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the library's sentences stand, cut where it took a last word for a first half."""
    for boundary in get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        for stop in _STOP.finditer(text, start, end):
            if _is_end(text, start, stop.start(), stop.end()):
                yield start, stop.end()
                start = stop.end()
        yield start, end


def _is_end(text: str, start: int, end: int, after: int) -> bool | None:
    """Tell whether a sentence ends at a stop, or goes on with what stands after it."""
    return is_end(text[max(start, end - _LONGEST) : end], text[after : after + _LONGEST])
