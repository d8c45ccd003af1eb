"""Know the client's files: which there are, in which order they load, under which address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Final

STATIC: Final = Path(__file__).resolve().parent.parent.parent / "static"
"""The folder that the server offers as ``/assets/``."""

STYLES: Final = (
    "vendor/leaflet/leaflet.css",
    "fonts/fonts.css",
    "css/base.css",
    "css/map.css",
    "css/panels.css",
    "css/export.css",
    "css/narrow.css",
)

SCRIPTS: Final = (
    "vendor/leaflet/leaflet.js",
    "js/dom.js",
    "js/i18n.js",
    "js/theme.js",
    "js/address.js",
    "js/state.js",
    "js/circle.js",
    "js/symbols.js",
    "js/canvas.js",
    "js/shapes.js",
    "js/marks.js",
    "js/importance.js",
    "js/together.js",
    "js/clutter.js",
    "js/textsize.js",
    "js/spots.js",
    "js/leaders.js",
    "js/callouts.js",
    "js/labels.js",
    "js/tools.js",
    "js/card.js",
    "js/tour.js",
    "js/outside.js",
    "js/list.js",
    "js/legend.js",
    "js/timescale.js",
    "js/timewindow.js",
    "js/timeline.js",
    "js/measure.js",
    "js/search.js",
    "js/textview.js",
    "js/picture.js",
    "js/preview.js",
    "js/share.js",
    "js/choices.js",
    "js/telling.js",
    "js/saving.js",
    "js/export.js",
    "js/header.js",
    "js/main.js",
)
"""Plain scripts; each adds to one object, so a file comes after those that it uses at once."""

ALONE: Final = ("js/packs.js", "js/ground.js", "js/groundnames.js")
"""Loaded before ``main.js`` where no server draws the base map: in the file that stands alone."""

CHECK_STYLES: Final = (
    "vendor/leaflet/leaflet.css",
    "vendor/leaflet-draw/leaflet.draw.css",
    "fonts/fonts.css",
    "css/base.css",
    "css/map.css",
    "css/check.css",
    "css/check-parts.css",
)

CHECK_SCRIPTS: Final = (
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet-draw/leaflet.draw.js",
    "js/dom.js",
    "js/i18n.js",
    "js/theme.js",
    "js/circle.js",
    "js/symbols.js",
    "js/check/letters.js",
    "js/check/dates.js",
    "js/check/store.js",
    "js/check/decisions.js",
    "js/check/sync.js",
    "js/check/words.js",
    "js/check/text.js",
    "js/check/adding.js",
    "js/check/outlines.js",
    "js/check/marks.js",
    "js/check/map.js",
    "js/check/draw.js",
    "js/check/search.js",
    "js/check/card.js",
    "js/check/shape.js",
    "js/check/fields.js",
    "js/check/statements.js",
    "js/check/article.js",
    "js/check/story.js",
    "js/check/head.js",
    "js/check/keys.js",
    "js/check/main.js",
)
"""Of the document in which a draft is checked."""

LAZY: Final = ("vendor/geographiclib/geographiclib-geodesic.min.js",)
"""Fetched when first used."""


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def address(name: str, *, root: str = "/assets/") -> str:
    """Return a file's address, with a mark of its content so that it may be cached for long.

    Parameters
    ----------
    name
        Path inside ``static/``, for example ``"js/main.js"``.
    root
        The address of that folder, ending in a slash.
    """
    path = STATIC / name
    return f"{root}{name}?v={_digest(path, path.stat().st_mtime)}"


JOINED: Final[Mapping[str, tuple[str, ...]]] = {
    "all.css": STYLES,
    "all.js": SCRIPTS,
    "check.css": CHECK_STYLES,
    "check.js": CHECK_SCRIPTS,
}
"""One file in place of many, so that the first view waits for two answers, not thirty."""

_LINK: Final = re.compile(rb"""url\((["']?)(?!data:|/|#|https?:)([^)"']+)\1\)""")


def joined(name: str) -> bytes:
    """Return the files of `JOINED` as one; what a style sheet names beside itself stays found."""
    return _joined(name, newest())


@lru_cache(maxsize=8)
def _joined(name: str, _changed: float) -> bytes:
    parts = []
    for part in JOINED[name]:
        data = (STATIC / part).read_bytes()
        folder = PurePosixPath(part).parent
        if part.endswith(".css"):
            data = _LINK.sub(partial(_from, folder), data)
        parts.append(data)
    return (b"\n" if name.endswith(".css") else b"\n;\n").join(parts)


def _from(folder: PurePosixPath, found: re.Match[bytes]) -> bytes:
    """Return a link of a joined style sheet to a file that lay beside the part.

    Without a mark of its content, so that the app's pages, which name the same fonts,
    share them with the document.
    """
    return f'url("{(folder / found[2].decode()).as_posix()}")'.encode()


def joined_address(name: str, *, root: str = "/assets/") -> str:
    """Return the address of a joined file, with a mark of its content."""
    return f"{root}{name}?v={hashlib.sha256(joined(name)).hexdigest()[:10]}"


def newest() -> float:
    """Return when a file that a document names was last changed, in seconds of the epoch."""
    names = {name for parts in JOINED.values() for name in parts}
    return max((STATIC / name).stat().st_mtime for name in names)


def lazy_addresses(*, root: str = "/assets/", words: str = "") -> Mapping[str, str]:
    """Return the addresses of what the client fetches for itself: words and libraries.

    Parameters
    ----------
    root
        The address of the client's files, ending in a slash.
    words
        A folder of further words, for example ``"check"``.
    """
    found = [*STATIC.glob("i18n/*.json"), *(STATIC.glob(f"i18n/{words}/*.json") if words else ())]
    names = sorted(path.relative_to(STATIC).as_posix() for path in found)
    return {name: address(name, root=root) for name in (*names, *LAZY)}
