"""Read from options which statements a film tells, in which order, where, and on which page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.errors import RequestError
from geo.film.line import by_then
from geo.layers import in_window
from geo.options import FILM_KEYS, FilmOptions, Page, View, check, page_of
from geo.options.film import ALL, ARTICLE, MOST_PIXELS
from geo.story import Annotation, Context, Story

MOST_SECONDS: Final = 300.0
_LEAST_SECONDS: Final = 3.0
_LETTERS_IN_SECOND: Final = 15.0
"""As fast as most people read."""

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
