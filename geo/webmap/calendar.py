"""Give the client the months and the order of a date in each language.

Browsers come with few languages of their own: Chromium writes an Armenian date in
English and an Azerbaijani one with the month as ``M11``. Unicode's CLDR knows both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from babel import Locale

from geo.text import LANGUAGES

_LOCALES: Final[Mapping[str, str]] = {"en": "en_GB"}
"""Day before month, as the stories' own dates have it."""

_FIELDS: Final[Mapping[str, str]] = {
    "d": "{day}",
    "dd": "{day}",
    "MMMM": "{month}",
    "y": "{year}",
}


@cache
def calendars() -> Mapping[str, Mapping[str, Any]]:
    """Return for each language its months, their short forms, and the pattern of a day."""
    return {language: _calendar(language) for language in LANGUAGES}


def _calendar(language: str) -> Mapping[str, Any]:
    locale = Locale.parse(_LOCALES.get(language, language))
    wide = locale.months["format"]["wide"]
    # Babel's stand-alone forms can be another language's, once that one has been read.
    short = locale.months["format"]["abbreviated"]
    return {
        "months": [wide[month] for month in range(1, 13)],
        "short": [short[month] for month in range(1, 13)],
        "day": _pattern(str(locale.date_formats["long"].pattern)),
    }


def _pattern(cldr: str) -> str:
    """Turn CLDR's ``d MMMM y 'г'.`` into ``{day} {month} {year} г.``, for the client to fill."""
    parts = re.split(r"'([^']*)'", cldr)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r"[A-Za-z]+", lambda match: _FIELDS.get(match[0], ""), parts[index])
    return "".join(parts)
