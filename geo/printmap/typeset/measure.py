"""Measure text in the committed fonts as Mapnik will set it, and break it into lines.

Not exact: letters of two fonts are never kerned, and what stands out at a stretch's end counts
as if it stood at the line's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import uharfbuzz as hb

from geo.printmap.canvas.sheet import Box, Text
from geo.sources import DATA
from geo.style import Weight
from geo.style.labels import fonts_of

STAND_IN: Final = "\ufffd"
JOINERS: Final = "\u200c\u200d\ufe0e\ufe0f"
"""Unseen letters that have nothing to join where those beside them are gone."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of what leaves no ink."""
_STAYS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Of what is set in the font of the letter before it."""
_SPACES: Final = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""All but those that hold two words together."""
_BREAKS: Final = re.compile(
    r"(?:[^ \u2010\u2012-\u2014/-]|(?<=\d)-(?=[^\W\d]))*(?:[\u2010\u2012-\u2014/-]+| |$)"
)
"""A word up to where a line may end after it; an ending stays with its number: ``2024-cü``."""


class Ink(NamedTuple):
    """Give what a line covers, in ems from where it begins on its base line."""

    width: float
    """Of the advances; the next letter would stand there."""
    gaps: int
    """So many letter spaces stand in it."""
    tallest: float
    """Height of the tallest single letter: Mapnik centres a line by it."""
    above: float
    below: float
    before: float
    """How far ink stands out at the beginning, or beyond the end."""
    beyond: float


class _Run(NamedTuple):
    width: float
    letters: int
    tallest: float
    above: float
    below: float
    before: float
    beyond: float


@cache
def _font(file: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(DATA / "fonts" / file))))


@cache
def _letters(file: str) -> frozenset[int]:
    return frozenset(_font(file).face.unicodes)


def _file_for(letter: str, files: tuple[str, ...]) -> str | None:
    return next((file for file in files if ord(letter) in _letters(file)), None)


def missing(text: str) -> tuple[str, ...]:
    """Return the letters that no committed font has, each once."""
    return tuple(letter for letter in dict.fromkeys(text) if not _is_had(letter))


def with_stand_ins(text: str) -> tuple[str, str]:
    """Return a text with a visible stand-in for each row of letters that no font has, and these.

    Drawn as they are they would leave a hole that nobody notices.
    """
    lost = missing(text)
    if not lost:
        return text, ""
    shown: list[str] = []
    for letter in text:
        within = bool(shown) and shown[-1] == STAND_IN
        if letter in lost and not within:
            shown.append(STAND_IN)
        elif letter not in lost and not (within and letter in JOINERS):
            shown.append(letter)
    return "".join(shown), "".join(lost)


@lru_cache(maxsize=2048)
def _is_had(letter: str) -> bool:
    unseen = unicodedata.category(letter) in _UNSEEN
    return unseen or _file_for(letter, fonts_of("regular", False)) is not None


class _LetterStyle(NamedTuple):
    """Say of a letter what those of its stretch share."""

    file: str
    backward: bool
    is_letter: bool
    stays: bool
    """Whether it is set with the letter before it, whatever that is."""


@lru_cache(maxsize=4096)
def _look_of(letter: str, files: tuple[str, ...]) -> _LetterStyle:
    category = unicodedata.category(letter)
    return _LetterStyle(
        file=_file_for(letter, files) or files[0],
        backward=unicodedata.bidirectional(letter) in ("R", "AL", "AN"),
        is_letter=category.startswith("L"),
        stays=category in _STAYS,
    )


