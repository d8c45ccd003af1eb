"""Open the checking page for browser tests, and ask it what a person sees and what is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from geo.draft.model import Draft
from geo.draft.repository.store import Drafts
from tests import drafts as small
from tests.drafts import BAKU, GEORGIA, MEGHRI, STATE, TEHRAN, place

TEXTS = (
    "A picture shows the quay of Anzali.",
    "BAKU: Ministers met in Baku on Monday 🛰 and spoke of Meghri. Talks in Baku go on.",
    "Tehran said the road was no concern of Georgia; an Iranian envoy left Baku for Nowhereton.",
)
"""A letter of two code units stands before some names."""
VILLAGE = place(1800001, "Baku", 104.0, 30.2, kind="village", country="CN", score=0.08)
ANZALI = place(141679, "Bandar-e Anzali", 49.4622, 37.4732, kind="town", country="IR")
IRAN = place(130758, "Iran", 53.0, 32.0, kind="country", country="IR")
DOUBTFUL = {**GEORGIA, "score": 0.5}


def _mention(id_: str, block: int, text: str, *choices: Any, nth: int = 0, **more: Any) -> Any:
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[block].index(text, start + 1)
    found = {"id": id_, "block": block, "start": start, "end": start + len(text), "text": text}
    rest = {"kind": "literal", "score": 0.9, "choices": [*choices]}
    return {**found, **rest, "chosen": 0 if choices else None, **more}


def _statement(id_: str, block: int, text: str, *mentions: str, **more: Any) -> Any:
    start = TEXTS[block].index(text)
    found = {"id": id_, "block": block, "start": start, "end": start + len(text), "claim": text}
    rest = {"mentions": [*mentions], "date": "unknown", "said_by": "The Test Gazette"}
    return {**found, **rest, **more}


def record(**changes: Any) -> dict[str, Any]:
    """Return a draft of nine mentions of every kind, of which eight are to be checked."""
    blocks = [{"number": at, "text": text} for at, text in enumerate(TEXTS)]
    blocks[0]["kind"] = "caption"
    found = {
        "blocks": blocks,
        "left_out": [{"text": "READ MORE: quays", "reason": "a link between paragraphs"}],
        "mentions": [
            _mention("m1", 0, "Anzali", ANZALI),
            _mention("m2", 1, "Baku", BAKU, VILLAGE),
            _mention("m3", 1, "Meghri", MEGHRI),
            _mention("m4", 1, "Baku", BAKU, VILLAGE, nth=1),
            _mention("m5", 2, "Tehran", TEHRAN, kind="metonym"),
            _mention("m6", 2, "Georgia", DOUBTFUL, STATE),
            _mention("m7", 2, "Iranian", IRAN, kind="demonym"),
            _mention("m8", 2, "Baku", BAKU, VILLAGE),
            _mention("m9", 2, "Nowhereton"),
        ],
        "statements": [
            _statement("S01", 0, TEXTS[0], "m1"),
            _statement("S02", 1, TEXTS[1][6:61], "m2", "m3", date="2024-04-29"),
            _statement("S03", 1, "Talks in Baku go on.", "m4"),
            _statement("S04", 2, TEXTS[2], "m5", "m6", "m7", "m8", "m9", said_by="Tehran"),
        ],
    }
    return small.draft(**{**found, **changes})


GAZETTEER_MS = 90_000
"""For the first search on a machine, which waits until the gazetteer is built."""


@dataclass(frozen=True)
class Desk:
    """Hold a server, and the folder of the drafts that it serves."""

    url: str
    folder: Path
    stories: Path

    def add(self, ids: dict[str, Any] | None = None, **changes: Any) -> str:
        """Keep a draft, some mentions of which are changed, and return its id."""
        found = small.changed(record(**changes), ids or {})
        return Drafts(self.folder).add(Draft.model_validate(found)).id

    def saved(self, draft_id: str) -> Draft:
        """Return what stands on the disk."""
        return Drafts(self.folder).read(draft_id)

    def mention(self, draft_id: str, name: str) -> Any:
        """Return one mention as it stands on the disk."""
        return next(m for m in self.saved(draft_id).mentions if m.id == name)


def open_draft(page: Page, desk: Desk, draft_id: str, query: str = "") -> Page:
    """Open the page that checks a draft, and wait until it can be used."""
    page.goto(f"{desk.url}/drafts/{draft_id}/check{query}")
    page.wait_for_selector("html[data-ready=true]")
    return page


def wait_saved(page: Page) -> None:
    """Wait until all changes are on the server's disk."""
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    assert page.evaluate("() => !Dateline.sync.dirty()")


def mention(page: Page, name: str) -> Locator:
    return page.locator(f"#text [data-mention={name}]")


def chosen(page: Page) -> str:
    """Return the id of the chosen mention; the text, the card and the map tell the same."""
    found: str = page.evaluate("() => Dateline.work.chosen")
    expect(page.locator("#text .mention[aria-current]")).to_have_attribute("data-mention", found)
    return found


def looks(page: Page) -> dict[str, str]:
    """Return the form of each mention in the text."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#text .mention")].map((node) =>
            [node.dataset.mention, /look-(\\w+)/.exec(node.className)[1]]))"""
    )
    return found


def at(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Return where a position stands on the screen, in CSS pixels."""
    found: list[float] = page.evaluate(
        """([lon, lat]) => { const map = Dateline.given.map;
            const box = map.getContainer().getBoundingClientRect();
            const point = map.latLngToContainerPoint([lat, lon]);
            return [box.left + point.x, box.top + point.y]; }""",
        [lon, lat],
    )
    return found[0], found[1]


def settle(page: Page) -> None:
    """Wait until the map stands still."""
    page.evaluate(
        """async () => { const map = Dateline.given.map;
            for (let calm = 0; calm < 4;) {
                const before = map.getCenter();
                await new Promise((done) => window.requestAnimationFrame(done));
                const moving = map._animatingZoom || (map._panAnim && map._panAnim._inProgress);
                calm = !moving && before.equals(map.getCenter()) ? calm + 1 : 0;
            } }"""
    )
