"""Draft and publish from the command line: files, folders, the report, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.cli import main
from geo.draft import drafting
from geo.draft.repository.store import Drafts
from geo.story import Story, load, save
from tests import drafts
from tests.test_drafting import parse

TEXT = """The road and the river

BAKU: Ministers met in Baku on Monday and spoke about the road.

Tehran said last week that a road past Meghri was no matter of its own.
"""
SAID = ["--publisher", "The Test Gazette", "--published", "2024-05-02"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own, with a stand-in for what finds the places."""
    monkeypatch.setenv("DATELINE_DRAFTS", str(tmp_path / "kept"))
    monkeypatch.setenv("DATELINE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setattr(drafting, "_parse", parse)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_article_becomes_a_draft_and_a_story_that_says_it_is_one(
    here: Path, capsys: Captured
) -> None:
    Path("road.txt").write_text(TEXT)
    assert main(["draft", "road.txt", "-o", "out/road", *SAID]) == 0
    story = load(here / "out" / "road")
    assert story.title == "Draft: The road and the river"
    assert {feature.certainty for feature in story.features} == {"indicative"}
    assert {feature.name for feature in story.features} == {"Baku", "Tehran", "Meghri"}
    assert story.summary.startswith("Draft, not published: 0 of ")
    assert Drafts().ids() == ["road"]
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "out/road"
    assert out.splitlines()[-1].split() == [
        "road.txt", "road", "3", "3", "0", "2", "of", "2", "0",
    ]  # fmt: skip


def test_files_of_a_folder_that_are_not_read_are_named(here: Path, capsys: Captured) -> None:
    folder = Path("in")
    folder.mkdir()
    (folder / "road.txt").write_text(TEXT)
    for name in (".hidden", "boat.jpg", "notes.xlsx"):
        (folder / name).write_text("x")
    assert main(["draft", "in", *SAID]) == 0
    told = "in: 2 files are not read: boat.jpg, notes.xlsx; name a file itself"
    assert told in capsys.readouterr().err


def test_what_a_page_says_itself_need_not_be_said_to_be_the_same(here: Path) -> None:
    Path("road.txt").write_text(TEXT.replace("BAKU:", "BAKU, 2 May 2024 (Reuters) —"))
    assert main(["draft", "road.txt"]) == 0
    assert main(["draft", "road.txt", "--publisher", "Reuters"]) == 0
    assert main(["draft", "road.txt", "--publisher", "Reuters", "--published", "2024-05-02"]) == 0
    assert len(Drafts().ids()) == 1
    assert main(["draft", "road.txt", "--published", "2024-05-03"]) == 0
    assert len(Drafts().ids()) == 2


def test_without_an_output_only_the_draft_is_kept(here: Path) -> None:
    Path("road.txt").write_text(TEXT)
    assert main(["draft", "road.txt", *SAID]) == 0
    assert Drafts().ids() == ["the-road-and-the-river"]
    assert sorted(path.name for path in here.iterdir()) == ["kept", "road.txt"]


