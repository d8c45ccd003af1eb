"""Class a layer's marks by how they are drawn, once for the map and its legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from geo.layers.spec import Drawn, Layer, LegendClass, kind_of
from geo.options import View
from geo.story import Category, LayerHead
from geo.style import lettering_for, style_for
from geo.text import pick


def layer_of(
    head: LayerHead, marks: Collection[Drawn], view: View, categories: Mapping[str, Category]
) -> Layer:
    """Return a layer with its marks, classed as a view draws them."""
    classes: dict[str, LegendClass] = {}
    for mark in marks:
        if mark.class_id not in classes:
            classes[mark.class_id] = _class(head, mark, view, categories.get(mark.category))
    return Layer(
        id=head.id,
        title=pick(head.titles, view.language, head.title),
        group=head.group,
        role=head.theme,
        visible=head.visible if view.layers is None else head.id in view.layers,
        classes=tuple(classes.values()),
        marks=tuple(marks),
    )


def _class(head: LayerHead, mark: Drawn, view: View, category: Category | None) -> LegendClass:
    kind, tone, theme = kind_of(mark.geometry), mark.tie.tone if mark.tie else "", view.theme
    title = pick(category.titles, view.language, category.title) if category else ""
    words = [mark.certainty] + (["proposed"] if mark.status == "proposed" else [])
    return LegendClass(
        id=mark.class_id,
        label=", ".join([*filter(None, (tone, title)), *words]),
        kind=kind,
        certainty=mark.certainty,
        status=mark.status,
        tone=tone,
        category=mark.category,
        category_title=title,
        prominence=mark.prominence,
        style=style_for(
            head.theme,
            kind=kind,
            certainty=mark.certainty,
            theme=theme,
            tone=tone,
            prominence=mark.prominence,
            hue=category.colour if category else None,
            symbol=category.symbol if category else None,
        ),
        lettering=lettering_for(head.theme, theme=theme, prominence=mark.prominence),
    )


def legend_rows(classes: Iterable[LegendClass]) -> tuple[LegendClass, ...]:
    """Return the classes that a legend lists: one of those that differ in prominence alone.

    What is not main stands for all. A class that is nothing but names explains itself.
    """
    rows: dict[str, LegendClass] = {}
    for legend in classes:
        if legend.row and (legend.row not in rows or legend.prominence != "main"):
            rows[legend.row] = legend
    return tuple(rows.values())


def counts(layer: Layer) -> Mapping[str, int]:
    """Return how many marks each class of a layer has."""
    return Counter(mark.class_id for mark in layer.marks)
