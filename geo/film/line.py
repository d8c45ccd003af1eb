"""Draw a film's time line: ticks, each dated statement with its uncertainty, and how far it is.

The same story as the page's own (``static/js/time/timeline.js``): time runs with the writing, open
ends and approximate dates fade, uncertain ones are dashed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.film.ticks import middle_of, ticks
from geo.printmap.canvas.sheet import Box, Fill, Item, Placed, Stroke, Text
from geo.printmap.typeset.typesetting import Piece, around, leading, pen, set_line
from geo.printmap.typeset.words import month
from geo.story import StoryDate
from geo.style import Colour, Theme, Weight, colours
from geo.text import direction

_LABEL_PX: Final = 9.5
"""Of type."""
_LANE_PX: Final = 9.0
_LANES_PX: Final = 50.0
"""All lanes together at most; very many become thin."""
_LEAST_BAR_PX: Final = 3.0
_TICK_PX: Final = 4.0
_ROOM: Final = 0.045
"""Kept free at both ends, of the time between the first and the last day."""
_LEAST_ROOM_DAYS: Final = 2
_LAYERS: Final = 20
_LEAST_LAYERS: Final = 5
"""Of a bar that fades; fewer of a faint one, for very thin ones would lose their colour."""
_FADE_BOTH: Final = 0.3
_FADE_ONE: Final = 0.85
"""Of a bar's length, over which an end fades: both of them, or an open one."""
_OPACITY: Final = {"past": 0.9, "now": 0.97, "future": 0.25}


@dataclass(frozen=True, slots=True)
class Event:
    """Hold what the time line shows of a statement."""

    id: str
    date: StoryDate
    tone: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Carry days to places along the line, and know its ends as days of the calendar."""

    area: Box
    start: int
    end: int
    language: str

    def x(self, day: float) -> float:
        """Return where a day stands; time runs with the writing."""
        along = (day - self.start) / (self.end - self.start) * self.area.width
        return self.area.right - along if self.is_rtl else self.area.left + along

    @property
    def is_rtl(self) -> bool:
        """Whether time runs from right to left."""
        return direction(self.language) == "rtl"


@dataclass(frozen=True, slots=True)
class Bar:
    """Say where an event stands: from x to x, in which lane."""

    event: Event
    x0: float
    x1: float
    is_point: bool
    fades: tuple[bool, bool]
    """Whether it fades out at its left and at its right end."""
    lane: int = 0


def by_then(date: StoryDate) -> dt.date:
    """Return the day by which a date that is known has surely begun, as far as it says."""
    day = date.latest or date.earliest
    assert day is not None  # a date that is not unknown has one end at least
    return day


def line_height(events: Sequence[Event], width: float, language: str) -> float:
    """Return how high the time line of some events is."""
    bars = _bars(events, _scale(events, Box(0, 0, width, 0), language))
    return _lanes_height(bars) + _TICK_PX + _label_height(language)


def time_line(
    events: Sequence[Event], area: Box, *, now: int, theme: Theme, language: str
) -> Piece:
    """Return the time line as wide as an area, from its top down.

    Parameters
    ----------
    events
        In the order of the film.
    area
        As high as `line_height` says.
    now
        The event that is told; those before it are past. One beyond either end: none is told.
    theme, language
        As the page's.
    """
    scale = _scale(events, area, language)
    bars = _bars(events, scale)
    foot = area.top + _lanes_height(bars)
    roles = colours(theme)
    labels = list(_labels(scale, foot, roles["muted"]))
    items: list[Item] = [*_axis(scale, foot, roles["muted"])]
    items += _progress(scale, area.top, foot, events, now, roles["accent"])
    placed = [Placed(role="tick", name=text.text, box=around([text])) for text in labels]
    lane = _lane(bars)
    size = max(lane - 2, _LEAST_BAR_PX)
    for number, bar in enumerate(bars):
        y = foot - 4 - lane * (bar.lane + 0.5)
        state = "now" if number == now else "past" if number < now else "future"
        shape = _shape(bar, y, size)
        items += _event(bar, shape, state, roles[bar.event.tone], roles["ink"])
        placed.append(Placed(role="event", name=bar.event.id, box=Box(*shape.bounds)))
    bottom = foot + _TICK_PX + _label_height(language)
    return Piece(items=(*items, *labels), placed=tuple(placed), box=area._replace(bottom=bottom))


# --- where things stand -----------------------------------------------------------------------


def _scale(events: Sequence[Event], area: Box, language: str) -> Scale:
    days = [
        day.toordinal()
        for event in events
        for day in (event.date.earliest, event.date.latest)
        if day is not None
    ]
    first, last = min(days), max(days)
    room = max(_LEAST_ROOM_DAYS, round((last - first) * _ROOM))
    return Scale(area, first - room, last + 1 + room, language)


def _bars(events: Sequence[Event], scale: Scale) -> list[Bar]:
    """Return each event's bar, in the lowest lane where it touches no other."""
    bars = [_bar(event, scale) for event in events]
    ends: list[float] = []
    lanes: dict[str, int] = {}
    for bar in sorted(bars, key=lambda bar: (bar.x0, -bar.x1)):
        lane = next((n for n, end in enumerate(ends) if bar.x0 >= end + 3), len(ends))
        ends[lane:] = [bar.x1, *ends[lane + 1 :]]
        lanes[bar.event.id] = lane
    return [replace(bar, lane=lanes[bar.event.id]) for bar in bars]


