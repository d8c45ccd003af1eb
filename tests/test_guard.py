"""Show what no other site's page gets, by HTTP or WebSocket, and that no other host is asked."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo import server as routes
from geo.errors import SettingError
from geo.server.middleware.guard import Guard, known_hosts
from tests.asking import Asked, ask, run
from tests.serving import Proxy, Server

HERE = "localhost:8501"
PAGES = ("/", "/draft", "/_stcore/health", "/_stcore/upload_file/a/b", "/media/a.png", "/drafts")
SHOWN = ("/stories/x/map.png", "/stories/x/embed", "/tiles/light/en/0/0/0.png", "/assets/all.js")
OPENED = (("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"))

Named = tuple[tuple[str, str], ...]


def judged(path: str, headers: Named, *, kind: str = "http", method: str = "GET") -> int:
    """Return the status that the guard gives, 200 where it lets pass."""
    sent: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        sent.append({"status": 200})

    async def send(message: Any) -> None:
        sent.append({"status": 403} if message["type"] == "websocket.close" else message)

    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    if kind == "http":
        scope["method"] = method
    run(Guard(inner)(scope, None, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host",
    ["atlas.example", "localhost.atlas.example:8501", "127.0.0.1.nip.example", "0x7f.1", "[x"],
)
@pytest.mark.parametrize("path", [*PAGES, *SHOWN])
def test_nobody_is_answered_under_a_strange_name(path: str, host: str, kind: str) -> None:
    headers = (("Host", host), ("Origin", f"http://{host}"), ("X-Forwarded-For", "192.0.2.9"))
    assert judged(path, headers, kind=kind) == 403


@pytest.mark.parametrize(
    "foreign",
    [
        (("Origin", "http://atlas.example"),),
        (("Origin", "http://localhost:3000"),),
        (("Origin", "null"),),
        (("Sec-Fetch-Site", "cross-site"),),
        (("Sec-Fetch-Site", "same-site"), ("Origin", f"http://{HERE}")),
        (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"),
         ("Sec-Fetch-Dest", "iframe")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", PAGES)
def test_other_sites_pages_get_nothing_of_ours_but_what_is_to_be_shown(
    path: str, foreign: Named
) -> None:
    headers = (("Host", HERE), *foreign)
    assert judged(path, headers) == 403
    assert judged(path, headers, method="PUT") == 403
    assert judged("/_stcore/stream", headers, kind="websocket") == 403
    assert all(judged(shown, headers) == 200 for shown in SHOWN)


def test_a_link_opens_a_page_but_no_websocket_and_sends_nothing() -> None:
    headers = (("Host", HERE), ("Sec-Fetch-Site", "cross-site"), *OPENED)
    assert judged("/draft", headers) == 200
    assert judged("/drafts", headers, method="POST") == 403
    assert judged("/_stcore/stream", headers, kind="websocket") == 403


@pytest.mark.parametrize("host", [HERE, "127.0.0.1:8501", "[::1]:8501", "192.0.2.7"])
def test_our_own_pages_get_all(host: str) -> None:
    own = (("Host", host), ("Origin", f"http://{host}"), ("Sec-Fetch-Site", "same-origin"))
    assert all(judged(path, own) == 200 for path in (*PAGES, *SHOWN))
    assert judged("/_stcore/stream", own, kind="websocket") == 200


def test_a_name_that_was_told_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOSTS", "Desk.example, maps.example")
    own = (("Host", "desk.example"), ("Origin", "https://desk.example"))
    assert judged("/_stcore/stream", own, kind="websocket") == 200
    assert known_hosts("localhost") == [
        "127.0.0.1", "::1", "desk.example", "localhost", "maps.example",
    ]  # fmt: skip
    assert known_hosts("0.0.0.0") == ["*"]


# --- proxies ----------------------------------------------------------------------------------


def caller(peer: str, forwarded: str) -> str:
    async def who(request: Request) -> Response:
        return PlainTextResponse(request.client.host if request.client else "")

    app = Starlette(routes=[Route("/stories", who)], middleware=routes.middleware())
    headers = (("Host", "localhost"), ("X-Forwarded-For", forwarded))
    return run(ask(app, Asked("/stories", headers=headers, caller=peer))).body.decode()


def test_forwarded_headers_count_from_named_proxies_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert caller("127.0.0.1", "198.51.100.4") == "127.0.0.1"
    monkeypatch.setenv("DATELINE_PROXIES", "127.0.0.1, 10.1.0.0/16")
    assert caller("127.0.0.1", "198.51.100.4") == "198.51.100.4"
    assert caller("10.1.2.3", "203.0.113.9, 198.51.100.4, 10.1.9.9") == "198.51.100.4"
    assert caller("192.0.2.1", "198.51.100.4") == "192.0.2.1"


@pytest.mark.parametrize("told", ["*", "proxy.example", "10.0.0.0/99", "127.0.0.1;10.0.0.1"])
def test_a_proxy_that_is_no_address_is_told_at_the_start(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PROXIES", told)
    with pytest.raises(SettingError, match=r"DATELINE_PROXIES names .*, which is no address"):
        routes.check("localhost")


# --- who may come -----------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "desk.example", "", None])
def test_others_are_let_in_only_by_an_explicit_word(
    address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_OPEN", raising=False)
    for word in ("", "no", "1"):
        monkeypatch.setenv("DATELINE_OPEN", word)
        with pytest.raises(SettingError, match=r"delete drafts.*--open-to-others"):
            routes.check(address)
    monkeypatch.setenv("DATELINE_OPEN", "yes")
    routes.check(address)
    assert "open to others" in routes.audience(address)


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_alone_needs_no_word(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_OPEN", raising=False)
    routes.check(address)
    assert routes.audience(address) == ""
    monkeypatch.setenv("DATELINE_PROXIES", "127.0.0.1")
    assert "through a proxy" in routes.audience(address)


# --- the whole server -------------------------------------------------------------------------


def asked(server: Server, path: str, method: str = "GET", **headers: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    status = connection.getresponse().status
    connection.close()
    return status


_UPGRADE = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "ZGF0ZWxpbmUtZGF0ZWxpbg==",
}  # fmt: skip


def test_whatever_is_sent_no_other_host_is_asked(server: Server, proxy: Proxy) -> None:
    own = urlsplit(server.url).netloc
    strange = [
        {"Origin": "http://atlas.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Host": "atlas.example", "Origin": "http://atlas.example", "X_Forwarded_For": "192.0.2.1"},
    ]
    for headers in strange:
        for path in ("/_stcore/stream", "/stream", "/_stcore/stream/"):
            assert asked(server, path, **headers, **_UPGRADE) == 403
        for path in ("/_stcore/host-config", "/_stcore/health", "/_stcore/upload_file/a/b", "/"):
            for method in ("GET", "PUT", "OPTIONS"):
                assert asked(server, path, method, **headers) == 403
    ours = {"Host": own, "Origin": server.url}
    assert asked(server, "/_stcore/stream", **ours, **_UPGRADE) == 101
    assert asked(server, "/_stcore/host-config", **ours) == 200
    assert proxy.asked == []
