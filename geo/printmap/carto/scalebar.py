"""Draw the scale bar and the north arrow, each true for the place where it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely import affinity

from geo.crs import distance_m
from geo.options.view import Corner
from geo.printmap.canvas.sheet import Box, Fill, Item, Placed, Stroke, Text
from geo.printmap.carto.frame import Frame
from geo.printmap.typeset.measure import text_width
from geo.printmap.typeset.typesetting import Piece, aside, in_corner, leading, pen, set_line
from geo.printmap.typeset.words import number, word
from geo.style import Theme, colours

METRES: Final = {"km": 1000.0, "mi": 1609.344}
_LONGEST_PX: Final = 150.0
_SHARE: Final = 0.24
"""Of the frame's width: the longest that the bar may be."""
_STEPS: Final = (1.0, 2.0, 5.0)
_TICK_PX: Final = 4.0
_PLATE_OPACITY: Final = 0.92
_PAD_PX: Final = 6.0
MARGIN_PX: Final = 10.0
"""From the frame's edge."""
_SIZE_PX: Final = 8.5
_VARIES: Final = 1.05
"""From this share of largest to smallest on, the bar says where it is true."""
_KEPT: Final = 64
"""Bars, arrows and notes kept: an option changed seldom moves them."""
_ARROW_PX: Final = 28.0
"""The square in which it turns."""


@dataclass(frozen=True, slots=True)
class Length:
    """Hold one length of the bar: so many of a unit, and where on the page it ends."""

    unit: str
    value: float
    px: float
    """From the bar's beginning; below zero where lines begin at the right."""


@lru_cache(maxsize=_KEPT)
def scale_bar(
    frame: Frame, corner: Corner, *, theme: Theme, language: str, aside_px: float = 0.0
) -> Piece:
    """Return the bar of kilometres and miles in a corner of the frame, on a plate of paper.

    `aside_px` is how far from the corner it stands.
    """
    area, roles = aside(frame.box.grown(-MARGIN_PX), aside_px), colours(theme)
    like = pen(language, size_px=_SIZE_PX, colour=roles["ink"], weight="medium")
    quiet = pen(language, size_px=_SIZE_PX - 0.5, colour=roles["muted"])
    note, high = _note(frame, language), leading("0", like.size_px)
    height = (3 if note else 2) * high + 2 * _TICK_PX + 2 * _PAD_PX
    most = min(_LONGEST_PX, frame.box.width * _SHARE)
    plate = in_corner(area, corner, most + 2 * _PAD_PX, height)
    for _ in range(2):  # where the bar stands tells how long it is, and that where it stands
        x = plate.left + _PAD_PX if like.align == "left" else plate.right - _PAD_PX
        y = plate.top + _PAD_PX + high + _TICK_PX
        reach = most if like.align == "left" else -most
        at = frame.point(frame.lon_0, 0.0) if frame.is_world else (x, y)
        lengths = [length_at(frame, "km", at, reach)]
        lengths.append(length_at(frame, "mi", at, lengths[0].px))
        words = [_label(length, language) for length in lengths]
        wide = max(
            *(abs(length.px) for length in lengths),
            *(_width(text, like) for text in words),
            _width(note, quiet),
        )
        plate = in_corner(area, corner, wide + 2 * _PAD_PX, height)
    lines = [
        _at_end(text, length, like, x, top, language)
        for text, length, top in zip(words, lengths, (y - _TICK_PX - high, y + _TICK_PX),
                                     strict=True)
    ]  # fmt: skip
    if note:
        lines.append(set_line(note, quiet, x=x, top=y + _TICK_PX + high, language=language))
    return Piece(
        items=(
            Fill(shape=rounded(plate), colour=roles["paper"], opacity=_PLATE_OPACITY),
            Stroke(shape=_bar(lengths, x, y), colour=roles["ink"], width_px=1.1, cap="butt"),
            *lines,
        ),
        placed=(Placed(role="scale", name=" · ".join(words), box=plate),),
        box=plate,
    )


def length_at(frame: Frame, unit: str, at: tuple[float, float], reach_px: float) -> Length:
    """Return the longest round length of a unit within reach of a place on the page."""

    def metres(px: float) -> float:
        start, end = frame.to_world(np.array([at, (at[0] + px, at[1])])).tolist()
        return distance_m(tuple(start), tuple(end))

    most = metres(reach_px) / METRES[unit]
    power = 10.0 ** math.floor(math.log10(most))
    value = max(step * power for step in _STEPS if step * power <= most)
    px = reach_px * value / most
    for _ in range(3):
        px *= value * METRES[unit] / metres(px)
    return Length(unit, value, px)


def _label(length: Length, language: str) -> str:
    return f"{number(length.value, language)}\u00a0{word(length.unit, language)}"


