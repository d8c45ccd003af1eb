"""Know the languages of Dateline: their names, their direction, their upper case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

Language = Literal["en", "az", "fa", "hy", "tr", "ru"]
"""A BCP 47 tag, for example ``"fa"``."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

NATIVE_NAMES: Final[Mapping[Language, str]] = {
    "en": "English",
    "az": "Azərbaycanca",
    "fa": "فارسی",
    "hy": "Հայերեն",
    "tr": "Türkçe",
    "ru": "Русский",
}

RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "fa", "he", "ps", "ur", "yi"})
_DOTTED_I: Final = frozenset({"az", "tr"})


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


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Tell in which direction a language is written."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def upper(text: str, language: str) -> str:
    """Put text into capitals by the rules of its language.

    Azerbaijani and Turkish keep the dot (``i`` becomes ``İ``); the Armenian ligature ``և``
    becomes ``ԵՎ``, as it is spelt today; scripts without capitals, such as Arabic, come back
    unchanged.
    """
    if language.split("-")[0] in _DOTTED_I:
        text = text.replace("i", "İ")
    if language.split("-")[0] == "hy":
        text = text.replace("և", "եվ")
    return text.upper()


def pick(names: Mapping[str, str], language: str, default: str) -> str:
    """Choose the name in a language, or the default where the data has none."""
    return names.get(language) or names.get(language.split("-")[0]) or default


def listed(words: Iterable[str], language: str) -> str:
    """Join words by the comma of the language."""
    return ("، " if direction(language) == "rtl" else ", ").join(words)
