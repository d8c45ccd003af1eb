"""Find the dates that an English paragraph tells, and write them as EDTF, as precisely as told.

Read are days, months, years, decades and centuries, seasons, halves and quarters, parts of them
(early, mid-, the end of), what is told from the day of publication (last week, on Monday, two
years ago, the past decade), and what bounds them (since, until, before, from … to).

Not read: hours; feasts ("at Christmas"); what is told from another date of the text ("a month
later", "the same day", "that year"); seasons without a year; years before 1000; other calendars.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.english.dates import absolute as dateforms
from geo.english.dates import periods
from geo.english.dates import relative as daterelative
from geo.english.dates.background import is_background
from geo.english.dates.periods import Period
from geo.english.dates.rule import UNDATED, Around
from geo.english.dates.tense import leaning
from geo.errors import DatelineError
from geo.story.format.dates import StoryDate, parse_date


@dataclass(frozen=True, slots=True)
class DateMention:
    """Hold a date where it stands: ``text`` is from ``start`` to ``end``, not included."""

    start: int
    end: int
    text: str
    edtf: str
    """As ``geo.story.parse_date`` reads it; ``unknown`` where publication is needed and unknown."""
    reason: str
    """How it was read, in a sentence's words."""
    background: bool = False
    """Whether it is the date of a thing that is named, and not of what the sentence tells."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    period: Period


_RULES: Final = (*dateforms.RULES, *daterelative.RULES)


def find_dates(text: str, published: dt.date | StoryDate | None = None) -> tuple[DateMention, ...]:
    """Return the dates of a paragraph in its order; none overlap.

    Parameters
    ----------
    text
        The paragraph.
    published
        When the article was published. Of a month or a year, only what does not depend on the
        day is dated.
    """
    first, last = _ends(published)
    found = _found(text, first)
    if last != first:
        found = _agreed(found, _found(text, last))
    return tuple(mention for one in found if (mention := _mention(text, one)))


def _ends(published: dt.date | StoryDate | None) -> tuple[dt.date | None, dt.date | None]:
    if isinstance(published, StoryDate):
        if published.earliest is None or published.latest is None:
            return None, None
        return published.earliest, published.latest
    return published, published


def _agreed(ones: Sequence[_Found], others: Sequence[_Found]) -> list[_Found]:
    """Return dates whose reading does not depend on which day of the period was meant."""
    known = {(other.start, other.end): other.period.edtf for other in others}
    unknown = Period(None, None, UNDATED)
    return [
        one if known.get((one.start, one.end)) == one.period.edtf else replace(one, period=unknown)
        for one in ones
    ]


def _mention(text: str, found: _Found) -> DateMention | None:
    edtf = found.period.edtf
    try:
        parse_date(edtf)
    except DatelineError:
        return None
    words = text[found.start : found.end]
    verb = "" if edtf == "unknown" else "read as "
    reason = f"{words!r} {verb}{found.period.said}"
    past = is_background(text, found.start, found.end)
    return DateMention(found.start, found.end, words, edtf, reason, past)


def _found(text: str, published: dt.date | None) -> list[_Found]:
    around = Around(text, published, lambda start, end: leaning(text, start, end))
    cores = _longest(_cores(text, around), len(text))
    return [_with_preposition(text, one) for one in _bounded(text, _paired(text, cores), around)]


def _cores(text: str, around: Around) -> Iterator[_Found]:
    for pattern, rule in _RULES:
        for found in pattern.finditer(text):
            try:
                period = rule(found, around)
            except (ValueError, OverflowError):  # before the year 1 or after 9999
                continue
            if period:
                yield _Found(found.start(), found.end(), period)


def _longest(cores: Iterator[_Found], length: int) -> list[_Found]:
    """Return the longest of those that overlap, in the order of the text."""
    chosen: list[_Found] = []
    taken = bytearray(length)
    for core in sorted(cores, key=lambda one: (one.start - one.end, one.start)):
        if not any(taken[core.start : core.end]):
            taken[core.start : core.end] = b"\x01" * (core.end - core.start)
            chosen.append(core)
    return sorted(chosen, key=lambda one: one.start)


_JOIN: Final = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*")
_AND: Final = re.compile(r"\s+and\s+")
_FROM: Final = re.compile(r"\b(?:from|between)\s+$", re.I)


def _paired(text: str, cores: Sequence[_Found]) -> list[_Found]:
    """Join two dates that are the ends of one time: from 2018 to 2022."""
    joined: list[_Found] = []
    for core in cores:
        pair = _pair(text, joined[-1], core) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(core)
    return joined


def _pair(text: str, one: _Found, two: _Found) -> _Found | None:
    before, between = text[max(0, one.start - 12) : one.start], text[one.end : two.start]
    opens = _FROM.search(before)
    if not opens or not (_JOIN.fullmatch(between) or _AND.fullmatch(between)):
        return None
    if _AND.fullmatch(between) and not opens[0].lower().startswith("between"):
        return None
    first, last = one.period, two.period
    if None in (first.first, first.last, last.first, last.last):
        return None
    whole = Period(first.first, last.last, f"from {first.said} to {last.said}",
                   first.mark or last.mark)  # fmt: skip
    try:
        parse_date(whole.edtf)
    except DatelineError:
        return None
    return _Found(one.start - len(opens[0]), two.end, whole)


_REACH: Final = 40
"""How many letters before a date may change it."""
_PART: Final = re.compile(
    r"\b(?:the\s+)?(?P<part>early|late|mid|middle|start|beginning|end|close)"
    r"(?:\s+(?:of|in))?(?:\s+|-)(?:the\s+)?$",
    re.I,
)
_PARTS: Final = {"middle": "mid", "beginning": "start", "close": "end"}
_ABOUT: Final = re.compile(
    r"\b(?:around|about|circa|c\.|roughly|approximately|some\s?time in)\s+(?:the\s+)?$", re.I
)
_DOUBT: Final = re.compile(r"\b(?:possibly|probably|perhaps|maybe|likely)\s+(?:in|on)\s+$", re.I)
_BOUND: Final = re.compile(
    r"\b(?P<word>(?:ever\s+)?since|until|till|up to|through|by|before|prior to|after|from)\s+"
    r"(?:at least\s+)?(?P<the>the\s+)?(?:in\s+)?$",
    re.I,
)
_ONWARDS: Final = re.compile(r"\s+(?:on|onwards?)\b", re.I)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+\w", re.I)


def _bounded(text: str, found: Sequence[_Found], around: Around) -> Iterator[_Found]:
    """Take in the words before a date that change it: early, about, since, until."""
    for one in found:
        if one.period.edtf == "unknown":
            yield one
            continue
        one = _narrowed(text, one)
        from_here = max(0, one.start - _REACH)
        bound = _BOUND.search(text[from_here : one.start])
        period = _bound(text, bound, one) if bound else None
        if bound and period:
            yield _Found(from_here + bound.start(), one.end, period)
        else:
            yield one


def _narrowed(text: str, one: _Found) -> _Found:
    before = text[max(0, one.start - _REACH) : one.start]
    offset = one.start - len(before)
    if found := _PART.search(before):
        word = found["part"].lower()
        period = periods.part(one.period, _PARTS.get(word, word))
        if period:
            return _narrowed(text, _Found(offset + found.start(), one.end, period))
    if found := _ABOUT.search(before):
        period = one.period.marked("~", "which is said to be about right")
        return _Found(offset + found.start(), one.end, period)
    if found := _DOUBT.search(before):
        period = one.period.marked("?", "which is said to be uncertain")
        return _Found(offset + found.start(), one.end, period)
    return one


def _bound(text: str, bound: re.Match[str], one: _Found) -> Period | None:
    """Return the open time that since or until makes of a date; nothing where they do not."""
    word = re.sub(r"\s+", " ", bound["word"].lower())
    period = one.period
    if period.first is None or period.last is None:
        return None
    if word.endswith("since") or (word == "from" and _ONWARDS.match(text, one.end)):
        return Period(period.first, None, f"{period.said}, and from then on", period.mark)
    if word == "from":
        return None
    if word in ("before", "prior to", "after", "by") and (
        bound["the"] or _POSSESSIVE.match(text, one.end)
    ):
        return None  # before the 2020 war, after Monday's vote: the date is the event's
    if word == "after":
        return Period(period.last, None, f"{period.said}, and after it", period.mark)
    if word in ("before", "prior to") and re.fullmatch(r"\d{4}", period.first):
        last = f"{int(period.first) - 1:04}"
        return Period(None, last, f"the time before {period.said}", period.mark)
    return Period(None, period.last, f"the time up to {period.said}", period.mark)


_PREPOSITION: Final = re.compile(r"\b(?:in|on|during|throughout|at|over)\s+(?:the\s+)?$", re.I)


def _with_preposition(text: str, one: _Found) -> _Found:
    from_here = max(0, one.start - _REACH)
    found = _PREPOSITION.search(text[from_here : one.start])
    return replace(one, start=from_here + found.start()) if found else one
