"""Say what a film tells: which statements, in which order, on which page, and in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.errors import RequestError
from geo.film.line import by_then
from geo.layers import MapSpec, in_window
from geo.options import FILM_KEYS, FilmOptions, Page, View, check, page_of
from geo.options.film import ALL, ARTICLE, MOST_PIXELS
from geo.printmap.furniture.titles import cited
from geo.printmap.typeset.words import number, word
from geo.story import Annotation, Context, Story, StoryDate, parse_date

MOST_SECONDS: Final = 300.0
_LEAST_SECONDS: Final = 3.0
_LETTERS_IN_SECOND: Final = 15.0
"""As fast as most people read."""
OPENING, CLOSING = "opening", "closing"

Statement = Annotation | Context


@dataclass(frozen=True, slots=True)
class Script:
    """Hold what is to be filmed; equal scripts make equal films."""

    view: View
    page: Page
    told: tuple[str, ...]
    """Ids of the statements, in the order in which they are told."""
    camera: str
    """Whether it goes to what is told, or stands still."""


def read_script(values: Mapping[str, str], story: Story) -> Script:
    """Return what options ask to be filmed, without laying anything out.

    Raises
    ------
    RequestError
        If an option means nothing for this story, or there is nothing to tell.
    """
    if "at" in values:
        raise RequestError(
            "a film points out one statement after the other; name them with 'tell', not 'at'"
        )
    check(values, FILM_KEYS)
    page, view = _page(values), View.read(values, story)
    options = FilmOptions.read(values, story)
    return Script(view, page, _told(story, view, options), options.camera)


def _page(values: Mapping[str, str]) -> Page:
    page = page_of(values)
    width, height = page.pixels
    if width * height > MOST_PIXELS:
        raise RequestError(
            f"the film would have {width} × {height} pixels, and the limit is "
            f"{MOST_PIXELS / 1e6:g} million; choose a smaller size or dpi"
        )
    return page


def _told(story: Story, view: View, options: FilmOptions) -> tuple[str, ...]:
    """Return the dated statements that a film tells, in the order of its time line.

    That is the order in which the page plays them: by the day by which each had begun. The view's
    window and layers leave out others, but no layer one that has no mark.
    """
    layers = _visible(story, view)
    asked = [
        one
        for one in _asked(story, options.tell)
        if not one.date.unknown and in_window(one.date, view.window)
    ]
    told = [one for one in asked if not (on := _layers_of(story, one)) or layers & on]
    if not told:
        raise RequestError(
            f"a film tells dated statements, and story {story.id!r} has none "
            f"{'in these layers' if asked else 'of those asked for'}; "
            "ask for other statements (tell), dates or layers"
        )
    order = {one.id: place for place, one in enumerate(story.statements)}
    told.sort(key=lambda one: (by_then(one.date), one.date.earliest or dt.date.min, order[one.id]))
    seconds = sum(seconds_of(one.claim) for one in told)
    if seconds > MOST_SECONDS:
        raise RequestError(
            f"to be read, {len(told)} statements need {seconds:.0f} seconds, and a film lasts "
            f"{MOST_SECONDS:.0f} at most; choose statements by their ids (tell), or dates"
        )
    return tuple(one.id for one in told)


def _asked(story: Story, tell: str | Sequence[str]) -> Sequence[Statement]:
    if tell == ALL:
        return story.statements
    if tell == ARTICLE:
        return story.annotations
    return [one for one in story.statements if one.id in tell]


def _visible(story: Story, view: View) -> set[str]:
    if view.layers is not None:
        return set(view.layers)
    return {layer.id for layer in story.layers if layer.visible}


def _layers_of(story: Story, statement: Statement) -> set[str]:
    found = {story.feature(name).layer for name in statement.features}
    return found | ({statement.relation.layer} if statement.relation else set())


def seconds_of(words: str) -> float:
    """Return how long some words are to stand, to a tenth of a second."""
    return max(_LEAST_SECONDS, round(len(words) / _LETTERS_IN_SECOND, 1))


# --- in words ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold what one scene tells in words."""

    id: str
    """The statement's; a word of the film's own at its beginning and end."""
    date: str
    claim: str
    cited: str
    """By whose word it stands, and where it is to be read."""


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
