"""What the map has no room to name is told on the page, and what the headline names is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geo.layers import build_map
from geo.options import View
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Box, Sheet, Text
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import Mark, hidden_by
from geo.printmap.furniture import titles
from geo.printmap.furniture.titles import unnamed_words
from geo.printmap.layout.names import NAMED, NUMBERED
from geo.printmap.layout.page import seen
from geo.printmap.naming.labels import in_order
from geo.printmap.typeset.measure import text_box
from geo.printmap.typeset.words import listed
from geo.story import Story, load
from tests.isles import HEADED, isles
from tests.stories import features, head_with_names, write

PAGES = ["article", "square", "portrait", "a4-landscape", "a4-portrait"]


def told_without_name(sheet: Sheet) -> tuple[set[str], int]:
    """Return the names that the page says are not on the map, and how many more there are."""
    boxes = [item.box.grown(1) for item in sheet.of("credits") if item.name == "unnamed"]
    lines = [
        item.text
        for item in sheet.items
        if isinstance(item, Text)
        and any(
            box.top <= item.y <= box.bottom and box.left <= item.x <= box.right for box in boxes
        )
    ]
    words = " ".join(line for line in lines if "Source:" not in line).replace("Much- ", "Much-")
    names, _, more = words.partition(": ")[2].partition(" and ")
    return set(filter(None, names.split(", "))), int(more.split()[0]) if more else 0


def _marks(story: Story, sheet: Sheet) -> list[Mark]:
    """Return the marks in sight, as they stand on the page."""
    (area,) = sheet.of("map")
    spec = build_map(story, View(bounds=sheet.facts.bounds))
    return seen(spec, frame_for(spec.bounds, area.box))


def nameless(story: Story, sheet: Sheet) -> set[str]:
    """Return the names of marks in sight that have neither name nor key nor number."""
    marks = _marks(story, sheet)
    known = {item.name for item in sheet.placed if item.role in NUMBERED} | set(hidden_by(marks))
    return {mark.name for mark in marks if mark.tie is None and mark.id not in known}


@pytest.mark.parametrize(("count", "spread_deg"), [(14, 0.05), (40, 0.05), (40, 0.4)])
@pytest.mark.parametrize("notes", [False, True], ids=["plain", "notes"])
@pytest.mark.parametrize("name", PAGES)
def test_each_mark_is_named_keyed_numbered_or_told(
    name: str, notes: bool, count: int, spread_deg: float, tmp_path: Path
) -> None:
    story = isles(tmp_path, count, spread_deg)
    values = {"preset": name, **({"notes": "on"} if notes else {})}
    sheet, _ = sheet_of(story, values)
    told, more = told_without_name(sheet)
    left = nameless(story, sheet)
    assert told <= left and len(told) + more == len(left)
    named = {item.name for item in sheet.placed if item.role in NAMED}
    assert f"p{count - 1}" in named, "what the headline names"


@pytest.mark.parametrize(
    ("language", "begin", "more"),
    [
        ("en", "Also named: ", " more"),
        ("az", "Adı çəkilən digər yerlər: ", " yer"),
        ("tr", "Adı geçen diğer yerler: ", " yer daha"),
        ("ru", "Также упомянуты: ", " и ещё "),
        ("hy", "Նշված են նաև՝ ", " և ևս "),
        ("fa", "همچنین نام برده شده: ", " مورد دیگر"),
    ],
)
def test_what_has_no_name_is_told_in_the_page_s_language(
    language: str, begin: str, more: str, tmp_path: Path
) -> None:
    spec = build_map(isles(tmp_path, 3, 0.1), View(language=language))
    few, many = (replace(spec, unnamed=tuple("ABCDEFGHIJKLMN"[:n])) for n in (2, 14))
    assert unnamed_words(few, 8) == begin + listed("AB", language)
    assert unnamed_words(many, 8).startswith(begin + listed("ABCDEFGH", language))
    assert more in unnamed_words(many, 8)
    assert not unnamed_words(spec, 8)


def also_named(sheet: Sheet) -> str:
    boxes = [one.box.grown(1) for one in sheet.of("credits") if one.name == "outside"]
    lines = [item for item in sheet.items if isinstance(item, Text)]
    return " ".join(
        line.text for line in lines if any(text_box(line).within(box.grown(2)) for box in boxes)
    )


def test_what_has_no_place_and_what_has_no_name_are_told_in_one_list(tmp_path: Path) -> None:
    story = load(write(tmp_path, head_with_names(), features()))
    sheet, _ = sheet_of(story, {"preset": "square"})
    assert also_named(sheet) == "Also named: Mudford Camp, Nether Vale, Old Ferry"
    assert "Old Ferry" in sheet.description
    noted, _ = sheet_of(story, {"preset": "a4-portrait", "notes": "on"})
    assert not also_named(noted), "the notes tell it"
    spec = replace(build_map(story), unnamed=("Firsttown",))
    (line,) = (one for one in titles.credits(spec, Box(0, 0, 700, 90)).items[:1])
    assert isinstance(line, Text)
    assert line.text == "Also named: Firsttown, Mudford Camp, Nether Vale, Old Ferry"


def test_no_name_that_the_map_bears_is_told_again(tmp_path: Path) -> None:
    head, places = head_with_names(), features()
    head["annotations"][0]["also_named"] = ["Secondtown", "GERMANY", "Nether Vale"]
    story = load(write(tmp_path, head, places))
    spec = replace(build_map(story), shown=("Secondtown", "Germany"))
    assert titles.outside_names(spec) == ["Nether Vale", "Old Ferry"]
    sheet, _ = sheet_of(story, {"preset": "square"})
    assert "Secondtown" not in also_named(sheet)


def test_a_letter_stands_on_the_headline_s_dot_amid_a_heap(tmp_path: Path) -> None:
    story = isles(tmp_path, 60, 0.03)
    sheet, _ = sheet_of(story, {"preset": "portrait", "notes": "on", "detail": "off"})
    sign, *_ = (item for item in sheet.of("label") if item.name == "p59")
    (dot,) = (mark for mark in _marks(story, sheet) if mark.id == "p59")
    assert shapely.box(*sign.box).contains(dot.shape)
    (key,) = sheet.of("key")
    words = [item.text for item in sheet.items if isinstance(item, Text) and HEADED in item.text]
    assert f"A\u00a0\u00a0{HEADED}" in words and key.box.width > 0


def test_most_statements_come_first_but_for_the_headline(tmp_path: Path) -> None:
    story = isles(tmp_path, 12, 0.1)
    sheet, _ = sheet_of(story, {})
    order = [mark.name for mark in in_order(_marks(story, sheet))]
    assert order[0] == HEADED
    assert order[1:5] == ["Skerry 3", "Skerry 6", "Skerry 9", "Skerry 2"]


def test_the_statement_that_is_pointed_out_counts_as_a_headline(tmp_path: Path) -> None:
    story = isles(tmp_path, 12, 0.1)
    spec = build_map(story, View(at="S0"))
    assert [name for name, one in spec.importance.items() if one.headed] == ["p0", "p11"]
