"""Show that the base map's ground and names are two layers, with the story drawn between them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import Seen, open_map, settle
from tests.conftest import PHONE, NewPage, Serve
from tests.serving import Server
from tests.stories import feature, features, head, point, write

pytestmark = pytest.mark.browser

IN_VIEW = """() => [...document.querySelectorAll("img.leaflet-tile")].map((tile) =>
    new URL(tile.src).pathname)"""
ALL_SHOWN = """(part) => { const tiles = [...document.querySelectorAll("img.leaflet-tile")]
    .filter((tile) => tile.src.includes(part));
    return tiles.length > 0 && tiles.every((tile) => tile.complete && tile.naturalWidth > 0); }"""


def asked(page: Page) -> list[str]:
    """Return a list to which the path of every tile is added that the page asks for."""
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    return paths


def tiles(paths: list[str], part: str = "") -> list[str]:
    return [path for path in paths if path.startswith("/tiles/") and f"/{part}" in path]


@pytest.mark.parametrize("wanted", [{}, {"at": "S10"}, {"c": "47,39", "z": "8", "lang": "fa"}])
@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE])
def test_a_first_view_asks_only_for_the_tiles_that_it_shows(
    unread_page: NewPage, server_url: str, viewport: dict[str, int], wanted: dict[str, str]
) -> None:
    page = unread_page(viewport=viewport)
    paths = asked(page)
    open_map(page, server_url, **wanted)
    settle(page)
    shown: list[str] = page.evaluate(IN_VIEW)
    assert sorted(tiles(paths)) == sorted(shown)
    assert len(tiles(paths, "ground/")) == len(tiles(paths, "names/"))


def test_another_language_asks_for_names_alone(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    paths = asked(page)
    page.locator("#language").select_option("fa")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_function(ALL_SHOWN, arg="/names/fa/")
    assert tiles(paths, "names/fa/")
    here = {path.split("/ground/")[1] for path in page.evaluate(IN_VIEW) if "/ground/" in path}
    assert {path.split("/ground/")[1] for path in tiles(paths, "ground/")} <= here
    assert not tiles(paths, "names/en/")


def test_another_theme_asks_for_both(page: Page, server_url: str) -> None:
    open_map(page, server_url, theme="light")
    paths = asked(page)
    page.locator("#theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_function(ALL_SHOWN, arg="/dark/ground/")
    page.wait_for_function(ALL_SHOWN, arg="/dark/names/")
    assert all(path.startswith("/tiles/dark/") for path in tiles(paths))


def test_names_lie_over_lines_and_areas_and_under_points_and_labels(seen: Seen) -> None:
    page = seen()
    kinds = page.evaluate(
        """() => { const found = { point: [], line: [], polygon: [] };
            for (const { cls, paths, targets } of Dateline.marks.all()) {
              for (const path of [...paths.map((one) => one.path), ...targets]) {
                const pane = path._path.closest(".leaflet-pane");
                found[cls.kind].push(Number(getComputedStyle(pane).zIndex));
              }
            }
            return found; }"""
    )
    level, pointer = page.locator(".leaflet-ground-names-pane").evaluate(
        "(pane) => [Number(getComputedStyle(pane).zIndex), getComputedStyle(pane).pointerEvents]"
    )
    labels = page.locator(".leaflet-names-pane").evaluate(
        "(pane) => Number(getComputedStyle(pane).zIndex)"
    )
    assert kinds["line"] and kinds["polygon"] and kinds["point"]
    assert max(kinds["line"] + kinds["polygon"]) < level < min(kinds["point"]) < labels
    assert pointer == "none"


def test_names_do_not_take_the_pointer_from_what_lies_beneath(seen: Seen) -> None:
    found = seen().evaluate(
        """() => { const tile = document.querySelector(".leaflet-ground-names-pane img");
            const box = document.getElementById("stage").getBoundingClientRect();
            for (let x = box.left; x < box.right; x += 20) {
              for (let y = box.top; y < box.bottom; y += 20) {
                const hit = document.elementFromPoint(x, y);
                if (hit && hit.closest(".leaflet-ground-names-pane")) return hit.src;
              }
            }
            return tile ? "" : "no tile"; }"""
    )
    assert found == ""


def test_names_come_back_after_every_zoom(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    pane = page.locator(".leaflet-ground-names-pane")
    for by in (1, 1, -1, -1):
        page.evaluate("(by) => { Dateline.given.map.zoomIn(by); }", by)
        settle(page)
        page.wait_for_function(ALL_SHOWN, arg="/names/")
        expect(pane).not_to_have_class("is-moving")
        expect(pane).to_have_css("opacity", "1")


def test_the_storys_names_keep_off_the_base_maps(seen: Seen) -> None:
    """None lies on what is seen of the base map's writing, and no name of that is cut in two."""
    over = seen().evaluate(
        """async () => { const map = Dateline.given.map;
            const frame = map.getContainer().getBoundingClientRect();
            const clutter = await import("/assets/js/placing/clutter.js");
            clutter.look(map);
            const clip = map.getPane("ground-names").style.clipPath;
            const path = new Path2D((clip.match(/"(.*)"/) || ["", "M-1e6 -1e6H1e6V1e6H-1e6z"])[1]);
            const ctx = document.createElement("canvas").getContext("2d");
            const isSeen = (x, y) => clutter.writingOn({ x, y, w: 3, h: 3 }) > 0
              && ctx.isPointInPath(path, x + 1.5, y + 1.5, "evenodd");
            return [...document.querySelectorAll(".leaflet-names-pane .lbl")].filter((label) => {
              const box = label.getBoundingClientRect();
              const { x, y } = map.containerPointToLayerPoint([box.left - frame.left,
                box.top - frame.top]);
              for (let right = 0; right < box.width - 3; right += 3)
                for (let down = 0; down < box.height - 3; down += 3)
                  if (isSeen(x + right, y + down)) return true;
              return false;
            }).map((label) => label.textContent); }"""
    )
    assert over == []


@pytest.fixture(scope="module")
def crowded(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a story of so many points that they share one canvas."""
    shelf = tmp_path_factory.mktemp("crowded")
    told = features()
    places = [(10 + number % 26 / 26, 49 + number // 26 / 13) for number in range(700)]
    told["features"] += [
        feature(f"many-{number}", "background", point(lon, lat))
        for number, (lon, lat) in enumerate(places)
    ]
    write(shelf, head(), told)
    return serve(shelf)


@pytest.mark.parametrize("mark", ["many-363", "lake"])
def test_marks_of_a_crowded_map_can_still_be_chosen(page: Page, crowded: Server, mark: str) -> None:
    open_map(page, crowded.url, story="small")
    x, y = page.evaluate(
        """(mark) => { const map = Dateline.given.map;
            const { x, y } = map.latLngToContainerPoint(Dateline.marks.anchorOf(mark));
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + x, box.top + y]; }""",
        mark,
    )
    page.mouse.click(x, y)
    page.wait_for_function("(mark) => Dateline.state.mark === mark", arg=mark)
