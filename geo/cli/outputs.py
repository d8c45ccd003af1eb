"""Name the files that a command writes, and write each whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter
from tempfile import NamedTemporaryFile
from typing import Final

from geo.errors import RequestError
from geo.errors.wording import nearest, quote

_NEW_FILE: Final = 0o666


def names(pattern: str, known: Collection[str]) -> list[str]:
    """Return the words in braces of a pattern such as ``maps/{story}-{lang}.png``.

    Raises
    ------
    RequestError
        If there is a word that is not known, or a brace alone.
    """
    try:
        parts = [(name, spec, turn) for _, name, spec, turn in Formatter().parse(pattern)]
    except ValueError as error:
        raise RequestError(f"{pattern}: a brace stands alone; write it twice") from error
    found = [name for name, _, _ in parts if name is not None]
    for name, spec, turn in parts:
        if name is not None and (name not in known or spec or turn):
            listed = listing(f"{{{word}}}" for word in known)
            raise RequestError(
                f"{pattern}: there is no {quote('{' + name + '}')}{nearest(name, known)}"
                f" (a name may hold {listed})"
            )
    return found


def check(
    patterns: Sequence[str],
    *,
    endings: Collection[str],
    values: Mapping[str, Sequence[str]],
) -> None:
    """Refuse patterns that would give two outputs one name, or that end in no format.

    Parameters
    ----------
    patterns
        As given with ``-o``.
    endings
        Formats, without the dot.
    values
        What each word in braces may stand for.

    Raises
    ------
    RequestError
        With what to write instead.
    """
    for pattern, times in Counter(patterns).items():
        if times > 1:
            raise RequestError(f"{pattern} is named twice; name each output once")
        used = names(pattern, values)
        if Path(pattern).suffix[1:] not in endings:
            raise RequestError(
                f"{pattern}: end the name in {listing('.' + ending for ending in endings)}"
            )
        missing = [word for word, known in values.items() if len(known) > 1 and word not in used]
        if missing:
            words = listing((f"{{{word}}}" for word in missing), "and")
            raise RequestError(f"{pattern} would name several files alike; put {words} into it")
        folder = Path(pattern).parent
        if "{" not in str(folder) and not folder.is_dir():
            raise RequestError(f"{pattern}: there is no folder {folder}; make it first")


def filled(pattern: str, words: Mapping[str, str]) -> Path:
    """Return the file that a pattern names for some words."""
    return Path(pattern.format(**words))


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    RequestError
        If it cannot be written.
    """
    new = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=path.suffix, delete=False) as f:
            new = Path(f.name)
            f.write(data)
        finish(new, path)
    except OSError as error:
        if new is not None:
            new.unlink(missing_ok=True)
        raise RequestError(f"{path} cannot be written: {error.strerror}") from error


def finish(new: Path, path: Path) -> None:
    """Put a finished file in its place, with the rights of any other new file."""
    mask = os.umask(0)
    os.umask(mask)
    new.chmod(_NEW_FILE & ~mask)
    new.replace(path)


def listing(words: Iterable[str], link: str = "or") -> str:
    """Return words as a sentence names them."""
    *most, last = words
    return f"{', '.join(most)} {link} {last}" if most else last
