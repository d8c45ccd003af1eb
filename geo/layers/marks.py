"""Make marks of a story's features, and arcs of the ties that its statements tell of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from shapely.geometry.base import BaseGeometry

from geo.crs import Position, arc
from geo.crs.antimeridian import joined, wrapped
from geo.gazetteer import Place, place
from geo.layers.spec import Drawn, Tie
from geo.layers.statements import in_window, tie_id
from geo.options import Window
from geo.story import Annotation, Context, Feature, Relation, Story
from geo.story.format.models import Prominence
from geo.story.importance import Importance, named_by
from geo.text import pick

_TIE_BULGE: Final = 0.09
"""How far ties of the same pair lie apart, as a share of their length."""
_KEPT_TIES: Final = 256
"""Arcs kept; no option of a view changes them."""


def shown_marks(story: Story, window: Window | None, *, undated: bool = True) -> Collection[str]:
    """Return the ids of features and ties that a window leaves in.

    A feature that no statement names is a stage, not an actor: it stays.
    """
    named: set[str] = set()
    kept: set[str] = set()
    for statement in story.statements:
        marks = set(statement.features)
        if statement.relation:
            marks |= {tie_id(statement), statement.relation.start, statement.relation.end}
        named |= marks
        if in_window(statement.date, window, undated=undated):
            kept |= marks
    return kept | ({feature.id for feature in story.features} - named)


def left_out_of(
    importance: Mapping[str, Importance], telling: Iterable[Annotation | Context]
) -> frozenset[str]:
    """Return the ids of the features that no picture shows unless it tells of them."""
    told = {name for one in telling for name in named_by(one)}
    return frozenset(
        name for name, found in importance.items() if found.prominence == "aside"
    ) - told  # fmt: skip


def marks_of(
    story: Story,
    shown: Collection[str],
    language: str,
    importance: Mapping[str, Importance],
    left_out: frozenset[str],
) -> dict[str, list[Drawn]]:
    """Return each layer's marks, in the order of the files."""
    marks: dict[str, list[Drawn]] = defaultdict(list)
    for feature in story.features:
        if feature.id in shown:
            prominence = importance[feature.id].prominence
            placed = _placed(feature, language, prominence, left_out=feature.id in left_out)
            marks[feature.layer].append(placed)
    siblings: Counter[frozenset[str]] = Counter()
    for statement in story.statements:
        if relation := statement.relation:
            ends = [_seat(story, story.feature(name)) for name in (relation.start, relation.end)]
            pair = frozenset(end.id for end in ends)
            if tie_id(statement) in shown:
                tied = _tied(story, statement, relation, ends, siblings[pair], language)
                off = not left_out.isdisjoint((relation.start, relation.end))
                marks[relation.layer].append(replace(tied, left_out=off))
            siblings[pair] += 1
    return marks


def _placed(feature: Feature, language: str, prominence: Prominence, *, left_out: bool) -> Drawn:
    return Drawn(
        id=feature.id,
        name=pick(feature.names, language, feature.name),
        certainty=feature.certainty,
        status=feature.status,
        source=feature.source,
        method=feature.method,
        note=feature.note,
        prominence=prominence,
        category=feature.category or "",
        remark=pick(feature.remarks, language, feature.remark or ""),
        left_out=left_out,
        anchor=feature.anchor_point(),
        tie=None,
        geometry=feature.geometry,
    )


def _seat(story: Story, feature: Feature) -> Feature:
    """Return where a tie to a country ends: at its capital, where the story has that, as a point.

    A country's own anchor is where its name stands, and no place.
    """
    country = _known(feature.geonameid)
    if country is None or country.kind != "country":
        return feature
    for other in story.features:
        capital = _known(other.geonameid) if other.geometry.geom_type == "Point" else None
        if capital and capital.kind == "capital" and capital.country == country.country:
            return other
    return feature


@lru_cache(maxsize=_KEPT_TIES)
def _known(geonameid: int | None) -> Place | None:
    """Return what the gazetteer knows of a place."""
    return place(geonameid) if geonameid else None


def _tied(
    story: Story,
    statement: Annotation | Context,
    relation: Relation,
    seats: Sequence[Feature],
    sibling: int,
    language: str,
) -> Drawn:
    ends = [story.feature(name) for name in (relation.start, relation.end)]
    line = _tie_line(seats[0].anchor_point(), seats[1].anchor_point(), sibling)
    middle = joined(line).interpolate(0.5, normalized=True)
    aside = ", pushed aside to keep apart from others of the same pair" if sibling else ""
    names = [pick(end.names, language, end.name) for end in ends]
    return Drawn(
        id=tie_id(statement),
        name=(" → " if relation.directed else " – ").join(names),
        certainty=statement.certainty or "indicative",
        status="existing",
        source="dateline-recipes",
        method=f"Geodesic arc between the two marks{aside}; it shows a tie, not a route.",
        note=None,
        prominence="also",
        category="",
        remark="",
        left_out=False,
        anchor=(wrapped(middle.x), middle.y),
        tie=Tie(
            start=relation.start,
            end=relation.end,
            directed=relation.directed,
            tone=statement.tone,
            statement=statement.id,
        ),
        geometry=line,
    )


@lru_cache(maxsize=_KEPT_TIES)
def _tie_line(start: Position, end: Position, sibling: int) -> BaseGeometry:
    """Return the arc of the n-th tie of a pair: the first is straight, the next lie aside.

    The side is told from west to east, so that it does not depend on who is named first.
    """
    side = 1 if sibling % 2 else -1
    bulge = _TIE_BULGE * side * ((sibling + 1) // 2)
    if start > end:
        bulge = -bulge
    return arc(start, end, bulge=bulge)
