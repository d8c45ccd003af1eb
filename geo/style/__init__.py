"""Say how marks and their names look, in neutral words that both renderers read: the house theme.

``theme`` has the colours by their meaning, ``pictograms`` the symbols; ``marks`` says how a mark
looks by what it is, how sure and how much it matters, ``lettering`` how its name is written,
``labels`` how the base map's names are.
"""

from geo.style.lettering import Lettering, Weight, lettering_for
from geo.style.marks import SYMBOL_SHARE, Hatch, Kind, Shape, Style, style_for
from geo.style.pictograms import PICTOGRAMS, Pictogram, path_of, pictogram
from geo.style.theme import (
    HUES,
    MAX_ZOOM,
    SCREEN_THEMES,
    THEMES,
    Colour,
    Hue,
    Theme,
    colour_of,
    colours,
)  # fmt: skip

__all__ = [
    "HUES", "MAX_ZOOM", "PICTOGRAMS", "SCREEN_THEMES", "SYMBOL_SHARE", "THEMES", "Colour",
    "Hatch", "Hue", "Kind", "Lettering", "Pictogram", "Shape", "Style", "Theme", "Weight",
    "colour_of", "colours", "lettering_for", "path_of", "pictogram", "style_for",
]  # fmt: skip
