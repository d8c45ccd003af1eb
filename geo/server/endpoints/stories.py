"""Serve stories: the list, the bundle that the client draws, the document, the data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final
from urllib.parse import quote as quoted

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.cache import Cache
from geo.errors import NotFoundError, RequestError
from geo.errors.wording import nearest, quote
from geo.server.http.answers import Body, answer, told
from geo.server.http.parameters import parameters
from geo.service.online import QUERY_KEY, Online, chosen
from geo.service.origins import STORIES, Origin
from geo.service.settings import public_url, root
from geo.service.shelf import read_rest, shelf
from geo.story import Story
from geo.webmap.policy import served, stated

KEPT_BYTES: Final = 32 * 1024 * 1024
"""A story's bundle is half a megabyte, the whole map as one file three."""
_kept: Final = Cache[Body](KEPT_BYTES, lambda body: body.weight)


@told
async def story_list(request: Request) -> Response:
    """Answer ``/stories``: every folder, sound or not, with what is wrong."""
    parameters(request, ())
    return answer(request, await to_thread.run_sync(_list))


def _list() -> Body:
    """Return the list; it is packed once for each state of it."""
    found = shelf().told()
    read_rest()
    data = f"[{','.join(found)}]".encode()
    key = ("list", hashlib.sha256(data).digest())
    return _kept.get(key, lambda: Body(data, "application/json"))


@told
async def bundle(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/bundle.json``: all that the client needs of a story."""
    parameters(request, {"v"})
    name = request.path_params["id"]
    body = await to_thread.run_sync(_of_story, origin, name, "bundle", _bundle)
    return answer(request, body)


def _bundle(story: Story) -> Body:
    from geo.webmap.bundle import bundle_bytes

    return Body(bundle_bytes(story), "application/json")


@told
async def features(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/features.{format}``, all layers or those that are named."""
    from geo.export import FORMATS

    name = request.path_params["format"]
    if name not in FORMATS:
        raise NotFoundError(f"features cannot be had as {quote(name)}{nearest(name, FORMATS)}")
    return await _exported(request, origin, name)


@told
async def web_annotations(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/annotations.jsonld``, which features.jsonld is too."""
    return await _exported(request, origin, "jsonld")


async def _exported(request: Request, origin: Origin, name: str) -> Response:
    asked = parameters(request, {"layers"}).get("layers")
    layers = None if asked is None else tuple(part for part in asked.split(",") if part)
    if layers == ():
        raise RequestError("parameter 'layers' names no layer; leave it out to have them all")
    make = _exporter(name, layers)
    key = f"{name}?{'' if layers is None else ','.join(layers)}"
    body = await to_thread.run_sync(_of_story, origin, request.path_params["id"], key, make)
    return answer(request, body)


def _exporter(name: str, layers: tuple[str, ...] | None) -> Callable[[Story], Body]:
    def make(story: Story) -> Body:
        from geo.export import FORMATS, export_story

        known = [layer.id for layer in story.layers]
        for layer in layers or ():
            if layer not in known:
                raise RequestError(
                    f"parameter 'layers' names {quote(layer)}{nearest(layer, known)}"
                )
        chosen = FORMATS[name]
        file = f"{'-'.join((story.id, *(layers or ())))}.{chosen.suffix}"
        data = export_story(story, name, layers=layers)
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return Body(data, chosen.media_type, headers)

    return make


# --- the document -----------------------------------------------------------------------------


@told
async def whole_map(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/map.html``: the map as one file that needs no server."""
    parameters(request, ())
    name = request.path_params["id"]
    body = await to_thread.run_sync(_of_story, origin, name, "alone", _alone)
    return answer(request, body)


def _alone(story: Story) -> Body:
    from geo.webmap import standalone

    data = standalone(story)
    headers = {
        "Content-Disposition": f'attachment; filename="{story.id}.html"',
        "Content-Security-Policy": stated(data.decode()),
    }
    return Body(data, "text/html; charset=utf-8", headers)


@told
async def embed(request: Request, origin: Origin = STORIES) -> Response:
    """Answer ``/stories/{id}/embed``: the document, which may stand in any page's frame.

    Parameters are the address of a sight and belong to the client; what it does
    not know it leaves out, so that an old link still opens.
    """
    name = request.path_params["id"]
    online = chosen(request.query_params.get(QUERY_KEY))
    return answer(request, await to_thread.run_sync(_document, origin, name, online))


def _document(origin: Origin, name: str, online: Online | None) -> Body:
    """Make a story's document; it is the same whether the story is sound or not."""
    from geo.webmap import embed as render
    from geo.webmap.assets import lazy_addresses, newest

    title, language = origin.head(name)
    omit = origin.omitted(name)

    def make() -> Body:
        config = online.config() if online else None
        html = render(
            name,
            title=title,
            language=language,
            root=root(),
            public=public_url(),
            folder=origin.folder,
            omit=omit,
            online=config,
        )
        headers = {
            "Content-Security-Policy": served(html.scripts, online.hosts() if online else ()),
            "Link": ", ".join(
                f"<{address}>; rel=preload; as=fetch; crossorigin"
                for address in (
                    f"{root()}{origin.folder}/{quoted(name, safe='')}/bundle.json",
                    lazy_addresses(root=f"{root()}assets/")["i18n/en.json"],
                )
            ),  # what the scripts will fetch comes while they do
        }
        if online:  # providers ask to be told which site shows their tiles
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        return Body(html.encode(), "text/html; charset=utf-8", headers)

    which = online.id if online else ""
    key = (
        "embed",
        root(),
        public_url(),
        origin.folder,
        name,
        title,
        language,
        omit,
        which,
        str(newest()),
    )
    return _kept.get(key, make)


def get_ready(name: str) -> None:
    """Make what the first visitor of a story will ask for: the document, then its bundle."""
    _document(STORIES, name, None)
    if shelf().entry(name).story:
        _of_story(STORIES, name, "bundle", _bundle)


# --- what is kept -----------------------------------------------------------------------------


def _of_story(origin: Origin, name: str, what: str, make: Callable[[Story], Body]) -> Body:
    """Make something of a sound story, once for each state of its files."""
    story, version = origin.sound(name)
    return _kept.get((what, name, version), lambda: make(story))
