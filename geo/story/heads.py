"""Tell of each story what a list of them shows, in a few words that stay where a story leaves."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from geo.sources import DATA
from geo.story.disk.files import FEATURES_FILE, STORY_FILE
from geo.story.format.models import Story

SOURCES: Final = DATA / "sources.toml"


@dataclass(frozen=True)
class ShelfHead:
    """Hold what a list says of one folder, sound or not."""

    id: str
    title: str
    titles: Mapping[str, str]
    as_of: str | None
    """ISO 8601."""
    summary: str | None
    sound: bool | None
    """None where it has not been read yet."""
    problems: tuple[str, ...] = ()


def told(name: str, story: Story | None, problems: Sequence[str]) -> str:
    """Return a head as JSON."""
    return _json(name, story, sound=story is not None, problems=problems)


def unread(name: str) -> str:
    """Return as JSON what is said of a folder that has not been read yet."""
    return _json(name, None, sound=None)


def _json(
    name: str, story: Story | None, *, sound: bool | None, problems: Sequence[str] = ()
) -> str:
    said: dict[str, Any] = {
        "id": name,
        "title": story.title if story else name,
        "titles": dict(story.titles) if story else {},
        "as_of": story.as_of.isoformat() if story else None,
        "summary": story.summary if story else None,
        "sound": sound,
        "problems": list(problems),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def head(text: str) -> ShelfHead:
    """Return a head of its JSON."""
    said = json.loads(text)
    return ShelfHead(**{**said, "problems": tuple(said["problems"])})


def stamp(folder: str) -> str:
    """Return what changes when a file of a folder does."""
    parts = []
    for name in (STORY_FILE, FEATURES_FILE):
        try:
            found = os.stat(f"{folder}/{name}")
            parts.append(f"{found.st_mtime_ns:x}.{found.st_size:x}")
        except OSError:
            parts.append("none")
    return "-".join(parts)


@lru_cache(maxsize=1)
def make() -> str:
    """Return what changes with the rules by which a story is sound."""
    digest = sha256(SOURCES.read_bytes())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
