"""Set sentences in capitals as headlines are, so that names can be told in them."""

from __future__ import annotations

import re
from typing import Final

from geo.english.sentences import find_sentences
from geo.text.casing import MOSTLY, lower, mostly_capitals

_LEAST_WORDS: Final = 5
_FEWEST: Final = MOSTLY * _LEAST_WORDS
_WORD: Final = re.compile(r"[^\W\d_]+(?:(?<=..)['’]S\b)?")
_SMALL: Final = {
    "a", "about", "across", "after", "against", "along", "amid", "among", "an", "and", "are",
    "around", "as", "at", "be", "been", "before", "behind", "below", "beneath", "beside", "between",
    "beyond", "but", "by", "can", "could", "despite", "did", "do", "does", "down", "during", "each",
    "every", "five", "for", "four", "from", "had", "has", "have", "he", "her", "his", "if", "in",
    "inside", "into", "is", "it", "its", "may", "might", "more", "most", "must", "near", "no",
    "nor", "not", "of", "off", "on", "one", "or", "our", "out", "over", "per", "said", "say",
    "says", "shall", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "three", "through", "to", "told",
    "towards", "two", "under", "until", "up", "upon", "was", "we", "were", "what", "when", "where",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would",
    "you", "your",
}  # fmt: skip
_HELPS: Final = {
    "be", "been", "can", "could", "did", "had", "has", "have", "is", "may", "might", "must", "not",
    "shall", "should", "was", "were", "will", "would",
}  # fmt: skip
"""Behind which a verb follows, and no name."""
_ABBREVIATIONS: Final = {"EU", "OAU", "UAE", "UK", "UN", "US", "USA", "NATO", "OPEC", "UNICEF"}
_MONTH: Final = re.compile(r"\d MAY\b|\bMAY \d")
_VOWEL: Final = re.compile(r"[AEIOUY]|[^A-Z]")


def calmed(text: str) -> str:
    """Return a text of the same length, its sentences in capitals as *Floods Reach Oran* is set."""
    if sum(len(word) > 1 and word.isupper() for word in _WORD.findall(text)) < _FEWEST:
        return text
    parts, at = [], 0
    for sentence in find_sentences(text):
        parts += [text[at : sentence.start], _calmed(sentence.text)]
        at = sentence.end
    return "".join((*parts, text[at:]))


def _calmed(sentence: str) -> str:
    words = [word for word in _WORD.findall(sentence) if len(word) > 1]
    if len(words) < _LEAST_WORDS or not mostly_capitals(words):
        return sentence
    last = ""

    def calm(found: re.Match[str]) -> str:
        nonlocal last
        before, last = last, found[0].lower()
        small = last in _SMALL or before in _HELPS or last.endswith("ed")
        small &= not _MONTH.search(sentence[max(0, found.start() - 3) : found.end() + 2])
        if found[0] in _ABBREVIATIONS or not (small or _VOWEL.search(found[0])):
            return found[0]
        if small and found.start():
            return lower(found[0], "en")
        return found[0][0] + lower(found[0][1:], "en")

    return _WORD.sub(calm, sentence)
