"""Names on the map are read as their own dot's: near it, or led there by a line."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import stories
from tests.browser.map_page import open_map
from tests.conftest import PHONE, NewPage, Serve
from tests.isles import isles
from tests.serving import Server

pytestmark = pytest.mark.browser

CLUMPS = range(6)
SYLLABLES = ["ka", "lo", "min", "ter", "dor", "vash", "bru", "el", "qui", "son", "pa", "gre"]
LONG = "Oberunterwiesenbachtalheimkirchen am Langen Steinbruch"


@pytest.fixture(scope="module")
def clumps(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Stories of towns strewn in a narrow valley, with some far off."""
    shelf = tmp_path_factory.mktemp("clumps")
    for seed in CLUMPS:
        dice = Random(seed)
        count = dice.randint(6, 11)
        at = [(7 + dice.gauss(0, 0.25), 46 + dice.gauss(0, 0.06)) for _ in range(count)]
        at += [(7 + dice.uniform(-3, 3), 46 + dice.uniform(-2, 2)) for _ in range(3)]
        _write(shelf, f"clump{seed}", {_name(dice, n): spot for n, spot in enumerate(at)})
    edges = {LONG: (7.0, 46.0), "Ost": (9.0, 46.1), "West": (5.0, 45.9)}
    _write(shelf, "long", edges)
    isles(shelf, 12, 0.1)
    return serve(Path(shelf))


def _name(dice: Random, number: int) -> str:
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title() for _ in range(2)]
    return f"{words[0]} {words[1]} {number}" if dice.random() < 0.3 else f"{words[0]}{number}"


def _write(shelf: Path, ident: str, towns: dict[str, tuple[float, float]]) -> None:
    head: dict[str, Any] = {**stories.head(), "id": ident, "titles": {}, "context": []}
    head["layers"] = [{"id": "places", "title": "Places", "theme": "place"}]
    like = head["annotations"][0]
    head["annotations"] = [
        {**like, "id": f"S{number}", "features": [f"t{number}"]} for number, _ in enumerate(towns)
    ]
    features = [
        stories.feature(f"t{number}", "places", stories.point(*at), name=name)
        for number, (name, at) in enumerate(towns.items())
    ]
    stories.write(shelf, head, {"type": "FeatureCollection", "features": features})


NAMES = """() => { const map = Dateline.given.map;
    const frame = map.getContainer().getBoundingClientRect();
    const dots = [...Dateline.marks.all()].map((mark) => {
        const at = map.latLngToContainerPoint(Dateline.marks.anchorOf(mark.id));
        return { name: mark.feature.properties.name.en,
            x: at.x + frame.left, y: at.y + frame.top }; });
    const away = (box, { x, y }) => Math.hypot(Math.max(box.left - x, 0, x - box.right),
        Math.max(box.top - y, 0, y - box.bottom));
    const ends = [...document.querySelectorAll(".name-leader")].map((line) => {
        const box = line.getBoundingClientRect();
        return [[box.left, box.top], [box.right, box.bottom], [box.left, box.bottom],
            [box.right, box.top]].map(([x, y]) => ({ x, y })); });
    return [...document.querySelectorAll(".lbl")].map((node) => {
        const box = node.getBoundingClientRect();
        const name = node.textContent, own = dots.find((dot) => dot.name === name);
        const others = dots.filter((dot) => Math.hypot(dot.x - own.x, dot.y - own.y) > 1);
        return { name, own: away(box, own), other: Math.min(...others.map((dot) => away(box, dot))),
            led: ends.some((corners) => corners.some((at) => away(box, at) < 12)
                && corners.some((at) => Math.hypot(at.x - own.x, at.y - own.y) < 12)),
            whole: box.left >= frame.left && box.right <= frame.right }; }); }"""


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_a_name_is_nearest_to_its_own_dot_or_led_there(
    new_page: NewPage, clumps: Server, viewport: Any
) -> None:
    page = new_page(viewport=viewport)
    shown = total = led = 0
    for seed in CLUMPS:
        open_map(page, clumps.url, story=f"clump{seed}")
        names = page.evaluate(NAMES)
        total += page.evaluate("() => [...Dateline.marks.all()].length")
        shown += len(names)
        for name in names:
            assert name["led"] or name["own"] < name["other"], (seed, name)
            assert name["whole"], (seed, name)
            led += name["led"]
    assert led, "clumps need lines"
    assert shown >= 0.85 * total


def test_a_very_long_name_stands_whole_on_a_phone(new_page: NewPage, clumps: Server) -> None:
    page: Page = new_page(viewport=PHONE)
    open_map(page, clumps.url, story="long")
    (found,) = [name for name in page.evaluate(NAMES) if name["name"] == LONG]
    assert found["whole"]
