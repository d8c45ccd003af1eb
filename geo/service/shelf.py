"""Hold the one shelf of stories that the routes and the pages share."""

from __future__ import annotations

import subprocess
import threading
from functools import cache
from typing import Final

from geo.story import Shelf
from geo.story.reading import begun


@cache
def shelf() -> Shelf:
    """Return the shelf; which folder it is, the environment may say."""
    return Shelf()


def opening(asked: str | None) -> str | None:
    """Return the story to open: the one asked for and no other; else the first sound, or any."""
    ids = shelf().ids()
    if asked:
        return asked if asked in ids else None
    sound = (name for name in ids if shelf().entry(name).story)
    return next(sound, ids[0] if ids else None)


_lock: Final = threading.Lock()
_readers: Final[list[subprocess.Popen[bytes]]] = []


def read_rest() -> None:
    """Have the stories that the last list left out read beside, unless that goes on already.

    Where another process could not hand over what it read, this one reads them itself.
    """
    with _lock:
        if any(one.poll() is None for one in _readers) or not shelf().behind:
            return
        if _readers:
            threading.Thread(target=shelf().read_all, name="read-shelf", daemon=True).start()
        for one in _readers:
            one.communicate()
        _readers[:] = [begun(shelf().folder)]
