"""Say once how each kind of map label looks: the placement measures it, Mapnik draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final, Literal, get_args

from geo.style.lettering import Weight
from geo.text import upper

ColourRole = Literal["country", "territory", "capital", "city", "town", "water"]
"""What the colour means; the base map's theme gives the hex, e.g. ``"water"``."""

Script = Literal["Latin", "Armenian", "Arabic"]
"""Which fonts a text needs; ``"Latin"`` stands for Cyrillic and Greek too."""

Anchor = Literal[
    "right", "left", "top", "bottom",
    "top-right", "bottom-right", "top-left", "bottom-left", "center",
]  # fmt: skip
"""Where the text stands from its place, e.g. ``"right"`` of it."""

Shape = Literal["none", "ring", "disc"]
"""The mark at the place itself, e.g. ``"ring"`` for a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelStyle:
    """Describe one kind of label in CSS pixels at a scale of 1."""

    size_px: float
    """Height of the em square at zoom 4 and below."""

    grow_px: float = 0.0
    """How much larger it is at zoom 8 and above; between them it grows evenly."""

    weight: Weight = "regular"
    """Weight of the letters."""

    italic: bool = False
    """Slanted, as waters are by custom; scripts without italics stay upright."""

    colour_role: ColourRole = "town"
    """Which of the theme's label colours it takes."""

    halo_px: float = 1.4
    """Width of the pale rim around the letters."""

    letter_spacing_px: float = 0.0
    """Space added after each letter; never applied to Arabic script."""

    uppercase: bool = False
    """Capital letters; has no meaning in Arabic script."""

    dot: Shape = "none"
    """Mark drawn at the place, or none where the name stands for an area."""

    dot_radius_px: float = 0.0
    """Outer radius of that mark, its rim included."""

    wrap: bool = False
    """Whether a long name is set on two lines, as the names of areas are."""


_water = partial(LabelStyle, italic=True, colour_role="water", wrap=True, grow_px=1)
_country = partial(LabelStyle, colour_role="country", uppercase=True, wrap=True, grow_px=1)
_city = partial(LabelStyle, size_px=11.5, colour_role="city", dot="disc", grow_px=0.5)
_capital = partial(LabelStyle, weight="medium", colour_role="capital", dot="ring", grow_px=0.5)
_town = partial(LabelStyle, colour_role="town", dot="disc")

LABEL_STYLES: Final[Mapping[str, LabelStyle]] = MappingProxyType(
    {
        "ocean": _water(size_px=13, letter_spacing_px=1.6),
        "sea": _water(size_px=12, letter_spacing_px=0.6),
        "gulf": _water(size_px=11, letter_spacing_px=0.3),
        "lake": _water(size_px=11),
        "country_large": _country(size_px=12, letter_spacing_px=1.8),
        "country": _country(size_px=11.5, letter_spacing_px=1.2),
        "country_small": _country(size_px=10.5, letter_spacing_px=0.7),
        "territory": LabelStyle(size_px=11, colour_role="territory", wrap=True, grow_px=2),
        "capital": _capital(size_px=11.5, dot_radius_px=3.4),
        "metropolis": _city(dot_radius_px=2.8),
        "city": _city(dot_radius_px=2.6),
        "town": _town(size_px=11, dot_radius_px=2.3, grow_px=0.5),
        "village": _town(size_px=10.5, dot_radius_px=2.0),
    }
)
"""Style of each kind of label, most important kinds first within land and water."""

FONT_FILES: Final[Mapping[tuple[str, Weight, bool], str]] = MappingProxyType(
    {
        ("Latin", "regular", False): "NotoSans-Regular.ttf",
        ("Latin", "regular", True): "NotoSans-Italic.ttf",
        ("Latin", "medium", False): "NotoSans-Medium.ttf",
        ("Latin", "bold", False): "NotoSans-Bold.ttf",
        ("Armenian", "regular", False): "NotoSansArmenian-Regular.ttf",
        ("Armenian", "medium", False): "NotoSansArmenian-Medium.ttf",
        ("Armenian", "bold", False): "NotoSansArmenian-Bold.ttf",
        ("Arabic", "regular", False): "Vazirmatn-Regular.ttf",
        ("Arabic", "medium", False): "Vazirmatn-Medium.ttf",
        ("Arabic", "bold", False): "Vazirmatn-Bold.ttf",
    }
)
"""File in ``data/fonts`` for a script, weight and slant ("Latin" holds Cyrillic and Greek)."""


