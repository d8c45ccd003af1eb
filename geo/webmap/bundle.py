"""Build the bundle: all of a story that the browser needs, as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from geo.basemap.data import has_unsettled
from geo.crs import geojson_geometry
from geo.crs.antimeridian import joined
from geo.gazetteer.places.owned import own_label
from geo.layers import Layer, LegendClass, MapSpec, Tie, build_map, counts
from geo.options import View
from geo.sources import Source, load_sources
from geo.story import Annotation, Context, Feature, LayerHead, Story, StoryDate
from geo.story.importance import Importance
from geo.style import MAX_ZOOM, SCREEN_THEMES, Theme, path_of
from geo.text import LANGUAGES, name_in_words

Json = dict[str, Any]
"""A JSON object."""

_DECIMALS: Final = 5
"""Of coordinates in degrees: about a metre, finer than a pixel at the closest zoom."""


def story_bundle(story: Story, sources: Mapping[str, Source] | None = None) -> Json:
    """Return a story as the client reads it, the same for the same story.

    Coordinates are rounded to a metre; nothing else is lost. What lies over the 180th meridian is
    whole, its longitudes above 180.

    Parameters
    ----------
    story
        The story to show.
    sources
        The records that it cites; absent: those of ``data/sources.toml``.
    """
    records = load_sources() if sources is None else sources
    specs = {theme: build_map(story, View(theme=theme)) for theme in SCREEN_THEMES}
    spec = specs["light"]
    box = spec.bounds
    return {
        "id": story.id,
        "title": {story.language: story.title, **story.titles},
        "summary": {story.language: story.summary, **story.summaries},
        "language": story.language,
        "as_of": story.as_of.isoformat(),
        "source": _article(story),
        "bounds": [box.west, box.south, box.east, box.north],
        "unsettled": has_unsettled(box, MAX_ZOOM),
        "categories": [
            {"id": one.id, "title": {story.language: one.title, **one.titles}}
            for one in story.categories
        ],
        "symbols": {one.symbol: path_of(one.symbol) for one in story.categories if one.symbol},
        "layers": [_layer(story, head, index, specs) for index, head in enumerate(story.layers)],
        "annotations": [
            _statement(story, statement, number)
            for number, statement in enumerate(story.statements, start=1)
        ],
        "sources": {name: _source(records[name]) for name in _cited(story) if name in records},
        "credits": [
            {"id": credit.id, "text": credit.text, "url": credit.url, "licence": credit.licence}
            for credit in spec.credits
        ],
    }


def bundle_bytes(story: Story, sources: Mapping[str, Source] | None = None) -> bytes:
    """Return the bundle as compact UTF-8 JSON."""
    bundle = story_bundle(story, sources)
    text = json.dumps(bundle, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


# --- the story --------------------------------------------------------------------------------


def _article(story: Story) -> Json:
    article = story.source
    return {
        "headline": article.headline,
        "publisher": article.publisher,
        "published": article.published.isoformat(),
        "place": article.place and name_in_words(article.place, story.language),
        "url": article.url,
        "rights": article.rights,
        "paragraphs": article.paragraphs,
    }


def _statement(story: Story, statement: Annotation | Context, number: int) -> Json:
    article = isinstance(statement, Annotation)
    return {
        "id": statement.id,
        "number": number,
        "kind": "article" if article else "context",
        "paragraph": statement.paragraph if isinstance(statement, Annotation) else None,
        "source": statement.source if isinstance(statement, Context) else None,
        "about": list(statement.about) if isinstance(statement, Context) else [],
        "marks": list(statement.features),
        "also_named": list(statement.also_named) if isinstance(statement, Annotation) else [],
        "tie": f"{statement.id}:tie" if statement.relation else None,
        "date": _date(statement.date),
        "claim": {story.language: statement.claim, **statement.claims},
        "said_by": statement.said_by,
        "speaker": {story.language: statement.said_by, **statement.speakers},
        "tone": statement.tone,
        "certainty": story.certainty_of(statement),
    }


def _date(date: StoryDate) -> Json:
    return {
        "edtf": date.edtf,
        "earliest": date.earliest.isoformat() if date.earliest else None,
        "latest": date.latest.isoformat() if date.latest else None,
        "open_start": date.open_start,
        "open_end": date.open_end,
        "uncertain": date.uncertain,
        "approximate": date.approximate,
        "unknown": date.unknown,
        "label": {language: date.label(language) for language in LANGUAGES},
    }


def _cited(story: Story) -> list[str]:
    """Return the records that features and context name, sorted, each once."""
    names = {feature.source for feature in story.features}
    names |= {context.source for context in story.context}
    if any(statement.relation for statement in story.statements):
        names.add("dateline-recipes")
    return sorted(names)


def _source(source: Source) -> Json:
    return {
        "title": source.title,
        "publisher": source.provider,
        "url": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "kind": source.kind,
    }


# --- layers -----------------------------------------------------------------------------------


def _layer(story: Story, head: LayerHead, index: int, specs: Mapping[Theme, MapSpec]) -> Json:
    layer = specs["light"].layers[index]
    styles = {theme: spec.layers[index].classes for theme, spec in specs.items()}
    many = counts(layer)
    directed = {mark.class_id for mark in layer.marks if mark.tie and mark.tie.directed}
    classes = [
        {
            **_class(legend),
            "style": {theme: asdict(styles[theme][place].style) for theme in specs},
            "lettering": {theme: asdict(styles[theme][place].lettering) for theme in specs},
            "count": many[legend.id],
            "directed": legend.id in directed,
        }
        for place, legend in enumerate(layer.classes)
    ]
    return {
        "id": head.id,
        "title": {story.language: head.title, **head.titles},
        "group": head.group,
        "visible": head.visible,
        "theme": head.theme,
        "classes": classes,
        "features": {
            "type": "FeatureCollection",
            "features": _features(story, layer, specs["light"].importance),
        },
    }


def _class(legend: LegendClass) -> Json:
    return {
        "id": legend.id,
        "certainty": legend.certainty,
        "status": legend.status,
        "kind": legend.kind,
        "tone": legend.tone,
        "prominence": legend.prominence,
        "category": legend.category,
        "row": legend.row,
    }


def _features(story: Story, layer: Layer, importance: Mapping[str, Importance]) -> list[Json]:
    result: list[Json] = []
    for mark in layer.marks:
        own = None if mark.tie else story.feature(mark.id)
        properties = {
            "id": mark.id,
            "class": mark.class_id,
            "name": _names(story, own) if own else {"default": mark.name},
            "also": _also(own) if own else [],
            "certainty": mark.certainty,
            "status": mark.status,
            "source": mark.source,
            "method": mark.method,
            "note": own.note if own else None,
            "remark": _remarks(story, own) if own and own.remark else None,
            "anchor": [round(value, _DECIMALS) for value in mark.anchor],
            "tie": _tie(mark.tie) if mark.tie else None,
            "place": own is not None and not mark.left_out and own_label(own) is not None,
            "headed": own is not None and importance[own.id].headed,
            "aside": mark.left_out,
        }
        result.append(
            {
                "type": "Feature",
                "id": mark.id,
                "properties": properties,
                "geometry": geojson_geometry(joined(mark.geometry), decimals=_DECIMALS),
            }
        )
    return result


def _names(story: Story, feature: Feature) -> Json:
    return {"default": feature.name, story.language: feature.name, **feature.names}


def _remarks(story: Story, feature: Feature) -> Json:
    return {story.language: feature.remark, **feature.remarks}


def _also(feature: Feature) -> list[Json]:
    return [
        {"text": other.text, "by": other.by, "language": other.language}
        for other in feature.also_known_as
    ]


def _tie(tie: Tie) -> Json:
    return {
        "from": tie.start,
        "to": tie.end,
        "directed": tie.directed,
        "tone": tie.tone,
        "annotation": tie.statement,
        "arc": tie.arc,
    }
