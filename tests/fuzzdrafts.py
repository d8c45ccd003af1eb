"""Send right, nearly right and hostile drafts and articles to the addresses of drafts.

    python -m tests.fuzzdrafts 5000        and prints how they were answered

What is taken is then asked for as a map and as data, in the slow forms now and then: nothing that
is saved may make a fault later. Articles are read for good; only the places in them are found by a
stand-in.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from geo.draft import drafting
from geo.service.drafts import drafts as repository
from tests import drafts
from tests.asking import Asked, Loop, ask, our_app
from tests.fuzz import Known, judge, template_of, wild
from tests.test_drafting import parse

OURS: Final = (("X-Dateline", "1"), ("Content-Type", "application/json"))
AFTER: Final = (
    "", "/bundle.json", "/embed", "/features.geojson", "/features.kml", "/features.csv",
    "/features.gpkg", "/annotations.jsonld", "/map.html", "/map.json?dpi=36", "/map.png?dpi=36",
)  # fmt: skip
"""What is asked of a draft that was taken."""
SLOW: Final = ("/map.html", "/map.png?dpi=36", "/features.gpkg")

Path_ = tuple[str | int, ...]

# --- drafts -----------------------------------------------------------------------------------


def a_draft() -> dict[str, Any]:
    """Return a sound draft that has one of everything."""
    ring = [[46.0, 39.0], [47.0, 39.0], [47.0, 39.5], [46.0, 39.0]]
    shapes = [
        {"id": "d1", "name": "An area", "certainty": "approximate", "note": "About here.",
         "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"id": "d2", "name": "A line", "certainty": "indicative", "moved_from": "587084",
         "geometry": {"type": "LineString", "coordinates": [[44.0, 38.0], [45.0, 39.0]]}},
    ]  # fmt: skip
    record = drafts.changed(drafts.confirmed(), {"m3": {"shape": "d1"}, "m2": {"shape": "d2"}})
    left = [{"text": "Share this", "reason": "a button"}]
    return {**record, "shapes": shapes, "left_out": left, "notes": ["Say it."], "version": 1}


def places_in(value: Any, here: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to every value inside a value."""
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, inner in parts:
        yield (*here, key)
        yield from places_in(inner, (*here, key))


PLACES: Final = tuple(places_in(a_draft()))
GONE: Final = object()
_VALUES: Final = (
    GONE, None, True, -1, 0, 1, 2**70, 1e308, 179.99, 180.01, float("nan"), float("inf"), "", " ",
    "x", "x" * 3_000, "\x00", "\ud800", "\u202e\u2066", "m1", "d1", "confirmed", "open", "dropped",
    "point", "exact", "unknown", "2024-02-30", "2024-05~", "../2024-05-02", "1000000-01-01",
    "2024-05-01/2024-05-02", "<script>alert(1)</script>", "]]>", "{{7*7}}", [], {}, [[]], [None],
    {"type": "Point", "coordinates": []}, {"type": "Point", "coordinates": [200, 0]},
    {"type": "Point", "coordinates": [0, 0, 0]}, {"type": "Point", "coordinates": [179.99, 89.99]},
    {"type": "LineString", "coordinates": [[0, 0], [0, 0]]},
    {"type": "LineString", "coordinates": [[-179, 10], [179, 10]]},
    {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
    {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90],
                                         [-180, -90]]]},
    {"type": "GeometryCollection", "geometries": []}, {"type": "Circle", "coordinates": [0, 0]},
)  # fmt: skip


