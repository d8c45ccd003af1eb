"""Say once how each kind of map label looks: the placement measures it, Mapnik draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Weight = Literal["regular", "medium", "bold"]
"""A weight of the committed fonts, e.g. ``"medium"``."""

ColourRole = Literal["country", "territory", "capital", "city", "town", "water"]
"""What the colour means; the base map's theme gives the hex, e.g. ``"water"``."""

Shape = Literal["none", "ring", "disc"]
"""The mark at the place itself, e.g. ``"ring"`` for a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelStyle:
    """Describe one kind of label in CSS pixels at a scale of 1."""

    size_px: float
    """Height of the em square."""

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


LABEL_STYLES: Final[Mapping[str, LabelStyle]] = MappingProxyType(
    {
        "ocean": LabelStyle(
            size_px=14, italic=True, colour_role="water", letter_spacing_px=1.6, wrap=True
        ),
        "sea": LabelStyle(
            size_px=12.5, italic=True, colour_role="water", letter_spacing_px=0.6, wrap=True
        ),
        "gulf": LabelStyle(
            size_px=11, italic=True, colour_role="water", letter_spacing_px=0.3, wrap=True
        ),
        "lake": LabelStyle(size_px=11, italic=True, colour_role="water", wrap=True),
        "country_large": LabelStyle(
            size_px=14.5,
            weight="medium",
            colour_role="country",
            letter_spacing_px=1.8,
            uppercase=True,
            wrap=True,
        ),
        "country": LabelStyle(
            size_px=12.5,
            weight="medium",
            colour_role="country",
            letter_spacing_px=1.2,
            uppercase=True,
            wrap=True,
        ),
        "country_small": LabelStyle(
            size_px=11,
            weight="medium",
            colour_role="country",
            letter_spacing_px=0.7,
            uppercase=True,
            wrap=True,
        ),
        "territory": LabelStyle(size_px=11, colour_role="territory", wrap=True),
        "capital": LabelStyle(
            size_px=13, weight="bold", colour_role="capital", dot="ring", dot_radius_px=3.6
        ),
        "metropolis": LabelStyle(
            size_px=13, weight="medium", colour_role="city", dot="disc", dot_radius_px=2.8
        ),
        "city": LabelStyle(
            size_px=12.5, weight="regular", colour_role="city", dot="disc", dot_radius_px=2.4
        ),
        "town": LabelStyle(size_px=11.5, colour_role="town", dot="disc", dot_radius_px=2.0),
        "village": LabelStyle(size_px=11, colour_role="town", dot="disc", dot_radius_px=1.6),
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
