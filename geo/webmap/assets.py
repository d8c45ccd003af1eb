"""Know the client's files: which there are, in which order they load, under which address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).resolve().parent.parent.parent / "static"
"""The folder that the server offers as ``/assets/``."""

STYLES: Final = (
    "vendor/leaflet/leaflet.css",
    "fonts/fonts.css",
    "css/base.css",
    "css/map.css",
    "css/panels.css",
    "css/narrow.css",
)

SCRIPTS: Final = (
    "vendor/leaflet/leaflet.js",
    "js/dom.js",
    "js/i18n.js",
    "js/theme.js",
    "js/address.js",
    "js/state.js",
    "js/symbols.js",
    "js/canvas.js",
    "js/shapes.js",
    "js/marks.js",
    "js/labels.js",
    "js/tools.js",
    "js/card.js",
    "js/tour.js",
    "js/list.js",
    "js/legend.js",
    "js/timescale.js",
    "js/timewindow.js",
    "js/timeline.js",
    "js/measure.js",
    "js/search.js",
    "js/textview.js",
    "js/header.js",
    "js/main.js",
)
"""Plain scripts; each adds to one object, so a file comes after those that it uses at once."""

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


def newest() -> float:
    """Return when a file that the document names was last changed, in seconds of the epoch."""
    return max((STATIC / name).stat().st_mtime for name in (*STYLES, *SCRIPTS))


def lazy_addresses(*, root: str = "/assets/") -> Mapping[str, str]:
    """Return the addresses of what the client fetches for itself: words and libraries."""
    words = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("i18n/*.json"))
    return {name: address(name, root=root) for name in (*words, *LAZY)}
