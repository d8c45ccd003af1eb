"""Make films of the time line in the export panel as a person does."""

from __future__ import annotations

import io
import json
import re

import av
import pytest
from playwright.sync_api import Download, Page, Route, expect

from tests.browser.export_panel import (
    Panel,
    Tags,
    asked,
    choose,
    drawn,
    draws,
    facts,
    open_panel,
    picture_address,
    spare,
)
from tests.browser.map_page import STORY, open_map
from tests.browsing import document
from tests.serving import Server

pytestmark = pytest.mark.browser

BEGINNINGS = {"gif": b"GIF89a", "mp4": b"\0\0\0 ftyp", "webm": b"\x1a\x45\xdf\xa3"}
SAID = "#export-said"
FILMS = re.compile(r"/film\.(mp4|webm|gif)")


def open_film(page: Page) -> None:
    """Choose a film; of the picture before it nothing is looked at."""
    open_panel(page)
    choose(page, "kind", "film")
    drawn(page)


def brief(page: Panel, form: str) -> None:
    """Ask for a film that is soon made, and for no other: two statements, few pixels."""
    choose(page, "tell", "some")
    page.locator(".export-turns button").last.click()
    for name in ("S10", "S02"):
        page.locator(f"[data-tells={name}]").check()
    page.locator("#export-preset").select_option("own")
    for name, value in (("width", 480), ("height", 540)):
        page.locator(f"[data-own={name}]").fill(str(value))
    choose(page, "form", form)
    drawn(page)
    draws(page)
    page.locator("[data-own=dpi]").fill("72")
    expect(page.locator(".export-size")).to_contain_text(re.compile("^360 × 404 px"))
    drawn(page)


def check_film(download: Download, panel: Panel, server: Server) -> None:
    """Assert that a file is the address's, byte for byte, and what is said of it true."""
    name = download.suggested_filename
    form = name.rsplit(".", 1)[1]
    data = download.path().read_bytes()
    assert data.startswith(BEGINNINGS[form])
    assert data == server.get(picture_address(panel)).body
    told = facts(server, panel)
    assert told["told"] == ["S10", "S02"]
    with av.open(io.BytesIO(data)) as opened:
        stream = opened.streams.video[0]
        assert (stream.width, stream.height) == (told["width"], told["height"]) == (360, 404)
        assert opened.duration is not None
        assert opened.duration / 1e6 == pytest.approx(told["seconds"], abs=0.1)


def test_a_film_is_one_click_away(page: Page, server: Server) -> None:
    spare(page, server.url)
    open_map(page, server.url, theme="dark", lang="en")
    page.locator("#layer-exercise").uncheck()
    open_film(page)
    brief(page, "mp4")
    for form in ("mp4", "webm"):
        choose(page, "form", form)
        drawn(page)
        expect(page.locator(SAID)).to_contain_text("takes some seconds")
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"Download {form}").click()
        expect(page.locator(SAID)).to_have_text("The film is made and saved.")
        assert waiting.value.suggested_filename == f"{STORY}-480x540-dark-en.{form}"
        check_film(waiting.value, page, server)
        options = asked(page)
        assert (options["tell"], options["theme"]) == ("S10,S02", "dark")
        assert "exercise" not in options["layers"].split(",")
        assert page.locator("#export-alt").input_value() == facts(server, page)["alt"]
        film = page.locator(".export-frame video")
        film.evaluate("film => film.readyState || new Promise(d => { film.onloadeddata = d; })")
        assert film.evaluate("film => [film.videoWidth, film.videoHeight]") == [360, 404]


def test_on_the_apps_page_a_film_is_made_as_well(page: Page, server: Server) -> None:
    spare(page, server.url)
    page.goto(f"{server.url}/export?story={STORY}")
    frame = document(page)
    drawn(frame)
    choose(frame, "kind", "film")
    brief(frame, "gif")
    with page.expect_download() as waiting:
        frame.locator("#export-save").click()
    assert waiting.value.suggested_filename == f"{STORY}-480x540-en.gif"
    check_film(waiting.value, frame, server)


