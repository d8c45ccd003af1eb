"""Have the web server keep to our rules for connections, whoever starts it.

Streamlit makes the server itself, with uvicorn, and lets an app say nothing of it; what is to be
otherwise is set in the moment before the server first listens.
"""

from __future__ import annotations

import functools
import socket

import uvicorn
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware


def keep_to_rules() -> None:
    """Amend every server of this process that does not listen yet."""
    start = uvicorn.Server.startup
    if hasattr(start, "__wrapped__"):
        return  # amended already

    @functools.wraps(start)
    async def amended(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        _believe_no_headers(self.config)
        await start(self, sockets)

    uvicorn.Server.startup = amended  # type: ignore[method-assign]


def _believe_no_headers(config: Config) -> None:
    """Take away uvicorn's own trust in what this machine forwards: any program here can write it.

    Whom to believe is told in ``DATELINE_PROXIES``, and heeded by our own middleware.
    """
    if isinstance(config.loaded_app, ProxyHeadersMiddleware):
        config.loaded_app = config.loaded_app.app
