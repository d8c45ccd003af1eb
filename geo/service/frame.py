"""Know the frame in which a page shows a story's document: its id, its address, its title."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from geo.service.online import QUERY_KEY
from geo.service.settings import root

FRAME_ID: Final = "dateline-frame"


def source(story: str, online: str | None, panel: str | None = None) -> str:
    """Return the address of a story's document, with a panel of it open."""
    asked = {key: value for key, value in ((QUERY_KEY, online), ("panel", panel)) if value}
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{root()}stories/{quote(story, safe='')}/embed{query}"


def title(name: str) -> str:
    """Return what the frame is called for those who do not see it."""
    return f"Map of the story: {name}"
