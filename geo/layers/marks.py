"""Make marks of a story's features, and arcs of the ties that its statements tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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
_TIE_CERTAINTY: Final = "indicative"
"""Of a tie whose statement says nothing of it."""
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
    arcs = _arcs(story)
    for statement in story.statements:
        if (relation := statement.relation) and tie_id(statement) in shown:
            tied = _tied(story, statement, relation, arcs[statement.id], language)
            off = not left_out.isdisjoint((relation.start, relation.end))
            marks[relation.layer].append(replace(tied, left_out=off))
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


@dataclass(frozen=True, slots=True)
class _Arc:
    """Say on which of the arcs between two places a tie lies, and which way that is drawn."""

    start: Feature
    end: Feature
    number: int
    first: str
    """The first tie that lies on it."""
    reversed: bool
    """Whether the tie is told the other way round; it then points nowhere."""


def _arcs(story: Story) -> dict[str, _Arc]:
    """Return the arc of each statement that tells of a tie.

    Ties between the same two places that look alike are one arc, unless they point against each
    other: five arcs that tell of one relation would be a web. What points nowhere lies on an arc
    that does, if there is one.
    """
    told = [(one, one.relation) for one in story.statements if one.relation]
    told.sort(key=lambda one: not one[1].directed)
    known: dict[frozenset[str], dict[tuple[object, ...], str]] = defaultdict(dict)
    found: dict[str, _Arc] = {}
    for statement, relation in told:
        ends = [_seat(story, story.feature(name)) for name in (relation.start, relation.end)]
        look = (relation.layer, statement.tone, statement.certainty or _TIE_CERTAINTY)
        arcs = known[frozenset(end.id for end in ends)]
        ways = [(*look, end.id) for end in (ends[:1] if relation.directed else ends)]
        way = next((way for way in ways if way in arcs), ways[0])
        first = arcs.setdefault(way, tie_id(statement))
        turned = way[-1] != ends[0].id
        start, end = reversed(ends) if turned else ends
        found[statement.id] = _Arc(start, end, list(arcs).index(way), first, turned)
    return found


def _tied(
    story: Story,
    statement: Annotation | Context,
    relation: Relation,
    found: _Arc,
    language: str,
) -> Drawn:
    line = _tie_line(found.start.anchor_point(), found.end.anchor_point(), found.number)
    middle = joined(line).interpolate(0.5, normalized=True)
    aside = ", pushed aside to keep apart from others of the same pair" if found.number else ""
    names = [
        pick(end.names, language, end.name)
        for end in map(story.feature, (relation.start, relation.end))
    ]
    ends = [relation.start, relation.end]
    start, end = reversed(ends) if found.reversed else ends
    return Drawn(
        id=tie_id(statement),
        name=(" → " if relation.directed else " – ").join(names),
        certainty=statement.certainty or _TIE_CERTAINTY,
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
            start=start,
            end=end,
            directed=relation.directed,
            tone=statement.tone,
            statement=statement.id,
            arc=found.first,
        ),
        geometry=line,
    )


@lru_cache(maxsize=_KEPT_TIES)
def _tie_line(start: Position, end: Position, number: int) -> BaseGeometry:
    """Return the n-th arc of a pair: the first is straight, the next lie aside.

    The side is told from west to east, so that it does not depend on who is named first.
    """
    side = 1 if number % 2 else -1
    bulge = _TIE_BULGE * side * ((number + 1) // 2)
    if start > end:
        bulge = -bulge
    return arc(start, end, bulge=bulge)
