"""Say how the names of marks are written, by what they name and how much it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from geo.style.theme import Colour, Theme, colours

Weight = Literal["regular", "medium", "bold"]
"""A weight of the committed fonts, e.g. ``"medium"``."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Say how the names of one class of marks are written. Lengths are CSS pixels."""

    size_px: float
    colour: Colour
    weight: Weight = "medium"
    italic: bool = False
    capitals: bool = False
    spacing_px: float = 0.0
    """After each letter; none in scripts that join them."""


_LETTERING: Final[Mapping[str, tuple[Lettering, Lettering]]] = MappingProxyType(
    {
        "area": (
            Lettering(13.5, "ink", capitals=True, spacing_px=1.4, weight="bold"),
            Lettering(11.5, "muted", capitals=True, spacing_px=1.2),
        ),
        "water": (
            Lettering(14.0, "sea", weight="regular", italic=True, spacing_px=0.8),
            Lettering(12.5, "sea", weight="regular", italic=True, spacing_px=0.6),
        ),
        "zone": (
            Lettering(13.5, "ink", weight="bold"),
            Lettering(11.5, "place", weight="regular", italic=True),
        ),
        "route": (Lettering(13.5, "ink", weight="bold"), Lettering(11.5, "place")),
        "border": (Lettering(13.5, "ink", weight="bold"), Lettering(11.5, "place")),
        "context": (Lettering(13.5, "ink", weight="bold"), Lettering(10.5, "muted", "regular")),
    }
)
"""How a role's names are written where the story is about them, and else; the colours are roles."""
_OTHER_LETTERING: Final = (Lettering(15.0, "ink", weight="bold"), Lettering(12.0, "place"))


def lettering_for(role: str, *, theme: Theme, prominence: str = "also") -> Lettering:
    """Return how the names of marks are written.

    Towns are upright, countries and regions spaced capitals, waters italic, as the base map's are;
    no name is larger than that of a town that the story is about.
    """
    main, also = _LETTERING.get(role, _OTHER_LETTERING)
    found = main if prominence == "main" else also
    return replace(found, colour=colours(theme)[found.colour])
