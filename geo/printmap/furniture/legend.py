"""Set the legend: what marks on the map mean that a reader does not see at once, with its symbol.

What the story's own categories are comes first, each once, whatever layers its marks are in. A
named dot is a place and a named tint a country: layers of these alone have no row. Classes of a
layer that differ in the certainty of their places share one, for the forms of certainty are told
once, in rows of their own, and only where more than one form is in use. So are dashes of the base
map's borders, where some are seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from geo.layers import Layer, LegendClass, MapSpec, legend_rows
from geo.printmap.canvas.sheet import Box, Item, Placed
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.ground import shows_unsettled
from geo.printmap.carto.marks import Mark
from geo.printmap.furniture.legendrows import LEAST_PX, LegendRow, block, natural_width
from geo.printmap.typeset.columns import column_width, flowed, starts
from geo.printmap.typeset.typesetting import Piece, down_to, fitting
from geo.printmap.typeset.words import variant_words, word
from geo.story.format.models import CERTAINTIES

Sight = Collection[tuple[str, str]]
"""(layer id, class id) of the marks that can be seen; `_UNSETTLED` too."""

SIZE_PX: Final = 10.5
"""Of a layer's title; all else is a little smaller."""

_STEM: Final = 6
"""Letters of a word that a title says already, in whatever form: *proposed*, *a proposal*."""

__all__ = [
    "LEAST_PX", "SIZE_PX", "Sight", "category_rows", "has_legend", "in_sight", "legend",
    "legend_height", "legend_width",
]  # fmt: skip


_UNSETTLED: Final = ("ground", "unsettled")
"""Among what is in sight: a border of the base map that is drawn in dashes."""


def in_sight(marks: Iterable[Mark], frame: Frame) -> frozenset[tuple[str, str]]:
    """Return the classes of the marks that the frame shows, and what it shows of the base map."""
    found = {(mark.layer.id, mark.legend.id) for mark in marks if not mark.shape.is_empty}
    return frozenset(found | ({_UNSETTLED} if shows_unsettled(frame) else set()))


def has_legend(spec: MapSpec, sight: Sight | None) -> bool:
    """Whether there is anything to explain."""
    return any(True for _ in _blocks(spec, sight))