def test_options_are_taken_as_they_stand(page: Page, server: Server) -> None:
    window = {"from": "2024-06-01", "to": "2025-04-28"}
    spare(page, server.url)
    open_map(page, server.url, **window, lang="fa", theme="light", at="S07")
    open_panel(page)
    draws(page)
    choose(page, "kind", "film")
    drawn(page)
    found = asked(page)
    assert {**found, **window, "lang": "fa", "theme": "light"} == found
    assert not {"at", "notes", "tell"} & set(found)
    assert (told := facts(server, page))["told"][0] == "S15"
    expect(page.locator(".export-size")).to_contain_text("۹ گفته")
    choose(page, "tell", "all")
    drawn(page)
    assert asked(page)["tell"] == "all"
    assert set(facts(server, page)["told"]) > set(told["told"])
    assert "camera" not in asked(page)  # it moves without being asked to
    choose(page, "camera", "still")
    assert asked(page)["camera"] == "still"
    expect(page.locator("[data-option=at]")).to_have_count(0)


def test_sizes_too_large_for_a_film_are_not_offered(page: Page, server_url: str) -> None:
    spare(page, server_url)
    open_map(page, server_url)
    open_panel(page)
    page.locator("#export-preset").select_option("a4-portrait")
    choose(page, "form", "pdf")
    choose(page, "kind", "film")
    drawn(page)
    assert page.locator("#export-preset option").evaluate_all("all => all.map(o => o.value)") == [
        "article", "square", "portrait", "phone", "slide", "own",
    ]  # fmt: skip
    expect(page.locator("#export-save")).to_have_text("Download MP4")
    choose(page, "form", "gif")
    choose(page, "kind", "picture")
    expect(page.locator("#export-save")).to_have_text("Download PDF")
    choose(page, "kind", "film")
    expect(page.locator("#export-save")).to_have_text("Download GIF")
    page.locator("#export-preset").select_option("own")
    drawn(page)
    draws(page, only="json")
    page.locator("[data-own=width]").fill("3400")
    expect(page.locator(".export-problem")).to_contain_text("the limit is 2.4 million")
    assert page.locator("#export-save").get_attribute("href") is None


def test_nothing_chosen_is_told_without_asking(page: Page, server_url: str) -> None:
    spare(page, server_url)
    open_map(page, server_url)
    open_film(page)
    choose(page, "tell", "some")
    drawn(page)
    draws(page, only="json")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator(".export-turns button").last.click()
    expect(page.locator(".export-problem")).to_have_text(
        "Choose at least one statement for the film to tell."
    )
    expect(page.locator("#export-save")).to_have_attribute("aria-disabled", "true")
    assert page.locator("#export-link").input_value() == ""
    assert requests == []
    page.locator("[data-tells=S10]").check()
    drawn(page)
    assert asked(page)["tell"] == "S10"


def test_while_a_film_is_made_that_is_shown_and_it_can_be_given_up(
    page: Page, server: Server
) -> None:
    held: list[Route] = []
    spare(page, server.url)
    open_map(page, server.url)
    page.route(FILMS, lambda route: held.append(route))
    open_film(page)
    save, said, stop = (page.locator(name) for name in ("#export-save", SAID, "#export-stop"))
    expect(stop).to_be_hidden()
    save.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text(f"Making {STORY}-article-en.mp4…")
    expect(save).to_have_attribute("aria-disabled", "true")
    expect(save).to_be_focused()
    page.keyboard.press("Enter")  # no second one
    choose(page, "kind", "picture")  # which can be had meanwhile
    expect(save).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    open_film(page)  # and the panel closed
    expect(said).to_have_text(f"Making {STORY}-article-en.mp4…")
    assert len(held) == 1
    with page.expect_event("requestfailed", lambda request: FILMS.search(request.url)):
        stop.click()
    expect(said).to_contain_text("takes some seconds")
    expect(save).not_to_have_attribute("aria-disabled", "true")
    expect(stop).to_be_hidden()


