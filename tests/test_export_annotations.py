"""Check the Web Annotations by programs that are not ours: JSON Schema, and a JSON-LD processor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyld import jsonld
from shapely.geometry import shape

from geo.export import export_story, sheet_of
from geo.story import Story, load
from tests import stories
from tests.conftest import MakeStory

HERE = Path(__file__).resolve().parent
FIRST = HERE.parent / "data" / "stories" / "iran-azerbaijan-2025"
OA = "http://www.w3.org/ns/oa#"
DC = "http://purl.org/dc/terms/"


@pytest.fixture(scope="module")
def first() -> Story:
    return load(FIRST)


def read(story: Story, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export_story(story, "jsonld", **options))
    return found


def local(url: str, _options: Any) -> dict[str, Any]:
    """Hand out the model's context from our own copy of its terms; nothing else is known."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    document = json.loads((HERE / "data" / "anno-context.json").read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": document}  # fmt: skip


def expanded(story: Story) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = jsonld.expand(read(story), {"documentLoader": local})
    assert len(nodes) == 1
    return nodes[0]


def annotations(node: dict[str, Any]) -> list[dict[str, Any]]:
    page = node["http://www.w3.org/ns/activitystreams#first"][0]
    found: list[dict[str, Any]] = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    return found


def test_it_keeps_to_the_model(first: Story, make_story: MakeStory) -> None:
    schema = json.loads((HERE / "data" / "web-annotation.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema)
    for story in (first, load(make_story())):
        assert [error.message for error in checker.iter_errors(read(story))] == []


def test_the_schema_finds_faults(first: Story) -> None:
    schema = json.loads((HERE / "data" / "web-annotation.schema.json").read_text(encoding="utf-8"))
    checker = Draft202012Validator(schema)
    for spoil in ("id", "target", "rights", "motivation"):
        spoilt = read(first)
        del spoilt["first"]["items"][3][spoil]
        assert list(checker.iter_errors(spoilt)), spoil


def test_every_statement_is_an_annotation_to_a_processor_of_json_ld(first: Story) -> None:
    found = annotations(expanded(first))
    assert len(found) == len(first.statements)
    for node, item in zip(found, first.statements, strict=True):
        assert node["@type"] == [f"{OA}Annotation"]
        assert node[f"{DC}identifier"] == [{"@value": item.id}]
        assert node["http://purl.org/dc/terms/rights"][0]["@id"].startswith("https://")
        if not item.date.unknown:
            assert node[f"{DC}temporal"] == [
                {"@type": "http://id.loc.gov/datatypes/edtf/EDTF", "@value": item.date.edtf}
            ]
    assert len({node["@id"] for node in found}) == len(found)


def test_a_processor_understands_every_word(first: Story) -> None:
    """Words without a meaning are dropped silently; here none may be."""

    def words(value: Any) -> int:
        if isinstance(value, list):
            return sum(map(words, value))
        if not isinstance(value, dict):
            return 0
        return sum(
            1 + (0 if key in {"geometry", "properties", "@context"} else words(inner))
            for key, inner in value.items()
            if key != "@context"
        )

    def known(value: Any) -> int:
        if isinstance(value, list):
            return sum(map(known, value))
        if not isinstance(value, dict) or "@value" in value:
            return 0
        if "@list" in value:
            return known(value["@list"])
        if set(value) == {"@id"}:  # what was a plain address
            return 0
        return sum(1 + known(inner) for inner in value.values())

    assert known(expanded(first)) == words(read(first))


def test_claims_stand_in_every_language_that_has_them(first: Story) -> None:
    for item, told in zip(read(first)["first"]["items"], first.statements, strict=True):
        claims = {body["language"]: body["value"] for body in item["body"][0]["items"]}
        assert claims == {first.language: told.claim, **told.claims}
        directions = {body["language"]: body["textDirection"] for body in item["body"][0]["items"]}
        assert directions["fa"] == "rtl"
        assert item["creator"]["name"] == told.said_by
        tags = {body["subject"]: body["value"] for body in item["body"] if "subject" in body}
        assert tags == {"certainty": first.certainty_of(told), "tone": told.tone}


def test_names_without_a_place_are_tags_of_their_own(make_story: MakeStory) -> None:
    story = load(make_story(stories.head_with_names()))
    schema = json.loads((HERE / "data" / "web-annotation.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(read(story))) == []
    items = {item["identifier"]: item for item in read(story)["first"]["items"]}
    tags = {
        name: [body["value"] for body in item["body"] if body.get("purpose") == "tagging"]
        for name, item in items.items()
    }
    assert tags["A1"] == ["Mudford Camp", "Nether Vale"] and tags["A5"] == ["Old Ferry"]
    assert tags["A2"] == []
    assert not any(body.get("subject") == "certainty" for body in items["A5"]["body"])


def test_paragraphs_and_sources_are_the_targets(first: Story) -> None:
    items = {item["identifier"]: item for item in read(first)["first"]["items"]}
    for told in first.annotations:
        target = items[told.id]["target"]
        assert target["selector"]["value"] == f"paragraph={told.paragraph}"
        assert target["source"]["title"] == first.source.headline
    for context in first.context:
        assert items[context.id]["target"]["type"] == "Text"
        assert items[context.id].get("references", []) == [
            items[name]["id"] for name in context.about
        ]


def test_each_mark_is_drawn_once_and_named_again(first: Story) -> None:
    marks = {mark.id: mark for mark in sheet_of(first).marks}
    whole: dict[str, Any] = {}
    for item in read(first)["first"]["items"]:
        for body in item["body"]:
            if body["type"] != "SpecificResource":
                continue
            source = body["source"]
            if isinstance(source, dict):
                assert source["id"] not in whole
                whole[source["id"]] = source
            else:
                assert source in whole
    drawn = {source["identifier"]: source for source in whole.values()}
    assert set(drawn) == {name for name, mark in marks.items() if mark.statements}
    for name, source in drawn.items():
        assert shape(source["geometry"]).equals_exact(marks[name].geometry, 1e-6)
        assert source["properties"]["certainty"] == marks[name].certainty


def test_an_articles_own_address_is_the_target(make_story: MakeStory) -> None:
    head = stories.head()
    head["source"]["url"] = "https://gazette.example/road"
    found = read(load(make_story(head)))
    assert found["first"]["items"][0]["target"]["source"]["id"] == "https://gazette.example/road"


def test_only_what_names_the_wanted_layers(first: Story) -> None:
    found = read(first, layers=["corridor"])
    assert found["total"] == len(found["first"]["items"]) > 0
    for item in found["first"]["items"]:
        assert any(body["type"] == "SpecificResource" for body in item["body"])
