"""Answer requests: bytes with a mark of their content, or a problem in one sentence."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, Final, ParamSpec

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from geo.errors import A_FAULT, AddressError, DatelineError, UnsoundError
from geo.errors.wording import counted, quote

LOG: Final = logging.getLogger(__name__)

ALWAYS_ASK: Final = "no-cache"
"""Kept by the browser, but asked about each time: a changed story shows at once."""
FOR_AN_HOUR: Final = "public, max-age=3600, stale-while-revalidate=86400"
FOR_A_DAY: Final = "public, max-age=86400"
FOR_EVER: Final = "public, max-age=31536000, immutable"
"""For addresses that name their content's hash."""

MOST_ADDRESS: Final = 8_000
"""Bytes of path and query; RFC 9110 wants at least so many to be understood."""
AGAIN_S: Final = 5
"""After which a caller who was sent away may ask again: a few large pictures' time."""
PASSING: Final = (429, 503)
"""What is so only for now: the answer says when to ask again."""

_LONGEST_DETAIL: Final = 300
_COMPRESSED: Final = (
    "text/", "application/json", "application/geo+json", "application/ld+json", "image/svg",
)  # fmt: skip
_WORTH_COMPRESSING_BYTES: Final = 400
_HEAD_BYTES: Final = 1_000
"""Of a body without its data."""
_LARGE_BYTES: Final = 2_000_000
"""From which on the last few per cent are not worth the wait."""
_THOROUGH, _QUICK = 9, 4


@dataclass(frozen=True)
class Body:
    """Hold the bytes of an answer, compressed once, and the mark of their content.

    Both are made with the body, in the thread that makes it: the one that sends it answers
    everybody, and a large SVG takes long to compress.
    """

    data: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    """The mark that a browser sends back to learn whether anything changed; where none is given,
    one of the bytes."""
    packed: bytes | None = field(init=False)
    """The bytes compressed, or nothing where that saves little."""

    def __post_init__(self) -> None:
        if not self.etag:
            mark = hashlib.sha256(self.data).hexdigest()[:20]
            object.__setattr__(self, "etag", f'W/"{mark}"')
        object.__setattr__(self, "packed", self._compressed())

    def _compressed(self) -> bytes | None:
        size = len(self.data)
        if size < _WORTH_COMPRESSING_BYTES or not self.media_type.startswith(_COMPRESSED):
            return None
        return gzip.compress(self.data, _THOROUGH if size < _LARGE_BYTES else _QUICK, mtime=0)

    @property
    def weight(self) -> int:
        """About how many bytes the body holds."""
        return len(self.data) + len(self.packed or b"") + _HEAD_BYTES


def json_body(value: object, media_type: str = "application/json") -> Body:
    """Return a value as JSON; keys keep their order, so equal values give equal bytes."""
    return Body(_json(value), media_type)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answer(request: Request, body: Body, *, cache: str = ALWAYS_ASK, status: int = 200) -> Response:
    """Return a body, or only the word that the browser's copy is still good."""
    headers = {"ETag": body.etag, "Cache-Control": cache, **body.headers}
    if body.packed is not None:
        headers["Vary"] = "Accept-Encoding"
    known = request.headers.get("if-none-match", "")
    if status == 200 and (known == "*" or body.etag.removeprefix("W/") in known):
        return Response(status_code=304, headers=headers)
    data = body.data
    if body.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        data = body.packed
        headers["Content-Encoding"] = "gzip"
    return Response(data, status, media_type=body.media_type, headers=headers)


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    after_s: int | None = None,
    allow: str | None = None,
    **more: Any,
) -> Response:
    """Return a problem as RFC 9457 has it.

    Parameters
    ----------
    status, title, detail
        The number, its kind, and this one in a sentence.
    after_s
        When to ask again.
    allow
        The methods that there are, where another was used.
    **more
        What else a program may want to know.
    """
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    headers = {"Cache-Control": "no-store"}
    if after_s is not None:
        headers["Retry-After"] = str(after_s)
    if allow is not None:
        headers["Allow"] = allow
    return Response(
        _json(content),
        status_code=status,
        media_type="application/problem+json",
        headers=headers,
    )


Endpoint = Callable[[Request], Awaitable[Response]]
_More = ParamSpec("_More")


def told(
    endpoint: Callable[Concatenate[Request, _More], Awaitable[Response]],
) -> Callable[Concatenate[Request, _More], Awaitable[Response]]:
    """Turn whatever an endpoint raises into a problem; nothing of the code reaches the reader."""

    @functools.wraps(endpoint)
    async def with_problems(
        request: Request, /, *args: _More.args, **kwargs: _More.kwargs
    ) -> Response:
        try:
            _check_length(request)
            return await endpoint(request, *args, **kwargs)
        except UnsoundError as error:
            return _unsound(error)
        except DatelineError as error:
            if error.status != A_FAULT:
                after_s = AGAIN_S if error.status in PASSING else None
                return problem(error.status, error.title, str(error), after_s=after_s)
            return _fault(request)
        except ClientDisconnect:
            return problem(400, "Gone", "the connection ended before the body had come")
        except Exception:
            return _fault(request)

    return with_problems


def _fault(request: Request) -> Response:
    """Say that the fault is ours, and to the terminal which it is."""
    LOG.exception("cannot answer %s", request.url.path)
    detail = "Dateline met a fault of its own; its terminal says which."
    return problem(A_FAULT, DatelineError.title, detail)


def _unsound(error: UnsoundError) -> Response:
    """Tell all that is wrong with a story or a draft; a draft's only fault in the detail itself."""
    kind, name, problems = error.kind, error.name, error.problems
    detail = f"{kind} {quote(name)} has {counted(len(problems), 'problem')}"
    if kind == "draft" and len(problems) == 1 and len(problems[0]) < _LONGEST_DETAIL:
        detail = problems[0]
    more: dict[str, Any] = {kind: name, "problems": list(problems)}
    return problem(error.status, error.title, detail, **more)


def _check_length(request: Request) -> None:
    length = len(request.scope.get("raw_path", b"")) + len(request.scope["query_string"])
    if length > MOST_ADDRESS:
        raise AddressError(f"the address has {length} bytes, and the limit is {MOST_ADDRESS}")
