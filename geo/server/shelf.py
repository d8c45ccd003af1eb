"""Hold the one shelf of stories that the routes and the pages share."""

from __future__ import annotations

from functools import cache

from geo.story import Shelf


@cache
def shelf() -> Shelf:
    """Return the shelf; which folder it is, the environment may say."""
    return Shelf()


def opening(asked: str | None) -> str | None:
    """Return the story to open: the one asked for, else the first sound one, else any."""
    ids = shelf().ids()
    if asked in ids:
        return asked
    sound = (name for name in ids if shelf().entry(name).story)
    return next(sound, ids[0] if ids else None)
