"""Turn a story and a view into a MapSpec: the layers in drawing order, ready for any renderer."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from shapely.geometry.base import BaseGeometry

from geo.antimeridian import joined, wrapped
from geo.casing import name_in_words
from geo.crs import Bounds, Position
from geo.errors import RequestError
from geo.gazetteer import Place, place
from geo.gazetteer.places.owned import own_labels
from geo.geometry import arc
from geo.options import View, Window
from geo.sources import Source, load_sources
from geo.story import (
    Annotation,
    Category,
    Context,
    Feature,
    LayerHead,
    Relation,
    Story,
    StoryDate,
    parse_date,
)
from geo.story.format.models import Prominence
from geo.story.format.words import nearest
from geo.story.framing import story_bounds
from geo.story.importance import Importance, importances, named_by
from geo.style import Kind, Lettering, Style, Theme, lettering_for, style_for
from geo.text import listed, pick

_TIE_BULGE: Final = 0.09
"""How far ties of the same pair lie apart, as a share of their length."""
_KEPT_TIES: Final = 256
"""Arcs kept; no option of a view changes them."""
_EVIDENT: Final = frozenset({"place", "area"})
_WATERS: Final = ("waters", "zone")
"""The layer into which a draft puts seas, lakes and rivers."""
_BASE_MAP_FILES: Final = ("data/basemap/", "data/gazetteer/places.sqlite")
"""Of which whoever draws a map must thank the makers; other tables only serve to read articles."""


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
    shown = _shown_marks(story, view.window, undated=view.undated)
    chosen = None if view.at is None else _chosen(story, view.at, view.language)
    pointed_out = [one for one in story.statements if chosen and one.id == chosen.id]
    importance = importances(story, telling=pointed_out)
    left_out = _left_out(importance, (*pointed_out, *telling))
    marks = _marks(story, shown, view.language, importance, left_out)
    categories = {one.id: one for one in story.categories}
    layers = tuple(_layer(head, marks.get(head.id, ()), view, categories) for head in story.layers)
    bounds = view.bounds or story_bounds(story, telling=pointed_out)
    return MapSpec(
        story_id=story.id,
        title=view.title or pick(story.titles, view.language, story.title),
        subtitle=_subtitle(story, view),
        cited=_cited(story, view),
        as_of=story.as_of,
        view=view,
        bounds=bounds,
        layers=layers,
        outside=() if view.bounds else tuple(_outside(layers, bounds)),
        unplaced=() if view.bounds or view.notes else tuple(_unplaced(story, view)),
        credits=tuple(credits_of(story)),
        categories=tuple(categories),
        importance=importance,
        own_places=_own_places(
            story,
            set(shown) - left_out,
            {layer.id for layer in layers if layer.visible},
        ),
        chosen=chosen,
        notes=tuple(_notes(story, view, layers)) if view.notes else (),
    )


def _left_out(
    importance: Mapping[str, Importance], telling: Iterable[Annotation | Context]
) -> frozenset[str]:
    """Return the ids of the features that no picture shows unless it tells of them."""
    told = {name for one in telling for name in named_by(one)}
    return frozenset(
        name for name, found in importance.items() if found.prominence == "aside"
    ) - told  # fmt: skip


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


def _unplaced(story: Story, view: View) -> Iterator[str]:
    """Yield names without a place in what the article says in a window."""
    for statement in story.annotations:
        if in_window(statement.date, view.window, undated=view.undated):
            yield from statement.also_named


def _chosen(story: Story, name: str, language: str) -> Said:
    for number, statement in enumerate(story.statements, start=1):
        if statement.id == name:
            return _said(statement, number, language)
    known = [statement.id for statement in story.statements]
    raise RequestError(f"statement {name!r} is not in story {story.id!r}{nearest(name, known)}")


def _notes(story: Story, view: View, layers: Iterable[Layer]) -> Iterator[Said]:
    """Yield the statements of the window about marks of visible layers, and those without any."""
    seen = {mark.id for layer in layers if layer.visible for mark in layer.marks}
    for number, statement in enumerate(story.statements, start=1):
        said = _said(statement, number, view.language)
        told = not said.marks or said.marks & seen
        if told and in_window(statement.date, view.window, undated=view.undated):
            yield said


def _said(statement: Annotation | Context, number: int, language: str) -> Said:
    ties = [tie_id(statement)] if statement.relation else []
    return Said(
        id=statement.id,
        number=number,
        claim=pick(statement.claims, language, statement.claim),
        said_by=pick(statement.speakers, language, statement.said_by),
        date=statement.date.label(language),
        paragraph=statement.paragraph if isinstance(statement, Annotation) else None,
        source=_provider(statement.source) if isinstance(statement, Context) else "",
        marks=frozenset((*statement.features, *ties)),
        also_named=statement.also_named if isinstance(statement, Annotation) else (),
    )


def _provider(source: str) -> str:
    found = load_sources()[source]
    return found.provider or found.title


def _own_places(story: Story, shown: Collection[str], layers: Collection[str]) -> frozenset[int]:
    return own_labels(item for item in story.features if item.id in shown and item.layer in layers)


def _subtitle(story: Story, view: View) -> tuple[str, ...]:
    """Say who published the article, where and when; the place as the map names it."""
    if view.subtitle:
        return (view.subtitle,)
    source, language = story.source, view.language
    words = [source.publisher, parse_date(source.published.isoformat()).label(language)]
    if source.place:
        place = name_in_words(source.place, story.language)
        here = (item.names for item in story.features if item.name == place)
        words.insert(1, pick(next(here, {}), language, place))
    return tuple(words)


def _cited(story: Story, view: View) -> str:
    """Cite the article, unless its headline is the title: then the subtitle says the rest."""
    source = story.source
    title = view.title or pick(story.titles, view.language, story.title)
    told = not {"title", "subtitle"} & {*view.without} and not view.subtitle
    if told and source.headline.casefold() == title.casefold():
        return ""
    day = () if told else (parse_date(source.published.isoformat()).label(view.language),)
    return listed((source.publisher, source.headline, *day), view.language)


def in_window(date: StoryDate, window: Window | None, *, undated: bool = True) -> bool:
    """Whether a date can fall into a window; `undated` says it for what has no date."""
    if window is None:
        return True
    if date.unknown:
        return undated
    first, last = window
    return (date.earliest is None or date.earliest <= last) and (
        date.latest is None or date.latest >= first
    )


def tie_id(statement: Annotation | Context) -> str:
    """Return the id of the arc that a statement's relation draws."""
    return f"{statement.id}:tie"


