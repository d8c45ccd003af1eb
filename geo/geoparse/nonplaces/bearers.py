"""Tell what bears a place's name and is none: *the trawler Ancona*, *a mare named Siena*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.spanfeatures import importance
from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import BEARERS, GROUPS, MEANING, PATTERNS, SENSES

_STORMS: Final = BEARERS["storms"]
_THINGS: Final = BEARERS["vessels"] | BEARERS["animals"] | _STORMS
_PLACES: Final = (
    SENSES["town"] | PATTERNS["nature_after"] | PATTERNS["street"] | GROUPS["of_kind"]
    | BEARERS["sites"]
)  # fmt: skip
_CALLED: Final = frozenset({"named", "called", "dubbed", "christened", "nicknamed"})
_ONE: Final = frozenset({"a", "an", "another", "one", "his", "her", "their", "whose"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_QUOTES: Final = frozenset("\"'“”‘’«»")
_LONGEST: Final = 4
"""Words of a name before the one that a place has: *Pride of Parma*."""
_LONGEST_THING: Final = 4
"""Words of *a black dog*, before *named*."""
_LONGEST_ASIDE: Final = 7
"""Words of *, a steel trawler from Vigo* after a name, to the word for what it is."""
_WHOLE: Final = frozenset({"country", "region"})
_FOLLOW: Final = (
    GROUPS["in"] | GROUPS["from"] | GROUPS["by"] | GROUPS["who"] | MEANING["joins"]
    | frozenset({"of", "built", "owned", "carrying", "registered", "trained", "flying"})
)  # fmt: skip
"""What follows the word for a thing where that word ends its name: not *port* in *a ferry port*."""


def bearers(reading: Reading, spans: Spans) -> set[int]:
    """Return the numbers of the names that a ship, an animal, a storm or a car has, here or again.

    Named once, it is meant by the bare name too, unless *in* leads to a place of the name.
    """
    found = {
        number for number, span in enumerate(spans.all)
        if _is_borne(reading, span, spans.found.get(span.key, []))
    }  # fmt: skip
    keys = {spans.all[number].key for number in found}
    again = [
        number for number, span in enumerate(spans.all)
        if number not in found and span.key in keys
    ]  # fmt: skip
    placed = {spans.all[n].key for n in again if is_led(reading, spans.all[n])}
    return found | {
        number for number in again
        if spans.all[number].key not in placed or has_article(reading, spans.all[number])
    }  # fmt: skip


def is_led(reading: Reading, span: Span) -> bool:
    """Say whether *in*, *from* or the like leads to a name."""
    before = _before(reading, span)
    return before in GROUPS["in"] or before in GROUPS["from"]


def has_article(reading: Reading, span: Span) -> bool:
    """Say whether *the* stands before a name."""
    return _before(reading, span) == "the"


def _before(reading: Reading, span: Span) -> str:
    same = span.first and reading.sentences[span.first - 1] == reading.sentences[span.first]
    return reading.words[span.first - 1].lower() if same else ""


def _is_borne(reading: Reading, span: Span, places: list[Found]) -> bool:
    words = reading.words
    if words[span.first] in BEARERS["prefixes"]:
        return True
    if _is_added(reading, span) or _is_set_beside(reading, span):
        return True
    return any(
        _is_prefix(words, at)
        or _is_thing(words, at, span.stop, places)
        or _is_called(words, at)
        or _is_model(words, at, span.stop)
        for at in _leads(reading, span.first)
    )


def _leads(reading: Reading, first: int) -> Iterator[int]:
    """List the words that may lead to a name, or to a longer one that it ends: *Pride of Parma*."""
    words, sentences = reading.words, reading.sentences
    for at in range(first - 1, max(-1, first - 2 - _LONGEST), -1):
        if sentences[at] != sentences[first]:
            return
        if words[at] not in _QUOTES:
            yield at
            of = words[at] == "of" and at > 0 and words[at - 1][:1].isupper()
            if not words[at][:1].isupper() and not of:
                return


def _is_prefix(words: tuple[str, ...], at: int) -> bool:
    """Say whether *HMS*, *M/V*, *Pride of* or *Panama-flagged* stands at a word."""
    slashed = at > 1 and words[at] == "V" and words[at - 1] == "/"
    proud = words[at] == "of" and at > 0 and words[at - 1] in {"Pride", "Spirit"}
    flagged = words[at].endswith("flagged")
    return slashed or proud or flagged or words[at] in BEARERS["prefixes"]


def _is_thing(words: tuple[str, ...], at: int, stop: int, places: list[Found]) -> bool:
    """Say whether *trawler* leads to a name; not in *the tanker Iran seized*, *after the storm*."""
    kind = words[at].lower()
    if kind not in _THINGS:
        return False
    after = words[stop].lower() if stop < len(words) else ""
    best = max(places, key=importance, default=None)
    if after in BEARERS["takes"] and best and (best.kind in _WHOLE or best.capital):
        return False
    lead = {word.lower() for word in words[max(0, at - 2) : at]}
    return not lead & (BEARERS["when"] if kind in _STORMS and words[at].islower() else {"by"})


def _is_called(words: tuple[str, ...], at: int) -> bool:
    """Say whether *named* leads to a name from what is no place: *a black dog named*."""
    if words[at] not in _CALLED or not at:
        return False
    at -= words[at - 1] in {",", "is", "was", "were", "are"}
    kind = words[at - 1].lower() if at else ""
    if kind in _THINGS or kind in BEARERS["called"]:
        return True
    lead = {word.lower() for word in words[max(0, at - _LONGEST_THING) : at - 1]}
    return kind.isalpha() and kind not in _PLACES and kind not in _ONE and bool(lead & _ONE)


def _is_model(words: tuple[str, ...], at: int, stop: int) -> bool:
    """Say whether a carmaker leads to a name: *his old Ford Granada*, not *at Ford Cologne*."""
    if words[at] not in BEARERS["makers"] or not at:
        return False
    after = words[stop].lower() if stop < len(words) else ""
    lead = words[at - 1].lower() if words[at - 1] in {"A", "The"} else words[at - 1]
    led = lead in GROUPS["in"] or lead in GROUPS["from"]
    return lead.islower() and lead.isalpha() and not led and after not in BEARERS["sites"]


def _is_added(reading: Reading, span: Span) -> bool:
    """Say whether *, a trawler* follows a name that nothing leads to: *The Ancona, a trawler*."""
    words, at = reading.words, span.stop
    before = _before(reading, span)
    if words[at : at + 1] != (",",) or not (before in _QUOTES or before in {"", "the"}):
        return False
    if words[at + 1 : at + 2] == () or words[at + 1].lower() not in _ARTICLES:
        return False
    for number in range(at + 2, min(len(words), at + 1 + _LONGEST_ASIDE)):
        after = words[number + 1] if number + 1 < len(words) else ""
        if words[number] in _THINGS:
            return not after.isalpha() or not after.islower() or after in _FOLLOW
        if not words[number].isalpha() and words[number] != "-":
            return False
    return False


def _is_set_beside(reading: Reading, span: Span) -> bool:
    """Say whether a name stands between commas after a thing: *a tug, the Ancona, left*."""
    words, at = reading.words, span.first - 1
    at -= at > 0 and words[at].lower() == "the"
    closed = words[span.stop : span.stop + 1] in {(",",), (")",)}
    same = at > 0 and reading.sentences[at - 1] == reading.sentences[span.first]
    return closed and same and words[at] in {",", "("} and words[at - 1] in _THINGS