def _at_end(text: str, length: Length, like: Text, x: float, top: float, language: str) -> Text:
    """Set a length's words so that they end where it ends; where it is short, as it begins."""
    if _width(text, like) >= abs(length.px):
        return set_line(text, like, x=x, top=top, language=language)
    turned = replace(like, align="left" if like.align == "right" else "right")
    return set_line(text, turned, x=x + length.px, top=top, language=language)


def _width(text: str, like: Text) -> float:
    return text_width(text, size_px=like.size_px, weight=like.weight)


@lru_cache(maxsize=_KEPT)
def _note(frame: Frame, language: str) -> str:
    """Say where the bar is true, if the scale differs much over the frame."""
    if frame.is_world:
        return word("scaleAtEquator", language)
    at = [(x, y) for x in _across(frame.box.left, frame.box.right)
          for y in _across(frame.box.top, frame.box.bottom)]  # fmt: skip
    scales = np.array([frame.ground_metres_per_px(place) for place in at])
    scales = scales[np.isfinite(scales) & (scales > 0)]
    if scales.max() < _VARIES * scales.min():
        return ""
    return word("scaleHere" if frame.is_azimuthal else "scaleAtLatitude", language)


def _across(low: float, high: float) -> Sequence[float]:
    """Return five places from one edge to the other, a little inside of both."""
    found: list[float] = np.linspace(low + 21, high - 21, 5).tolist()
    return found


def _bar(lengths: Sequence[Length], x: float, y: float) -> shapely.MultiLineString:
    """Return the line with its marks: kilometres above, miles below."""
    far = max((length.px for length in lengths), key=abs)
    lines = [[(x, y), (x + far, y)], [(x, y - _TICK_PX), (x, y + _TICK_PX)]]
    for length, side in zip(lengths, (-1, 1), strict=True):
        end = x + length.px
        lines.append([(end, y), (end, y + side * _TICK_PX)])
    return shapely.MultiLineString(lines)


def rounded(box: Box) -> shapely.Polygon:
    """Return a box with slightly round corners."""
    shape: shapely.Polygon = shapely.box(*box.grown(-2)).buffer(2, quad_segs=4)
    return shape


# --- north ------------------------------------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def north_arrow(
    frame: Frame,
    corner: Corner,
    *,
    theme: Theme,
    language: str,
    aside_px: float = 0.0,
    plated: bool = False,
) -> Piece:
    """Return an arrow in a corner of the frame that points to true north from where it stands.

    `aside_px` is how far from the corner it stands, where that is another's; it may be `plated`,
    as the scale bar is, where there are lines beneath it.
    """
    roles, paper = colours(theme), colours(theme)["paper"]
    area = aside(frame.box.grown(-MARGIN_PX), aside_px)
    like = Text(
        text="", x=0, y=0, align="middle", size_px=10, colour=roles["ink"], weight="bold",
        halo=paper, halo_px=1.6,
    )  # fmt: skip
    letter = word("northArrow", language)
    high = leading(letter, like.size_px)
    wide = max(_ARROW_PX, _width(letter, like) + 2 * like.halo_px)
    box = in_corner(area, corner, wide, _ARROW_PX + high + 2)
    x, y = (box.left + box.right) / 2, box.bottom - _ARROW_PX / 2
    left, right = _needle(x, y, bearing(frame, (x, y)))
    line = set_line(letter, like, x=x, top=box.top, language=language)
    whole = shapely.union_all([left, right])
    plate = [Fill(shape=rounded(box), colour=paper, opacity=_PLATE_OPACITY)] if plated else []
    items: Iterator[Item] = iter(
        (
            *plate,
            Stroke(shape=shapely.boundary(whole), colour=paper, width_px=3.2, opacity=0.9),
            Fill(shape=whole, colour=paper),
            Fill(shape=left, colour=roles["ink"]),
            Stroke(shape=shapely.boundary(whole), colour=roles["ink"], width_px=0.9),
            line,
        )
    )
    return Piece(items=tuple(items), placed=(Placed(role="north", name=letter, box=box),), box=box)


def bearing(frame: Frame, at: tuple[float, float]) -> float:
    """Return how far true north lies clockwise from the page's top, in degrees."""
    lon, lat = frame.to_world(np.array([at]))[0].tolist()
    step = 0.01 if lat < 89.9 else -0.01
    x, y = frame.point(lon, lat + step)
    side = 1 if step > 0 else -1
    return math.degrees(math.atan2(side * (x - at[0]), side * (at[1] - y)))


def _needle(x: float, y: float, turn_deg: float) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Return the two halves of a needle around a place, turned clockwise."""
    half = _ARROW_PX / 2 - 2
    tip, notch = (x, y - half), (x, y + half * 0.45)
    halves = [
        shapely.Polygon([tip, (x + side * half * 0.58, y + half * 0.8), notch]) for side in (-1, 1)
    ]
    left, right = (affinity.rotate(part, turn_deg, origin=(x, y)) for part in halves)
    return left, right
