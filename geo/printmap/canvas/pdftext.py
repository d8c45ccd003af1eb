"""Tell a PDF's readers which letters its glyphs stand for, so that its words are found.

Cairo knows the letters of glyphs that have a code of their own. Joined forms and ligatures have
none, or the code of a form that nobody types: for them a font's own substitutions are read
backward, glyph by glyph, and forms are taken back to letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import pikepdf
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from geo.sources import DATA

_FONTS: Final = DATA / "fonts"
_ENTRY: Final = re.compile(rb"^<([0-9a-f]+)> <([0-9a-f]+)>$", re.MULTILINE)
_UNKNOWN: Final = "\ufffd"
_FORMS: Final = re.compile("[\ufb00-\ufdff\ufe70-\ufef4]")
"""Of ligatures and of Arabic letters, by where they stand in a word. Lam-alef keeps its own code:
readers turn the letters of a backward line round one code at a time."""
_TWINS: Final = (
    ("\u064a", "\u06cc"), ("\u06cc", "\u064a"), ("\u0643", "\u06a9"), ("\u06a9", "\u0643"),
)  # fmt: skip
"""Letters of which some forms look alike: yeh and kaf, Arabic and Persian."""
_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7
"""Kinds of substitution in a font."""


class _Shape(NamedTuple):
    """Tell a glyph by its measures; no two without a code share them in our fonts."""

    advance: int
    x: int
    y: int
    width: int
    height: int


def name_letters(document: pikepdf.Pdf, text: str) -> None:
    """Complete the tables from glyphs to letters of every font in a document.

    `text` is all that the document says: where two letters share a form, as Arabic's and Persian's
    yeh do within a word, the one that stands in it is meant.
    """
    meant = {ord(a): b for a, b in _TWINS if a not in text and b in text}
    for font in document.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
            continue
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" in font:
            table = font.ToUnicode
            table.write(_completed(table.read_bytes(), font, meant))


def _completed(table: bytes, font: pikepdf.Dictionary, meant: Mapping[int, str]) -> bytes:
    file = f"{str(font.BaseFont).partition('+')[2]}.ttf"
    descriptor = font.DescendantFonts[0].FontDescriptor
    subset = hb.Font(hb.Face(descriptor.FontFile2.read_bytes()))

    def entry(found: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(found[2].decode()).decode("utf-16-be")
        if text == _UNKNOWN and (_FONTS / file).is_file():
            text = _spelt(file).get(_shape(subset, int(found[1], 16)), text)
        text = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
        text = text.translate(meant)
        return b"<%s> <%s>" % (found[1], text.encode("utf-16-be").hex().encode())

    return _ENTRY.sub(entry, table)


def _shape(font: hb.Font, glyph: int) -> _Shape:
    extents = font.get_glyph_extents(glyph)
    advance = font.get_glyph_h_advance(glyph)
    if extents is None:
        return _Shape(advance, 0, 0, 0, 0)
    return _Shape(advance, extents.x_bearing, extents.y_bearing, extents.width, extents.height)


@cache
def _spelt(file: str) -> Mapping[_Shape, str]:
    """Return the letters of a committed font's glyphs that have no code."""
    with TTFont(_FONTS / file, lazy=True) as font:
        codes, order = font.getBestCmap(), font.getReverseGlyphMap()
        rules = list(_substitutions(font)) if "GSUB" in font else []
    coded = {name: chr(code) for code, name in sorted(codes.items(), reverse=True)}
    letters = dict(coded)
    grown = -1
    while grown != len(letters):  # what one rule makes, another may take up
        grown = len(letters)
        for parts, made in rules:
            if made not in letters and all(part in letters for part in parts):
                letters[made] = "".join(letters[part] for part in parts)
    measured = hb.Font(hb.Face(hb.Blob.from_file_path(str(_FONTS / file))))
    return {
        _shape(measured, order[name]): text for name, text in letters.items() if name not in coded
    }


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (glyphs, the one put in their place) of a font's own rules."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            rules: Any = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if rules.LookupType == _SINGLE:
                yield from (((one,), made) for one, made in rules.mapping.items())
            elif rules.LookupType == _LIGATURE:
                for first, ligatures in rules.ligatures.items():
                    for ligature in ligatures:
                        yield (first, *ligature.Component), ligature.LigGlyph
