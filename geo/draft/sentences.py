"""Cut a paragraph into sentences; a quotation stays with the words that say whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from sentencex import get_sentence_boundaries


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
        if found and text[start].islower():  # “Never!” he said.
            start, _ = found.pop()
        found.append((start, end))
    return tuple(Sentence(start, end, text[start:end]) for start, end in found)
