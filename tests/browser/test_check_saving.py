"""Show that work is saved by itself, that two windows never lose any, and that a story is made."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from geo.story import load
from tests.browser.check_page import Desk, mention, open_draft, wait_saved
from tests.conftest import NewPage

pytestmark = pytest.mark.browser


def test_a_change_is_saved_by_itself_and_is_there_again(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    expect(page.locator("#save-words")).to_have_text("Saved")
    mention(page, "m2").click()
    page.keyboard.press("c")
    wait_saved(page)
    assert desk.saved(name).version == 2
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("#progress-words")).to_have_text("3 of 8 checked")


def test_what_is_done_while_it_saves_is_saved_after(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    held: list[Route] = []
    page.route(
        "**/drafts/*",
        lambda route: (
            held.append(route) if not held and route.request.method == "PUT" else route.continue_()
        ),
    )
    mention(page, "m2").click()
    page.keyboard.press("c")
    expect(page.locator("#save")).to_have_attribute("data-state", "saving")
    page.keyboard.press("c")
    held[0].continue_()
    wait_saved(page)
    assert desk.saved(name).version == 3
    assert desk.saved(name).progress() == (4, 8)


def test_where_the_server_does_not_answer_it_says_so_warns_and_tries_again(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    asks = """() => { const event = new Event("beforeunload", { cancelable: true });
        window.dispatchEvent(event); return event.defaultPrevented; }"""
    assert not page.evaluate(asks)
    page.route("**/drafts/*", lambda route: route.abort())
    mention(page, "m1").click()
    page.keyboard.press("c")
    assert page.evaluate(asks)
    expect(page.locator("#save-words")).to_have_text("Not saved")
    expect(page.locator("#save-problem")).to_contain_text("does not answer")
    page.locator("#language").select_option("ru")
    expect(page.locator("#save-problem")).to_have_text("Dateline не отвечает. Он ещё запущен?")
    assert page.evaluate("() => Dateline.sync.dirty()")
    page.unroute("**/drafts/*")
    page.locator("#save-now").click()
    wait_saved(page)
    expect(page.locator("#save-problem")).to_be_hidden()
    assert desk.mention(name, "m1").state == "confirmed"


def test_what_the_server_refuses_is_told_in_its_sentences(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.evaluate(
        """() => { const { decisions, work } = Dateline;
            const wrong = (statement) => ({ ...statement, mentions: ["zz"] });
            decisions.edit({ statements: work.draft.statements.map(wrong) }); }"""
    )
    expect(page.locator("#save-problem")).to_contain_text("there is no mention")
    expect(page.locator("#save-words")).to_have_text("Not saved")
    page.locator("#undo").click()
    wait_saved(page)
    expect(page.locator("#save-problem")).to_be_hidden()


def test_two_windows_lose_nothing(new_page: NewPage, desk: Desk, tmp_path: Path) -> None:
    name = desk.add()
    first, second = new_page(), new_page()
    for window in (first, second):
        open_draft(window, desk, name)
    mention(first, "m1").click()
    first.keyboard.press("c")
    wait_saved(first)
    mention(second, "m3").click()
    second.keyboard.press("x")
    expect(second.locator("#conflict")).to_be_visible()
    assert desk.mention(name, "m3").state == "open"  # nothing was written over
    with second.expect_download() as got:
        second.locator("#conflict-theirs").click()
    expect(second.locator("#conflict")).to_be_hidden()
    got.value.save_as(tmp_path / "mine.json")
    mine = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    assert next(m["state"] for m in mine["mentions"] if m["id"] == "m3") == "dropped"
    expect(second.locator("#progress-words")).to_have_text("1 of 8 checked")
    mention(second, "m3").click()
    second.keyboard.press("c")
    wait_saved(second)
    assert desk.saved(name).progress() == (2, 8)


def test_a_window_without_changes_follows_the_other(new_page: NewPage, desk: Desk) -> None:
    name = desk.add()
    first, second = new_page(), new_page()
    for window in (first, second):
        open_draft(window, desk, name)
    mention(first, "m1").click()
    first.keyboard.press("c")
    wait_saved(first)
    second.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(second.locator("#progress-words")).to_have_text("1 of 8 checked")


def test_names_without_a_place_alone_make_no_story_and_none_is_promised(
    page: Page, desk: Desk
) -> None:
    name = desk.add({"m9": {"state": "unplaced"}})
    open_draft(page, desk, name)
    page.locator("#story-open").click()
    expect(page.locator("#story-make")).to_be_disabled()
    expect(page.locator(".account-wrong")).to_contain_text("a story needs a mark on its map")
    expect(page.locator("#story .account")).not_to_contain_text("will be told")


def test_the_story_is_made_and_opens_on_the_map(page: Page, desk: Desk) -> None:
    name = desk.add(title="Ministers meet in Baku")
    open_draft(page, desk, name)
    page.locator("#story-open").click()
    expect(page.locator("#story-make")).to_be_disabled()
    expect(page.locator(".account-wrong")).to_contain_text("Nothing is confirmed")
    page.keyboard.press("Escape")
    for one in ("m2", "m3"):
        mention(page, one).click()
        page.keyboard.press("c")
    page.locator("#story-open").click()
    account = page.locator("#story .account")
    expect(account).to_contain_text("3 places are not confirmed")
    expect(account).to_contain_text("1 name without a place stays with its statement")
    expect(account).to_contain_text("3 claims are still quotations")
    expect(page.locator("#story-id")).to_have_value("ministers-meet-in-baku")
    page.locator("#story-make").click()
    expect(page.locator("#story-link")).to_be_visible()
    story = load(desk.stories / "ministers-meet-in-baku")
    assert {feature.id for feature in story.features} == {"baku", "meghri"}
    assert [a.claim[0] for a in story.annotations] == ["“"] * 3
    assert desk.saved(name).published_as == "ministers-meet-in-baku"
    page.keyboard.press("Escape")
    mention(page, "m5").click()
    page.keyboard.press("c")
    wait_saved(page)  # the server's own note is no conflict
    page.locator("#story-open").click()
    page.locator("#story-make").click()
    page.locator("#story-link").click()
    page.wait_for_url("**/?story=ministers-meet-in-baku**")
    frame = page.frame_locator("#dateline-frame")
    expect(frame.locator("html[data-ready=true]")).to_have_count(1)
    expect(frame.locator("#title")).to_have_text("Ministers meet in Baku")
    picture = page.request.get(f"{desk.url}/stories/ministers-meet-in-baku/map.png?preset=article")
    assert picture.ok
    assert picture.body()[:4] == b"\x89PNG"


def test_what_a_story_must_name_is_asked_for(page: Page, desk: Desk) -> None:
    head = {"published": "2024-05"}
    name = desk.add({"m1": {"state": "confirmed"}}, article=head, notes=["It was short."])
    open_draft(page, desk, name)
    expect(page.locator("#card .notes li")).to_have_text(
        ["The headline was not found.", re.compile("Who published"), re.compile("On which day"),
         "It was short."]
    )  # fmt: skip
    page.locator("#say-now").click()
    expect(page.locator("#article-headline")).to_be_focused()
    expect(page.locator("#pane-article")).to_contain_text("A story needs this")
    page.locator("#article-headline").fill("Ministers meet")
    expect(page.locator("#say-source")).to_have_text(
        "To say: the publisher, the day of publication"
    )
    page.locator("#story-open").click()
    expect(page.locator("#story-make")).to_be_disabled()
    expect(page.locator("#story-say-publisher")).to_be_focused()
    page.locator("#story-say-publisher").fill("The Test Gazette")
    page.locator("#story-say-published").fill("2 May 2024")
    page.keyboard.press("Tab")
    expect(page.locator("#say-source")).to_have_count(0)
    page.locator("#story-make").click()
    expect(page.locator("#story-link")).to_be_visible()
    expect(page.locator("#kicker")).to_have_text("Draft · The Test Gazette · 2 May 2024")


def test_a_story_of_another_draft_is_replaced_only_when_asked(page: Page, desk: Desk) -> None:
    ids = {"m1": {"state": "confirmed"}}
    for title in ("One", "Two"):
        name = desk.add(ids, title=title)
        open_draft(page, desk, name)
        page.locator("#story-open").click()
        page.locator("#story-id").fill("shared")
        page.locator("#story-make").click()
        if title == "Two":
            expect(page.locator("#story .problems")).to_contain_text("shared")
            page.locator("#story-id").fill("shared-too")  # another name replaces nothing
            expect(page.locator("#story-replace")).to_have_count(0)
            page.locator("#story-id").fill("shared")
            page.locator("#story-make").click()
            assert load(desk.stories / "shared").title == "One"
            page.locator("#story-replace").click()
        expect(page.locator("#story-link")).to_be_visible()
    assert load(desk.stories / "shared").title == "Two"


def test_a_draft_is_deleted_when_asked_twice(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.locator("#tab-article").click()
    page.locator("#remove-open").click()
    page.locator("#remove-now").click()
    expect(page.locator("#problem")).to_contain_text("The draft is deleted")
    assert not (desk.folder / f"{name}.json").exists()


def test_a_draft_that_is_not_there_is_told(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.route(
        "**/drafts/*",
        lambda route: route.fulfill(status=422, json={"problems": ["draft x: it is broken"]}),
    )
    page.reload()
    expect(page.locator("#problem li")).to_have_text("draft x: it is broken")


def test_who_says_something_of_an_aside_wants_it_on_the_map_and_others_are_named_before(
    page: Page, desk: Desk
) -> None:
    said = {"prominence": "aside", "state": "confirmed"}
    ids = {"m2": {"prominence": "main", "state": "confirmed"}, "m3": said, "m6": said}
    name = desk.add(ids, title="Aside")
    open_draft(page, desk, name)
    page.locator("#story-open").click()
    account = page.locator("#story .account")
    expect(account).to_contain_text("in the story and not on its map: Meghri, Georgia.")
    page.keyboard.press("Escape")
    mention(page, "m3").click()
    page.get_by_label("A few words below it").fill("A road")
    expect(page.locator("#prominence-also")).to_be_checked()
    page.locator("#prominence-aside").check()
    page.locator("#category-add").click()
    expect(page.locator("#prominence-also")).to_be_checked()
    page.locator("#story-open").click()
    expect(account).to_contain_text("in the story and not on its map: Georgia.")
    page.locator("#story-make").click()
    expect(page.locator("#story-link")).to_be_visible()
    story = load(desk.stories / "aside")
    about = {feature.name: feature.prominence for feature in story.features}
    assert about == {"Baku": "main", "Meghri": "also", "Georgia": "aside"}
    page.goto(f"{desk.url}/stories/aside/embed")
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("#legend .layer-title")).to_have_text(["Places"])
