"""Measure labels with the committed fonts, as Mapnik will set them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from geo.labelstyle import (
    FONT_FILES,
    LABEL_STYLES,
    Anchor,
    Script,
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
    """Give what a text covers, in pixels: its lines' width and heights from their base lines."""

    width: float
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
    """Measure a text as shown (in capitals, on its lines) at its style's size."""
    style = LABEL_STYLES[kind]
    script = script_of(text)
    face = font(script, style.weight, style.italic)
    scale = style.size_px / face.face.upem
    lines = [_line(line, face) for line in text.split("\n")]
    spacing = letter_spacing(text, kind)
    extents = face.get_font_extents("ltr")
    return Ink(
        width=max(width * scale + spacing * count for width, count, *_ in lines),
        tallest=max(line[2] for line in lines) * scale,
        above=max(line[3] for line in lines) * scale,
        below=max(line[4] for line in lines) * scale,
        between=(extents.ascender - extents.descender) * scale,
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


def text_box(text: str, kind: str, anchor: Anchor) -> Box:
    """Return what a text covers from its place, its halo included."""
    size = ink(text, kind)
    style = LABEL_STYLES[kind]
    right, down = text_offset(kind, anchor, script_of(text))
    vertical, _, horizontal = anchor.rpartition("-")
    if anchor in ("top", "bottom", "center"):
        vertical, horizontal = anchor, "center"
    west = {"right": 0.0, "left": -size.width, "center": -size.width / 2}[horizontal] + right
    height = size.tallest + size.between * (size.lines - 1)
    bottom = down + {"top": 0.0, "bottom": height}.get(vertical, height / 2)
    first = bottom - size.between * (size.lines - 1)
    halo = style.halo_px
    return Box(
        west - halo, first - size.above - halo, west + size.width + halo, bottom + size.below + halo
    )


def dot_box(kind: str) -> Box | None:
    """Return what a place's mark covers, or None for an area's label."""
    radius = LABEL_STYLES[kind].dot_radius_px
    return Box(-radius, -radius, radius, radius) if radius else None
