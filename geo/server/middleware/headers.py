"""Set the headers that keep every answer within its own house.

No answer carries ``Access-Control-Allow-Origin``. A picture in an ``<img>``, the live map in an
``<iframe>`` and a newsroom's own system need none; a script of another site does, but Dateline
mostly runs on a journalist's own machine, and with it any site that he visits could read his
unpublished stories there. A desk that publishes adds it in the proxy before Dateline.
Drafts are kept to the person who writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.webmap.policy import hashes

_EVERYWHERE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def scripts_of(page: Path) -> list[str]:
    """Return the scripts inside Streamlit's page, read from the file that it came with."""
    return _SCRIPT.findall(page.read_text(encoding="utf-8"))


def page_policy(scripts: Iterable[str]) -> str:
    """Return what Streamlit's own pages may do: ask no other host, stand in no foreign frame.

    Parameters
    ----------
    scripts
        Those inside the page; others run only from files of the server, or of its making.
    """
    return "; ".join(
        (
            "default-src 'self' data: blob:",
            f"script-src 'self' 'unsafe-eval' blob: {hashes(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            "connect-src 'self' data: blob: ws: wss:",
            "base-uri 'self'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )


class SafeHeaders:
    """Add headers to every answer; one that an endpoint has set stays."""

    def __init__(self, app: ASGIApp, *, scripts: Iterable[str] = ()) -> None:
        self.app = app
        self.policy = page_policy(scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and amend its answer's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        await self.app(scope, receive, _amending(send, self._complete))

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in _EVERYWHERE.items():
            headers.setdefault(name, value)
        if headers.get("content-type", "").startswith("text/html"):
            headers.setdefault("Content-Security-Policy", self.policy)


def kept_private(send: Send) -> Send:
    """Return a sender whose answers no cache keeps and no other site's page may show."""
    return _amending(send, _keep_private)


def _keep_private(headers: MutableHeaders) -> None:
    headers.update(_PRIVATE)
    policy = headers.get("content-security-policy")
    if policy and "frame-ancestors" not in policy:
        headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'"


def _amending(send: Send, amend: Callable[[MutableHeaders], None]) -> Send:
    """Return a sender whose answers have their headers amended first."""

    async def amended(message: Message) -> None:
        if message["type"] == "http.response.start":
            amend(MutableHeaders(scope=message))
        await send(message)

    return amended
