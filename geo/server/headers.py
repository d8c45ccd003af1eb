"""Set the headers that keep every answer within its own house.

No answer carries ``Access-Control-Allow-Origin``. A picture in an ``<img>``, the live map in an
``<iframe>`` and a newsroom's own system need none; a script of another site does, but Dateline
mostly runs on a journalist's own machine, and with it any site that he visits could read his
unpublished stories there. A desk that publishes adds it in the proxy before Dateline.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EVERYWHERE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
PAGE_POLICY: Final = "; ".join(
    (
        "default-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self' data: blob: ws: wss:",
        "frame-ancestors 'self'",
    )
)
"""For Streamlit's own pages: they load nothing from other hosts and stand in no foreign frame."""


class SafeHeaders:
    """Add headers to every answer; one that an endpoint has set stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and amend its answer's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def amended(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _EVERYWHERE.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
            await send(message)

        await self.app(scope, receive, amended)
