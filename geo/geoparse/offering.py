"""Take up names that the model doubts where the words beside them say that they are places.

What the gazetteer lacks is then offered without a place, for a person to put on the map.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.world import Found
from geo.geoparse.reading import Reading
from geo.geoparse.spans import Span, Spans
from geo.geoparse.words import GROUPS, MEANING, OFFERS, capital

_TAKEN: Final = 0.5
_LEAST: Final = 0.005
"""What the model holds less likely than this is no place whatever stands beside it."""
_SURE: Final = 0.6
_NAMES: Final = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", ""})
_ARTICLES: Final = frozenset({"al", "el", "an", "as", "ash", "at", "ad", "ar", "az"})
_LONGEST_LIST: Final = 24
_LONGEST_NEAR: Final = 2
"""Words of a name after *near*: longer ones are shops."""
_FOLLOW: Final = (
    MEANING["being"], MEANING["auxiliary"], GROUPS["in"], GROUPS["from"], GROUPS["and"],
)  # fmt: skip


def take_up(
    reading: Reading, spans: Spans, chances: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the chances with those raised that the words beside them speak for."""
    sure = {span.key for span, chance in zip(spans.all, chances, strict=True) if chance >= _SURE}
    countries = _countries(spans, sure)
    doubted = [
        number
        for number, span in enumerate(spans.all)
        if _LEAST <= chances[number] < _TAKEN and span.entity in _NAMES
        and _whole(reading, span) and not _organ(reading, span)
    ]  # fmt: skip
    taken = {
        number for number in doubted
        if _told(reading, span := spans.all[number])
        or _at_home(span, spans.found.get(span.key, []), countries)
    }  # fmt: skip
    sure |= {spans.all[number].key for number in taken}
    persons = _persons(reading)
    raised = chances.copy()
    for number in doubted:
        span = spans.all[number]
        again = span.key in sure and not persons & set(span.key.split()) and _acts(reading, span)
        if again or number in taken:
            raised[number] = _TAKEN
    return raised


def _persons(reading: Reading) -> set[str]:
    """Return the words of the whole names of persons."""
    return {
        word.lower()
        for first, stop, label in reading.entities
        if label == "PERSON" and stop - first > 1 and "-" not in reading.words[first:stop]
        for word in reading.words[first:stop]
    }


def _acts(reading: Reading, span: Span) -> bool:
    """Say whether a name stands alone, and is no adjective of what follows: *Tamil leaders*."""
    if span.stop >= len(reading.words):
        return True
    after = reading.words[span.stop].lower()
    return not after[:1].isalpha() or any(after in group for group in _FOLLOW)


def _countries(spans: Spans, sure: set[str]) -> frozenset[str]:
    """Return the countries that the text surely names."""
    return frozenset(
        place.country
        for key in sure
        for place in spans.found.get(key, [])
        if place.kind == "country"
    )


def _whole(reading: Reading, span: Span) -> bool:
    """Say whether a name is a whole run of capitalised words, and not part of a longer one."""
    words = reading.words
    before = words[span.first - 1] if span.first else ""
    after = words[span.stop] if span.stop < len(words) else ""
    starts = not span.first or reading.sentences[span.first - 1] != reading.sentences[span.first]
    head = capital(words[span.first]) or words[span.first].lower() in _ARTICLES
    named = "." not in span.text and words[span.first].lower() != "the"
    return (
        named and head and (starts or not capital(before)) and not capital(after) and after != "-"
    )


def _organ(reading: Reading, span: Span) -> bool:
    after = reading.words[span.stop].lower() if span.stop < len(reading.words) else ""
    return after in GROUPS["organ"] or reading.words[span.stop - 1].lower() in GROUPS["organ"]


def _told(reading: Reading, span: Span) -> bool:
    """Say whether *camp* follows a name, *the town of* leads to it, or someone fled to it."""
    words, first = reading.words, span.first
    at = span.stop + (words[span.stop : span.stop + 1] == ("refugee",))
    if at < len(words) and words[at] in OFFERS["after"]:
        return first == 0 or words[first - 1].lower() not in {"a", "an", "his", "her"}
    before = words[first - 1].lower() if first else ""
    if span.stop < len(words) and words[span.stop] in {"'s", "'"}:
        return False
    if before == "near" and span.stop - first <= _LONGEST_NEAR:
        return True
    if before == "to" and first > 1 and words[first - 2] in OFFERS["went"]:
        return True
    at, least = first, max(0, first - _LONGEST_LIST)
    while at > least and (words[at - 1][:1].isupper() or words[at - 1] in {",", "and", "-"}):
        at -= 1
    return any(
        begin > 1 and words[begin - 1] == "of" and words[begin - 2].lower() in OFFERS["of"]
        for begin in (first, at)
    )


def _at_home(span: Span, found: list[Found], countries: frozenset[str]) -> bool:
    """Say whether a name of several words is only found in countries that the text names."""
    return (
        span.stop - span.first > 1
        and bool(found)
        and all(place.country in countries for place in found)
    )