_WORDS: Final = st.text(min_size=1, max_size=30) | st.sampled_from(
    ("<script>alert(1)</script>", "]]>", "{{7*7}}", "=1+1", "\u202e\u2066", "a\nb", "\x0b", "‏فارسی")
)
_FITTING: Final[dict[str, st.SearchStrategy[Any]]] = {
    **dict.fromkeys(("name", "title", "summary", "claim", "said_by", "headline", "publisher",
                     "note", "method", "date_reason", "place", "reason", "country"), _WORDS),
    "geometry": st.sampled_from([value for value in _VALUES if isinstance(value, dict)]),
    "lon": st.floats(-180, 180), "lat": st.floats(-90, 90),
    "date": st.sampled_from(("unknown", "2024-05~", "../2024-05-02", "2024-05-01/2024-05-02",
                             "-0300", "9999-12-31", "2024-05-02?", "1000-01/..")),
    "published": st.sampled_from(("unknown", "2024-05", "0001-01-01", "9999-12-31")),
    "certainty": st.sampled_from(("exact", "approximate", "indicative", "disputed")),
    "state": st.sampled_from(("open", "dropped", "confirmed", "unplaced")),
    "tone": st.sampled_from(("tension", "thaw", "neutral")),
    "kind": st.sampled_from(("sea", "area", "country", "city", "demonym", "literal", "x")),
    "chosen": st.sampled_from((0, 1, None)), "shape": st.sampled_from(("d1", "d2", None)),
    "mentions": st.lists(st.sampled_from(("m1", "m2", "m3", "m4", "m1")), max_size=4),
    "geonameid": st.sampled_from((1, 587084, None)), "quoted": st.booleans(),
    "statements": st.just([]), "language": st.sampled_from(("fa", "zh", "en-GB", "xx")),
    "url": st.sampled_from(("https://example.org/?a=<b>&c", "http://x", "https://")),
}  # fmt: skip
"""By its name, what a value may be: such a draft is taken as a rule."""
_FITTING_PLACES: Final = tuple(way for way in PLACES if way[-1] in _FITTING)


@st.composite
def changed_drafts(draw: Any) -> bytes:
    """Return a draft as a person, or a client with a fault, may have changed it."""
    record = copy.deepcopy(a_draft())
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from(_FITTING_PLACES))
        _put(record, way, draw(_FITTING[str(way[-1])]))
    return json.dumps(record).encode()


@st.composite
def spoiled_drafts(draw: Any) -> bytes:
    """Return a draft with some of its values changed, or bytes that are hardly one."""
    record = copy.deepcopy(a_draft())
    for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2)))):
        way = draw(st.sampled_from(PLACES))
        value = draw(st.sampled_from(_VALUES) | st.text(max_size=8) | st.floats(-200, 200))
        _put(record, way, value)
    data = json.dumps(record).encode()
    if draw(st.integers(0, 14)) == 0:
        cut = draw(st.integers(0, len(data)))
        return draw(st.sampled_from((data[:cut], data[cut:], b"[" * 50_000, b"\xff\xfe" + data)))
    return data


def _put(record: Any, way: Path_, value: object) -> None:
    """Put a value in its place, if the way still leads there."""
    try:
        for key in way[:-1]:
            record = record[key]
        if value is GONE:
            del record[way[-1]]
        else:
            record[way[-1]] = value
    except (LookupError, TypeError):
        pass


# --- the run ----------------------------------------------------------------------------------

_TEXTS: Final = (
    "A long headline that says it all\n\nBAKU: They met in Baku on Monday.\n\nTehran said so.",
    "<html><body><h1>Meghri</h1><p>They met in Meghri.</p><script>x()</script></body></html>",
    "# Heading\n\n* Baku\n* Tehran\n\n| a | b |\n|---|---|\n| Iran | x |\n",
    "%PDF-1.7\n", "PK\x03\x04", "{\\rtf1 Baku}", "\x00" * 50, "BAKU:", "&#x0;&#xD800;Baku",
)  # fmt: skip
_NAMES: Final = ("a.txt", "a.html", "a.md", "a.pdf", "a.docx", "a", "../a.txt", "a\x00.txt", "")


