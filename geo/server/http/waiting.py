"""Wait for what is promised, for as long as who asked is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request

from geo.cache import Cache, Promise

Thing = TypeVar("Thing")


async def when_made(
    kept: Cache[Thing], ask: Callable[[], Promise[Thing]], gone: Callable[[], Awaitable[None]]
) -> Thing:
    """Return what is promised, once it is there; until then no thread is held.

    Raises
    ------
    ClientDisconnect
        If who asked is `gone` before that; then he does not count as waiting any more.
    """
    promise = await to_thread.run_sync(ask)
    return await until_gone(asyncio.wrap_future(promise), gone, lambda: kept.give_up(promise))


async def until_gone(
    coming: asyncio.Future[Thing],
    gone: Callable[[], Awaitable[None]],
    give_up: Callable[[], object],
) -> Thing:
    """Return what is coming, for as long as who asked is there; else give it up.

    Raises
    ------
    ClientDisconnect
        If who asked is `gone` before that.
    """
    made = asyncio.shield(coming)  # others may wait for the same
    left = asyncio.ensure_future(gone())
    first: set[asyncio.Future[Any]] = {made, left}
    try:
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        if made.done():
            return made.result()
        raise ClientDisconnect
    finally:
        left.cancel()
        if not made.done():
            made.cancel()
            give_up()


def caller_of(request: Request) -> str:
    """Return by what a caller is told apart from others."""
    return request.client.host if request.client else ""


async def gone(request: Request) -> None:
    """Return when the connection of a request without a body has ended."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
