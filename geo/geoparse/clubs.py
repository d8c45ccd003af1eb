"""Tell a club from the town whose name it bears, in a text that tells of matches."""

from __future__ import annotations

import re
from typing import Final

from geo.geoparse.reading import Reading
from geo.geoparse.spans import Span
from geo.geoparse.words import CLUBS

_LEAST: Final = 5
_SCORE: Final = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")
_PHRASES: Final = (
    re.compile(r"\bhit the (?:post|bar|woodwork|crossbar)\b"),
    re.compile(r"\b(?:scored|struck|netted|converted|homered) (?:twice|once|late|early)\b"),
    re.compile(
        r"\b(?:remain|stay|are|sit|move|moved|climbed?) (?:\w+ )?(?:above|below|behind) them\b"
    ),
    re.compile(r"\b(?:level on|clear on|ahead on|adrift on|with \d+|on \d+|three|six) points\b"),
    re.compile(r"\bcame? from behind\b"),
    re.compile(r"\b(?:late|early|opening|own|winning) goals?\b"),
    re.compile(r"\b[A-Z]\w+ \d{1,2}[-–]\d{1,2} [A-Z]"),
    re.compile(
        r"\b(?:beat|defeated|downed|edged|routed|thrashed|hammered|lost to|drew with|held) "
        r"(?:[A-Z]\w+ ){1,3}(?:by )?\d{1,3}[-–]\d{1,3}"
    ),
    re.compile(r"\b\d+ (?:points|rebounds|assists|saves) (?:from|by|for)\b"),
)
"""What is said of matches alone."""


def tells_of_matches(reading: Reading) -> bool:
    """Say whether a text is about matches: by a score, and by words of the pitch and the court."""
    words = {word.lower() for word in reading.words}
    said = sum(phrase.search(reading.text) is not None for phrase in _PHRASES)
    own, shared = len(words & CLUBS["own"]), len(words & CLUBS["shared"])
    score = _SCORE.search(reading.text) is not None
    return bool(own or said) and 2 * own + 2.5 * said + shared + 2 * score >= _LEAST


def is_club(reading: Reading, span: Span) -> bool:
    """Say whether a name in such a text is a club's: it stands in no place's position."""
    words = reading.words
    before = words[span.first - 1].lower() if span.first else ""
    return before not in CLUBS["where"]
