"""A shelf of very many stories: each is read once, few are kept whole, and nobody waits for all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.errors.wording import nearest
from geo.story import Shelf, heads, shelf
from tests import drafts, stories
from tests.test_server_drafts import get

MANY = 4


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the stories that are read, where more than a few are many."""
    found: list[str] = []
    load = shelf.load

    def noted(folder: Path) -> object:
        found.append(folder.name)
        return load(folder)

    monkeypatch.setattr(shelf, "load", noted)
    monkeypatch.setattr(shelf, "MANY", MANY)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Keep six stories, one of them broken, in a folder of the test's own."""
    where = tmp_path / "stories"
    for number in range(6):
        head = {**stories.head(), "id": f"s{number}", "title": f"Story {number}",
                "as_of": f"2024-05-{10 - number:02}"}  # fmt: skip
        stories.write(where, head, folder=f"s{number}")
    (where / "s3" / "story.toml").write_text("id = [")
    with drafts.own_folders(tmp_path / "drafts", where):
        yield where


def test_of_very_many_nobody_waits_for_those_that_were_never_read(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.server.endpoints.stories.read_rest", lambda: None)
    found = get("/stories").json()
    assert [(one["id"], one["sound"]) for one in found] == [(f"s{n}", None) for n in range(6)]
    assert read == []
    Shelf(folder).read_all()  # as another process does
    assert sorted(read) == [f"s{n}" for n in range(6)]
    found = {one["id"]: one for one in get("/stories").json()}
    assert [name for name, one in found.items() if not one["sound"]] == ["s3"]
    assert "not TOML" in found["s3"]["problems"][0] and found["s2"]["title"] == "Story 2"
    assert len(read) == 6


def test_after_a_restart_nothing_is_read_again_but_what_changed(
    folder: Path, read: list[str]
) -> None:
    Shelf(folder).read_all()
    read.clear()
    text = (folder / "s1" / "story.toml").read_text()
    (folder / "s1" / "story.toml").write_text(text.replace("Story 1", "Told anew"))
    later = Shelf(folder)
    assert json.loads(later.told()[1])["title"] == "Told anew"
    assert read == ["s1"]
    assert later.entry("s2").story and read == ["s1", "s2"]


def test_another_process_reads_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MANY", MANY)
    server = sys.modules["geo.service.shelf"]
    assert [one["sound"] for one in get("/stories").json()].count(True) == 0
    (process,) = server._readers
    assert process.wait() == 0
    process.communicate()
    server._readers.clear()
    assert [one["sound"] for one in get("/stories").json()].count(True) == 5


def test_the_newest_and_those_that_are_called_so_are_found(folder: Path, read: list[str]) -> None:
    Shelf(folder).read_all()
    found = Shelf(folder)
    assert [one.id for one in found.newest(2)] == ["s0", "s1"]
    assert [one.id for one in found.newest(99)] == [f"s{n}" for n in range(6)]
    assert [one.id for one in found.called("STORY", 2)] == ["s0", "s1"]
    assert [one.id for one in found.called("4 story", 9)] == ["s4"]
    assert found.called("nothing of that", 9) == []


def test_those_that_were_used_least_leave(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    weight = shelf._weight(Shelf(folder).entry("s0"))
    monkeypatch.setattr(shelf, "MOST_BYTES", 2 * weight)
    small = Shelf(folder)
    read.clear()
    for name in ("s0", "s1", "s0", "s2", "s0", "s1"):
        assert small.story(name).id == name
    assert read == ["s0", "s1", "s2", "s1"]
    monkeypatch.setattr(shelf, "MOST_BYTES", weight // 2)
    assert Shelf(folder).story("s0").id == "s0"  # one may be heavier than the shelf


def test_the_folder_is_listed_once_until_it_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(folder, (1e9, 1e9))
    found = Shelf(folder)
    listed: list[object] = []
    scan = os.scandir
    monkeypatch.setattr(shelf.os, "scandir", lambda path: (listed.append(path), scan(path))[1])
    assert len(found.ids()) == len(found.ids()) == 6 and len(listed) == 1
    (folder / "s5" / "story.toml").unlink()
    assert len(found.ids()) == 6 and len(listed) == 1
    stories.write(folder, {**stories.head(), "id": "new"}, folder="new")
    assert len(found.ids()) == 7  # and again while it may change once more at the same time
    stories.write(folder, {**stories.head(), "id": "newer"}, folder="newer")
    assert len(found.ids()) == 8


def test_of_very_many_words_the_nearest_are_those_that_begin_alike() -> None:
    known = [f"story-{number:05}" for number in range(10_000)]
    assert nearest("story-0770", known).startswith("; did you mean 'story-07")


def test_what_is_known_of_stories_is_forgotten_when_a_rule_of_their_format_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = tmp_path / "format" / "checks.py"
    rule.parent.mkdir()
    rule.write_text("one")
    monkeypatch.setattr(heads, "__file__", str(tmp_path / "heads.py"))
    before = heads.make.__wrapped__()
    rule.write_text("another")
    assert heads.make.__wrapped__() != before
