"""Serve the base map's tiles, drawn in a bounded number of threads."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import anyio
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import BusyError, RequestError, StoryError, TileError
from geo.errors.wording import nearest, quote
from geo.gazetteer.places.owned import own_labels
from geo.server.http.answers import FOR_AN_HOUR, Body, answer, told
from geo.server.http.parameters import parameters
from geo.service.origins import MOST_OMITTED
from geo.service.shelf import shelf
from geo.style import SCREEN_THEMES

if TYPE_CHECKING:
    from geo.basemap import Part

THREADS: Final = max(2, min(8, os.cpu_count() or 2))
"""How many tiles are drawn at once."""
WAITING: Final = 400
"""How many may wait: several screens' worth; a crowd is told to come again."""
_KEPT_STORIES: Final = 16
"""Of which the places with names of their own are kept."""
MARKED: Final = ("v",)
"""Parameters of a tile that is the same for every story."""
WITH_STORY: Final = ("story", "omit", "v")

ROW: Final = re.compile(r"(\d{1,5})(@2x)?")
OMIT: Final = re.compile(r"-?\d{1,9}(,-?\d{1,9})*", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,5}")


@lru_cache(maxsize=1)
def _limit() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(THREADS)


@told
async def tile(request: Request) -> Response:
    """Answer ``/tiles/{theme}/{lang}/{z}/{x}/{y}.png`` and ``…@2x.png``: ground and names."""
    return await _answer(request, "both", WITH_STORY)


@told
async def ground(request: Request) -> Response:
    """Answer ``/tiles/{theme}/ground/{z}/{x}/{y}.png``: land, water and borders, for all alike."""
    return await _answer(request, "ground", MARKED)


@told
async def names(request: Request) -> Response:
    """Answer ``/tiles/{theme}/names/{lang}/{z}/{x}/{y}.png``: dots and names on nothing."""
    return await _answer(request, "names", WITH_STORY)


async def _answer(request: Request, part: Part, known: Collection[str]) -> Response:
    values = parameters(request, known)
    path = request.path_params
    row = ROW.fullmatch(path["row"])
    if row is None or not all(_NUMBER.fullmatch(path[name]) for name in ("z", "x")):
        raise TileError(f"{quote(request.url.path)} names no tile; z, x and y are whole numbers")
    if _limit().statistics().tasks_waiting >= WAITING:
        raise BusyError(f"{WAITING} tiles are waited for; ask again in a moment")
    data = await anyio.to_thread.run_sync(
        _draw,
        part,
        path["theme"],
        path.get("lang"),
        (int(path["z"]), int(path["x"]), int(row[1])),
        2 if row[2] else 1,
        values.get("story"),
        _numbers(values.get("omit")),
        limiter=_limit(),
    )
    return answer(request, data, cache=FOR_AN_HOUR)


def _draw(
    part: Part,
    theme: str,
    language: str | None,
    address: tuple[int, int, int],
    scale: int,
    story: str | None,
    omitted: frozenset[int],
) -> Body:
    from geo.basemap import cached_tile

    if theme not in SCREEN_THEMES:
        raise TileError(f"tile theme {quote(theme)} is not known{nearest(theme, SCREEN_THEMES)}")
    z, x, y = address
    omit = (_own_labels(story) if story else frozenset()) | omitted
    data = cached_tile(
        theme=theme, language=language, z=z, x=x, y=y, scale=scale, omit=omit, part=part
    )
    return Body(data, "image/png")


def _numbers(text: str | None) -> frozenset[int]:
    """Return the places that a tile is told to leave out."""
    if text is None:
        return frozenset()
    if not OMIT.fullmatch(text) or text.count(",") >= MOST_OMITTED:
        raise RequestError(
            f"parameter 'omit' is {quote(text)}; give at most {MOST_OMITTED} numbers of GeoNames, "
            "with commas"
        )
    return frozenset(map(int, text.split(",")))


def _own_labels(story: str) -> frozenset[int]:
    """Return the places whose names a story writes itself; none where the story is not sound."""
    try:
        entry = shelf().entry(story)
    except StoryError as error:
        raise RequestError(f"parameter 'story' names {quote(story)}, and there is none") from error
    return _own_labels_of(story, entry.version)


@lru_cache(maxsize=_KEPT_STORIES)
def _own_labels_of(story: str, version: str) -> frozenset[int]:
    """Return the same of one state of a story, which all its tiles ask for."""
    found = shelf().entry(story).story
    return frozenset() if found is None else own_labels(found.features)
