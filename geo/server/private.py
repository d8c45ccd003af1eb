"""Keep drafts to the person who writes them: no other site's page may read or change one.

Dateline asks nobody who he is, and mostly runs on a journalist's own machine. Any page that he
visits meanwhile can send requests to that port through his browser, so this module refuses

- what another site asks, by the browser's own word: ``Sec-Fetch-Site``, or ``Origin``;
- a change without the header ``X-Dateline``: a form cannot send it, and a script of another site
  only after asking first, which is never answered;
- what is asked under a name that is not the server's. A site whose name is made to lead to this
  machine (DNS rebinding) is to the browser the same site as Dateline, and only the name betrays
  it. A number or ``localhost`` cannot be made to lead elsewhere; any other name, for example a
  proxy's, is told in ``DATELINE_HOSTS``, with commas.

Stories are for everybody whom the server is opened to. What asks from this machine itself is the
person's own browser, or a proxy: to that, stories too are refused under a name that may be made to
lead here, for one that is not published yet may lie on the shelf.

Who can reach the port by himself is not kept out: run it on ``localhost``, or behind a proxy that
asks for a password.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from geo.story.words import quote

HOSTS_VARIABLE: Final = "DATELINE_HOSTS"
"""The environment's name for the names under which browsers reach this server."""
MARK: Final = "x-dateline"
"""A header of any value, which says that our own client asks."""
CHANGING: Final = frozenset({"POST", "PUT", "DELETE"})

_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::\d+)?", re.ASCII)
_OURS: Final = frozenset({"", "none", "same-origin"})
"""Of ``Sec-Fetch-Site``; absent where the browser is old or the address not secure."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(method: str, headers: Mapping[str, str]) -> str | None:
    """Return why a request may not be answered, in a sentence; nothing where it may.

    Parameters
    ----------
    method
        In capitals.
    headers
        By name, in small letters where the mapping heeds them.
    """
    if strange := misnamed(headers):
        return strange
    host = headers.get("host", "").lower()
    names = _names()
    opened = headers.get("sec-fetch-mode") == "navigate" and method in ("GET", "HEAD")
    top = opened and headers.get("sec-fetch-dest") == "document"  # a link in a mail, for example
    if headers.get("sec-fetch-site", "") not in _OURS and not top:
        return "drafts are not for other sites' pages; open Dateline itself"
    origin = headers.get("origin", "").lower()
    if origin and not _own(origin, host, names):
        return (
            f"drafts are not for pages of {quote(origin)}; open Dateline itself, or name that "
            f"host in {HOSTS_VARIABLE} if Dateline is reached by it"
        )
    if method in CHANGING and not headers.get(MARK):
        return "a change of drafts is sent with the header X-Dateline: 1, and this one has none"
    return None


def misnamed(headers: Mapping[str, str]) -> str | None:
    """Return, in a sentence, that a request names a host that may be made to lead here."""
    host = headers.get("host", "").lower()
    if not host or _lasting(host, _names()):
        return None
    name = host.partition(":")[0]
    return (
        f"this server does not know itself by the name {quote(name)}; open Dateline at "
        f"localhost, or start it with that name in {HOSTS_VARIABLE}"
    )


def from_here(client: tuple[str, int] | None) -> bool:
    """Tell whether a request comes from this machine: from its browser, or from a proxy."""
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _names() -> frozenset[str]:
    """Return the names that the environment tells."""
    told = os.environ.get(HOSTS_VARIABLE, "").lower().split(",")
    return frozenset(name for part in told if (name := part.strip()))


def _lasting(host: str, names: frozenset[str]) -> bool:
    """Tell whether a host, with or without a port, can lead nowhere but here."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1] or found[2]
    if name == "localhost" or name in names:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _own(origin: str, host: str, names: frozenset[str]) -> bool:
    """Tell whether a page's origin is this server, or a name that a proxy has for it."""
    try:
        parts = urlsplit(origin)
        return bool(parts.netloc) and (parts.netloc == host or (parts.hostname or "") in names)
    except ValueError:
        return False


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
