"""Write a story's statements as W3C Web Annotations in JSON-LD 1.1.

One ``AnnotationCollection`` with one page. Each statement is an annotation of the article, at its
paragraph, or of another source: its bodies are the claim in every language and the places that it
is about, each a GeoJSON feature. Model: https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from geo.crs import geojson_geometry
from geo.export.rows import ExportRows, MarkRow, StatementRow
from geo.sources import Source, load_sources
from geo.story import Annotation, Context, Story
from geo.text import direction

Json = dict[str, Any]

_GEOJSON: Final = "https://purl.org/geojson/vocab#"
CONTEXT: Final = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        "Feature": f"{_GEOJSON}Feature",
        "geometry": {"@id": f"{_GEOJSON}geometry", "@type": "@json"},
        "properties": {"@id": f"{_GEOJSON}properties", "@type": "@json"},
        "temporal": {
            "@id": "http://purl.org/dc/terms/temporal",
            "@type": "http://id.loc.gov/datatypes/edtf/EDTF",
        },
        "identifier": "http://purl.org/dc/terms/identifier",
        "title": "http://purl.org/dc/terms/title",
        "publisher": "http://purl.org/dc/terms/publisher",
        "issued": "http://purl.org/dc/terms/issued",
        "subject": "http://purl.org/dc/terms/subject",
        "references": {"@id": "http://purl.org/dc/terms/references", "@type": "@id"},
        "attribution": "http://creativecommons.org/ns#attributionName",
    },
)
"""The model's own terms, then those that it lacks: places, dates, credits."""

_SPACE: Final = uuid.UUID("5d0d0b0a-8c0e-5f0e-9c55-6f6c1a1d7e11")
"""Under which ids are made: the same story, statement or mark has the same id everywhere."""
_GENERATOR: Final = {"type": "Software", "name": "Dateline"}
_DECIMALS: Final = 6
"""Of coordinates in degrees: a tenth of a metre."""


def jsonld_bytes(sheet: ExportRows) -> bytes:
    """Return the collection; what no URL names has a ``urn:uuid:`` that stays the same."""
    records = load_sources()
    marks = {mark.id: mark for mark in sheet.marks}
    statements = {item.id: item for item in sheet.story.statements}
    drawn: set[str] = set()
    items = [
        _line(_annotation(sheet.story, statements[row.id], row, marks, records, drawn))
        for row in sheet.statements
    ]
    collection = {
        "@context": list(CONTEXT),
        "id": _urn(sheet.story, "annotations"),
        "type": "AnnotationCollection",
        "label": sheet.story.title,
        "generator": _GENERATOR,
        "attribution": sheet.attribution,
        **_rights(marks.values(), records),
        "total": len(items),
    }
    page = {
        "id": _urn(sheet.story, "page-1"),
        "type": "AnnotationPage",
        "partOf": collection["id"],
        "startIndex": 0,
    }
    lines = ",\n".join(items)
    return (
        f'{_line(collection)[:-1]},"first":{_line(page)[:-1]},"items":[\n{lines}\n]}}}}\n'.encode()
    )


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _urn(story: Story, *parts: str) -> str:
    return uuid.uuid5(_SPACE, "/".join((story.id, *parts))).urn


def _annotation(
    story: Story,
    item: Annotation | Context,
    row: StatementRow,
    marks: Mapping[str, MarkRow],
    records: Mapping[str, Source],
    drawn: set[str],
) -> Json:
    """Return a statement; a mark that an earlier one has drawn is named by its id alone."""
    shown = [marks[name] for name in row.marks if name in marks]
    found: Json = {
        "id": _urn(story, "statement", item.id),
        "type": "Annotation",
        "identifier": item.id,
        "motivation": "describing",
        "creator": {"type": "foaf:Agent", "name": item.said_by},
        "generator": _GENERATOR,
        **_rights(shown or marks.values(), records),
    }
    if not item.date.unknown:
        found["temporal"] = item.date.edtf
    if isinstance(item, Context) and item.about:
        found["references"] = [_urn(story, "statement", name) for name in item.about]
    found["body"] = [
        _claim(story, item),
        *([_tag("certainty", row.certainty)] if row.certainty else []),
        _tag("tone", item.tone),
        *(_named(story, name) for name in row.also_named),
        *(_place(story, mark, records, whole=mark.id not in drawn) for mark in shown),
    ]
    drawn.update(mark.id for mark in shown)
    found["target"] = _target(story, item, records)
    return found


