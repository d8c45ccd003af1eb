"""Show that drafts say what matters, that stories keep it, and that frames follow."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Paragraph, ReadArticle
from geo.draft import Draft, draft_article, read_draft, story_of
from geo.draft.prominence import MOST_PLACES
from geo.film import film_of
from geo.layers import build_map, legend_rows
from geo.options import View
from geo.printmap import sheet_of
from geo.story import Story, load
from geo.story.format.models import PROMINENCES
from geo.story.framing import story_bounds
from geo.story.importance import importances
from tests import farstories
from tests.test_drafting import FakeMention, FakeParsed, FakePlace

TOWNS = {
    "Firstham": (44.0, 40.0, "AZ"), "Nearby": (44.3, 40.2, "AZ"), "Farcapital": (2.3, 48.9, "FR"),
}  # fmt: skip
PARAGRAPHS = (
    "A dam above Firstham burst on Monday and the water reached Nearby before dawn.",
    "Two people died in Firstham, and the road from Firstham to Nearby is closed.",
    "“We offer all help,” a minister said in Farcapital.",
)


def parse(text: str, **_: Any) -> Any:
    return FakeParsed(
        tuple(
            FakeMention(
                at.start(), at.end(), at[0], "literal",
                FakePlace(number, name, lon, lat, country=country, population=5_000),
            )
            for number, (name, (lon, lat, country)) in enumerate(TOWNS.items(), 1)
            for at in re.finditer(name, text)
        )
    )  # fmt: skip


def drafted(headline: str = "Dam bursts above Firstham", find: Any = parse) -> Draft:
    article = ReadArticle(
        headline=headline,
        paragraphs=tuple(Paragraph(n, text) for n, text in enumerate(PARAGRAPHS, 1)),
        language="en",
        publisher="The Test Gazette",
        published=None,
    )
    return draft_article(article, published=dt.date(2025, 4, 28), parse=find)


def test_a_draft_says_of_each_place_how_much_the_article_is_about_it_and_why() -> None:
    draft = drafted()
    told = {one.text: one.prominence for one in draft.mentions}
    assert told["Firstham"] == "main"
    assert told["Farcapital"] == "aside"
    assert all(one.prominent_for for one in draft.mentions)
    assert (
        "in the headline" in next(m for m in draft.mentions if m.text == "Firstham").prominent_for
    )
    assert read_draft(draft.model_dump_json(), draft.id) == draft


def test_its_story_keeps_that_and_its_frame_follows() -> None:
    story = story_of(drafted(), preview=True)
    assert {f.name: f.prominence for f in story.features}["Farcapital"] == "aside"
    bounds = build_map(story).bounds
    assert bounds.contains(*TOWNS["Firstham"][:2]) and bounds.contains(*TOWNS["Nearby"][:2])
    assert not bounds.contains(*TOWNS["Farcapital"][:2])
    assert bounds.width < 3


def test_a_mark_has_the_strongest_prominence_of_its_mentions() -> None:
    draft = drafted()
    for number, prominence in enumerate(PROMINENCES):
        mentions = [
            one.model_copy(update={"prominence": PROMINENCES[min(2, number + nth)]})
            for nth, one in enumerate(draft.mentions)
            if one.text == "Firstham"
        ]
        changed = draft.model_copy(update={"mentions": tuple(mentions), "statements": tuple(
            s.model_copy(update={"mentions": tuple(
                m for m in s.mentions if m in {one.id for one in mentions})})
            for s in draft.statements)})  # fmt: skip
        (feature,) = story_of(changed, preview=True).features
        assert feature.prominence == prominence


def test_more_places_than_any_article_has_are_judged_in_part() -> None:
    def many(text: str, **_: Any) -> Any:
        return FakeParsed(
            tuple(
                FakeMention(0, 1, text[0], "literal", FakePlace(n, f"P{n}"))
                for n in range(1, 3 * MOST_PLACES)
            )
        )

    told = [one.prominence for one in drafted(find=many).mentions]
    assert len(told) == 3 * MOST_PLACES - 1
    assert told.count("aside") >= 2 * MOST_PLACES - 1
    assert "main" in told


# --- stories ----------------------------------------------------------------------------------


def story(folder: Path, **prominence: str) -> Story:
    """Return a story of towns, each named once, with what is said of some of them."""
    path = farstories.write(folder, *farstories.TOWNS)
    file = path / "features.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))
    for feature in features["features"]:
        name = feature["properties"]["name"]
        if name in prominence:
            feature["properties"]["prominence"] = prominence[name]
    file.write_text(json.dumps(features), encoding="utf-8")
    return load(path)


def test_an_aside_never_widens_the_frame_wherever_it_lies(tmp_path: Path) -> None:
    said = dict.fromkeys(farstories.TOWNS, "aside")
    found = story(tmp_path, **{**said, "Baku": "main", "Tbilisi": "also"})
    bounds = story_bounds(found)
    seen = {f.name for f in found.features if bounds.contains(*f.anchor_point())}
    assert seen == {"Baku", "Tbilisi"}
    order = importances(found)
    assert order["Baku"].order < order["Tbilisi"].order < order["Tokyo"].order
    (tokyo,) = [one for one in found.annotations if one.features == ("Tokyo",)]
    assert story_bounds(found, telling=[tokyo]).contains(*farstories.TOWNS["Tokyo"])


def test_an_aside_is_drawn_only_where_it_is_asked_for(tmp_path: Path) -> None:
    said = dict.fromkeys(farstories.TOWNS, "aside")
    found = story(tmp_path, **{**said, "Baku": "main", "Tbilisi": "also"})
    (tokyo,) = [one for one in found.annotations if one.features == ("Tokyo",)]

    def shown(view: View) -> set[str]:
        layers = build_map(found, view).layers
        return {mark.name for layer in layers for mark in layer.marks if not mark.left_out}

    assert shown(View()) == {"Baku", "Tbilisi"}
    assert shown(View(at=tokyo.id)) == {"Baku", "Tbilisi", "Tokyo"}
    spec = build_map(found)
    assert {mark.name for layer in spec.layers for mark in layer.marks} == set(farstories.TOWNS)
    assert "Tokyo" in {mark.name for mark in spec.outside}
    sheet, _ = sheet_of(found, {})
    assert sorted(sheet.facts.marks) == ["Baku", "Tbilisi"]
    film = film_of(found, {"width": "640", "height": "360", "dpi": "96", "camera": "still"})
    scenes = {scene.id: "Tokyo" in scene.sheet.facts.marks for scene in film.scenes}
    assert [name for name, has in scenes.items() if has] == [tokyo.id]
    assert {f.name: f.prominence for f in found.features}["Tokyo"] == "aside"


def test_where_all_stand_aside_none_is_left_out(tmp_path: Path) -> None:
    found = story(tmp_path, **dict.fromkeys(farstories.TOWNS, "aside"))
    marks = [mark for layer in build_map(found).layers for mark in layer.marks]
    assert marks and not any(mark.left_out for mark in marks)


def test_a_legend_lists_what_differs_in_prominence_alone_as_one(tmp_path: Path) -> None:
    found = story(tmp_path, Baku="main", Tbilisi="also")
    (layer,) = (layer for layer in build_map(found).layers if layer.id == "places")
    assert len(layer.classes) == 2
    assert [one.prominence for one in legend_rows(layer.classes)] == ["also"]


def test_without_a_word_titles_decide(tmp_path: Path) -> None:
    path = farstories.write(tmp_path, "Baku", "Tehran", title="Baku talks")
    found = importances(load(path))
    assert [found[name].prominence for name in ("Baku", "Tehran")] == ["main", "also"]


@pytest.mark.parametrize("word", ["", "Main", "central"])
def test_another_word_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(Exception, match="prominence"):
        story(tmp_path, Baku=word)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PROMINENCES), min_size=9, max_size=9))
def test_all_main_marks_are_in_the_first_view(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    said = dict(zip(farstories.TOWNS, words, strict=True))
    found = story(tmp_path_factory.mktemp("stories"), **said)
    bounds = story_bounds(found)
    main = [name for name, word in said.items() if word == "main"]
    assert all(bounds.contains(*farstories.TOWNS[name]) for name in main)
