"""Heed the kind of place that the words beside a name give: *Niger state*, *the town of X*."""

from __future__ import annotations

from typing import Final

from geo.gazetteer.world.tables import OTHER
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.ranked import Ranked, prefer
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, PATTERNS, SENSES, capital

_FIRST: Final = frozenset({"region"})
_SECOND: Final = frozenset({"district"})
_PARTS: Final = _FIRST | _SECOND
_WATERS: Final = frozenset({"sea", "gulf", "bay", "ocean", "strait", "river"})
_IN_LISTS: Final = frozenset({"and", "or", "&", ",", "-"})
_LONGEST_LIST: Final = 24
"""Words of a list that ends in *states* or *provinces*."""


def of_kind(reading: Reading, span: Span, one: Ranked) -> Ranked | None:
    """Prefer what is of the kind that the words name; return nothing if none of it is there."""
    if kind := kind_after(reading, span):
        return _prefer_kind(kind, one)
    words, first = reading.words, span.first
    before = words[first - 1].lower() if first else ""
    if before == "the" and not capital(words[span.stop] if span.stop < len(words) else ""):
        return prefer(one, lambda place: place.kind in _WATERS and place.how <= OTHER)
    if one.places[0].kind == "country":  # the provinces of China are not China
        return None
    if kind := _kind_before(reading, span):
        return _prefer_kind(kind, one)
    if before.endswith("ern") and before in GROUPS["direction"]:
        return _whole_of(one)
    return None


def _prefer_kind(kind: str, one: Ranked) -> Ranked | None:
    if kind in SENSES["town"]:
        return prefer(one, lambda place: place.kind == "city")
    parts = _SECOND if kind in SENSES["second"] else _FIRST if kind in SENSES["first"] else _PARTS
    return prefer(one, lambda place: place.kind in parts)


def _whole_of(one: Ranked) -> Ranked | None:
    """Prefer the region in *eastern Washington*; not in *eastern Aleppo*, whose town it may be."""
    best = one.places[0]
    if best.kind in _FIRST:
        return one
    if best.kind != "city":
        return None
    return prefer(one, lambda place: (
        place.kind in _FIRST and place.id != best.admin1 and place.population > best.population
    ))  # fmt: skip


def names_a_part(reading: Reading, span: Span) -> bool:
    """Say whether *state*, or its list's *states*, stands beside a name."""
    kind = kind_after(reading, span) or _kind_before(reading, span)
    return bool(kind) and kind not in SENSES["town"]


def kind_after(reading: Reading, span: Span) -> str:
    """Return *state* where it follows a name, or *states* where it follows the name's list."""
    words, sentences = reading.words, reading.sentences
    at, last = span.stop, min(len(words), span.stop + _LONGEST_LIST)
    if at < last and words[at].lower() in PATTERNS["region"]:
        kind, after = words[at].lower(), words[at + 1] if at + 1 < len(words) else ""
        named = kind == "state" and after.lower() in SENSES["of_a_state"]
        named |= words[at][:1].isupper() and after[:1].isupper()  # Denver District Court
        return "" if named else kind
    while at < last and sentences[at] == sentences[span.first]:
        word = words[at]
        if word in SENSES["parts"]:
            listed = at > span.stop or (span.first > 0 and words[span.first - 1] in _IN_LISTS)
            return word if listed and words[at - 1][:1].isupper() else ""
        if not (word[:1].isupper() or word in _IN_LISTS):
            break
        at += 1
    return ""


def _kind_before(reading: Reading, span: Span) -> str:
    """Return the kind that stands before *of* and a name, or, of several, before their list."""
    words, at = reading.words, span.first
    if kind := _kind_of(words, at):
        return kind
    least = max(0, at - _LONGEST_LIST)
    while at > least and (words[at - 1][:1].isupper() or words[at - 1] in _IN_LISTS):
        at -= 1
    kind = _kind_of(words, at)
    return kind if kind in SENSES["parts"] or kind in SENSES["towns"] else ""


def _kind_of(words: tuple[str, ...], at: int) -> str:
    kind = words[at - 2].lower() if at > 1 and words[at - 1].lower() == "of" else ""
    if kind in SENSES["heads"]:
        return "city" if kind.startswith("mayor") else "region"
    known = kind in SENSES["town"] or kind in PATTERNS["region"] or kind in SENSES["parts"]
    return kind if known else ""