def _bar(event: Event, scale: Scale) -> Bar:
    date = event.date
    first = date.earliest.toordinal() if date.earliest else scale.start
    last = date.latest.toordinal() if date.latest else scale.end - 1
    is_point = date.earliest is not None and date.earliest == date.latest
    low, high = sorted((scale.x(first), scale.x(last + 1)))
    if is_point:
        low = high = (low + high) / 2
    half = max((high - low) / 2, (_LANE_PX - 2) / 2)
    middle = (low + high) / 2
    ends = (date.open_start, date.open_end)
    if date.approximate and not any(ends):
        ends = (True, True)
    return Bar(event, middle - half, middle + half, is_point, ends[::-1] if scale.is_rtl else ends)


def _lane(bars: Sequence[Bar]) -> float:
    """Return the height of a lane."""
    return min(_LANE_PX, _LANES_PX / (1 + max(bar.lane for bar in bars)))


def _lanes_height(bars: Sequence[Bar]) -> float:
    return _lane(bars) * (1 + max(bar.lane for bar in bars)) + 6


def _label_height(language: str) -> float:
    like = pen(language, size_px=_LABEL_PX, colour="")
    return leading(month(1, language), like.size_px)


# --- ticks ------------------------------------------------------------------------------------


def _labels(scale: Scale, foot: float, colour: Colour) -> Iterator[Text]:
    """Yield the ticks' names, years heavier; those that would leave the line are left out."""
    language = scale.language
    for tick in ticks(scale.start, scale.end, scale.area.width):
        weight: Weight = "bold" if tick.unit == "year" else "regular"
        like = pen(language, size_px=_LABEL_PX, colour=colour, weight=weight)
        like = replace(like, align="middle")
        top = foot + _TICK_PX
        line = set_line(tick.label(language), like, x=scale.x(tick.at), top=top, language=language)
        box = around([line])
        if scale.area.left <= box.left and box.right <= scale.area.right:
            yield line


def _axis(scale: Scale, foot: float, colour: Colour) -> Iterator[Item]:
    line = shapely.LineString([(scale.area.left, foot), (scale.area.right, foot)])
    yield Stroke(shape=line, colour=colour, width_px=0.8)
    at = [scale.x(tick.at) for tick in ticks(scale.start, scale.end, scale.area.width)]
    marks = shapely.MultiLineString([[(x, foot - 2), (x, foot + _TICK_PX)] for x in at])
    yield Stroke(shape=marks, colour=colour, width_px=0.8)


def _progress(
    scale: Scale, top: float, foot: float, events: Sequence[Event], now: int, colour: Colour
) -> Iterator[Item]:
    """Yield the line as far as it has been told, and a needle on the day that is told."""
    if now < 0:
        return
    told = events[min(now, len(events) - 1)]
    x = scale.x(middle_of(by_then(told.date)))
    start = scale.x(scale.start)
    yield Stroke(shape=shapely.LineString([(start, foot), (x, foot)]), colour=colour, width_px=2.4)
    if now < len(events):
        needle = shapely.LineString([(x, top), (x, foot)])
        yield Stroke(shape=needle, colour=colour, width_px=1.2, opacity=0.7)
        yield Fill(shape=shapely.Point(x, foot).buffer(3.6), colour=colour)


# --- events -----------------------------------------------------------------------------------


def _shape(bar: Bar, y: float, size: float) -> BaseGeometry:
    middle = shapely.Point((bar.x0 + bar.x1) / 2, y)
    if bar.is_point:
        disc: BaseGeometry = middle.buffer(size / 2 + 0.5)
        return disc
    half = size / 2
    core = shapely.LineString([(bar.x0 + half, y), (max(bar.x1 - half, bar.x0 + half + 0.1), y)])
    band: BaseGeometry = core.buffer(half)
    return band


def _event(
    bar: Bar, shape: BaseGeometry, state: str, colour: Colour, ink: Colour
) -> Iterator[Item]:
    date = bar.event.date
    strength = _OPACITY[state]
    full = strength * (0.3 if date.uncertain else 1.0)
    if bar.is_point and date.approximate:
        yield Fill(shape=shape.buffer(2), colour=colour, opacity=full * 0.4)
    if any(bar.fades) and not bar.is_point:
        yield from _fading(shape, bar.fades, colour, full)
    else:
        yield Fill(shape=shape, colour=colour, opacity=full)
    if date.uncertain:
        yield Stroke(shape=shape.exterior, colour=colour, width_px=1.0, opacity=strength,
                     dash_px=(3.0, 2.0), cap="butt")  # fmt: skip
    if state == "now":
        yield Stroke(shape=shape.exterior, colour=ink, width_px=1.8)


def _fading(
    shape: BaseGeometry, fades: tuple[bool, bool], colour: Colour, full: float
) -> Iterator[Item]:
    """Yield a bar in layers, each shorter than the last: it fades where it is not sure."""
    left, top, right, bottom = shape.bounds
    layers = max(round(_LAYERS * full), _LEAST_LAYERS)
    over = (right - left) * (_FADE_BOTH if all(fades) else _FADE_ONE) / layers
    share = 1 - (1 - full) ** (1 / layers)
    for number in range(layers):
        by = over * (number + 0.5)
        part = shapely.box(left + by * fades[0], top, right - by * fades[1], bottom)
        yield Fill(shape=shape & part, colour=colour, opacity=share)
