"""Know the client's files: which there are, what is joined of them, under which address."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from geo.webmap.modules import link

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

CHECK_STYLES: Final = (
    "vendor/leaflet/leaflet.css",
    "fonts/fonts.css",
    "css/base.css",
    "css/map.css",
    "css/check.css",
    "css/check-parts.css",
)

SCRIPTS: Final = ("vendor/leaflet/leaflet.js",)
CHECK_SCRIPTS: Final = (*SCRIPTS, "vendor/leaflet-editable/Leaflet.Editable.js")
"""Libraries, as they came: scripts that each leave a name behind."""

MODULES: Final[Mapping[str, str]] = {"all.js": "js/main.js", "check.js": "js/check/main.js"}
"""Where our own part of a joined script begins; `geo.webmap.modules` follows its imports."""

ALONE: Final = "js/alone/main.js"
"""The same where no server draws the base map: in the file that stands alone."""

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
"""One file in place of many, so that the first view waits for two answers, not sixty."""

_LINK: Final = re.compile(rb"""url\((["']?)(?!data:|/|#|https?:)([^)"']+)\1\)""")


def joined(name: str) -> bytes:
    """Return the files of `JOINED` and `MODULES` as one; what a style sheet names stays found."""
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
    if name in MODULES:
        parts.append(link(MODULES[name], root=STATIC).encode())
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
    modules = (os.path.join(at, name) for at, _, files in os.walk(STATIC / "js") for name in files)
    return max(
        os.stat(path).st_mtime for path in chain((str(STATIC / name) for name in names), modules)
    )


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
