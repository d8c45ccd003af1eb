"""Keep in which order the stories of a folder are told: a hidden file, one name on a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from geo.story.disk.plainfile import OddFileError, read_plain
from geo.story.disk.swap import alone, put_file

ORDER_FILE: Final = ".order"
_MOST_BYTES: Final = 10_000_000
_RIGHTS: Final = 0o644


def ordered(folder: Path, names: Iterable[str]) -> list[str]:
    """Return names in the folder's order; those that it does not hold come after, sorted."""
    place = {name: at for at, name in enumerate(_read(folder))}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def move(folder: Path, names: Iterable[str], name: str, neighbour: str, *, after: bool) -> None:
    """Put a name beside another of the folder's order, which nobody else changes meanwhile.

    Raises
    ------
    OSError
        If the file cannot be written; nothing has changed then.
    """
    with alone(folder):
        found = ordered(folder, names)
        if name == neighbour or not {name, neighbour} <= {*found}:
            return
        found.remove(name)
        found.insert(found.index(neighbour) + after, name)
        put_file(folder / ORDER_FILE, "".join(f"{one}\n" for one in found), mode=_RIGHTS)


def _read(folder: Path) -> Sequence[str]:
    """Return the names that the file holds; none where it cannot be read."""
    try:
        text = read_plain(folder / ORDER_FILE, _MOST_BYTES).decode()
    except (OSError, OddFileError, UnicodeDecodeError):
        return ()
    return [*dict.fromkeys(text.splitlines())]
