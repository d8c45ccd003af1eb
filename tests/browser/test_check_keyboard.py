"""Show that a draft is checked by keyboard alone, each decision one step that can be undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import (
    GAZETTEER_MS,
    Desk,
    chosen,
    looks,
    mention,
    open_draft,
    record,
    wait_saved,
)
from tests.conftest import DESKTOP

pytestmark = pytest.mark.browser

ORDER = ["m9", "m6", "m1", "m2", "m3", "m4", "m5", "m8", "m7"]
"""What has no place, then what is unsure, then by the text; words for people last."""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_go_through_all_mentions_the_least_sure_first(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add())
    assert looks(page) == {
        **dict.fromkeys(("m1", "m2", "m3", "m4", "m5", "m7", "m8"), "likely"),
        "m6": "unsure",
        "m9": "unresolved",
    }
    expect(mention(page, "m7")).to_have_class("mention look-likely is-aside")
    expect(mention(page, "m5")).to_have_attribute(
        "aria-label",
        "Tehran. Stands for who is there. Tehran, city, Iran, very likely. Likely, not confirmed",
    )
    seen = []
    for _ in ORDER:
        press(page, "n")
        seen.append(chosen(page))
        expect(mention(page, seen[-1])).to_be_focused()
        if seen[-1] == "m6":
            expect(page.locator("#live")).to_have_text(
                "Georgia. Georgia, country, possible. Unsure, not confirmed"
            )
    assert seen == ORDER
    press(page, "n")
    assert chosen(page) == ORDER[0]
    press(page, "p", "ArrowLeft")
    assert chosen(page) == ORDER[-2]


def test_a_whole_draft_is_confirmed_without_a_mouse(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    expect(page.locator("#progress-words")).to_have_text("0 of 8 checked")
    press(page, "n", "Enter")
    assert chosen(page) == "m9"  # what has no place cannot be confirmed
    press(page, "x")
    assert chosen(page) == "m6"
    expect(page.locator("#progress-words")).to_have_text("0 of 7 checked")
    for _ in range(5):
        press(page, "Enter")
    expect(page.locator("#progress-words")).to_have_text("7 of 7 checked")
    wait_saved(page)
    assert desk.saved(name).progress() == (7, 7)
    states = {m.id: m.state for m in desk.saved(name).mentions}
    assert states == {**dict.fromkeys(ORDER, "confirmed"), "m7": "open", "m9": "dropped"}


def test_enter_goes_on_from_a_name_that_stays_without_a_place(page: Page, desk: Desk) -> None:
    name = desk.add({"m9": {"state": "unplaced"}})
    open_draft(page, desk, name)
    expect(page.locator("#progress-words")).to_have_text("1 of 8 checked")
    mention(page, "m9").click()
    press(page, "Enter")
    assert chosen(page) != "m9"
    press(page, "Enter")
    wait_saved(page)
    assert desk.mention(name, "m9").state == "unplaced"
    assert "confirmed" in {one.state for one in desk.saved(name).mentions}


def test_a_decision_stands_for_all_of_the_name_or_for_one_mention_only(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    mention(page, "m2").click()
    expect(page.locator("#scope-name")).to_be_checked()
    press(page, "2")
    expect(page.locator("#choice-2")).to_have_attribute("aria-pressed", "true")
    wait_saved(page)
    assert [desk.mention(name, m).chosen for m in ("m2", "m4", "m8", "m3")] == [1, 1, 1, 0]
    mention(page, "m4").click()
    page.locator("#scope-one").check()
    press(page, "c")
    wait_saved(page)
    assert [desk.mention(name, m).state for m in ("m2", "m4", "m8")] == [
        "open",
        "confirmed",
        "open",
    ]


def test_people_that_are_confirmed_get_into_their_sentences_statement(
    page: Page, desk: Desk
) -> None:
    statements = [s for s in record()["statements"] if s["id"] != "S04"]
    told = {**record()["statements"][3], "mentions": ["m5"]}
    name = desk.add(statements=[*statements, told])
    open_draft(page, desk, name)
    mention(page, "m7").click()
    press(page, "c")
    wait_saved(page)
    assert [s.mentions for s in desk.saved(name).statements][3] == ("m5", "m7")
    press(page, "z")
    wait_saved(page)
    assert [s.mentions for s in desk.saved(name).statements][3] == ("m5",)


def test_every_decision_is_undone_and_redone(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    before = desk.saved(name)
    mention(page, "m2").click()
    press(page, "2", "c", "x")
    assert looks(page)["m2"] == "confirmed"
    press(page, "z", "z", "z")
    expect(page.locator("#undo")).to_be_disabled()
    wait_saved(page)
    assert desk.saved(name).mentions == before.mentions
    press(page, "y", "Control+y", "Control+Shift+Z")
    expect(page.locator("#redo")).to_be_disabled()
    wait_saved(page)
    assert desk.mention(name, "m2").state == "confirmed"
    assert desk.mention(name, "m2").chosen == 1
    assert desk.mention(name, "m3").state == "dropped"


def test_the_gazetteer_is_searched_from_the_keyboard(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    press(page, "n", "/")
    expect(page.locator("#place-search")).to_be_focused()
    page.keyboard.type("Qqqqwx")
    told = page.locator("#place-found li")
    expect(told).to_contain_text("Qqqqwx", timeout=GAZETTEER_MS)
    problem = {"title": "Busy", "status": 503, "detail": "Too many ask at once; try again."}
    page.route("**/drafts/places*", lambda route: route.fulfill(status=503, json=problem))
    page.keyboard.type("y")
    expect(told).to_have_text("Too many ask at once; try again.")
    press(page, "Enter", "Escape")
    assert chosen(page) == "m9"
    page.unroute("**/drafts/places*")
    press(page, "/", "Control+A")
    page.keyboard.type("Yerevan")
    found = page.locator("#place-found .place-option").first
    expect(found).to_contain_text("Yerevan", timeout=GAZETTEER_MS)
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#choice-1")).to_contain_text("Yerevan")
    expect(page.locator("#choice-1 .sure")).to_have_text("found by search")
    press(page, "c")
    wait_saved(page)
    made = desk.mention(name, "m9")
    assert (made.state, made.choice.name, made.choice.country) == ("confirmed", "Yerevan", "AM")


def test_what_cannot_be_confirmed_says_why_on_the_card_and_aloud(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add())
    press(page, "n", "Enter")
    told = page.locator("#refused")
    expect(told).to_contain_text("It has no place yet: choose, search or draw one")
    expect(page.locator("#live")).to_contain_text("It has no place yet")
    page.locator("#language").select_option("tr")
    expect(told).to_contain_text("Henüz yeri yok")
    press(page, "n")
    expect(told).to_have_count(0)
    press(page, "p")
    page.locator("#confirm").click(force=True)  # who points is told, too
    expect(told).to_be_visible()
    press(page, "x")
    expect(told).to_have_count(0)


def test_keys_mean_nothing_while_one_writes(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    press(page, "n", "n", "/")
    page.keyboard.type("nxcz12?")
    expect(page.locator("#place-search")).to_have_value("nxcz12?")
    assert chosen(page) == "m6"
    assert desk.saved(name).version == 1


def test_single_keys_can_be_switched_off_and_help_says_them_all(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add())
    press(page, "?")
    expect(page.locator("#help dt")).to_have_count(14)
    page.locator("#keys-on").uncheck()
    press(page, "Escape", "n")
    assert page.evaluate("() => Dateline.work.chosen") is None
    press(page, "ArrowRight")
    assert chosen(page) == "m9"


def test_how_much_the_story_is_about_a_place_is_set_by_one_key_and_undone(
    page: Page, desk: Desk
) -> None:
    """All mentions of the place follow, whatever other decisions stand for."""
    about = {"prominence": "aside", "prominent_for": ["only where somebody spoke"]}
    name = desk.add({"m2": about, "m4": about, "m8": about})
    open_draft(page, desk, name)
    mention(page, "m4").click()
    expect(page.locator("#prominence-aside")).to_be_checked()
    expect(page.locator(".weight")).to_contain_text("only where somebody spoke")
    press(page, "m")
    expect(page.locator("#prominence-main")).to_be_checked()
    wait_saved(page)
    told = {one: desk.mention(name, one).prominence for one in ("m2", "m4", "m8", "m3")}
    assert told == {**dict.fromkeys(("m2", "m4", "m8"), "main"), "m3": None}
    page.locator("#prominence-also").check()
    wait_saved(page)
    assert desk.mention(name, "m2").prominence == "also"
    press(page, "z", "z")
    wait_saved(page)
    assert desk.mention(name, "m8").prominence == "aside"
    assert desk.mention(name, "m8").prominent_for == ("only where somebody spoke",)


def test_a_category_is_made_named_and_given_by_keys_and_each_step_is_undone(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    press(page, "n", "n", "g")
    expect(page.locator("#live")).to_contain_text("There are no categories yet")
    page.locator("#category-add").focus()
    press(page, "Enter")
    expect(page.locator("#category-title")).to_be_focused()
    page.keyboard.type("Talks held")
    page.locator("#category-symbol-none").focus()
    page.locator("#category-symbol-meeting").press("Space")
    page.locator("#category-colour-blue").press("Space")
    expect(page.locator(".pin.is-chosen path[transform]")).to_have_count(1)
    wait_saved(page)
    (made,) = desk.saved(name).categories
    assert (made.title, made.colour, made.symbol) == ("Talks held", "blue", "meeting")
    (mark,) = desk.saved(name).marks
    assert mark.category == made.id
    page.locator("#card").focus()
    press(page, "g")
    expect(page.locator("#category-is-none")).to_be_checked()
    press(page, "g")
    expect(page.locator(f"#category-is-{made.id}")).to_be_checked()
    for _ in range(20):
        press(page, "z")
    wait_saved(page)
    assert not desk.saved(name).categories and not desk.saved(name).marks


def test_a_ready_made_set_is_taken_up_and_a_mark_is_called_otherwise(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    mention(page, "m2").click()
    page.locator("#category-ready").select_option("disaster")
    page.locator("#category-is-flood").check()
    page.get_by_label("Its name in the legend").fill("<b>Under water</b>")
    page.get_by_label("Name on the map").fill("Baku, the old town")
    expect(page.get_by_role("tooltip", name="Baku, the old town")).to_be_visible()
    wait_saved(page)
    draft = desk.saved(name)
    assert [one.id for one in draft.categories] == ["damage", "fire", "flood", "shelter"]
    assert (draft.marks[0].name, draft.marks[0].category) == ("Baku, the old town", "flood")
    page.get_by_role("button", name="Remove this category").click()
    wait_saved(page)
    assert len(desk.saved(name).categories) == 3 and desk.saved(name).marks[0].category is None


def test_a_remark_is_offered_from_a_statement_made_shorter_and_undone(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    mention(page, "m2").click()
    page.locator("[data-remark=S02]").click()
    field = page.get_by_label("A few words below it")
    expect(field).to_be_focused()
    offered = field.input_value()
    assert offered.startswith("Ministers met in Baku") and offered.endswith(", 29 April 2024")
    expect(page.locator("#mark-remark-lost")).to_contain_text("pictures cannot show them: 🛰.")
    field.fill("Ministers met")
    expect(page.locator("#mark-remark-lost")).to_be_hidden()
    wait_saved(page)
    assert [(one.of, one.remark) for one in desk.saved(name).marks] == [
        ("place 587084", "Ministers met")
    ]
    page.locator("#card").focus()
    press(page, "z", "z")
    wait_saved(page)
    assert not desk.saved(name).marks


def test_where_a_legend_can_tell_no_more_apart_that_is_said(page: Page, desk: Desk) -> None:
    made = [{"id": f"c{n}", "title": f"Kind {n}", "colour": "red"} for n in range(12)]
    open_draft(page, desk, desk.add(categories=made))
    mention(page, "m2").click()
    expect(page.get_by_text("There are as many categories as a legend can tell")).to_be_visible()
    expect(page.locator("#category-add")).to_have_count(0)
    page.locator("#category-is-c3").check()
    for control in ("colour-red", "symbol-none", "symbol-port", "remove"):
        page.locator(f"#category-{control}").focus()
        moved = page.evaluate("() => [scrollY, document.documentElement.scrollHeight]")
        assert moved == [0, DESKTOP["height"]], "the page moved, not the card"
