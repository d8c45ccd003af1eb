"""Tell a firm from the town whose name it bears: *Halifax shares*, *chief executive of Troy*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.meaning import past_others
from geo.geoparse.mentions.spans import Span
from geo.geoparse.nonplaces.bearers import is_led
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import CLUBS, FIRMS, GROUPS, MEANING

_LEAST: Final = 4
"""Words of business and names of firms, these twice, in a text in which towns' names are firms'."""
_NAMED: Final = 2
_ASIDE: Final = 5
"""Words of *, the fund manager,* after a name."""
_SAID: Final = 4
"""Words of *its third-quarter profit* after *said*."""
_JOINTS: Final = ((",",), ("and",), (",", "and"), ("or",))


def firms(
    reading: Reading, spans: Sequence[Span], best: Mapping[int, Found], named: set[int]
) -> set[int]:  # fmt: skip
    """Return the numbers of the names that are firms', once told or in a list with one.

    Not where *in* leads to a town of the name, where its region follows, or where its people do.

    Parameters
    ----------
    named
        Numbers of the names that begin the whole name of a firm or a paper.
    """
    words = {word.lower() for word in reading.words}
    towns = {n for n, place in best.items() if place.kind != "country"}
    begun = {span.first for span in spans}
    council = "council" in words  # those of Britain have chief executives
    told = {
        n for n in towns
        if _is_told(reading, spans[n], best[n]) or (not council and _is_headed(reading, spans[n]))
    }  # fmt: skip
    for listed in _lists(reading, spans):
        if _has_shares(reading, spans[listed[0]]) and any(
            n in towns and not _is_market(spans[n], best[n]) for n in listed
        ):  # fmt: skip
            told |= towns & set(listed)
    trade = len(words & FIRMS["business"]) + _NAMED * len(named) >= _LEAST and bool(told | named)
    if trade:
        told |= {
            n for n in towns - told
            if (best[n].kind == "city" and _deals(reading, spans[n], best[n]))
            or (_is_joined(reading, spans[n]) and spans[n].stop + 1 not in begun)
        }  # fmt: skip
    keys = {spans[n].key for n in told} | _incorporated(reading)
    bare = {n for n in towns if not _stays(reading, spans, best, n)}
    found = told | {n for n in bare if spans[n].key in keys}
    for listed in _lists(reading, spans):
        if trade and found & set(listed):
            found |= bare & set(listed)
    return found


def _incorporated(reading: Reading) -> set[str]:
    """Return the single words that a firm's form follows: *Troy Inc*."""
    words = reading.words
    return {
        words[at - 1].lower() for at in range(1, len(words))
        if words[at].lower() in FIRMS["forms"] and words[at - 1][:1].isupper()
        and (at < 2 or not words[at - 2][:1].isupper())
    }  # fmt: skip


def _word(reading: Reading, at: int) -> str:
    return reading.words[at].lower() if 0 <= at < len(reading.words) else ""


def _lists(reading: Reading, spans: Sequence[Span]) -> Iterator[list[int]]:
    """List the names that stand in one list, as numbers in the order of the text."""
    listed: list[int] = []
    for number, span in enumerate(spans):
        if listed and reading.words[spans[number - 1].stop : span.first] not in _JOINTS:
            yield listed
            listed = []
        listed.append(number)
    if listed:
        yield listed


def _stays(
    reading: Reading, spans: Sequence[Span], best: Mapping[int, Found], number: int
) -> bool:  # fmt: skip
    """Say whether a name stands as a town's: *in Troy*, *Troy, New York*, *Troy residents*."""
    span, after = spans[number], number + 1
    if is_led(reading, span) or _word(reading, span.stop) in CLUBS["public"] | GROUPS["people"]:
        return True
    other = best.get(after)
    beside = other and spans[after].first == span.stop + 1 and _word(reading, span.stop) == ","
    return bool(
        beside and other
        and (other.id in {best[number].admin1, best[number].admin2} or other.kind == "country")
    )  # fmt: skip


