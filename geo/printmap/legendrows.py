"""Set the legend's rows, and the symbols before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from geo.layers import Layer, LegendClass, MapSpec
from geo.printmap.glyphs import GLYPH_HEIGHT_PX, GLYPH_WIDTH_PX, form_glyph, glyph
from geo.printmap.measure import width_of
from geo.printmap.setting import Lines, cut_start, leading, pen, set_text
from geo.printmap.sheet import Box, Item, Text
from geo.style import colours
from geo.text import direction

LEAST_PX: Final = 8.0
"""Of type."""
_FULL_PX: Final = 10.5
"""Of type beside which a symbol has its full size."""
_LEAST_GLYPH: Final = 0.78
_GLYPH_GAP_PX: Final = 8.0
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

    @property
    def has_glyph(self) -> bool:
        """Whether a symbol stands before the words."""
        return self.mark is not None or bool(self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """Hold one row as it is set; its symbol is drawn at last."""

    row: Row
    texts: tuple[Text, ...]
    cell: Box | None
    """Of its symbol."""
    box: Box

    def moved(self, right: float, down: float) -> SetRow:
        """Return the row elsewhere."""
        return replace(
            self,
            texts=tuple(replace(one, x=one.x + right, y=one.y + down) for one in self.texts),
            cell=_moved(self.cell, right, down) if self.cell else None,
            box=_moved(self.box, right, down),
        )

    def glyph(self, spec: MapSpec) -> Iterator[Item]:
        """Yield what draws the row's symbol."""
        if self.cell is not None and self.row.mark is not None:
            mirrored = direction(spec.language) == "rtl"
            yield from glyph(*self.row.mark, self.cell, spec.theme, mirrored=mirrored)
        elif self.cell is not None:
            yield from form_glyph(self.row.form, self.cell, spec.theme)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold rows that stay together, set from (0, 0) on down."""

    rows: tuple[SetRow, ...]
    space: float
    """Kept free above, unless it is the first of a column."""
    height: float


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


# --- rows -------------------------------------------------------------------------------------


def block(spec: MapSpec, rows: Sequence[Row], width: float, size: float) -> Block:
    """Set rows that stay together, in a size of type."""
    found: list[SetRow] = []
    top = 0.0
    for row in rows:
        top += _SPACE_EM[row.kind] * size if found else 0.0
        found.append(_set_row(spec, row, Box(0.0, top, width, top), size))
        top = found[-1].box.bottom
    return Block(tuple(found), _SPACE_EM[rows[0].kind] * size, top)


def _set_row(spec: MapSpec, row: Row, column: Box, size: float) -> SetRow:
    """Set one row: room for its symbol where lines begin, its words beside."""
    if not row.has_glyph:
        lines = _words(spec, row, column, size)
        return SetRow(row=row, texts=lines.texts, cell=None,
                      box=column._replace(bottom=lines.bottom))  # fmt: skip
    share = max(min(size / _FULL_PX, 1.0), _LEAST_GLYPH)
    high = GLYPH_HEIGHT_PX * share
    cell, rest = cut_start(column, GLYPH_WIDTH_PX * share, spec.language)
    _, room = cut_start(rest, _GLYPH_GAP_PX * share, spec.language)
    first = leading(row.words, pen(spec.language, size_px=size, colour="").size_px)
    down = max(high - first, 0.0) / 2  # the symbol and the first line share their middle
    lines = _words(spec, row, room._replace(top=column.top + down), size)
    top = column.top + max(first - high, 0.0) / 2
    return SetRow(
        row=row,
        texts=lines.texts,
        cell=cell._replace(top=top, bottom=top + high),
        box=column._replace(bottom=max(lines.bottom, top + high)),
    )


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
    rest = room._replace(top=head.bottom)
    below = set_text(row.note, quiet, area=rest, language=language, even=True)
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