def _runs(text: str, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (font file, letters) of stretches in one font and one direction.

    Mapnik does not kern a letter with a mark of punctuation, so that they stand apart here too.
    """
    looks: list[_LetterStyle] = []
    for letter in text:
        look = _look_of(letter, files)
        if looks and look.stays:
            before = looks[-1]
            look = (
                before if ord(letter) in _letters(before.file) else before._replace(file=look.file)
            )
        looks.append(look._replace(stays=False) if look.stays else look)
    at = 0
    for look, same in groupby(looks):
        length = len(list(same))
        yield look.file, text[at : at + length]
        at += length


@lru_cache(maxsize=8192)
def _shaped(text: str, file: str) -> _Run:
    """Shape one stretch, mostly a word, of which many lines are tried; lengths in ems."""
    font = _font(file)
    em = font.face.upem
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    pen = letters = 0
    tallest = above = below = left = right = 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        if extents is not None and extents.height:
            top = extents.y_bearing + position.y_offset
            tallest = max(tallest, -extents.height)
            above, below = max(above, top), max(below, -top - extents.height)
            start = pen + position.x_offset + extents.x_bearing
            left, right = min(left, start), max(right, start + extents.width)
        pen += position.x_advance
        letters += position.x_advance > 0
    return _Run(
        width=pen / em,
        letters=letters,
        tallest=tallest / em,
        above=above / em,
        below=below / em,
        before=-left / em,
        beyond=max(right - pen, 0) / em,
    )


@lru_cache(maxsize=8192)
def ink(text: str, weight: Weight, italic: bool = False) -> Ink:
    """Measure one line of text."""
    files = fonts_of(weight, italic)
    runs = [_shaped(letters, file) for file, letters in _runs(text, files)]
    if not runs:
        return Ink(0, 0, 0, 0, 0, 0, 0)
    return Ink(
        width=sum(run.width for run in runs),
        gaps=max(sum(run.letters for run in runs) - 1, 0),
        tallest=max(run.tallest for run in runs),
        above=max(run.above for run in runs),
        below=max(run.below for run in runs),
        before=max(run.before for run in runs),
        beyond=max(run.beyond for run in runs),
    )


def text_width(
    text: str, *, size_px: float, weight: Weight, italic: bool = False, spacing_px: float = 0.0
) -> float:
    """Return the width of one line in CSS pixels."""
    found = ink(text, weight, italic)
    return found.width * size_px + found.gaps * spacing_px


def width_of(line: Text) -> float:
    """Return the width of a line as it is written, without its halo."""
    return text_width(
        line.text,
        size_px=line.size_px,
        weight=line.weight,
        italic=line.italic,
        spacing_px=line.spacing_px,
    )


def text_box(line: Text) -> Box:
    """Return what a line covers on the page, its halo included."""
    found = ink(line.text, line.weight, line.italic)
    width = width_of(line)
    left = line.x - width * {"left": 0.0, "middle": 0.5, "right": 1.0}[line.align]
    base = baseline(line)
    halo = line.halo_px if line.halo else 0.0
    return Box(
        left - found.before * line.size_px - halo,
        base - found.above * line.size_px - halo,
        left + width + found.beyond * line.size_px + halo,
        base + found.below * line.size_px + halo,
    )


def baseline(line: Text) -> float:
    """Return where on the page the letters of a line stand."""
    return line.y + ink(line.text, line.weight, line.italic).tallest * line.size_px / 2


def on_baseline(line: Text, base: float) -> Text:
    """Return a line moved so that its letters stand at a height.

    Lines written at even heights would dance: each is centred by its own tallest letter.
    """
    return replace(line, y=line.y + base - baseline(line))


# --- lines ------------------------------------------------------------------------------------


def wrap(text: str, *, like: Text, width_px: float) -> list[str]:
    """Break text into lines no wider than a width, at spaces and dashes, at worst in a word.

    Nothing is left out but the spaces where it is broken; a single letter may be wider.

    Parameters
    ----------
    text
        Its own line breaks stay.
    like
        A line in whose font, size and spacing the text is measured.
    width_px
        In CSS pixels, halo apart.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in _BREAKS.findall(_SPACES.sub(" ", paragraph).strip(" ")):
            if not line or _fits(line + word, like, width_px):
                line += word
            else:
                lines.append(line)
                line = word
            *full, line = _broken(line, like, width_px)
            lines += full
        lines.append(line)
    return [line.strip() for line in lines if line.strip()]


def evenly(text: str, *, like: Text, width_px: float) -> list[str]:
    """Break text as `wrap` does, into as many lines, but of lengths as even as can be."""
    lines = wrap(text, like=like, width_px=width_px)
    longest = min(longest_word(text, like=like), width_px)
    low, high = max(width_px / max(len(lines), 1), longest), width_px
    while high - low > 1 and len(lines) > 1:
        middle = (low + high) / 2
        tried = wrap(text, like=like, width_px=middle)
        if len(tried) == len(lines) and all(_fits(line, like, middle) for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def longest_word(text: str, *, like: Text) -> float:
    """Return the width of the widest part of a text that need not be broken."""
    words = _BREAKS.findall(_SPACES.sub(" ", text))
    return max(width_of(replace(like, text=word.rstrip())) for word in words)


def _fits(text: str, like: Text, width_px: float) -> bool:
    found = ink(text.rstrip(), like.weight, like.italic)
    return found.width * like.size_px + found.gaps * like.spacing_px <= width_px


def _broken(word: str, like: Text, width_px: float) -> list[str]:
    """Break a word that is wider than a line, never between a letter and its accents."""
    parts: list[str] = [""]
    if _fits(word, like, width_px):
        return [word]
    for letter in word:
        accent = unicodedata.category(letter) in _STAYS
        if parts[-1] and not accent and not _fits(parts[-1] + letter, like, width_px):
            parts.append("")
        parts[-1] += letter
    return parts
