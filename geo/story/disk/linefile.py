"""Keep what is told of each of many files in one small file, so that a list need not read them.

It is derived: where it is damaged, of another make or cannot be written, it is begun anew or left
out, and all is read again. SQLite, so that one line is changed without writing the others.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

_RIGHTS: Final = 0o600
_PATIENCE_S: Final = 2.0
"""While another process writes."""
_MAKE: Final = ""
"""The name of the line that says by which make of Dateline the others were written."""

Line = tuple[str, str, str]
"""A file's name, the stamp that changes when it does, and what is told of it."""


class LineFile:
    """Hold a line for each name. Safe from any thread and process.

    Parameters
    ----------
    path
        Of the file; its folder must be there to be written to.
    make
        Changes when lines would be told otherwise; those of another make are not read.
    """

    def __init__(self, path: Path, make: str) -> None:
        self.path = path
        self._make = make

    def read(self) -> dict[str, tuple[str, str]]:
        """Return the stamp and the line of each name; nothing where there is no file."""
        if not self.path.is_file():
            return {}
        found: dict[str, tuple[str, str]] = {}
        with self._told(), self._open() as file:
            rows = file.execute("SELECT name, stamp, told FROM line")
            found = {name: (stamp, told) for name, stamp, told in rows}
        return found if found.pop(_MAKE, ("", ""))[1] == self._make else {}

    def change(self, put: Iterable[Line] = (), drop: Iterable[str] = ()) -> None:
        """Put lines in, and delete those of other names for good."""
        with self._told(), self._open(make=True) as file:
            file.executemany("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", put)
            file.executemany("DELETE FROM line WHERE name = ?", [(name,) for name in drop])

    @contextmanager
    def _open(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        if make:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, _RIGHTS))
        with closing(sqlite3.connect(self.path, timeout=_PATIENCE_S)) as file, file:
            # It may be lost with the power, and what is deleted leaves no trace in it.
            file.executescript(
                "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON;"
            )
            if make:
                file.execute(
                    "CREATE TABLE IF NOT EXISTS line (name TEXT PRIMARY KEY, stamp TEXT, told TEXT)"
                )
                row = file.execute("SELECT told FROM line WHERE name = ?", (_MAKE,)).fetchone()
                if row is None or row[0] != self._make:
                    file.execute("DELETE FROM line")
                    file.execute("INSERT INTO line VALUES (?, '', ?)", (_MAKE, self._make))
            yield file

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Let no fault of a file that can be derived again reach anybody; drop a damaged one."""
        try:
            yield
        except sqlite3.OperationalError:  # locked, or not to be written: the file itself is sound
            pass
        except (sqlite3.DatabaseError, UnicodeError):
            with suppress(OSError):
                self.path.unlink()
        except OSError:
            pass
