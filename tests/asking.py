"""Ask the routes in this very process, as a server would, with addresses as raw as strangers'."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.applications import Starlette

from geo import server
from tests.serving import Answer

Found = TypeVar("Found")
_PART = 65_536
"""Bytes of a body that come at a time."""


@dataclass(frozen=True)
class Asked:
    """Hold one request as it comes over the wire; path and query are not touched."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    caller: str = "192.0.2.1"
    body: bytes = b""
    stays: bool = True
    """Whether the connection stays open until the answer has come."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}{'?' if self.query else ''}{self.query}"


def our_app() -> Starlette:
    """Return our routes and headers without Streamlit's, in memory shared as the app's is."""
    server.share_arenas()
    return Starlette(routes=list(server.routes()), middleware=server.middleware())


async def ask(app: Starlette, asked: Asked) -> Answer:
    """Return the app's answer; whatever it raises comes through."""
    raw = asked.path.encode("utf-8")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": unquote(asked.path),
        "raw_path": raw,
        "root_path": "",
        "query_string": asked.query.encode("utf-8"),
        "headers": [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in asked.headers],
        "client": (asked.caller, 40000),
        "server": ("127.0.0.1", 80),
    }
    start: dict[str, Any] = {}
    body = bytearray()

    parts = iter([*(asked.body[at : at + _PART] for at in range(0, len(asked.body), _PART)), b""])

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is None and not asked.stays:
            return {"type": "http.disconnect"}
        if part is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": part or b"", "more_body": bool(part)}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, bytes(body))


class Loop:
    """Do asynchronous work in a thread of its own.

    Where browser tests ran before, the main thread has an event loop that never ends.
    """

    def __enter__(self) -> Loop:
        self._thread = ThreadPoolExecutor(1)
        self._runner = self._thread.submit(asyncio.Runner).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def run(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Return what some work gives."""
        return self._thread.submit(self._runner.run, work).result()


def run(work: Coroutine[Any, Any, Found]) -> Found:
    """Return what some work gives that needs no loop of its own before or after."""
    with Loop() as loop:
        return loop.run(work)
