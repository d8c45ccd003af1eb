"""Know the languages of Dateline, their names and their direction, and choose words by them."""

from __future__ import annotations

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


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Tell in which direction a language is written."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def pick(names: Mapping[str, str], language: str, default: str) -> str:
    """Choose the name in a language, or the default where the data has none."""
    return names.get(language) or names.get(language.split("-")[0]) or default


def listed(words: Iterable[str], language: str) -> str:
    """Join words by the comma of the language."""
    return ("، " if direction(language) == "rtl" else ", ").join(words)
