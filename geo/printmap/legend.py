"""Set the legend: every class of marks in sight with its own symbol, and the forms of certainty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from geo.layers import Layer, LegendClass, MapSpec
from geo.printmap.glyphs import GLYPH_HEIGHT_PX, GLYPH_WIDTH_PX, form_glyph, glyph
from geo.printmap.marks import Mark
from geo.printmap.measure import width_of
from geo.printmap.setting import Lines, Piece, cut_start, down_to, fitted, pen, set_text
from geo.printmap.sheet import Box, Item, Placed, Text
from geo.printmap.words import class_words, is_plain, word
from geo.style import Theme, colours
from geo.text import direction

Sight = Collection[tuple[str, str]]
"""(layer id, class id) of the marks that can be seen."""

SIZE_PX: Final = 10.5
"""Of a layer's title; all else is a little smaller."""
LEAST_PX: Final = 8.0
_GUTTER_PX: Final = 20.0
"""Between two columns."""
_GLYPH_GAP_PX: Final = 8.0
_FORMS: Final = ("exact", "approximate", "indicative", "disputed")
_SPACE_EM: Final = {"group": 1.1, "layer": 0.45, "class": 0.1, "form": 0.3}
"""Kept free above each kind of row, unless it is the first of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold one row of the legend before it is set."""

    name: str
    kind: Literal["group", "layer", "class", "form"]
    words: str
    note: str = ""
    mark: tuple[Layer, LegendClass] | None = None
    form: str = ""
    """The certainty that it explains."""


def in_sight(marks: Iterable[Mark]) -> frozenset[tuple[str, str]]:
    """Return the classes of the marks that the frame shows."""
    return frozenset((mark.layer.id, mark.legend.id) for mark in marks if not mark.shape.is_empty)


def legend(spec: MapSpec, area: Box, *, columns: int = 1, sight: Sight | None = None) -> Piece:
    """Return the legend from the top of an area down, in columns of even height.

    Parameters
    ----------
    spec
        What is drawn.
    area
        As wide as it is to be, as high as it may be.
    columns
        How many stand side by side, where lines begin first.
    sight
        The classes that can be seen; all of visible layers if none is given.

    Raises
    ------
    RequestError
        If it does not fit even in type of 8 px.
    """
    blocks = list(_blocks(spec, sight))
    sizes = down_to(SIZE_PX, LEAST_PX)
    return fitted("legend", area, sizes, lambda size: _flowed(spec, blocks, area, columns, size))


def legend_height(
    spec: MapSpec,
    width: float,
    *,
    columns: int = 1,
    sight: Sight | None = None,
    size_px: float = SIZE_PX,
) -> float:
    """Return how high the legend is in a size of type."""
    area = Box(0.0, 0.0, width, 0.0)
    return _flowed(spec, list(_blocks(spec, sight)), area, columns, size_px).box.height


# --- what it says -----------------------------------------------------------------------------


def _blocks(spec: MapSpec, sight: Sight | None) -> Iterator[list[Row]]:
    """Yield rows that stay together; the list reads from the top of the map down."""
    seen: list[tuple[Layer, tuple[LegendClass, ...]]] = []
    for layer in reversed(spec.layers):
        classes = tuple(
            legend
            for legend in layer.classes
            if layer.visible and (sight is None or (layer.id, legend.id) in sight)
        )
        if classes:
            seen.append((layer, classes))
    for group in ("story", "context"):
        head = Row(name=group, kind="group", words=word(f"group.{group}", spec.language))
        rows = [_rows(*entry, spec.language) for entry in seen if entry[0].group == group]
        yield from _headed(head, rows)
    used = {legend.certainty for _, classes in seen for legend in classes}
    head = Row(name="certainty", kind="group", words=word("certaintyKey", spec.language))
    yield from _headed(head, [[_form(form, spec.language)] for form in _FORMS if form in used])


def _headed(head: Row, blocks: Sequence[list[Row]]) -> Iterator[list[Row]]:
    for number, rows in enumerate(blocks):
        yield rows if number else [head, *rows]


def _rows(layer: Layer, classes: tuple[LegendClass, ...], language: str) -> list[Row]:
    if len(classes) == 1:
        note = "" if is_plain(classes[0]) else class_words(classes[0], language)
        return [
            Row(
                name=f"{layer.id}/{classes[0].id}",
                kind="layer",
                words=layer.title,
                note=note,
                mark=(layer, classes[0]),
            )
        ]
    return [
        Row(name=layer.id, kind="layer", words=layer.title),
        *(
            Row(
                name=f"{layer.id}/{legend.id}",
                kind="class",
                words=class_words(legend, language),
                mark=(layer, legend),
            )
            for legend in classes
        ),
    ]


def _form(form: str, language: str) -> Row:
    return Row(
        name=f"certainty/{form}",
        kind="form",
        words=word(f"certainty.{form}", language),
        note=word(f"certainty.{form}.meaning", language),
        form=form,
    )


# --- where it stands --------------------------------------------------------------------------


