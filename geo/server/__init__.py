"""Offer stories, tiles and data over HTTP: routes and headers for the app to mount.

``answers``, ``parameters``, ``shelf``, ``online`` → ``assets``, ``tiles``, ``stories``, ``places``,
``headers``, ``early`` → ``pictures``, ``films`` → here.
What is heavy to import is imported when first asked for, or by `warm`.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable
from typing import Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.errors import DatelineError
from geo.server import stories
from geo.server.answers import NotFoundError, answer, json_body, told
from geo.server.assets import asset
from geo.server.early import EarlyFrame
from geo.server.films import film
from geo.server.headers import SafeHeaders
from geo.server.pictures import picture
from geo.server.places import places
from geo.server.shelf import opening, shelf
from geo.server.stories import bundle, embed, features, story_list
from geo.server.tiles import ground, names, tile
from geo.story.words import nearest, quote

__all__ = ["ROUTES", "middleware", "opening", "routes", "shelf", "warm"]

LOG: Final = logging.getLogger(__name__)

ROUTES: Final = (
    ("/stories", story_list),
    ("/stories/{id}/bundle.json", bundle),
    ("/stories/{id}/embed", embed),
    ("/stories/{id}/features.{format}", features),
    ("/stories/{id}/map.{format}", picture),
    ("/stories/{id}/film.{format}", film),
    ("/tiles/{theme}/ground/{z}/{x}/{row}.png", ground),
    ("/tiles/{theme}/names/{lang}/{z}/{x}/{row}.png", names),
    ("/tiles/{theme}/{lang}/{z}/{x}/{row}.png", tile),
    ("/assets/{name:path}", asset),
    ("/places", places),
)
"""Addresses and who answers; Streamlit's own are ``/_stcore/…`` and its pages' names."""


def routes() -> list[Route]:
    """Return the routes, in the order in which they are tried."""
    found = [Route(path, endpoint) for path, endpoint in ROUTES]
    lost = [Route(f"/{root}/{{rest:path}}", nothing_there) for root in ("stories", "tiles")]
    return [*found, Route("/health", health), *lost]


def middleware() -> list[Middleware]:
    """Return what every answer of the server passes through, Streamlit's own too."""
    return [Middleware(SafeHeaders), Middleware(EarlyFrame)]


@told
async def health(request: Request) -> Response:
    """Answer ``/health``: the server answers, and whether it is warm."""
    return answer(request, json_body({"status": "ok", "warm": _warm.is_set()}), cache="no-store")


@told
async def nothing_there(request: Request) -> Response:
    """Say what an address that leads nowhere may have meant."""
    known = [path for path, _ in ROUTES]
    raise NotFoundError(
        f"nothing is at {quote(request.url.path)}{nearest(request.url.path, known)}"
    )


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
            _try(stories.get_ready, first)
        importlib.import_module("geo.basemap").warm_up()
        for name in ("geo.gazetteer", "geo.printmap"):
            importlib.import_module(name)
        for name in shelf().ids():
            _try(shelf().entry, name)
    finally:
        _warm.set()


def _try(job: Callable[[str], object], story: str) -> None:
    try:
        job(story)
    except DatelineError as error:
        LOG.warning("%s", error)
