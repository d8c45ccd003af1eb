"""Show that a story and a view become the right layers, classes, marks and credits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RequestError
from geo.layers import build_map, counts, in_window
from geo.layers.credits import credits_of
from geo.options import View
from geo.story import Story, load, parse_date
from geo.story.framing import story_bounds
from geo.style import style_for
from tests import stories


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return load(stories.write(tmp_path))


def marks(story: Story, **view: object) -> set[str]:
    spec = build_map(story, View(**view))  # type: ignore[arg-type]
    return {mark.id for layer in spec.layers for mark in layer.marks}


def test_layers_keep_the_storys_order_of_drawing(story: Story) -> None:
    spec = build_map(story)
    assert [layer.id for layer in spec.layers] == [head.id for head in story.layers]


def test_every_feature_and_every_relation_is_drawn_once(story: Story) -> None:
    assert marks(story) == {feature.id for feature in story.features} | {"A3:tie"}


def test_every_mark_names_its_source_and_method(story: Story) -> None:
    for layer in build_map(story).layers:
        assert all(mark.source and mark.method for mark in layer.marks)


def test_a_class_for_each_certainty_in_use(story: Story) -> None:
    (road,) = next(la for la in build_map(story).layers if la.id == "routes").classes
    assert (road.kind, road.certainty, road.status) == ("line", "disputed", "proposed")
    assert road.style == style_for(
        "route", kind="line", certainty="disputed", theme="light", prominence="main"
    ), "the headline names it"
    for layer in build_map(story).layers:
        assert set(counts(layer)) == {legend.id for legend in layer.classes}


def test_a_tie_runs_from_mark_to_mark(story: Story) -> None:
    layer = next(la for la in build_map(story).layers if la.id == "ties")
    (mark,) = layer.marks
    assert (mark.id, mark.certainty) == ("A3:tie", "indicative")
    assert mark.tie and (mark.tie.start, mark.tie.end) == ("first", "second")
    assert (mark.tie.directed, mark.tie.tone) == (True, "tension")
    ends = mark.geometry.coords[0], mark.geometry.coords[-1]
    assert ends[0] == pytest.approx((10.0, 50.0)) and ends[1] == pytest.approx((11.0, 50.5))


def test_names_come_in_the_views_language(story: Story) -> None:
    spec = build_map(story, View(language="fa"))
    places = next(layer for layer in spec.layers if layer.id == "places")
    assert spec.title == "داستانی کوچک"
    assert [mark.name for mark in places.marks] == ["شهر یکم", "Secondtown"]


def test_a_view_chooses_layers(story: Story) -> None:
    spec = build_map(story, View(layers=("routes",)))
    assert [layer.id for layer in spec.layers if layer.visible] == ["routes"]
    with pytest.raises(RequestError, match="did you mean 'routes'"):
        build_map(story, View(layers=("route",)))


def test_a_window_leaves_out_what_certainly_lies_outside(story: Story) -> None:
    kept = marks(story, first=dt.date(2023, 11, 1), last=dt.date(2023, 11, 30))
    assert "road" in kept, "late 2023 can mean November"
    assert {"lake", "mill"}.isdisjoint(kept), "2022 cannot"
    assert "A3:tie" in kept, "what has no date is never left out"
    assert "first" in kept, "it is an end of the undated tie"


def test_a_window_can_leave_out_what_has_no_date(story: Story) -> None:
    window = {"first": dt.date(2023, 11, 1), "last": dt.date(2023, 11, 30)}
    assert "A3:tie" not in marks(story, **window, undated=False)
    assert "A3:tie" in marks(story, undated=False), "without a window all is there"


def test_a_chosen_statement_names_its_marks_and_its_paragraph(story: Story) -> None:
    chosen = build_map(story, View(at="A3")).chosen
    assert chosen is not None
    assert (chosen.id, "A3:tie" in chosen.marks) == ("A3", True)
    found = next(item for item in story.annotations if item.id == "A3")
    assert (chosen.claim, chosen.paragraph) == (found.claim, found.paragraph)
    with pytest.raises(RequestError, match="did you mean"):
        build_map(story, View(at="A33"))


def test_bounds_hold_the_marks(story: Story) -> None:
    bounds = story_bounds(story)
    assert bounds.west < 10.0 and bounds.east > 11.0
    assert bounds.south < 50.0 and bounds.north > 50.5


def test_credits_name_the_article_and_every_source_in_use(story: Story) -> None:
    texts = [credit.text for credit in credits_of(story)]
    assert texts[0].startswith("The Test Gazette, 2024-05-01")
    assert any("Dateline" in text for text in texts)
    assert len(texts) == len(set(texts))


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_a_window_keeps_what_overlaps_it(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    (first, last), (start, end) = sorted((a, b)), sorted((c, d))
    date = parse_date(f"{start}/{end}")
    assert in_window(date, (first, last)) == (max(first, start) <= min(last, end))


def test_no_window_and_open_ends(story: Story) -> None:
    window = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert in_window(parse_date("2000"), None)
    assert in_window(parse_date("unknown"), window)
    assert in_window(parse_date("../2025"), window)
    assert in_window(parse_date("2023/.."), window)
    assert not in_window(parse_date("../2023"), window)


def test_who_only_helps_to_read_articles_is_not_thanked_on_the_map(story: Story) -> None:
    told = {credit.id for credit in credits_of(story)}
    assert "geonames" in told and "region-points" not in told and "dateline-areas" not in told
