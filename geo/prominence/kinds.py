"""Sort the gazetteer's kinds of places by what news can happen in."""

from __future__ import annotations

from typing import Final

from geo.prominence.article import NamedPlace

STATES: Final = frozenset({"country", "continent", "group"})
REGIONS: Final = frozenset(
    {"region", "district", "area", "historic", "part", "desert", "mountains"}
)  # fmt: skip
SEAS: Final = frozenset({"sea", "ocean", "gulf", "bay"})
STREAMS: Final = frozenset({"lake", "river", "strait", "canal", "reservoir", "channel"})
WAYS: Final = frozenset({"road", "railway", "border"})
_LARGE_ISLAND: Final = 300_000
"""People of an island that is a region of its own."""


def is_region(place: NamedPlace) -> bool:
    """Say whether a place is a part of a state that holds many places."""
    large = place.kind == "island" and place.population >= _LARGE_ISLAND
    return place.kind in REGIONS or large


def is_broad(place: NamedPlace) -> bool:
    """Say whether a place is so large that news seldom happens in it as a whole."""
    return place.kind in STATES or place.kind in SEAS or is_region(place)


def is_spot(place: NamedPlace) -> bool:
    """Say whether a point says where it is: of a town, an island, a building."""
    return not is_broad(place) and place.kind not in STREAMS and place.kind not in WAYS
