"""Lay a story out as plain rows: marks, statements, sources; every export writes these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

from shapely.geometry.base import BaseGeometry

from geo.crs import area_m2, length_m
from geo.layers import Layer, build_map, kind_of, tie_id
from geo.options import View
from geo.sources import Source, load_sources
from geo.story import Annotation, Context, Story

if TYPE_CHECKING:  # half of what an export would import, for the few that are tables
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """Hold one feature or one arc, with the terms on which it may be used.

    Its fields are the columns of the marks' table, where None of a number is NaN.
    """

    id: str
    layer: str
    layer_title: str
    kind: str
    """``point``, ``line``, ``polygon``; ``tie`` of an arc."""
    class_id: str
    """Of the legend: marks of one class look alike."""
    name: str
    """In the chosen language."""
    names: Mapping[str, str]
    also_known_as: tuple[str, ...]
    """Each as ``name (who uses it)``."""
    certainty: str
    """Of the place: ``exact``, ``approximate``, ``indicative`` or ``disputed``."""
    status: str
    """``existing`` or ``proposed``."""
    category: str
    """As the story calls it, in the chosen language; empty where it has none."""
    remark: str
    """What stands below its name, in the chosen language; empty where nothing does."""
    from_mark: str
    """Id of the mark where a tie begins; empty of all else, as are the next two."""
    to_mark: str
    tone: str
    directed: bool
    """Whether a tie has a head."""
    source: str
    """Id of its record in ``data/sources.toml``."""
    source_title: str
    licence: str
    attribution: str
    method: str
    note: str
    lon: float
    """Of the label's place, in degrees, as is ``lat``; EPSG:4326."""
    lat: float
    length_km: float | None
    """Geodesic; of a line. An arc's is the distance between its ends."""
    area_km2: float | None
    """Geodesic; of an area."""
    statements: tuple[str, ...]
    """Ids of those that name it."""
    geometry: BaseGeometry
    """In (lon, lat), EPSG:4326."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Hold one statement: of the article, or of another source beside it.

    Its fields are the columns of the statements' table.
    """

    id: str
    kind: str
    """``article`` or ``context``."""
    paragraph: int | None
    source: str
    """Who published it."""
    date: str
    """EDTF, or ``unknown``."""
    earliest: str
    latest: str
    said_by: str
    claim: str
    tone: str
    certainty: str
    """Of its marks; empty where it has none."""
    marks: tuple[str, ...]
    also_named: tuple[str, ...]
    """Names in it that have no place on the map."""
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExportRows:
    """Hold all that an export of a story writes."""

    story: Story
    marks: tuple[MarkRow, ...]
    statements: tuple[StatementRow, ...]
    sources: tuple[Source, ...]
    """Those that the marks cite."""

    @cached_property
    def gdf(self) -> gpd.GeoDataFrame:
        """The marks as one table in drawing order, for analysis and for files that are tables."""
        import geopandas as gpd

        table = _table(MarkRow, self.marks).astype({"length_km": "float64", "area_km2": "float64"})
        return gpd.GeoDataFrame(table, geometry="geometry", crs="EPSG:4326")

    @cached_property
    def df(self) -> pd.DataFrame:
        """The statements as one table in reading order."""
        return _table(StatementRow, self.statements).astype({"paragraph": "Int64"})

    @property
    def licence(self) -> str:
        """Every licence of the marks, each once."""
        return ", ".join(dict.fromkeys(mark.licence for mark in self.marks if mark.licence))

    @property
    def attribution(self) -> str:
        """Every credit that must be read beside the data."""
        return "; ".join(dict.fromkeys(mark.attribution for mark in self.marks))

    @property
    def citation(self) -> str:
        """The article that the story tells."""
        article = self.story.source
        return f"{article.publisher}, {article.published.isoformat()}: {article.headline}"

    @property
    def about(self) -> dict[str, str]:
        """What every file says of itself: the story, its article, and what the data owe."""
        return {
            "title": self.story.title,
            "summary": self.story.summary,
            "state_of": self.story.as_of.isoformat(),
            "article": self.citation,
            "licence": self.licence,
            "attribution": self.attribution,
        }

    @property
    def unmarked(self) -> tuple[StatementRow, ...]:
        """The statements that have no mark, which no mark can tell of."""
        return tuple(row for row in self.statements if not row.marks)


