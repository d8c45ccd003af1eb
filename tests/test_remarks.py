"""A few words below a mark's name, on paper, in data and drafts; told where they have no room."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path

import pytest

from geo.draft.model import Draft
from geo.draft.publishing import story_of
from geo.errors import StoryError
from geo.export.rows import sheet_of
from geo.layers import build_map
from geo.options import Page, View
from geo.options.page import PRESETS
from geo.printmap import lay_out
from geo.printmap.canvas.sheet import Sheet, Text
from geo.printmap.typeset.measure import text_box
from geo.story import Story, load
from geo.webmap.bundle import story_bundle
from tests import drafts, stories

SAID = "Army says it retook the town, 2 March"


def story(folder: Path, **remarks: str) -> Story:
    features = copy.deepcopy(stories.FEATURES)
    for feature in features["features"]:
        if said := remarks.get(feature["properties"]["id"]):
            feature["properties"] |= {"remark": said, "remarks": {"fa": "ارتش می‌گوید"}}
    return load(stories.write(folder, stories.HEAD, features))


def below(sheet: Sheet, mark: str) -> list[str]:
    """Return the lines that stand in the box of a mark's name, from the top."""
    (box,) = [one.box for one in sheet.of("label") if one.name == mark]
    lines = [one for one in sheet.items if isinstance(one, Text)]
    found = [one for one in lines if text_box(one).within(box.grown(0.5))]
    return [one.text for one in sorted(found, key=lambda one: one.y)]


@pytest.mark.parametrize("preset", PRESETS)
def test_it_stands_below_the_name_smaller_and_overlaps_no_name(preset: str, tmp_path: Path) -> None:
    sheet = lay_out(build_map(story(tmp_path, second=SAID)), PRESETS[preset])
    name, *lines = below(sheet, "second")
    assert (name, " ".join(lines)) == ("Secondtown", SAID)
    assert sheet.facts.unremarked == ()
    texts = {one.text: one for one in sheet.items if isinstance(one, Text)}
    assert texts[lines[0]].size_px < texts["Secondtown"].size_px
    boxes = [one.box for role in ("label", "place") for one in sheet.of(role)]
    assert not any(a.touches(b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])


def test_one_word_too_long_for_any_line_is_broken_and_its_lines_stay_apart(tmp_path: Path) -> None:
    word = "Rechtsschutzversicherungs" * 4
    sheet = lay_out(build_map(story(tmp_path, second=word)), PRESETS["article"])
    _, *lines = below(sheet, "second")
    assert len(lines) > 1 and "".join(lines) == word
    found = {one.text: one for one in sheet.items if isinstance(one, Text)}
    boxes = [text_box(found[line]) for line in lines]
    assert all(box.width < 310 for box in boxes)
    middles = [found[line].y for line in lines]
    assert all(b - a > found[lines[0]].size_px for a, b in itertools.pairwise(middles))


def test_it_comes_in_the_view_s_language(tmp_path: Path) -> None:
    spec = build_map(story(tmp_path, second=SAID), View(language="fa"))
    assert below(lay_out(spec, PRESETS["article"]), "second")[1:] == ["ارتش می‌گوید"]


def test_where_there_is_no_room_for_both_the_name_stands_alone_and_that_is_told(
    tmp_path: Path,
) -> None:
    long = " ".join(["Extraordinarily"] * 7)
    made = story(tmp_path, first=long, second=long)
    sheet = lay_out(build_map(made), Page(320, 320, 96))
    named = {one.name for one in sheet.of("label")}
    lacking = set(sheet.facts.unremarked)
    assert lacking and lacking <= {"Firsttown", "Secondtown"}
    for mark, name in (("first", "Firsttown"), ("second", "Secondtown")):
        if mark in named and name in lacking:
            assert below(sheet, mark) == [name]


def test_it_is_sent_to_the_screen_and_is_in_the_data(tmp_path: Path) -> None:
    made = story(tmp_path, second=SAID)
    sent = [one for layer in story_bundle(made)["layers"] for one in layer["features"]["features"]]
    told = {one["id"]: one["properties"]["remark"] for one in sent}
    assert told["second"] == {"en": SAID, "fa": "ارتش می‌گوید"} and told["first"] is None
    rows = {row.id: row.remark for row in sheet_of(made).marks}
    assert rows["second"] == SAID and rows["first"] == ""


def test_what_is_too_long_for_a_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"remark .*at most 120 characters"):
        story(tmp_path, second="x" * 121)


def test_a_draft_s_mark_takes_it_along() -> None:
    record = drafts.confirmed()
    record["marks"] = [{"of": "place 587084", "remark": f" {SAID} "}]
    made = story_of(Draft.model_validate(record))
    assert {one.name: one.remark for one in made.features if one.remark} == {"Baku": SAID}