# --- bodies -----------------------------------------------------------------------------------


def _claim(story: Story, item: Annotation | Context) -> Json:
    """Return the claim, or the choice between its languages, the story's own first."""
    claims = {story.language: item.claim, **item.claims}
    bodies = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "value": text,
            "format": "text/plain",
            "language": language,
            "textDirection": direction(language),
        }
        for language, text in claims.items()
    ]
    return bodies[0] if len(bodies) == 1 else {"type": "Choice", "items": bodies}


def _tag(subject: str, word: str) -> Json:
    return {
        "type": "TextualBody",
        "purpose": "classifying",
        "subject": subject,
        "value": word,
        "format": "text/plain",
        "language": "en",
    }


def _named(story: Story, name: str) -> Json:
    """Return a name in the statement that has no place."""
    return {
        "type": "TextualBody",
        "purpose": "tagging",
        "subject": "also named; not placed",
        "value": name,
        "format": "text/plain",
        "language": story.language,
    }


def _place(story: Story, mark: MarkRow, records: Mapping[str, Source], *, whole: bool) -> Json:
    """Return what a statement is about: a GeoJSON feature, or its id where it is told already."""
    name = _urn(story, "mark", mark.id)
    feature = {
        "id": name,
        "type": "Feature",
        "identifier": mark.id,
        "label": mark.name,
        "attribution": mark.attribution,
        **_rights([mark], records),
        "geometry": geojson_geometry(mark.geometry, decimals=_DECIMALS),
        "properties": _properties(mark),
    }
    return {"type": "SpecificResource", "purpose": "linking", "source": feature if whole else name}


def _properties(mark: MarkRow) -> Json:
    ends = {"from": mark.from_mark, "to": mark.to_mark, "directed": mark.directed}
    return {
        "name": mark.name,
        **{f"name:{language}": name for language, name in mark.names.items()},
        "layer": mark.layer,
        "certainty": mark.certainty,
        "status": mark.status,
        **({"category": mark.category} if mark.category else {}),
        **({"remark": mark.remark} if mark.remark else {}),
        **(ends if mark.kind == "tie" else {}),
        "source": mark.source_title,
        "licence": mark.licence,
        "attribution": mark.attribution,
        "method": mark.method,
    }


def _rights(marks: Iterable[MarkRow], records: Mapping[str, Source]) -> Json:
    """Return where the terms of the marks can be read, each once; nothing where none has any."""
    found = (records[mark.source].licence_url for mark in marks if mark.source in records)
    rights = list(dict.fromkeys(url for url in found if url))
    return {"rights": rights} if rights else {}


# --- targets ----------------------------------------------------------------------------------


def _target(story: Story, item: Annotation | Context, records: Mapping[str, Source]) -> Json:
    """Return the article at its paragraph, 0 being the picture's caption; or another source."""
    if isinstance(item, Annotation):
        return {
            "type": "SpecificResource",
            "source": _article(story),
            "selector": {"type": "FragmentSelector", "value": f"paragraph={item.paragraph}"},
        }
    record = records.get(item.source)
    found: Json = {
        "id": (record.url if record else None) or _urn(story, "source", item.source),
        "type": "Text",
        "title": record.title if record else item.source,
    }
    if record and record.provider:
        found["publisher"] = record.provider
    return found


def _article(story: Story) -> Json:
    article = story.source
    return {
        "id": article.url or _urn(story, "article"),
        "type": "Text",
        "language": story.language,
        "title": article.headline,
        "publisher": article.publisher,
        "issued": article.published.isoformat(),
    }
