"""Draw the locator: a small map of the wider region with the frame's outline on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.basemap import palette
from geo.gazetteer import Label
from geo.labelstyle import LABEL_STYLES
from geo.layers import MapSpec
from geo.options.view import Corner
from geo.printmap.canvas.sheet import Box, Placed, Stroke, Text
from geo.printmap.carto.frame import Frame, azimuthal
from geo.printmap.carto.ground import ground
from geo.printmap.naming.places import labels_in
from geo.printmap.typeset.measure import text_box
from geo.printmap.typeset.typesetting import Piece, in_corner, set_line
from geo.style import Theme, colours

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
_NAME_PX: Final = 7.0
_MOST_NAMES: Final = 6
_FINER: Final = 2.0
"""Zooms by which its names are those of a larger map: they are set smaller."""
_KEPT: Final = 64
"""Regions, outlines and names kept: an option changed seldom changes them."""
_GAP_PX: Final = 2.5


def inset(spec: MapSpec, frame: Frame, corner: Corner) -> Piece | None:
    """Return the locator in a corner of the frame, or None where the frame is wide already."""
    box = inset_box(frame, corner)
    region = region_of(frame, box)
    if region is None:
        return None
    roles = colours(spec.theme)
    outline = outline_of(frame, region)
    rim = shapely.box(*box).exterior
    return Piece(
        items=(
            Stroke(shape=rim, colour=roles["paper"], width_px=5),
            *ground(region, spec.theme, finer=0),
            *_names(region, outline, spec.theme, spec.language),
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


@lru_cache(maxsize=_KEPT)
def _names(region: Frame, outline: BaseGeometry, theme: Theme, language: str) -> tuple[Text, ...]:
    """Return the names of a few countries that fit, the important first."""
    colour = palette(theme)
    found: list[Text] = []
    taken: list[Box] = [Box(*outline.bounds).grown(_GAP_PX)]
    known = labels_in(region, zoom=region.zoom() + _FINER, language=language)
    countries = [label for label in known if label.kind.startswith("country")]
    at = region.points([(label.lon, label.lat) for label in countries])
    for label, (x, y) in zip(countries, at, strict=True):
        if len(taken) > _MOST_NAMES:
            break
        if not Box(x, y, x, y).within(region.box):
            continue
        lines = _lines(label, (x, y), colour.labels["country"], colour.halo, language)
        boxes = [text_box(line).grown(_GAP_PX) for line in lines]
        if all(
            one.within(region.box) and not any(one.touches(other) for other in taken)
            for one in boxes
        ):
            taken += boxes
            found += lines
    return tuple(found)


def _lines(
    label: Label, at: tuple[float, float], colour: str, halo: str, language: str
) -> list[Text]:
    x, y = at
    style = LABEL_STYLES[label.kind]
    like = Text(
        text="", x=x, y=y, align="middle", size_px=_NAME_PX, colour=colour, weight=style.weight,
        halo=halo, halo_px=1.0, spacing_px=0.4 if label.letter_spacing_px else 0.0,
    )  # fmt: skip
    rows = label.text.split("\n")
    high = _NAME_PX * 1.2
    top = y - high * len(rows) / 2
    return [
        set_line(row, like, x=x, top=top + number * high, language=language)
        for number, row in enumerate(rows)
    ]
