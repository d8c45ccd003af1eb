"""Put a folder or a file in another's place in one step: a reader meets the old or the new one.

The system's own exchange of two names is used (Linux: ``renameat2``, macOS: ``renamex_np``), for
Python has none: between two plain renames there would be a moment without any folder.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2
"""``RENAME_EXCHANGE`` and ``RENAME_SWAP``, which happen to be the same number."""
_UNFIT: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What file systems say that cannot exchange names."""
PART: Final = ".part"
"""How the names end of what is not finished; they begin with a dot."""


class UnfitError(OSError):
    """Report that this file system cannot exchange two names."""


def put_folder(
    folder: Path,
    files: Mapping[str, str],
    *,
    replace: bool = True,
    check: Callable[[], object] | None = None,
) -> None:
    """Write files of a folder, new or not, all of them or none; what else is in it stays.

    `check` is called when nobody else can save any more; what it raises leaves all as it is.

    A process that is killed meanwhile leaves a hidden folder beside it, which the next call for
    the same folder takes away.

    Raises
    ------
    UnfitError
        If the file system cannot exchange names; nothing has changed then.
    FileExistsError
        If the folder is there and not to be replaced; nothing has changed then.
    OSError
        If it cannot be written; nothing has changed then.
    """
    folder = folder.resolve()  # a link stays one; what it leads to is replaced
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder.parent):
        if check:
            check()
        if folder.exists() and not replace:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        for left in folder.parent.glob(f".{folder.name}.*{PART}"):
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=PART))
        try:
            if folder.exists():
                shutil.copytree(folder, new, symlinks=True, dirs_exist_ok=True)
            else:
                os.chmod(new, 0o755)
            for name, text in files.items():
                _write(new / name, text)
            _settle(new)
            if folder.exists():
                exchange(new, folder)
            else:
                os.rename(new, folder)
            _settle(folder.parent)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def put_file(path: Path, text: str, *, mode: int) -> None:
    """Replace a file in one step, so that no reader meets half of it, with these rights.

    Raises
    ------
    OSError
        If it cannot be written; nothing has changed then.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def exchange(one: Path, other: Path) -> None:
    """Exchange the names of two folders in one step.

    Raises
    ------
    UnfitError
        If the file system, or the system, cannot.
    OSError
        If it may not.
    """
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        call = getattr(library, "renamex_np", None)
        done = call(*names, ctypes.c_uint(_EXCHANGE)) if call else None
    else:
        call = getattr(library, "renameat2", None)
        at = ctypes.c_int(_AT_FDCWD)
        done = call(at, names[0], at, names[1], ctypes.c_uint(_EXCHANGE)) if call else None
    if done == 0:
        return
    number = ctypes.get_errno() if done is not None else errno.ENOSYS
    kind = UnfitError if number in _UNFIT else OSError
    raise kind(number, os.strerror(number), str(other))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else, of this process or another, save in a folder meanwhile."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # where it is a link, what it leads to stays as it is
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the disk know a folder's names before what depends on them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
