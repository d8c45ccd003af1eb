"""Keep drafts to the person who writes them: no cache keeps an answer, no other site shows one."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def kept_private(send: Send) -> Send:
    """Return a sender whose answers no cache keeps and no other site's page may show."""

    async def amended(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            policy = headers.get("content-security-policy")
            if policy and "frame-ancestors" not in policy:
                headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'"
        await send(message)

    return amended