def legend(
    spec: MapSpec,
    area: Box,
    *,
    columns: int = 1,
    sight: Sight | None = None,
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
    largest_px
        Its type, if it fits in that.

    Raises
    ------
    TooSmallError
        If it does not fit even in type of 8 px.
    """
    rows = list(_blocks(spec, sight))
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
    size_px: float = SIZE_PX,
) -> float:
    """Return how high the legend is in a size of type."""
    wide = column_width(width, columns)
    rows = list(_blocks(spec, sight))
    blocks = [block(spec, part, wide, size_px) for part in rows]
    return flowed(blocks, columns, _heads(rows)).height


def legend_width(spec: MapSpec, *, sight: Sight | None, size_px: float) -> float:
    """Return how wide a column is in which no row is broken."""
    rows = [row for part in _blocks(spec, sight) for row in part]
    return max((natural_width(spec, row, size_px) for row in rows), default=0.0)


def _heads(blocks: Sequence[Sequence[LegendRow]]) -> frozenset[int]:
    """Return which blocks begin a group."""
    return frozenset(number for number, rows in enumerate(blocks) if rows[0].kind == "group")


# --- what it says -----------------------------------------------------------------------------


def _blocks(spec: MapSpec, sight: Sight | None) -> Iterator[list[LegendRow]]:
    """Yield rows that stay together; the list reads from the top of the map down."""
    if "legend" in spec.view.without:
        return
    seen: list[tuple[Layer, tuple[LegendClass, ...]]] = []
    for layer in reversed(spec.layers):
        classes = legend_rows(
            legend
            for legend in layer.classes
            if layer.visible and (sight is None or (layer.id, legend.id) in sight)
        )
        if classes:
            seen.append((layer, classes))
    yield from ([row] for row in category_rows(seen, spec))
    plain = [(layer, tuple(one for one in found if not one.category)) for layer, found in seen]
    seen_plain = [entry for entry in plain if entry[1]]
    told = [entry for entry in seen_plain if not _is_evident(*entry)]
    yield from (_rows(*entry, spec.language) for entry in told if entry[0].group == "story")
    words = word("group.context", spec.language)
    head = LegendRow(name="context", kind="group", words=words)
    others = [_rows(*entry, spec.language) for entry in told if entry[0].group == "context"]
    yield from _headed(head, others)
    yield from ([row] for row in forms_of([cls for _, found in seen for cls in found], spec))
    if sight is not None and _UNSETTLED in sight:
        words = word("ground.unsettled", spec.language)
        yield [LegendRow(name="/".join(_UNSETTLED), kind="form", words=words, form=_UNSETTLED[1])]


def category_rows(
    seen: Iterable[tuple[Layer, tuple[LegendClass, ...]]], spec: MapSpec
) -> Iterator[LegendRow]:
    """Yield a row for each category in sight: a point's symbol, if it has one, and the surest."""
    found = [(layer, one) for layer, classes in seen for one in classes if one.category]
    found.sort(key=lambda entry: (
        spec.categories.index(entry[1].category), entry[1].status == "proposed",
        _KINDS.index(entry[1].kind), CERTAINTIES.index(entry[1].certainty),
    ))  # fmt: skip
    rows: dict[str, LegendRow] = {}
    for layer, one in found:
        words = variant_words(one, spec.language)
        rows.setdefault(words, LegendRow(
            name=f"category/{one.category}", kind="layer", words=words, mark=(layer, one)
        ))  # fmt: skip
    yield from rows.values()


def _is_evident(layer: Layer, classes: Iterable[LegendClass]) -> bool:
    return layer.is_evident and all(one.status == "existing" for one in classes)


def _headed(head: LegendRow, blocks: Sequence[list[LegendRow]]) -> Iterator[list[LegendRow]]:
    for number, rows in enumerate(blocks):
        yield rows if number else [head, *rows]


def _rows(layer: Layer, classes: tuple[LegendClass, ...], language: str) -> list[LegendRow]:
    """Return a layer's rows: one for each way in which its marks differ in meaning.

    Its symbol is that of the surest among them.
    """
    surest = sorted(classes, key=lambda one: CERTAINTIES.index(one.certainty))
    variants = {variant_words(one, language): one for one in reversed(surest)}
    order = {variant_words(one, language): None for one in classes}
    rows = [
        LegendRow(
            name=f"{layer.id}/{variants[words].id}",
            kind="class",
            words=words,
            mark=(layer, variants[words]),
        )
        for words in order
    ]
    if len(rows) > 1:
        return [LegendRow(name=layer.id, kind="layer", words=layer.title), *rows]
    (row,) = rows
    note = "" if row.words.casefold()[:_STEM] in layer.title.casefold() else row.words
    return [LegendRow(name=row.name, kind="layer", words=layer.title, note=note, mark=row.mark)]


def forms_of(classes: Collection[LegendClass], spec: MapSpec) -> Iterator[LegendRow]:
    """Yield a row for each form of certainty but the plain one, where there is more than one form.

    A tie shows no place, and has none that could be sure or not.
    """
    used = [one for one in classes if not one.tone]
    forms = {one.certainty if _shows_form(one) else CERTAINTIES[0] for one in used}
    if len(forms) < 2:
        return
    for form in CERTAINTIES[1:]:
        kinds = {one.kind for one in used if one.certainty == form and _shows_form(one)}
        if form in forms:
            yield LegendRow(
                name=f"certainty/{form}",
                kind="form",
                words=word(f"position.{form}", spec.language),
                form=form,
                form_kind=next(kind for kind in _KINDS if kind in kinds),
            )


_KINDS: Final = ("point", "polygon", "line")
"""Of which the first in use shows how a form of certainty looks."""


_FORMED: Final = ("ring", "half")


def _shows_form(legend: LegendClass) -> bool:
    """Whether it can be seen that a class is not exact: a known outline looks alike, however."""
    style = legend.style
    return bool(style.soft_edge_px or style.dash_px or style.hatch or style.shape in _FORMED)
