"""Run the page Draft as Streamlit does, without a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from geo.draft import drafting
from geo.draft.model import Draft
from geo.draft.repository.contentkey import content_key
from geo.errors import GivenUpError
from geo.gazetteer.world import lookup as world
from geo.service.drafting import get_ready
from geo.service.drafts import drafts as repository
from geo.service.jobs import workers
from geo.service.shelf import shelf
from tests import drafts, stories
from tests.test_drafting import parse
from tests.test_pages import MAIN, NASTY, shown

TEXT = """The road and the river

BAKU, April 29, 2024 (AFP) - Ministers met in Baku on Monday and spoke about the road.

Tehran said last week that a road past Meghri was no matter of its own.
"""


WARMED: list[str] = []


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATELINE_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("DATELINE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setattr(drafting, "_parse", parse)
    monkeypatch.setattr(workers, "get_ready", lambda: WARMED.append("once"))
    monkeypatch.setattr(workers.Errand, "carry_out", drafts.at_hand)
    get_ready.cache_clear()
    WARMED.clear()
    for held in (repository, shelf):
        held.cache_clear()
    stories.write(tmp_path / "stories")
    yield tmp_path
    for held in (repository, shelf, get_ready):
        held.cache_clear()


def opened(**query: str) -> AppTest:
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    for key, value in query.items():
        test.query_params[key] = value
    test.switch_page("draft.py")
    test.run()
    assert not test.exception
    return test


def pasted(text: str) -> AppTest:
    test = opened()
    test.text_area(key="text").set_value(text).run()
    assert not test.exception
    return test


def test_the_models_are_loaded_while_the_article_is_brought() -> None:
    pasted(TEXT)
    assert WARMED == ["once"]


def test_what_is_recognised_is_shown_and_filled_in() -> None:
    test = pasted(TEXT)
    assert "The road and the river" in shown(test)
    assert "2 paragraphs" in shown(test)
    assert test.text_input[0].value == "AFP"
    assert test.date_input[0].value == date(2024, 4, 29)


def test_a_pasted_article_is_drafted_and_its_page_opens() -> None:
    test = pasted(TEXT)
    test.text_input[0].set_value("The Test Gazette")
    test.button(key="make").click().run()
    assert not test.exception
    assert "the-road-and-the-river" in test.query_params["draft"]
    kept = repository().read("the-road-and-the-river")
    assert kept.article.publisher == "The Test Gazette"
    assert {mention.text for mention in kept.mentions} >= {"Baku", "Tehran", "Meghri"}
    assert not test.title


def test_an_article_that_comes_again_opens_its_draft() -> None:
    test = pasted(TEXT)
    test.button(key="make").click().run()
    test = pasted(TEXT)
    assert "is drafted already" in shown(test) and "0 of 3 places" in shown(test)
    test.button(key="make").click().run()
    assert not test.exception
    assert repository().ids() == ["the-road-and-the-river"]
    test = pasted(TEXT)
    test.checkbox(key="again").check().run()
    test.button(key="make").click().run()
    assert sorted(repository().ids()) == ["the-road-and-the-river", "the-road-and-the-river-2"]


def test_a_text_that_comes_again_from_another_publisher_is_drafted_beside_and_told() -> None:
    test = pasted(TEXT)
    test.button(key="make").click().run()
    test = pasted(TEXT)
    test.text_input[0].set_value("The Second Gazette").run()
    assert "The button makes a second draft beside it" in shown(test)
    assert not test.get("checkbox")
    test.button(key="make").click().run()
    first, second = sorted(repository().ids())
    (note,) = repository().read(second).notes
    assert f"had a draft already, {first!r} (AFP, 29 April 2024)" in note
    assert not repository().read(first).notes


def test_who_presses_at_once_is_asked_what_the_article_does_not_say() -> None:
    test = opened()
    test.text_area(key="text").set_value(TEXT.replace("(AFP) ", ""))
    test.button(key="make").click().run()
    assert "Say who published the article, above" in test.info[0].value
    assert repository().ids() == []
    test.text_input[0].set_value("The Test Gazette")
    test.button(key="make").click().run()
    assert repository().read("the-road-and-the-river").article.publisher == "The Test Gazette"


def test_an_article_that_says_all_is_drafted_at_one_press() -> None:
    test = opened()
    test.text_area(key="text").set_value(TEXT)
    test.button(key="make").click().run()
    assert repository().ids() == ["the-road-and-the-river"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (None, "was given up, and nothing of it was kept"),
        (GivenUpError("nobody waited"), "was given up, and nothing of it was kept"),
        (drafts.sound(), "finished just before it was given up: it is in the list"),
    ],
)
def test_who_gives_a_draft_up_is_told_what_came_of_it(
    result: Draft | GivenUpError | None, words: str
) -> None:
    promise: Future[Draft] = Future()
    if isinstance(result, GivenUpError):
        promise.set_exception(result)
    elif result:
        promise.set_result(result)
    test = opened()
    test.session_state["draft-awaited"] = SimpleNamespace(promise=promise)
    test.run()
    assert words in shown(test) and promise.done()
    assert words not in shown(test.run())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n ", "is empty"),
        ("word " * 1_000_000, "the limit is"),
        ("Le ministre a dit lundi que la route serait ouverte avant la fin de l'année. " * 4,
         "is in French"),
    ],
)  # fmt: skip
def test_what_cannot_be_drafted_is_said_in_a_sentence(text: str, words: str) -> None:
    test = pasted(text)
    if not test.error:
        test.button(key="make").click().run()
    assert words in test.error[0].value.replace("\\", "")
    assert not test.exception
    assert repository().ids() == []


def test_a_gazetteer_that_cannot_be_built_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_text("no folder")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "full" / "cache"))
    monkeypatch.setattr(world, "_local", threading.local())  # what read articles before has it open
    monkeypatch.setattr(drafting, "_parse", lambda *_, **__: world.look_up(["baku"]))
    test = pasted(TEXT)
    test.button(key="make").click().run()
    assert not test.exception
    (error,) = test.error
    assert "could not be built" in error.value and "DATELINE" in error.value
    assert "Traceback" not in error.value and repository().ids() == []


def test_an_uploaded_file_is_read_by_its_kind() -> None:
    test = opened()
    test.segmented_control(key="how").set_value("Upload a file").run()
    page = b"<h1>The road</h1><p>Ministers met in Baku on Monday and spoke of it.</p>"
    test.file_uploader(key="file").upload("a.html", page, "text/html").run()
    assert not test.exception
    test.button(key="make").click().run()
    assert repository().read("the-road").mentions


def test_a_page_whose_fields_say_what_it_says_itself_is_the_same_article() -> None:
    page = (
        b'<html><head><meta property="og:site_name" content="The Test Gazette">'
        b'<meta property="article:published_time" content="2024-05-02T08:00:00Z"></head>'
        b"<body><h1>The road</h1><p>Ministers met in Baku on Monday and spoke of it.</p></body>"
    )
    kept = drafts.sound({**drafts.draft(), "made_from": content_key(page, name="road.html")})
    repository().add(kept)
    test = opened()
    test.segmented_control(key="how").set_value("Upload a file").run()
    test.file_uploader(key="file").upload("road.html", page, "text/html").run()
    assert test.text_input[0].value == "The Test Gazette"
    assert "is drafted already" in shown(test)


def test_drafts_are_listed_with_how_far_they_are(folders: Path) -> None:
    kept = drafts.changed(drafts.draft(title=NASTY), {"m1": {"state": "confirmed"}})
    repository().add(drafts.sound(kept))
    (folders / "drafts" / "broken.json").write_text("{")
    test = opened()
    assert "“broken” cannot be read" in shown(test)
    (link,) = [item for item in test.get("page_link") if "draft=small" in item.proto.query_string]
    assert "<script>" not in link.proto.label.replace("\\<", "")


def test_drafts_of_one_title_are_told_apart() -> None:
    for _ in range(2):
        repository().add(drafts.sound())
    test = opened()
    labels = [item.proto.label.replace("\\", "") for item in test.get("page_link")]
    assert {"Ministers meet (small)", "Ministers meet (small-2)"} <= set(labels)
    for name in ("small", "small-2"):
        repository().remove(name)
    for _ in range(2):
        repository().add(drafts.sound({**drafts.draft(), "id": "ministers-meet"}))
    labels = [item.proto.label.replace("\\", "") for item in opened().get("page_link")]
    assert {"Ministers meet (the first draft)", "Ministers meet (draft 2)"} <= set(labels)
    said = {"publisher": "The Other Gazette", "published": "2024-05"}
    other = {**drafts.draft(), "article": {**drafts.draft()["article"], **said}}
    repository().add(drafts.sound({**other, "id": "other"}))
    labels = [item.proto.label.replace("\\", "") for item in opened().get("page_link")]
    assert "Ministers meet (The Other Gazette, May 2024)" in labels
    assert "Ministers meet (The Test Gazette, 2 May 2024, draft 2)" in labels


def test_a_draft_is_deleted_after_a_question() -> None:
    repository().add(drafts.sound())
    test = opened()
    test.button(key="delete-small").click().run()
    assert not test.exception
    assert repository().ids() == []


def test_an_unknown_draft_is_answered_with_the_nearest() -> None:
    repository().add(drafts.sound())
    test = opened(draft="smal")
    assert "did you mean" in test.toast[0].value
    assert test.title[0].value == "Draft a story from an article"


def test_who_else_may_come_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not opened().warning
    monkeypatch.setenv("DATELINE_PROXIES", "127.0.0.1")
    (told,) = opened().warning
    assert "change and delete drafts" in told.value


def test_a_draft_is_no_story_in_the_list() -> None:
    repository().add(drafts.sound({**drafts.draft(), "id": "other"}))
    assert opened().selectbox(key="chooser").options == ["A small story"]


# --- the stories ------------------------------------------------------------------------------


def managed(test: AppTest, name: str = "small") -> AppTest:
    test.button(key=f"change-{name}").click().run()
    assert not test.exception
    return test


def test_a_published_story_leads_to_its_draft() -> None:
    repository().add(drafts.sound({**drafts.draft(), "id": "its-draft"}))
    repository().mark_published("its-draft", "small")
    links = [item.proto for item in opened().get("page_link")]
    (edit,) = [link for link in links if link.label == "Edit the draft"]
    assert "draft=its-draft" in edit.query_string


def test_a_story_is_renamed_and_put_first(folders: Path) -> None:
    stories.write(folders / "stories", {**stories.head(), "id": "z"}, folder="z")
    test = managed(opened(), "z")
    test.button(key="first-z").click().run()
    assert shelf().ids() == ["z", "small"]
    test.text_input(key="title-z").set_value("Put first")
    next(one for one in test.button if one.label == "Save the title").click().run()
    assert not test.exception
    assert shelf().story("z").title == "Put first"
    assert opened().selectbox(key="chooser").options == ["Put first", "A small story"]


def test_a_story_is_copied_and_deleted_and_put_back(folders: Path) -> None:
    test = managed(opened())
    test.button(key="copy-small").click().run()
    assert shelf().ids() == ["small", "small-2"]
    assert shelf().story("small-2").title == "A small story (copy)"
    test.button(key="discard-small").click().run()
    assert not test.exception
    assert shelf().ids() == ["small-2"] and "lies in the bin" in test.toast[0].value
    (back,) = [one for one in test.button if one.label == "Put back"]
    back.click().run()
    assert not test.exception
    assert shelf().ids() == ["small", "small-2"]


def test_who_saw_another_state_of_a_story_is_told_and_deletes_nothing(folders: Path) -> None:
    test = managed(opened())
    stories.write(folders / "stories", {**stories.head(), "title": "Changed elsewhere"})
    test.button(key="discard-small").click().run()
    assert not test.exception
    assert "changed in another window" in test.toast[0].value
    assert shelf().ids() == ["small"]
