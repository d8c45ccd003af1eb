"""Tell a common word from the place that it spells: *Reading is hard*, *roast turkey*."""

from __future__ import annotations

import re
from typing import Final

from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import COMMON, GROUPS, MEANING

_PAST: Final = re.compile(r"[a-z]{2,}ed")
_OF_PLACES: Final = (
    GROUPS["in"] | GROUPS["from"] | GROUPS["and"] | GROUPS["by"] | GROUPS["people"]
    | GROUPS["organ"] | GROUPS["nature"] | GROUPS["street"] | GROUPS["of_kind"] | GROUPS["says"]
    | MEANING["being"] | MEANING["auxiliary"] | MEANING["agent"] | MEANING["irregular"]
    | MEANING["undergoes"]
) - {"people"}  # fmt: skip
"""What follows the name of a town as it does few common words."""


def common_words(reading: Reading, spans: Spans) -> set[int]:
    """Return the numbers of the names that are common words: without a capital, or by their place.

    A sentence's first word has a capital whatever it means; one within the text's sentences names.
    """
    keys = {span.key for span in spans.all if _is_name(reading, span)}
    return {
        number for number, span in enumerate(spans.all)
        if span.text.isalpha() and (
            (span.text.islower() and not reading.text.islower())
            or (span.key in COMMON and span.key not in keys and _reads_on(reading, span))
        )
    }  # fmt: skip


def _opens(reading: Reading, span: Span) -> bool:
    return not span.first or reading.sentences[span.first - 1] != reading.sentences[span.first]


def _is_name(reading: Reading, span: Span) -> bool:
    """Say whether a name stands where no common word has a capital."""
    return not _opens(reading, span) and span.text[:1].isupper()


def _reads_on(reading: Reading, span: Span) -> bool:
    """Say whether what follows follows no town: *Bath time*, *Reading is hard*."""
    after = reading.words[span.stop] if span.stop < len(reading.words) else ""
    if not after.isalpha() or not after.islower():
        return False
    if span.key.endswith("ing") and after in MEANING["being"] | MEANING["modal"]:
        return True
    return after not in _OF_PLACES and not _PAST.fullmatch(after)
