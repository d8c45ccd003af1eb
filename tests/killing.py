"""Kill a process that saves, many times, at any moment; look at what is on the disk.

    python -m tests.killing story FOLDER 200

saves a story; ``draft`` saves a draft, and ``publishing`` makes a story of one. Prints how often
the one state was found and how often the other; ends with 1 at any third.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.draft.model import Draft
from geo.draft.publishing import story_of
from geo.draft.release import publish
from geo.draft.repository.store import Drafts
from geo.story import Story, load, save
from tests import drafts, stories


@dataclass(frozen=True)
class Saving:
    """Hold what is saved again and again, in turn one way and the other."""

    save: Callable[[int], object]
    """Save the state 0 or 1."""
    state: Callable[[], int | None]
    """Say which of both is on the disk, read and checked whole; none if it is neither."""


def main(what: str, folder: Path, times: int) -> int:
    """Do it; return 1 if a save was ever found half done."""
    saving = SAVINGS[what](folder)
    usual_s = statistics.median(_seconds(saving, at % 2) for at in range(17))
    found = [0, 0]
    chance = random.Random(1)
    for _ in range(times):
        _saved_until_killed(saving, chance.uniform(0, 3 * usual_s))
        now = saving.state()
        if now is None:
            print("half saved")
            return 1
        found[now] += 1
    saving.save(0)
    left = [path.name for path in folder.rglob("*.part")]
    print(f"one {found[0]}, other {found[1]}, left behind {len(left)}")
    return 1 if left else 0


def _seconds(saving: Saving, at: int) -> float:
    start = time.perf_counter()
    saving.save(at)
    return time.perf_counter() - start


def _saved_until_killed(saving: Saving, after_s: float) -> None:
    begun, begin = os.pipe()
    child = os.fork()
    if child == 0:
        saving.save(0)  # the first one of a process takes longer than any later one
        os.write(begin, b"!")
        while True:
            for at in (1, 0):
                saving.save(at)
    os.read(begun, 1)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(begin)


# --- what is saved ----------------------------------------------------------------------------


def a_story(folder: Path) -> Saving:
    """Save a story's two files."""
    home = folder / "small"
    one = load(stories.write(folder / "first"))
    features = tuple(f.model_copy(update={"name": f"{f.name} again"}) for f in one.features)
    both = [one, one.model_copy(update={"title": "Told anew", "features": features})]
    return Saving(lambda at: save(both[at], home), lambda: _which(both, load(home)))


def _two_drafts(folder: Path) -> tuple[Drafts, list[Draft]]:
    """Return a folder of drafts with one, and two states of it that differ from end to end."""
    kept = Drafts(folder / "drafts")
    one = kept.add(drafts.sound(drafts.confirmed()))
    statements = tuple(s.model_copy(update={"said_by": "Somebody else"}) for s in one.statements)
    return kept, [one, one.model_copy(update={"title": "Told anew", "statements": statements})]


def a_draft(folder: Path) -> Saving:
    """Save a draft's one file."""
    kept, both = _two_drafts(folder)

    def change(at: int) -> None:
        kept.save(both[at].model_copy(update={"version": kept.read("small").version}))

    def state() -> int | None:
        return _which(both, kept.read("small").model_copy(update={"version": 1}))

    return Saving(change, state)


def a_publishing(folder: Path) -> Saving:
    """Make a story of a draft, which then says so."""
    kept, both = _two_drafts(folder)
    home = folder / "stories" / "small"
    made = [story_of(draft) for draft in both]

    def state() -> int | None:
        draft = kept.read("small")
        sound = draft.model_copy(update={"published_as": None}) == both[0]
        return _which(made, load(home)) if sound else None

    return Saving(lambda at: publish(both[at], home, kept, replace=True), state)


def _which(both: list[Story] | list[Draft], found: object) -> int | None:
    return next((at for at, one in enumerate(both) if one == found), None)


SAVINGS: Final[Mapping[str, Callable[[Path], Saving]]] = {
    "story": a_story,
    "draft": a_draft,
    "publishing": a_publishing,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
