"""Hold the one shelf of stories that the routes and the pages share."""

from __future__ import annotations

from functools import cache

from geo.story import Shelf


@cache
def shelf() -> Shelf:
    """Return the shelf; which folder it is, the environment may say."""
    return Shelf()
