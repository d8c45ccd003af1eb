"""Say which label of the base map a story writes itself, so that no name stands twice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from shapely.geometry import Point

from geo.gazetteer.folding import fold
from geo.gazetteer.places.areas import areas
from geo.story import Feature

_KEPT: Final = 16_384
"""Names kept: those of the largest stories."""
_NEAR_DEG: Final = 0.5
"""A mark of a water's name is the water if it is no farther from the label's own point."""


def own_label(feature: Feature) -> int | None:
    """Return the number of the base map's label that a mark stands for, if there is one.

    Seas are not in GeoNames: a mark is one of them if it bears its name and lies where it is.
    """
    if feature.geonameid:
        return feature.geonameid
    found = _water(feature.name)
    if found is None or feature.geometry.distance(found[1]) > _NEAR_DEG:
        return None
    return found[0]


def own_labels(features: Iterable[Feature]) -> frozenset[int]:
    """Return the numbers of all labels of the base map that marks stand for, but for asides.

    What stands aside is no mark of the picture: its place is the base map's to name.
    """
    return frozenset(
        number
        for item in features
        if item.prominence != "aside" and (number := own_label(item)) is not None
    )


@lru_cache(maxsize=_KEPT)
def _water(name: str) -> tuple[int, Point] | None:
    """Return the number and the point of the water of a name, if there is one.

    A story's names are asked for with every map of it, and most are no water's.
    """
    return _waters().get(fold(name))


@lru_cache(maxsize=1)
def _waters() -> MappingProxyType[str, tuple[int, Point]]:
    """Return the number and the point of each water that no other has, by each of its names."""
    return MappingProxyType(
        {
            fold(name): (area.id, Point(area.points[0]))
            for area in reversed(areas())  # where two have one name, the more important one stays
            if area.id < 0
            for name in area.names
        }
    )
