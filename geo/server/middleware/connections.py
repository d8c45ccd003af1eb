"""Have the web server bound what connections cost, and believe no forwarded headers by itself.

A connection that sends its headers or its body too slowly, or that takes no more of its answer, is
cut; one too many is told so. Of WebSockets that do not answer a ping,
``server.websocketPingInterval`` sees to it.

Streamlit makes the server itself, with uvicorn, and lets an app say nothing of it; what is to be
otherwise is set in the moment before the server first listens.
"""

from __future__ import annotations

import asyncio
import functools
import json
import math
import resource
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import h11
import uvicorn
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol

from geo.server.http.answers import AGAIN_S

_OTHER_FILES: Final = 256
"""Files that the server opens beside its connections."""
_WANTED_FILES: Final = 4_096
_TOLD: Final = 100
"""How many connections too many are told so; in a flood the rest are closed without a word."""
_BACKLOG: Final = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Say how much a connection may take."""

    connections: int = 1_000
    headers_s: float = 10.0
    """For a request's headers, from when the connection is free for them."""
    body_s: float = 20.0
    body_bytes_per_s: float = 5_000.0
    """A body may take `body_s`, and the time that its bytes so far take at this pace."""
    unread_s: float = 60.0
    """How long an answer may lie without that its reader takes any of it."""
    goodbye_s: float = 2.0
    """How long a connection stays after it was told to go, so that the word arrives."""
    look_s: float = 1.0
    """How often connections are looked at."""


class BoundedProtocol(H11Protocol):
    """Be uvicorn's HTTP/1.1, and know how long it has been waited for."""

    limits = Limits()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._phase: tuple[object, object] = (None, None)
        self._waited_s = 0.0
        self._received_bytes = 0
        self._told = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless there are too many."""
        super().connection_made(transport)
        many = len(self.connections) - self.limits.connections
        if many > _TOLD:
            transport.abort()
        elif many > 0:
            self._refuse()

    def data_received(self, data: bytes) -> None:
        """Take what comes, but of one who was told to go."""
        if not self._told:
            self._received_bytes += len(data)
            super().data_received(data)

    def look(self, elapsed_s: float) -> None:
        """End the connection if it has been waited for too long."""
        state = self.conn.their_state
        phase = (state, self.cycle)
        if phase != self._phase or self.flow.read_paused:  # we let it wait, not it us
            self._phase, self._waited_s, self._received_bytes = phase, 0.0, 0
            return
        self._waited_s += elapsed_s
        if self._waited_s >= self._may_s(state):
            self.transport.abort()  # its reader is told too, and whoever reads its body

    def _may_s(self, state: object) -> float:
        """Return how long a connection may be waited for, in seconds."""
        if self._told:
            return self.limits.goodbye_s
        if state is h11.IDLE:
            return self.limits.headers_s
        if state is h11.SEND_BODY:
            return self.limits.body_s + self._received_bytes / self.limits.body_bytes_per_s
        return math.inf

    def _refuse(self) -> None:
        """Say that there are too many, and wait a moment for the word to arrive."""
        self._told = True
        self.transport.write(_TOO_MANY)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()


def _answer(status: HTTPStatus, detail: str) -> bytes:
    """Return a whole answer, as `answers.problem` words it."""
    content = {"type": "about:blank", "title": "Busy", "status": status, "detail": detail}
    body = json.dumps(content).encode()
    head = (
        f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: application/problem+json\r\n"
        f"retry-after: {AGAIN_S}\r\ncache-control: no-store\r\ncontent-length: {len(body)}\r\n"
        "connection: close\r\n\r\n"
    )
    return head.encode() + body


_TOO_MANY: Final = _answer(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "the server has as many connections as it takes; ask again in a moment",
)


class Watch:
    """Look at all connections of a server now and then."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._unread: dict[Any, tuple[int, float]] = {}
        """What each has not taken yet, in bytes, and for how many seconds."""

    def look(self, connections: Iterable[Any], elapsed_s: float) -> None:
        """End those that have been waited for too long."""
        unread: dict[Any, tuple[int, float]] = {}
        for one in tuple(connections):
            if isinstance(one, BoundedProtocol):
                one.look(elapsed_s)
            left = one.transport.get_write_buffer_size()
            before, waited_s = self._unread.get(one, (left, 0.0))
            if left and left >= before:
                unread[one] = (left, waited_s + elapsed_s)
                if waited_s + elapsed_s >= self.limits.unread_s:
                    one.transport.abort()
            elif left:
                unread[one] = (left, 0.0)
        self._unread = unread

    async def go_on(self, connections: Iterable[Any]) -> None:
        """Look for as long as the server runs."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await asyncio.sleep(self.limits.look_s)
            # While the loop itself stood nobody was read; that is not the connections' fault.
            self.look(connections, min(loop.time() - began, 2 * self.limits.look_s))


def keep_to_rules() -> None:
    """Amend every server of this process that does not listen yet."""
    start = uvicorn.Server.startup
    if hasattr(start, "__wrapped__"):
        return  # amended already

    @functools.wraps(start)
    async def amended(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        _believe_no_headers(self.config)
        self.config.http_protocol_class = _bounded()
        for listening in sockets or ():
            listening.listen(_BACKLOG)  # more than one moment's crowd
        watch = Watch(BoundedProtocol.limits)
        self.watching = asyncio.ensure_future(  # type: ignore[attr-defined]
            watch.go_on(self.server_state.connections)
        )
        await start(self, sockets)

    uvicorn.Server.startup = amended  # type: ignore[method-assign]


def _bounded() -> type[BoundedProtocol]:
    """Return the protocol, with no more connections than the system lets files be opened."""
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    unbounded = most == resource.RLIM_INFINITY
    wanted = max(least, _WANTED_FILES if unbounded else min(most, _WANTED_FILES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    room = max(wanted - _OTHER_FILES, 16)
    if room >= BoundedProtocol.limits.connections:
        return BoundedProtocol

    class Closer(BoundedProtocol):
        limits = Limits(connections=room)

    return Closer


def _believe_no_headers(config: Config) -> None:
    """Take away uvicorn's own trust in what this machine forwards: any program here can write it.

    Whom to believe is told in ``DATELINE_PROXIES``, and heeded by our own middleware.
    """
    if isinstance(config.loaded_app, ProxyHeadersMiddleware):
        config.loaded_app = config.loaded_app.app
