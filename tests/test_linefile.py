"""The small file beside many: it spares reading them, and nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.draft.repository import store
from geo.draft.repository.listing import FILE
from geo.draft.repository.store import Drafts
from geo.story.disk.linefile import LineFile
from tests.drafts import draft, sound


def test_lines_are_put_changed_and_deleted(tmp_path: Path) -> None:
    file = LineFile(tmp_path / "lines", "1")
    assert file.read() == {}
    file.change([("a", "1", "secret words"), ("b", "1", "x")])
    file.change([("b", "2", "y")], drop=["a"])
    assert LineFile(tmp_path / "lines", "1").read() == {"b": ("2", "y")}
    assert b"secret" not in (tmp_path / "lines").read_bytes()


def test_lines_of_another_make_are_not_read(tmp_path: Path) -> None:
    LineFile(tmp_path / "lines", "1").change([("a", "1", "x")])
    newer = LineFile(tmp_path / "lines", "2")
    assert newer.read() == {}
    newer.change([("b", "1", "y")])
    assert newer.read() == {"b": ("1", "y")}


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, b"SQLite format 3\0" * 300])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines"
    path.write_bytes(content)
    file = LineFile(path, "1")
    assert file.read() == {}
    file.change([("a", "1", "x")])
    file.change([("a", "1", "x")])
    assert file.read() == {"a": ("1", "x")}


def test_where_it_cannot_be_written_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "lines").mkdir()
    file = LineFile(tmp_path / "lines", "1")
    file.change([("a", "1", "x")])
    assert file.read() == {}


def test_only_drafts_that_changed_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(tmp_path)
    for number in range(3):
        drafts.add(sound({**draft(), "id": f"d{number}"}))
    read: list[str] = []
    real = store.read_plain
    monkeypatch.setattr(store, "read_plain", lambda p, m: (read.append(p.name), real(p, m))[1])
    later = Drafts(tmp_path)
    assert {line.id for line in later.lines()} == {"d0", "d1", "d2"} and read == []
    text = (tmp_path / "d1.json").read_text()
    (tmp_path / "d1.json").write_text(text.replace("Ministers meet", "Told by hand", 1))
    assert next(line.title for line in later.lines() if line.id == "d1") == "Told by hand"
    assert read == ["d1.json"]
    (tmp_path / FILE).unlink()
    assert len(Drafts(tmp_path).lines()) == 3 and len(read) == 4