def fonts_of(weight: str, italic: bool) -> tuple[str, ...]:
    """Return the files a text is set in, in the order in which a letter is looked for.

    First the Latin font of the weight and slant, then the other scripts', at last the regular ones.
    """
    looks = dict.fromkeys(((weight, italic), (weight, False), ("regular", False)))
    files = [FONT_FILES[key] for look in looks for key in FONT_FILES if (key[1], key[2]) == look]
    return tuple(dict.fromkeys(files))


ANCHORS: Final[tuple[Anchor, ...]] = get_args(Anchor)
"""Every anchor; the gazetteer's file keeps an anchor as its number here."""

GAP_PX: Final = 2.5
"""Clear space between a place's mark and its text."""

DESCENT_EM: Final[Mapping[Script, float]] = MappingProxyType(
    {"Latin": 0.22, "Armenian": 0.24, "Arabic": 0.45}
)
"""How far letters reach below the line of writing, for text that stands above a mark."""


def script_of(text: str) -> Script:
    """Tell which fonts a text needs, by its first letter that decides."""
    for letter in text:
        if "\u0530" <= letter <= "\u058f" or "\ufb13" <= letter <= "\ufb17":
            return "Armenian"
        if "\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff":
            return "Arabic"
        if letter.isalpha():
            return "Latin"
    return "Latin"


def shown_text(name: str, kind: str, language: str) -> str:
    """Return a name as the map writes it: in capitals and on lines where its kind asks for it."""
    style = LABEL_STYLES[kind]
    text = upper(name, language) if style.uppercase else name
    return "\n".join(_lines(text)) if style.wrap else text


def letter_spacing(text: str, kind: str) -> float:
    """Return the space after each letter in pixels; none in Arabic script, which joins letters."""
    return 0.0 if script_of(text) == "Arabic" else LABEL_STYLES[kind].letter_spacing_px


def label_size(kind: str, zoom: float, script: Script) -> float:
    """Return the height of the em square in pixels at a zoom.

    Arabic script is set a tenth larger: its letters are low for their size.
    """
    style = LABEL_STYLES[kind]
    grown = style.size_px + style.grow_px * min(1.0, max(0.0, (zoom - 4.0) / 4.0))
    return round(grown * (1.1 if script == "Arabic" else 1.0), 2)


def text_offset(kind: str, anchor: Anchor, script: Script, size_px: float) -> tuple[float, float]:
    """Return (right, down) in pixels from the place to where its text begins.

    To the side of a mark this is the near end of the text at half the height of its letters;
    above it, the middle or the near end of the line of writing; below it, of the letters' tops.
    """
    if anchor == "center":
        return 0.0, 0.0
    style = LABEL_STYLES[kind]
    away = style.dot_radius_px + GAP_PX
    near = style.dot_radius_px * 0.6 + GAP_PX * 0.6
    descent = DESCENT_EM[script] * size_px
    vertical, _, horizontal = anchor.rpartition("-")
    if not vertical:
        return {
            "right": (away, 0.0),
            "left": (-away, 0.0),
            "top": (0.0, -away - descent),
            "bottom": (0.0, away),
        }[horizontal]
    right = near if horizontal == "right" else -near
    return right, (-near - descent if vertical == "top" else near)


def _lines(text: str) -> list[str]:
    """Break a long name of an area at spaces into the fewest lines of even length."""
    words = text.split(" ")
    count = 1 if len(text) <= 12 else 2 if len(text) <= 26 else 3
    best = [text]
    for lines in _breaks(words, min(count, len(words))):
        if max(map(len, lines)) < max(map(len, best)):
            best = lines
    return best


def _breaks(words: list[str], count: int) -> list[list[str]]:
    """List every way of setting words on at most `count` lines."""
    if count == 1:
        return [[" ".join(words)]]
    found = [[" ".join(words)]]
    for first in range(1, len(words)):
        head = " ".join(words[:first])
        found += [[head, *rest] for rest in _breaks(words[first:], count - 1)]
    return found
