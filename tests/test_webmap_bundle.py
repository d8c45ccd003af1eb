"""Show that the bundle carries a story whole: every statement, mark, date, word and style."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources import DATA
from geo.story import Story, load
from geo.style import SCREEN_THEMES, Style, style_for
from geo.text import LANGUAGES, unturned
from geo.webmap.bundle import bundle_bytes, story_bundle
from tests import stories

NASTY = [
    "<script>alert(1)</script>",
    "\"quoted\" & 'single' </script>",
    "{{ 7*7 }} {% raw %}",
    "\u2028 line \u200f right to left",
    "İran ı ə ğ «باکو» Բաքու",
]
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)
    .map(unturned)
    .filter(lambda text: text.strip()),
)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return load(stories.write(tmp_path))


def features(bundle: dict[str, Any]) -> dict[str, Any]:
    return {
        feature["id"]: feature
        for layer in bundle["layers"]
        for feature in layer["features"]["features"]
    }


def test_every_statement_reaches_the_bundle_in_order(story: Story) -> None:
    told = story_bundle(story)["annotations"]
    assert [one["id"] for one in told] == [one.id for one in story.statements]
    assert [one["number"] for one in told] == list(range(1, len(told) + 1))
    by_id = {one["id"]: one for one in told}
    assert by_id["A4"]["marks"] == ["lake", "second"]
    assert by_id["A4"]["paragraph"] == 4
    assert by_id["A4"]["certainty"] == "indicative"
    assert by_id["A4"]["date"]["approximate"] is True
    assert by_id["A3"]["tie"] == "A3:tie"
    assert by_id["A3"]["date"]["unknown"] is True
    assert by_id["C1"]["kind"] == "context"
    assert (by_id["C1"]["paragraph"], by_id["C1"]["source"]) == (None, "dateline-recipes")
    assert by_id["C1"]["about"] == ["A4"]


def test_every_mark_that_a_statement_names_is_a_feature_of_the_bundle(story: Story) -> None:
    bundle = story_bundle(story)
    drawn = features(bundle)
    for one in bundle["annotations"]:
        for mark in [*one["marks"], *([one["tie"]] if one["tie"] else [])]:
            assert mark in drawn, (one["id"], mark)


def test_names_without_a_place_reach_the_bundle(tmp_path: Path) -> None:
    story = load(stories.write(tmp_path, stories.head_with_names()))
    told = {one["id"]: one for one in story_bundle(story)["annotations"]}
    assert told["A1"]["also_named"] == ["Mudford Camp", "Nether Vale"]
    assert told["A2"]["also_named"] == told["C1"]["also_named"] == []
    alone = told["A5"]
    assert (alone["also_named"], alone["marks"], alone["tie"]) == (["Old Ferry"], [], None)
    assert alone["certainty"] is None


def test_a_tie_says_its_ends_its_direction_and_its_statement(story: Story) -> None:
    tie = features(story_bundle(story))["A3:tie"]
    assert tie["properties"]["tie"] == {
        "from": "first",
        "to": "second",
        "directed": True,
        "tone": "tension",
        "annotation": "A3",
        "arc": "A3:tie",
    }
    ends = [tie["geometry"]["coordinates"][at] for at in (0, -1)]
    assert ends == [[10.0, 50.0], [11.0, 50.5]]


def test_every_class_has_the_neutral_style_of_both_themes(story: Story) -> None:
    for layer in story_bundle(story)["layers"]:
        names = {cls["id"] for cls in layer["classes"]}
        for feature in layer["features"]["features"]:
            assert feature["properties"]["class"] in names
        for cls in layer["classes"]:
            own = [
                f for f in layer["features"]["features"] if f["properties"]["class"] == cls["id"]
            ]
            assert cls["count"] == len(own) > 0
            for theme in SCREEN_THEMES:
                expected = style_for(
                    layer["theme"],
                    kind=cls["kind"],
                    certainty=cls["certainty"],
                    theme=theme,
                    tone=cls["tone"],
                    prominence=cls["prominence"],
                )
                assert set(cls["style"][theme]) == set(Style.__dataclass_fields__)
                assert cls["style"][theme]["stroke"] == expected.stroke
                assert cls["style"][theme]["fill"] == expected.fill


def test_every_mark_cites_a_record_that_the_bundle_explains(story: Story) -> None:
    bundle = story_bundle(story)
    for feature in features(bundle).values():
        assert feature["properties"]["source"] in bundle["sources"]
        assert feature["properties"]["method"]


def test_dates_are_said_in_every_language(story: Story) -> None:
    for one in story_bundle(story)["annotations"]:
        assert set(one["date"]["label"]) == set(LANGUAGES)
        assert all(one["date"]["label"].values())


def test_the_same_story_gives_the_same_bytes(story: Story) -> None:
    assert bundle_bytes(story) == bundle_bytes(story)


@given(title=TEXT, claim=TEXT, said_by=TEXT, name=TEXT, method=TEXT)
def test_any_text_in_any_field_comes_through_unchanged(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    claim: str,
    said_by: str,
    name: str,
    method: str,
) -> None:
    head, collection = stories.head(), stories.features()
    head["title"] = title
    head["annotations"][0] |= {"claim": claim, "said_by": said_by}
    collection["features"][0]["properties"] |= {"name": name, "method": method}
    folder = tmp_path_factory.mktemp("texts")
    bundle = json.loads(bundle_bytes(load(stories.write(folder, head, collection))))
    assert bundle["title"]["en"] == title
    told = bundle["annotations"][0]
    assert (told["claim"]["en"], told["said_by"]) == (claim, said_by)
    mark = features(bundle)["first"]["properties"]
    assert (mark["name"]["default"], mark["method"]) == (name, method)


# --- the stories that Dateline brings ----------------------------------------------------------

SHIPPED = sorted(path.parent for path in (DATA / "stories").glob("*/story.toml"))


def statements() -> list[Any]:
    return [
        pytest.param(folder, one.id, id=f"{folder.name}-{one.id}")
        for folder in SHIPPED
        for one in load(folder).statements
    ]


@cache
def shipped(folder: Path) -> tuple[Story, dict[str, Any]]:
    story = load(folder)
    return story, story_bundle(story)


@pytest.mark.parametrize(("folder", "name"), statements())
def test_mark_paragraph_date_speaker_and_certainty_reach_the_page(folder: Path, name: str) -> None:
    story, bundle = shipped(folder)
    told = next(one for one in bundle["annotations"] if one["id"] == name)
    said = next(one for one in story.statements if one.id == name)
    assert told["marks"] == list(said.features)
    assert bool(told["tie"]) == (said.relation is not None)
    assert told["paragraph"] == getattr(said, "paragraph", None)
    assert told["date"]["edtf"] == str(said.date)
    assert told["said_by"] == said.said_by
    assert told["certainty"] == story.certainty_of(said)
