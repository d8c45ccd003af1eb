"""Answer our own addresses below the path that all have in common, as Streamlit does its own."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from geo.server.middleware.guard import OURS
from geo.service.settings import local, root


class Prefixed:
    """Tell the routes of our own addresses which part of the path is not theirs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; Streamlit's routes have the common part in them."""
        path = scope.get("path", "")
        if scope["type"] == "http" and root() != "/" and path.startswith(root()):
            first = local(path).lstrip("/").partition("/")[0]
            if first in OURS:
                scope = {**scope, "root_path": root().rstrip("/")}
        await self.app(scope, receive, send)
