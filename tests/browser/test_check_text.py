"""Show that mentions are added and statements put into own words, and that text stays text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import (
    GAZETTEER_MS,
    TEXTS,
    Desk,
    chosen,
    looks,
    mention,
    open_draft,
    wait_saved,
)

pytestmark = pytest.mark.browser

SELECT = """([block, words]) => {
    const walker = document.createTreeWalker(
        document.querySelector(`#text [data-block="${block}"]`), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at >= 0) getSelection().setBaseAndExtent(
            walker.currentNode, at, walker.currentNode, at + words.length);
    }
}"""


def statement(desk: Desk, draft_id: str, name: str) -> object:
    return next(s for s in desk.saved(draft_id).statements if s.id == name)


def test_selected_words_become_a_mention_in_their_sentence(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.evaluate(SELECT, [1, " Ministers "])
    expect(page.locator("#add-selected")).to_have_text("Mark “Ministers” as a place")
    page.evaluate(SELECT, [1, "Monday 🛰"])
    page.locator("#add-selected").click()
    assert chosen(page) == "m10"
    assert looks(page)["m10"] == "unresolved"
    wait_saved(page)
    found = desk.mention(name, "m10")
    assert (found.text, found.start, found.end) == ("Monday 🛰", 31, 39)
    assert statement(desk, name, "S02").mentions == ("m2", "m10", "m3")  # type: ignore[attr-defined]
    page.keyboard.press("z")
    wait_saved(page)
    assert len(desk.saved(name).mentions) == 9


def test_a_mention_is_added_by_keyboard_and_the_gazetteer_offers_places(
    page: Page, desk: Desk
) -> None:
    name = desk.add(statements=[])
    open_draft(page, desk, name)
    page.keyboard.press("a")
    page.keyboard.type("BAKU")
    page.locator("#add .line-button").focus()
    page.keyboard.press("Enter")
    assert chosen(page) == "m10"
    expect(page.locator("#choice-1")).to_contain_text("Baku", timeout=GAZETTEER_MS)
    page.keyboard.press("1")
    page.keyboard.press("c")
    wait_saved(page)
    (made,) = desk.saved(name).statements
    text = TEXTS[1]
    assert (
        made.claim
        == text[made.start : made.end]
        == "BAKU: Ministers met in Baku on Monday 🛰 and spoke of Meghri."
    )
    assert (made.mentions, made.quoted, made.said_by) == (("m10",), True, "The Test Gazette")
    assert desk.mention(name, "m10").state == "confirmed"


def test_words_that_are_marked_or_left_out_already_are_not_marked_twice(
    page: Page, desk: Desk
) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.locator("#left-out summary").click()
    expect(page.locator("#left-out li")).to_contain_text(
        "a link between paragraphsREAD MORE: quays"
    )
    page.evaluate(SELECT, [2, "left Baku"])
    expect(page.locator("#add-selected")).to_be_hidden()
    mention(page, "m9").click()
    page.keyboard.press("x")
    page.evaluate(SELECT, [2, "Nowhereton"])
    page.locator("#add-selected").click()
    assert chosen(page) == "m9"
    assert looks(page)["m9"] == "unresolved"


def test_a_claim_in_own_words_is_no_quotation_any_more(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.get_by_role("tab", name="Statements").click()
    expect(page.locator(".statement-list > li")).to_have_count(4)
    page.locator("#sum-S03").click()
    claim = page.locator("#claim-S03")
    claim.click()
    claim.press("End")
    page.keyboard.type(" They last.")
    expect(claim).to_be_focused()
    expect(claim).to_have_value("Talks in Baku go on. They last.")
    wait_saved(page)
    assert not statement(desk, name, "S03").quoted  # type: ignore[attr-defined]
    claim.fill("“Talks in Baku go on.”")
    wait_saved(page)
    assert statement(desk, name, "S03").quoted  # type: ignore[attr-defined]
    page.locator("#undo").click()  # what was typed in one field is one step
    expect(claim).to_have_value("Talks in Baku go on.")
    expect(page.locator("#undo")).to_be_disabled()


def test_a_date_is_written_as_people_do_and_checked_at_once(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.get_by_role("tab", name="Statements").click()
    page.locator("#sum-S04").click()
    date = page.locator("#date-S04")
    for written, edtf, words in (
        ("28 April 2025", "2025-04-28", "28 April 2025"),
        ("nov 2024~", "2024-11~", "about November 2024"),
        ("../2025-04", "../2025-04", "up to April 2025"),
        ("", "unknown", "not dated"),
    ):
        date.fill(written)
        expect(page.locator("#date-S04-words")).to_have_text(words)
        date.press("Tab")
        expect(date).to_have_value("" if edtf == "unknown" else edtf)
        wait_saved(page)
        assert str(statement(desk, name, "S04").date) == edtf  # type: ignore[attr-defined]
    date.fill("the day before")
    date.press("Tab")
    expect(page.locator("#date-S04-error")).to_contain_text("not a date")
    assert str(statement(desk, name, "S04").date) == "unknown"  # type: ignore[attr-defined]
    date.fill("31 June 2024")
    date.press("Tab")
    expect(page.locator("#date-S04-error")).to_contain_text("The calendar has no such day")
    page.locator("#said-S04").fill("A minister")  # all else is saved, and the error stays there
    wait_saved(page)
    assert statement(desk, name, "S04").said_by == "A minister"  # type: ignore[attr-defined]
    expect(date).to_have_value("31 June 2024")
    expect(page.locator("#date-S04-error")).to_contain_text("The calendar has no such day")
    page.get_by_role("button", name="Make the story").click()
    expect(page.locator("#story .account")).to_contain_text("1 field holds what cannot be read")
    page.locator("#story").get_by_role("button", name="Close").click()
    date.fill("30 June 2024")
    date.press("Tab")
    expect(page.locator("#date-S04-error")).to_be_empty()
    wait_saved(page)
    assert str(statement(desk, name, "S04").date) == "2024-06-30"  # type: ignore[attr-defined]


def test_speaker_tone_and_places_of_a_statement(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    mention(page, "m5").click()
    page.locator("#card [data-statement=S04]").click()
    expect(page.locator("#sum-S04")).to_be_focused()
    page.locator("#said-S04").fill("Iran’s foreign ministry")
    page.locator("#tone-S04").select_option("tension")
    page.locator("#in-S04-m7").uncheck()
    wait_saved(page)
    found = statement(desk, name, "S04")
    assert (found.said_by, found.tone) == ("Iran’s foreign ministry", "tension")  # type: ignore[attr-defined]
    assert found.mentions == ("m5", "m6", "m8", "m9")  # type: ignore[attr-defined]
    page.locator("#drop-S04").click()
    wait_saved(page)
    assert statement(desk, name, "S04").state == "dropped"  # type: ignore[attr-defined]
    page.locator("#restore-S04").click()
    wait_saved(page)
    assert statement(desk, name, "S04").state == "open"  # type: ignore[attr-defined]


def test_the_articles_head_is_edited_and_checked(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.locator("#tab-article").click()
    page.locator("#article-title").fill("")
    expect(page.locator("#article-title-error")).to_have_text("This may not be empty.")
    page.locator("#article-title").fill("A quieter title")
    page.locator("#article-url").fill("gazette.example")
    expect(page.locator("#article-url-error")).to_contain_text("https://")
    page.locator("#article-url").fill("https://gazette.example/1")
    page.locator("#article-published").fill("May 2024")
    page.locator("#article-published").press("Tab")
    expect(page.locator("#article-published-hint")).to_contain_text("A story needs the day")
    wait_saved(page)
    saved = desk.saved(name)
    assert (saved.title, saved.article.url) == ("A quieter title", "https://gazette.example/1")
    expect(page.locator("#title")).to_have_text("A quieter title")


def test_what_was_left_out_counts_as_text_which_is_undone_as_any_other_step(
    page: Page, desk: Desk
) -> None:
    left = {"text": "READ MORE: a ferry from Tbilisi to Ganja", "reason": "a link", "after": 2}
    name = desk.add(left_out=[left])
    before = desk.saved(name)
    open_draft(page, desk, name)
    mention(page, "m2").click()
    page.keyboard.press("c")
    page.locator("#left-out summary").click()
    page.locator("#count-0").click()
    block = page.locator("#text [data-block='2']")
    expect(block).to_contain_text("a ferry from Tbilisi", timeout=GAZETTEER_MS)
    tbilisi = block.locator(".mention", has_text="Tbilisi")
    expect(tbilisi).to_have_attribute("aria-current", "true")
    expect(page.locator("#left-out")).to_be_hidden()
    wait_saved(page)
    counted = desk.saved(name)
    assert desk.mention(name, "m2").state == "confirmed"
    assert desk.mention(name, "m5").block == 3
    page.keyboard.press("z")
    expect(block).to_contain_text("Tehran said the road")
    expect(page.locator("#left-out")).to_contain_text("a ferry from Tbilisi")
    wait_saved(page)
    undone = desk.saved(name)
    assert (undone.blocks, undone.left_out) == (before.blocks, before.left_out)
    assert [m.id for m in undone.mentions] == [m.id for m in before.mentions]
    assert desk.mention(name, "m2").state == "confirmed"
    page.keyboard.press("z")
    wait_saved(page)
    assert desk.saved(name).mentions == before.mentions
    for _ in range(2):
        page.keyboard.press("y")
    expect(block).to_contain_text("a ferry from Tbilisi")
    wait_saved(page)
    again = desk.saved(name)
    assert (again.blocks, again.mentions) == (counted.blocks, counted.mentions)
    page.reload()
    expect(block).to_contain_text("a ferry from Tbilisi")
    tbilisi.click()
    page.keyboard.press("c")
    wait_saved(page)
    assert {m.text: m.state for m in desk.saved(name).mentions}["Tbilisi"] == "confirmed"


def test_where_no_place_was_found_one_is_marked(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add(mentions=[], statements=[]))
    expect(page.locator("#card h2")).to_have_text("No place was found")
    page.locator("#mark").click()
    page.locator("#add-words").fill("Anzali")
    page.locator(".add-found button").first.click()
    assert chosen(page) == "m1"


def test_claims_are_put_into_own_words_one_after_another(page: Page, desk: Desk) -> None:
    every = {f"m{n}": {"state": "confirmed"} for n in range(1, 7)}
    rest = {"m8": {"state": "dropped"}, "m9": {"state": "dropped"}}
    name = desk.add({**every, **rest})
    open_draft(page, desk, name)
    page.keyboard.press("n")
    page.locator("#to-statements").click()
    for number in range(1, 5):
        expect(page.locator(f"#claim-S0{number}")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type(f"Told anew {number}.")
        page.keyboard.press("Control+Enter")
    expect(page.locator("#story-open")).to_be_focused()
    wait_saved(page)
    assert [s.claim for s in desk.saved(name).statements] == [
        f"Told anew {n}." for n in range(1, 5)
    ]
    expect(page.locator("#to-story")).to_be_visible()


def test_who_published_and_when_is_told_of_the_statements_too(page: Page, desk: Desk) -> None:
    name = desk.add(
        article={"headline": "Ministers meet", "published": "unknown"},
        summary="As reported.",
        statements=[
            {"id": "S01", "block": 1, "start": 0, "end": 60, "mentions": ["m2"], "date": "unknown",
             "said_by": "the article", "claim": "They met."},
            {"id": "S02", "block": 1, "start": 61, "end": 81, "mentions": ["m4"], "date": "2020",
             "said_by": "Tehran", "claim": "They go on."},
        ],
    )  # fmt: skip
    open_draft(page, desk, name)
    page.locator("#tab-article").click()
    page.locator("#article-publisher").fill("The Test Gazette")
    page.locator("#article-published").fill("2 May 2024")
    page.locator("#article-place").click()  # the field that is left is built anew meanwhile
    expect(page.locator("#article-place")).to_be_focused()
    expect(page.locator("#pane-article")).to_contain_text("1 date was read anew from this day.")
    wait_saved(page)
    saved = desk.saved(name)
    told = [(s.said_by, str(s.date)) for s in saved.statements]
    assert told == [("The Test Gazette", "2024-04-29"), ("Tehran", "2020")]
    assert saved.summary == "As reported by The Test Gazette, 2 May 2024."


HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


def test_text_of_an_article_stays_text_everywhere(page: Page, desk: Desk) -> None:
    text = f"{HOSTILE} lies near Baku."
    place = {
        "id": "x", "name": HOSTILE, "lon": 49.0, "lat": 40.0, "kind": HOSTILE, "country": HOSTILE,
        "admin1": HOSTILE, "score": 0.9, "reasons": [HOSTILE],
    }  # fmt: skip
    mark = {
        "id": "m1", "block": 0, "start": 0, "end": len(HOSTILE), "text": HOSTILE,
        "kind": "literal", "score": 0.9, "choices": [place, {**place, "id": "y"}], "chosen": 0,
    }  # fmt: skip
    claim = {
        "id": "S01", "block": 0, "start": 0, "end": len(text), "mentions": ["m1"],
        "date": "unknown", "said_by": HOSTILE, "claim": text, "date_reason": HOSTILE,
    }  # fmt: skip
    head = {"headline": HOSTILE, "publisher": HOSTILE, "published": "2024-05-02", "place": HOSTILE}
    name = desk.add(
        blocks=[{"number": 1, "text": text}], mentions=[mark], statements=[claim], title=HOSTILE,
        summary=HOSTILE, article=head, left_out=[{"text": HOSTILE, "reason": HOSTILE}],
    )  # fmt: skip
    open_draft(page, desk, name)
    page.keyboard.press("n")
    page.locator("#draw-point").click()
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Statements").click()
    page.locator("#sum-S01").click()
    page.locator("#story-open").click()
    expect(page.locator("#story-title")).to_have_value(HOSTILE)
    assert page.locator("img[src=x]").count() == 0
    expect(page.locator("#title")).to_have_text(HOSTILE)


def test_a_name_is_left_without_a_place_and_stays_with_its_statement(
    page: Page, desk: Desk
) -> None:
    name = desk.add({"m5": {"state": "dropped"}, "m6": {"state": "dropped"}})
    open_draft(page, desk, name)
    page.keyboard.press("n")
    assert chosen(page) == "m9"
    page.keyboard.press("k")
    assert looks(page)["m9"] == "unplaced" and chosen(page) == "m1", "and on to the next"
    expect(page.locator("#progress-words")).to_have_text("1 of 6 checked")
    mention(page, "m8").click()
    page.locator("#scope-one").check()
    page.locator("#leave").click()
    wait_saved(page)
    assert [desk.mention(name, one).state for one in ("m8", "m9", "m2")] == [
        "unplaced", "unplaced", "open",
    ]  # fmt: skip
    page.get_by_role("tab", name="Statements").click()
    line = page.locator('[data-statement="S04"] .tags')
    expect(line).to_contain_text("also named: Baku, Nowhereton; not placed")
    expect(line).not_to_contain_text("no confirmed place")
    page.get_by_role("tab", name="Text").click()
    mention(page, "m9").click()
    page.locator("#reopen").click()
    assert looks(page)["m9"] == "unresolved"
