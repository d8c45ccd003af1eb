"""Offer stories, tiles and data over HTTP: routes and headers for the app to mount.

``http`` → ``middleware``, ``endpoints`` → ``addresses``, ``draftaddresses`` → ``description`` →
here, over what `geo.service` lets all doors do.
What is heavy to import is imported when first asked for, or by `warm`.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from anyio import to_thread
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from geo.errors import DatelineError, NotFoundError
from geo.errors.wording import nearest, quote
from geo.server.addresses import ADDRESSES, Address, json, objects
from geo.server.description import description
from geo.server.draftaddresses import DRAFT_ADDRESSES, ROOT
from geo.server.endpoints import stories
from geo.server.http.answers import Body, Endpoint, answer, json_body, problem, told
from geo.server.middleware.connections import keep_to_rules
from geo.server.middleware.early import EarlyFrame
from geo.server.middleware.guard import Guard, known_hosts
from geo.server.middleware.headers import SafeHeaders, kept_private, scripts_of
from geo.server.middleware.prefix import Prefixed
from geo.service import settings
from geo.service.jobs import apart
from geo.service.jobs.memory import settle, share_arenas
from geo.service.settings import audience, check, local, public_url, put_under, root
from geo.service.shelf import opening, read_rest, shelf

__all__ = [
    "ROUTES", "audience", "check", "keep_to_rules", "known_hosts", "middleware", "put_under",
    "root", "routes", "share_arenas", "warm",
]  # fmt: skip

LOG: Final = logging.getLogger(__name__)


@told
async def health(request: Request) -> Response:
    """Answer ``/health``: the server answers, and whether it is warm."""
    return answer(request, json_body({"status": "ok", "warm": _warm.is_set()}), cache="no-store")


@told
async def openapi(request: Request) -> Response:
    """Answer ``/openapi.json``: all addresses, for programs."""
    return answer(request, await to_thread.run_sync(_described))


def _described() -> Body:
    return _described_at(public_url() or root())


@cache
def _described_at(home: str) -> Body:
    return json_body(description(ROUTES, home=home))


ROUTES: Final = (
    *ADDRESSES,
    *DRAFT_ADDRESSES,
    Address(
        path="/health",
        endpoint=health,
        about="Whether the server answers, and is warm",
        gives=json(objects(status={"const": "ok"}, warm={"type": "boolean"})),
        others=True,
    ),
    Address(
        path="/openapi.json",
        endpoint=openapi,
        about="This description",
        gives=json({"type": "object", "required": ["openapi", "paths"]}),
        others=True,
    ),
)
"""All addresses of ours; Streamlit's own are ``/_stcore/…`` and its pages' names."""


class _Anything(PathConvertor):
    """Fit the whole rest of a path, line breaks too, which Starlette's ``path`` leaves out."""

    regex = r"(?s:.*)"


register_url_convertor("anything", _Anything())


class _Route(Route):
    """Lead to the endpoints at a path, and tell of a wrong method as of any other fault.

    Whatever lies where drafts lie is kept private here, so that no address can forget it.
    """

    def __init__(self, path: str, endpoints: Mapping[str, Endpoint]) -> None:
        super().__init__(path, self._answer, methods=[*endpoints])
        self.endpoints = endpoints

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Take what fits the path whatever its method: no route behind this one knows better."""
        found, more = super().matches(scope)
        return (Match.FULL if found is Match.PARTIAL else found), more

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose path fits."""
        if self.path.startswith(ROOT):
            send = kept_private(send)
        if scope["method"] in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        known = sorted(self.methods or ())
        detail = f"{quote(scope['method'])} is not answered here; use {' or '.join(known)}"
        await problem(405, "Wrong method", detail, allow=", ".join(known))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        method = request.method
        return await self.endpoints["GET" if method == "HEAD" else method](request)


def routes() -> list[Route]:
    """Return the routes, in the order in which they are tried."""
    found: dict[str, dict[str, Endpoint]] = {}
    for address in ROUTES:
        found.setdefault(address.path, {})[address.method] = address.endpoint
    ours = [_Route(path, endpoints) for path, endpoints in found.items()]
    lost = [
        _Route(f"/{part}/{{rest:anything}}", {"GET": nothing_there})
        for part in ("stories", "tiles", "drafts")
    ]
    return [*ours, *lost, Route("/map", map_page)]


def middleware(page: Path | None = None) -> list[Middleware]:
    """Return what every request and WebSocket passes through, Streamlit's own too.

    Parameters
    ----------
    page
        The file of Streamlit's page, whose own scripts are let run.
    """
    known = [str(network) for network in settings.proxies()]
    return [
        Middleware(SafeHeaders, scripts=() if page is None else scripts_of(page)),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=known),
        Middleware(Guard),
        Middleware(Prefixed),
        Middleware(EarlyFrame),
    ]


async def map_page(request: Request) -> Response:
    """Lead from the name of the first page, which Streamlit does not know, to where it is."""
    return RedirectResponse(f"{root()}?{request.url.query}")


@told
async def nothing_there(request: Request) -> Response:
    """Say what an address that leads nowhere may have meant."""
    known = [address.path for address in ROUTES]
    path = request.url.path
    raise NotFoundError(f"nothing is at {quote(path)}{nearest(local(path), known)}")


# --- getting ready ----------------------------------------------------------------------------

_warm: Final = threading.Event()


def warm() -> threading.Thread:
    """Import what is heavy, read the stories and open the base map, in a thread of its own."""
    thread = threading.Thread(target=_get_ready, name="dateline-warm", daemon=True)
    thread.start()
    return thread


def _get_ready() -> None:
    """Do first what the first visitor waits for: the story's document, its bundle, its tiles."""
    first = opening(None)
    try:
        if first:
            _try(partial(stories.get_ready, first))
        importlib.import_module("geo.basemap").warm_up()
        for name in ("geo.gazetteer", "geo.printmap"):
            importlib.import_module(name)
        shelf().told()  # a few are read now
        read_rest()
        _try(apart.start)
        settle()
    finally:
        _warm.set()


def _try(job: Callable[[], object]) -> None:
    try:
        job()
    except DatelineError as error:
        LOG.warning("%s", error)
