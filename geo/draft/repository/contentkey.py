"""Tell the same article when it comes again, so that it is not drafted a second time."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import PurePath
from typing import Final

_TEXT: Final = frozenset({".txt", ".text"})
"""Endings that tell no more than none at all."""
_HALF: Final = 32
"""Hexadecimal digits of a key's two halves: the text's, and of what is said of it."""


def content_key(
    data: bytes,
    *,
    name: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
) -> str:
    """Return what is the same for the same article, of which the same is said.

    Parameters
    ----------
    data
        The file's bytes, or the pasted text's.
    name
        Of the file: its ending may say how it is read. The rest of it says nothing.
    publisher, published
        As its bringer said them; another day of publication makes other dates.
    """
    ending = PurePath(name or "").suffix.lower()
    text = _digest("" if ending in _TEXT else ending, data)
    return text + _digest(json.dumps([(publisher or "").strip(), str(published or "")]), b"")


def _digest(said: str, data: bytes) -> str:
    return hashlib.sha256(said.encode() + b"\0" + data).hexdigest()[:_HALF]


def is_same_text(key: str, other: str) -> bool:
    """Tell whether two keys are of the same text, whatever is said of it."""
    return bool(key) and key[:_HALF] == other[:_HALF]
