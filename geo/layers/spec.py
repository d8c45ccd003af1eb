"""Hold what renderers need to draw one map: layers of marks, their classes, what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds, Position
from geo.options import View
from geo.story.format.models import Prominence
from geo.story.importance import Importance
from geo.style import Kind, Lettering, Style, Theme

_EVIDENT: Final = frozenset({"place", "area"})
_WATERS: Final = ("waters", "zone")
"""The layer into which a draft puts seas, lakes and rivers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendClass:
    """Name one way in which a layer's marks are drawn; map and legend both read it."""

    id: str
    label: str
    kind: Kind
    certainty: str
    status: str
    tone: str
    """Of ties; empty for all else."""
    category: str
    """Its id; empty where it has none."""
    category_title: str
    """In the view's language."""
    prominence: Prominence
    style: Style
    lettering: Lettering

    @property
    def row(self) -> str:
        """Of the legend, which does not tell how much a story is about its marks.

        Empty where they are nothing but names, which explain themselves.
        """
        return (
            ""
            if self.style.is_blank
            else _class_id(self.kind, self.certainty, self.status, self.tone, self.category)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Say what an arc ties, for which statement."""

    start: str
    end: str
    directed: bool
    tone: str
    statement: str
    arc: str
    """The first tie that lies on the same arc, itself or another: see `geo.layers.marks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Hold one mark of a layer, as renderers take it."""

    id: str
    name: str
    """In the view's language."""
    certainty: str
    """Of the place."""
    status: str
    source: str
    method: str
    note: str | None
    prominence: Prominence
    category: str
    """The id of the story's category; empty where it has none."""
    remark: str
    """Below its name, in the view's language; empty where it has none."""
    left_out: bool
    """Whether it stands aside, or ties what does, and no statement that is pointed out names it:
    it is in the story, and in no picture of it."""
    anchor: Position
    tie: Tie | None
    geometry: BaseGeometry
    """In (lon, lat), EPSG:4326."""

    @property
    def class_id(self) -> str:
        """The class of the legend: marks of one class look alike."""
        tone = self.tie.tone if self.tie else ""
        main = "main" if self.prominence == "main" else ""
        kind = kind_of(self.geometry)
        return _class_id(kind, self.certainty, self.status, tone, self.category, main)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Hold one layer's marks and the classes by which they are drawn."""

    id: str
    title: str
    group: str
    role: str
    visible: bool
    classes: tuple[LegendClass, ...]
    marks: tuple[Drawn, ...]
    """In drawing order."""

    @property
    def is_evident(self) -> bool:
        """Whether its marks say themselves what they are: named dots, tints and waters."""
        return self.role in _EVIDENT or (self.id, self.role) == _WATERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Give one line of thanks that must be read on the map."""

    id: str
    text: str
    url: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Hold a statement that is written on the page, in the view's language."""

    id: str
    number: int
    """In reading order, as the list beside the map on the screen counts."""
    claim: str
    said_by: str
    date: str
    paragraph: int | None
    """Of the article; none for what another source says."""
    source: str
    """That source's name; empty for the article."""
    marks: frozenset[str]
    """None where it names no place that is drawn: it is told whatever a map shows."""
    also_named: tuple[str, ...] = ()
    """Names in it that have no place."""


@dataclass(frozen=True, kw_only=True)
class MapSpec:
    """Hold all that a renderer needs to draw one map."""

    story_id: str
    title: str
    subtitle: tuple[str, ...]
    """Who published the article, where, when."""
    cited: str
    """Who published it under which headline; empty where the title and subtitle say it."""
    as_of: dt.date
    view: View
    """As it was asked for."""
    bounds: Bounds
    """Those of the view, or the story's own."""
    layers: tuple[Layer, ...]
    """In the order of drawing: the first lies at the bottom."""
    credits: tuple[Credit, ...]
    categories: tuple[str, ...] = ()
    """Their ids, in the order of the legend."""
    outside: tuple[Drawn, ...] = ()
    """Marks of the article that the story's own view leaves out; where another view is asked for,
    who asks has chosen it."""
    importance: Mapping[str, Importance]
    """Of each feature by its id; the statement that is pointed out counts as a headline does."""
    own_places: frozenset[int]
    """GeoNames ids that visible marks stand for, whose names the base map leaves to them."""
    chosen: Said | None = None
    """The statement that the view points out."""
    notes: tuple[Said, ...] = ()
    """Those about visible marks or without a mark, in reading order; none if none are asked for."""
    outside_notes: int = 0
    """How many more are about marks that the frame leaves out."""
    more_notes: int = 0
    """How many more have no room on the page."""
    unmarked: tuple[int, ...] | None = ()
    """Numbers of notes for which there is no room on the map; none while that is not known, and
    room is kept for as many as there may be."""
    unnamed: tuple[str, ...] | None = ()
    """Likewise the names of marks, the important first."""
    unplaced: tuple[str, ...] = ()
    """What statements name that has no place, as a road: told where no note tells it."""
    shown: tuple[str, ...] = ()
    """Of these and of those outside, what the map bears, of marks or of the base map: no list tells
    it again."""

    @property
    def language(self) -> str:
        """Of the view."""
        return self.view.language

    @property
    def theme(self) -> Theme:
        """Of the view."""
        return self.view.theme


def kind_of(geometry: BaseGeometry) -> Kind:
    """Return whether a geometry is drawn as a point, a line or a polygon."""
    name = geometry.geom_type
    if name.endswith("Point"):
        return "point"
    return "polygon" if name.endswith("Polygon") else "line"


def _class_id(*parts: str) -> str:
    return "-".join(part for part in parts if part)
