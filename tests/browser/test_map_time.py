"""Show that the line of time draws what dates mean and that its window filters everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import stories
from tests.browser.map_page import Seen, bundle, open_map, shown_marks, shown_statements
from tests.conftest import Serve
from tests.serving import Server

pytestmark = pytest.mark.browser


def test_every_dated_statement_is_on_the_line_and_no_other(seen: Seen, server_url: str) -> None:
    page = seen()
    story = bundle(page, server_url)
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('#time-chart .event')].map((g) => g.dataset.event)"
    )
    dated = [one["id"] for one in story["annotations"] if not one["date"]["unknown"]]
    assert sorted(drawn) == sorted(dated)
    undated = sum(o["date"]["unknown"] and o["kind"] == "article" for o in story["annotations"])
    expect(page.locator("#undated")).to_contain_text(f"{undated} undated")


def test_uncertain_dates_look_uncertain(seen: Seen, server_url: str) -> None:
    page = seen()
    story = bundle(page, server_url)
    for one in story["annotations"]:
        date = one["date"]
        if date["unknown"]:
            continue
        mark = page.locator(f".event[data-event='{one['id']}'] .mark")
        fill = mark.get_attribute("fill") or ""
        vague = date["open_start"] or date["open_end"] or date["approximate"]
        assert fill.startswith("url(#fade-") == bool(vague), one["id"]
        assert ("is-uncertain" in (mark.get_attribute("class") or "")) == date["uncertain"]
        day = date["earliest"] == date["latest"]
        assert mark.evaluate("(node) => node.tagName") == ("circle" if day else "rect")


def test_the_window_filters_marks_and_list_together(page: Page, server_url: str) -> None:
    story = bundle(page, server_url)
    open_map(page, server_url)
    handle = page.locator(".handle-from")
    handle.focus()
    assert handle.get_attribute("role") == "slider"
    for _ in range(26):
        page.keyboard.press("ArrowRight")
    start = page.evaluate("() => Dateline.state.from")
    assert start and start > "2024-12-01"
    kept = {
        one["id"]
        for one in story["annotations"]
        if one["date"]["unknown"] or not one["date"]["latest"] or one["date"]["latest"] >= start
    }
    assert set(shown_statements(page)) == kept
    assert "caspian-exercise-area" not in shown_marks(page)
    assert "baku" in shown_marks(page)
    assert "S13:tie" not in shown_marks(page)
    expect(page.locator("#time-range")).to_contain_text("of 19 shown")
    page.locator("#time-reset").click()
    box = page.locator(".handle-from .grip").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 10, steps=4)
    page.mouse.up()
    page.wait_for_function("() => Dateline.state.from > '2023-06-01'")
    assert "S05" not in shown_statements(page)


def test_statements_without_a_date_stay_until_they_are_unticked(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url, to="2023-12-31")
    assert "S16" in shown_statements(page)
    page.locator("#undated-on").uncheck()
    assert "S16" not in shown_statements(page)
    count = page.locator(".layer", has=page.locator("#layer-exercise")).locator(".layer-count")
    expect(count).to_have_text("0/1")
    page.locator("#time-reset").click()
    assert "S16" in shown_statements(page)


def test_a_handle_moves_by_day_month_year_and_to_the_end(page: Page, server_url: str) -> None:
    open_map(page, server_url, to="2024-06-30")
    handle = page.locator(".handle-to")
    handle.focus()
    steps = [
        ("ArrowRight", "2024-07-31"),
        ("ArrowLeft", "2024-06-30"),
        ("Shift+ArrowRight", "2024-07-01"),
        ("ArrowLeft", "2024-06-30"),
        ("PageDown", "2023-06-30"),
    ]
    for key, day in steps:
        page.keyboard.press(key)
        assert page.evaluate("() => Dateline.state.to") == day, key
    expect(handle).to_have_attribute("aria-valuetext", "30 June 2023")
    page.keyboard.press("End")
    assert page.evaluate("() => Dateline.state.to") is None


def test_an_event_opens_its_statement_and_play_lets_the_story_unfold(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url)
    page.locator(".event[data-event=S15]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dl-popup .card")).to_contain_text("Paragraph 7")
    page.locator("#time-play").click()
    first = page.evaluate("() => Dateline.state.to")
    assert first and first < "2023-03-01"
    page.wait_for_function("(day) => Dateline.state.to > day", arg=first)
    page.locator("#time-play").click()
    expect(page.locator("#time-play")).to_have_attribute("aria-label", "Play")


@pytest.fixture(scope="module")
def days(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a story of four days, and one of none."""
    shelf = tmp_path_factory.mktemp("days")
    head = stories.head()
    days = ["2021-05-03", "2021-05-06", "2021-05-04/2021-05-05", "unknown"]
    for one, day in zip(head["annotations"], days, strict=True):
        one["date"] = day
    head["context"][0]["date"] = "2021-05-06/.."
    stories.write(shelf, head)
    for one in (*head["annotations"], *head["context"]):
        one["date"] = "unknown"
    stories.write(shelf, head, folder="undated")
    return serve(shelf)


def test_a_story_of_four_days_names_them(page: Page, days: Server) -> None:
    open_map(page, days.url, story="small")
    named = page.locator("#time-chart .tick-label").all_text_contents()
    assert {f"{day}\u00a0May" for day in range(3, 7)} <= set(named)
    inside = page.locator("#time-chart").bounding_box()
    assert inside is not None
    places = {}
    for event in page.locator("#time-chart .event .mark").all():
        box = event.bounding_box()
        assert box is not None
        assert inside["x"] <= box["x"]
        assert box["x"] + box["width"] <= inside["x"] + inside["width"]
        places[event.evaluate("(node) => node.parentNode.dataset.event")] = box
    assert len(places) == 4
    page.locator(".handle-to").focus()
    for _ in range(2):  # the window's end stands behind its last day, not on it
        page.keyboard.press("ArrowLeft")
    assert page.evaluate("() => Dateline.state.to") == "2021-05-04"
    grip = page.locator(".handle-to .grip").bounding_box()
    assert grip is not None and grip["x"] > places["A1"]["x"] + places["A1"]["width"]
    assert set(shown_statements(page)) == {"A1", "A3", "A4"}


def test_where_nothing_is_dated_the_map_fills_the_room_of_the_time_line(
    page: Page, days: Server
) -> None:
    """What its box gains would stay blank, as if it were sea."""
    open_map(page, days.url, story="undated")
    expect(page.locator("#time-panel")).to_be_hidden()
    tall = "() => [Dateline.given.map.getSize().y, Dateline.given.map.getContainer().clientHeight]"
    known, real = page.evaluate(tall)
    assert known == real
