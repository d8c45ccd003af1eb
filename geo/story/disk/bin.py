"""Keep deleted stories whole in a hidden folder beside the others, until they are put back."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.story.disk.swap import alone

BIN: Final = ".bin"
_FORM: Final = "%Y%m%dT%H%M%S%fZ"
"""Of the time, which stands before the name: one story may be deleted again and again."""
_MARK: Final = "~"


@dataclass(frozen=True, slots=True)
class Binned:
    """Name one deleted story."""

    key: str
    """Of its folder in the bin."""
    id: str
    since: dt.datetime


def discard(folder: Path, check: Callable[[], object]) -> str:
    """Move a story's folder to the bin in one step, and return its key there.

    Parameters
    ----------
    folder
        Of the story.
    check
        Called when nobody else can save any more; what it raises leaves all as it is.

    Raises
    ------
    OSError
        If it cannot be moved, or is a link, which might lead nowhere from there.
    """
    with alone(folder.parent):
        check()
        if folder.is_symlink():
            raise OSError(errno.EINVAL, "it is a link to another folder", str(folder))
        place = folder.parent / BIN
        place.mkdir(exist_ok=True)
        key = f"{dt.datetime.now(dt.UTC).strftime(_FORM)}{_MARK}{folder.name}"
        os.rename(folder, place / key)
    return key


def binned(shelf: Path) -> list[Binned]:
    """Return what lies in the bin of a folder of stories, the last deleted first."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for key in os.listdir(shelf / BIN):
            since, mark, name = key.partition(_MARK)
            with suppress(ValueError):
                if mark and name and not name.startswith("."):
                    time = dt.datetime.strptime(since, _FORM).replace(tzinfo=dt.UTC)
                    found.append(Binned(key, name, time))
    return sorted(found, key=lambda one: one.key, reverse=True)


def put_back(shelf: Path, one: Binned) -> None:
    """Move a story from the bin to where it was, in one step.

    Raises
    ------
    FileExistsError
        If there is another of its name by now; nothing has changed then.
    OSError
        If it cannot be moved, or is in the bin no more.
    """
    with alone(shelf):
        if os.path.lexists(shelf / one.id):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), one.id)
        os.rename(shelf / BIN / one.key, shelf / one.id)
