"""Tell the lead of an article, or a key point, from what else stands under its headline."""

from __future__ import annotations

import re
from typing import Final

from geo.articles.blocks.cutting import TextBlock
from geo.articles.boilerplate import furniture
from geo.articles.boilerplate.captions import is_caption
from geo.articles.dateline.opening import names_place

_LEAST_WORDS: Final = 5
_LONGEST: Final = 300
_PARTED: Final = re.compile(r"\s[|>•·»›/]\s")
"""What stands between the names of sections: *Home > Asia > Armenia*."""
_BEGINS: Final = re.compile(r"(?:by|published|updated|posted|modified)\b", re.I)
_MOST_PIECES: Final = 3
"""Commas up to which words are no list of subjects."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_lead(block: TextBlock, reason: str | None) -> bool:
    """Tell whether a line between headline and text, no sentence perhaps, says what happened where.

    Parameters
    ----------
    block
        The line.
    reason
        Why it would be left out; as a heading or a line under the headline it may still be one.
    """
    text = block.text
    marked = block.role in ("heading", "standfirst")
    return (
        block.role in ("heading", "standfirst", "item", "text")
        and reason in (None, furniture.HEADING, furniture.STANDFIRST)
        and len(text) <= _LONGEST
        and len(text.split()) >= _LEAST_WORDS
        and not text.endswith(":")
        and not _is_label(text)
        and (marked or _says_more(text))
        and not is_caption(text)
        and names_place(text)
    )


def _is_label(text: str) -> bool:
    """Tell whether a line says when it was published, or what it is about, word by word."""
    if _BEGINS.match(text) or _PARTED.search(text) or furniture.DATED.search(text):
        return True
    pieces = text.split(",")
    listed = len(pieces) > _MOST_PIECES and len(text.split()) < 2 * len(pieces)
    return listed or furniture.label_of(text) is not None


def _says_more(text: str) -> bool:
    """Tell whether a line says more than who wrote from where: it has other words than names."""
    small = {word for word in _WORD.findall(text) if word[0].islower()}
    return bool(small - furniture.CREDIT_SMALL)
