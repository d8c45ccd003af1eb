"""Say what only the live map's address holds: where it is, how close, how it looks, what is open.

The browser reads these for itself, and leniently, so that a bad link still opens. It has their
names, words and limits from here.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, WithJsonSchema

from geo.options.kinds import degrees
from geo.options.option import Option, Options, Use
from geo.style import MAX_ZOOM, SCREEN_THEMES

_ON: Final[tuple[Use, ...]] = ("screen",)


class ScreenOptions(Options):
    """Hold what the live map has beside what it shares with pictures."""

    center: Annotated[
        tuple[float, float] | None,
        WithJsonSchema(degrees(180, 90)),
        Field(alias="c"),
        Option("The map's middle, lon,lat in degrees; if absent, all of the story.", on=_ON),
    ] = None
    zoom: Annotated[
        float | None,
        WithJsonSchema({"type": "number", "minimum": 0, "maximum": MAX_ZOOM}),
        Field(alias="z"),
        Option("How close it is; each step doubles.", on=_ON),
    ] = None
    theme: Annotated[
        str,
        WithJsonSchema({"type": "string", "enum": ["auto", *SCREEN_THEMES]}),
        Option("Colours; auto follows the reader's system.", on=_ON),
    ] = "auto"
    panel: Annotated[
        Literal["text", "export"] | None,
        WithJsonSchema({"type": "string", "enum": ["text", "export"]}),
        Option("What is open beside the map: the text view, or Export.", on=_ON),
    ] = None
