"""Look up every place of the world by its names, in a file that is built once on each machine."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.errors import GazetteerError
from geo.gazetteer import sounding
from geo.gazetteer.folding import fold
from geo.gazetteer.world.building import address, file, whole
from geo.gazetteer.world.tables import OTHER

_ROOT: Final = Path(__file__).resolve().parents[3]
_AT_ONCE: Final = 500
"""Names asked in one statement."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one place that bears a name that was looked up."""

    id: int
    """GeoNames' number; below zero for a place of our own tables."""
    name: str
    kind: str
    """``country``, ``region``, ``district``, ``city``, ``sea``, ``lake``, ``river``, ``area`` …"""
    country: str
    """ISO 3166 alpha-2, or nothing where it is in none or in several."""
    admin1: int
    """Number of the first-level region it lies in or is, 0 where unknown."""
    admin2: int
    lon: float
    lat: float
    population: int
    """0 where unknown; of a region, that of its places together."""
    fame: int
    """How many names it has."""
    capital: bool
    """Whether it is a country's capital."""
    how: int
    """How the name is meant: see `geo.gazetteer.world.tables.PRIMARY` and its neighbours."""


_lock = threading.Lock()
_local = threading.local()
_held: dict[Path, int] = {}
"""The files that this process reads, each with a handle that locks it against being cleared."""


def ensure() -> Path:
    """Return the file's path, building it first where it is not whole: some twenty seconds once.

    It is built in a process of its own, which gives back all its memory and leaves this one free.

    Raises
    ------
    GazetteerError
        If it cannot be built.
    """
    path = file()
    with _lock:
        if not whole(path):
            command = [sys.executable, "-m", "geo.gazetteer.world.building"]
            done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True)
            if done.returncode or not whole(path):
                reason = done.stderr.strip().rsplit("\n", 1)[-1] or "the process ended early"
                raise GazetteerError(f"the world gazetteer could not be built: {reason}")
    return path


def _hold() -> Path:
    """Return the file's path, locked against being cleared as long as this process lives."""
    while True:
        path = ensure()
        with _lock:
            if path in _held and _inode(path) == os.fstat(_held[path]).st_ino:
                return path
            try:
                handle = os.open(path, os.O_RDONLY)
            except FileNotFoundError:  # cleared since: it is built again
                continue
            except OSError as error:
                raise _unreadable(path, error.strerror or error) from error
            fcntl.flock(handle, fcntl.LOCK_SH)
            if _inode(path) == os.fstat(handle).st_ino:
                if path in _held:  # of a file that is no more
                    os.close(_held[path])
                _held[path] = handle
                return path
            os.close(handle)


def _inode(path: Path) -> int | None:
    with suppress(OSError):
        return path.stat().st_ino
    return None


def _unreadable(path: Path, reason: object) -> GazetteerError:
    return GazetteerError(
        f"{path.name}: the gazetteer cannot be read ({reason}); delete it, or name another folder "
        "in DATELINE_CACHE"
    )


def ask(query: str, values: Sequence[object] | Mapping[str, object]) -> list[tuple[Any, ...]]:
    """Return what the file answers; where it turns out to be damaged, it is built anew first.

    Raises
    ------
    GazetteerError
        If it is not there and cannot be built.
    """
    try:
        return connection().execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        _discard()
    try:
        return connection().execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise _unreadable(file(), error) from error


def _discard() -> None:
    """Delete a damaged file, unless another thread or process has built it anew meanwhile."""
    path: Path = _local.path
    del _local.path
    if _inode(path) != _local.inode:
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _unreadable(path, f"it is damaged, and {error.strerror or error}") from error


def connection() -> sqlite3.Connection:
    """Return this thread's own connection to the file; it is never written to."""
    path = getattr(_local, "path", None)
    if path is None or not path.is_file():
        path = _hold()
        _local.path, _local.inode = path, _inode(path)
        _local.connection = sqlite3.connect(address(path), uri=True, cached_statements=64)
    found: sqlite3.Connection = _local.connection
    return found


def look_up(folded: Iterable[str]) -> dict[str, list[Found]]:
    """Return for each folded name the places that bear it; names of none are left out."""
    wanted = sorted(set(folded))
    found: dict[str, list[Found]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        rows = ask(
            "SELECT n.folded, p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lon, p.lat,"
            " p.population, p.fame, p.capital, n.how FROM name n JOIN place p ON p.id = n.id"
            f" WHERE n.folded IN ({','.join('?' * len(part))})",
            part,
        )
        for name, *values in rows:
            found.setdefault(name, []).append(Found(*values))
    return found


def sounding_like(folded: str, countries: Iterable[str]) -> list[Found]:
    """Return the places of some countries whose name sounds like one that none of them bears.

    The likest first; none where that says too little.
    """
    rows = ask(
        "SELECT s.folded, p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lon, p.lat,"
        " p.population, p.fame, p.capital FROM sound s JOIN place p ON p.id = s.id WHERE s.key = ?",
        [sounding.sound(folded)],
    )
    wanted = frozenset(countries)
    likest: dict[int, tuple[float, Found]] = {}
    for name, *values in rows:
        place = Found(*(*values, OTHER))
        share = sounding.alike(folded, name) if place.country in wanted else 0.0
        if share > likest.get(place.id, (0.0, place))[0]:
            likest[place.id] = (share, place)
    best = max((share for share, _ in likest.values()), default=0.0)
    return [place for share, place in likest.values() if share >= best]


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of places by their numbers."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        query = f"SELECT id, name FROM place WHERE id IN ({','.join('?' * len(part))})"
        found.update(ask(query, part))
    return found


# --- by the beginning of a name ---------------------------------------------------------------

LONGEST: Final = 100
"""Letters of a name that are read."""

_QUERY: Final = """
SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lon, p.lat, p.population, p.fame,
    p.capital, n.how, max((p.population + 1000 * p.fame + iif(p.id < 0, 3000000, 0))
        * iif(n.how = 0, 10, 1) * iif(n.folded = :name, 50, 1)) AS weight
FROM name n JOIN place p ON p.id = n.id
WHERE n.folded >= :name AND n.folded < :after AND (n.how < 4 OR n.folded = :name)
GROUP BY p.id ORDER BY weight DESC, p.id LIMIT :limit
"""
"""A place's own name counts ten times one of its others, a whole name fifty times a beginning; the
people of a country are found by their whole name only. Our own tables know no population."""


def search(text: str, *, limit: int = 10) -> list[Found]:
    """List the places of which a name begins with a text, in any script, the likeliest first.

    Accents and case do not matter. A single letter is taken for a whole name.

    Raises
    ------
    GazetteerError
        If the gazetteer is not there and cannot be built.
    """
    name = fold(text[:LONGEST])
    if not name:
        return []
    after = f"{name}\0" if len(name) == 1 else f"{name}\U0010ffff"
    asked = {"name": name, "after": after, "limit": limit}
    return [Found(*row[:-1]) for row in ask(_QUERY, asked)]
