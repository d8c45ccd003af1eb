"""Show that the checking page speaks the reader's language and writes the article's."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from geo.story import load
from tests.browser.check_page import Desk, chosen, mention, open_draft, wait_saved
from tests.browser.test_app_draft import checking
from tests.serving import ROOT

pytestmark = pytest.mark.browser


def words(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(
        (ROOT / "static" / "i18n" / "check" / f"{language}.json").read_text(encoding="utf-8")
    )
    return found


def test_a_draft_becomes_a_story_in_persian(page: Page, desk: Desk) -> None:
    name = desk.add(id="persian", title="Ministers meet")
    fa = words("fa")
    open_draft(page, desk, name, "?lang=fa")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#text")).to_have_attribute("dir", "ltr")
    expect(page.locator("#progress-words")).to_have_text("۰ از ۸ بررسی شده")
    text, map_ = (page.locator(at).bounding_box() for at in ("#pane-text", "#stage"))
    assert text and map_ and text["x"] > map_["x"]  # read from the right

    mention(page, "m2").click()
    page.keyboard.press("ArrowLeft")  # onward is to the left
    assert chosen(page) == "m3"
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "m2"
    card = page.locator("#card")
    card.get_by_label(fa["ready"]).select_option(label=fa["ready.set.disaster"])
    page.locator("#category-is-flood").check()
    card.get_by_role("button", name=fa["confirm"]).click()
    expect(page.locator("#progress-words")).to_have_text("۳ از ۸ بررسی شده")
    page.locator("#story-open").click()
    page.locator("#story-id").fill("persian")
    page.locator("#story-make").click()
    expect(page.locator("#story .made")).to_contain_text(fa["story.made"])

    story = load(desk.stories / "persian")
    (flood,) = [one for one in story.categories if one.id == "flood"]
    assert flood.title == "Flood"  # of an English article
    assert flood.titles["fa"] == "سیل" and flood.titles["hy"] == "Ջրհեղեղ"
    assert {feature.category for feature in story.features if feature.name == "Baku"} == {"flood"}
    raw = (desk.folder / f"{name}.json").read_text(encoding="utf-8")
    assert not re.search(r"[؀-ۿ]", re.sub(r'"titles":\{[^}]*\}', "", raw))


def test_what_is_typed_and_pressed_is_understood_in_the_language(page: Page, desk: Desk) -> None:
    name = desk.add(id="russian", summary="As reported by The Test Gazette, 2 May 2024.")
    open_draft(page, desk, name, "?lang=ru")
    mention(page, "m3").click()
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            { key: "с", code: "KeyC", bubbles: true, cancelable: true }))"""
    )  # the key of c, on a Russian keyboard
    wait_saved(page)
    assert desk.mention(name, "m3").state == "confirmed"
    page.locator("#tab-article").click()
    field = page.locator("#article-published")
    for typed, day in (("3 май 2024", "2024-05-03"), ("4 апреля 2024 г.", "2024-04-04")):
        field.fill(typed)
        field.blur()
        expect(field).to_have_value(day)
    wait_saved(page)
    assert desk.saved(name).summary.endswith("4 April 2024.")


def test_the_language_is_changed_where_one_is_and_nothing_is_lost(page: Page, desk: Desk) -> None:
    name = desk.add(id="turned", left_out=[{"text": "READ MORE: quays", "reason": "a link"}])
    open_draft(page, desk, name)
    mention(page, "m2").click()
    page.keyboard.press("c")
    mention(page, "m2").click()
    page.locator("#language").select_option("hy")
    hy = words("hy")
    expect(page.locator("#confirm")).to_contain_text(hy["confirmedNext"])
    expect(page.locator("#tab-statements")).to_contain_text(hy["tab.statements"])
    expect(page.locator("#card")).to_contain_text("Ադրբեջան")  # Chromium has no Armenian names
    assert chosen(page) == "m2" and "lang=hy" in page.url
    reason = page.locator("#left-out .meaning [lang=en]")
    expect(reason).to_have_text("a link")
    expect(reason).to_have_attribute("dir", "ltr")
    page.keyboard.press("z")
    wait_saved(page)
    assert desk.mention(name, "m2").state == "open"
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("html")).to_have_attribute("lang", "hy")


def test_the_frame_speaks_as_the_pages_do_and_they_follow_it(page: Page, desk: Desk) -> None:
    name = desk.add(id="framed")
    page.goto(f"{desk.url}/draft?draft={name}&lang=tr")
    frame = checking(page)
    expect(frame.locator("html")).to_have_attribute("lang", "tr")
    frame.locator("html").evaluate("(root) => { root.dataset.mine = 'yes'; }")
    frame.locator("#language").select_option("fa")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("link", name="پیش‌نویس", exact=True)).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("data-mine", "yes")  # not loaded anew
    expect(page).to_have_url(re.compile("lang=fa"))
