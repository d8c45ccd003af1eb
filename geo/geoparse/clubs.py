"""Tell a club from the town whose name it bears, in a text that tells of matches."""

from __future__ import annotations

import re
from typing import Final

from geo.geoparse.reading import Reading
from geo.geoparse.spans import Span
from geo.geoparse.words import CLUBS

_LEAST: Final = 5
_SCORE: Final = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")


def tells_of_matches(reading: Reading) -> bool:
    """Say whether a text is about matches: by a score, and by words of the pitch and the court."""
    words = {word.lower() for word in reading.words}
    own, shared = len(words & CLUBS["own"]), len(words & CLUBS["shared"])
    score = _SCORE.search(reading.text) is not None
    return bool(own) and 2 * own + shared + 2 * score >= _LEAST


def is_club(reading: Reading, span: Span) -> bool:
    """Say whether a name in such a text is a club's: it stands in no place's position."""
    words = reading.words
    before = words[span.first - 1].lower() if span.first else ""
    return before not in CLUBS["where"]