@st.composite
def articles(draw: Any) -> Asked:
    """Return an article to draft, with wrong words about it now and then."""
    text = draw(st.sampled_from(_TEXTS) | st.text(max_size=60))
    data = text.encode("utf-8", "replace") + draw(st.binary(max_size=6))
    query = [("name", draw(st.sampled_from(_NAMES)))]
    query += [("publisher", "The Test Gazette")] * draw(st.integers(0, 1))
    query += [("published", "2024-05-02")] * draw(st.integers(0, 1))
    if draw(st.integers(0, 3)) == 0:
        query.append((draw(st.sampled_from(("published", "publisher", "x"))), draw(wild())))
    asked = "&".join(f"{key}={_quoted(value)}" for key, value in query)
    return Asked("/drafts", asked, "POST", OURS, body=data)


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value.encode("utf-8", "replace"), safe="")


@st.composite
def orders(draw: Any) -> Asked:
    """Return a wish to make a story of the draft."""
    order: dict[str, Any] = {"id": draw(st.sampled_from(("story", "other", "..", "")) | wild())}
    if draw(st.booleans()):
        order["replace"] = draw(st.sampled_from((True, False, "yes", None, 1)))
    if draw(st.integers(0, 5)) == 0:
        order[draw(st.sampled_from(("version", "x")))] = draw(st.sampled_from((1, 2**80, "1")))
    body = json.dumps(order).encode()
    return Asked("/drafts/small/story", "", "POST", OURS, body=body)


class Desk:
    """Keep drafts and stories in a folder of its own, and judge every answer."""

    def __init__(self, app: Starlette, known: Known, loop: Loop) -> None:
        self.app, self.known, self.loop = app, known, loop
        self.counts: Counter[tuple[str, int]] = Counter()

    def ask(self, asked: Asked) -> int:
        """Ask, judge, count, and return the status."""
        answer = self.loop.run(ask(self.app, asked))
        if answer.status != 204:
            judge(self.known, asked, answer)
        template = template_of(self.known, asked.path) or "elsewhere"
        self.counts[f"{asked.method} {template}", answer.status] += 1
        return answer.status

    def change(self, body: bytes, *, slow: bool) -> None:
        """Save a draft over a fresh one; what is taken must give a map and data, or say why not."""
        folder = repository()
        if "small" in folder.ids():
            folder.remove("small")
        folder.add(drafts.sound(a_draft()))
        if self.ask(Asked("/drafts/small", "", "PUT", OURS, body=body)) != 200:
            return
        for rest in AFTER:
            if slow or rest not in SLOW:
                path, _, query = f"/drafts/small{rest}".partition("?")
                self.ask(Asked(path, query))


def run(desk: Desk, count: int) -> None:
    """Send so many of each kind, in the same order each time."""
    alike = settings(
        max_examples=count, phases=[Phase.generate], database=None, derandomize=True,
        deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    @alike
    @given(changed_drafts() | spoiled_drafts(), st.integers(0, 19).map(lambda n: n == 0))
    def change(body: bytes, slow: bool) -> None:
        desk.change(body, slow=slow)

    @alike
    @given(st.one_of(articles(), orders()))
    def other(asked: Asked) -> None:
        if desk.ask(asked) == 201 and asked.path == "/drafts":
            desk.ask(Asked(f"/drafts/{repository().ids()[0]}/bundle.json"))

    change()
    other()


def counts(folder: Path, count: int) -> Counter[tuple[str, int]]:
    """Do it in a folder, and return what was answered how often."""
    with drafts.own_folders(folder / "drafts"):
        known = Known.of(our_app())
    own = drafts.own_folders(folder / "drafts", folder / "stories")
    with own, patch.object(drafting, "_parse", parse), Loop() as loop:
        desk = Desk(our_app(), known, loop)
        run(desk, count)
    return desk.counts


def main() -> None:
    """Run, and print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        found = counts(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    for (address, status), number in sorted(found.items()):
        print(f"{address:44} {status} {number:6}")


if __name__ == "__main__":
    main()
