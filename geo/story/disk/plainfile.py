"""Read a plain file up to a bound; say in words what is none, as a pipe or a link to nowhere."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

NO_TEXT: Final = "\ufffd"
"""Stands in a name for bytes that are no text."""
_LINKS: Final = {
    errno.ENOENT: "is a link that leads nowhere; delete it, or put there what it should lead to",
    errno.ELOOP: "is a link that leads round to itself; delete it",
}


class OddFileError(Exception):
    """Say what a file is that cannot be read, in words that follow its name."""


def read_plain(path: Path, most: int) -> bytes:
    """Return a file's bytes, without waiting for anybody who would have to write them.

    Parameters
    ----------
    path
        May be a link to a file.
    most
        Bytes that are read; a larger file is not begun.

    Raises
    ------
    FileNotFoundError
        If nothing has this name.
    OddFileError
        If it is larger, no plain file, or cannot be read.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OddFileError(_kind(path))
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OddFileError(_kind(path))
            found = file.read(most + 1)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
            raise
        raise OddFileError(why(error)) from error
    if len(found) > most:
        raise OddFileError(f"is larger than {most:,} bytes, which is the limit")
    return found


def why(error: OSError) -> str:
    """Return in words why something that is there cannot be read."""
    return _LINKS.get(error.errno or 0) or f"cannot be read: {error.strerror or error}"


def _kind(path: Path) -> str:
    if path.is_dir():
        return "is a folder, and should be a file; move it elsewhere"
    return "is a pipe, a socket or a device, and should be a plain file; delete it"


def shown(name: str) -> str:
    """Return a file's name as text, where its bytes are none."""
    return os.fsencode(name).decode("utf-8", "replace")
