"""Where names have no room: signs at the marks, a box that explains them, and no note is lost."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.layers import build_map
from geo.options import View
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Box, Sheet, Stroke, Text
from geo.printmap.layout.names import NUMBERED
from geo.story import Story, load
from tests import stories

DENSE = [("article", "en"), ("square", "ru"), ("a4-landscape", "fa"), ("portrait", "hy")]


def villages(folder: Path, count: int, step: float) -> Story:
    """Return a story of so many villages close together, each with a statement, and some ties."""
    head, geojson = stories.head(), stories.features()
    like = head["annotations"][0]
    for number in range(count):
        name = f"Much-Wetting {number + 1}"
        at = stories.point(10 + step * (number % 6), 50 + 0.6 * step * (number // 6))
        geojson["features"].append(stories.feature(f"v{number}", "places", at, name=name))
        told: dict[str, Any] = {**like, "id": f"V{number}", "features": [f"v{number}"]}
        if number % 7 == 6:
            told["relation"] = {"from": "second", "to": f"v{number}", "layer": "ties"}
        head["annotations"].append(told)
    return load(stories.write(folder, head, geojson))


def told_beside(sheet: Sheet, role: str) -> str:
    """Return the words of a line below the map."""
    boxes = [item.box.grown(2) for item in sheet.of(role)]
    return " ".join(
        re.sub("[\u200e\u200f]", "", item.text)
        for item in sheet.items
        if isinstance(item, Text)
        and any(Box(item.x, item.y, item.x, item.y).within(box) for box in boxes)
    )


def numbers_in(words: str) -> set[int]:
    """Return the numbers that a list names, those between the ends of a row included."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", words.rpartition(":")[2] or words):
        found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize(("count", "step"), [(12, 0.1), (24, 0.06), (40, 0.02)])
@pytest.mark.parametrize(("name", "language"), DENSE)
def test_each_note_is_found_at_its_mark_or_told_to_have_no_number(
    name: str, language: str, count: int, step: float, tmp_path: Path
) -> None:
    story = villages(tmp_path, count, step)
    sheet, _ = sheet_of(story, {"preset": name, "lang": language, "notes": "on"})
    told = {item.name for item in sheet.of("note")}
    notes = [
        said
        for said in build_map(story, View(notes=True)).notes
        if said.id in told and said.marks & set(sheet.facts.marks)
    ]
    assert len(notes) > 5
    numbered = {item.name for item in sheet.placed if item.role in NUMBERED}
    without = {said.number for said in notes if not said.marks & numbered}
    told_so = told_beside(sheet, "unmarked-notes").translate(
        str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    )
    assert numbers_in(told_so) == without
    roles = ("label", "number", "place", "key", "scale", "inset", "north")
    boxes = [(item.name, item.box) for role in roles for item in sheet.of(role)]
    for (one, here), (other, there) in itertools.combinations(dict.fromkeys(boxes), 2):
        same = here == there  # one bears the numbers of both
        assert same or not here.grown(-0.5).touches(there.grown(-0.5)), (one, other)


def test_numbers_key_the_names_that_have_no_room(tmp_path: Path) -> None:
    sheet, _ = sheet_of(villages(tmp_path, 24, 0.08), {"preset": "slide", "notes": "on"})
    (key,) = sheet.of("key")
    lines = [
        item.text for item in sheet.items if isinstance(item, Text) and "\u00a0\u00a0" in item.text
    ]
    keyed = dict(line.split("\u00a0\u00a0") for line in lines)
    signs = {item.text for item in sheet.items if isinstance(item, Text)}
    assert keyed and set(keyed) <= signs, "what the box explains stands on the map"
    numbers = {sign: name for sign, name in keyed.items() if sign.isdigit()}
    for sign, name in numbers.items():
        place = int(name.split()[-1])
        assert sign == str(place + 4), "the number of its note, after those of the story"
    assert [int(sign) for sign in numbers] == sorted(map(int, numbers))
    assert key.box.within(next(sheet.of("map")).box)


def test_names_with_notes_are_not_led_from_afar_where_many_would_be(tmp_path: Path) -> None:
    story = villages(tmp_path, 24, 0.06)
    for name in ("article", "square", "a4-landscape"):
        sheet, _ = sheet_of(story, {"preset": name, "notes": "on"})
        led = [
            item.shape.length
            for item in sheet.items
            if isinstance(item, Stroke)
            and item.width_px == 0.8
            and not item.dash_px
            and shapely.get_num_coordinates(item.shape) == 2
        ]
        assert sum(length > 60 for length in led) <= 3, led


def test_a_mark_bears_the_numbers_of_one_hidden_under_it(tmp_path: Path) -> None:
    head, geojson = stories.head(), stories.features()
    head["annotations"][0]["features"] = ["yard"]
    head["annotations"][1]["features"] = ["road", "first"]
    yard = stories.polygon((10, 50), (10.0004, 50), (10.0004, 50.0003))
    geojson["features"].append(stories.feature("yard", "areas", yard, certainty="exact"))
    story = load(stories.write(tmp_path, head, geojson))
    options = {"preset": "a4-portrait", "notes": "on", "bounds": "5,45,15,55"}
    sheet, _ = sheet_of(story, options)
    assert "1, 2" in {item.text for item in sheet.items if isinstance(item, Text)}
    assert not list(sheet.of("unmarked-notes"))


@pytest.mark.parametrize(
    ("language", "one", "all_five"),
    [
        ("en", "1 more statement is about a place outside", "5 more statements are about places"),
        ("ru", "ещё 1 утверждение — о местах", "ещё 5 утверждений — о местах за пределами"),
        ("fa", "۱ گفتهٔ دیگر دربارهٔ", "۵ گفتهٔ دیگر دربارهٔ جاهایی بیرون"),
    ],
)
def test_notes_about_marks_outside_are_counted(
    language: str, one: str, all_five: str, tmp_path: Path
) -> None:
    story = load(stories.write(tmp_path))
    options = {"preset": "a4-portrait", "notes": "on", "lang": language}
    assert not list(sheet_of(story, options)[0].of("outside-notes"))
    near = {"bounds": "9.97,49.98,10.03,50.02", "layers": "areas,routes,ties,places"}
    close, _ = sheet_of(story, {**options, **near})
    assert [item.name for item in close.of("note")] == ["A1", "A2", "A3"]
    assert one in told_beside(close, "outside-notes")
    afar, _ = sheet_of(story, {**options, "bounds": "30,40,32,42"})
    assert not list(afar.of("note"))
    assert all_five in told_beside(afar, "outside-notes")
