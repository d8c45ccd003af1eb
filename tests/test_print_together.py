"""Count marks at one spot on paper, and name every one of them somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Sheet, Text
from geo.story import load
from tests import stories


def spot_of(folder: Path, count: int, values: dict[str, str]) -> Sheet:
    """Return a page of a story with so many more marks where the second town is."""
    head, geojson = stories.head(), stories.features()
    like = head["annotations"][0]
    for number in range(count):
        town = stories.feature(f"w{number}", "places", stories.point(11, 50.5))
        geojson["features"].append(town)
        head["annotations"].append({**like, "id": f"W{number}", "features": [f"w{number}"]})
    return sheet_of(load(stories.write(folder, head, geojson)), {"dpi": "36", **values})[0]


def words_of(sheet: Sheet) -> str:
    return " ".join(item.text for item in sheet.items if isinstance(item, Text))


@pytest.mark.parametrize("count", [4, 25])
def test_many_at_one_spot_are_counted_and_listed(count: int, tmp_path: Path) -> None:
    sheet = spot_of(tmp_path, count, {"width": "1100", "height": "800"})
    told = words_of(sheet)
    assert [item.name for item in sheet.of("count")] == ["second"]
    assert f"Secondtown +{count}" in told
    assert str(count + 1) in told.split()
    for number in range(count):
        assert f"W{number}" in told.replace(",", "").split()
    assert sheet.facts.unnamed == ()
    (count_box,) = (item.box for item in sheet.of("count"))
    names = [item.box for role in ("label", "place", "key") for item in sheet.of(role)]
    assert not any(count_box.touches(box) for box in names)


def test_the_chosen_one_stands_for_all(tmp_path: Path) -> None:
    sheet = spot_of(tmp_path, 9, {"width": "900", "height": "700", "at": "W6"})
    assert [item.name for item in sheet.of("count")] == ["w6"]
    assert "W6 +9" in words_of(sheet)


def test_a_few_at_one_spot_are_named_one_by_one(tmp_path: Path) -> None:
    sheet = spot_of(tmp_path, 2, {"width": "900", "height": "700"})
    assert not list(sheet.of("count"))
    assert {"second", "w0", "w1"} <= {item.name for item in sheet.of("label")}


def test_what_there_is_no_room_to_list_is_told_to_programs(tmp_path: Path) -> None:
    sheet = spot_of(tmp_path, 60, {"width": "360", "height": "520"})
    assert "+60" in words_of(sheet)
    assert len(sheet.facts.unnamed) == 60
