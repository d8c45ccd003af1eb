"""Say what a document may do, by the scripts that were put into it and not by what stands there.

Were they read from the finished page, a script that a story's text had brought in would be let run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from typing import Final


class Document(str):
    """Be a document's HTML, and know the scripts inside that are ours.

    Parameters
    ----------
    text
        The HTML.
    scripts
        What stands between the tags of each.
    """

    scripts: tuple[str, ...]
    __slots__ = ("scripts",)

    def __new__(cls, text: str, scripts: Iterable[str]) -> Document:
        """Make the document."""
        made = super().__new__(cls, text)
        made.scripts = tuple(scripts)
        return made


def served(scripts: Iterable[str], pictures: Iterable[str] = ()) -> str:
    """Return what a document of the server may do: run its own scripts, ask its own server.

    Parameters
    ----------
    scripts
        Those inside it.
    pictures
        Other origins from which pictures are let in: an online source of tiles that was chosen.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' data: blob:", *pictures)),
            "media-src blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def alone(scripts: Iterable[str]) -> str:
    """Return what a document that stands alone may do: run its own scripts and ask nobody."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


_STATED: Final = re.compile(
    r'.{0,200}?<meta http-equiv="Content-Security-Policy" content="([^"]*)">', re.DOTALL
)


def stated(text: str) -> str:
    """Return the policy that a document states at its very beginning; nothing where it has none."""
    found = _STATED.match(text)
    return html.unescape(found[1]) if found else ""


def hashes(scripts: Iterable[str]) -> str:
    """Return scripts as a policy names them."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts)
    return " ".join(f"'sha256-{digest.decode()}'" for digest in digests)
