"""Keep the stories of a folder at hand: each is read again when its files change."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import StoryError
from geo.sources import DATA
from geo.story.files import FEATURES_FILE, STORY_FILE, load
from geo.story.models import Story
from geo.story.plainfile import NO_TEXT, shown

STORIES_VARIABLE: Final = "DATELINE_STORIES"
"""The environment's name for another folder of stories."""

_TRIES: Final = 3


@dataclass(frozen=True)
class ShelfEntry:
    """Hold one folder's story, or what is wrong with it."""

    id: str
    story: Story | None
    problems: tuple[str, ...]
    version: str
    """Changes when a file of the folder changes."""


class Shelf:
    """Find the stories of one folder. Safe to use from several threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get(STORIES_VARIABLE) or DATA / "stories")
        self._lock = threading.Lock()
        self._kept: dict[str, ShelfEntry] = {}
        self._reading: dict[str, threading.Lock] = {}

    def ids(self) -> list[str]:
        """Return the names of all story folders, and of what stands in one's place, sorted.

        Hidden ones are left out, and so are files that are no part of a story.

        Raises
        ------
        StoryError
            If the folder is there and cannot be listed.
        """
        try:
            with os.scandir(self.folder) as found:
                return sorted(shown(e.name) for e in found if _is_storys(e))
        except FileNotFoundError:
            return []
        except OSError as error:
            told = f"the folder of stories cannot be listed: {error.strerror or error}"
            raise StoryError(str(self.folder), [told]) from error

    def has(self, story_id: str) -> bool:
        """Say whether there is a story of this name, sound or not."""
        if not story_id or story_id.startswith(".") or "/" in story_id or "\0" in story_id:
            return False
        if NO_TEXT in story_id:
            return story_id in self.ids()
        return os.path.lexists(self.folder / story_id)

    def entries(self) -> list[ShelfEntry]:
        """Return every story of the folder, sound or not; one that is deleted meanwhile is not."""
        found = []
        for name in self.ids():
            with suppress(StoryError):
                found.append(self.entry(name))
        return found

    def entry(self, story_id: str) -> ShelfEntry:
        """Return one story as its files now stand.

        Raises
        ------
        StoryError
            If no folder has this name; names that lead elsewhere are such.
        """
        if not self.has(story_id):
            raise StoryError(story_id, ["there is no such story; choose one of the list"])
        folder = self.folder / story_id
        with self._lock:
            reading = self._reading.setdefault(story_id, threading.Lock())
        with reading:  # whoever comes while a story is being read waits, and reads nothing
            version = _version(folder)
            kept = self._kept.get(story_id)
            if kept is None or kept.version != version:
                kept = self._kept[story_id] = _read_settled(folder, version)
        return kept

    def story(self, story_id: str) -> Story:
        """Return one sound story.

        Raises
        ------
        StoryError
            If there is no such story, or with all that is wrong with it.
        """
        entry = self.entry(story_id)
        if entry.story is None:
            raise StoryError(story_id, entry.problems)
        return entry.story


def _is_storys(entry: os.DirEntry[str]) -> bool:
    """Whether a name on the shelf is to be a story: a folder, or what a person took for one."""
    if entry.name.startswith("."):
        return False
    try:
        return not entry.is_file() or entry.name.endswith((".toml", ".json", ".geojson"))
    except OSError:  # a link that leads round to itself
        return True


def _version(folder: Path) -> str:
    parts = []
    for name in (STORY_FILE, FEATURES_FILE):
        try:
            stat = (folder / name).stat()
            parts.append(f"{stat.st_mtime_ns:x}.{stat.st_size:x}")
        except OSError:
            parts.append("none")
    return "-".join(parts)


def _read_settled(folder: Path, version: str) -> ShelfEntry:
    """Read a folder again where it was replaced meanwhile: its two files belong together."""
    for _ in range(_TRIES):
        found = _read(folder, version)
        version = _version(folder)
        if version == found.version:
            break
    return found


def _read(folder: Path, version: str) -> ShelfEntry:
    try:
        return ShelfEntry(folder.name, load(folder), (), version)
    except StoryError as error:
        return ShelfEntry(folder.name, None, error.problems, version)
