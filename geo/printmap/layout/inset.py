"""Draw the locator: a small map of the wider region with the frame's outline on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import Position
from geo.layers import MapSpec
from geo.options.view import Corner
from geo.printmap.canvas.sheet import Box, Placed, Stroke
from geo.printmap.carto.frame import Frame, azimuthal
from geo.printmap.carto.ground import ground
from geo.printmap.naming.nations import countries_in, country_names
from geo.printmap.typeset.typesetting import Piece, in_corner
from geo.style import colours

_TIMES: Final = 6.0
"""How much wider than the frame the region is."""
_WIDEST_M: Final = 9.0e6
"""Of the region: a wider one would show the globe's edge."""
_LEAST_TIMES: Final = 2.5
"""A region no wider than this tells nothing."""
_SHARE: Final = 0.17
"""Of the frame's longer side."""
_MOST_SHARE: Final = 0.5
"""Of its shorter side."""
_LEAST_PX: Final = 84.0
_MOST_PX: Final = 190.0
_MARGIN_PX: Final = 10.0
_KEPT: Final = 64
"""Regions and outlines kept: an option changed seldom changes them."""


def inset(spec: MapSpec, frame: Frame, corner: Corner) -> Piece | None:
    """Return the locator in a corner of the frame, or None where the frame is wide already."""
    box = inset_box(frame, corner)
    region = region_of(frame, box)
    if region is None:
        return None
    roles = colours(spec.theme)
    outline = outline_of(frame, region)
    reach = Box(*outline.bounds)
    own = countries_in(frame, _told(spec, frame))
    rim = shapely.box(*box).exterior
    return Piece(
        items=(
            Stroke(shape=rim, colour=roles["paper"], width_px=5),
            *ground(region, spec.theme, finer=0),
            *country_names(region, reach, own, spec.theme, spec.language),
            Stroke(shape=outline, colour=roles["paper"], width_px=3.4),
            Stroke(shape=outline, colour=roles["accent"], width_px=1.6),
            Stroke(shape=rim, colour=roles["muted"], width_px=0.8),
        ),
        placed=(Placed(role="inset", name="", box=box),),
        box=box,
    )


def inset_box(frame: Frame, corner: Corner) -> Box:
    """Return where the locator stands in a corner of the frame."""
    wide, high = frame.box.width, frame.box.height
    most = min(_MOST_PX, min(wide, high) * _MOST_SHARE)
    side = max(min(max(wide, high) * _SHARE, most), _LEAST_PX)
    return in_corner(frame.box.grown(-_MARGIN_PX), corner, side, side)


@lru_cache(maxsize=_KEPT)
def region_of(frame: Frame, box: Box) -> Frame | None:
    """Return the frame of the wider region, equal in area and centred on the map's middle."""
    lon, lat = frame.to_world(np.array([frame.box.middle]))[0].tolist()
    longest = max(frame.box.width, frame.box.height) * frame.ground_metres_per_px()
    wide = min(longest * _TIMES, _WIDEST_M)
    if wide < longest * _LEAST_TIMES:
        return None
    proj = azimuthal(lon, lat)
    return Frame(box=box, proj=proj, centre=(0.0, 0.0), metres_per_px=wide / box.width)


@lru_cache(maxsize=_KEPT)
def outline_of(frame: Frame, region: Frame) -> BaseGeometry:
    """Return the frame's edge on the region's map."""
    edge = shapely.segmentize(shapely.box(*frame.box).exterior, frame.box.width / 24)
    return shapely.transform(edge, lambda xy: region.to_page(frame.to_world(xy)))


def _told(spec: MapSpec, frame: Frame) -> tuple[Position, ...]:
    """Return where the main places lie that a map shows; without a main one, all."""
    marks = [
        mark
        for layer in spec.layers
        if layer.visible and layer.group == "story"
        for mark in layer.marks
        if not mark.left_out and mark.tie is None and frame.shows(*mark.anchor)
    ]
    main = [mark.anchor for mark in marks if mark.prominence == "main"]
    return tuple(main or (mark.anchor for mark in marks))
