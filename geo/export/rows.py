"""Lay a story out as plain rows: marks, statements, sources; every export writes these."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.crs import area_m2, length_m
from geo.layers import Layer, Tie, build_map, kind_of
from geo.options import View
from geo.sources import Source, load_sources
from geo.story import Annotation, Context, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """Hold one feature or one arc, with the terms on which it may be used."""

    id: str
    layer: str
    layer_title: str
    group: str
    kind: str
    class_id: str
    """Of the legend: marks of one class look alike."""
    name: str
    names: Mapping[str, str]
    also_known_as: tuple[str, ...]
    """Each as ``name (who uses it)``."""
    certainty: str
    status: str
    tie: Tie | None
    source: str
    source_title: str
    licence: str
    attribution: str
    method: str
    note: str
    lon: float
    """Of the label's place, in degrees."""
    lat: float
    length_km: float | None
    """Geodesic; of a line. An arc's is the distance between its ends."""
    area_km2: float | None
    """Geodesic; of an area."""
    statements: tuple[str, ...]
    """Ids of those that name it."""
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Hold one statement: of the article, or of another source beside it."""

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

    @property
    def not_placed(self) -> str:
        """Say in words which names in it have no place, if any."""
        return f"also named: {', '.join(self.also_named)}; not placed" if self.also_named else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRows:
    """Hold all that an export of a story writes."""

    story: Story
    marks: tuple[MarkRow, ...]
    statements: tuple[StatementRow, ...]
    sources: tuple[Source, ...]
    """Those that the marks cite."""

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


def _mark_ids(item: Annotation | Context) -> tuple[str, ...]:
    return (*item.features, *((f"{item.id}:tie",) if item.relation else ()))


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
    for row in layer.gdf.itertuples():
        feature = features.get(row.Index)
        source = sources.get(row.source)
        kind = kind_of(row.geometry)
        found.append(
            MarkRow(
                id=row.Index,
                layer=layer.id,
                layer_title=layer.title,
                group=layer.group,
                kind="tie" if row.tie is not None else kind,
                class_id=row.class_id,
                name=row.name,
                names=dict(feature.names) if feature else {},
                also_known_as=tuple(f"{a.text} ({a.by})" for a in feature.also_known_as)
                if feature
                else (),
                certainty=row.certainty,
                status=row.status,
                tie=row.tie,
                source=row.source,
                source_title=source.title if source else row.source,
                licence=(source.licence if source else None) or "see attribution",
                attribution=source.attribution if source else row.source,
                method=row.method,
                note=row.note if isinstance(row.note, str) else "",
                lon=round(row.anchor[0], 6),
                lat=round(row.anchor[1], 6),
                length_km=_km(length_m(row.geometry)) if kind == "line" else None,
                area_km2=_km2(area_m2(row.geometry)) if kind == "polygon" else None,
                statements=naming.get(row.Index, ()),
                geometry=row.geometry,
            )
        )
    return found


def _km(metres: float) -> float:
    return round(metres / 1e3, 3)


def _km2(square_metres: float) -> float:
    return round(square_metres / 1e6, 3)


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
