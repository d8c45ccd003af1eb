"""Set paragraphs of text on the page, in either direction of writing, on even base lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeVar

from geo.errors import TooSmallError
from geo.options.view import Corner
from geo.printmap.canvas.sheet import Box, Item, Placed, Text
from geo.printmap.typeset.measure import evenly, on_baseline, text_box, with_stand_ins, wrap
from geo.style import Colour, Weight
from geo.style.labels import script_of
from geo.text import direction

Size = TypeVar("Size")
"""Of type, alone or with how much is to be told in it."""

_LEADING_EM: Final = {"Latin": 1.32, "Armenian": 1.36, "Arabic": 1.5}
"""From base line to base line."""
_RISE_EM: Final = {"Latin": 0.35, "Armenian": 0.35, "Arabic": 0.25}
"""From the middle of a line's room up to that of its letters."""
_ARABIC_SIZE: Final = 1.1
"""Its letters are low for their size."""
_MARKS: Final = ("\u200f", "\u200e")
"""Unseen letters of either direction: right to left, left to right."""
_JOINING: Final = frozenset(",:;·–-/")
"""At a line's end they belong to the foreign words before them, which go on below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold one part of the page's furniture and the room that it takes."""

    items: tuple[Item, ...]
    placed: tuple[Placed, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Lines:
    """Hold a paragraph as it is set."""

    texts: tuple[Text, ...]
    bottom: float
    """Where the next paragraph may begin."""


def pen(language: str, *, size_px: float, colour: Colour, weight: Weight = "regular") -> Text:
    """Return how text is written that begins where the language's lines begin."""
    rtl = direction(language) == "rtl"
    return Text(
        text="",
        x=0.0,
        y=0.0,
        align="right" if rtl else "left",
        size_px=size_px * (_ARABIC_SIZE if rtl else 1.0),
        colour=colour,
        weight=weight,
    )


def leading(text: str, size_px: float) -> float:
    """Return the height of one line of a text, which its script tells."""
    return _LEADING_EM[script_of(text)] * size_px


def set_line(text: str, like: Text, *, x: float, top: float, language: str) -> Text:
    """Return one line in the room that begins at `top`."""
    text, lost = with_stand_ins(text)
    script = script_of(text)
    base = top + (_LEADING_EM[script] / 2 + _RISE_EM[script]) * like.size_px
    return _on(text, replace(like, lost=lost) if lost else like, x, base, language)


def set_text(text: str, like: Text, *, area: Box, language: str, even: bool = False) -> Lines:
    """Return a paragraph as wide as an area at most, from its top on down.

    Parameters
    ----------
    text
        Broken where it must; nothing of it is lost.
    like
        How it is written; see `pen`.
    area
        Of which only the bottom may be passed.
    language
        The page's, whose direction the lines have.
    even
        Whether lines should be alike in length, as in a title.
    """
    texts, high = _rows(text, like, area.left, area.right, language, even)
    moved = (replace(row, y=row.y + area.top) for row in texts)
    return Lines(texts if not area.top else tuple(moved), area.top + high)


@lru_cache(maxsize=4096)
def _rows(
    text: str, like: Text, left: float, right: float, language: str, even: bool
) -> tuple[tuple[Text, ...], float]:
    """Return a paragraph's lines from 0 down and their height; most are set more than once."""
    text, lost = with_stand_ins(text)
    x = {"left": left, "right": right, "middle": (left + right) / 2}[like.align]
    script, high = script_of(text), leading(text, like.size_px)
    base = high / 2 + _RISE_EM[script] * like.size_px
    rows = (evenly if even else wrap)(text, like=like, width_px=right - left)
    texts = tuple(
        _on(row, like, x, base + number * high, language) for number, row in enumerate(rows)
    )
    if lost and texts:
        texts = (replace(texts[0], lost=lost), *texts[1:])
    return texts, high * len(rows)


def _on(text: str, like: Text, x: float, base: float, language: str) -> Text:
    return on_baseline(replace(like, text=directed(text, language), x=x), base)


def directed(text: str, language: str) -> str:
    """Return a line that both scripts read in the direction of the page.

    Mapnik takes a line's direction from its first letter, which may be a foreign name's.
    """
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    strong = [kind == "L" for kind in kinds if kind in ("L", "R", "AL")]
    rtl = direction(language) == "rtl"
    if len(set(strong)) < 2:
        return text
    own, other = _MARKS if rtl else _MARKS[::-1]
    begin = own if strong[0] == rtl else ""
    end = other if strong[-1] == rtl and text.rstrip()[-1] in _JOINING else ""
    return begin + text + end


def around(texts: Iterable[Text]) -> Box:
    """Return the box of some lines."""
    boxes = [text_box(text) for text in texts]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


# --- room -------------------------------------------------------------------------------------


def cut_start(area: Box, width: float, language: str) -> tuple[Box, Box]:
    """Cut a strip off where lines begin: return the strip and the rest."""
    if direction(language) == "rtl":
        at = area.right - width
        return area._replace(left=at), area._replace(right=at)
    at = area.left + width
    return area._replace(right=at), area._replace(left=at)


def aside(area: Box, by_px: float) -> Box:
    """Return an area without a strip at either side: its corners stand off those of the whole."""
    return area._replace(left=area.left + by_px, right=area.right - by_px)


def in_corner(area: Box, corner: Corner, width: float, height: float) -> Box:
    """Return a box of a size in a corner of an area."""
    vertical, _, horizontal = corner.partition("-")
    left = area.left if horizontal == "left" else area.right - width
    top = area.top if vertical == "top" else area.bottom - height
    return Box(left, top, left + width, top + height)


def fitting(name: str, area: Box, sizes: Iterable[Size], height: Callable[[Size], float]) -> Size:
    """Return the largest size of type in which a part is no higher than its area.

    Raises
    ------
    TooSmallError
        If there is no room for it even in the last.
    """
    need = 0.0
    for size in sizes:
        need = height(size)
        if need <= area.height + 1e-6:
            return size
    raise TooSmallError(
        f"the {name} needs a height of {need:.0f} px where the page has {area.height:.0f} px; "
        "choose a larger page or fewer layers"
    )


def fitted(name: str, area: Box, sizes: Iterable[Size], make: Callable[[Size], Piece]) -> Piece:
    """Return a part in the largest size of type in which it fits, or refuse as `fitting` does."""
    return make(fitting(name, area, sizes, lambda size: make(size).box.height))


def down_to(size_px: float, least_px: float) -> tuple[float, ...]:
    """Return sizes of type from one down to the least, in steps of a twentieth."""
    steps = [size_px * (1 - step / 20) for step in range(11)]
    return (*(size for size in steps if size > least_px), least_px)
