"""Ask thousands of right, nearly right and hostile requests, made from the published description.

    python -m tests.fuzz 20000         and prints what was answered, and the memory

The requests are made in a process of their own, for Hypothesis remembers every example: the memory
that is printed is the server's alone. What it keeps, and up to which bound, is listed at the end.

The routes are asked in this process, eight requests at a time, by several callers. Of every answer
`judge` demands what `tests/test_fuzz.py` shows on a smaller share: no fault of ours, a problem in
one sentence where something is wrong, nothing of a file outside the folders that are served, and
nothing of a draft for another site's page. The drafts lie in a folder that is made for the run.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import multiprocessing
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, unquote

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from geo.server.middleware.guard import CHANGING, MARK
from geo.service.drafts import drafts as repository
from geo.service.jobs.memory import give_back
from tests import drafts
from tests.asking import Asked, Loop, ask, our_app
from tests.asking import run as run_alone
from tests.serving import Answer
from tests.weights import MB, caches, resident_mb

ROOT: Final = Path(__file__).resolve().parent.parent
BATCH: Final = 8
CALLERS: Final = ("192.0.2.1", "192.0.2.2", "2001:db8::1", "127.0.0.1", "")
HERE: Final = ("Host", "localhost:8501")
GUARDS: Final = (
    (HERE, ("Origin", "http://localhost:8501"), ("Sec-Fetch-Site", "same-origin")),
    (HERE, ("X-Dateline", "1"), ("Sec-Fetch-Site", "none")),
    (("Host", "[::1]:8501"), ("Origin", "http://[::1]:8501"), ("X-Dateline", "1")),
    (),
)
"""What Dateline's own page sends, and a program that is no browser."""
STRANGE: Final = (
    (("Host", "rebound.example:8501"), ("Origin", "http://rebound.example:8501")),
    (HERE, ("Origin", "https://other.example")),
    (HERE, ("Origin", "null"), ("X-Dateline", "1")),
    (HERE, ("Sec-Fetch-Site", "cross-site"), ("X-Dateline", "1")),
    (HERE, ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate")),
    (("Host", "localhost.other.example"),),
)
"""What comes from another site's page, which may not see a draft."""
NAME: Final = "small"
"""Of the sound draft that is kept for the run."""
DRAFTED: Final = drafts.TEXTS[0]
"""Words of it."""
SECRETS: Final = tuple(
    path.read_bytes()[:60]
    for path in (
        ROOT / "app.py",
        ROOT / "README.md",
        ROOT / "requirements.txt",
        ROOT / "geo" / "sources.py",
        ROOT / "data" / "sources.toml",
        Path("/etc/passwd"),
    )
)
"""Beginnings of files that lie outside the folders that are served."""
INSIDES: Final = (b"Traceback", b'File "', b".py", str(ROOT).encode(), b"site-packages")
"""What no problem may tell."""

# --- values -----------------------------------------------------------------------------------

_WILD: Final = (
    "", " ", "0", "-1", "1e3", "1.5", "+5", "007", "NaN", "nan", "inf", "-inf", "1_000", "١٢٣",
    "99999", "100000", "9" * 400, "true", "null", "None", "[]", "{}", "on ", "ON", "\x00",
    "a\x00b", "../..", "..%2f..%2fapp.py", "%2e%2e", "%00", "%", "%zz", "\\..\\app.py",
    "/etc/passwd", "file:///etc/passwd", "a" * 101, "x" * 3000, "ż" * 900, "\u202e\u2066abc",
    "\ud7ff\uffff", "🗺️", "<script>alert(1)</script>", "\"'><img src=x>", "{{7*7}}", "${7*7}",
    "%(x)s", "' OR 1=1 --", "a\r\nSet-Cookie: a=b", "0000-00-00", "2025-02-30", "10000-01-01",
    "2025-4-8", "-001-01-01", "2025-W18-1", "20250428xx", "50,42,44,36", "44,42,50,36", "600",
    "3400", "nan,36,50,42", "44,36,50,inf", "44,36,50", "44,36,50,42,7", "181,0,182,1", ",,,",
    "-181,-91,181,91", "1e308,1e308,1e309,1e309", "44,36,44,36", "179,-90,180,90", "S10,S11",
    "-180,-90,180,90", "0,89.9,0.01,90",
)  # fmt: skip
_PATHS: Final = (
    "..", ".", "", "%2e%2e", "%2E%2e", "..%2f", "..%5c", "%00", "%0a", "%ff", "%c0%ae", "%u002e",
    "~", ".git", "app.py", "etc", "passwd", "data", "stories", "story.toml", "features.geojson",
    "sources.toml", "static", "js", "main.js", "i18n", "en.json", "tiles", "light", "assets",
    "map.png", "embed", "bundle.json", "%d0%ba", "x" * 300, ";a=b", "C:", "::$DATA",
    "%252e%252e", "geo",
)  # fmt: skip


def wild() -> st.SearchStrategy[str]:
    """Return values that nobody should send."""
    return st.sampled_from(_WILD) | st.text(max_size=12)


def valid(schema: Mapping[str, Any], good: Iterable[str]) -> st.SearchStrategy[str]:
    """Return values that the description allows; small ones more often, since they are cheap."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    known = tuple(good)
    if schema["type"] == "integer" and not known:
        least, most = schema["minimum"], schema["maximum"]
        small = st.integers(least, least + (most - least) // 12)
        return (small | small | small | st.integers(least, most)).map(str)
    if schema["type"] == "array":
        return _array(schema, known)
    if schema.get("format") == "date":
        return st.dates().map(str) | st.sampled_from(("2024-01-01", "2025-04-28"))
    if known:
        return st.sampled_from(known)
    return st.from_regex(schema["pattern"]) if "pattern" in schema else st.text(min_size=1)


def _array(schema: Mapping[str, Any], good: tuple[str, ...]) -> st.SearchStrategy[str]:
    if "prefixItems" not in schema:
        words = good or schema["items"]["enum"]
        return st.lists(st.sampled_from(words), max_size=3).map(",".join)
    limits = [(item["minimum"], item["maximum"]) for item in schema["prefixItems"]]
    lon, lat = (
        st.floats(*limits[axis], allow_nan=False).map(lambda v: round(v, 3)) for axis in (0, 1)
    )
    corners = st.tuples(lon, lat, lon, lat).map(
        lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
    )
    near = st.integers(0, 20).map(lambda n: (44 + n / 10, 36, 51 + n / 10, 42))
    return (near | near | near | corners).map(lambda box: ",".join(f"{side:g}" for side in box))


def nearly(value: str) -> st.SearchStrategy[str]:
    """Return a right value with one thing wrong."""
    cut = st.sampled_from(
        (value[1:], value[:-1], value.upper(), value.title(), f" {value}", f"{value} ")
    )
    more = st.sampled_from(
        (f"-{value}", f"{value}0", f"{value},", f"{value}\x00", f"{value}é", value * 2)
    )
    return cut | more | st.just(value[::-1])


# --- requests ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """Hold the description, and the words of a story and of a draft that it leaves open."""

    description: Mapping[str, Any]
    good: Mapping[str, tuple[str, ...]]
    good_of_drafts: Mapping[str, tuple[str, ...]]
    """What stands for those of a story where a draft is asked for."""

    def words(self, template: str, name: str) -> tuple[str, ...]:
        """Return good values of one parameter of an address."""
        of_drafts = self.good_of_drafts if template.startswith("/drafts") else {}
        return of_drafts.get(name, self.good.get(name, ()))

    @classmethod
    def of(cls, app: Starlette) -> Known:
        def fetch(path: str) -> Any:
            return run_alone(ask(app, Asked(path))).json()

        stories = [item["id"] for item in fetch("/stories")]
        bundle = fetch(f"/stories/{stories[0]}/bundle.json")
        good = {
            "id": tuple(stories),
            "story": tuple(stories),
            "layers": tuple(layer["id"] for layer in bundle["layers"]),
            "at": tuple(item["id"] for item in bundle["annotations"]),
            "names": _places(bundle),
            "tell": ("article", "all", bundle["annotations"][0]["id"]),
            "z": ("0", "2", "5", "6", "6", "12"),
            "x": ("0", "1", "3", "20", "40", "41"),
            "row": ("0", "3", "5@2x", "12", "24", "25@2x"),
            "name": ("js/main.js", "i18n/fa.json", "css/map.css", "vendor/leaflet/leaflet.js"),
            "q": ("Bak", "Teh", "Եր", "تهران", "b"),
            "v": ("1",),
            "omit": ("587084", "112931,587084"),
            "of": ("130758", "587084", "border+130758+174982"),
        }
        return cls(fetch("/openapi.json"), good, cls._of_drafts(fetch))

    @staticmethod
    def _of_drafts(fetch: Callable[[str], Any]) -> Mapping[str, tuple[str, ...]]:
        names = tuple(line["id"] for line in fetch("/drafts"))
        if NAME not in names:
            return {}
        bundle = fetch(f"/drafts/{NAME}/bundle.json")
        return {
            "id": (*names, NAME, NAME),
            "layers": tuple(layer["id"] for layer in bundle["layers"]),
            "at": tuple(item["id"] for item in bundle["annotations"]),
            "names": _places(bundle),
            "tell": ("article", "all", bundle["annotations"][0]["id"]),
        }


def _places(bundle: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where names of marks might be put."""
    marks = [
        one["properties"]["id"]
        for layer in bundle["layers"]
        for one in layer["features"]["features"]
    ]
    return tuple(f"{mark}:{where}" for mark in marks[:3] for where in ("-20:30.5", "off"))


_Draw = Any


@st.composite
def described(draw: _Draw, known: Known) -> Asked:
    """Return a request of a described address: right, or wrong in some part."""
    paths = {path: found for path, found in known.description["paths"].items() if "get" in found}
    pictures = [path for path in paths if "/map." in path and path.startswith("/stories")] * 6
    template = draw(st.sampled_from([*paths, *pictures]))
    parameters = paths[template]["get"]["parameters"]
    wrong = draw(st.sampled_from((0, 0, 1, 1, 2)))
    faults = draw(st.sets(st.sampled_from(range(len(parameters) or 1)), max_size=wrong))
    path, query = template, []
    for number, parameter in enumerate(parameters):
        name = parameter["name"]
        if parameter["in"] == "query" and not parameter["required"] and draw(st.booleans()):
            continue
        value = draw(valid(parameter["schema"], known.words(template, name)))
        if number in faults:
            value = draw(nearly(value) | wild())
        if parameter["in"] == "path":
            path = path.replace(
                f"{{{name}}}", quote(value, safe="@" if number not in faults else "/%")
            )
        else:
            query.append((name, value))
    if "map." in template:
        query = _affordable(query, draw(st.integers(0, 9)))
    if "film." in template:
        single = ("tell", known.words(template, "tell")[-1])  # a whole film takes many seconds
        rest = (pair for pair in query if pair[0] not in ("dpi", "tell"))
        query = [*rest, ("dpi", "36"), single]
    if wrong and draw(st.booleans()):
        query = draw(spoiled(query))
    text = "&".join(f"{quote(name, safe='')}={quote(value, safe=',%')}" for name, value in query)
    return Asked(path, text, **draw(manners()))


def _affordable(query: list[tuple[str, str]], chance: int) -> list[tuple[str, str]]:
    """Ask for most pictures in a low resolution, so that thousands can be drawn."""
    dpi = dict(query).get("dpi", "300")
    if chance == 0 or not dpi.isdecimal() or int(dpi) <= 72:
        return query
    return [*(pair for pair in query if pair[0] != "dpi"), ("dpi", "36")]


@st.composite
def spoiled(draw: _Draw, query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return a query with something too many, too few, twice or misspelt."""
    names = [name for name, _ in query] or ["lang"]
    how = draw(st.sampled_from(("twice", "unknown", "misspelt", "without", "long")))
    name = draw(st.sampled_from(names))
    if how == "twice":
        return [*query, (name, draw(wild()))]
    if how == "unknown":
        return [*query, (draw(wild()), draw(wild()))]
    if how == "misspelt":
        return [(draw(nearly(key)) if key == name else key, value) for key, value in query]
    if how == "without":
        return [pair for pair in query if pair[0] != name]
    return [*query, (name, "y" * draw(st.integers(1000, 9000)))]


@st.composite
def stray(draw: _Draw) -> Asked:
    """Return a request that tries to leave the folders, by a path put together from pieces."""
    roots = ("/assets", "/stories", "/tiles", "/places", "/assets/js", "/stories/x", "/drafts",
             f"/drafts/{NAME}")  # fmt: skip
    root = draw(st.sampled_from(roots))
    pieces = draw(st.lists(st.sampled_from(_PATHS) | st.text(max_size=5).map(quote), max_size=7))
    path = "/".join((root, *pieces))
    text = draw(
        st.sampled_from(("", "", "v=1", "=", "&&&", "a", "%", "%00=%ff", "q=%ff%fe", ";", "?"))
    )
    return Asked(path, text, **draw(manners()))


@st.composite
def manners(draw: _Draw) -> dict[str, Any]:
    """Return how a request is sent, and from what kind of page."""
    headers = list(draw(st.sampled_from(GUARDS) | st.sampled_from((*GUARDS, *STRANGE))))
    if draw(st.integers(0, 3)) == 0:
        marks = ("*", '"x"', 'W/"x"', "", "W/", ", ,", '"' + "e" * 4000, "\xff")
        headers.append(("If-None-Match", draw(st.sampled_from(marks))))
    if draw(st.booleans()):
        headers.append(("Accept-Encoding", draw(st.sampled_from(("gzip", "br", "gzip;q=0", "*")))))
    usual = st.sampled_from(("GET",) * 12 + ("HEAD", "POST", "OPTIONS", "BREW"))
    caller = draw(st.sampled_from(CALLERS))
    return {"method": draw(usual), "headers": tuple(headers), "caller": caller}


def requests(known: Known) -> st.SearchStrategy[Asked]:
    """Return any request: described ones mostly."""
    return described(known) | described(known) | stray()


# --- what every answer must be ----------------------------------------------------------------


@contextmanager
def own_drafts() -> Iterator[None]:
    """Keep a sound draft and a broken one in a folder that is there until the block ends."""
    with TemporaryDirectory() as folder, drafts.own_folders(Path(folder)):
        repository().add(drafts.sound({**drafts.confirmed(), "id": NAME}))
        (Path(folder) / "broken.json").write_text("{")
        yield


def template_of(known: Known, path: str) -> str | None:
    """Return the described address that a path is of."""
    for template in known.description["paths"]:
        inner = re.sub(r"\\\{(\w+)\\\}", r"[^/]+", re.escape(template))
        pattern = inner if "assets" not in template else inner.replace("[^/]+", ".*")
        if re.fullmatch(pattern, path, re.DOTALL):
            return str(template)
    return None


def judge(known: Known, asked: Asked, answer: Answer) -> None:
    """Demand of an answer what every answer must be; the request is told where it is not."""
    try:
        _judge(known, asked, answer)
    except AssertionError as error:
        raise AssertionError(
            f"{asked} → {answer.status}: {error}\n{answer.body[:300]!r}"
        ) from error


def _judge(known: Known, asked: Asked, answer: Answer) -> None:
    status = answer.status
    assert status < 500 or status == 503, "a fault of ours"
    body = answer.body
    if answer.header("content-encoding") == "gzip":
        body = gzip.decompress(body)
    for secret in SECRETS:
        assert secret not in body, "a file from outside"
    if _is_private(asked):
        assert status in (403, 404), "a draft's address, for another site's page"
        assert DRAFTED.encode() not in body, "a draft, for another site's page"
    template = template_of(known, asked.path)
    if template:
        operations = known.description["paths"][template]
        operation = operations.get(asked.method.lower()) or next(iter(operations.values()))
        documented = operation["responses"]
        assert str(status) in documented, "a status that is not described"
        if status == 200:
            kind = answer.header("content-type").partition(";")[0]
            assert {kind, "*/*"} & set(documented["200"]["content"]), f"{kind} is not described"
    if status in (429, 503):
        assert int(answer.header("retry-after")) > 0
    if status >= 400:
        _judge_problem(asked, answer)
    elif "/map." in asked.path:
        assert answer.header("etag") and answer.header("cache-control"), "no mark of its content"
    assert status != 304 or not body


def _is_private(asked: Asked) -> bool:
    """Tell whether another site asks for a draft, or a change comes without our own mark."""
    if not unquote(asked.path).startswith("/drafts"):
        return False
    sent = set(asked.headers)
    unmarked = asked.method in CHANGING and MARK not in {name.lower() for name, _ in sent}
    return unmarked or any(sent >= set(strange) for strange in STRANGE)


def _judge_problem(asked: Asked, answer: Answer) -> None:
    ours = ("/stories", "/tiles", "/assets", "/drafts", "/places", "/health", "/open")
    if not asked.path.startswith(ours):
        return
    if answer.body == b"Not Found" and not asked.path.startswith(
        ("/stories/", "/tiles/", "/assets/", "/drafts/")
    ):
        return  # beside our addresses, for example /placesx: Streamlit's page in the whole app
    if answer.status == 422 and re.fullmatch("/drafts/[^/]+/check", asked.path):
        # The page in which a draft is checked says itself why that cannot be read.
        assert answer.header("content-type") == "text/html; charset=utf-8"
        assert not any(inside in answer.body for inside in INSIDES[:2] + INSIDES[3:])
        return
    assert answer.header("content-type") == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status
    assert problem["title"] and problem["detail"]
    assert len(problem["detail"]) < 400, "no short sentence"
    assert "\n" not in problem["detail"]
    for inside in INSIDES[:2] + INSIDES[3:]:
        assert inside not in answer.body, "our own insides"


# --- the run ----------------------------------------------------------------------------------


@dataclass
class Tally:
    """Count what was answered."""

    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    asked: int = 0
    drawn: set[tuple[str, str]] = field(default_factory=set)
    memory: list[tuple[int, float]] = field(default_factory=list)
    """In megabytes, after how many requests."""

    def note(self, known: Known, asked: Asked, answer: Answer) -> None:
        """Count one answer."""
        self.asked += 1
        self.counts[template_of(known, asked.path) or "elsewhere", answer.status] += 1
        if answer.status == 200 and "/map." in asked.path:
            self.drawn.add((asked.path, asked.query))

    def weigh(self, took_s: float) -> None:
        """Note and print the memory, and what of it the caches bounded by weight hold.

        What lies unused is given back first, as the server does after every large picture.
        """
        gc.collect()
        give_back()
        self.memory.append((self.asked, resident_mb()))
        kept = caches()
        weight, most = sum(one.weight for one in kept), sum(one.most_bytes for one in kept)
        print(
            f"{self.asked:7} asked: {self.memory[-1][1]:5.0f} MB, of which caches "
            f"{weight / MB:3.0f} of at most {most / MB:3.0f}; {took_s:4.0f} s",
            flush=True,
        )


async def ask_together(app: Starlette, batch: Iterable[Asked]) -> list[Answer]:
    """Return the answers to requests that arrive at the same time."""
    return list(await asyncio.gather(*(ask(app, asked) for asked in batch)))


def make(known: Known, count: int, pipe: Connection) -> None:
    """Send so many requests down a pipe, batch by batch."""

    @settings(
        max_examples=count // BATCH,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(requests(known), min_size=BATCH, max_size=BATCH))
    def send(batch: list[Asked]) -> None:
        pipe.send(batch)

    send()
    pipe.send(None)


def batches(known: Known, count: int) -> Iterator[list[Asked]]:
    """Yield requests that another process makes.

    Raises
    ------
    EOFError
        If that process ends before all have come; it says why itself.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    maker = context.Process(target=make, args=(known, count, theirs), daemon=True)
    maker.start()
    theirs.close()
    try:
        while (batch := ours.recv()) is not None:
            yield batch
    finally:
        maker.terminate()
        maker.join()


def run(count: int) -> Tally:
    """Ask so many requests, and say now and then how the memory stands."""
    app = our_app()
    tally = Tally()
    start = time.monotonic()
    steps = deque(count * share // 20 for share in (0, 1, 5, 10, 15, 20))
    with own_drafts(), Loop() as runner:
        known = Known.of(app)
        for batch in batches(known, count):
            if tally.asked >= steps[0]:
                steps.popleft()
                tally.weigh(time.monotonic() - start)
            for asked, answer in zip(batch, runner.run(ask_together(app, batch)), strict=True):
                judge(known, asked, answer)
                tally.note(known, asked, answer)
    tally.weigh(time.monotonic() - start)
    return tally


def main() -> None:
    """Run, and print counts by address and status, what is kept, and whether memory grew."""
    tally = run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    print(*caches(), sep="\n")
    half = next(mb for asked, mb in tally.memory if asked >= tally.asked // 2)
    grown = tally.memory[-1][1] / half - 1
    print(f"over the last half of the requests the server's memory grew by {grown:+.1%}")
    by_address: dict[str, list[str]] = {}
    for (address, status), number in sorted(tally.counts.items()):
        by_address.setdefault(address, []).append(f"{status}: {number}")
    for address, counts in by_address.items():
        print(f"{address:48} {', '.join(counts)}")
    totals = Counter[int]()
    for (_, status), number in tally.counts.items():
        totals[status] += number
    print(json.dumps(dict(sorted(totals.items()))), f"{len(tally.drawn)} different pictures drawn")


if __name__ == "__main__":
    main()
