"""Take articles in, and draft each in its turn: from the routes and from the page alike."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.draft.model import Draft
from geo.draft.redrafting import dates_from
from geo.errors import RequestError
from geo.server.endpoints.drafts import draft_body
from geo.server.endpoints.places import search_asked
from geo.server.http.answers import FOR_AN_HOUR, Body, answer, json_body, told
from geo.server.http.parameters import one_of, parameters, taken, taken_json
from geo.server.http.waiting import caller_of, gone, until_gone
from geo.service.drafting import (
    LONGEST,
    MOST_BYTES,
    Drafting,
    Incoming,
    begun,
    counting_as_text,
    day,
    existing,
)
from geo.service.drafts import choices, drafts, known_draft, outline
from geo.service.settings import root

_MOST_WANTED_BYTES: Final = 10_000
_OUTLINE_DECIMALS: Final = 3
"""Of the degrees of an outline, which is simplified by more than that."""


@told
async def new_draft(request: Request) -> Response:
    """Answer ``POST /drafts``: draft the article that is sent, and keep the draft.

    The same article, of which the same is said, is not drafted twice: its draft is answered, with
    ``200`` and ``existing``, with what a person decided in it. ``again=true`` drafts it anew.
    """
    values = parameters(request, ("name", "publisher", "published", "again"))
    again = one_of(values, "again", default="false", known=("false", "true")) == "true"
    known = {name: _short(values, name) for name in ("name", "publisher")}
    published = day(values.get("published"))
    data = await taken(request, most=MOST_BYTES, what="the article")
    media_type = request.headers.get("content-type") or None
    incoming = Incoming(data=data, media_type=media_type, published=published, again=again, **known)
    found = await to_thread.run_sync(existing, incoming)
    is_new = found is None
    if found is None:
        coming = await to_thread.run_sync(begun, incoming, caller_of(request))
        found = await _awaited(request, coming)
    body = draft_body(found, existing=not is_new)
    headers = {"Location": f"{root()}drafts/{found.id}", "ETag": body.etag}
    status = 201 if is_new else 200
    return Response(body.data, status, media_type=body.media_type, headers=headers)


async def _awaited(request: Request, drafting: Drafting) -> Draft:
    """Wait for a draft, for as long as its bringer does."""
    coming = asyncio.wrap_future(drafting.promise)
    coming.add_done_callback(_heard)
    return await until_gone(coming, partial(gone, request), drafting.give_up)


def _heard(coming: asyncio.Future[Draft]) -> None:
    """Take notice of a fault of which nobody waits to hear, lest it is logged as one of ours."""
    if not coming.cancelled():
        coming.exception()


def _short(values: Mapping[str, str], name: str) -> str | None:
    text = values.get(name, "").strip()
    if len(text) > LONGEST:
        raise RequestError(f"parameter {name!r} is longer than {LONGEST} characters; shorten it")
    return text or None


# --- what is read anew ------------------------------------------------------------------------


@told
async def more_text(request: Request) -> Response:
    """Answer ``POST /drafts/{id}/text``: count as text what was left out, and draft it."""
    parameters(request, ())
    data = await taken_json(request, most=_MOST_WANTED_BYTES, what="the order")
    name = request.path_params["id"]
    coming = await to_thread.run_sync(counting_as_text, name, data, caller_of(request))
    body = draft_body(await _awaited(request, coming))
    return Response(body.data, media_type=body.media_type, headers={"ETag": body.etag})


@told
async def draft_dates(request: Request) -> Response:
    """Answer ``GET /drafts/{id}/dates``: what its sentences say, read from a day."""
    published = day(parameters(request, ("published",)).get("published"))
    if published is None:
        raise RequestError("parameter 'published' is missing; give a day as 2025-04-28")
    return answer(request, await to_thread.run_sync(_dates, request.path_params["id"], published))


def _dates(name: str, published: date) -> Body:
    known_draft(name)
    found = dates_from(drafts().read(name), published)
    return json_body(
        [{"id": one.id, "date": str(one.date), "date_reason": one.reason} for one in found]
    )


# --- places to choose from --------------------------------------------------------------------


@told
async def draft_places(request: Request) -> Response:
    """Answer ``GET /drafts/places``: places that a mention may mean, the likeliest first."""
    return answer(request, json_body(await to_thread.run_sync(choices, *search_asked(request))))


@told
async def place_outline(request: Request) -> Response:
    """Answer ``GET /drafts/places/outline``: how far a place reaches, where that is known.

    Over the 180th meridian it is whole, its longitudes above 180.
    """
    values = parameters(request, ("of",))
    of = values.get("of", "").strip()
    if not 0 < len(of) <= LONGEST:
        raise RequestError("parameter 'of' is missing or too long; give a place's id")
    return answer(request, await to_thread.run_sync(_outline, of), cache=FOR_AN_HOUR)


def _outline(of: str) -> Body:
    return json_body({"geometry": outline(of)})
