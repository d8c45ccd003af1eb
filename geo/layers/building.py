"""Turn a story and a view into a MapSpec: the layers in drawing order, ready for any renderer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from geo.crs import Bounds
from geo.errors import RequestError
from geo.errors.wording import nearest
from geo.gazetteer.places.owned import own_labels
from geo.layers.classes import layer_of
from geo.layers.credits import citation_of, credits_of, subtitle_of, title_of
from geo.layers.marks import left_out_of, marks_of, shown_marks
from geo.layers.spec import Drawn, Layer, MapSpec
from geo.layers.statements import notes_of, said_at, unplaced_in
from geo.options import View
from geo.story import Annotation, Context, Story
from geo.story.framing import story_bounds
from geo.story.importance import importances


def build_map(
    story: Story, view: View | None = None, *, telling: Iterable[Annotation | Context] = ()
) -> MapSpec:
    """Make the map of a story as a view asks for it.

    Parameters
    ----------
    story
        What is told.
    view
        How it is seen.
    telling
        Statements whose marks are drawn though they stand aside, as that which the view points out.

    Raises
    ------
    RequestError
        If the view names a layer or a statement that the story does not have.
    """
    view = view or View()
    known = [head.id for head in story.layers]
    for name in view.layers or ():
        if name not in known:
            raise RequestError(f"layer {name!r} is not in story {story.id!r}{nearest(name, known)}")
    shown = shown_marks(story, view.window, undated=view.undated)
    chosen = None if view.at is None else said_at(story, view.at, view.language)
    pointed_out = [one for one in story.statements if chosen and one.id == chosen.id]
    importance = importances(story, telling=pointed_out)
    left_out = left_out_of(importance, (*pointed_out, *telling))
    marks = marks_of(story, shown, view.language, importance, left_out)
    categories = {one.id: one for one in story.categories}
    layers = tuple(
        layer_of(head, marks.get(head.id, ()), view, categories) for head in story.layers
    )
    bounds = view.bounds or story_bounds(story, telling=pointed_out)
    return MapSpec(
        story_id=story.id,
        title=title_of(story, view),
        subtitle=subtitle_of(story, view),
        cited=citation_of(story, view),
        as_of=story.as_of,
        view=view,
        bounds=bounds,
        layers=layers,
        outside=() if view.bounds else tuple(_outside(layers, bounds)),
        unplaced=() if view.bounds or view.notes else tuple(unplaced_in(story, view)),
        credits=tuple(credits_of(story)),
        categories=tuple(categories),
        importance=importance,
        own_places=_own_places(
            story,
            set(shown) - left_out,
            {layer.id for layer in layers if layer.visible},
        ),
        chosen=chosen,
        notes=tuple(notes_of(story, view, layers)) if view.notes else (),
    )


def _outside(layers: Iterable[Layer], bounds: Bounds) -> Iterator[Drawn]:
    """Yield the article's marks beyond bounds to which no tie leads, and those that stand aside."""
    shown = [layer for layer in layers if layer.visible]
    ties = [mark.tie for layer in shown for mark in layer.marks if mark.tie and not mark.left_out]
    ends = {end for tie in ties for end in (tie.start, tie.end)}
    frame = bounds.polygon()
    for mark in (mark for layer in shown if layer.group == "story" for mark in layer.marks):
        beyond = mark.id not in ends and not mark.geometry.intersects(frame)
        if not mark.tie and (mark.left_out or beyond):
            yield mark


def _own_places(story: Story, shown: Collection[str], layers: Collection[str]) -> frozenset[int]:
    return own_labels(item for item in story.features if item.id in shown and item.layer in layers)
