"""Say what each scene of a film tells: statements, what it begins with, and its thanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.film.page import Telling
from geo.film.script import Statement
from geo.layers import MapSpec
from geo.printmap.furniture.titles import cited
from geo.printmap.typeset.words import number, word
from geo.story import StoryDate, parse_date

OPENING, CLOSING = "opening", "closing"


def telling_of(spec: MapSpec) -> Telling:
    """Return what is told of a map's chosen statement; its date apart."""
    chosen = spec.chosen
    assert chosen is not None  # each of these maps was asked to point one out
    told = cited(replace(chosen, date=""), spec.language)
    return Telling(chosen.id, chosen.date, chosen.claim, " · ".join(told))


def opening(spec: MapSpec, told: Sequence[Statement]) -> Telling:
    """Return from when to when a film tells, and how many statements."""
    count = f"{word('datedStatements', spec.language)}: {number(len(told), spec.language)}"
    return Telling(OPENING, span_of([one.date for one in told]).label(spec.language), count, "")


def closing(spec: MapSpec) -> Telling:
    """Return the credits, to be set larger than below the map."""
    article = [credit.text for credit in spec.credits if credit.id == "article"]
    data = [credit.text for credit in spec.credits if credit.id != "article"]
    head = word("sources", spec.language)
    return Telling(CLOSING, head, " · ".join(article), " · ".join(data))


def in_words(words: Telling) -> str:
    """Return what a scene tells as a sentence, for those who do not see it."""
    return f"{words.date}: {words.claim} ({words.cited})"


def span_of(dates: Sequence[StoryDate]) -> StoryDate:
    """Return from when to when some dates reach, each end no finer than it is known.

    Of a day and a month that begin together, it is the day that says when. Where all lies within a
    month or a year that is named, that is the span.
    """
    ends = [end for date in dates for end in _ends(date)]
    first = min(ends, key=lambda end: (end.earliest, end.latest))
    last = max(ends, key=lambda end: (end.latest, end.earliest))
    for one, other in ((first, last), (last, first)):
        if one.earliest <= other.earliest and other.latest <= one.latest:  # type: ignore[operator]
            return one
    return parse_date(f"{first.edtf}/{last.edtf}")


def _ends(date: StoryDate) -> Iterator[StoryDate]:
    """Yield both ends of a date, as fine as they are written; one where the other is open."""
    start, _, end = date.edtf.partition("/")
    for written, day in ((start, date.earliest), (end or start, date.latest)):
        if day is not None:
            yield parse_date(written.rstrip("?~%"))
