"""Weigh what the server keeps: every cache of ``geo/``, found by looking, and all other rooms."""

from __future__ import annotations

import functools
import gc
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import cachetools

from geo.cache import Cache

MB: Final = 1024 * 1024
_Counted: Any = functools._lru_cache_wrapper
_SHARED: Final = (type, ModuleType, type(lambda: None))
"""What a kept thing may name, and does not keep."""


@dataclass(frozen=True)
class Weight:
    """Say what one cache holds."""

    name: str
    entries: int
    most_entries: int | None
    weight: int
    """In bytes, where the cache is bounded by them; else 0."""
    most_bytes: int
    cache: object

    def __str__(self) -> str:
        if not self.most_bytes:
            return f"{self.name:44} {self.entries:6} of {self.most_entries or 'all there are'}"
        bound = f"{self.weight / MB:6.1f} of {self.most_bytes / MB:3.0f} MB"
        return f"{self.name:44} {self.entries:6} in {bound}"


def caches() -> list[Weight]:
    """Return every cache of the modules that are imported now, by name."""
    found: dict[int, Weight] = {}
    for module, name, value in _globals():
        weight = _weight(f"{module.removeprefix('geo.')}.{name}", value)
        if weight is not None:
            found.setdefault(id(weight.cache), weight)
    return sorted(found.values(), key=lambda one: one.name)


def _globals() -> Iterator[tuple[str, str, object]]:
    for module, content in sorted(sys.modules.items()):
        if module.startswith("geo."):
            for name, value in sorted(vars(content).items()):
                if getattr(value, "__module__", module) == module or not callable(value):
                    yield module, name, value


def _weight(name: str, value: object) -> Weight | None:
    if isinstance(value, _Counted):
        info = value.cache_info()  # type: ignore[attr-defined]
        return Weight(name, info.currsize, info.maxsize, 0, 0, value)
    kept = value._done if isinstance(value, Cache) else getattr(value, "cache", value)
    if isinstance(kept, cachetools.Cache):
        return Weight(name, len(kept), None, int(kept.currsize), int(kept.maxsize), kept)
    return None


def rooms() -> Mapping[str, int]:
    """Return how much stands in every other collection that lives as long as the process."""
    return {
        f"{module}.{name}": len(value)
        for module, name, value in _globals()
        if isinstance(value, dict | list | set) and not name.startswith("__")
    }


def deep_bytes(thing: object) -> int:
    """Return what a thing of Python's own holds, all it leads to included."""
    seen: set[int] = set()
    rest, total = [thing], 0
    while rest:
        one = rest.pop()
        if id(one) in seen or isinstance(one, _SHARED):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        rest += gc.get_referents(one)
    return total


def kept_bytes(one: Weight) -> int:
    """Return what a cache bounded by a number holds."""
    function: Any = one.cache
    own = [function.__dict__, function.__wrapped__]
    return sum(deep_bytes(part) for part in gc.get_referents(function) if part not in own)


def resident_mb() -> float:
    """Return the memory that this process has now."""
    text = Path("/proc/self/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024
