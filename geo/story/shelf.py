"""Keep the stories of a folder at hand: each is read again when its files change."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import shapely
from cachetools import LRUCache

from geo.errors import StoryError
from geo.sources import DATA
from geo.story import heads
from geo.story.disk.files import load
from geo.story.disk.linefile import LineFile
from geo.story.disk.order import ordered
from geo.story.disk.plainfile import NO_TEXT, shown
from geo.story.format.models import Story
from geo.story.heads import ShelfHead

STORIES_VARIABLE: Final = "DATELINE_STORIES"
"""The environment's name for another folder of stories."""
MOST_BYTES: Final = 64_000_000
"""Of the stories that are kept; those that were used least leave."""
MANY: Final = 64
"""As many are read while somebody waits for a list; the heads of more come from a file."""
HEADS_FILE: Final = ".lines.sqlite"

_TRIES: Final = 3
_SETTLED_NS: Final = 2_500_000_000
"""After which a folder that changes again has another time; some systems count by two seconds."""
_RECORD_BYTES: Final = 3_000
"""About what a mark or a statement takes without its shape; a position of that takes 16 bytes."""
_LOCKS: Final = 64


@dataclass(frozen=True)
class ShelfEntry:
    """Hold one folder's story, or what is wrong with it."""

    id: str
    story: Story | None
    problems: tuple[str, ...]
    version: str
    """Changes when a file of the folder changes."""


