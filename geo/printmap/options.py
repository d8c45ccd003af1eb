"""Read what a picture shall be from words, as an address or a command line gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from geo.crs import Bounds
from geo.errors import BoundsError, RequestError
from geo.layers import View, Window
from geo.printmap.canvas.page import PRESETS, Page, preset
from geo.story import Story
from geo.story.models import LEAST_DEG
from geo.story.words import nearest, quote
from geo.style import THEMES
from geo.text import LANGUAGES

_SWITCH: Final = ("on", "off")
KEYS: Final = (
    "preset",
    "width",
    "height",
    "dpi",
    "bounds",
    "layers",
    "from",
    "to",
    "undated",
    "at",
    "notes",
    "theme",
    "lang",
)
"""Names of the options, in addresses and (with ``--``) on the command line."""
USUAL: Final = "article"
_FIRST, _LAST = dt.date.min, dt.date.max


def page_of(values: Mapping[str, str]) -> Page:
    """Return the page that ``preset``, ``width``, ``height`` and ``dpi`` ask for.

    Raises
    ------
    RequestError
        If one of them means nothing, or is out of its limits.
    """
    page = preset(values.get("preset", USUAL))
    width = _number(values, "width", page.width_px)
    height = _number(values, "height", page.height_px)
    return replace(
        page, width_px=width, height_px=height, dpi=int(_number(values, "dpi", page.dpi))
    )


def view_of(values: Mapping[str, str], story: Story) -> View:
    """Return the view of a story that the other options ask for.

    Raises
    ------
    RequestError
        If one of them means nothing for this story.
    """
    theme = _word(values, "theme", THEMES, "light")
    return View(
        theme=next(name for name in THEMES if name == theme),
        language=_word(values, "lang", LANGUAGES, story.language),
        layers=_layers(values, story),
        window=_window(values),
        undated=_word(values, "undated", _SWITCH, "on") == "on",
        notes=_word(values, "notes", _SWITCH, "off") == "on",
        at=_statement(values, story),
        bounds=_bounds(values),
    )


def check(values: Mapping[str, str], known: Collection[str] = KEYS) -> None:
    """Refuse options that there are not.

    Raises
    ------
    RequestError
        With the nearest right name.
    """
    for name in values:
        if name not in known:
            raise RequestError(f"there is no parameter {quote(name)}{nearest(name, known)}")


def _number(values: Mapping[str, str], name: str, usual: float) -> float:
    text = values.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise RequestError(f"parameter {name!r} is {quote(text)}; give a whole number")
    return float(text)


def _word(values: Mapping[str, str], name: str, known: Collection[str], usual: str) -> str:
    text = values.get(name, usual)
    if text not in known:
        raise RequestError(f"parameter {name!r} is {quote(text)}{nearest(text, known)}")
    return text


def _layers(values: Mapping[str, str], story: Story) -> tuple[str, ...] | None:
    if "layers" not in values:
        return None
    known = [layer.id for layer in story.layers]
    asked = tuple(name for name in values["layers"].split(",") if name)
    for name in asked:
        if name not in known:
            raise RequestError(f"parameter 'layers' names {quote(name)}{nearest(name, known)}")
    return asked


def _statement(values: Mapping[str, str], story: Story) -> str | None:
    known = [statement.id for statement in story.statements]
    return _word(values, "at", known, "") if "at" in values else None


def _window(values: Mapping[str, str]) -> Window | None:
    if "from" not in values and "to" not in values:
        return None
    first, last = _day(values, "from", _FIRST), _day(values, "to", _LAST)
    if first > last:
        raise RequestError(f"parameter 'from' is {first}, later than 'to', which is {last}")
    return first, last


def _day(values: Mapping[str, str], name: str, usual: dt.date) -> dt.date:
    text = values.get(name)
    if text is None:
        return usual
    try:
        if len(text) != 10 or not text.isascii():
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise RequestError(
            f"parameter {name!r} is {quote(text)}; give a day as 2025-04-28"
        ) from error


def _bounds(values: Mapping[str, str]) -> Bounds | None:
    text = values.get("bounds")
    if text is None:
        return None
    found = read_bounds(text, "parameter 'bounds'")
    if found.width < LEAST_DEG or found.height < LEAST_DEG:
        raise RequestError(f"parameter 'bounds' is {quote(text)}, and the least is {LEAST_DEG}°")
    return found


def names_of_presets() -> str:
    """Return the presets for a help text."""
    return ", ".join(PRESETS)


def read_bounds(text: str, name: str) -> Bounds:
    """Return the bounds that a text says as west,south,east,north in degrees.

    Raises
    ------
    RequestError
        If it says none; `name` is what the sentence calls the option.
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        return Bounds(west, south, east, north)
    except ValueError as error:
        raise RequestError(
            f"{name} is {quote(text)}; give west,south,east,north in degrees"
        ) from error
    except BoundsError as error:
        raise RequestError(f"{name} is {quote(text)}: {error}") from error
