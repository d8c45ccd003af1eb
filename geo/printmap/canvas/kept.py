"""Keep shapes that take long to make, up to a bound of what they weigh.

Counted, not weighed, a few hundred shapes are a megabyte on one page and a hundred on another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import wraps
from operator import itemgetter
from threading import Lock
from typing import Final, ParamSpec, TypeVar

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


def kept(
    most_bytes: int, *, known_by: Callable[..., Hashable] | None = None
) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep what a function returned for what was asked of it last, the question included.

    Safe to call from many threads. What weighs more than the whole bound is made each time. A
    shape is known by being the same one, not an equal one: to compare two takes longer than all
    else here, and a mark's and the base map's are made once.

    Parameters
    ----------
    most_bytes
        Of all that is kept together.
    known_by
        Returns of a question what its answer depends on, where that is not all of it; this is kept
        in its stead.
    """

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        lock = Lock()
        done: LRUCache[Hashable, tuple[Made, int]] = LRUCache(most_bytes, getsizeof=itemgetter(1))

        @wraps(make)
        def get(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
            if known_by is None:
                key: Hashable = hashkey(*map(_known_by, args), *kwargs.items())
                asked: object = (args, tuple(kwargs.values()))
            else:
                key = asked = known_by(*args, **kwargs)
            with lock, suppress(KeyError):
                return done[key][0]
            made = make(*args, **kwargs)
            weight = weigh((asked, made))
            if weight <= most_bytes:
                with lock:
                    done[key] = made, weight
            return made

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


@kept(MB)
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
