"""Know languages, and the letters of a text: its direction, its capitals, what is unseen in it.

``languages``, ``unseen``, ``casing``: none needs another.
"""

from geo.text.casing import headline_in_words, name_in_words, upper
from geo.text.languages import (
    LANGUAGES,
    NATIVE_NAMES,
    RIGHT_TO_LEFT,
    direction,
    listed,
    pick,
)
from geo.text.unseen import unturned, writable

__all__ = [
    "LANGUAGES", "NATIVE_NAMES", "RIGHT_TO_LEFT", "direction", "headline_in_words", "listed",
    "name_in_words", "pick", "unturned", "upper", "writable",
]  # fmt: skip
