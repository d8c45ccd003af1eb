"""Bring names to the one form in which they are searched."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe",
        "ħ": "h", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا",
        "ؤ": "و", "ئ": "ی", "ـ": None, "\u200c": None, "և": "եվ", "-": " ", "–": " ", "/": " ",
        ".": " ",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return a name as it is searched: no accents, no case, one spelling of like letters."""
    text = text.casefold().translate(_LETTERS).replace("եւ", "եվ")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub("[ʻʼ’‘ʿʾ`ʹʺ'\"(),]", "", bare).translate(_LETTERS).split())
