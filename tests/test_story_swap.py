"""A story's folder is replaced in one step, whatever happens meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import StoryError
from geo.story import Shelf, load, save
from geo.story.disk import files, swap
from tests import stories
from tests.killing import SAVINGS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("what", SAVINGS)
def test_killed_at_any_moment_the_old_or_the_new_is_there(tmp_path: Path, what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", what, str(tmp_path), "36"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    one, other = map(int, re.findall(r"\d+", done.stdout)[:2])
    assert one and other and one + other == 36


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    folder = stories.write(tmp_path)
    (folder / "notes.txt").write_text("mine")
    save(load(folder), folder)
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    story = load(stories.write(tmp_path / "far"))
    (tmp_path / "here").mkdir()
    link = tmp_path / "here" / "small"
    link.symlink_to(tmp_path / "far" / "small")
    save(story.model_copy(update={"title": "Told anew"}), link)
    assert link.is_symlink() and load(tmp_path / "far" / "small").title == "Told anew"


def test_a_folder_that_cannot_be_written_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stories.write(tmp_path)
    story = load(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap, "exchange", full)
    with pytest.raises(StoryError, match="No space left"):
        save(story.model_copy(update={"title": "Told anew"}), folder)
    assert load(folder) == story
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_without_an_exchange_each_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stories.write(tmp_path)
    story = load(folder).model_copy(update={"title": "Told anew"})

    def unfit(*_: object) -> None:
        raise swap.UnfitError(22, "Invalid argument")

    monkeypatch.setattr(swap, "exchange", unfit)
    save(story, folder)
    assert load(folder) == story


def test_two_files_are_never_read_from_two_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stories.write(tmp_path)
    old = load(folder)
    features = tuple(f.model_copy(update={"name": f"{f.name} again"}) for f in old.features)
    new = old.model_copy(update={"title": "Told anew", "features": features})
    read = files._read_text
    saved: list[str] = []

    def slowly(where: Path, name: str, problems: list[str]) -> str | None:
        if name == "features.geojson" and not saved:
            saved.append(name)
            save(new, folder)
        return read(where, name, problems)

    monkeypatch.setattr(files, "_read_text", slowly)
    assert Shelf(tmp_path).story("small") == new
