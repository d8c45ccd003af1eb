"""Say what a film has beside a picture's options: what it tells, and how the camera follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field, ValidationInfo

from geo.errors.wording import nearest
from geo.options.kinds import WORDS, Kind, listed, one_of
from geo.options.option import Option, Options, WordError, without_default

if TYPE_CHECKING:
    from geo.story import Story

ARTICLE, ALL = "article", "all"
MOVING, STILL = "moving", "still"
MOST_PIXELS: Final = 2_400_000
"""Of one picture of a film: a little more than 1920 × 1080."""


def _told(value: Any, info: ValidationInfo) -> Any:
    story: Story | None = info.context
    if story is None or not isinstance(value, str) or value in (ARTICLE, ALL):
        return value
    known = {one.id: one for one in story.statements}
    for name in listed(value):
        if name not in known:
            raise WordError(name, nearest(name, (ARTICLE, ALL, *known)))
        if known[name].date.unknown:
            raise WordError(name, ", which has no date")
    return listed(value)


class FilmOptions(Options):
    """Say which statements a film tells one after the other, and how the camera follows."""

    tell: Annotated[
        str | tuple[str, ...],
        Kind(_told, WORDS),
        Field(json_schema_extra=without_default),
        Option(
            "Which statements: article, all, or ids of some, with commas.",
            "WHICH",
            "of a film: article (the usual), all, or ids of statements, e.g. S10,S02",
            on=("film",),
        ),
    ] = ARTICLE
    """``article``, ``all`` (other sources' too), or the ids of some."""
    camera: Annotated[
        str,
        one_of((MOVING, STILL)),
        Option(
            "Whether the camera goes to what is told, or stands still and shows all of it.",
            "moving|still",
            "of a film: whether the camera goes to what is told, or stands still",
            on=("film",),
        ),
    ] = MOVING
    """One frame for the whole film is then so wide that it holds every mark told of."""