class Shelf:
    """Find the stories of one folder. Safe to use from several threads.

    Of every story its head is kept, some hundred bytes; whole stories up to a bound.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get(STORIES_VARIABLE) or DATA / "stories")
        self._lock = threading.Lock()
        self._kept: LRUCache[str, ShelfEntry] = LRUCache(MOST_BYTES, getsizeof=_weight)
        self._reading = tuple(threading.Lock() for _ in range(_LOCKS))
        self._listed: tuple[tuple[int, int], list[str]] | None = None
        self._heads: dict[str, tuple[str, str]] = {}
        self._file = LineFile(self.folder / HEADS_FILE, heads.make())
        self._recalled = 0
        self.behind = False
        """Whether the last list of all left stories to `read_all`."""

    def ids(self) -> list[str]:
        """Return the names of all story folders, and of what stands in one's place, in their order.

        Hidden ones are left out, and so are files that are no part of a story.

        Raises
        ------
        StoryError
            If the folder is there and cannot be listed.
        """
        try:
            found = os.stat(self.folder)
            state = (found.st_mtime_ns, found.st_ino)
            listed = self._listed
            if listed is None or listed[0] != state:
                begun_ns = time.time_ns()
                with os.scandir(self.folder) as entries:
                    names = [shown(e.name) for e in entries if _is_storys(e)]
                listed = state, ordered(self.folder, names)
                # Of a folder that changed just now the next change might have the same time.
                self._listed = listed if state[0] < begun_ns - _SETTLED_NS else None
            return list(listed[1])
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
        with self._reading[hash(story_id) % _LOCKS]:
            # Whoever comes while a story is being read waits, and reads nothing.
            version = heads.stamp(str(folder))
            with self._lock:
                kept = self._kept.get(story_id)
            if kept is None or kept.version != version:
                kept = _read_settled(folder, version)
                said = heads.told(story_id, kept.story, kept.problems)
                with self._lock:
                    self._kept[story_id] = kept
                    self._heads[story_id] = (kept.version, said)
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

    # --- lists --------------------------------------------------------------------------------

    def told(self, names: Sequence[str] | None = None) -> list[str]:
        """Return the heads of stories as JSON, in order; only what changed is read.

        Where more than `MANY` have changed, or were never read, nobody waits for them: the head is
        the last known, or says that there is none yet, until `read_all` was called, by another
        process perhaps. One that is deleted meanwhile has no head.

        Parameters
        ----------
        names
            Of the stories; all where absent.
        """
        asked = self.ids() if names is None else names
        stamps = {name: heads.stamp(f"{self.folder}/{name}") for name in asked}
        if len(missing := self._missing(stamps)) > MANY:
            self._recall(stamps)
            missing = self._missing(stamps)
        later = set(missing) if len(missing) > MANY else set()
        for name in () if later else missing:
            with suppress(StoryError):
                self.entry(name)
        with self._lock:
            if names is None:
                self.behind = bool(later)
                self._heads = {name: self._heads[name] for name in asked if name in self._heads}
            return [
                self._heads[name][1] if name in self._heads else heads.unread(name)
                for name in asked
                if name in self._heads or name in later
            ]

    def newest(self, most: int) -> list[ShelfHead]:
        """Return the heads of the stories of the newest days, as they now stand, by their ids.

        Where there are more, which those are is told from what is known.
        """
        names = self.ids()
        if len(names) > most:
            found = [heads.head(said) for said in self._known(names)]
            found.sort(key=lambda one: (one.as_of or "", one.id), reverse=True)
            names = sorted([one.id for one in found[:most]] or names[:most])
        return self.heads(names)

    def heads(self, names: Sequence[str]) -> list[ShelfHead]:
        """Return the heads of some stories, as they now stand."""
        return [heads.head(said) for said in self.told(names)]

    def called(self, words: str, most: int) -> list[ShelfHead]:
        """Return the known heads of stories whose title or id holds some words, newest first."""
        wanted = words.casefold().split()
        found = []
        for said in self._known(self.ids()):
            text = said.casefold()
            if all(word in text for word in wanted):
                one = heads.head(said)
                named = " ".join((one.id, one.title, *one.titles.values())).casefold()
                if all(word in named for word in wanted):
                    found.append(one)
        found.sort(key=lambda one: (one.as_of or "", one.id), reverse=True)
        return found[:most]

    def read_all(self) -> None:
        """Read every story whose head is missing or old, and keep the heads in the file."""
        stamps = {name: heads.stamp(f"{self.folder}/{name}") for name in self.ids()}
        self._recall(stamps)
        missing = self._missing(stamps)
        for first in range(0, len(missing), MANY):
            found = []
            for name in missing[first : first + MANY]:
                entry = _read_settled(self.folder / name, stamps[name])
                said = heads.told(name, entry.story, entry.problems)
                found.append((name, entry.version, said))
            self._file.change(found)
            with self._lock:
                self._heads |= {name: (version, said) for name, version, said in found}
        self._file.change(drop=self._file.read().keys() - stamps.keys())

    def _missing(self, stamps: Mapping[str, str]) -> list[str]:
        with self._lock:
            return [name for name in stamps if self._heads.get(name, ("",))[0] != stamps[name]]

    def _known(self, names: Iterable[str]) -> list[str]:
        """Return the heads that are known, without a look at the stories."""
        if not self._recalled:
            self._recall(dict.fromkeys(names, ""))
        with self._lock:
            return [self._heads[name][1] for name in names if name in self._heads]

    def _recall(self, stamps: Mapping[str, str]) -> None:
        """Take from the file the heads of stories as they now stand, and of those without any."""
        try:
            changed = os.stat(self._file.path).st_mtime_ns
        except OSError:
            return
        if changed == self._recalled:
            return
        found = self._file.read()
        with self._lock:
            self._recalled = changed
            for name in stamps.keys() & found.keys():
                if name not in self._heads or found[name][0] == stamps[name]:
                    self._heads[name] = found[name]


def _weight(entry: ShelfEntry) -> int:
    """Return about how many bytes a story holds; one that fills the shelf may still stand there."""
    story = entry.story
    if story is None:
        return _RECORD_BYTES + 2 * sum(map(len, entry.problems))
    positions = shapely.get_num_coordinates([feature.geometry for feature in story.features]).sum()
    records = len(story.features) + len(story.statements)
    return min(_RECORD_BYTES * records + 16 * int(positions), MOST_BYTES)


def _is_storys(entry: os.DirEntry[str]) -> bool:
    """Whether a name on the shelf is to be a story: a folder, or what a person took for one."""
    if entry.name.startswith("."):
        return False
    try:
        return not entry.is_file() or entry.name.endswith((".toml", ".json", ".geojson"))
    except OSError:  # a link that leads round to itself
        return True


def _read_settled(folder: Path, version: str) -> ShelfEntry:
    """Read a folder again where it was replaced meanwhile: its two files belong together."""
    for _ in range(_TRIES):
        found = _read(folder, version)
        version = heads.stamp(str(folder))
        if version == found.version:
            break
    return found


def _read(folder: Path, version: str) -> ShelfEntry:
    try:
        return ShelfEntry(folder.name, load(folder), (), version)
    except StoryError as error:
        return ShelfEntry(folder.name, None, error.problems, version)
