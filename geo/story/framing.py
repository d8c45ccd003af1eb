"""Choose what a story shows at first: its own bounds, or those of the marks that it is about.

Where the story says how much it is about each mark, `geo.story.focusing` frames the main ones and
those needed. Else a mark is left out of the first view, and of no other, where all of this is so:

* it lies at least four times as far from the middle of the story as the farthest mark that stays,
  so that the rest would be drawn small for its sake;
* few statements name such marks: one, or a fifth of them, and never more than a quarter;
* neither the story's title nor the article's headline names it.

A story whose marks lie all over the world therefore shows the world.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import GEOD, Bounds
from geo.crs.antimeridian import split_line
from geo.story.focusing import Framed, focus_bounds
from geo.story.format.models import Annotation, Context, Feature, Story
from geo.story.importance import named_by, prominence_of

_FOCUS: Final = frozenset({"place", "zone", "water", "route", "border"})
"""Layers that a first view is about; not whole countries and far ties, where there are others."""
_BROAD: Final = frozenset({"area", "zone", "water"})
_FAR: Final = 4.0
"""Times as far from the middle as the farthest that stays."""
_NEAR_M: Final = 250_000.0
"""What lies within four times this is never far: a single town is no view."""
_FEW: Final = 0.2
_MOST: Final = 0.25
"""Of the statements that name any of the marks."""
_MARGIN: Final = 0.08

Floats = NDArray[np.float64]


def story_bounds(story: Story, *, telling: Iterable[Annotation | Context] = ()) -> Bounds:
    """Return the bounds of the first view, with a margin: of the screen, of paper, of a film.

    Parameters
    ----------
    telling
        Statements whose marks are not to be left out, as of one that is pointed out.
    """
    telling = tuple(telling)
    if story.bounds:
        told = [story.feature(name).geometry for one in telling for name in named_by(one)]
        return Bounds.of([Bounds(*story.bounds).polygon(), *told])
    if framed := list(_prominent(story, {name for one in telling for name in named_by(one)})):
        return focus_bounds(framed)
    about = _about(story)
    far = _far_off(story, about, {name for one in telling for name in named_by(one)})
    near = [feature.geometry for feature in about if feature.id not in far]
    return Bounds.of(near, whole=_ways(story)).padded(_MARGIN)


def _prominent(story: Story, holding: Collection[str]) -> Iterator[Framed]:
    """Yield what is to be framed of a story that says of its marks how much it is about them.

    A country, a region or a water that only has to be known is not fitted: the map shows it anyway.
    """
    if not any(feature.prominence for feature in story.features):
        return
    broad = {head.id for head in story.layers if head.theme in _BROAD}
    for feature in story.features:
        main = feature.id in holding or prominence_of(story, feature) == "main"
        needed = feature.prominence != "aside" and feature.layer not in broad
        if main or needed:
            yield Framed(feature.anchor_point(), main, feature.geometry)


def _ways(story: Story) -> Sequence[BaseGeometry]:
    """Return for each tie the shorter way round the world, as a line: it should not be cut."""
    pairs = dict.fromkeys(
        (one.relation.start, one.relation.end) for one in story.statements if one.relation
    )
    return [split_line([story.feature(end).anchor_point() for end in pair]) for pair in pairs]


def _about(story: Story) -> Sequence[Feature]:
    """Return the features that the story is about; all where it names countries alone."""
    heads = {head.id: head for head in story.layers}
    focus = [
        feature
        for feature in story.features
        if (head := heads[feature.layer]).group == "story" and head.theme in _FOCUS
    ]
    return focus or story.features


def _far_off(story: Story, about: Sequence[Feature], holding: Collection[str]) -> frozenset[str]:
    """Return the ids of the features that lie far from the others and are seldom named."""
    at = np.array([feature.anchor_point() for feature in about])
    named = _named(story, {feature.id: number for number, feature in enumerate(about)})
    if not named:
        return frozenset()
    away_m = _from_middle_m(at, named)
    order = np.argsort(away_m, kind="stable")
    ranks = np.argsort(order)
    farthest = np.array([max(ranks[number] for number in numbers) for numbers in named])
    stays_m, goes_m = away_m[order[:-1]], away_m[order[1:]]
    for last in np.flatnonzero(goes_m >= _FAR * np.maximum(stays_m, _NEAR_M)):
        gone = [about[number] for number in order[last + 1 :]]
        few = _is_few(int((farthest > last).sum()), len(named))
        if few and not any(
            feature.id in holding or prominence_of(story, feature) == "main" for feature in gone
        ):
            return frozenset(feature.id for feature in gone)
    return frozenset()


def _is_few(count: int, of: int) -> bool:
    return count <= max(1, _FEW * of) and count <= _MOST * of


def _named(story: Story, number: dict[str, int]) -> list[list[int]]:
    """Return for each statement the numbers of the features that it names, if it names any."""
    found = [
        sorted({number[name] for name in named_by(statement) if name in number})
        for statement in story.statements
    ]
    return [numbers for numbers in found if numbers]


def _from_middle_m(at: Floats, named: Sequence[Sequence[int]]) -> Floats:
    """Return how far each position, (lon, lat), lies from the mark in the middle of what is told.

    The middle is a median, which a single far mark does not move: of the positions on a sphere,
    each as often as it is named.
    """
    told = np.array([number for numbers in named for number in numbers])
    lon, lat = np.radians(at).T
    sphere = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    middle = np.median(sphere[told], axis=0)
    nearest = at[told[np.argmin(np.linalg.norm(sphere[told] - middle, axis=1))]]
    start = np.broadcast_to(nearest, at.shape)
    away: Floats = GEOD.inv(start[:, 0], start[:, 1], at[:, 0], at[:, 1])[2]
    return away
