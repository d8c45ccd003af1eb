"""Say which letters paper cannot show, and take another name of the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.cli import main
from geo.film import describe_film, film_of
from geo.printmap import describe, letter_notes, sheet_of
from geo.printmap.canvas.sheet import Sheet, Text
from geo.story import Story, load
from tests import stories

SMALL = {"width": "500", "height": "500", "dpi": "36"}


def named(folder: Path, **properties: Any) -> Story:
    """Return the small story whose first town has another name."""
    geojson = stories.features()
    geojson["features"][0]["properties"].update(properties)
    return load(stories.write(folder, None, geojson))


def words_of(sheet: Sheet) -> str:
    return " ".join(item.text for item in sheet.items if isinstance(item, Text))


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ({"name": "ಮೈಸೂರು", "names": {"tr": "Maysur"}}, "Maysur"),
        (
            {"name": "ಮೈಸೂರು", "names": {}, "also_known_as": [{"text": "Mysore", "by": "all"}]},
            "Mysore",
        ),
        ({"name": "ಮೈಸೂರು", "names": {}, "geonameid": 587084}, "Baku"),
        ({"name": "🚂\u200d🌍 Halt 🚂", "names": {}}, "Halt"),
        ({"name": "ಮೈಸೂರು", "names": {}}, "first"),
    ],
)
def test_a_name_in_letters_that_no_font_has_is_not_lost(
    properties: dict[str, Any], shown: str, tmp_path: Path
) -> None:
    story = named(tmp_path, **properties)
    sheet, _ = sheet_of(story, SMALL)
    assert shown in words_of(sheet).split()
    assert set(sheet.facts.missing) <= set(properties["name"])
    assert sheet.facts.missing
    (note,) = letter_notes(story)
    assert note.startswith("feature 'first': no font here has ")
    assert f"on paper it is called '{shown}'" in note


def test_a_film_takes_the_other_name_too(tmp_path: Path) -> None:
    story = named(tmp_path, name="ಮೈಸೂರು", names={"en": "Mysore"})
    assert not list(film_of(named(tmp_path / "plain"), SMALL).scenes[0].sheet.facts.missing)
    scene = film_of(story, SMALL).scenes[0].sheet
    assert "Mysore" in words_of(scene)


def test_a_story_in_letters_that_are_there_has_no_note(tmp_path: Path) -> None:
    assert not list(letter_notes(load(stories.write(tmp_path))))


def test_check_and_render_say_which_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = stories.head()
    head["annotations"][0]["claim"] = "A road ⴰⴱ was proposed."
    folder = str(stories.write(tmp_path, head))
    assert main(["check", folder]) == 0
    assert (
        "note: statement 'A1': no font here has ⴰ (U+2D30), ⴱ (U+2D31);" in capsys.readouterr().out
    )
    out = tmp_path / "map.png"
    assert main(["render", folder, "--notes", "on", "--dpi", "36", "-o", str(out)]) == 0
    assert f"{out}: no font here has ⴰ (U+2D30), ⴱ (U+2D31)" in capsys.readouterr().err


NO_FONT = [
    ("Floods 𖤀𖤁𖤂 recede", "Floods \ufffd recede", "𖤀𖤁𖤂"),
    ("👷🏿\u200d♂️ at the quay", "\ufffd at the quay", "👷🏿♂"),
    ("Ꮳꮃꭹ", "\ufffd", "Ꮳꮃꭹ"),
]


@pytest.mark.parametrize(("title", "shown", "letters"), NO_FONT)
def test_a_text_in_letters_that_no_font_has_leaves_no_hole(
    title: str, shown: str, letters: str, tmp_path: Path
) -> None:
    head = stories.head()
    head["title"] = head["annotations"][0]["claim"] = title
    head["layers"][2]["title"] = title  # of the ties: that of the places needs no row
    story = load(stories.write(tmp_path, head))
    for options in ({"notes": "on", "preset": "a4-portrait"}, {"at": "A1", "preset": "square"}):
        sheet, page = sheet_of(story, {**options, "dpi": "36"})
        words = words_of(sheet)
        assert words.count(shown) >= 3, "title, layer, statement"
        assert not any(letter in words for letter in letters)
        assert set(letters) <= set(sheet.facts.missing)
        assert describe(sheet, page)["title"] == title, "who reads it by ear is told all"
    film = describe_film(film_of(story, SMALL))
    assert set(letters) <= set(film["missing"])
    told = [note for note in letter_notes(story) if "instead" in note]
    assert len(told) == 3


def test_what_marks_are_called_instead_is_said_before_and_after_drawing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = named(tmp_path, name="ᚠᛖᚺᚢ", names={"en": "ᚠᛖᚺᚢ"})
    sheet, page = sheet_of(story, SMALL)
    assert list(describe(sheet, page)["renamed"]) == [{"name": "ᚠᛖᚺᚢ", "shown": "first"}]
    assert not describe(*sheet_of(story, {**SMALL, "bounds": "30,40,31,41"}))["renamed"]
    assert describe_film(film_of(story, SMALL))["renamed"] == [{"name": "ᚠᛖᚺᚢ", "shown": "first"}]
    folder, out = str(tmp_path / "small"), tmp_path / "map.png"
    assert main(["check", folder]) == 0
    assert "called 'first', its id: give it another name" in capsys.readouterr().out
    assert main(["render", folder, "--dpi", "36", "-o", str(out)]) == 0
    assert "'ᚠᛖᚺᚢ' is called 'first'" in capsys.readouterr().err


def test_letters_that_turn_the_direction_are_left_out(tmp_path: Path) -> None:
    head = stories.head()
    head["title"] = "Ports \u202eof call\u202c"
    story = load(stories.write(tmp_path / "a", head))
    assert story.title == "Ports of call"
    town = named(tmp_path / "b", name="\u2067Far\u2069 Reach", names={"fa": "می\u200cروم\u202e"})
    assert town.feature("first").name == "Far Reach"
    assert town.feature("first").names == {"fa": "می\u200cروم"}
