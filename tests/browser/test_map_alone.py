"""Open the file that stands alone from disk, with every request refused, and use it as a reader."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, Route, expect

from geo.basemap import render_tile
from geo.export import sheet_of
from geo.gazetteer import labels
from geo.story import load
from geo.webmap import standalone
from tests import stories
from tests.browser.map_page import STORY, settle, shown_marks
from tests.conftest import PHONE, MakeStory, NewPage
from tests.mercator import tile_at

pytestmark = pytest.mark.browser

FIRST = Path(__file__).resolve().parents[2] / "data" / "stories" / STORY
TILES_DRAWN = """(part) => { const tiles = [...document.querySelectorAll("canvas.leaflet-tile")]
    .filter((tile) => tile.dataset.tile.startsWith(part));
    return tiles.length > 0 && tiles.every((tile) => tile.matches(".leaflet-tile-loaded")); }"""
COLOURS = """() => { const found = {};
    for (const tile of document.querySelectorAll(".leaflet-tile-pane canvas.leaflet-tile")) {
        const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
        for (let at = 0; at < data.length; at += 4) {
            const colour = [data[at], data[at + 1], data[at + 2]].join();
            found[colour] = (found[colour] || 0) + 1;
        }
    }
    return found; }"""
TILE = """async ([theme, z, x, y]) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 256;
    await Dateline.ground.layer({ theme }).draw(tile, { z, x, y });
    return tile.toDataURL().split(",")[1]; }"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "map.html"
    path.write_bytes(standalone(load(FIRST)))
    return path


def opened(page: Page, file: Path, query: str = "") -> Page:
    """Open the file with the network off; whatever else it asks for is refused and noted."""
    refused: list[str] = []

    def judge(route: Route) -> None:
        if route.request.url.startswith(file.as_uri()):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    page.context.set_offline(True)
    page.context.route("**/*", judge)
    page.goto(file.as_uri() + query)
    page.wait_for_selector("html[data-ready=true]")
    page.refused = refused  # type: ignore[attr-defined]
    return page


@pytest.fixture
def alone(unread_page: NewPage, file: Path) -> Page:
    # Its network is off for good.
    return opened(unread_page(), file)


@pytest.fixture(scope="module")
def unchanged(kept_page: NewPage, file: Path) -> Page:
    """Open the file for all who only ask it."""
    return opened(kept_page(offline=True), file)  # what else is opened, has a network


@pytest.fixture(scope="module", autouse=True)
def files_are_own() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.browsing._OWN", ("data", "blob", "about", "file"))
        yield


def test_it_opens_with_land_water_and_every_mark(unchanged: Page) -> None:
    colours = unchanged.evaluate(COLOURS)
    assert colours["246,243,236"] > 50_000  # land
    assert colours["201,218,229"] > 20_000  # water
    marks = {mark.id for mark in sheet_of(load(FIRST)).marks}
    assert shown_marks(unchanged) == marks
    assert unchanged.refused == []  # type: ignore[attr-defined]


def test_it_does_what_the_page_does_in_persian_and_in_the_dark_too(alone: Page) -> None:
    before = shown_marks(alone)
    alone.locator('input[data-layer="ties"]').uncheck()
    assert (
        before - shown_marks(alone) == {mark for mark in before if mark.endswith(":tie")} != set()
    )
    alone.locator("#tour-next").click()
    expect(alone.locator("#tour-count")).to_contain_text("1")
    settle(alone)
    alone.locator("#search-input").fill("Teh")
    expect(alone.locator("#found li").first).to_contain_text("Tehran")
    alone.keyboard.press("Escape")
    alone.locator("#measure-toggle").click()
    for at in ({"x": 700, "y": 300}, {"x": 760, "y": 380}):
        alone.mouse.click(**at)
    expect(alone.locator("#measure-figures")).to_contain_text("km")
    alone.locator("#text-toggle").click()
    expect(alone.locator("#text-view")).to_contain_text("Pezeshkian")
    assert alone.refused == []  # type: ignore[attr-defined]
    alone.locator("#text-toggle").click()
    speaks_persian_in_the_dark(alone)


