"""Find pieces of texts in another text, in time that grows with their length alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.articles.blocks.cutting import tidy

PIECE: Final = 24
"""Letters of a piece; what is shorter is in no text."""


def key_of(text: str) -> str:
    """Return the letters and digits of a text: two programs set spaces and marks in two ways."""
    return re.sub(r"[\W_]+", "", tidy(text))


def shares(keys: Sequence[str], whole: str) -> list[float]:
    """Return of each key which share of its letters stands in another one, piece by piece."""
    wanted = {piece for key in keys for piece in _pieces(key)}
    places = range(len(whole) - PIECE + 1)
    held = {piece for at in places if (piece := whole[at : at + PIECE]) in wanted}
    counts = [[piece in held for piece in _pieces(key)] for key in keys]
    return [sum(found) / len(found) if found else 0.0 for found in counts]


def _pieces(key: str) -> list[str]:
    """Return a key's pieces; the last one overlaps another, for all are equally long."""
    ends = range(PIECE, len(key), PIECE)
    pieces = [key[end - PIECE : end] for end in ends]
    return [*pieces, key[-PIECE:]] if len(key) >= PIECE else []
