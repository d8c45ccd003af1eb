"""Show what a story shows at first, and that what it leaves out is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import Bounds
from geo.film import film_of
from geo.layers import build_map
from geo.options import View
from geo.options.page import preset
from geo.printmap import describe, lay_out, sheet_of
from geo.story import Shelf, Story
from geo.story.framing import story_bounds
from geo.text import LANGUAGES
from tests import farstories

NEAR = ("Baku", "Tehran", "Tbilisi", "Baku", "Tehran")


def seen(story: Story, **view: object) -> set[str]:
    """Return the names of the points within the first view."""
    bounds = build_map(story, View(**view)).bounds  # type: ignore[arg-type]
    return {item.name for item in story.features if bounds.contains(*item.anchor_point())}


@pytest.mark.parametrize(
    "named",
    [
        (*NEAR, "Washington"),
        ("Baku", "Tehran", "Tbilisi", "Washington"),
        ("Washington+Baku", *NEAR),
        (*NEAR, *NEAR, "Washington", "Tokyo"),
    ],
    ids=" ".join,
)
def test_a_far_town_that_is_seldom_named_does_not_widen_the_view(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    assert seen(farstories.story(tmp_path, *named)) == {"Baku", "Tehran", "Tbilisi"}


@pytest.mark.parametrize(
    "named",
    [
        (*NEAR, "Washington", "Washington"),
        ("Baku", "Tehran", "Washington"),
        ("Baku", "Washington"),
        (*NEAR, "Moscow"),
        ("Washington", "Brussels", "Tokyo", "Nairobi", "Lima", "Baku"),
        ("Washington", "Washington+Baku", "Washington", "Tokyo", "Brussels+Tokyo"),
        ("Baku",),
    ],
    ids=" ".join,
)
def test_what_is_often_named_or_not_far_or_all_over_the_world_stays(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    story = farstories.story(tmp_path, *named)
    assert seen(story) == {item.name for item in story.features}


def test_what_title_or_headline_names_stays(tmp_path: Path) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington", title="Caucasus talks in Washington")
    assert "Washington" in seen(story)


def test_a_country_far_from_the_others_is_left_out_where_only_countries_are_told_of(
    tmp_path: Path,
) -> None:
    story = farstories.story(tmp_path, "Iran", "Azerbaijan", "Iran+Azerbaijan", "Iran", "Peru")
    assert seen(story) == {"Iran", "Azerbaijan"}


def test_a_statement_that_is_pointed_out_is_in_sight(tmp_path: Path) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington")
    assert "Washington" in seen(story, at="S6")
    assert "Washington" not in seen(story, at="S1")


def test_a_film_shows_every_mark_that_it_tells_of(tmp_path: Path) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington")
    for told, there in (("S1,S2", False), ("S1,S6", True)):
        options = {"preset": "square", "tell": told}
        first, *_, last, _ = film_of(story, options).scenes
        still = film_of(story, {**options, "camera": "still"}).scenes[0]
        for scene, shows in ((first, False), (last, there), (still, there)):
            assert scene.frame.shows(*farstories.TOWNS["Washington"]) is shows


def test_the_hand_made_story_is_framed_by_what_it_is_about() -> None:
    story = Shelf().story("iran-azerbaijan-2025")
    expected = (44.3833037, 34.7127700, 52.7128963, 41.3592900)
    assert tuple(story_bounds(story)) == pytest.approx(expected, abs=1e-6)
    assert build_map(story).outside == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_says_what_its_frame_leaves_out(tmp_path: Path, language: str) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington", "Peru")
    for name in ("article", "square", "a4-portrait"):
        sheet = lay_out(build_map(story, View(language=language)), preset(name))
        (said,) = (item for item in sheet.of("credits") if item.name == "outside")
        assert said.box.bottom <= sheet.height_px
        assert "Washington" in sheet.description and "Peru" in sheet.description


def test_paper_says_nothing_where_all_is_seen_or_where_a_part_was_asked_for(
    tmp_path: Path,
) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington")
    part = Bounds(43.0, 35.0, 53.0, 43.0)
    for view in (View(bounds=part), View(bounds=Bounds(-90.0, 20.0, 60.0, 60.0)), View(at="S6")):
        sheet = lay_out(build_map(story, view), preset("article"))
        assert not [item for item in sheet.of("credits") if item.name == "outside"]
        assert "Also named" not in sheet.description


def test_what_is_told_of_a_picture_tells_it_too(tmp_path: Path) -> None:
    story = farstories.story(tmp_path, *NEAR, "Washington")
    told = describe(*sheet_of(story, {"preset": "square"}))["description"]
    assert "Also named: Washington." in told


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(sorted(farstories.TOWNS)), min_size=1, max_size=14))
def test_few_statements_are_ever_left_out(
    tmp_path_factory: pytest.TempPathFactory, named: list[str]
) -> None:
    story = farstories.story(tmp_path_factory.mktemp("shelf"), *named)
    there = seen(story)
    count = Counter(named)
    gone = sum(count[name] for name in count if name not in there)
    assert gone <= max(1, len(named) / 5) and gone <= len(named) / 4
    assert {item.name for item in build_map(story).outside} == set(named) - there
