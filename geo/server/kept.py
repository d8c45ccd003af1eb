"""Make each thing once and keep what was asked for last, whoever asks and from which thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Future
from functools import partial
from typing import Any, Generic, TypeVar

from anyio import to_thread
from cachetools import LRUCache
from starlette.requests import ClientDisconnect

Thing = TypeVar("Thing")
Run = Callable[[Callable[[], None]], object]
"""Carries a job out: at once, or when its turn comes."""


class Promise(Future[Thing]):
    """Promise a thing to all who ask for it, until none of them waits any more."""

    waiting: int = 0
    """How many do; the cache that gave it counts them."""


class Kept(Generic[Thing]):
    """Keep things up to a bound; those who ask for one that is being made wait for the same.

    Parameters
    ----------
    most
        Of the weights of all that is kept.
    weigh
        What one thing weighs; a thing heavier than the whole is not kept.
    """

    def __init__(self, most: int, weigh: Callable[[Thing], int] = lambda _: 1) -> None:
        self._done: LRUCache[Hashable, Thing] = LRUCache(most, getsizeof=weigh)
        self._coming: dict[Hashable, Promise[Thing]] = {}
        self._weigh = weigh
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return a thing, made here and now if nobody has."""
        return self.ask(key, make, lambda job: job()).result()

    def ask(self, key: Hashable, make: Callable[[], Thing], run: Run) -> Promise[Thing]:
        """Return the promise of a thing; only who asks first has it made.

        A fault in making, or of `run` that refuses the job, is told to all who wait, and is not
        kept: who asks later tries again.
        """
        with self._lock:
            promise = self._coming.get(key)
            if promise is not None:
                promise.waiting += 1
                return promise
            promise = Promise()
            promise.waiting = 1
            if key in self._done:
                promise.set_result(self._done[key])
                return promise
            self._coming[key] = promise
        try:
            run(partial(self._make, key, make, promise))
        except BaseException as error:
            self._forget(key)
            promise.set_exception(error)
        return promise

    def give_up(self, promise: Promise[Thing]) -> None:
        """Say that one of those who asked waits no more; what nobody waits for is not begun.

        Once it is being made it is finished, and kept for who asks next.
        """
        with self._lock:
            promise.waiting -= 1
            if not promise.waiting and promise.cancel():
                self._coming = {key: one for key, one in self._coming.items() if one is not promise}

    def _make(self, key: Hashable, make: Callable[[], Thing], promise: Promise[Thing]) -> None:
        if not promise.set_running_or_notify_cancel():
            return
        try:
            thing = make()
        except BaseException as error:
            self._forget(key)
            promise.set_exception(error)
            return
        with self._lock:
            del self._coming[key]
            if self._weigh(thing) <= self._done.maxsize:
                self._done[key] = thing
        promise.set_result(thing)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            del self._coming[key]

    @property
    def weight(self) -> int:
        """What all that is kept weighs."""
        return int(self._done.currsize)


async def when_made(
    kept: Kept[Thing], ask: Callable[[], Promise[Thing]], gone: Callable[[], Awaitable[None]]
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
