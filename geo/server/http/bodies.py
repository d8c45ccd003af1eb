"""Read what a request brings: no more bytes than may be, and of the kind that is wanted."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from geo.errors import MediaError, TooLargeError
from geo.story.format.words import quote

JSON: Final = "application/json"


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
