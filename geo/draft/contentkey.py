"""Tell the same article when it comes again, so that it is not drafted a second time."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import PurePath
from typing import Final

_TEXT: Final = frozenset({".txt", ".text"})
"""Endings that tell no more than none at all."""


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
    said = ["" if ending in _TEXT else ending, (publisher or "").strip(), str(published or "")]
    digest = hashlib.sha256(json.dumps(said).encode() + b"\0" + data)
    return digest.hexdigest()
