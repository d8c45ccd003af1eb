"""Keep what was made last, bounded by weight, and make each thing once whoever asks meanwhile.

`cached` is for functions whose answers take long to make; `Cache` for what is promised: its
makers wait their turn, and who asked may give up. Counted, not weighed, a few hundred shapes are a
megabyte on one page and a hundred on another.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from functools import partial, wraps
from operator import itemgetter
from typing import Any, Final, Generic, ParamSpec, TypeVar

import cachetools
import numpy as np
import shapely
from cachetools import LRUCache
from cachetools.keys import hashkey
from shapely.geometry.base import BaseGeometry

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

MB: Final = 1024 * 1024
_VERTEX_BYTES: Final = 24
"""As GEOS holds one; measured, as are the others."""
_PREPARED_BYTES: Final = 37
"""More, for one that `shapely.prepare` has put in order."""
_PART_BYTES: Final = 200


def cached(
    most_bytes: int, *, known_by: Callable[..., Hashable] | None = None
) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep what a function returned for what was asked of it last, the question included.

    Safe to call from many threads: who asks for what is being made waits for it. What weighs more
    than the whole bound is made each time. A shape is known by being the same one, not an equal
    one: to compare two takes longer than all else here, and a mark's and the base map's are made
    once.

    Parameters
    ----------
    most_bytes
        Of all that is kept together.
    known_by
        Returns of a question what its answer depends on, where that is not all of it; this is kept
        in its stead.
    """

    def key(*args: Any, **kwargs: Any) -> Hashable:
        if known_by is not None:
            return known_by(*args, **kwargs)
        return hashkey(*map(_known_by, args), *kwargs.items())

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        done: LRUCache[Hashable, tuple[Made, int]] = LRUCache(most_bytes, getsizeof=itemgetter(1))

        @cachetools.cached(done, key, condition=threading.Condition())
        def weighed(*args: Asked.args, **kwargs: Asked.kwargs) -> tuple[Made, int]:
            made = make(*args, **kwargs)
            asked = known_by(*args, **kwargs) if known_by else (args, tuple(kwargs.values()))
            return made, weigh((asked, made))

        @wraps(make)
        def get(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
            return weighed(*args, **kwargs)[0]

        get.cache = done  # type: ignore[attr-defined]  # to be looked at, as cachetools' own is
        return get

    return decorate


class _Same:
    """Stand for a shape in a key, and hold it, so that no other can be taken for it."""

    __slots__ = ("shape",)

    def __init__(self, shape: BaseGeometry) -> None:
        self.shape = shape

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.shape is self.shape

    def __hash__(self) -> int:
        return id(self.shape)


def _known_by(thing: Hashable) -> Hashable:
    if isinstance(thing, BaseGeometry):
        return _Same(thing)
    return tuple(map(_known_by, thing)) if type(thing) is tuple else thing


@cached(MB)
def fingerprint(shape: BaseGeometry) -> int:
    """Return a number that an equal shape has too, and hardly another."""
    return hash(shape.wkb)


def weigh(thing: object) -> int:
    """Return about how many bytes a thing holds that is made of shapes; shared ones count too."""
    if isinstance(thing, BaseGeometry):
        return _weigh_shapes(np.array([thing], dtype=object))
    if isinstance(thing, np.ndarray):
        return _weigh_shapes(thing) if thing.dtype == object else thing.nbytes
    if isinstance(thing, Mapping):
        return sys.getsizeof(thing) + sum(weigh(value) for value in thing.values())
    if isinstance(thing, (tuple, list)):
        return sys.getsizeof(thing) + sum(weigh(value) for value in thing)
    return sys.getsizeof(thing)


def _weigh_shapes(shapes: np.ndarray) -> int:
    vertices = shapely.get_num_coordinates(shapes)
    prepared = vertices * shapely.is_prepared(shapes)
    parts = np.maximum(shapely.get_num_geometries(shapes), 1)
    return int(
        vertices.sum() * _VERTEX_BYTES
        + prepared.sum() * _PREPARED_BYTES
        + parts.sum() * _PART_BYTES
    )


# --- what is promised -------------------------------------------------------------------------

Thing = TypeVar("Thing")
Run = Callable[[Callable[[], None]], object]
"""Carries a job out: at once, or when its turn comes."""


class Promise(Future[Thing]):
    """Promise a thing to all who ask for it, until none of them waits any more."""

    waiting: int = 0
    """How many do; the cache that gave it counts them."""


class Cache(Generic[Thing]):
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