def _flowed(spec: MapSpec, blocks: list[list[Row]], area: Box, columns: int, size: float) -> Piece:
    """Set the blocks in columns, as low as they can be in their order."""
    wide = (area.width - _GUTTER_PX * (columns - 1)) / columns
    measure = Box(0.0, 0.0, wide, 0.0)
    heights = [(_space(rows[0], size), _set(spec, rows, measure, size).box.height)
               for rows in blocks]  # fmt: skip
    most = _least_height(heights, columns)
    rest, number = area, -1
    low = area.top
    items: list[Item] = []
    placed: list[Placed] = []
    filled = 0.0
    for rows, (space, height) in zip(blocks, heights, strict=True):
        if number < 0 or filled + space + height > most + 1e-6:
            column, rest = cut_start(rest, wide, spec.language)
            _, rest = cut_start(rest, _GUTTER_PX, spec.language)
            number, filled, space = number + 1, 0.0, 0.0
        piece = _set(spec, rows, column._replace(top=area.top + filled + space), size)
        items += piece.items
        placed += piece.placed
        filled += space + height
        low = max(low, area.top + filled)
    return Piece(items=tuple(items), placed=tuple(placed), box=area._replace(bottom=low))


def _least_height(heights: list[tuple[float, float]], columns: int) -> float:
    """Return the least height at which blocks fill no more than so many columns."""
    if not heights:
        return 0.0
    tallest = max(height for _, height in heights)
    low, high = tallest, max(sum(map(sum, heights)), tallest)
    if _count(heights, low) <= columns:
        return low
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if _count(heights, middle) <= columns else (middle, high)
    return high


def _count(heights: list[tuple[float, float]], most: float) -> int:
    count, filled = 1, -1.0
    for space, height in heights:
        if filled < 0:
            filled = height
        elif filled + space + height > most + 1e-6:
            count, filled = count + 1, height
        else:
            filled += space + height
    return count


def _space(row: Row, size: float) -> float:
    return _SPACE_EM[row.kind] * size


def _set(spec: MapSpec, rows: list[Row], column: Box, size: float) -> Piece:
    """Set a block of rows from the top of a column down."""
    items: list[Item] = []
    placed: list[Placed] = []
    top = column.top
    for number, row in enumerate(rows):
        top += _space(row, size) if number else 0.0
        piece = _set_row(spec, row, column._replace(top=top), size)
        items += piece.items
        placed += piece.placed
        top = piece.box.bottom
    return Piece(items=tuple(items), placed=tuple(placed), box=column._replace(bottom=top))


def _set_row(spec: MapSpec, row: Row, column: Box, size: float) -> Piece:
    """Set one row: its symbol where lines begin, its words beside."""
    room = column
    if row.kind != "group" and not (row.kind == "layer" and row.mark is None):
        cell, rest = cut_start(column, GLYPH_WIDTH_PX, spec.language)
        _, room = cut_start(rest, _GLYPH_GAP_PX, spec.language)
    lines = _words(spec, row, room, size)
    drawn: tuple[Item, ...] = ()
    height = lines.bottom - column.top
    if room is not column:
        height = max(height, GLYPH_HEIGHT_PX)
        first = min(lines.texts[0].size_px * 1.36, height)
        slack = max(GLYPH_HEIGHT_PX - first, 0.0)
        if slack:
            lines = _words(spec, row, room._replace(top=room.top + slack / 2), size)
            height = max(lines.bottom - column.top, GLYPH_HEIGHT_PX)
        middle = column.top + slack / 2 + first / 2
        top = middle - GLYPH_HEIGHT_PX / 2
        cell = cell._replace(top=top, bottom=top + GLYPH_HEIGHT_PX)
        drawn = tuple(_glyph(row, cell, spec.theme, spec.language))
    box = column._replace(bottom=column.top + height)
    return Piece(
        items=(*drawn, *lines.texts),
        placed=(Placed(role="legend", name=row.name, box=box),),
        box=box,
    )


def _glyph(row: Row, cell: Box, theme: Theme, language: str) -> Iterator[Item]:
    if row.mark is not None:
        yield from glyph(*row.mark, cell, theme, mirrored=direction(language) == "rtl")
    elif row.form:
        yield from form_glyph(row.form, cell, theme)


def _words(spec: MapSpec, row: Row, room: Box, size: float) -> Lines:
    """Set a row's words, and its note beside them if they fit on one line, else below."""
    roles, language = colours(spec.theme), spec.language
    small = max(size * 0.92, LEAST_PX)
    looks = {
        "group": pen(language, size_px=small, colour=roles["muted"], weight="bold"),
        "layer": pen(language, size_px=size, colour=roles["ink"], weight="medium"),
        "class": pen(language, size_px=small, colour=roles["ink"]),
        "form": pen(language, size_px=small, colour=roles["ink"], weight="medium"),
    }
    head = set_text(row.words, looks[row.kind], area=room, language=language)
    if not row.note:
        return head
    quiet = pen(language, size_px=small, colour=roles["muted"])
    beside = _beside(head, row.note, quiet, room, language)
    if beside is not None:
        return beside
    below = set_text(row.note, quiet, area=room._replace(top=head.bottom), language=language)
    return Lines((*head.texts, *below.texts), below.bottom)


def _beside(head: Lines, note: str, quiet: Text, room: Box, language: str) -> Lines | None:
    """Return a note on the line of its words, or None where there is no room."""
    if len(head.texts) != 1:
        return None
    used = width_of(head.texts[0]) + quiet.size_px * 0.7
    if used + width_of(replace(quiet, text=note)) > room.width:
        return None
    _, rest = cut_start(room, used, language)
    told = set_text(note, quiet, area=rest, language=language)
    return Lines((*head.texts, *told.texts), max(head.bottom, told.bottom))
