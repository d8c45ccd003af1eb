"""Call a populated place by its size, for the gazetteer calls every one a city."""

from __future__ import annotations

from typing import Final

SIZES: Final = ((2_000, "village"), (100_000, "town"))
"""Fewer inhabitants than these, and what such a place is called; larger ones are cities."""
UNKNOWN: Final = "place"
"""Where nobody counted."""


def sized(kind: str, population: int) -> str:
    """Return the kind of a place, a populated one's by its size."""
    if kind != "city":
        return kind
    if not population:
        return UNKNOWN
    return next((word for most, word in SIZES if population < most), kind)
