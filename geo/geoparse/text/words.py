"""Read the lists of telling words beside a name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parents[3] / "data" / "geoparse" / "words.toml"

LISTS: Final = tomllib.loads(FILE.read_text(encoding="utf-8"))


def _lists(part: str) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(text.split()) for name, text in LISTS[part].items()}


PATTERNS: Final = _lists("patterns")
"""Words that give away the form of a name."""

MEANING: Final = _lists("meaning")
"""Words that tell a government from a place."""

CLUBS: Final = _lists("clubs")
"""Words of matches: their own, those shared with other news, and what leads to a place."""

OFFERS: Final = _lists("offers")
"""Words that speak for a place though nothing else does."""

SENSES: Final = _lists("senses")
"""Words that tell what kind of place a name means."""

BEARERS: Final = _lists("bearers")
"""Words for what may bear a place's name: ships, animals, storms, and makers of cars."""

NAMES: Final = _lists("names")
"""Words that end the names of firms and papers, of public bodies and sites, and of goods."""

FIRMS: Final = _lists("firms")
"""Words that are said of firms alone: of their shares, profits and heads."""

HOMONYMS: Final = _lists("homonyms")
"""What follows a place's name where it means something else."""

COMMON: Final = _lists("common")["words"]
"""Common words that places bear as names."""

PERSONS: Final = _lists("persons")
"""Titles before a person's name, and what people are, which may stand before it."""

AMERICAN: Final = _lists("senses")["american"]
"""Words of texts from North America."""

RIVERS: Final = _lists("rivers")
"""Words that tell a river from what bears its name."""

RUNS: Final = _lists("runs")
"""Words beside names that no gazetteer has."""

GROUPS: Final = _lists("groups")
"""Words by what they say of a name beside them."""

_GROUP_OF: Final[dict[str, int]] = {}
for _number, _words in enumerate(GROUPS.values(), 1):
    for _word in _words:
        _GROUP_OF.setdefault(_word, _number)

_CAPITAL, _DIGIT, _WORD, _MARK = 40.0, 41.0, 42.0, 43.0


def group(words: tuple[str, ...], at: int) -> float:
    """Return the number of the group to which a word of a text belongs, -1 beyond its ends."""
    if not 0 <= at < len(words):
        return -1.0
    word = words[at]
    found = _GROUP_OF.get(word.lower())
    if found:
        return float(found)
    if word[:1].isupper():
        return _CAPITAL
    return _DIGIT if word[:1].isdigit() else _WORD if word.isalpha() else _MARK


def capital(word: str) -> bool:
    """Say whether a word may begin a name: a capital, or a letter of a script without them."""
    head = word[:1]
    return head.isupper() or (head.isalpha() and not head.islower())
