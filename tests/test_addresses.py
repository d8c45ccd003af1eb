"""Show that the addresses are as they are described, and keep their limits."""

from __future__ import annotations

import asyncio
import http.client
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

import geo.printmap
from geo import server
from geo.cache import Cache
from geo.errors import BusyError, TooManyError
from geo.printmap import FORMATS, KEYS, PRESETS
from geo.server.endpoints import pictures
from geo.server.http.answers import Body
from geo.service.jobs.queue import Queue
from geo.style import THEMES
from geo.text import LANGUAGES
from tests.asking import Asked, ask, our_app, run
from tests.serving import Answer, Server

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
STORY = "iran-azerbaijan-2025"
MAP = f"/stories/{STORY}/map"
SMALL = "width=320&height=320&dpi=36&layers="


def get(path: str, query: str = "", **more: Any) -> Answer:
    return run(ask(our_app(), Asked(path, query, **more)))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_bodies", Cache(pictures.KEPT_BYTES, lambda b: b.weight))
    monkeypatch.setattr(pictures, "_sheets", Cache(pictures.KEPT_SHEET_BYTES, lambda s: s.weight))


@pytest.fixture(scope="module")
def description() -> Any:
    return get("/openapi.json").json()


# --- the description --------------------------------------------------------------------------


def test_description_is_sound_by_a_validator_not_ours(description: Any) -> None:
    assert description["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(description).iter_errors()] == []


def test_description_has_every_route_and_names_it_once(description: Any) -> None:
    routes = [re.sub(r":\w+\}", "}", address.path) for address in server.ROUTES]
    assert list(description["paths"]) == list(dict.fromkeys(routes))
    operations = [found for path in description["paths"].values() for found in path.values()]
    assert len({found["operationId"] for found in operations}) == len(operations) == len(routes)


def test_description_says_what_the_code_checks_by(description: Any) -> None:
    operation = description["paths"]["/stories/{id}/map.{format}"]["get"]
    taken = {item["name"]: item["schema"] for item in operation["parameters"]}
    assert list(taken) == ["id", "format", *KEYS]
    assert taken["format"]["enum"] == list(FORMATS)
    assert taken["preset"]["enum"] == list(PRESETS)
    assert taken["theme"]["enum"] == list(THEMES)
    assert taken["lang"]["enum"] == list(LANGUAGES)
    assert list(operation["responses"]["200"]["content"]) == [
        form.media_type for form in FORMATS.values()
    ]


@pytest.mark.parametrize("name", ["width", "height", "dpi"])
def test_described_limits_are_those_that_are_held(description: Any, name: str) -> None:
    operation = description["paths"]["/stories/{id}/map.json"]["get"]
    schema = next(item["schema"] for item in operation["parameters"] if item["name"] == name)
    for value, status in (
        (schema["minimum"] - 1, 400), (schema["minimum"], 200), (schema["maximum"] + 1, 400),
    ):  # fmt: skip
        rest = "&layers=" if name == "dpi" else "&layers=&dpi=36"
        assert get(f"{MAP}.json", f"{name}={value}{rest}").status == status, value


@pytest.mark.parametrize(
    ("path", "query", "described"),
    [
        ("/stories", "", "/stories"),
        (f"{MAP}.json", SMALL, "/stories/{id}/map.json"),
        (f"{MAP}.json", f"{SMALL}&bounds=-180,-85,180,85", "/stories/{id}/map.json"),
        ("/places", "q=Bak", "/places"),
        ("/health", "", "/health"),
        (f"/stories/{STORY}/bundle.json", "", "/stories/{id}/bundle.json"),
    ],
)
def test_answers_are_as_described(description: Any, path: str, query: str, described: str) -> None:
    answers = description["paths"][described]["get"]["responses"]
    schema = answers["200"]["content"]["application/json"]["schema"]
    found = get(path, query).json()
    assert found
    Draft202012Validator(schema).validate(found)


@pytest.mark.parametrize(
    ("path", "query"), [("/stories/nix/embed", ""), (f"{MAP}.png", "thme=dark")]
)
def test_problems_are_as_described(description: Any, path: str, query: str) -> None:
    Draft202012Validator(description["components"]["schemas"]["Problem"]).validate(
        get(path, query).json()
    )


def test_readme_names_every_address_and_option() -> None:
    section = README.split("## Addresses")[1].split("\n## ")[0]
    for address in server.ROUTES:
        path = re.sub(r":\w+", "", address.path)
        if path.startswith("/drafts/{id}/") and path.replace("drafts", "stories", 1) in section:
            continue  # told in a sentence: all that a story has
        method = "" if address.method == "GET" else f"{address.method} "
        assert f"`{method}{path}`" in section
        for name in address.query():
            assert f"`{name}`" in section, f"{address.path}: {name}"


# --- limits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("preset=a3-landscape&dpi=600", 413, "the limit is 40 million"),
        ("preset=a4-landscap", 400, "did you mean 'a4-landscape'?"),
        ("theme=drak", 400, "did you mean 'dark'?"),
        ("formt=png", 400, "there is no parameter 'formt'"),
        ("langs=fa", 400, "did you mean 'lang'?"),
        ("lang=fa&lang=en", 400, "'lang' stands more than once"),
        ("bounds=44,36,50", 400, "west,south,east,north"),
        ("bounds=44,42,50,36", 400, "upside down"),
        ("bounds=44,42,50,36", 400, "upside down"),
        ("bounds=nan,36,50,42", 400, "'bounds'"),
        ("bounds=44,36,inf,42", 400, "'bounds'"),
        ("bounds=" + "1" * 5000, 400, "'bounds'"),
        ("from=2025-04-30&to=2025-04-01", 400, "later than 'to'"),
        ("from=2025-02-30", 400, "give a day as"),
        ("dpi=١٢٠", 400, "give a whole number"),
        ("dpi=99999999999999999999", 400, "give a whole number"),
        ("at=S99", 400, "'at'"),
        ("at=" + "S" * 9000, 414, "the limit is 8000"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(query: str, status: int, words: str) -> None:
    for form in ("png", "json"):
        answer = get(f"{MAP}.{form}", query)
        assert answer.status == status
        assert answer.header("content-type") == "application/problem+json"
        assert words in answer.json()["detail"]
        assert len(answer.json()["detail"]) < 300


def test_a_long_path_is_refused_like_a_long_query() -> None:
    assert get("/stories/" + "x" * 9000 + "/embed").status == 414


@pytest.mark.parametrize("path", ["/stories", f"{MAP}.png", "/tiles/nothing", "/health"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS", "BREW"])
def test_other_methods_are_refused_as_problems(path: str, method: str) -> None:
    answer = get(path, method=method)
    assert (answer.status, answer.header("allow")) == (405, "GET, HEAD")
    assert answer.header("content-type") == "application/problem+json"


def test_head_gives_the_headers_alone(server: Server) -> None:
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    path = f"{MAP}.png?{SMALL}"
    connection.request("HEAD", path)
    head = connection.getresponse()
    assert (head.status, head.read()) == (200, b"")
    connection.close()
    whole = server.get(path)
    assert head.getheader("ETag") == whole.header("etag")
    assert head.getheader("Content-Length") == str(len(whole.body))


@pytest.mark.parametrize("form", [*FORMATS, "json"])
def test_pictures_are_kept_by_their_mark(form: str) -> None:
    first = get(f"{MAP}.{form}", SMALL)
    assert first.status == 200
    assert first.header("cache-control") == "no-cache"
    again = get(f"{MAP}.{form}", SMALL, headers=(("If-None-Match", first.header("etag")),))
    assert (again.status, again.body) == (304, b"")
    other = get(f"{MAP}.{form}", f"{SMALL}&lang=fa")
    assert other.header("etag") != first.header("etag")


def test_no_other_sites_script_may_read_a_story() -> None:
    answer = get("/stories", headers=(("Origin", "https://example.org"),))
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_files_are_named_by_what_they_show() -> None:
    named = get(f"{MAP}.png", f"{SMALL}&lang=fa&theme=grey").header("content-disposition")
    assert named == f'inline; filename="{STORY}-320x320-grey-fa.png"'


def test_an_svg_opened_by_itself_runs_nothing() -> None:
    assert (
        get(f"{MAP}.svg", SMALL).header("content-security-policy").startswith("default-src 'none'")
    )


# --- work is done once ------------------------------------------------------------------------


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what is laid out while the test runs."""
    found: list[object] = []
    real = geo.printmap.lay_out

    def counted(spec: Any, page: Any) -> Any:
        found.append(spec)
        return real(spec, page)

    monkeypatch.setattr(geo.printmap, "lay_out", counted)
    return found


def test_equal_requests_that_come_together_are_drawn_once(layouts: list[object]) -> None:
    async def all_at_once() -> list[Answer]:
        app = our_app()
        queries = (SMALL, f"{SMALL}&preset=article", f"{SMALL}&undated=on") * 3
        return await asyncio.gather(*(ask(app, Asked(f"{MAP}.png", query)) for query in queries))

    answers = run(all_at_once())
    assert len({answer.body for answer in answers}) == 1
    assert len(layouts) == 1


def test_resolutions_and_formats_share_one_layout(layouts: list[object]) -> None:
    size = "width=320&height=320&layers=&dpi="
    sizes = {len(get(f"{MAP}.png", f"{size}{dpi}").body) for dpi in (36, 96, 300)}
    assert len(sizes) == 3
    for form in ("json", "svg", "webp"):
        assert get(f"{MAP}.{form}", f"{size}96").status == 200
    assert len(layouts) == 1
    assert get(f"{MAP}.json", f"{size}96&theme=dark").status == 200
    assert len(layouts) == 2


def test_who_asks_while_a_thing_is_made_waits_for_the_same() -> None:
    kept: Cache[str] = Cache(2)
    jobs: list[Callable[[], None]] = []
    first = kept.ask("a", lambda: "made", jobs.append)
    second = kept.ask("a", lambda: "made again", jobs.append)
    assert len(jobs) == 1
    jobs[0]()
    assert (first.result(0), second.result(0)) == ("made", "made")
    assert kept.get("a", lambda: "made again") == "made"


def test_what_was_not_asked_for_lately_is_forgotten() -> None:
    kept: Cache[str] = Cache(5, len)
    for text in ("aa", "bb", "aa", "cc", "too long to keep"):
        assert kept.get(text, lambda text=text: text) == text  # type: ignore[misc]
    made = [text for text in ("aa", "cc", "bb") if kept.get(text, lambda: "new") == "new"]
    assert made == ["bb"]
    assert kept.weight <= 5


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    kept: Cache[str] = Cache(2)
    jobs: list[Callable[[], None]] = []
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "made"

    first, second = (kept.ask("a", make, jobs.append) for _ in range(2))
    kept.give_up(first)
    assert not second.cancelled()  # somebody still waits
    kept.give_up(second)
    jobs[0]()
    assert second.cancelled() and made == []
    assert kept.get("a", make) == "made"


def test_a_picture_whose_asker_has_gone_is_not_drawn(
    layouts: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Queue("small pictures", at_once=1, waiting=3)
    monkeypatch.setattr(pictures, "SMALL", turns)
    go = threading.Event()
    busy = turns.take("another", lambda: assert_set(go))
    answer = get(f"{MAP}.png", SMALL, stays=False)
    assert answer.status == 400
    go.set()
    busy.result(30)
    turns.take("another", lambda: None).result(30)
    assert layouts == []


def test_a_fault_is_told_to_all_who_wait_and_not_kept() -> None:
    kept: Cache[str] = Cache(2)
    jobs: list[Callable[[], None]] = []

    def fail() -> str:
        raise BusyError("no")

    promises = [kept.ask("a", fail, jobs.append) for _ in range(2)]
    jobs[0]()
    assert all(isinstance(promise.exception(0), BusyError) for promise in promises)
    assert kept.get("a", lambda: "made") == "made"


# --- turns ------------------------------------------------------------------------------------


def test_one_caller_gets_half_of_the_room_and_all_together_no_more_than_there_is() -> None:
    go = threading.Event()
    turns = Queue("things", at_once=1, waiting=3)
    jobs = [turns.take(caller, lambda: assert_set(go)) for caller in "aabb"]
    with pytest.raises(BusyError, match="4 things"):
        turns.take("c", go.set)
    go.set()
    for job in jobs:
        job.result(60)
    go.clear()
    jobs = [turns.take("a", lambda: assert_set(go)) for _ in range(2)]
    with pytest.raises(TooManyError, match="2 things"):
        turns.take("a", go.set)
    jobs.append(turns.take("b", lambda: assert_set(go)))
    go.set()
    for job in jobs:
        job.result(60)


def assert_set(event: threading.Event) -> None:
    assert event.wait(60)


def test_a_crowd_is_sent_away_and_told_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(*_: object) -> Body:
        assert_set(go)
        return Body(b"drawn", "image/png")

    monkeypatch.setattr(pictures, "_make", slow)
    monkeypatch.setattr(pictures, "SMALL", Queue("small pictures", at_once=1, waiting=3))
    app = our_app()

    def asks(caller: str, count: int) -> list[asyncio.Task[Answer]]:
        number = iter(range(300, 400))
        queries = [f"width=320&height={320 + next(number)}&dpi=36" for _ in range(count)]
        return [
            asyncio.create_task(
                ask(app, Asked(f"{MAP}.png", f"{query}&lang={caller}", caller=caller))
            )
            for query in queries
        ]

    async def crowd() -> tuple[list[Answer], Answer, list[Answer]]:
        greedy = asks("en", 3)
        refused, waiting = await asyncio.wait(greedy, return_when=asyncio.FIRST_COMPLETED)
        others = asks("fa", 2)
        while sum(pictures.SMALL._held.values()) < 4:
            await asyncio.sleep(0)
        (last,) = asks("ru", 1)
        sent_away = await last
        go.set()
        served = await asyncio.gather(*waiting, *others)
        return [task.result() for task in refused], sent_away, served

    too_many, busy, served = run(crowd())
    assert [answer.status for answer in too_many] == [429]
    assert busy.status == 503
    for answer in (*too_many, busy):
        assert int(answer.header("retry-after")) > 0
        assert answer.header("content-type") == "application/problem+json"
    assert [answer.status for answer in served] == [200] * 4


def test_previews_do_not_wait_behind_sheets_for_the_press(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    real = pictures._make

    def slow(*parts: Any) -> Body:
        page = parts[4]
        if page.pixels[0] > 1000:
            assert_set(go)
        return real(*parts)

    monkeypatch.setattr(pictures, "_make", slow)
    app = our_app()

    async def preview_first() -> list[Answer]:
        sheets = [
            asyncio.create_task(
                ask(app, Asked(f"{MAP}.png", f"width=500&height=400&layers=&dpi={dpi}"))
            )
            for dpi in (400, 410, 420, 430)
        ]
        preview = await ask(app, Asked(f"{MAP}.png", SMALL))
        assert not any(sheet.done() for sheet in sheets)
        go.set()
        return [preview, *await asyncio.gather(*sheets)]

    assert {answer.status for answer in run(preview_first())} == {200}


@pytest.mark.parametrize("path", sorted({address.path for address in server.ROUTES}))
def test_a_wrong_method_is_ours_to_refuse_and_the_right_ones_are_named(path: str) -> None:
    known = {address.method for address in server.ROUTES if address.path == path}
    known |= {"HEAD"} if "GET" in known else set()
    filled = re.sub(r"\{(\w+)(:\w+)?\}", r"x.\1", path)
    for method in {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NOSUCH"} - known:
        headers = (("Host", "localhost"), ("X-Dateline", "1"))
        answer = run(ask(our_app(), Asked(filled, method=method, headers=headers)))
        assert answer.status == 405, method
        assert set(answer.header("allow").split(", ")) == known
        assert answer.header("content-type") == "application/problem+json"