def _is_market(span: Span, place: Found) -> bool:
    """Say whether shares are traded in a town, so that *shares in Tokyo* are no firm's."""
    return place.capital or span.key.replace(" ", "-") in FIRMS["markets"]


def _has_shares(reading: Reading, span: Span) -> bool:
    """Say whether *shares in* leads to a name; not to *shares in Troy's port*."""
    before = _word(reading, span.first - 2), _word(reading, span.first - 1)
    owns = _word(reading, span.stop) in GROUPS["possessive"]
    return before[0] in FIRMS["held"] and before[1] in {"in", "of"} and not owns


def _is_told(reading: Reading, span: Span, place: Found) -> bool:
    """Say whether the words beside a name are said of firms alone."""
    before, lead = _word(reading, span.first - 2), _word(reading, span.first - 1)
    after, then = _word(reading, span.stop), _word(reading, span.stop + 1)
    small = not _is_market(span, place)
    if _has_shares(reading, span) and small:
        return True
    if lead == "at" and (before in FIRMS["analysts"] or before in FIRMS["sums"]):
        return small
    if after in FIRMS["held"] and then not in FIRMS["markets_of"] and not is_led(reading, span):
        return small
    if after in GROUPS["possessive"] and then in FIRMS["owned"]:
        return small
    if after == "," and _is_called(reading, span.stop + 1):
        return not is_led(reading, span)
    verb, near = _verb(reading, span)
    sums = near & {"its", "a", "net", "record"} and near & FIRMS["sums"]
    tells = verb in FIRMS["tells"] and bool(sums or near & {"results"})
    return small and place.kind == "city" and tells and not is_led(reading, span)


def _is_headed(reading: Reading, span: Span) -> bool:
    """Say whether a name has a chief executive: *Troy's chief executive*; not a public body's."""
    words, at, stop = reading.words, span.first, span.stop
    own = _word(reading, stop) in GROUPS["possessive"] and words[stop + 1 : stop + 3]
    of = words[max(0, at - 3) : at] if _word(reading, stop) not in GROUPS["organ"] else ()
    return own == ("chief", "executive") or of == ("chief", "executive", "of")


def _is_called(reading: Reading, at: int) -> bool:
    """Say whether *the insurer* begins at a word and ends there, unlike *the bank town*."""
    if _word(reading, at) not in {"the", "a", "an"}:
        return False
    for number in range(at + 1, at + _ASIDE):
        word, after = _word(reading, number), _word(reading, number + 1)
        if word in FIRMS["kinds"]:
            return not after.isalpha() or after in GROUPS["in"] or after in {"based", "that"}
        if not word.replace("-", "a").isalpha() or word in {"of", "for", "with", "where"}:
            return False
    return False


def _verb(reading: Reading, span: Span) -> tuple[str, set[str]]:
    """Return what a name or its list does, and the words after that."""
    at = past_others(reading.words, span.stop)
    at += _word(reading, at) in {"both", "also", "all", "each"}
    after = reading.words[at + 1 : at + 1 + _SAID]
    return _word(reading, at), {word.lower() for word in after}


def _deals(reading: Reading, span: Span, place: Found) -> bool:
    """Say whether a town's name does, in a text of trade, what firms do there: *Troy makes*."""
    lead, before = _word(reading, span.first - 1), _word(reading, span.first - 2)
    if is_led(reading, span) or lead in GROUPS["the"] or _is_market(span, place):
        return False
    verb, _ = _verb(reading, span)
    so = before == "so" and lead in FIRMS["so"]
    return so or verb in FIRMS["does"] or verb in MEANING["agent"]


def _is_joined(reading: Reading, span: Span) -> bool:
    """Say whether a hyphen makes a name the first part of another: *Troy-Halston*."""
    after = reading.words[span.stop + 1] if span.stop + 1 < len(reading.words) else ""
    joins = _word(reading, span.stop) == "-" and after[:1].isupper() and after.isalpha()
    tight = joins and reading.starts[span.stop + 1] == reading.end(span.stop - 1) + len("-")
    return tight and not is_led(reading, span)
