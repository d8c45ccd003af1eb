"""Set the legend: every class of marks in sight with its own symbol, and the forms of certainty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.layers import Layer, LegendClass, MapSpec, legend_rows
from geo.printmap.canvas.sheet import Box, Item, Placed
from geo.printmap.carto.marks import Mark
from geo.printmap.furniture.legendrows import LEAST_PX, LegendRow, block
from geo.printmap.typeset.columns import column_width, flowed, starts
from geo.printmap.typeset.typesetting import Piece, down_to, fitting
from geo.printmap.typeset.words import class_words, is_plain, word
from geo.story.format.models import CERTAINTIES

Sight = Collection[tuple[str, str]]
"""(layer id, class id) of the marks that can be seen."""

SIZE_PX: Final = 10.5
"""Of a layer's title; all else is a little smaller."""

__all__ = ["LEAST_PX", "SIZE_PX", "Sight", "in_sight", "legend", "legend_height"]


def in_sight(marks: Iterable[Mark]) -> frozenset[tuple[str, str]]:
    """Return the classes of the marks that the frame shows."""
    return frozenset((mark.layer.id, mark.legend.id) for mark in marks if not mark.shape.is_empty)


def legend(
    spec: MapSpec,
    area: Box,
    *,
    columns: int = 1,
    sight: Sight | None = None,
    brief: bool = False,
    largest_px: float = SIZE_PX,
) -> Piece:
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
    brief
        Whether the forms of certainty are named only, not explained.
    largest_px
        Its type, if it fits in that.

    Raises
    ------
    TooSmallError
        If it does not fit even in type of 8 px.
    """
    rows = list(_blocks(spec, sight, brief))
    heads = _heads(rows)
    wide = column_width(area.width, columns)

    def height(size: float) -> float:
        return flowed([block(spec, part, wide, size) for part in rows], columns, heads).height

    size = fitting("legend", area, down_to(largest_px, LEAST_PX), height)
    parts = [block(spec, part, wide, size) for part in rows]
    flow = flowed(parts, columns, heads)
    items: list[Item] = []
    placed: list[Placed] = []
    for part, (left, down) in zip(parts, starts(flow, area, wide, spec.language), strict=True):
        for here in part.at(left, area.top + down):
            items += [*here.glyph(spec), *here.texts]
            placed.append(Placed(role="legend", name=here.row.name, box=here.box))
    box = area._replace(bottom=area.top + flow.height)
    return Piece(items=tuple(items), placed=tuple(placed), box=box)


def legend_height(
    spec: MapSpec,
    width: float,
    *,
    columns: int = 1,
    sight: Sight | None = None,
    brief: bool = False,
    size_px: float = SIZE_PX,
) -> float:
    """Return how high the legend is in a size of type."""
    wide = column_width(width, columns)
    rows = list(_blocks(spec, sight, brief))
    blocks = [block(spec, part, wide, size_px) for part in rows]
    return flowed(blocks, columns, _heads(rows)).height


def _heads(blocks: Sequence[Sequence[LegendRow]]) -> frozenset[int]:
    """Return which blocks begin a group."""
    return frozenset(number for number, rows in enumerate(blocks) if rows[0].kind == "group")


# --- what it says -----------------------------------------------------------------------------


def _blocks(spec: MapSpec, sight: Sight | None, brief: bool) -> Iterator[list[LegendRow]]:
    """Yield rows that stay together; the list reads from the top of the map down."""
    seen: list[tuple[Layer, tuple[LegendClass, ...]]] = []
    for layer in reversed(spec.layers):
        classes = legend_rows(
            legend
            for legend in layer.classes
            if layer.visible and (sight is None or (layer.id, legend.id) in sight)
        )
        if classes:
            seen.append((layer, classes))
    for group in ("story", "context"):
        head = LegendRow(name=group, kind="group", words=word(f"group.{group}", spec.language))
        rows = [_rows(*entry, spec.language) for entry in seen if entry[0].group == group]
        yield from _headed(head, rows)
    used = {legend.certainty for _, classes in seen for legend in classes}
    head = LegendRow(name="certainty", kind="group", words=word("certaintyKey", spec.language))
    forms = [_form(form, spec.language) for form in CERTAINTIES if form in used]
    yield from _headed(head, [[replace(row, note="") if brief else row] for row in forms])


def _headed(head: LegendRow, blocks: Sequence[list[LegendRow]]) -> Iterator[list[LegendRow]]:
    for number, rows in enumerate(blocks):
        yield rows if number else [head, *rows]


def _rows(layer: Layer, classes: tuple[LegendClass, ...], language: str) -> list[LegendRow]:
    if len(classes) == 1:
        note = "" if is_plain(classes[0]) else class_words(classes[0], language)
        return [
            LegendRow(
                name=f"{layer.id}/{classes[0].id}",
                kind="layer",
                words=layer.title,
                note=note,
                mark=(layer, classes[0]),
            )
        ]
    return [
        LegendRow(name=layer.id, kind="layer", words=layer.title),
        *(
            LegendRow(
                name=f"{layer.id}/{legend.id}",
                kind="class",
                words=class_words(legend, language),
                mark=(layer, legend),
            )
            for legend in classes
        ),
    ]


def _form(form: str, language: str) -> LegendRow:
    return LegendRow(
        name=f"certainty/{form}",
        kind="form",
        words=word(f"certainty.{form}", language),
        note=word(f"certainty.{form}.meaning", language),
        form=form,
    )
