"""One odd file in a folder of drafts or stories is told in a sentence and leaves all others usable.

Rights are not tried: whoever may do all, as tests in a container may, is refused nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.errors import DraftError, StoryError
from geo.service.drafts import drafts as repository
from geo.story import Shelf, shelf
from tests import drafts, stories
from tests.test_server_drafts import get, kept, send


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Path]:
    with drafts.own_folders(tmp_path / "drafts", tmp_path / "stories"):
        yield tmp_path


def newer(path: Path) -> None:
    record = {**drafts.draft(), "layout": 2}
    record["mentions"][0]["mood"] = "doubtful"
    path.write_text(json.dumps(record))


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)


def copied(path: Path) -> None:
    shutil.copy(path.parent / "small.json", path.with_name("small (another copy).json"))


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "copy": (copied, "rename its file, for example to small-another-copy.json"),
    "dangling link": (lambda p: p.symlink_to("gone.json"), "a link that leads nowhere"),
    "looping link": (lambda p: p.symlink_to(p.name), "leads round to itself"),
    "newer version": (newer, "does not know; a newer one may have saved it"),
    "pipe": (os.mkfifo, "is a pipe"),
    "device": (lambda p: p.symlink_to("/dev/zero"), "a device, and should be a plain file"),
    "huge": (huge, "which is the limit"),
    "folder": (Path.mkdir, "is a folder, and should be a file"),
    "no UTF-8": (lambda p: p.write_bytes(b"{\xff"), "it is not UTF-8 text (byte 1); save it as"),
    "no JSON": (
        lambda p: p.write_text("{"),
        "it is not JSON: line 1, column 2 cannot be read; mend",
    ),
    "deep": (lambda p: p.write_text("[" * 100_000), "too many brackets in brackets; mend that, or"),
    "less deep": (
        lambda p: p.write_text('{"a":' + "[" * 500 + "]" * 500 + "}"),
        "it is not sound JSON: too many brackets in brackets; mend",
    ),
    "half a letter": (
        lambda p: p.write_text('{"a":"\\ud800"}'),
        "line 1, column 13 cannot be read",
    ),
    "long number": (lambda p: p.write_text("9" * 5000), "a number has too many digits; mend"),
    "null": (
        lambda p: p.write_text("null"),
        "it holds null and no draft; put back a sound copy, or",
    ),
    "many faults": (lambda p: p.write_text("{}"), "(and 4 more)"),
    "no text": (lambda p: Path(os.fsdecode(bytes(p.parent) + b"/\xff.json")).touch(), "no draft's"),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_file_among_drafts_is_told_and_leaves_the_others(folders: Path, what: str) -> None:
    kept()
    make, told = ODD[what]
    make(folders / "drafts" / "odd.json")
    found = {line["id"]: line["problems"] for line in get("/drafts").json()}
    assert found.pop("small") == []
    ((problem,),) = found.values()
    assert told in problem and "\n" not in problem
    draft = get("/drafts/small").json()["draft"]
    assert send("PUT", "/drafts/small", draft).status == 200
    assert kept().id == "small-2"
    assert get(f"/drafts/{next(iter(found))}".replace(" ", "%20")).status in {404, 422}


def test_a_leftover_that_is_a_folder_hinders_no_save(folders: Path) -> None:
    (folders / "drafts" / ".small.json.x.part").mkdir(parents=True)
    assert kept().id == "small"


def test_a_folder_of_drafts_that_cannot_be_used_is_told(folders: Path) -> None:
    (folders / "drafts").write_text("not a folder")
    answer = get("/drafts")
    assert answer.status == 422 and "DATELINE_DRAFTS" in answer.json()["detail"]
    with pytest.raises(DraftError, match="cannot be used"):
        kept()


def test_what_is_deleted_while_drafts_are_listed_takes_nothing_else_away(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    keep = repository()
    now = keep._stamps()
    monkeypatch.setattr(keep, "_stamps", lambda: {"gone": "1", **now})
    assert [line["id"] for line in get("/drafts").json()] == ["small"]


def test_a_name_so_long_that_no_number_fits_is_shortened(folders: Path) -> None:
    record = {**drafts.draft(), "id": "a" * 100}
    assert [kept(record).id for _ in range(2)] == ["a" * 100, "a" * 98 + "-2"]
    assert all(not line["problems"] for line in get("/drafts").json())


# --- stories ----------------------------------------------------------------------------------


def inside(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Put something odd in the place of a story's own file."""

    def put(path: Path) -> None:
        shutil.copytree(path.parent / "small", path)
        (path / "story.toml").unlink()
        make(path / "story.toml")

    return put


def of_newer(path: Path) -> None:
    shutil.copytree(path.parent / "small", path)
    head = (path / "story.toml").read_text().replace('"small"', '"odd"')
    (path / "story.toml").write_text(f"format = 2\n{head}")


SHELVED: dict[str, tuple[Callable[[Path], object], str]] = {
    "copy": (
        lambda p: shutil.copytree(p.parent / "small", p),
        "is not the folder's name 'odd'; give both the same name",
    ),
    "dangling link": (lambda p: p.symlink_to("gone"), "a link that leads nowhere"),
    "looping link": (lambda p: p.symlink_to(p.name), "leads round to itself"),
    "pipe": (os.mkfifo, "is no folder; a story is a folder with"),
    "dangling inside": (inside(lambda p: p.symlink_to("gone")), "story.toml is a link that leads"),
    "looping inside": (inside(lambda p: p.symlink_to(p.name)), "leads round to itself"),
    "pipe inside": (inside(os.mkfifo), "story.toml is a pipe"),
    "folder inside": (inside(Path.mkdir), "story.toml is a folder"),
    "huge inside": (inside(huge), "story.toml has 3000 MB and the limit is 10 MB; shorten it"),
    "long number inside": (
        inside(lambda p: p.write_text("a = " + "9" * 5000)),
        "story.toml is not TOML: a number has too many digits; shorten",
    ),
    "newer version": (of_newer, "key 'format' is unknown; a newer Dateline may have written it"),
    "no text": (lambda p: Path(os.fsdecode(bytes(p.parent) + b"/\xff")).mkdir(), "is no text"),
}


@pytest.mark.parametrize("what", SHELVED)
def test_an_odd_thing_among_stories_is_told_and_leaves_the_others(folders: Path, what: str) -> None:
    stories.write(folders / "stories")
    (folders / "stories" / "README.md").write_text("Not meant as a story.")
    make, told = SHELVED[what]
    make(folders / "stories" / "odd")
    found = {line["id"]: line["problems"] for line in get("/stories").json()}
    assert found.pop("small") == []
    ((problem,),) = found.values()
    assert told in problem
    assert get("/stories/small/features.geojson").status == 200
    assert get(f"/stories/{next(iter(found))}/features.geojson").status == 422


def test_a_file_of_a_story_beside_the_folders_is_told(folders: Path) -> None:
    folder = stories.write(folders / "stories")
    shutil.copy(folder / "story.toml", folders / "stories" / "story (copy).toml")
    assert Shelf().ids() == ["small", "story (copy).toml"]
    with pytest.raises(StoryError, match="is no folder"):
        Shelf().story("story (copy).toml")


def test_what_is_deleted_while_stories_are_listed_takes_nothing_else_away(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.write(folders / "stories")
    listed = ["gone", "small"]
    monkeypatch.setattr(shelf.Shelf, "ids", lambda _: listed)
    assert [line["id"] for line in get("/stories").json()] == ["small"]
