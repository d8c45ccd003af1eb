"""Published stories are renamed, ordered, copied and deleted, with a way back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.errors import ConflictError, NotFoundError, StoryError
from geo.service import stories as kept
from geo.service.drafts import drafts as repository
from geo.service.shelf import opening, shelf
from geo.sources import DATA
from geo.story.disk import naming
from geo.story.disk.bin import BIN
from geo.story.disk.order import ORDER_FILE
from tests import drafts, stories

FIRST = "iran-azerbaijan-2025"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATELINE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("DATELINE_DRAFTS", str(tmp_path / "drafts"))
    for held in (repository, shelf):
        held.cache_clear()
    for name in ("a", "b", "c"):
        stories.write(tmp_path / "stories", {**stories.head(), "id": name}, folder=name)
    yield tmp_path / "stories"
    for held in (repository, shelf):
        held.cache_clear()


def version(name: str) -> str:
    return shelf().entry(name).version


def test_a_new_title_leaves_the_authors_notes_and_all_else_as_they_are() -> None:
    text = (DATA / "stories" / FIRST / "story.toml").read_text("utf-8")
    found = naming.renamed(text, {"title": 'A "new" one'}, {"ru": "Новый"})
    changed = [
        (old, new)
        for old, new in zip(text.splitlines(), found.splitlines(), strict=True)
        if old != new
    ]
    assert [new for _, new in changed] == ['title = "A \\"new\\" one"', 'ru = "Новый"']


@pytest.mark.parametrize(
    "text",
    [
        'title = """\nOld"""\n[titles]\nru = "x"\n',
        "[source]\ntitle = 'not this'\n[titles]\n",
        'titles = { ru = "x", fa = "y" }\ntitle = "Old"\n',
        '"title" = "Old"\n',
    ],
)
def test_a_title_that_is_written_otherwise_is_exchanged_too(text: str) -> None:
    import tomllib

    before = tomllib.loads(text)
    found = tomllib.loads(naming.renamed(text, {"title": "New"}, {"ru": "Новый"}))
    assert found["title"] == "New" and found["titles"]["ru"] == "Новый"
    assert found.get("source") == before.get("source")


def test_a_story_and_its_draft_are_renamed_and_its_address_stays() -> None:
    draft = repository().add(drafts.sound({**drafts.draft(), "published_as": "a"}))
    repository().mark_published(draft.id, "a")
    title = shelf().story("a").title
    repository().save(repository().read(draft.id).model_copy(update={"title": title}))
    kept.rename("a", version("a"), "Another name", {})
    assert shelf().story("a").title == "Another name"
    assert repository().read(draft.id).title == "Another name"
    assert shelf().ids() == ["a", "b", "c"]


def test_who_saw_another_version_changes_and_deletes_nothing(folder: Path) -> None:
    seen = version("a")
    kept.rename("a", seen, "First", {})
    with pytest.raises(ConflictError):
        kept.rename("a", seen, "Second", {})
    with pytest.raises(ConflictError):
        kept.discard("a", seen)
    assert shelf().story("a").title == "First"
    assert not (folder / BIN).exists() or not kept.binned()


def test_a_title_that_a_story_may_not_have_changes_nothing() -> None:
    before = version("a")
    with pytest.raises(StoryError):
        kept.rename("a", before, "", {})
    assert version("a") == before


def test_the_order_is_kept_and_the_first_opens(folder: Path) -> None:
    kept.move("c", "a", after=False)
    assert shelf().ids() == ["c", "a", "b"]
    assert opening(None) == "c"
    assert [one.id for one in shelf().newest(10)] == ["c", "a", "b"]
    stories.write(folder, {**stories.head(), "id": "aa"}, folder="aa")
    assert shelf().ids() == ["c", "a", "b", "aa"]
    kept.move("c", "b", after=True)
    assert shelf().ids() == ["a", "b", "c", "aa"]
    kept.move("c", "gone", after=True)
    assert shelf().ids() == ["a", "b", "c", "aa"]


@pytest.mark.parametrize("text", [b"\xff\xfe", b"c\nc\nnone\n"])
def test_an_order_that_is_no_text_or_names_others_harms_nothing(folder: Path, text: bytes) -> None:
    (folder / ORDER_FILE).write_bytes(text)
    assert shelf().ids() == (["c", "a", "b"] if b"c" in text else ["a", "b", "c"])


def test_many_who_move_at_once_lose_no_story() -> None:
    others = [
        threading.Thread(target=kept.move, args=(one, "a"), kwargs={"after": True})
        for one in ("b", "c") * 5
    ]
    for one in others:
        one.start()
    for one in others:
        one.join()
    assert sorted(shelf().ids()) == ["a", "b", "c"] and shelf().ids()[0] == "a"


def test_a_copy_stands_beside_its_original_with_a_draft_of_its_own() -> None:
    draft = repository().add(drafts.sound())
    repository().mark_published(draft.id, "a")
    assert kept.duplicate("a", "A copy") == "a-2"
    assert kept.duplicate("a", "A third") == "a-3"
    assert shelf().story("a-2").title == "A copy"
    assert shelf().story("a-2").features == shelf().story("a").features
    line = kept.draft_of("a-2")
    assert line and line.title == "A copy" and line.id != draft.id
    found = kept.draft_of("a")
    assert found and found.id == draft.id


def test_a_deleted_story_lies_in_the_bin_and_comes_back_whole(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "b").iterdir()}
    (folder / "b" / "notes.txt").write_text("mine")
    kept.discard("b", version("b"))
    assert shelf().ids() == ["a", "c"] and not shelf().has("b")
    (one,) = kept.binned()
    assert one.id == "b"
    assert kept.put_back(one.key) == "b"
    after = {path.name: path.read_bytes() for path in (folder / "b").iterdir()}
    assert after == {**before, "notes.txt": b"mine"}
    assert kept.binned() == [] and shelf().ids() == ["a", "b", "c"]
    with pytest.raises(NotFoundError):
        kept.put_back(one.key)


def test_a_story_comes_back_beside_no_other_of_its_name(folder: Path) -> None:
    for _ in range(2):
        kept.discard("b", version("b"))
        stories.write(folder, {**stories.head(), "id": "b"}, folder="b")
    assert [one.id for one in kept.binned()] == ["b", "b"]
    with pytest.raises(ConflictError):
        kept.put_back(kept.binned()[0].key)
    assert len(kept.binned()) == 2


def test_a_broken_story_can_be_deleted_and_a_link_is_left(folder: Path) -> None:
    stories.write(folder, "nothing = = here", folder="broken")
    kept.discard("broken", version("broken"))
    (folder / "linked").symlink_to(folder / "a")
    with pytest.raises(StoryError, match="it is a link"):
        kept.discard("linked", version("linked"))
    with pytest.raises(StoryError):
        kept.discard("../stories/a", "")
    assert shelf().ids() == ["a", "b", "c", "linked"]


def test_what_else_lies_in_the_bin_is_no_story(folder: Path) -> None:
    (folder / BIN / "anything").mkdir(parents=True)
    (folder / BIN / "20250101T000000000000Z~..").mkdir()
    (folder / BIN / "noTime~x").mkdir()
    assert kept.binned() == []
