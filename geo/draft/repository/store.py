"""Keep drafts on this machine: one private file each, saved whole, never over another's work."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from geo.draft.model import Draft, read_draft
from geo.draft.repository.contentkey import is_same_text
from geo.draft.repository.listing import DraftLine, Listing
from geo.draft.repository.pieces import same_article
from geo.errors import ConflictError, DraftError, NoDraftError
from geo.errors.wording import nearest, quote
from geo.gazetteer.folding import fold
from geo.sources import DATA
from geo.story.disk.plainfile import OddFileError, read_plain, shown
from geo.story.disk.swap import PART, alone, put_file

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
_LONGEST_ID: Final = 100


class Drafts:
    """Find, read and save the drafts of one folder, which git leaves out. Safe from any thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get(DRAFTS_VARIABLE) or DATA / "drafts")
        self._listing = Listing(self.folder)

    def ids(self) -> list[str]:
        """Return the names of all drafts, sound or not, the newest first.

        Raises
        ------
        DraftError
            If the folder is there and cannot be listed.
        """
        return list(self._stamps())

    def lines(self) -> list[DraftLine]:
        """Return what a list says of each draft, the newest first; only what changed is read.

        Raises
        ------
        DraftError
            If the folder is there and cannot be listed.
        """
        return self._listing.lines(self._stamps(), self.read)

    def of_article(self, made_from: str) -> Draft | None:
        """Return the draft that was last saved of the same article, if it can be read."""
        for line in self.lines() if made_from else ():
            if line.made_from == made_from:
                with suppress(DraftError):
                    return self.read(line.id)
        return None

    def of_text(self, made_from: str) -> list[DraftLine]:
        """Return the drafts of the same text of which another publisher or day was said."""
        return [
            line
            for line in self.lines()
            if is_same_text(made_from, line.made_from) and line.made_from != made_from
        ]

    def _stamps(self) -> dict[str, str]:
        """Return of each draft what changes whenever it is saved, the newest first."""
        try:
            with os.scandir(self.folder) as found:
                names = [entry.name for entry in found if _is_drafts(entry.name)]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._no_folder(error) from error
        files = [(_stat(f"{self.folder}/{name}"), name.removesuffix(_SUFFIX)) for name in names]
        dated = [(found.st_mtime_ns, name, _stamp(found)) for found, name in files if found]
        return {shown(name): stamp for _, name, stamp in sorted(dated, reverse=True)}

    def has(self, draft_id: str) -> bool:
        """Say whether there is a draft of this name, sound or not."""
        try:
            return os.path.lexists(self._named(draft_id))
        except DraftError:
            return False

    def read(self, draft_id: str) -> Draft:
        """Return a draft.

        Raises
        ------
        DraftError
            If there is none of this id, or its file is not sound.
        """
        path = self._path(draft_id)
        try:
            text = read_plain(path, MOST_BYTES)
        except FileNotFoundError:
            hint = nearest(draft_id, self.ids())
            raise NoDraftError(quote(draft_id), [f"there is no such draft{hint}"]) from None
        except OddFileError as error:
            raise DraftError(draft_id, [f"its file {path.name} {error}"]) from error
        try:
            found = read_draft(text, draft_id)
        except DraftError as error:
            raise (_of_newer(error) or error) from error
        return found if found.id == draft_id else found.model_copy(update={"id": draft_id})

    def add(self, draft: Draft, *, again: bool = False) -> Draft:
        """Keep a new draft, under its own id or, where that is taken, one with a number.

        Where there is one of the same article already, that is returned, and nothing is kept,
        unless it is to be drafted `again`. One of the same text of which something else was said
        stays beside it, and the new one's notes say so.

        Raises
        ------
        DraftError
            If it could not be read again, or cannot be written.
        """
        with self._alone():
            known = None if again else self.of_article(draft.made_from)
            if known:
                return known
            name, number = draft.id, 1
            while name in NO_DRAFTS or self.has(name):
                number += 1
                tail = f"-{number}"
                name = f"{draft.id[: _LONGEST_ID - len(tail)]}{tail}"
            others = [_beside(line) for line in self.of_text(draft.made_from)[:1]]
            changes = {"id": name, "version": 1, "notes": (*draft.notes, *others)}
            kept = draft.model_copy(update=changes)
            self._write(kept)
        return kept

    def save(self, draft: Draft) -> Draft:
        """Save a changed draft; `draft.version` says which version was changed.

        Which story was made of it is not the changer's to say: that stays as it is. So does the
        article, see `same_article`.

        Raises
        ------
        ConflictError
            If another version was saved meanwhile, from another window perhaps.
        DraftError
            If there is no such draft, or it cannot be written.
        """
        with self._alone():
            now = self.unchanged(draft.id, draft.version)
            if not same_article(now, draft):
                raise DraftError(
                    draft.id,
                    ["its text and what was left out may not be changed; draft the article anew"],
                )
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
        changed = {
            "version": draft.version + 1,
            "published_as": now.published_as,
            "made_from": now.made_from,
        }
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
            found = _stat(self._named(draft_id))
        except DraftError:
            return ""
        return _stamp(found) if found else ""

    def remove(self, draft_id: str) -> None:
        """Delete a draft and its text for good.

        Raises
        ------
        DraftError
            If there is none of this id.
        """
        path = self._named(draft_id)
        with self._alone():
            try:
                path.unlink()
            except FileNotFoundError:
                raise NoDraftError(quote(draft_id), ["there is no such draft"]) from None
            except OSError as error:
                reason = "it is a folder" if path.is_dir() else error.strerror or error
                raise DraftError(draft_id, [f"its file cannot be deleted: {reason}"]) from error
            self._listing.forget(draft_id)

    def _path(self, draft_id: str) -> Path:
        """Return where a draft is kept, that can be read and saved."""
        if not _NAME.fullmatch(draft_id):
            hint = f"; rename its file, for example to {id_of(draft_id)}{_SUFFIX}"
            raise DraftError(
                quote(draft_id), [f"is no draft's id{hint if self.has(draft_id) else ''}"]
            )
        return self.folder / f"{draft_id}{_SUFFIX}"

    def _named(self, name: str) -> Path:
        """Return the path of a file of the folder, whatever it is."""
        if not name or name.startswith(".") or "/" in name or "\0" in name:
            raise DraftError(quote(name), ["is no draft's id"])
        return self.folder / f"{name}{_SUFFIX}"

    def _no_folder(self, error: OSError) -> DraftError:
        reason = error.strerror or error
        return DraftError(
            "drafts",
            [f"the folder of drafts, {self.folder}, cannot be used: {reason}; mend it, or name "
             f"another in {DRAFTS_VARIABLE}"],
        )  # fmt: skip

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else, of this process or another, save in this folder meanwhile.

        What a process that was killed in a save left behind is taken away first.
        """
        with ExitStack() as stack:
            try:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                stack.enter_context(alone(self.folder))
                left = list(self.folder.glob(f".*{PART}"))
            except OSError as error:
                raise self._no_folder(error) from error
            for path in left:
                with suppress(OSError):  # a folder of such a name is not ours
                    path.unlink()
            yield

    def _write(self, draft: Draft) -> None:
        """Write a draft that can be read again: what reading would refuse is refused here."""
        text = draft.model_dump_json(exclude_defaults=True)
        if (size := len(text.encode())) > MOST_BYTES:
            raise DraftError(
                draft.id,
                [f"it would take {size:,} bytes, and the limit is {MOST_BYTES:,}; "
                 "draw its shapes with fewer positions, or delete some"],
            )  # fmt: skip
        read_draft(text, draft.id)
        try:
            put_file(self._path(draft.id), text, mode=_RIGHTS)
        except OSError as error:
            raise DraftError(draft.id, [f"cannot be saved: {error.strerror or error}"]) from error
        self._listing.note(draft, self.stamp(draft.id))


def _beside(line: DraftLine) -> str:
    """Say that a text has another draft."""
    said = ", ".join(filter(None, (line.publisher, line.published)))
    which = f"{quote(line.id)} ({said})" if said else quote(line.id)
    return (
        f"The same text had a draft already, {which}, and another publisher or day of "
        "publication was said now: both are kept; delete the one that is not wanted."
    )


def _is_drafts(name: str) -> bool:
    return name.endswith(_SUFFIX) and not name.startswith(".")


def _stat(path: Path | str) -> os.stat_result | None:
    """Return what the system says of a file; nothing where it is gone meanwhile."""
    try:
        return os.stat(path)
    except OSError:  # a link that leads nowhere, or round: it has a time of its own
        with suppress(OSError):
            return os.lstat(path)
    return None


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_ino:x}.{found.st_mtime_ns:x}.{found.st_size:x}"


def _of_newer(error: DraftError) -> DraftError | None:
    """Return the one sentence that all unknown keys of a kept draft come to, if it has any."""
    if not isinstance(error.__cause__, ValidationError):
        return None
    found = error.__cause__.errors(include_url=False, include_context=False, include_input=False)
    keys = [item["loc"][-1] for item in found if item["type"] == "extra_forbidden"]
    if not keys:
        return None
    rest = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    told = (
        f"it has a key {quote(keys[0])}{rest} that this version of Dateline does not know; a newer "
        "one may have saved it: open it with that"
    )
    return DraftError(error.name, [told])


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
