"""Serve the search of places by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import RequestError
from geo.server.http.answers import FOR_AN_HOUR, Body, answer, json_body, told
from geo.server.http.parameters import MAX_QUERY, one_of, parameters, whole_number
from geo.text import LANGUAGES

USUAL: Final = 8
MOST: Final = 50


@told
async def places(request: Request) -> Response:
    """Answer ``/places?q=&lang=&limit=``: places whose name begins so, the likeliest first."""
    body = await to_thread.run_sync(_find, *search_asked(request))
    return answer(request, body, cache=FOR_AN_HOUR)


def search_asked(request: Request) -> tuple[str, str, int]:
    """Return the name that is searched, the language of the names, and how many at most."""
    values = parameters(request, ("q", "lang", "limit"))
    query = _name(values)
    language = one_of(values, "lang", default="en", known=LANGUAGES)
    return query, language, whole_number(values, "limit", default=USUAL, least=1, most=MOST)


def _name(values: Mapping[str, str]) -> str:
    """Return the name, or its beginning, that a search for places is about.

    Raises
    ------
    RequestError
        If it is missing or too long.
    """
    query = values.get("q", "").strip()
    if not query:
        raise RequestError("parameter 'q' is missing; give the name of a place, or its beginning")
    if len(query) > MAX_QUERY:
        raise RequestError(f"parameter 'q' is longer than {MAX_QUERY} characters; shorten it")
    return query


def _find(query: str, language: str, limit: int) -> Body:
    from geo import gazetteer

    return json_body([_plain(p) for p in gazetteer.find(query, language=language, limit=limit)])


def _plain(place: Any) -> dict[str, Any]:
    """Return a frozen place as a JSON object."""
    found = {item.name: getattr(place, item.name) for item in fields(place)}
    return {k: dict(v) if isinstance(v, Mapping) else v for k, v in found.items()}
