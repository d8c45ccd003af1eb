"""Say how a person wants to see a story, on the printed page, in the film and on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from geo.errors import RequestError
from geo.options.kinds import Day, Frame, Layers, Line, Names, Statement, Switch, one_of, some_of
from geo.options.option import EVERYWHERE, Option, Options, without_default
from geo.story.format.models import LEAST_DEG
from geo.style import THEMES, Theme
from geo.text import LANGUAGES

if TYPE_CHECKING:
    from geo.story import Story

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
"""Of a map or a page."""
CORNERS: Final[tuple[Corner, ...]] = ("top-right", "bottom-right", "top-left", "bottom-left")
"""Where a detail map may stand."""
DETAILS: Final = ("auto", "off", *CORNERS)

FURNITURE: Final = ("title", "subtitle", "legend", "locator", "arrow", "scale")
"""What stands on a page beside the map and the thanks, and may be left out."""

Window = tuple[dt.date, dt.date]
"""First and last day, both included."""


class View(Options):
    """Say how a person wants to see the story; what is absent is as the story has it."""

    bounds: Annotated[
        Frame,
        Option(
            "west,south,east,north in degrees, west > east over the antimeridian, "
            f"{LEAST_DEG}° wide and high at least; if absent, all that the story is about.",
            "W,S,E,N",
            "in degrees; the usual: all that the story is about",
        ),
    ] = None
    layers: Annotated[
        Layers,
        Option(
            "Ids of the layers that are on; the story's own if absent.",
            "A,B",
            "ids of the layers that are on",
            on=EVERYWHERE,
        ),
    ] = None
    first: Annotated[
        Day,
        Field(alias="from"),
        Option(
            "First day of the time window.",
            "DAY",
            "first day of the time window, e.g. 2024-01-01",
            on=EVERYWHERE,
        ),
    ] = None
    last: Annotated[
        Day,
        Field(alias="to"),
        Option("Last day of the time window.", "DAY", "its last day", on=EVERYWHERE),
    ] = None
    undated: Annotated[
        Switch,
        Option(
            "Whether a time window leaves in what has no date.",
            "on|off",
            "whether a time window leaves in what has no date",
            on=EVERYWHERE,
        ),
    ] = True
    at: Annotated[
        Statement,
        Option(
            "A statement to point out, e.g. S10.",
            "ID",
            "a statement to point out, e.g. S10",
            on=("picture", "screen"),
        ),
    ] = None
    notes: Annotated[
        Switch,
        Option(
            "Whether all statements stand below the map, keyed to their marks.",
            "on|off",
            "write the statements below the map, keyed by number to their marks",
            on=("picture",),
        ),
    ] = False
    detail: Annotated[
        str,
        one_of(DETAILS),
        Option(
            "A detail map, where main places are too near to be told apart: where it is needed, "
            "nowhere, or there in a certain corner.",
            "auto|off|CORNER",
            "set a detail map of the main places into a corner, or none",
            on=("picture",),
        ),
    ] = "auto"
    without: Annotated[
        tuple[str, ...],
        some_of(FURNITURE),
        Field(json_schema_extra=without_default),
        Option(
            "What is left out around the map; whom to thank stays.",
            "A,B",
            ", ".join(FURNITURE),
            on=("picture",),
        ),
    ] = ()
    title: Annotated[
        Line,
        Option("Another title than the story's.", "TEXT", "of the picture", on=("picture",)),
    ] = None
    subtitle: Annotated[
        Line,
        Option(
            "Another line below it than publisher, place and day.",
            "TEXT",
            "below the title",
            on=("picture",),
        ),
    ] = None
    names: Annotated[
        Names,
        Field(json_schema_extra=without_default),
        Option(
            "Where names of marks stand, in pixels from a mark to the middle of the name, or that "
            "they are left out: baku:-40:12,tehran:off; the others are placed around them.",
            "ID:X:Y,…",
            "where names stand, right of and below their marks, or ID:off",
            on=("picture",),
        ),
    ] = ()
    theme: Annotated[
        Theme,
        one_of(THEMES),
        Field(json_schema_extra=without_default),
        Option(
            "Colours; grey is for printing in black.",
            "NAME",
            "light, dark or grey",
            several=True,
        ),
    ] = "light"
    language: Annotated[
        str,
        one_of(LANGUAGES),
        Field(alias="lang", json_schema_extra=without_default),
        Option(
            "Language; the story's own if absent.",
            "TAG",
            f"{', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}",
            on=EVERYWHERE,
            several=True,
        ),
    ] = "en"

    @classmethod
    def read(cls, values: Mapping[str, str], story: Story | None = None) -> Self:
        """Return the view that words ask for, in the story's own language where they name none.

        Raises
        ------
        RequestError
            If one means nothing for this story.
        """
        found = super().read(values, story)
        if story is None or "lang" in values:
            return found
        return found.model_copy(update={"language": story.language})

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first and self.last and self.first > self.last:
            raise RequestError(
                f"parameter 'from' is {self.first}, later than 'to', which is {self.last}"
            )
        return self

    @property
    def window(self) -> Window | None:
        """The days that are seen; none where all are."""
        if self.first is None and self.last is None:
            return None
        return self.first or dt.date.min, self.last or dt.date.max
