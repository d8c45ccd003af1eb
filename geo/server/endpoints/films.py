"""Serve a story's time line as a film: the same bytes for the same address.

One film is made at a time, for each keeps a processor busy for many seconds; who asks meanwhile
waits for a turn, and nobody's thread with him. What can be said of a film, and its first picture,
come quickly and have turns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.cache import Cache, Promise
from geo.errors import NotFoundError
from geo.errors.wording import nearest, quote
from geo.server.endpoints.presets import file_name
from geo.server.http.answers import (
    ALWAYS_ASK,
    Body,
    answer,
    json_body,
    problem,
    told,
)
from geo.server.http.parameters import parameters
from geo.server.http.waiting import caller_of, gone, when_made
from geo.service.jobs.memory import give_back
from geo.service.jobs.queue import Queue
from geo.service.origins import STORIES, Origin

if TYPE_CHECKING:
    from geo.film import Film, Script
    from geo.story import Story

FACTS, POSTER = "json", "png"
"""The formats that are no film: what can be said of one, and what it begins with."""
KEPT_BYTES: Final = 48 * 1024 * 1024
KEPT_SCENES_BYTES: Final = 32 * 1024 * 1024
"""Of films laid out, and not drawn."""

FILMS: Final = Queue("films", at_once=1, waiting=5, after=give_back)
QUICK: Final = Queue("previews of films", at_once=1, waiting=31)

_STRETCH: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)

_Key = tuple[str, str, str, "Script", str]
"""Story and its version, format, script, name of the file."""
_going: Final[dict[_Key, tuple[int, int]]] = {}
"""Pictures done, and of how many, of films that are being made."""
_films: Final[Cache[Film]] = Cache(KEPT_SCENES_BYTES, lambda film: film.weight)
_bodies: Final[Cache[Body]] = Cache(KEPT_BYTES, lambda body: body.weight)


@told
async def film(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/film.{format}``."""
    body = await _body(request, origin, _known(request.path_params["format"]))
    return _part(request, body) or answer(request, body)


def _known(name: str) -> str:
    from geo.film import FILM_FORMATS

    if name not in FILM_FORMATS:
        known = (*FILM_FORMATS, FACTS, POSTER)
        raise NotFoundError(f"a film cannot be had as {quote(name)}{nearest(name, known)}")
    return name


@told
async def film_facts(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/film.json``: what the film of the same parameters tells."""
    return answer(request, await _body(request, origin, FACTS))


@told
async def progress(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/film/{format}/progress``: how far the film is that is being made."""
    from geo.film import FILM_KEYS

    values = parameters(request, (*FILM_KEYS, "at"))
    form = _known(request.path_params["format"])
    key, _, _ = await to_thread.run_sync(_key, origin, request.path_params["id"], form, values)
    done, whole = _going.get(key, (0, 0))
    return answer(request, json_body({"done": done, "of": whole}), cache="no-store")


@told
async def poster(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/film.png``: what the film of the same parameters begins with."""
    return answer(request, await _body(request, origin, POSTER))


async def _body(request: Request, origin: Origin, form: str) -> Body:
    from geo.film import FILM_KEYS

    values = parameters(request, (*FILM_KEYS, "at"))  # the film itself says why not "at"
    name = request.path_params["id"]
    job = partial(_asked, origin, name, form, values, caller_of(request))
    return await when_made(_bodies, job, partial(gone, request))


def _asked(
    origin: Origin, name: str, form: str, values: Mapping[str, str], caller: str
) -> Promise[Body]:
    """Return the promise of a film; what cannot be is refused before any wait."""
    from geo.film import FILM_FORMATS

    key, story, script = _key(origin, name, form, values)
    turns = FILMS if form in FILM_FORMATS else QUICK
    make = partial(_make, key, story, script)
    return _bodies.ask(key, make, partial(turns.take, caller))


def _key(
    origin: Origin, name: str, form: str, values: Mapping[str, str]
) -> tuple[_Key, Story, Script]:
    """Return by what a film is known, its story and its script."""
    from geo.film import read_script

    story, version = origin.sound(name)
    script = read_script(values, story)
    file = file_name(story, "poster.png" if form == POSTER else form, values)
    return (name, version, form, script, file), story, script


def _make(key: _Key, story: Story, script: Script) -> Body:
    from geo.film import FILM_FORMATS, describe_film, encode_film, filmed, poster

    _, version, form, _, file = key
    page = script.page
    asked = (script.view, script.told, script.camera)
    laid_out = _films.get(
        (story.id, version, *asked, page.width_px, page.height_px), partial(filmed, story, script)
    )
    found = replace(laid_out, page=page)  # it may have been laid out for another resolution
    if form == FACTS:
        return json_body(describe_film(found))
    headers = {"Content-Disposition": f'inline; filename="{file}"'}
    if form == POSTER:
        return Body(poster(found), "image/png", headers)
    try:
        data = encode_film(found, form, tell=lambda *far: _going.update({key: far}))
    finally:
        _going.pop(key, None)
    media_type = FILM_FORMATS[form].media_type
    return Body(data, media_type, {**headers, "Accept-Ranges": "bytes"})


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
