"""Show what a connection may take: its headers, its body, its answer, and how many there may be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.server import ServerState

from geo.server.middleware import connections
from geo.server.middleware.connections import BoundedProtocol, Limits, Watch, keep_to_rules
from tests.asking import run

LIMITS = Limits(connections=3)
HEAD = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n"


class Wire(asyncio.Transport):
    """Be the other end of a connection, which notes what it is sent and takes it when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.left = 0
        self.ended = self.aborted = self.closed = False

    def write(self, data: Any) -> None:
        self.sent += data

    def get_write_buffer_size(self) -> int:
        return self.left

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.ended = True

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class House:
    """Hold a server's connections, whose time passes when it is told to."""

    def __init__(self) -> None:
        self.state = ServerState()
        self.watch = Watch(LIMITS)
        self.bodies: list[bytes | None] = []
        self.config = uvicorn.Config(self.app, interface="asgi3", lifespan="off", log_config=None)
        self.config.load()

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        body, message = b"", {"more_body": True}
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                self.bodies.append(None)
                return
            body += message["body"]
        self.bodies.append(body)
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
        )
        await send({"type": "http.response.body", "body": b"ok"})

    def opened(self) -> tuple[BoundedProtocol, Wire]:
        protocol, wire = BoundedProtocol(self.config, self.state, {}), Wire()
        protocol.limits = LIMITS
        protocol.connection_made(wire)
        return protocol, wire

    async def passes(self, seconds: int) -> None:
        for _ in range(seconds):
            self.watch.look(self.state.connections, 1.0)
            await asyncio.sleep(0)


def in_house(test: Callable[[House], Any]) -> None:
    async def whole() -> None:
        await test(House())

    run(whole())


def status(wire: Wire) -> int:
    head, _, body = wire.sent.partition(b"\r\n\r\n")
    told = json.loads(body)
    assert told["detail"] and b"application/problem+json" in head
    return int(told["status"])


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: loc"])
def test_who_does_not_finish_his_headers_is_cut_off(sent: bytes) -> None:
    async def test(house: House) -> None:
        protocol, wire = house.opened()
        if sent:
            protocol.data_received(sent)
        await house.passes(8)
        if sent:
            protocol.data_received(b"a")
        assert not wire.aborted
        await house.passes(3)
        assert wire.aborted

    in_house(test)


def test_a_body_may_be_slow_but_not_stand() -> None:
    async def test(house: House) -> None:
        slow, slow_wire = house.opened()
        still, still_wire = house.opened()
        for one in (slow, still):
            one.data_received(HEAD + b"ab")
        for _ in range(29):
            if not still_wire.aborted:
                still.data_received(b"x")
            slow.data_received(b"x" * 100_000)
            await asyncio.sleep(0)
            await house.passes(1)
        slow.data_received(b"x" * 99_998)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert slow_wire.sent.startswith(b"HTTP/1.1 200")
        assert still_wire.aborted
        still.connection_lost(ConnectionAbortedError())
        await asyncio.sleep(0)
        assert sorted(house.bodies, key=bool) == [None, b"ab" + b"x" * 2_999_998]

    in_house(test)


def test_a_connection_that_is_used_stays() -> None:
    async def test(house: House) -> None:
        protocol, wire = house.opened()
        for number in range(30):
            protocol.data_received(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await asyncio.sleep(0)
            await house.passes(1)
            assert wire.sent.count(b"HTTP/1.1 200") == number + 1
        assert not wire.closed and not wire.ended

    in_house(test)


def test_one_too_many_is_told_503_and_the_others_stay() -> None:
    async def test(house: House) -> None:
        kept = [house.opened() for _ in range(3)]
        protocol, wire = house.opened()
        assert status(wire) == 503
        assert b"retry-after: 5\r\n" in wire.sent
        protocol.data_received(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await asyncio.sleep(0)
        assert house.bodies == []
        assert not any(other.sent for _, other in kept)
        await house.passes(3)
        assert wire.ended and wire.aborted
        protocol.connection_lost(None)
        kept[0][0].connection_lost(None)
        _, after = house.opened()
        assert not after.sent

    in_house(test)


class Socket:
    """Be a WebSocket, of which only the wire matters."""

    def __init__(self) -> None:
        self.transport = Wire()


def test_an_answer_that_nobody_takes_is_given_up() -> None:
    watch, one = Watch(LIMITS), Socket()
    for left in range(100, 50, -1):
        one.transport.left = left
        watch.look([one], 5.0)
    for _ in range(11):
        watch.look([one], 5.0)
    assert not one.transport.aborted
    watch.look([one], 5.0)
    assert one.transport.aborted


def test_the_server_believes_no_headers_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    async def started(self: uvicorn.Server, sockets: Any = None) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(uvicorn.Server, "startup", started)
    keep_to_rules()
    keep_to_rules()

    async def app(scope: Any, receive: Any, send: Any) -> None: ...

    config = uvicorn.Config(app, log_config=None)
    config.load()
    assert isinstance(config.loaded_app, ProxyHeadersMiddleware)
    server = uvicorn.Server(config)
    run(server.startup())
    assert not isinstance(server.config.loaded_app, ProxyHeadersMiddleware)
    assert issubclass(config.http_protocol_class, BoundedProtocol)  # type: ignore[arg-type]


def test_there_are_no_more_connections_than_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections.resource, "getrlimit", lambda _: (256, 512))
    monkeypatch.setattr(connections.resource, "setrlimit", lambda *_: None)
    assert connections._bounded().limits.connections == 256
    monkeypatch.setattr(connections.resource, "getrlimit", lambda _: (256, 100_000))
    assert connections._bounded().limits == Limits()
