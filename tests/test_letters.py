"""Show that no letter of a story or a draft spoils a file: what XML forbids is left out of all."""

from __future__ import annotations

import json
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from geo.draft.model import Draft
from geo.draft.release import preview
from geo.export import FORMATS, export_story
from geo.printmap import encode, sheet_of
from geo.story import Story, load
from geo.text import writable
from geo.webmap.alone import standalone
from tests import drafts, stories

FORBIDDEN: Final = [
    chr(code) for code in (*range(0x20), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"
]
ALL: Final = "".join(FORBIDDEN)
_LEFT: Final = re.compile("[" + re.escape(ALL) + "]")


def spoiled(value: Any, names: tuple[str, ...], letters: str) -> Any:
    """Return records with letters in each text of these names."""
    if isinstance(value, dict):
        return {
            key: f"{letters}{inner[:1]}{letters}{inner[1:]}{letters}"
            if key in names and isinstance(inner, str)
            else spoiled(inner, names, letters)
            for key, inner in value.items()
        }
    return [spoiled(one, names, letters) for one in value] if isinstance(value, list) else value


def told(letters: str, folder: Path) -> Story:
    names = ("title", "summary", "headline", "publisher", "place", "claim", "said_by", "name",
             "method", "note", "fa")  # fmt: skip
    head, geojson = spoiled([stories.head(), stories.features()], names, letters)
    return load(stories.write(folder, head, geojson))


@pytest.mark.parametrize("letter", [*FORBIDDEN, "\ud800", "\udfff"])
def test_each_forbidden_letter_is_left_out_and_nothing_else(letter: str) -> None:
    assert writable(f"a{letter}\t b\n{letter}ə\U0001f5fa") == "a\t b\nə\U0001f5fa"


def test_a_story_is_told_as_if_they_were_not_there(tmp_path: Path) -> None:
    assert told(ALL, tmp_path / "a") == told("", tmp_path / "b")


def test_a_draft_s_story_has_none_of_them() -> None:
    names = ("title", "summary", "headline", "publisher", "place", "claim", "said_by", "note")
    record = spoiled(drafts.confirmed(), names, ALL)
    story = preview(Draft.model_validate_json(json.dumps(record)))
    assert not _LEFT.search(str(story.model_dump(exclude={"features"})))


@pytest.mark.parametrize("letters", ["\x00", "\x01\x1b[31m", "\ufffe\uffff "])
def test_every_file_of_such_a_story_is_sound(letters: str, tmp_path: Path) -> None:
    story = told(letters, tmp_path)
    for form in FORMATS:
        data = export_story(story, form)
        if form == "gpkg":
            path = tmp_path / "x.gpkg"
            path.write_bytes(data)
            with closing(sqlite3.connect(path)) as file:
                for style, said in file.execute("SELECT styleQML, description FROM layer_styles"):
                    ElementTree.fromstring(style)
                    assert not _LEFT.search(said)
        else:
            assert not _LEFT.search(data.decode())
    ElementTree.fromstring(export_story(story, "kml"))
    assert not _LEFT.search(standalone(story).decode())
    sheet, page = sheet_of(story, {"dpi": "36", "notes": "on"})
    ElementTree.fromstring(encode(sheet, page, "svg"))
    assert story.title.encode() in encode(sheet, page, "png")
