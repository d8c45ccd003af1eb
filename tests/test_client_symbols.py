"""Show that every field of the neutral style reaches Leaflet: the client's one adapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from geo.style import Hatch, Style
from tests.node import ask

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
    ("symbol", "fire", "point"),
    ("symbol_colour", "#fedcba", "point"),
]
NEEDED: dict[str, dict[str, Any]] = {
    "casing_width_px": {"casing": "#dddddd"},
    "symbol_colour": {"symbol": "fire"},
}
"""Without which a field has nothing to change."""

DRAWN = """
import * as symbols from "./static/js/map/symbols.js";
import { browser } from "./tests/js/standins.js";
browser();
answer((asked) => asked.map(({ kind, style }) => {
  const cls = { id: "one", kind, style: { light: style, dark: style }, directed: true };
  const layer = { id: "try", theme: kind === "line" ? "tie" : "zone", classes: [cls] };
  symbols.know({ fire: "M0 0L1 0L0 1Z" });
  symbols.define({ layers: [layer] });
  const parts = symbols.parts(layer, cls);
  return JSON.stringify([parts.map(symbols.leaflet), parts.map((part) => part.filter || ""),
    document.getElementById("paint").innerHTML, symbols.swatch(layer, cls).outerHTML]);
}));
"""


def asked(kind: str, **style: Any) -> dict[str, Any]:
    base = {"casing": "#eeeeee", "casing_width_px": 5.0} if "casing" in str(style) else {}
    return {"kind": kind, "style": asdict(Style(**{**PLAIN, **base, **style}))}


def drawn(symbols: Sequence[dict[str, Any]]) -> list[str]:
    """Return what each symbol is drawn with: options of paths, paint servers, a swatch."""
    found: list[str] = ask(DRAWN, symbols)
    return found


def test_every_field_changes_what_is_drawn() -> None:
    bases = [asked(kind, **NEEDED.get(name, {})) for name, _, kind in CHANGES]
    changed = [
        asked(kind, **{**NEEDED.get(name, {}), name: value}) for name, value, kind in CHANGES
    ]
    for change, before, after in zip(CHANGES, drawn(bases), drawn(changed), strict=True):
        assert before != after, change
    assert {name for name, *_ in CHANGES} == {field.name for field in fields(Style)}


def test_every_field_of_a_hatch_changes_what_is_drawn() -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"angles_deg": (45.0, -45.0)},
        {"angles_deg": (30.0,)},
        {"gap_px": 12.0},
        {"width_px": 2.0},
        {"colour": "#000000"},
        {"opacity": 0.5},
    ]
    hatches = [Hatch(**{**asdict(HATCH), **change}) for change in changes]
    found = drawn([asked("polygon", hatch=hatch) for hatch in hatches])
    assert len(set(found)) == len(changes)


def test_widths_colours_and_dashes_come_through_as_they_are() -> None:
    (text,) = drawn([asked("line", stroke="#a1b2c3", stroke_width_px=4.5, dash_px=(7.0, 3.0))])
    for expected in ('"color":"#a1b2c3"', '"weight":4.5', '"dashArray":"7 3"', '"opacity":0.7'):
        assert expected in text
