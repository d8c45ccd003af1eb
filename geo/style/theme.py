"""Give meanings their colours, in each theme: the only place where a colour of the story stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

Theme = Literal["light", "dark", "grey"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
SCREEN_THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
"""Those of the map in the browser; ``grey`` is for paper that is printed without colour."""
MAX_ZOOM: Final = 12
"""The base map's closest zoom, and the last for which its labels were placed."""

Colour = str
"""A hex colour without opacity, for example ``"#7b2d8b"``."""


_ROLES: Final[Mapping[Theme, Mapping[str, Colour]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "paper": "#ffffff",
                "ink": "#17202b",
                "muted": "#56616e",
                "accent": "#7b2d8b",
                "main": "#b8003c",
                "place": "#2b3644",
                "area": "#7d6212",
                "zone": "#006a6a",
                "water": "#006a6a",
                "sea": "#1f4f69",
                "border": "#3b2b1a",
                "route": "#8a1f7a",
                "context": "#56616e",
                "tension": "#b5400a",
                "thaw": "#005f9e",
                "neutral": "#56616e",
            }
        ),
        "dark": MappingProxyType(
            {
                "paper": "#14181d",
                "ink": "#f1f4f8",
                "muted": "#a9b4c0",
                "accent": "#e39bdb",
                "main": "#ff7a98",
                "place": "#dfe5ec",
                "area": "#e2c25f",
                "zone": "#5fd0c8",
                "water": "#5fd0c8",
                "sea": "#9cc3da",
                "border": "#e9d9c3",
                "route": "#f08ae0",
                "context": "#a9b4c0",
                "tension": "#ff9a62",
                "thaw": "#74bdf5",
                "neutral": "#a9b4c0",
            }
        ),
        "grey": MappingProxyType(
            {
                "paper": "#ffffff",
                "ink": "#000000",
                "muted": "#4a4a4a",
                "accent": "#000000",
                "main": "#000000",
                "place": "#4f4f4f",
                "area": "#636363",
                "zone": "#2e2e2e",
                "water": "#2e2e2e",
                "sea": "#2e2e2e",
                "border": "#242424",
                "route": "#000000",
                "context": "#5c5c5c",
                "tension": "#000000",
                "thaw": "#696969",
                "neutral": "#424242",
            }
        ),
    }
)


def colours(theme: Theme) -> Mapping[str, Colour]:
    """Return the theme's colours by their meaning."""
    return _ROLES[theme]


Hue = Literal["red", "orange", "green", "blue", "purple", "slate"]
"""Of a category: a colour that whoever makes a story picks by its name."""
HUES: Final[tuple[Hue, ...]] = get_args(Hue)

_HUES: Final[Mapping[Theme, Mapping[Hue, Colour]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "red": "#a3001f",
                "orange": "#9c5800",
                "green": "#006b54",
                "blue": "#1c50bd",
                "purple": "#9a2a96",
                "slate": "#30363f",
            }
        ),
        "dark": MappingProxyType(
            {
                "red": "#ff6a5c",
                "orange": "#f7d774",
                "green": "#3fb87a",
                "blue": "#6aa6ff",
                "purple": "#ffb3f2",
                "slate": "#9aa3af",
            }
        ),
        "grey": MappingProxyType(
            {
                "red": "#000000",
                "orange": "#6e6e6e",
                "green": "#4a4a4a",
                "blue": "#2b2b2b",
                "purple": "#3a3a3a",
                "slate": "#5f5f5f",
            }
        ),
    }
)
"""Kept apart by hue and by lightness, for every eye; on grey paper it is the symbols that tell."""


def colour_of(hue: Hue, theme: Theme) -> Colour:
    """Return the colour of a hue in a theme."""
    return _HUES[theme][hue]
