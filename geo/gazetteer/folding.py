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
    """Return a name as it is searched: no accents, no case, one spelling of like letters.

    A name that is folded already comes back as it is.
    """
    folded = _once(text)
    while (again := _once(folded)) != folded:  # a letter freed of its form may have a case
        folded = again
    return folded


def _once(text: str) -> str:
    text = text.casefold().translate(_LETTERS).replace("եւ", "եվ")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub("[ʻʼ’‘ʿʾ`ʹʺ'\"(),]", "", bare).translate(_LETTERS).split())
