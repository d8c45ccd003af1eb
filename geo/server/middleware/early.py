"""Let the map load while Streamlit's own page still does: put its frame into that page.

Streamlit's front end takes a second or two before the first script has run. The
document needs none of it, so its frame stands in the page from the start; the map
page (``pages/parts/frame.js``) takes it over, and makes its own where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs

from anyio import to_thread
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.errors import StoryError
from geo.service.frame import FRAME_ID, source, title
from geo.service.online import QUERY_KEY, chosen
from geo.service.settings import local
from geo.service.shelf import opening, shelf

_PANELS: Final[Mapping[str, str | None]] = {"/": None, "/export": "export"}
"""The pages that show the map, and what is open in its document."""
_FRAME: Final = Markup(
    "<style>:root{{--strip:46px}}@media(max-width:640px){{:root{{--strip:84px}}}}"
    "#{id}{{position:fixed;inset:var(--strip) 0 0 0;width:100%;height:calc(100dvh - var(--strip));"
    'border:0}}</style><iframe id="{id}" data-source="{source}" data-story="{story}" '
    'src="{opened}" title="{title}" allow="fullscreen; clipboard-write"></iframe>'
)


class EarlyFrame:
    """Add the frame to Streamlit's page where it will show the map of a sound story."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and amend the answer where it is the map's page."""
        frame = b""
        path = local(scope.get("path", ""))
        if scope["type"] == "http" and scope["method"] == "GET" and path in _PANELS:
            frame = await to_thread.run_sync(
                _frame, scope["query_string"].decode("latin-1"), _PANELS[path]
            )
        await self.app(scope, receive, _Amended(send, frame) if frame else send)


def _frame(query: str, panel: str | None) -> bytes:
    """Return the frame that the address asks for; nothing where no story can be shown."""
    asked = parse_qs(query)
    try:
        name = opening(asked.get("story", [None])[-1])
        story = shelf().entry(name).story if name else None
    except StoryError:  # deleted meanwhile, or the folder cannot be listed: the page says so
        return b""
    if story is None:
        return b""
    online = chosen(asked.get(QUERY_KEY, [None])[-1])
    chosen_id = online.id if online else None
    values = {
        "id": FRAME_ID,
        "source": source(story.id, chosen_id),
        "opened": source(story.id, chosen_id, panel),
        "story": story.id,
        "title": title(story.title),
    }
    return _FRAME.format(**values).encode()


class _Amended:
    """Hold back a page until it is whole, and send it with the frame at its end."""

    def __init__(self, send: Send, frame: bytes) -> None:
        self.send = send
        self.frame = frame
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take the next part of the answer."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(scope=self.start)
        if self.start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
            self.body = self.body.replace(b"</body>", self.frame + b"</body>", 1)
            headers["content-length"] = str(len(self.body))
            headers["cache-control"] = "no-cache"
            for name in ("etag", "last-modified"):
                del headers[name]
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": self.body})