def test_the_same_file_is_drafted_once_unless_it_is_to_be_drafted_again(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("road.txt").write_text(TEXT)
    assert main(["draft", "road.txt", *SAID]) == 0
    Path("copy of road.txt").write_text(TEXT)
    with monkeypatch.context() as changed:
        changed.setattr(drafting, "_parse", None)  # nothing is read a second time
        assert main(["draft", "copy of road.txt", *SAID, "-o", "out/way"]) == 0
    assert load(here / "out" / "way").title == "Draft: The road and the river"
    assert "note: it is drafted already, as the-road-and-the-river; --again" in (
        capsys.readouterr().err
    )
    assert Drafts().ids() == ["the-road-and-the-river"]
    assert main(["draft", "road.txt", *SAID, "--again"]) == 0
    assert "had a draft already" not in capsys.readouterr().err
    assert main(["draft", "road.txt", *SAID[:-1], "2024-05-03"]) == 0  # another day, other dates
    assert "note: the same text had a draft already, 'the-road" in capsys.readouterr().err
    assert len(Drafts().ids()) == 3


def test_after_a_kill_the_rest_is_drafted_and_nothing_twice(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("in").mkdir()
    for name in ("one", "two", "three"):
        Path("in", f"{name}.txt").write_text(TEXT.replace("road and", f"{name} and"))

    def killed(story: Story, folder: Path, *, replace: bool) -> None:
        if folder.name.startswith("the-two"):
            raise KeyboardInterrupt
        save(story, folder, replace=replace)

    with monkeypatch.context() as changed:
        changed.setattr("geo.cli.drafting.save", killed)  # its draft is kept by then
        assert main(["draft", "in", *SAID, "-o", "out"]) == 130
    assert len(Drafts().ids()) > len(list(Path("out").iterdir()))
    assert main(["draft", "in", *SAID, "-o", "out"]) == 0
    assert sorted(Drafts().ids()) == sorted(path.name for path in Path("out").iterdir())
    assert len(Drafts().ids()) == 3


def test_what_a_person_is_still_to_say_is_a_note_and_no_failure(capsys: Captured) -> None:
    Path("road.txt").write_text(TEXT)
    assert main(["draft", "road.txt"]) == 0
    captured = capsys.readouterr()
    assert "road.txt: note: who published the article was not found" in captured.err
    assert "road.txt: note: on which day" in captured.err
    assert captured.out.split()[-1] == "0"


def test_a_folder_is_drafted_file_by_file_and_one_fault_leaves_the_others(
    here: Path, capsys: Captured
) -> None:
    (here / "in" / "deep").mkdir(parents=True)
    (here / "in" / "a.txt").write_text(TEXT)
    (here / "in" / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (here / "in" / "deep" / "c.md").write_text(TEXT.replace("The road", "# The way"))
    (here / "in" / "notes.csv").write_text("no article")
    (here / "in" / ".hidden.txt").write_text(TEXT)
    assert main(["draft", "in", "-o", "out", *SAID]) == 1
    captured = capsys.readouterr()
    skipped, failed = captured.err.splitlines()[:2]
    assert skipped.startswith("in: 1 file is not read: notes.csv; ")
    assert failed.startswith("in/b.pdf ")
    assert len(captured.err.splitlines()) == 2
    ids = {"the-road-and-the-river", "the-way-and-the-river"}
    assert {path.name for path in (here / "out").iterdir()} == ids == set(Drafts().ids())
    rows = [line.split()[0] for line in captured.out.splitlines()[-3:]]
    assert rows == ["in/a.txt", "in/b.pdf", "in/deep/c.md"]


def test_what_a_story_needs_is_asked_for_and_the_draft_is_kept(
    here: Path, capsys: Captured
) -> None:
    Path("road.txt").write_text(TEXT)
    assert main(["draft", "road.txt", "-o", "out/road"]) == 1
    told = capsys.readouterr().err
    assert "road.txt: say who published the article" in told
    assert "road.txt: say on which day" in told
    assert Drafts().ids() == ["road"]
    assert not (here / "out").exists()


def test_a_text_without_a_place_is_told(capsys: Captured) -> None:
    Path("dull.txt").write_text("A dull day at home\n\nNothing happened, and nobody came by.")
    assert main(["draft", "dull.txt", "-o", "out/dull", *SAID]) == 1
    assert "dull.txt: no place was found" in capsys.readouterr().err


def test_a_story_is_written_over_only_where_that_is_said(here: Path, capsys: Captured) -> None:
    Path("road.txt").write_text(TEXT)
    call = ["draft", "road.txt", "-o", "out/road", *SAID]
    assert main(call) == 0
    assert main(call) == 0  # it stands there already
    Path("road.txt").write_text(TEXT.replace("Monday", "Sunday"))
    assert main(call) == 1
    assert "there is a story 'road' already" in capsys.readouterr().err
    assert main([*call, "--replace"]) == 0
    assert len(Drafts().ids()) == 2


@pytest.mark.parametrize(
    "call",
    [
        ["draft"],
        ["draft", "empty"],
        ["draft", "road.txt", "--published", "2.5.2024"],
        ["draft", "road.txt", "--published", "2024-02-30"],
        ["draft", "road.txt", "-o", "out/ a road"],
        ["publish", "a", "b", "-o", "x"],
    ],
)
def test_a_wrong_call_is_two_and_does_nothing(call: list[str], here: Path) -> None:
    Path("road.txt").write_text(TEXT)
    Path("empty").mkdir()
    try:
        code: object = main(call)
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert not (here / "kept").exists()


@pytest.mark.parametrize("name", ["nothing.txt", "large.txt"])
def test_a_file_that_cannot_be_read_is_told(name: str, here: Path, capsys: Captured) -> None:
    with Path("large.txt").open("wb") as file:
        file.truncate(30_000_000)
    assert main(["draft", name]) == 1
    assert capsys.readouterr().err.startswith(f"{name}: it ")


# --- publish ----------------------------------------------------------------------------------


def test_what_is_confirmed_is_published(here: Path, capsys: Captured) -> None:
    Drafts().add(drafts.sound(drafts.confirmed()))
    assert main(["publish", "small"]) == 0
    assert load(here / "stories" / "small").title == "Ministers meet"
    assert Drafts().read("small").published_as == "small"
    assert main(["publish", "small"]) == 1
    assert main(["publish", "small", "--replace"]) == 0
    assert main(["publish", "small", "-o", "elsewhere/other"]) == 0
    assert load(here / "elsewhere" / "other").id == "other"


def test_one_draft_that_cannot_be_published_leaves_the_others(here: Path, capsys: Captured) -> None:
    Drafts().add(drafts.sound({**drafts.draft(), "id": "unchecked"}))
    Drafts().add(drafts.sound(drafts.confirmed()))
    assert main(["publish", "unchecked", "smal", "small"]) == 1
    unchecked, missing = capsys.readouterr().err.splitlines()
    assert "nothing is confirmed yet" in unchecked
    assert "did you mean 'small'?" in missing
    assert [path.name for path in (here / "stories").iterdir()] == ["small"]
