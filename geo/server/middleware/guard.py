"""Refuse, before anything else sees it, what another site asks through a reader's browser.

Dateline asks nobody who he is, and mostly runs on a journalist's own machine. Any page that he
visits meanwhile can send requests to that port through his browser, by HTTP or by WebSocket, so
this module refuses

- what is asked under a name that is not the server's. A site whose name is made to lead to this
  machine (DNS rebinding) is to the browser the same site as Dateline, and only the name betrays
  it. A number or ``localhost`` cannot be made to lead elsewhere; any other name, for example a
  proxy's, is told in ``DATELINE_HOSTS``, with commas;
- what another site asks, by the browser's own word (``Sec-Fetch-Site``, or ``Origin``), but of the
  addresses in `SHOWN`, which may be read by other sites' pages as pictures and frames, and but for
  a link that opens a page;
- a change of a draft or a story without the header ``X-Dateline: 1``: a form cannot send it, and a
  script of another site only after asking first, which is never answered.

It stands before Streamlit's own routes too: of a WebSocket of another origin Streamlit would ask an
outside host for this machine's address first, and let nobody through meanwhile.

Who can reach the port by himself is not kept out: run it on ``localhost``, or behind a proxy that
asks for a password.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.errors.wording import quote
from geo.server.http.answers import problem
from geo.service.settings import HOSTS_VARIABLE, hosts, local

MARK: Final = "x-dateline"
"""A header that is `1`, which says that our own client asks."""
CHANGING: Final = frozenset({"POST", "PUT", "DELETE"})
SHOWN: Final = frozenset(
    {"stories", "tiles", "assets", "presets", "places", "health", "openapi.json"}
)
"""First parts of the addresses that other sites' pages may show, though no script of theirs read;
all others are for Dateline's own pages."""
OURS: Final = SHOWN | {"drafts", "map"}
"""First parts of all addresses that are not Streamlit's."""
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
"""This machine, as it calls itself."""
_CHANGES: Final = {"drafts": CHANGING, "stories": frozenset({"PUT"})}
"""First part of the addresses at which a change needs our mark."""

_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::\d+)?", re.ASCII)
_OURS: Final = frozenset({"", "none", "same-origin"})
"""Of ``Sec-Fetch-Site``; absent where the browser is old or the address not secure."""


def known_hosts(address: str | None) -> list[str]:
    """Return the names that Streamlit shall answer to, which looks at WebSockets once more.

    Parameters
    ----------
    address
        On which the server listens. Of all of a machine's there is no list, for it may be reached
        by a number of the network's that it does not know itself; then only this module judges.
    """
    if address in (None, "", "0.0.0.0", "::"):
        return ["*"]
    return sorted({*LOOPBACK, str(address), *hosts()})


class Guard:
    """Refuse a request or a WebSocket with 403 and the reason, and pass all others on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        first = local(scope["path"]).lstrip("/").partition("/")[0]
        method = scope.get("method", "GET")
        opened = scope["type"] == "websocket"
        reason = refusal(method, first, Headers(scope=scope), opened=opened)
        if reason is None:
            await self.app(scope, receive, send)
        elif opened:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})  # 403
        else:
            await problem(403, "Refused", reason)(scope, receive, send)


def refusal(
    method: str, first: str, headers: Mapping[str, str], *, opened: bool = False
) -> str | None:
    """Return why a request may not be answered, in a sentence; nothing where it may.

    Parameters
    ----------
    method
        In capitals.
    first
        The first part of the path.
    headers
        By name, in small letters where the mapping heeds them.
    opened
        Whether it opens a WebSocket, which no link does.
    """
    if strange := _misnamed(headers):
        return strange
    changes = method in _CHANGES.get(first, ())
    if (changes or first not in SHOWN) and (foreign := _foreign(method, headers, opened)):
        return foreign
    if changes and headers.get(MARK) != "1":
        sent = quote(headers[MARK]) if headers.get(MARK) else "none"
        return f"a change of {first} is sent with the header X-Dateline: 1, and this one has {sent}"
    return None


def _misnamed(headers: Mapping[str, str]) -> str | None:
    """Return, in a sentence, that a request names a host that may be made to lead here."""
    host = headers.get("host", "").lower()
    if not host or _lasting(host):
        return None
    return (
        f"this server does not know itself by the name {quote(host.partition(':')[0])}; open "
        f"Dateline at localhost, or start it with that name in {HOSTS_VARIABLE}"
    )


def _foreign(method: str, headers: Mapping[str, str], opened: bool) -> str | None:
    """Return, in a sentence, that another site's page asks."""
    followed = headers.get("sec-fetch-mode") == "navigate" and method in ("GET", "HEAD")
    top = followed and headers.get("sec-fetch-dest") == "document"  # a link in a mail, for example
    if headers.get("sec-fetch-site", "") not in _OURS and not (top and not opened):
        return "this is not for other sites' pages; open Dateline itself"
    origin = headers.get("origin", "").lower()
    if origin and not _own(origin, headers.get("host", "").lower()):
        return (
            f"this is not for pages of {quote(origin)}; open Dateline itself, or name that "
            f"host in {HOSTS_VARIABLE} if Dateline is reached by it"
        )
    return None


def _lasting(host: str) -> bool:
    """Tell whether a host, with or without a port, can lead nowhere but here."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1] or found[2]
    if name == "localhost" or name in hosts():
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _own(origin: str, host: str) -> bool:
    """Tell whether a page's origin is this server, or a name that a proxy has for it."""
    try:
        parts = urlsplit(origin)
        return bool(parts.netloc) and (parts.netloc == host or (parts.hostname or "") in hosts())
    except ValueError:
        return False
