"""Serve a story's map as a picture, laid out for print: the same bytes for the same address.

A page is laid out once for all its resolutions and formats: the preview, what ``map.json`` says
and the file that is then saved share it. Small pictures have turns of their own, so that a preview
never waits behind sheets for the press. While a picture is made, nobody's thread waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.cache import Cache, Promise
from geo.errors import NotFoundError
from geo.errors.wording import nearest, quote
from geo.server.endpoints.presets import file_name
from geo.server.http.answers import Body, answer, json_body, told
from geo.server.http.parameters import parameters, taken_json
from geo.server.http.waiting import caller_of, gone, when_made
from geo.service import pictures as service
from geo.service.jobs.apart import apart
from geo.service.jobs.memory import give_back
from geo.service.jobs.queue import Queue
from geo.service.origins import STORIES, Origin

if TYPE_CHECKING:
    from geo.options import View
    from geo.printmap import Page, Sheet
    from geo.story import Story

FACTS: Final = "json"
"""The format that is no picture but what can be said of one."""
PIXELS: Final = frozenset({"png", "webp"})
"""Formats whose work grows with their pixels, and that let other threads run meanwhile."""
QUICK: Final = PIXELS | {FACTS}
SMALL_PIXELS: Final = 1_500_000
"""The most of a picture that is drawn in the turns of the small ones."""
KEPT_BYTES: Final = 60 * 1024 * 1024
KEPT_SHEET_BYTES: Final = 32 * 1024 * 1024
"""A usual page is one megabyte or two, a detailed one of all Europe ten."""
SVG_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
"""For an SVG that is opened by itself, as a document of our own house: no script, no request."""

SMALL: Final = Queue("small pictures", at_once=1, waiting=63)
LARGE: Final = Queue("large pictures", at_once=2, waiting=16, after=give_back)
"""Two at once, since each takes half a gigabyte at the limit of pixels."""

_sheets: Final[Cache[Sheet]] = Cache(KEPT_SHEET_BYTES, lambda sheet: sheet.weight)
_bodies: Final[Cache[Body]] = Cache(KEPT_BYTES, lambda body: body.weight)


@told
async def picture(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/map.{format}``."""
    from geo.printmap import FORMATS

    name = request.path_params["format"]
    if name not in FORMATS:
        raise NotFoundError(
            f"a map cannot be had as {quote(name)}{nearest(name, (*FORMATS, FACTS))}"
        )
    return await _answer(request, origin, name)


@told
async def facts(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/map.json``: what the picture of the same parameters shows."""
    return await _answer(request, origin, FACTS)


@told
async def kept(request: Request) -> Response:
    """Answer ``GET /stories/{id}/pictures.json``: how an editor wants pictures, by format."""
    parameters(request, ())
    found = await to_thread.run_sync(service.kept, request.path_params["id"])
    return answer(request, json_body(found))


@told
async def keep(request: Request) -> Response:
    """Answer ``PUT /stories/{id}/pictures/{preset}``: keep how pictures of a format are wanted."""
    parameters(request, ())
    data = await taken_json(request, most=service.MOST_BYTES, what="what is to be kept")
    name, preset = request.path_params["id"], request.path_params["preset"]
    await to_thread.run_sync(service.keep, name, preset, data)
    return Response(status_code=204)


async def _answer(request: Request, origin: Origin, form: str) -> Response:
    from geo.printmap import KEYS

    values = parameters(request, KEYS)
    job = partial(_asked, origin, request.path_params["id"], form, values, caller_of(request))
    return answer(request, await when_made(_bodies, job, partial(gone, request)))


def _asked(
    origin: Origin, name: str, form: str, values: Mapping[str, str], caller: str
) -> Promise[Body]:
    """Return the promise of a picture; what cannot be is refused before any wait."""
    from geo.printmap import read_options

    story, version = origin.sound(name)
    view, page = read_options(values, story)
    width, height = page.pixels
    turns = SMALL if form in QUICK and width * height <= SMALL_PIXELS else LARGE
    file = file_name(story, form, values)
    make = partial(_make, story, version, form, view, page, file)
    return _bodies.ask((name, version, form, view, page, file), make, partial(turns.take, caller))


def _make(story: Story, version: str, form: str, view: View, page: Page, file: str) -> Body:
    from geo.printmap import FORMATS, describe, encode, laid_out

    key = (story.id, version, view, page.width_px, page.height_px)
    sheet = _sheets.get(key, partial(laid_out, story, view, page))
    if form == FACTS:
        return json_body(describe(sheet, page))
    headers = {"Content-Disposition": f'inline; filename="{file}"'}
    if form == "svg":
        headers["Content-Security-Policy"] = SVG_POLICY
    data = encode(sheet, page, form) if form in PIXELS else apart(encode, sheet, page, form)
    return Body(data, FORMATS[form].media_type, headers)
