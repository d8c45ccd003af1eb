"""Make each thing once and keep what was asked for last, whoever asks and from which thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

from anyio import to_thread
from cachetools import LRUCache

Thing = TypeVar("Thing")
Run = Callable[[Callable[[], None]], object]
"""Carries a job out: at once, or when its turn comes."""


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
        self._coming: dict[Hashable, Future[Thing]] = {}
        self._weigh = weigh
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return a thing, made here and now if nobody has."""
        return self.ask(key, make, lambda job: job()).result()

    def ask(self, key: Hashable, make: Callable[[], Thing], run: Run) -> Future[Thing]:
        """Return the promise of a thing; only who asks first has it made.

        A fault in making, or of `run` that refuses the job, is told to all who wait, and is not
        kept: who asks later tries again.
        """
        with self._lock:
            future = self._coming.get(key)
            if future is not None:
                return future
            future = Future()
            if key in self._done:
                future.set_result(self._done[key])
                return future
            self._coming[key] = future
        try:
            run(partial(self._make, key, make, future))
        except BaseException as error:
            self._forget(key)
            future.set_exception(error)
        return future

    def _make(self, key: Hashable, make: Callable[[], Thing], future: Future[Thing]) -> None:
        try:
            thing = make()
        except BaseException as error:
            self._forget(key)
            future.set_exception(error)
            return
        with self._lock:
            del self._coming[key]
            if self._weigh(thing) <= self._done.maxsize:
                self._done[key] = thing
        future.set_result(thing)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            del self._coming[key]

    @property
    def weight(self) -> int:
        """What all that is kept weighs."""
        return int(self._done.currsize)


async def when_made(ask: Callable[[], Future[Thing]]) -> Thing:
    """Return what somebody promises, once it is there; until then no thread is held."""
    promise = asyncio.wrap_future(await to_thread.run_sync(ask))
    return await asyncio.shield(promise)  # others may wait for the same
