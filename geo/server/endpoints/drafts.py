"""Serve drafts to the page that checks them: the list, each one, its changes and its story."""

from __future__ import annotations

from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.draft.model import Draft
from geo.draft.repository.store import MOST_BYTES
from geo.errors import DraftError
from geo.server.http.answers import Body, answer, json_body, told
from geo.server.http.parameters import parameters, taken_json
from geo.service.drafts import drafts, known_draft, line_of, lines, publish, remove, save
from geo.service.settings import root
from geo.webmap.policy import served

_MOST_ORDER_BYTES: Final = 10_000


@told
async def draft_list(request: Request) -> Response:
    """Answer ``GET /drafts``: every draft, the one saved last first."""
    parameters(request, ())
    return answer(request, await to_thread.run_sync(_list))


def _list() -> Body:
    return json_body(lines())


@told
async def draft(request: Request) -> Response:
    """Answer ``GET /drafts/{id}``: the draft, and how far it is checked."""
    parameters(request, ())
    return answer(request, await to_thread.run_sync(_read, _name(request)))


def _read(name: str) -> Body:
    known_draft(name)
    return draft_body(drafts().read(name))


def draft_body(found: Draft, **more: Any) -> Body:
    """Return a draft as an answer, with what else is said of it; its mark is its version."""
    rest = json_body({"progress": found.progress(), **more})
    whole = b'{"draft":%s,%s' % (found.model_dump_json().encode(), rest.data[1:])
    return Body(whole, rest.media_type, etag=f'"v{found.version}"')


@told
async def save_draft(request: Request) -> Response:
    """Answer ``PUT /drafts/{id}``: save a changed draft, unless another window did meanwhile."""
    parameters(request, ())
    data = await taken_json(request, most=MOST_BYTES, what="the draft")
    body = await to_thread.run_sync(_save, _name(request), data)
    return Response(body.data, media_type=body.media_type, headers={"ETag": body.etag})


def _save(name: str, data: bytes) -> Body:
    return draft_body(save(name, data))


@told
async def remove_draft(request: Request) -> Response:
    """Answer ``DELETE /drafts/{id}``: delete a draft and its text for good."""
    parameters(request, ())
    await to_thread.run_sync(remove, _name(request))
    return Response(status_code=204)


# --- the story --------------------------------------------------------------------------------


@told
async def publish_draft(request: Request) -> Response:
    """Answer ``POST /drafts/{id}/story``: make the story of what is confirmed."""
    parameters(request, ())
    data = await taken_json(request, most=_MOST_ORDER_BYTES, what="the order")
    made = await to_thread.run_sync(_publish, _name(request), data)
    body = json_body(made)
    headers = {"Location": str(made["address"])}
    return Response(body.data, 201, media_type=body.media_type, headers=headers)


def _publish(name: str, data: bytes) -> dict[str, str | tuple[str, ...]]:
    story, lost = publish(name, data)
    return {"id": story, "address": f"{root()}?story={story}", "lost": lost}


# --- the checking page ------------------------------------------------------------------------


@told
async def check_page(request: Request) -> Response:
    """Answer ``GET /drafts/{id}/check``: the document in which a person checks a draft.

    It says itself what is wrong with a draft that cannot be read; its status says so too.
    """
    body, status = await to_thread.run_sync(_check_page, _name(request))
    return answer(request, body, status=status)


def _check_page(name: str) -> tuple[Body, int]:
    from geo.webmap import check_document

    known_draft(name)
    line = line_of(name)
    html = check_document(name, title=line["title"] if line else name, root=root())
    policy = {"Content-Security-Policy": served(html.scripts)}
    status = DraftError.status if line and line["problems"] else 200
    return Body(html.encode(), "text/html; charset=utf-8", policy), status


def _name(request: Request) -> str:
    found: str = request.path_params["id"]
    return found
