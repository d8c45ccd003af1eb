"""Serve a story's time line as a film: the same bytes for the same address."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Final

from anyio import to_thread
from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import BusyError
from geo.server.answers import ALWAYS_ASK, Body, NotFoundError, answer, problem, told
from geo.server.origins import STORIES, Origin
from geo.server.parameters import parameters
from geo.story.words import nearest, quote

KEPT_BYTES: Final = 48 * 1024 * 1024

_STRETCH: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_making: Final = threading.Lock()
"""One film at a time: each keeps a processor busy for some seconds."""
_kept: LRUCache[object, Body] = LRUCache(KEPT_BYTES, getsizeof=lambda body: len(body.data))
_lock: Final = threading.Lock()


@told
async def film(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/film.{format}``."""
    from geo.printmap import FILM_FORMATS, FILM_KEYS

    name = request.path_params["format"]
    if name not in FILM_FORMATS:
        raise NotFoundError(f"a film cannot be had as {quote(name)}{nearest(name, FILM_FORMATS)}")
    values = parameters(request, (*FILM_KEYS, "at"))  # the film itself says why not "at"
    body = await to_thread.run_sync(_film, origin, request.path_params["id"], name, values)
    return _part(request, body) or answer(request, body)


def _part(request: Request, body: Body) -> Response | None:
    """Return the stretch of bytes that a player asks for; none where it wants the whole.

    Some browsers play no video from a server that cannot give a stretch.
    """
    asked = _STRETCH.fullmatch(request.headers.get("range", ""))
    if asked is None or "if-range" in request.headers:
        return None
    size = len(body.data)
    first, last = (int(end) if end else None for end in asked.groups())
    if (first is None and last is None) or (first and last is not None and last < first):
        return None  # it means nothing
    if first is None:  # so many from the end
        first, last = max(size - (last or 0), 0), None
    end = size if last is None else min(last + 1, size)
    if first >= end:
        words = f"the film has {size} bytes, and those asked for begin at {first}"
        beyond = problem(416, "Beyond the end", words)
        beyond.headers["Content-Range"] = f"bytes */{size}"
        return beyond
    headers = {**body.headers, "ETag": body.etag, "Cache-Control": ALWAYS_ASK}
    headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    data = body.data[first:end]
    return Response(data, status_code=206, headers=headers, media_type=body.media_type)


def _film(origin: Origin, story: str, form: str, values: Mapping[str, str]) -> Body:
    from geo.printmap import FILM_FORMATS, check_film, encode_film, film_of

    found, version = origin.sound(story)
    check_film(values, found)  # before the wait: what cannot be is told at once
    key = (story, version, form, tuple(sorted(values.items())))
    with _lock:
        if key in _kept:
            return _kept[key]
    if not _making.acquire(blocking=False):
        raise BusyError("another film is being made; ask again in a few seconds")
    try:
        data = encode_film(film_of(found, values), form)
    finally:
        _making.release()
    file = f'inline; filename="{story}.{form}"'
    headers = {"Content-Disposition": file, "Accept-Ranges": "bytes"}
    body = Body(data, FILM_FORMATS[form].media_type, headers)
    with _lock:
        if len(data) < KEPT_BYTES:
            _kept[key] = body
    return body