def credits_of(story: Story, sources: Mapping[str, Source] | None = None) -> Iterator[Credit]:
    """Yield every credit that the story's map must show: article, base map, marks."""
    sources = sources if sources is not None else load_sources()
    article = story.source
    yield Credit(
        id="article",
        text=f"{article.publisher}, {article.published.isoformat()}: {article.headline}",
        url=article.url,
    )
    used = {feature.source for feature in story.features}
    seen: set[str] = set()
    for source in sources.values():
        base = any(name.startswith(_BASE_MAP_FILES) for name in source.files)
        if (source.id in used or base) and source.attribution not in seen:
            seen.add(source.attribution)
            yield Credit(
                id=source.id,
                text=source.attribution,
                url=source.url or source.licence_url,
                licence=source.licence,
            )


# --- marks ------------------------------------------------------------------------------------


def _shown_marks(story: Story, window: Window | None, *, undated: bool = True) -> Collection[str]:
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


def _marks(
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


# --- classes ----------------------------------------------------------------------------------


def kind_of(geometry: BaseGeometry) -> Kind:
    """Return whether a geometry is drawn as a point, a line or a polygon."""
    name = geometry.geom_type
    if name.endswith("Point"):
        return "point"
    return "polygon" if name.endswith("Polygon") else "line"


def _class_id(*parts: str) -> str:
    return "-".join(part for part in parts if part)


def _layer(
    head: LayerHead, marks: Collection[Drawn], view: View, categories: Mapping[str, Category]
) -> Layer:
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
