"""Say the pages' own words in a language of the map: one table for each, in ``pages/words``.

What the map says in the same words is taken from its own table (``static/i18n``). A language that
has no table is served English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from geo.printmap.typeset.words import fill
from geo.sources import DATA
from geo.text import LANGUAGES

TABLES: Final = Path(__file__).parents[1] / "words"
MAPS: Final = DATA.parent / "static" / "i18n"


def word(key: str, language: str, **values: str | int) -> str:
    """Return the words of a key, its ``{names}`` filled in; the value of ``n`` tells the plural.

    Raises
    ------
    KeyError
        If there is no such key: a fault of the program.
    """
    known = language if language in LANGUAGES else "en"
    return fill(_table(known)[key], known, **values)


@cache
def _table(language: str) -> Mapping[str, str | Mapping[str, str]]:
    files = (MAPS / f"{language}.json", TABLES / f"{language}.json")
    maps, ours = (json.loads(path.read_text(encoding="utf-8")) for path in files)
    return {**maps, **ours}
