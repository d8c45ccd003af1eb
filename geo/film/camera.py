"""Choose where the camera looks in each scene: closer on what is told, or on all of the story.

It goes to the marks of a statement with so much around them as says where they lie, and stays where
they are well seen already: what moves without need is looked at instead of what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from geo.crs import Bounds
from geo.layers import Drawn, MapSpec
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame, frame_for
from geo.story.focusing import LEAST_KM, Framed, focus_bounds, shorter_km

_EDGE: Final = 0.08
"""Of the map's shorter side: what is told lies no nearer to its edge."""
_LARGE: Final = 1.7
"""Times as large as it would be shown alone may be what is seen around something that is told."""
_TOGETHER: Final = 1.5
"""Likewise, for the sake of what is told next."""
_CLOSER: Final = 2 / 3
"""Of the way from a town's view to the whole story's, in doublings: no scene is closer."""
_LARGEST: Final = 3.0
"""Times the whole view: an area that needs more is shown by its middle."""

Marks = Sequence[Drawn]


def told_in(spec: MapSpec) -> Marks:
    """Return the marks of the statement that a map points out, as far as it shows them."""
    chosen = spec.chosen.marks if spec.chosen else frozenset()
    layers = (layer for layer in spec.layers if layer.visible)
    return [m for layer in layers for m in layer.marks if m.id in chosen and not m.left_out]


def looks(whole: Bounds, box: Box, told: Sequence[Marks]) -> list[Bounds]:
    """Return what the map shows in the scene of each statement, in their order.

    Parameters
    ----------
    whole
        The story's first view, with which the film opens.
    box
        The map's place on the page.
    told
        Each statement's marks; one without any is told where the camera is.
    """
    camera = _Camera(whole, box)
    found = []
    for number, marks in enumerate(told):
        if marks:
            camera.look(marks, told[number + 1 :])
        found.append(camera.at)
    return found


class _Camera:
    """Hold what the camera has seen, and where it is."""

    def __init__(self, whole: Bounds, box: Box) -> None:
        self.at = whole
        self._box = box
        self._least_km = max(LEAST_KM, LEAST_KM ** (1 - _CLOSER) * shorter_km(whole) ** _CLOSER)
        self._most_km = _LARGEST * shorter_km(whole)
        self._known = [whole]

    def look(self, marks: Marks, later: Iterable[Marks]) -> None:
        """Go to marks, if they are not well seen from here: where it was before, or anew."""
        if self._is_seen(self.at, marks):
            return
        known = [bounds for bounds in self._known if self._is_seen(bounds, marks)]
        if known:
            self.at = min(known, key=self._scale)
        else:
            self.at = self._anew(marks, later)
            self._known.append(self.at)

    def _anew(self, marks: Marks, later: Iterable[Marks]) -> Bounds:
        """Return the view of marks, and of those told next as long as all are large enough."""
        together, found = list(marks), self._around(marks)
        least = self._scale(found)
        for others in later:
            wider = self._around([*together, *others])
            least = min(least, self._scale(self._around(others))) if others else least
            if self._scale(wider) > _TOGETHER * least:
                break
            together, found = [*together, *others], wider
        return found

    def _around(self, marks: Marks) -> Bounds:
        places = [Framed(at, True) for mark in marks for at in self._corners(mark)]
        return focus_bounds(places, least_km=self._least_km)

    def _corners(self, mark: Drawn) -> list[tuple[float, float]]:
        """Return how far a mark reaches; its middle alone where that is too far to be shown."""
        bounds = Bounds.of([mark.geometry])
        if shorter_km(bounds) > self._most_km:
            return [mark.anchor]
        lons = (bounds.west, bounds.east)
        return [(lon, lat) for lon in lons for lat in (bounds.south, bounds.north)]

    def _scale(self, bounds: Bounds) -> float:
        return self._frame(bounds).ground_metres_per_px()

    def _frame(self, bounds: Bounds) -> Frame:
        return frame_for(bounds, self._box)

    def _is_seen(self, bounds: Bounds, marks: Marks) -> bool:
        """Whether marks lie well within a view, and are large enough there."""
        inside = self._box.grown(-_EDGE * min(self._box.width, self._box.height))
        corners = [at for mark in marks for at in self._corners(mark)]
        x, y = np.array(self._frame(bounds).points(corners)).T
        within = (inside.left <= x) & (x <= inside.right) & (inside.top <= y) & (y <= inside.bottom)
        return bool(within.all()) and self._scale(bounds) <= _LARGE * self._scale(
            self._around(marks)
        )
