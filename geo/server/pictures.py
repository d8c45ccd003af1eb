"""Serve a story's map as a picture, laid out for print: the same bytes for the same address."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

from anyio import to_thread
from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import BusyError
from geo.server.answers import Body, NotFoundError, answer, json_body, told
from geo.server.parameters import parameters
from geo.server.presets import file_name
from geo.server.stories import sound_story
from geo.story.words import nearest, quote

AT_ONCE: Final = 2
"""How many pictures are drawn at once; large ones take a quarter of a gigabyte each."""
WAITING: Final = 16
"""How many may wait for their turn; more are told to come again."""
FACTS: Final = "json"
"""The format that is no picture but what can be said of one."""
KEPT_BYTES: Final = 64 * 1024 * 1024

_drawing: Final = threading.Semaphore(AT_ONCE)
_queued: Final = threading.Semaphore(AT_ONCE + WAITING)
_kept: LRUCache[object, Body] = LRUCache(KEPT_BYTES, getsizeof=lambda body: len(body.data))
_lock: Final = threading.Lock()


@told
async def picture(request: Request) -> Response:
    """Answer ``/stories/{id}/map.{format}``; ``map.json`` says of a picture what it shows."""
    from geo.printmap import FORMATS, KEYS

    name = request.path_params["format"]
    if name not in (*FORMATS, FACTS):
        raise NotFoundError(
            f"a map cannot be had as {quote(name)}{nearest(name, (*FORMATS, FACTS))}"
        )
    values = parameters(request, KEYS)
    body = await to_thread.run_sync(_picture, request.path_params["id"], name, values)
    return answer(request, body)


def _picture(story: str, form: str, values: Mapping[str, str]) -> Body:
    from geo.printmap import FORMATS, check_options, describe, encode, sheet_of

    found, version = sound_story(story)
    check_options(values, found)  # before the wait: what cannot be is told at once
    key = (story, version, form, tuple(sorted(values.items())))
    with _lock:
        if key in _kept:
            return _kept[key]
    if not _queued.acquire(blocking=False):
        raise BusyError("too many pictures are being drawn; ask again in a few seconds")
    try:
        with _drawing:
            sheet, page = sheet_of(found, values)
            if form == FACTS:
                body = json_body(describe(sheet, page))
            else:
                called = file_name(found, form, values)
                file = {"Content-Disposition": f'inline; filename="{called}"'}
                body = Body(encode(sheet, page, form), FORMATS[form].media_type, file)
    finally:
        _queued.release()
    with _lock:
        if len(body.data) < KEPT_BYTES:
            _kept[key] = body
    return body
