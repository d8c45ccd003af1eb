"""Build small drafts for tests: sound by default, changed where a test wants it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from geo.draft.model import Draft
from geo.service.drafts import drafts as repository
from geo.service.jobs.workers import Errand
from geo.service.shelf import shelf

TEXTS = (
    "BAKU: Ministers met in Baku on Monday.",
    "Tehran said a road to Meghri was no concern of Georgia.",
)


def place(id_: int, name: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    found = {"id": str(id_), "name": name, "lon": lon, "lat": lat, "kind": "city", "score": 0.9}
    return {**found, "geonameid": id_, **more}


BAKU = place(587084, "Baku", 49.89201, 40.37767, country="AZ", population=1_116_513)
TEHRAN = place(112931, "Tehran", 51.42151, 35.69439, country="IR", population=7_153_309)
MEGHRI = place(616250, "Meghri", 46.24444, 38.90292, country="AM")
GEORGIA = place(614540, "Georgia", 44.0, 42.0, kind="country", country="GE")
STATE = place(4197000, "Georgia", -83.50018, 32.75042, kind="region", country="US", score=0.3)


def mention(id_: str, block: int, text: str, *choices: dict[str, Any], **more: Any) -> Any:
    start = TEXTS[block].rindex(text)
    found = {"id": id_, "block": block, "start": start, "end": start + len(text), "text": text}
    chosen = 0 if choices else None
    rest = {"kind": "literal", "score": 0.8, "choices": list(choices), "chosen": chosen}
    return {**found, **rest, **more}


def draft(**changes: Any) -> dict[str, Any]:
    """Return a draft as its JSON holds it."""
    return {
        "id": "small",
        "title": "Ministers meet",
        "summary": "Two ministers met.",
        "article": {
            "headline": "Ministers meet",
            "publisher": "The Test Gazette",
            "published": "2024-05-02",
            "place": "Baku",
        },
        "blocks": [{"number": at + 1, "text": text} for at, text in enumerate(TEXTS)],
        "mentions": [
            mention("m1", 0, "Baku", BAKU),
            mention("m2", 1, "Tehran", TEHRAN, kind="metonym"),
            mention("m3", 1, "Meghri", MEGHRI),
            mention("m4", 1, "Georgia", STATE, GEORGIA),
        ],
        "statements": [
            {
                "id": "S01", "block": 0, "start": 6, "end": len(TEXTS[0]), "mentions": ["m1"],
                "date": "2024-04-29", "said_by": "The Test Gazette",
                "claim": TEXTS[0][6:],
            },
            {
                "id": "S02", "block": 1, "start": 0, "end": len(TEXTS[1]),
                "mentions": ["m2", "m3", "m4"], "date": "unknown", "said_by": "Tehran",
                "claim": TEXTS[1],
            },
        ],
        **changes,
    }  # fmt: skip


def changed(record: dict[str, Any], ids: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a draft whose mentions of some ids are changed."""
    mentions = [{**m, **ids.get(m["id"], {})} for m in record["mentions"]]
    return {**record, "mentions": mentions}


def confirmed(record: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a draft all of whose mentions are confirmed, the country rather than the state."""
    ids: dict[str, dict[str, Any]] = {name: {"state": "confirmed"} for name in ("m1", "m2", "m3")}
    return changed(record or draft(), {**ids, "m4": {"state": "confirmed", "chosen": 1}})


def sound(record: dict[str, Any] | None = None) -> Draft:
    return Draft.model_validate(record or draft())


def at_hand(_errand: Errand, job: Callable[..., Any], *arguments: Any) -> Any:
    """Do here and now what the server would have another process do."""
    return job(*arguments)


@contextmanager
def own_folders(drafts: Path, stories: Path | None = None) -> Iterator[None]:
    """Keep drafts, and stories where that is asked, in folders of the test's own."""
    own = {"DATELINE_DRAFTS": str(drafts)}
    if stories is not None:
        own["DATELINE_STORIES"] = str(stories)
    with patch.dict(os.environ, own), patch.object(Errand, "carry_out", at_hand):
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    for held in (repository, shelf):
        held.cache_clear()