def test_how_far_a_film_is_is_shown_while_it_is_made(page: Page, server: Server) -> None:
    held: list[Route] = []
    far = {"done": 0, "of": 0}
    spare(page, server.url)
    open_map(page, server.url, lang="en")
    page.route(FILMS, lambda route: held.append(route))
    page.route(re.compile("/film/mp4/progress"), lambda route: route.fulfill(json=far))
    open_film(page)
    bar = page.get_by_role("progressbar", name="How far the film is")
    expect(bar).to_have_count(0)
    page.locator("#export-save").click()
    expect(bar).to_be_visible()
    assert bar.get_attribute("value") is None  # it is not known yet
    far |= {"done": 40, "of": 100}
    expect(bar).to_have_js_property("value", 0.4)
    expect(page.locator(SAID)).to_have_text(f"Making {STORY}-article-en.mp4… 25%")
    held[0].fulfill(body=b"a film", content_type="video/mp4")
    expect(page.locator(SAID)).to_have_text("The film is made and saved.")
    expect(bar).to_have_count(0)


def test_why_there_is_no_film_is_said_in_a_sentence(page: Page, server: Server) -> None:
    detail = "6 films are waited for; ask again in a moment"
    body = json.dumps({"title": "Busy", "status": 503, "detail": detail})
    spare(page, server.url)
    open_map(page, server.url)
    open_film(page)
    page.route(FILMS, lambda route: route.fulfill(status=503, body=body))
    page.locator("#export-save").click()
    expect(page.locator(SAID)).to_have_text(detail)
    page.unroute(FILMS)
    page.route(FILMS, lambda route: route.abort())
    page.locator("#export-save").click()
    expect(page.locator(SAID)).to_have_text(re.compile("did not answer"))
    choose(page, "theme", "grey")
    expect(page.locator(SAID)).to_contain_text("takes some seconds")


def test_a_film_that_comes_after_the_panel_is_closed_is_saved(page: Page, server: Server) -> None:
    held: list[Route] = []
    spare(page, server.url)
    open_map(page, server.url)
    page.route(FILMS, lambda route: held.append(route))
    open_film(page)
    with page.expect_request(FILMS):
        page.locator("#export-save").click()
    page.keyboard.press("Escape")
    with page.expect_download() as waiting:
        held[0].fulfill(body=b"a film", content_type="video/mp4")
    assert waiting.value.path().read_bytes() == b"a film"
    expect(page.locator("#toast")).to_have_text("The film is made and saved.")


def test_a_page_of_ones_own_gets_a_player_with_its_words(page: Page, server: Server) -> None:
    spare(page, server.url)
    open_map(page, server.url, theme="light", **{"from": "2025-04-20"})
    open_panel(page)
    draws(page)
    choose(page, "kind", "film")
    drawn(page)
    told = facts(server, page)
    ((tag, film),) = Tags(page.locator("#export-img").input_value()).found
    assert (tag, film["aria-label"], film["preload"]) == ("video", told["alt"], "none")
    assert film["src"] == page.locator("#export-link").input_value()
    assert film["src"] == server.url + picture_address(page)
    first = server.get(str(film["poster"]).removeprefix(server.url))
    assert (first.status, first.header("content-type")) == (200, "image/png")
    choose(page, "form", "gif")
    drawn(page)
    ((tag, film),) = Tags(page.locator("#export-img").input_value()).found
    assert (tag, film["alt"]) == ("img", told["alt"])


def test_film_is_chosen_by_keys_and_the_focus_stays(page: Page, server_url: str) -> None:
    spare(page, server_url)
    open_map(page, server_url)
    open_panel(page)
    page.locator("[name=export-kind][value=picture]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=export-kind][value=film]")).to_be_focused()
    drawn(page)
    page.keyboard.press("Tab")
    expect(page.locator("[name=export-tell][value=article]")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name=export-tell][value=some]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-tells]").first).to_be_focused()
