"""Measure labels with the committed fonts, as Mapnik will set them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from geo.style.labels import (
    FONT_FILES,
    LABEL_STYLES,
    Anchor,
    Script,
    label_size,
    letter_spacing,
    script_of,
    text_offset,
)

FONTS = Path(__file__).resolve().parents[2] / "data" / "fonts"


class Box(NamedTuple):
    """Give a rectangle in pixels from a place, right and down positive."""

    west: float
    north: float
    east: float
    south: float


class Ink(NamedTuple):
    """Give what a text covers, in ems: its lines' width and heights from their base lines."""

    width: float
    letters: int
    """Of the line with the most: so many letter spaces stand in it."""
    tallest: float
    """Height of the tallest single letter: Mapnik centres text by it."""
    above: float
    below: float
    between: float
    """Distance of two base lines; the last line's counts from the first."""
    lines: int


@cache
def font(script: Script, weight: str, italic: bool) -> hb.Font:
    """Return a committed font, upright where its script has no italics."""
    key = (script, weight, italic) if (script, weight, italic) in FONT_FILES else None
    file = FONT_FILES[key or (script, weight, False)]  # type: ignore[index]
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / file))))


@cache
def ink(text: str, kind: str) -> Ink:
    """Measure a text as shown (in capitals, on its lines) in its style's font."""
    style = LABEL_STYLES[kind]
    face = font(script_of(text), style.weight, style.italic)
    em = face.face.upem
    lines = [_line(line, face) for line in text.split("\n")]
    extents = face.get_font_extents("ltr")
    return Ink(
        width=max(line[0] for line in lines) / em,
        letters=max(line[1] for line in lines),
        tallest=max(line[2] for line in lines) / em,
        above=max(line[3] for line in lines) / em,
        below=max(line[4] for line in lines) / em,
        between=(extents.ascender - extents.descender) / em,
        lines=len(lines),
    )


def _line(text: str, face: hb.Font) -> tuple[float, int, float, float, float]:
    """Return (width, letters, tallest letter, above, below) of one line in font units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face, buffer)
    width = sum(position.x_advance for position in buffer.glyph_positions)
    tallest = above = below = 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = face.get_glyph_extents(info.codepoint)
        if extents is None or not extents.height:
            continue
        top = extents.y_bearing + position.y_offset
        bottom = top + extents.height
        tallest = max(tallest, -extents.height)
        above, below = max(above, top), max(below, -bottom)
    return width, len(buffer.glyph_infos), tallest, above, below


def text_width(text: str, kind: str, zoom: float) -> float:
    """Return the width of a text in pixels, its letter spaces included."""
    size = ink(text, kind)
    return size.width * label_size(kind, zoom, script_of(text)) + size.letters * letter_spacing(
        text, kind
    )


def text_box(text: str, kind: str, anchor: Anchor, zoom: float) -> Box:
    """Return what a text covers from its place, its halo included."""
    script = script_of(text)
    em = label_size(kind, zoom, script)
    size = ink(text, kind)
    width = text_width(text, kind, zoom)
    right, down = text_offset(kind, anchor, script, em)
    vertical, _, horizontal = anchor.rpartition("-")
    if anchor in ("top", "bottom", "center"):
        vertical, horizontal = anchor, "center"
    west = {"right": 0.0, "left": -width, "center": -width / 2}[horizontal] + right
    rest = size.between * (size.lines - 1) * em
    height = size.tallest * em + rest
    bottom = down + {"top": 0.0, "bottom": height}.get(vertical, height / 2)
    halo = LABEL_STYLES[kind].halo_px
    return Box(
        west - halo,
        bottom - rest - size.above * em - halo,
        west + width + halo,
        bottom + size.below * em + halo,
    )


def dot_box(kind: str) -> Box | None:
    """Return what a place's mark covers, or None for an area's label."""
    radius = LABEL_STYLES[kind].dot_radius_px
    return Box(-radius, -radius, radius, radius) if radius else None
