"""Keep drafts on this machine: one private file each, saved whole, never over another's work."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geo.draft.model import Draft, read_draft
from geo.errors import ConflictError, DraftError
from geo.gazetteer.folding import fold
from geo.sources import DATA
from geo.story.swap import PART, alone, put_file
from geo.story.words import nearest, quote

DRAFTS_VARIABLE: Final = "DATELINE_DRAFTS"
"""The environment's name for another folder of drafts."""
MOST_BYTES: Final = 60_000_000
"""Of one draft."""
NO_DRAFTS: Final = frozenset({"places"})
"""Ids that no draft gets, since they lead elsewhere in an address."""
_SUFFIX: Final = ".json"
_RIGHTS: Final = 0o600
"""For the owner's eyes only."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_LONGEST_NAME: Final = 60


class Drafts:
    """Find, read and save the drafts of one folder, which git leaves out. Safe from any thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get(DRAFTS_VARIABLE) or DATA / "drafts")

    def ids(self) -> list[str]:
        """Return the ids of all drafts, the newest first."""
        try:
            with os.scandir(self.folder) as found:
                files = [
                    (entry.stat().st_mtime_ns, entry.name.removesuffix(_SUFFIX))
                    for entry in found
                    if entry.name.endswith(_SUFFIX) and not entry.name.startswith(".")
                ]
        except FileNotFoundError:
            return []
        return [name for _, name in sorted(files, reverse=True)]

    def read(self, draft_id: str) -> Draft:
        """Return a draft.

        Raises
        ------
        DraftError
            If there is none of this id, or its file is not sound.
        """
        path = self._path(draft_id)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise DraftError(draft_id, [f"its file is larger than {MOST_BYTES:,} bytes"])
            text = path.read_bytes()
        except FileNotFoundError:
            hint = nearest(draft_id, self.ids())
            raise DraftError(quote(draft_id), [f"there is no such draft{hint}"]) from None
        except OSError as error:
            raise DraftError(draft_id, [f"cannot be read: {error.strerror or error}"]) from error
        return read_draft(text, draft_id)

    def add(self, draft: Draft) -> Draft:
        """Keep a new draft, under its own id or, where that is taken, one with a number."""
        with self._alone():
            taken = {*self.ids(), *NO_DRAFTS}
            name, number = draft.id, 1
            while name in taken:
                number += 1
                name = f"{draft.id}-{number}"
            kept = draft.model_copy(update={"id": name, "version": 1})
            self._write(kept)
        return kept

    def save(self, draft: Draft) -> Draft:
        """Save a changed draft; `draft.version` says which version was changed.

        Which story was made of it is not the changer's to say: that stays as it is. So does the
        article's text, but what counts as text and what was left out may change places.

        Raises
        ------
        ConflictError
            If another version was saved meanwhile, from another window perhaps.
        DraftError
            If there is no such draft, or it cannot be written.
        """
        with self._alone():
            now = self.unchanged(draft.id, draft.version)
            if now.blocks != draft.blocks and not _only_moved(now, draft):
                raise DraftError(draft.id, ["its text may not be changed; draft it anew"])
            return self._next(draft, now)

    def save_text(self, draft: Draft) -> Draft:
        """Save a draft whose text the server itself has changed, and no client.

        Raises
        ------
        ConflictError
            If another version was saved meanwhile.
        DraftError
            If there is no such draft, or it cannot be written.
        """
        with self._alone():
            return self._next(draft, self.unchanged(draft.id, draft.version))

    def unchanged(self, draft_id: str, version: int) -> Draft:
        """Return a draft as it is kept, if that is the version that a person saw.

        Raises
        ------
        ConflictError
            If it is another one.
        DraftError
            If there is no such draft, or its file is not sound.
        """
        now = self.read(draft_id)
        if now.version != version:
            raise ConflictError(
                f"draft {quote(draft_id)} was changed in another window: it is at version "
                f"{now.version}, and this change began at {version}; load it again"
            )
        return now

    def _next(self, draft: Draft, now: Draft) -> Draft:
        changed = {"version": draft.version + 1, "published_as": now.published_as}
        kept = draft.model_copy(update=changed)
        self._write(kept)
        return kept

    def mark_published(self, draft_id: str, story_id: str) -> Draft:
        """Note which story was made of a draft; nobody's change is in conflict with that.

        Raises
        ------
        DraftError
            If there is no such draft, or it cannot be written.
        """
        with self._alone():
            kept = self.read(draft_id).model_copy(update={"published_as": story_id})
            self._write(kept)
        return kept

    def stamp(self, draft_id: str) -> str:
        """Return what changes whenever a draft is saved; nothing where there is none."""
        try:
            stat = self._path(draft_id).stat()
        except OSError:
            return ""
        return f"{stat.st_ino:x}.{stat.st_mtime_ns:x}.{stat.st_size:x}"

    def remove(self, draft_id: str) -> None:
        """Delete a draft and its text for good.

        Raises
        ------
        DraftError
            If there is none of this id.
        """
        path = self._path(draft_id)
        with self._alone():
            try:
                path.unlink()
            except FileNotFoundError:
                raise DraftError(quote(draft_id), ["there is no such draft"]) from None

    def _path(self, draft_id: str) -> Path:
        if not _NAME.fullmatch(draft_id):
            raise DraftError(quote(draft_id), ["is no draft's id"])
        return self.folder / f"{draft_id}{_SUFFIX}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else, of this process or another, save in this folder meanwhile.

        What a process that was killed in a save left behind is taken away first.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(self.folder):
            for left in self.folder.glob(f".*{PART}"):
                left.unlink(missing_ok=True)
            yield

    def _write(self, draft: Draft) -> None:
        text = draft.model_dump_json(indent=1, exclude_defaults=True)
        try:
            put_file(self._path(draft.id), text, mode=_RIGHTS)
        except OSError as error:
            raise DraftError(draft.id, [f"cannot be saved: {error.strerror or error}"]) from error


def _only_moved(now: Draft, draft: Draft) -> bool:
    """Whether pieces only went to or from what was left out, and paragraphs are counted as read."""
    told = [block.number for block in draft.blocks if block.number]
    return told == list(range(1, len(told) + 1)) and _pieces(now) == _pieces(draft)


def _pieces(draft: Draft) -> list[str]:
    counted = [block.text for block in draft.blocks]
    return sorted(counted + [part.text for part in draft.left_out])


def id_of(title: str) -> str:
    """Return an id for a title: its words in ASCII letters, with hyphens, not too long."""
    words = re.findall(r"[a-z0-9]+", fold(title).lower())
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name or "draft"
