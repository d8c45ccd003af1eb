"""Bring names to the one form in which they are searched, and marks to the one that is read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

APOSTROPHES: Final = "'’ʼʻʽʾʿˈʹ′＇‛´ꞌ"
"""What stands for an apostrophe: typographic ones, and signs for ayn, hamza and okina."""
HYPHENS: Final = "-‐‑‒⁃−﹣－֊"
"""What joins the parts of a name; the dashes – and — also part sentences and are not among them."""
_INSIDE: Final = re.compile(r"(?<=[^\W\d_])[‘`](?=[^\W\d_])")
# The halves of a letter that stand alone, as a broken JSON can have them, are no text at all.
_MARKS: Final = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | {"\u00a0": " ", "\u202f": " "}
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
)
LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe",
        "ħ": "h", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا",
        "ؤ": "و", "ئ": "ی", "ـ": None, "\u200c": None, "և": "եվ", "-": " ", "–": " ", "/": " ",
        ".": " ",
    }
)  # fmt: skip
UNREAD: Final = "‘`ʺ'\"(),\u00ad"
"""What a folded name has no more."""
_NO_LETTERS: Final = str.maketrans("", "", UNREAD)
_ASCII: Final = str.maketrans("-/.", "   ", "`'\"(),")
"""All that of this happens to a name in ASCII: most names are, and need one step."""


def plain(text: str) -> str:
    """Return a text with one apostrophe, one hyphen and one space, letter for letter as long.

    An opening quotation mark counts as an apostrophe inside a word: *Sana‘a*.
    """
    return _INSIDE.sub("'", text).translate(_MARKS)


def _bare(text: str) -> str:
    """Return letters without their marks; done first, too, for marks by the thousand are slow."""
    if not any(map(unicodedata.combining, text)):
        return text
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Return a name as it is searched: no accents, no case, one spelling of like letters.

    A name that is folded already comes back as it is.
    """
    folded = _once(text)
    while (again := _once(folded)) != folded:  # a letter freed of its form may have a case
        folded = again
    return folded


def _once(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    text = plain(text).casefold().translate(LETTERS).replace("եւ", "եվ")
    bare = text if text.isascii() else _bare(unicodedata.normalize("NFKD", _bare(text)))
    return " ".join(bare.translate(_NO_LETTERS).translate(LETTERS).split())
