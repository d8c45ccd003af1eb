"""Tell of each draft what a list shows, without reading those that have not changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from geo.draft.model import Draft
from geo.errors import DraftError, NoDraftError
from geo.story.disk.linefile import LineFile

FILE: Final = ".lines.sqlite"
"""Beside the drafts, and as private."""
_MAKE: Final = "3"
"""Counted up when lines are told otherwise, or what is a fault of a draft changes."""


class DraftLine(BaseModel):
    """Hold what a list says of one draft: how far it is checked, or why it cannot be read."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    """The day in words; empty where it is not known."""
    progress: tuple[int, int] = (0, 0)
    version: int = 0
    published_as: str | None = None
    made_from: str = ""
    problems: tuple[str, ...] = ()


def line_of(draft: Draft) -> DraftLine:
    """Return what a list says of a sound draft."""
    return DraftLine(
        id=draft.id,
        title=draft.title,
        publisher=draft.article.publisher,
        published="" if draft.article.published.unknown else draft.article.published.label(),
        progress=draft.progress(),
        version=draft.version,
        published_as=draft.published_as,
        made_from=draft.made_from,
    )


class Listing:
    """Hold the lines of a folder's drafts, as many as there are drafts. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._file = LineFile(folder / FILE, _MAKE)
        self._known: dict[str, tuple[str, DraftLine]] = {}
        self._lock = threading.Lock()

    def lines(self, stamps: Mapping[str, str], read: Callable[[str], Draft]) -> list[DraftLine]:
        """Return the lines of drafts, in their order; one that is gone meanwhile has none.

        Parameters
        ----------
        stamps
            Of all drafts, by their names.
        read
            Reads a draft.
        """
        with self._lock:
            if self._unknown(stamps):
                self._recall(stamps)
            unknown = self._unknown(stamps)
        # Read with the lock open, for nobody who saves shall wait for a long list.
        read_now = [_read(name, stamps[name], read) for name in unknown]
        found = [one for one in read_now if one is not None]
        if found:
            self._file.change((line.id, stamp, line.model_dump_json()) for stamp, line in found)
        with self._lock:
            self._known |= {line.id: (stamp, line) for stamp, line in found}
            for name in self._known.keys() - stamps.keys():
                del self._known[name]
            return [self._known[name][1] for name in stamps if name in self._known]

    def note(self, draft: Draft, stamp: str) -> None:
        """Remember what was just saved."""
        line = line_of(draft)
        with self._lock:
            self._known[draft.id] = (stamp, line)
        self._file.change([(draft.id, stamp, line.model_dump_json())])

    def forget(self, name: str) -> None:
        """Forget a draft that was deleted, for good."""
        with self._lock:
            self._known.pop(name, None)
        self._file.change(drop=[name])

    def _unknown(self, stamps: Mapping[str, str]) -> list[str]:
        return [name for name in stamps if self._known.get(name, ("",))[0] != stamps[name]]

    def _recall(self, stamps: Mapping[str, str]) -> None:
        """Take from the file what is told of drafts as they now stand, and forget the others."""
        kept = self._file.read()
        for name, (stamp, told) in kept.items():
            if stamps.get(name) == stamp:
                try:
                    self._known[name] = (stamp, DraftLine.model_validate_json(told))
                except ValidationError:
                    continue
        gone = kept.keys() - stamps.keys()
        if gone:
            self._file.change(drop=gone)


def _read(name: str, stamp: str, read: Callable[[str], Draft]) -> tuple[str, DraftLine] | None:
    """Return a draft's stamp and its line; nothing where it is gone meanwhile."""
    try:
        return stamp, line_of(read(name))
    except NoDraftError:
        return None
    except DraftError as error:
        return stamp, DraftLine(id=name, title=name, problems=(_in_one(error.problems),))


def _in_one(problems: Iterable[str]) -> str:
    """Return in one sentence why a draft cannot be read; its own address tells the rest."""
    first, *rest = problems
    return f"{first} (and {len(rest)} more)" if rest else first
