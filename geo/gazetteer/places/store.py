"""Open the gazetteer's file and know how it is laid out."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Final

from geo.errors import RequestError
from geo.style.labels import LABEL_STYLES
from geo.text import LANGUAGES

FILE: Final = Path(__file__).resolve().parents[3] / "data" / "gazetteer" / "places.sqlite"

KINDS: Final[tuple[str, ...]] = tuple(LABEL_STYLES)
"""Kinds of labels; the file keeps a kind as its number here."""


def cell_key(zoom: int, column: int, row: int) -> int:
    """Return the first key in the file of the places first shown at a zoom in a tile."""
    return ((zoom << 24) | (column << 12) | row) << 10


def language_number(language: str) -> int:
    """Return a language's place in `LANGUAGES`, or refuse one that we have not."""
    for number, known in enumerate(LANGUAGES):
        if language == known:
            return number
    raise RequestError(f"no names in {language!r}: choose one of {', '.join(LANGUAGES)}")


_local = threading.local()


def connection() -> sqlite3.Connection:
    """Return this thread's own connection; the file is never written to."""
    connection: sqlite3.Connection | None = getattr(_local, "connection", None)
    if connection is None:
        address = f"{FILE.as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, cached_statements=32)
        _local.connection = connection
    return connection
