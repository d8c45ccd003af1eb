"""Show that every field of the neutral style reaches Leaflet: the client's one adapter."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.style import Hatch, Style
from tests.browser.map_page import open_map

pytestmark = pytest.mark.browser

PLAIN: dict[str, Any] = {
    "stroke": "#112233",
    "stroke_opacity": 0.7,
    "stroke_width_px": 3.0,
    "dash_px": (),
    "fill": "#445566",
    "fill_opacity": 0.4,
    "radius_px": 6.0,
}
HATCH = Hatch((45.0,), gap_px=8.0, width_px=1.0, colour="#778899")

CHANGES: list[Any] = [
    ("stroke", "#aa0000", "line"),
    ("stroke_opacity", 0.3, "line"),
    ("stroke_width_px", 5.0, "line"),
    ("dash_px", (6.0, 4.0), "line"),
    ("casing", "#ffffff", "line"),
    ("casing_width_px", 8.0, "line"),
    ("fill", "#00aa00", "polygon"),
    ("fill_opacity", 0.9, "polygon"),
    ("hatch", HATCH, "polygon"),
    ("soft_edge_px", 9.0, "polygon"),
    ("soft_edge_px", 9.0, "line"),
    ("soft_edge_px", 9.0, "point"),
    ("radius_px", 11.0, "point"),
    ("shape", "half", "point"),
]

DRAWN = """async ([style, kind]) => {
  const symbols = await import("/assets/js/map/symbols.js");
  const layer = { id: "try", theme: kind === "line" ? "tie" : "zone" };
  const cls = { id: "one", kind, style: { light: style, dark: style }, directed: true };
  layer.classes = [cls];
  symbols.define({ layers: [layer] });
  const paint = document.getElementById("paint").innerHTML;
  const parts = symbols.parts(layer, cls);
  const filters = parts.map((part) => part.filter || "");
  return JSON.stringify([parts.map(symbols.leaflet), filters, paint,
    symbols.swatch(layer, cls).outerHTML]);
}"""


def drawn(page: Page, kind: str, **style: Any) -> str:
    base = {"casing": "#eeeeee", "casing_width_px": 5.0} if "casing" in str(style) else {}
    value = asdict(Style(**{**PLAIN, **base, **style}))
    result: str = page.evaluate(DRAWN, [value, kind])
    return result


def test_every_field_changes_what_is_drawn(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    for name, value, kind in CHANGES:
        base = {"casing": "#dddddd"} if name == "casing_width_px" else {}
        assert drawn(page, kind, **base, **{name: value}) != drawn(page, kind, **base), (name, kind)
    assert {name for name, *_ in CHANGES} == {field.name for field in fields(Style)}


def test_every_field_of_a_hatch_changes_what_is_drawn(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    usual = drawn(page, "polygon", hatch=HATCH)
    for change in (
        {"angles_deg": (45.0, -45.0)},
        {"angles_deg": (30.0,)},
        {"gap_px": 12.0},
        {"width_px": 2.0},
        {"colour": "#000000"},
        {"opacity": 0.5},
    ):
        hatch = Hatch(**{**asdict(HATCH), **change})
        assert drawn(page, "polygon", hatch=hatch) != usual, change


def test_widths_colours_and_dashes_come_through_as_they_are(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    text = drawn(page, "line", stroke="#a1b2c3", stroke_width_px=4.5, dash_px=(7.0, 3.0))
    for expected in ('"color":"#a1b2c3"', '"weight":4.5', '"dashArray":"7 3"', '"opacity":0.7'):
        assert expected in text