def speaks_persian_in_the_dark(alone: Page) -> None:
    alone.locator("#language").select_option("fa")
    expect(alone.locator("html")).to_have_attribute("dir", "rtl")
    expect(alone.locator("#title")).to_contain_text("باکو")
    alone.locator("#theme-toggle").click()
    alone.locator("#theme-toggle").click()
    expect(alone.locator("html")).to_have_attribute("data-theme", "dark")
    alone.wait_for_function(TILES_DRAWN, arg="dark/fa/")
    alone.wait_for_function("() => !document.querySelector('[data-tile^=light]')")
    colours = alone.evaluate(COLOURS)
    assert colours["40,44,51"] > 50_000
    assert "246,243,236" not in colours
    assert alone.evaluate("document.fonts.check('16px \"Dateline Sans\"', 'باکو')")


def test_close_by_there_is_ground_and_no_blank(unread_page: NewPage, file: Path) -> None:
    page = opened(unread_page(viewport=PHONE, has_touch=True, is_mobile=True), file, "?at=S10")
    settle(page)
    assert page.evaluate("Dateline.given.map.getZoom()") >= 10
    page.wait_for_function(TILES_DRAWN, arg="light/")
    shown = page.evaluate(
        "() => [...document.querySelectorAll('.leaflet-tile-pane canvas')].length"
    )
    assert shown > 0
    assert set(page.evaluate(COLOURS)) & {"246,243,236"}


def pixels(png: bytes) -> NDArray[np.int_]:
    return np.array(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.mark.parametrize(
    ("theme", "zoom", "at"),
    [
        ("light", 0, (0.0, 0.0)),
        ("light", 3, (100.0, 20.0)),
        ("dark", 6, (49.9, 40.4)),
        ("light", 8, (45.5, 40.2)),  # disputed lines
        ("light", 9, (49.9, 40.4)),
        ("dark", 12, (46.17, 38.87)),
    ],
)
def test_its_ground_looks_as_the_servers_tiles(
    unchanged: Page, theme: str, zoom: int, at: tuple[float, float]
) -> None:
    x, y = tile_at(*at, zoom)
    drawn = pixels(b64decode(unchanged.evaluate(TILE, [theme, zoom, x, y])))
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 1
    tile = render_tile(theme=theme, z=zoom, x=x, y=y, part="ground")  # type: ignore[arg-type]
    apart = np.abs(drawn - pixels(tile)).max(axis=2)
    assert (apart > 40).mean() < 0.01
    assert apart.mean() < 3


def test_far_from_the_story_the_ground_is_coarse_but_there(unchanged: Page) -> None:
    drawn = pixels(b64decode(unchanged.evaluate(TILE, ["light", 12, *tile_at(-74.0, 40.6, 12)])))
    colours = {tuple(pixel) for pixel in drawn.reshape(-1, 3).tolist()}
    assert colours & {(246, 243, 236), (201, 218, 229)}


@pytest.mark.parametrize(("zoom", "language"), [(4, "hy"), (6, "fa"), (9, "en"), (11, "az")])
def test_its_names_stand_where_the_servers_do(unchanged: Page, zoom: int, language: str) -> None:
    found: list[dict[str, Any]] = unchanged.evaluate(
        """async ([z, lang]) => (await Dateline.groundNames.labels(z, lang)).map((label) =>
            ({ text: label.text, size: label.size, offset: label.offset,
               x: Math.round(label.at.x), y: Math.round(label.at.y) }))""",
        [zoom, language],
    )
    known = {(item["text"], item["size"], *item["offset"]) for item in found}
    own = {feature.geonameid for feature in load(FIRST).features}
    wanted = [
        label
        for label in labels((44.0, 36.0, 52.0, 41.0), zoom=zoom, language=language)
        if label.id not in own
    ]
    assert wanted
    for label in wanted:
        assert (
            label.text, label.size_px, round(label.dx_px, 2), round(label.dy_px, 2)
        ) in known  # fmt: skip


def test_markup_in_a_story_is_shown_as_text(
    unread_page: NewPage, make_story: MakeStory, tmp_path: Path
) -> None:
    nasty = "<script>document.title = 'taken'</script></script><img src=x onerror=alert(1)>"
    head = stories.head()
    head["title"] = head["annotations"][0]["claim"] = nasty
    path = tmp_path / "nasty.html"
    path.write_bytes(standalone(load(make_story(head))))
    page = opened(unread_page(), path)
    expect(page.locator("#title")).to_have_text(nasty)
    expect(page.locator("#story-list")).to_contain_text(nasty)
    assert page.locator("img[src=x]").count() == 0
    assert page.title().startswith("<script>")
