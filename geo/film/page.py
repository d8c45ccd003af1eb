"""Lay out the page of a film: what stands still, and the room for what changes.

Tall pages have the statement told above the map, wide ones beside it. The room is that of the
longest statement, so that nothing moves from scene to scene.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from geo.errors import RequestError
from geo.film.line import Event, line_height
from geo.film.script import Telling
from geo.layers import MapSpec, legend_rows
from geo.options import Page
from geo.printmap.canvas.sheet import Box, Item, Placed, Text, inner
from geo.printmap.furniture.glyphs import form_glyph, glyph
from geo.printmap.furniture.legend import category_rows, forms_of
from geo.printmap.furniture.titles import credits, title_block
from geo.printmap.typeset.measure import width_of
from geo.printmap.typeset.typesetting import (
    Piece,
    around,
    cut_start,
    down_to,
    leading,
    pen,
    set_line,
    set_text,
)
from geo.printmap.typeset.words import word
from geo.story.format.models import TONES
from geo.style import colours, style_for

_WIDE: Final = 1.2
"""Width by height from which the statement stands beside the map."""
_GAP_PX: Final = 9.0
_GUTTER_PX: Final = 18.0
_COLUMN: Final = 0.3
"""Of the page's width: what is told beside the map."""
_USUAL: Final = 0.27
_MOST: Final = 0.5
"""Of the height that is left: what is told above the map, as a rule and at most."""
_LEAST_MAP_PX: Final = 120.0
_CLAIM: Final = 0.031
"""Of a square page's side as large as the page: the size of type of what is told."""
_MOST_CLAIM_PX: Final = 30.0
_READABLE_PX: Final = 15.0
"""No shorter statement is set smaller than this for the sake of a longer one."""
_LEAST_PX: Final = 9.5
_KEY_SIZES_PX: Final = (10.5, 9.75, 9.0)
"""Of the key's type; smaller if it saves a line."""
_ROW_PX: Final = 20.0
_CELL_PX: Final = (30.0, 16.0)
"""Of a symbol: width, height."""
_CELL_GAP_PX: Final = 6.0
_APART_EM: Final = 1.4
_DATE_EM: Final = 1.45
_CITED_EM: Final = 0.66


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """Say which part of the page is whose."""

    title: Piece
    told: Box
    sizes: Mapping[str, float]
    """Of type, by the id of what is told."""
    map: Box
    line: Box
    key: Piece
    credits: Piece


def plan_film(
    spec: MapSpec, page: Page, tellings: Sequence[Telling], events: Sequence[Event]
) -> FilmPlan:
    """Part the page; the map gets what the others leave.

    Raises
    ------
    RequestError
        If the page is too small for what must stand on it.
    """
    whole = inner(page)
    title = title_block(spec, whole)
    foot = _at_bottom(whole, lambda area: credits(spec, area))
    rest = whole._replace(top=title.box.bottom + _GAP_PX, bottom=foot.box.top - _GAP_PX)
    key = _at_bottom(rest, lambda area: _key(spec, area))
    high = line_height(events, whole.width, spec.language)
    line = rest._replace(top=key.box.top - _GAP_PX - high, bottom=key.box.top - _GAP_PX)
    body = rest._replace(bottom=line.top - _GAP_PX)
    if page.width_px >= _WIDE * page.height_px:
        told, beside = cut_start(body, _COLUMN * body.width, spec.language)
        _, on_map = cut_start(beside, _GUTTER_PX, spec.language)
        sizes = sizes_of(spec, page, tellings, told)
        most = told.height
    else:
        sizes = sizes_of(
            spec, page, tellings, body._replace(bottom=body.top + _USUAL * body.height)
        )
        most = _MOST * body.height
        told = body
    need = max(telling(spec, one, told, sizes[one.id]).box.height for one in tellings)
    if told is body:
        told = body._replace(bottom=body.top + need)
        on_map = body._replace(top=told.bottom + _GAP_PX)
    if need > most or min(on_map.width, on_map.height) < _LEAST_MAP_PX:
        raise RequestError(
            f"a film's page of {page.width_px:g} × {page.height_px:g} px has no room for a map "
            "beside its title, its longest statement, its time line and its credits; choose a "
            "larger page or fewer statements"
        )
    return FilmPlan(title, told, sizes, on_map, line, key, foot)


def _at_bottom(area: Box, make: Callable[[Box], Piece]) -> Piece:
    """Return a part that ends where its area does."""
    high = make(area).box.height
    return make(area._replace(top=area.bottom - high - 0.01))


# --- what is told -----------------------------------------------------------------------------


def sizes_of(
    spec: MapSpec, page: Page, tellings: Sequence[Telling], area: Box
) -> Mapping[str, float]:
    """Return the size of type of each statement: one for all, but for those that are very long."""
    largest = min(_CLAIM * math.sqrt(page.width_px * page.height_px), _MOST_CLAIM_PX)
    own = {one.id: _fitting(spec, one, area, down_to(largest, _LEAST_PX)) for one in tellings}
    common = max(min(own.values()), _READABLE_PX)
    return {name: min(size, common) for name, size in own.items()}


