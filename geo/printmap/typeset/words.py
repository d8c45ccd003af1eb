"""Say the few words of a printed page, its numbers and its days, in the page's language.

The words are the browser's own (``static/i18n``). A language that has no file is served English.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

from geo.layers import LegendClass
from geo.sources import DATA
from geo.story import parse_date
from geo.text import LANGUAGES, direction
from geo.text import listed as listed

_WORDS: Final = DATA.parent / "static" / "i18n"
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LOCALES: Final[Mapping[str, str]] = {"en": "en_GB"}


@cache
def _table(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Read a language's words; English where there is no such file."""
    known = language if language in LANGUAGES else "en"
    table: Mapping[str, str | Mapping[str, str]] = json.loads(
        (_WORDS / f"{known}.json").read_text(encoding="utf-8")
    )
    return table


def word(key: str, language: str, **values: str | int) -> str:
    """Return the words of a key, its ``{names}`` filled in; the value of ``n`` tells the plural.

    Raises
    ------
    KeyError
        If there is no such key: a fault of the program, not of a story.
    """
    return fill(_table(language)[key], language, **values)


def fill(form: str | Mapping[str, str], language: str, **values: str | int) -> str:
    """Fill in the ``{names}`` of words that are one text, or one for each plural form."""
    if not isinstance(form, str):
        rule = _locale(language).plural_form(int(values.get("n", 0)))
        form = form.get(rule, form["other"])
    filled = {
        name: number(value, language) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return re.sub(r"\{(\w+)\}", lambda found: filled.get(found[1], found[0]), form)


def number(value: float, language: str) -> str:
    """Write a number as the language does, in Persian digits where it is Persian."""
    text = format_decimal(value, locale=_locale(language), numbering_system="default")
    return text.translate(_PERSIAN_DIGITS) if language == "fa" else text


def degrees(value: float, below: str, above: str, language: str) -> str:
    """Say a latitude or longitude to a tenth of a degree, e.g. from ``"south"`` to ``"north"``."""
    side = word(above if value >= 0 else below, language)
    return f"{number(round(abs(value), 1), language)}°\u00a0{side}"


def day(date: dt.date, language: str) -> str:
    """Say a day in words."""
    return parse_date(date.isoformat()).label(language)


def month(number: int, language: str) -> str:
    """Name a month in short, January being the first."""
    # Babel's stand-alone forms can be another language's, once that one has been read.
    return str(_locale(language).months["format"]["abbreviated"][number])


def short_day(date: dt.date, language: str) -> str:
    """Say a day without its year, in short; every language of ours has the day first."""
    return f"{number(date.day, language)}\u00a0{month(date.month, language)}"


def dotted(words: Iterable[str], language: str) -> str:
    """Join words by dots; in a right-to-left language each keeps its place beside foreign ones."""
    return ("\u200f · \u200f" if direction(language) == "rtl" else " · ").join(words)


def variant_words(legend: LegendClass, language: str) -> str:
    """Say what a class means beside its layer: its category or tone, that it is proposed."""
    words = [legend.category_title] if legend.category else []
    if legend.tone:
        words.append(word(f"tone.{legend.tone}", language))
    if legend.status == "proposed":
        words.append(word("status.proposed", language))
    return listed(words, language)


@cache
def _locale(language: str) -> Locale:
    known = language if language in LANGUAGES else "en"
    return Locale.parse(_LOCALES.get(known, known))
