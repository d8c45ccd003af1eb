"""Read what a request brings: only known parameters, and no body too large or of another kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request

from geo.errors import MediaError, RequestError, TooLargeError
from geo.errors.wording import nearest, quote

MAX_QUERY: Final = 100
"""Characters of a searched name."""

Schema = Mapping[str, Any]
"""A JSON Schema, of the 2020-12 draft."""
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Say of one part of an address, or of its query, what it means and may be."""

    about: str
    schema: Schema
    required: bool = False


def parameters(request: Request, known: Collection[str]) -> Mapping[str, str]:
    """Return the query's parameters.

    Raises
    ------
    RequestError
        If one is unknown or stands twice.
    """
    for name in request.query_params:
        if name not in known:
            raise RequestError(f"there is no parameter {quote(name)}{nearest(name, known)}")
        if len(request.query_params.getlist(name)) > 1:
            raise RequestError(f"parameter {quote(name)} stands more than once; give it once")
    return dict(request.query_params)


def whole_number(
    values: Mapping[str, str], name: str, *, default: int, least: int, most: int
) -> int:
    """Return a parameter as a whole number within its range.

    Raises
    ------
    RequestError
        If it is no such number.
    """
    text = values.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise RequestError(
            f"parameter {name!r} is {quote(text)}; give a whole number from {least} to {most}"
        )
    return int(text)


def one_of(values: Mapping[str, str], name: str, *, default: str, known: Collection[str]) -> str:
    """Return a parameter that must be one of some words.

    Raises
    ------
    RequestError
        If it is none of them.
    """
    text = values.get(name, default)
    if text not in known:
        raise RequestError(f"parameter {name!r} is {quote(text)}{nearest(text, known)}")
    return text


# --- the body ---------------------------------------------------------------------------------


async def taken(request: Request, *, most: int, what: str) -> bytes:
    """Return a request's body, which is never held whole where it is too large.

    Parameters
    ----------
    request
        Not yet read.
    most
        Bytes.
    what
        What it is, for the sentence that refuses.

    Raises
    ------
    TooLargeError
        If it has more bytes.
    """
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:20]) > most:
        raise _too_large(what, most)
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise _too_large(what, most)
    return bytes(found)


async def taken_json(request: Request, *, most: int, what: str) -> bytes:
    """Return a request's body, which must say that it is JSON.

    Raises
    ------
    MediaError
        If it does not: other sites' pages can send other kinds without asking first.
    TooLargeError
        If it has more bytes than may be.
    """
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != JSON:
        raise MediaError(f"the body is sent as {quote(kind)}; send it as {JSON}")
    return await taken(request, most=most, what=what)


def _too_large(what: str, most: int) -> TooLargeError:
    return TooLargeError(f"{what} is larger than {most:,} bytes, which is the limit")
