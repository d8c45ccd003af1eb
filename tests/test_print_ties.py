"""Ties end at places that can be seen, and those that leave a printed map say where they lead."""

from __future__ import annotations

import math

import pytest
import shapely

from geo.layers import build_map
from geo.options import View
from geo.printmap import PRESETS, sheet_of
from geo.printmap.canvas.sheet import Box, Text
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import Mark, drawn, head_of, marks_of
from geo.story import Shelf, load
from geo.text import LANGUAGES
from tests import stories
from tests.conftest import MakeStory

BOX = Box(0, 0, 1000, 600)


def marks(**view: str) -> list[Mark]:
    spec = build_map(Shelf().story("iran-azerbaijan-2025"), View(**view))
    return marks_of(spec, frame_for(spec.bounds, BOX))


def test_a_tie_to_a_country_ends_at_its_capital() -> None:
    found = {mark.id: mark for mark in marks()}
    baku, tehran = found["baku"].anchor, found["tehran"].anchor
    for tie in ("S03:tie", "S08:tie"):
        assert {tuple(map(round, end)) for end in found[tie].ends} == {
            tuple(map(round, baku)), tuple(map(round, tehran)),
        }  # fmt: skip
    between = [mark for mark in found.values() if mark.tie and mark.toward is None
               and {"israel", "turkiye"}.isdisjoint((mark.tie.start, mark.tie.end))]  # fmt: skip
    arcs = {mark.tie.arc: mark.shape for mark in between if mark.tie}
    middles = [shape.interpolate(0.5, normalized=True) for shape in arcs.values()]
    apart = [one.distance(other) for at, one in enumerate(middles) for other in middles[:at]]
    assert len(between) == 5 and min(apart) > 10, "no two arcs lie on each other"


def test_ties_of_one_pair_that_look_alike_are_one_arc_drawn_once() -> None:
    found = {mark.id: mark for mark in marks() if mark.tie}
    arcs = {name: mark.tie.arc for name, mark in found.items() if mark.tie}
    assert arcs["S02:tie"] == arcs["S03:tie"] == arcs["S06:tie"], "what points nowhere goes along"
    assert arcs["S08:tie"] != arcs["S13:tie"], "the one is surer than the other"
    assert arcs["S04:tie"] == arcs["S09:tie"]
    for name, mark in found.items():
        assert mark.shape.equals_exact(found[arcs[name]].shape, 1e-6) or mark.toward
    thaw = found["S02:tie"]
    strokes = list(drawn([thaw, found["S03:tie"], found["S06:tie"]]))
    assert strokes == [*drawn([thaw]), *head_of(found["S06:tie"])]
    pointed = list(drawn([thaw, found["S06:tie"]], chosen=frozenset({"S06:tie"}), glow="#123456"))
    (glow,) = (at for at, one in enumerate(pointed) if one.colour == "#123456")
    assert pointed[glow + 1 :] == list(drawn([found["S06:tie"]])), "no glow covers its own line"


def test_ties_that_point_against_each_other_stay_two(make_story: MakeStory) -> None:
    head, told = stories.head(), stories.features()
    first = next(one for one in head["annotations"] if "relation" in one)
    for name, turned, directed in (("B1", True, True), ("B2", True, False), ("B3", False, True)):
        ends = (first["relation"]["from"], first["relation"]["to"])
        start, end = ends[::-1] if turned else ends
        relation = {**first["relation"], "from": start, "to": end, "directed": directed}
        head["annotations"].append({**first, "id": name, "relation": relation})
    spec = build_map(load(make_story(head, told)))
    ties = {mark.id: mark for layer in spec.layers for mark in layer.marks if mark.tie}
    arcs = {name: mark.tie.arc for name, mark in ties.items() if mark.tie}
    old = f"{first['id']}:tie"
    assert arcs == {old: old, "B1:tie": "B1:tie", "B2:tie": "B1:tie", "B3:tie": old}
    assert not ties[old].geometry.equals(ties["B1:tie"].geometry)


def test_a_tie_that_leaves_the_map_is_a_short_arrow_to_a_name() -> None:
    away = [mark for mark in marks() if mark.tie
            and {"israel", "turkiye"} & {mark.tie.start, mark.tie.end}]  # fmt: skip
    inner = shapely.box(*BOX.grown(-20))
    assert len(away) == 3
    for mark in away:
        assert mark.shape.length < 100 and inner.contains(mark.shape)
        assert mark.end is not None
    named = [mark.toward for mark in away if mark.toward]
    assert sorted(mark.id for mark in named) == ["israel", "turkiye"], "each once"


def test_its_arrow_points_the_way_that_the_statement_says() -> None:
    found = {mark.id: mark for mark in marks()}
    baku = found["baku"].anchor
    assert math.dist(found["S09:tie"].end or (0, 0), baku) < 1, "from Israel"
    assert math.dist(found["S04:tie"].end or baku, baku) > 40, "to Israel"


@pytest.mark.parametrize("preset", PRESETS)
def test_every_format_names_the_places_beyond(preset: str) -> None:
    sheet, _ = sheet_of(Shelf().story("iran-azerbaijan-2025"), {"preset": preset})
    (area,) = sheet.of("map")
    names = {one.name: one.box for one in sheet.of("label")}
    assert names["israel"].within(area.box) and names["turkiye"].within(area.box)


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_named_in_every_language(language: str) -> None:
    story = Shelf().story("iran-azerbaijan-2025")
    sheet, _ = sheet_of(story, {"preset": "article", "lang": language})
    texts = {item.text for item in sheet.items if isinstance(item, Text)}
    israel = story.feature("israel")
    assert any(israel.names.get(language, israel.name) in text for text in texts)
