"""How an editor wants a story's pictures is kept with the story, each format by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.service.pictures import FILE
from tests import drafts, stories
from tests.asking import Asked, ask, our_app, run
from tests.serving import Answer

WANTED = {"without": "scale,legend", "title": "Ties & <b>", "names": "first:-40:12,second:off"}
OURS = {"Host": "localhost:8501", "Content-Type": "application/json", "X-Dateline": "1"}


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path) -> Iterator[Path]:
    with drafts.own_folders(tmp_path / "drafts", tmp_path / "stories"):
        stories.write(tmp_path / "stories")
        yield tmp_path / "stories"


def send(method: str, path: str, body: Any = b"", query: str = "", **headers: str) -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = tuple({**OURS, **{k.replace("_", "-"): v for k, v in headers.items()}}.items())
    return run(ask(our_app(), Asked(path, query, method, named, body=data)))


def put(path: str, body: Any, **headers: str) -> Answer:
    return send("PUT", path, body, **headers)


def kept() -> Any:
    return send("GET", "/stories/small/pictures.json").json()


def test_what_is_kept_comes_back_and_goes_again(shelf: Path) -> None:
    assert kept() == {}
    assert put("/stories/small/pictures/square", WANTED).status == 204
    assert put("/stories/small/pictures/article", {"title": "Wide"}).status == 204
    found = kept()
    assert found == {"square": WANTED, "article": {"title": "Wide"}}
    assert (shelf / "small" / FILE).stat().st_mode & 0o777 == 0o644
    story = send("GET", "/stories/small/map.json", query="preset=square").json()
    assert story["title"] != WANTED["title"], "an address says itself what it shows"
    assert put("/stories/small/pictures/square", {}).status == 204
    assert kept() == {"article": {"title": "Wide"}}


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("/stories/smal/pictures/square", {}, 404, "there is no story"),
        ("/stories/small/pictures/squere", {}, 404, "did you mean 'square'"),
        ("/stories/small/pictures/square", {"titel": "x"}, 400, "did you mean 'title'"),
        ("/stories/small/pictures/square", {"title": 5}, 400, "give its words as text"),
        ("/stories/small/pictures/square", {"names": "nobody:off"}, 400, "names 'nobody'"),
        ("/stories/small/pictures/square", [], 400, "an object of its options"),
        ("/stories/small/pictures/square", b"{", 400, "no JSON"),
        ("/stories/small/pictures/square", b"[" * 100_000, 400, "no JSON"),
        ("/stories/small/pictures/square", {"title": "x" * 200_000}, 413, "larger than"),
    ],
)
def test_what_cannot_be_kept_is_told(path: str, body: Any, status: int, sentence: str) -> None:
    answer = put(path, body)
    assert answer.status == status
    assert sentence in answer.json()["detail"]


def test_another_site_changes_nothing() -> None:
    path = "/stories/small/pictures/square"
    assert put(path, {"title": "x"}, X_Dateline="0").status == 403
    assert put(path, {"title": "x"}, Sec_Fetch_Site="cross-site").status == 403


def test_a_broken_file_is_told_and_left_as_it_is_and_what_the_story_lost_is_left_out(
    shelf: Path,
) -> None:
    file = shelf / "small" / FILE
    file.write_text('{"square": {"names": "gone:off"}, "article": {"title": "Wide"}}')
    assert kept() == {"article": {"title": "Wide"}}
    for broken in ("{", "[]", '{"square": 5}', "\0"):
        file.write_text(broken)
        for answer in (
            send("GET", "/stories/small/pictures.json"),
            put("/stories/small/pictures/square", {"title": "New"}),
        ):
            assert answer.status == 422
            assert "mend the file or take it away" in answer.json()["problems"][0]
        assert file.read_text() == broken
    file.unlink()
    assert put("/stories/small/pictures/square", {"title": "New"}).status == 204
    assert kept() == {"square": {"title": "New"}}
