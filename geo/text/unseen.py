"""Leave out of a text the letters that nobody sees, and that break files or turn directions."""

from __future__ import annotations

import re
from typing import Final

_TURNS: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Unseen letters that embed, override or isolate a direction of writing, to be left out."""


_NO_CHARS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 does not allow, by any way of writing it: SVG, KML and QGIS's styles are XML."""


def writable(text: str) -> str:
    """Return text without the letters that cannot stand in XML; a PDF or a PNG may end at one."""
    return _NO_CHARS.sub("", text)


def unturned(text: str) -> str:
    """Return text without the unseen letters that turn its direction, or that of what follows.

    Marks that lean a neighbour one way (U+200E, U+200F) and joiners stay: languages need them.
    """
    return text.translate(_TURNS)
