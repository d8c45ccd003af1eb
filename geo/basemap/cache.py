"""Keep the tiles drawn last in memory, up to a bound in bytes, and get ready at the start."""

from __future__ import annotations

import threading
from typing import Final

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from geo.basemap import data, tiles
from geo.style import SCREEN_THEMES, Theme

CACHE_BYTES: Final = 64 * 1024 * 1024
"""Bound of all kept tiles together; some five thousand of them."""

_tiles: LRUCache[object, bytes] = LRUCache(maxsize=CACHE_BYTES, getsizeof=len)


@cached(_tiles, key=hashkey, condition=threading.Condition())
def _tile(
    theme: Theme,
    language: str | None,
    z: int,
    x: int,
    y: int,
    scale: int,
    omit: frozenset[int],
    part: tiles.Part,
) -> bytes:
    return tiles.render_tile(
        theme=theme, language=language, z=z, x=x, y=y, scale=scale, omit=omit, part=part
    )


def cached_tile(
    *,
    theme: Theme,
    z: int,
    x: int,
    y: int,
    language: str | None = None,
    scale: int = 1,
    omit: frozenset[int] = frozenset(),
    part: tiles.Part = "both",
) -> bytes:
    """Return a tile as `render_tile` draws it, from memory where it was drawn lately.

    Safe to call from many threads; a tile that two ask for at once is drawn once. The ground is
    kept once for all languages and stories.

    Raises
    ------
    TileError
        If the address names no tile.
    """
    if part == "ground":
        language, omit = None, frozenset()
    return _tile(theme, language, z, x, y, scale, omit, part)


def warm_up() -> threading.Thread:
    """Open data and fonts in a thread of its own, so that the first tile does not wait for them."""
    thread = threading.Thread(target=_get_ready, name="basemap-warm-up", daemon=True)
    thread.start()
    return thread


def _get_ready() -> None:
    data.warm_up()
    for theme in SCREEN_THEMES:
        for part in ("ground", "names"):
            tiles.render_tile(theme=theme, language="en", z=6, x=40, y=24, part=part)