def sheet_of(
    story: Story, *, layers: Collection[str] | None = None, language: str | None = None
) -> ExportRows:
    """Lay out a story, or only some of its layers and the statements that name them.

    Parameters
    ----------
    story
        A sound story.
    layers
        Ids of the wanted layers; absent: all.
    language
        Of the names, where the data has it; absent: the story's own.
    """
    sources = load_sources()
    spec = build_map(story, View(language=language or story.language))
    wanted = [layer for layer in spec.layers if layers is None or layer.id in layers]
    naming = _statements_by_mark(story)
    marks = [mark for layer in wanted for mark in _marks(story, layer, sources, naming)]
    kept = {mark.id for mark in marks}
    said = [_said(story, item) for item in story.statements]
    cited = {mark.source for mark in marks}
    return ExportRows(
        story=story,
        marks=tuple(marks),
        statements=tuple(row for row in said if layers is None or kept & {*row.marks}),
        sources=tuple(source for name, source in sorted(sources.items()) if name in cited),
    )


def _table(row: type, rows: Iterable[object]) -> pd.DataFrame:
    """Return rows as a table that has their columns where there is no row, too."""
    import pandas as pd

    names = [field.name for field in fields(row)]
    return pd.DataFrame([[getattr(one, name) for name in names] for one in rows], columns=names)


def _mark_ids(item: Annotation | Context) -> tuple[str, ...]:
    return (*item.features, *((tie_id(item),) if item.relation else ()))


def _statements_by_mark(story: Story) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for item in story.statements:
        for name in _mark_ids(item):
            found[name] = (*found.get(name, ()), item.id)
    return found


def _marks(
    story: Story,
    layer: Layer,
    sources: Mapping[str, Source],
    naming: Mapping[str, tuple[str, ...]],
) -> list[MarkRow]:
    features = {feature.id: feature for feature in story.features}
    found = []
    categories = {legend.id: legend.category_title for legend in layer.classes}
    for mark in layer.marks:
        feature = features.get(mark.id)
        source = sources.get(mark.source)
        kind = kind_of(mark.geometry)
        tie = mark.tie
        found.append(
            MarkRow(
                id=mark.id,
                layer=layer.id,
                layer_title=layer.title,
                kind="tie" if tie else kind,
                class_id=mark.class_id,
                name=mark.name,
                names=feature.names if feature else {},
                also_known_as=tuple(f"{a.text} ({a.by})" for a in feature.also_known_as)
                if feature
                else (),
                certainty=mark.certainty,
                status=mark.status,
                category=categories[mark.class_id],
                remark=mark.remark,
                from_mark=tie.start if tie else "",
                to_mark=tie.end if tie else "",
                tone=tie.tone if tie else "",
                directed=tie is not None and tie.directed,
                source=mark.source,
                source_title=source.title if source else mark.source,
                licence=(source.licence if source else None) or "see attribution",
                attribution=source.attribution if source else mark.source,
                method=mark.method,
                note=mark.note or "",
                lon=round(mark.anchor[0], 6),
                lat=round(mark.anchor[1], 6),
                length_km=round(length_m(mark.geometry) / 1e3, 3) if kind == "line" else None,
                area_km2=round(area_m2(mark.geometry) / 1e6, 3) if kind == "polygon" else None,
                statements=naming.get(mark.id, ()),
                geometry=mark.geometry,
            )
        )
    return found


def _said(story: Story, item: Annotation | Context) -> StatementRow:
    date = item.date
    article = isinstance(item, Annotation)
    return StatementRow(
        id=item.id,
        kind="article" if article else "context",
        paragraph=item.paragraph if isinstance(item, Annotation) else None,
        source=story.source.publisher if isinstance(item, Annotation) else item.source,
        date=str(date),
        earliest=date.earliest.isoformat() if date.earliest else "",
        latest=date.latest.isoformat() if date.latest else "",
        said_by=item.said_by,
        claim=item.claim,
        tone=item.tone,
        certainty=story.certainty_of(item) or "",
        marks=_mark_ids(item),
        also_named=item.also_named if isinstance(item, Annotation) else (),
        about=item.about if isinstance(item, Context) else (),
    )
