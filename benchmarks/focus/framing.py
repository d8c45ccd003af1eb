"""Choose the frame of an article's picture from how much it is about each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds
from geo.prominence.article import Judged, NamedPlace
from geo.prominence.kinds import is_spot
from geo.story.focusing import Framed, focus_bounds


def frame(
    places: Sequence[NamedPlace],
    judged: Sequence[Judged],
    outlines: Mapping[str, BaseGeometry] | None = None,
) -> Bounds | None:
    """Return the bounds to show of places, or nothing where no main or needed one has a point.

    What stands aside never widens them. Countries, regions, seas and rivers that the main places
    lie in or at need not be seen whole, nor at their label's point.

    Parameters
    ----------
    outlines
        How far places reach, by their key; of main ones alone they count.
    """
    known = outlines or {}
    told = {one.key: one.prominence for one in judged}
    main = [place for place in places if told.get(place.key) == "main" and place.at]
    also = [place for place in places if told.get(place.key) == "also" and place.at]
    needed = [place for place in also if is_spot(place)] if main else also
    framed = [Framed(place.at, True, known.get(place.key)) for place in main if place.at]
    framed += [Framed(place.at) for place in needed if place.at]
    return focus_bounds(framed) if framed else None
