"""Choose which statements a window leaves in, and say them in the view's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.errors import RequestError
from geo.errors.wording import nearest
from geo.layers.spec import Layer, Said
from geo.options import View, Window
from geo.sources import load_sources
from geo.story import Annotation, Context, Story, StoryDate
from geo.text import pick


def in_window(date: StoryDate, window: Window | None, *, undated: bool = True) -> bool:
    """Whether a date can fall into a window; `undated` says it for what has no date."""
    if window is None:
        return True
    if date.unknown:
        return undated
    first, last = window
    return (date.earliest is None or date.earliest <= last) and (
        date.latest is None or date.latest >= first
    )


def tie_id(statement: Annotation | Context) -> str:
    """Return the id of the arc that a statement's relation draws."""
    return f"{statement.id}:tie"


def said_at(story: Story, name: str, language: str) -> Said:
    """Return the statement of an id.

    Raises
    ------
    RequestError
        If the story has none.
    """
    for number, statement in enumerate(story.statements, start=1):
        if statement.id == name:
            return _said(statement, number, language)
    known = [statement.id for statement in story.statements]
    raise RequestError(f"statement {name!r} is not in story {story.id!r}{nearest(name, known)}")


def notes_of(story: Story, view: View, layers: Iterable[Layer]) -> Iterator[Said]:
    """Yield the statements of the window about marks of visible layers, and those without any."""
    seen = {mark.id for layer in layers if layer.visible for mark in layer.marks}
    for number, statement in enumerate(story.statements, start=1):
        said = _said(statement, number, view.language)
        told = not said.marks or said.marks & seen
        if told and in_window(statement.date, view.window, undated=view.undated):
            yield said


def _said(statement: Annotation | Context, number: int, language: str) -> Said:
    ties = [tie_id(statement)] if statement.relation else []
    return Said(
        id=statement.id,
        number=number,
        claim=pick(statement.claims, language, statement.claim),
        said_by=pick(statement.speakers, language, statement.said_by),
        date=statement.date.label(language),
        paragraph=statement.paragraph if isinstance(statement, Annotation) else None,
        source=_provider(statement.source) if isinstance(statement, Context) else "",
        marks=frozenset((*statement.features, *ties)),
        also_named=statement.also_named if isinstance(statement, Annotation) else (),
    )


def _provider(source: str) -> str:
    found = load_sources()[source]
    return found.provider or found.title


def unplaced_in(story: Story, view: View) -> Iterator[str]:
    """Yield names without a place in what the article says in a window."""
    for statement in story.annotations:
        if in_window(statement.date, view.window, undated=view.undated):
            yield from statement.also_named
