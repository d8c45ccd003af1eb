"""Serve the client's files from ``static/``, and nothing else from the disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import NotFoundError
from geo.errors.wording import quote
from geo.server.http.answers import (
    ALWAYS_ASK,
    FOR_A_DAY,
    FOR_EVER,
    Body,
    answer,
    told,
)
from geo.webmap.assets import JOINED, STATIC, joined

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
"""What may be served, by the end of its name."""
_CACHE: Final = {"font/woff2": FOR_A_DAY}


@told
async def asset(request: Request) -> Response:
    """Answer ``/assets/…``: for ever where the address names the content, else asked each time."""
    body = await to_thread.run_sync(_read, request.path_params["name"])
    cache = FOR_EVER if "v" in request.query_params else _CACHE.get(body.media_type, ALWAYS_ASK)
    return answer(request, body, cache=cache)


def _read(name: str) -> Body:
    path = (STATIC / name).resolve() if "\0" not in name else STATIC
    if name in JOINED:
        return _joined(name, joined(name))
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if hidden or not path.is_relative_to(STATIC.resolve()) or path.suffix not in _TYPES:
        raise NotFoundError(f"there is no file {quote(name)} among the client's files")
    try:
        return _kept(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise NotFoundError(f"there is no file {quote(name)} among the client's files") from error


@lru_cache(maxsize=2 * len(JOINED))
def _joined(name: str, data: bytes) -> Body:
    return Body(data, _TYPES[Path(name).suffix])


@lru_cache(maxsize=256)
def _kept(path: Path, _changed: int) -> Body:
    return Body(path.read_bytes(), _TYPES[path.suffix])
