"""Bring names that were written in another script to one form, however they were put into Latin.

*Umm Rawaba* and *Um Ruwaba*, *al-Fasher* and *El Fashir*, *Qunaitra* and *Al Qunayţirah* sound the
same; so do some that have nothing to do with each other: what is found so is to be compared.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

COUNTRIES: Final = frozenset({
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BT", "BY", "CN", "DJ", "DZ", "EG", "EH", "ER", "ET",
    "GE", "GR", "IL", "IN", "IQ", "IR", "JO", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK",
    "LY", "MA", "MD", "MK", "MM", "MN", "MR", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD",
    "SO", "SS", "SY", "TD", "TH", "TJ", "TM", "TN", "UA", "UZ", "YE",
})  # fmt: skip
"""Where names are written in another script, or were until lately."""
ARTICLES: Final = frozenset({
    "al", "el", "an", "ar", "as", "ash", "at", "az", "ad", "adh", "ed", "en", "er", "es", "esh",
    "et", "ez", "il", "ul", "ol", "l",
})  # fmt: skip
"""Of Arabic names: *al-Fasher*, *Deir ez-Zor*."""
_LETTERS: Final = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "j"), ("ch", "c"),
    ("ph", "f"), ("ts", "s"), ("q", "k"), ("g", "j"), ("z", "s"), ("d", "t"), ("v", "w"),
    ("x", "ks"),
)  # fmt: skip
_HISSES: Final = re.compile("z|sh")
_VOWELS: Final = re.compile("[aeiouy]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LEAST: Final = 3
"""Letters without which a name sounds like too many others, so that its vowels count."""
_ALIKE: Final = 0.7
_LIKER: Final = 0.85
_LONG: Final = 7


def _bare(folded: str) -> str:
    """Return a folded name in one word, without its articles."""
    words = folded.split()
    return "".join(word for word in words if word not in ARTICLES) or "".join(words)


def _plain(folded: str) -> str:
    text = _bare(folded)
    for letters, other in _LETTERS:
        text = text.replace(letters, other)
    return _DOUBLE.sub(r"\1", text.removesuffix("h"))


def sound(folded: str) -> str:
    """Return how a folded name sounds, without its vowels if it is long enough."""
    text = _plain(folded)
    head = "a" if _VOWELS.match(text) else ""
    bones = head + _DOUBLE.sub(r"\1", _VOWELS.sub("", text))
    return bones if len(bones) >= _LEAST else _VOWELS.sub(_vowel, text)


def _vowel(found: re.Match[str]) -> str:
    """Return one of three vowels for those that are written for it."""
    return "u" if {"o", "u"} & set(found[0]) else "i" if {"e", "i", "y"} & set(found[0]) else "a"


def alike(folded: str, other: str) -> float:
    """Return how alike two folded names are that sound alike, 0 where too little.

    Long names, or those whose vowels have the same places: *Nahud* and *Nuhud*, not *Prisi* and
    *Paris*.
    """
    hisses, others = (frozenset(_HISSES.findall(_bare(name))) for name in (folded, other))
    if hisses and others and hisses != others:  # an s may be either, but neither the other
        return 0.0
    share = SequenceMatcher(None, _bare(folded), _bare(other), autojunk=False).ratio()
    same = _VOWELS.sub("a", _plain(folded)) == _VOWELS.sub("a", _plain(other))
    least = _ALIKE if same else _LIKER
    return share if share >= least and (same or len(folded) >= _LONG) else 0.0
