"""Put words into capitals and small letters; set datelines and headlines in capitals as words.

Inner capitals of names stay or come back (*McAllen*, *O'Brien*, *El Hierro*); small words and
articles within a name are small (*Isle of Man*, *Umm al-Qaiwain*). Where the article's own text has
a word otherwise than in capitals, it is written as there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*")
_PARTED: Final = re.compile(r"(\s*[,/;]\s*)")
"""Between the places of a dateline, and a place and its region."""
_ABBREVIATIONS: Final = frozenset({
    "AFP", "AP", "DC", "DR", "EU", "NATO", "OPEC", "OSCE", "UAE", "UK", "UN", "UNESCO", "UNICEF",
    "US", "USA", "WHO",
})  # fmt: skip
_SMALL: Final = frozenset({
    "a", "al", "am", "an", "and", "at", "au", "aux", "by", "da", "das", "de", "del", "der", "des",
    "di", "do", "dos", "du", "e", "en", "et", "für", "im", "in", "la", "las", "le", "les", "los",
    "of", "on",
    "sous", "sur", "the", "und", "upon", "van", "von", "y",
})  # fmt: skip
"""Within a name; never its first word."""
_ARTICLES: Final = frozenset({"la", "las", "le", "les", "los"})
"""Small behind one of `_OF` alone: *San Cristóbal de las Casas*, but *Puerto La Cruz*."""
_OF: Final = frozenset({"de", "do", "da", "of"})
_BOUND: Final = frozenset({
    "ad", "adh", "al", "an", "ar", "as", "ash", "at", "ath", "az", "el", "es", "et", "ul",
})  # fmt: skip
"""Arabic articles, small before a hyphen within a name."""
_DOTTED_I: Final = frozenset({"az", "tr"})
MOSTLY: Final = 0.9
"""Share of the words of more than one letter from which a line or a sentence is in capitals."""
_ENDS: Final = '.!?…:;“"»'
"""Behind which a capital says nothing."""

Forms = Mapping[str, str]
"""How a text writes its words, by their small letters."""


def is_shouted(text: str) -> bool:
    """Tell whether a line stands in capitals; abbreviations alone do not."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    if all(word in _ABBREVIATIONS or len(word) < 3 for word in words) and len(words) < 2:
        return False
    return bool(words) and mostly_capitals(words)


def mostly_capitals(words: Sequence[str]) -> bool:
    """Tell whether what these words are of is written in capitals."""
    return sum(map(str.isupper, words)) >= MOSTLY * len(words)


def name_in_words(name: str, language: str = "en", text: str = "") -> str:
    """Return the name of a place, or several of a dateline, that stands in capitals as words.

    Parameters
    ----------
    name
        What of it does not stand in capitals is left alone.
    language
        Whose small letters it gets.
    text
        The article's, whose spelling comes first.
    """
    parts = _PARTED.split(name)
    if not any(map(is_shouted, parts)):  # most are not, and a long text is then not looked through
        return name
    forms = _forms(text)
    return "".join(_in_words(one, language, forms) if is_shouted(one) else one for one in parts)


def _in_words(name: str, language: str, forms: Forms) -> str:
    before = ""

    def word(found: re.Match[str]) -> str:
        nonlocal before
        last, before = before, lower(found[0], language)
        known = forms.get(before)
        if known is not None and not known.islower():
            return known
        inner = found.start() > 0 and name[found.start() - 1] in " -‑"
        small = before in _SMALL and (before not in _ARTICLES or last in _OF)
        bound = before in _BOUND and name[found.end() : found.end() + 1] in ("-", "‑")
        if (inner and (small or bound)) or (bound and known):
            return before
        return _capital(found[0], language, inner=inner)

    return _WORD.sub(word, name)


def headline_in_words(headline: str, text: str, language: str = "en") -> str:
    """Return a headline that stands in capitals as a sentence: words as the article writes them."""
    if not is_shouted(headline):
        return headline
    forms = _forms(text)

    def word(found: re.Match[str]) -> str:
        small = lower(found[0], language)
        if found[0] in _ABBREVIATIONS:
            return found[0]
        known = forms.get(small, small)
        begins = not headline[: found.start()].strip() or (
            headline[: found.start()].rstrip()[-1:] in ".!?…"
        )
        return known[:1].upper() + known[1:] if begins else known

    return _WORD.sub(word, headline)


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


def lower(text: str, language: str) -> str:
    """Put text into small letters by the rules of its language, of as many letters as it has."""
    if language.split("-")[0] in _DOTTED_I:
        text = text.replace("I", "ı").replace("İ", "i")
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def _capital(word: str, language: str, *, inner: bool) -> str:
    """Return a word of a name with its capitals."""
    if word in _ABBREVIATIONS or len(word) == 1:
        return word
    small = lower(word, language)
    if small.startswith("mc") and len(small) > 4:
        return f"Mc{word[2]}{small[3:]}"
    if small[1:2] in ("'", "’") and len(small) > 3:  # O'Brien, N'Djamena; Coeur d'Alene
        first = small[0] if inner and small[0] in "dl" else word[0]
        return f"{first}{word[1:3]}{small[3:]}"
    return word[0] + small[1:]


def _forms(text: str) -> Forms:
    """Return how a text writes each of its words, where it is not in capitals for once."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for form, opens in _words(text):
        if opens:
            first.setdefault(form.lower(), form)
        else:
            counts[form.lower()][form] += 1
    found = {small: _commonest(forms) for small, forms in counts.items()}
    return {small: form for small, form in first.items() if not form.isupper()} | found


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (len(form) > 1 and form.isupper(), -forms[form], form))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a text, and whether each opens a sentence or a line."""
    for found in _WORD.finditer(text):
        before = text[max(0, found.start() - 3) : found.start()]
        opens = not before.strip(" ") or "\n" in before or before.rstrip(" ")[-1:] in _ENDS
        yield found[0], opens