def _fitting(spec: MapSpec, told: Telling, area: Box, sizes: Sequence[float]) -> float:
    """Return the largest size in which a statement is no higher than an area, else the least."""
    heights = ((size, telling(spec, told, area, size).box.height) for size in sizes)
    return next((size for size, height in heights if height <= area.height), sizes[-1])


def telling(spec: MapSpec, told: Telling, area: Box, size: float) -> Piece:
    """Return a statement's date, large, its claim and where it stands, from an area's top down."""
    roles, language = colours(spec.theme), spec.language
    looks: Sequence[tuple[str, str, Text]] = (
        ("date", told.date,
         pen(language, size_px=size * _DATE_EM, colour=roles["accent"], weight="bold")),
        ("claim", told.claim, pen(language, size_px=size, colour=roles["ink"], weight="medium")),
        ("cited", told.cited,
         pen(language, size_px=max(size * _CITED_EM, _LEAST_PX), colour=roles["muted"])),
    )  # fmt: skip
    items: list[Item] = []
    placed: list[Placed] = []
    top = area.top
    for name, words, like in looks:
        if words:
            rest = area._replace(top=top)
            lines = set_text(words, like, area=rest, language=language, even=name != "cited")
            items += lines.texts
            placed.append(Placed(role="told", name=name, box=around(lines.texts)))
            top = lines.bottom + 0.15 * size
    return Piece(items=tuple(items), placed=tuple(placed), box=area._replace(bottom=top))


# --- the key ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    words: str
    draw: Callable[[Box], Iterable[Item]]
    """Of its symbol."""
    begins: bool = False
    """Whether a new kind of entry begins with it."""


def _key(spec: MapSpec, area: Box) -> Piece:
    """Return categories, forms of certainty and tones in use, side by side, on few lines."""
    tried = [_key_in(spec, area, _KEY_SIZES_PX[0], tones_below=True)]
    tried += [_key_in(spec, area, size) for size in _KEY_SIZES_PX]
    return min(tried, key=lambda piece: round(piece.box.height / _ROW_PX))


def _key_in(spec: MapSpec, area: Box, size: float, *, tones_below: bool = False) -> Piece:
    language = spec.language
    items: list[Item] = []
    placed: list[Placed] = []
    across, top = 0.0, area.top
    like = pen(language, size_px=size, colour=colours(spec.theme)["ink"])
    for entry in _entries(spec):
        wide = width_of(replace(like, text=entry.words))
        wide += _CELL_PX[0] + _CELL_GAP_PX
        begins = tones_below and entry.begins
        if across and (begins or across + wide > area.width):
            across, top = 0.0, top + _ROW_PX
        _, rest = cut_start(area._replace(top=top, bottom=top + _ROW_PX), across, language)
        box, _ = cut_start(rest, wide, language)
        items += _set_entry(entry, like, box, language)
        placed.append(Placed(role="legend", name=entry.name, box=box))
        across += wide + _APART_EM * size
    bottom = top + _ROW_PX if placed else top
    return Piece(items=tuple(items), placed=tuple(placed), box=area._replace(bottom=bottom))


def _set_entry(entry: _Entry, like: Text, box: Box, language: str) -> Iterator[Item]:
    """Yield a symbol and its words in a box as wide as they need."""
    cell, room = cut_start(box, _CELL_PX[0], language)
    space = (box.height - _CELL_PX[1]) / 2
    yield from entry.draw(cell._replace(top=box.top + space, bottom=box.bottom - space))
    _, room = cut_start(room, _CELL_GAP_PX, language)
    top = box.top + (box.height - leading(entry.words, like.size_px)) / 2
    x = room.right if like.align == "right" else room.left
    yield set_line(entry.words, like, x=x, top=top, language=language)


def _entries(spec: MapSpec) -> Iterator[_Entry]:
    classes = [
        (layer, legend)
        for layer in spec.layers
        if layer.visible
        for legend in legend_rows(layer.classes)
    ]
    language = spec.language
    for row in category_rows(((layer, (one,)) for layer, one in classes), spec):
        if row.mark:
            draw = partial(glyph, *row.mark, theme=spec.theme, mirrored=False)
            yield _Entry(row.name, row.words, draw)
    for row in forms_of([legend for _, legend in classes], spec):
        draw = partial(form_glyph, row.form, row.form_kind, theme=spec.theme)
        yield _Entry(row.name, row.words, draw)
    tones = {legend.tone: (layer, legend) for layer, legend in classes if legend.tone}
    for number, tone in enumerate(tone for tone in TONES if tone in tones):
        layer, legend = tones[tone]
        exact = style_for(layer.role, kind="line", certainty="exact", theme=spec.theme, tone=tone)
        plain = replace(legend, id=tone, kind="line", style=exact)
        draw = partial(glyph, layer, plain, theme=spec.theme, mirrored=False)
        yield _Entry(f"tone/{tone}", word(f"tone.{tone}", language), draw, not number)
