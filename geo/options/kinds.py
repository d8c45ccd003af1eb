"""Say how the kinds of values are written: how they are read, and what a schema says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    InstanceOf,
    ValidationInfo,
)

from geo.crs import Bounds
from geo.errors import BoundsError, RequestError
from geo.errors.wording import nearest, quote
from geo.options.option import WordError
from geo.story.format.models import LEAST_DEG
from geo.text import unturned, writable

if TYPE_CHECKING:
    from geo.story import Story

SLUG: Final = r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}$"
_NAME_AT: Final = r"^[^:,]+:(off|-?[0-9.]+:-?[0-9.]+)$"
_MOST_OFFSET_PX: Final = 10_000.0
SWITCH: Final = ("on", "off")
LONGEST_TEXT: Final = 300
"""Of a line that is written on the page."""
_MOST_DIGITS: Final = 5
_FEW: Final = 12
"""Of words that there are: as many as a sentence tells."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Stand beside a field: how its value is read from words, and what a schema says of it."""

    read: Callable[[Any, ValidationInfo], Any]
    """Leaves alone what is no text."""
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """Read before pydantic looks at the value."""
        return BeforeValidator(self.read).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the words, not the value."""
        return dict(self.schema)


def _of_text(read: Callable[[str], Any], **schema: Any) -> Kind:
    return Kind(lambda value, _: read(value) if isinstance(value, str) else value, schema)


# --- words ------------------------------------------------------------------------------------


def one_of(known: Collection[str]) -> Kind:
    """Return the kind of one word of some."""
    return Kind(
        lambda value, info: _known(value, known) if info.context else value,
        {"type": "string", "enum": [*known]},
    )


def _known(word: str, known: Iterable[str]) -> str:
    known = list(known)
    if word not in known:
        raise ValueError(nearest(word, known) or f"; {_those(known)}")
    return word


def some_of(known: Collection[str]) -> Kind:
    """Return the kind of some words of several, in their order, with commas between."""

    def read(value: Any, _: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        words = listed(value)
        for word in words:
            if word not in known:
                raise WordError(word, nearest(word, known) or f"; {_those([*known])}")
        return tuple(word for word in known if word in words)

    return Kind(read, {"type": "array", "items": {"type": "string", "enum": [*known]}})


def _text(text: str) -> str:
    words = " ".join(unturned(writable(text)).split())
    if len(words) > LONGEST_TEXT:
        raise ValueError(f", which has {len(words)} letters; give {LONGEST_TEXT} at most")
    return words


def _switch(word: str) -> bool:
    return _known(word, SWITCH) == "on"


Line = Annotated[str | None, _of_text(_text, type="string", maxLength=LONGEST_TEXT)]
Switch = Annotated[bool, _of_text(_switch, type="string", enum=[*SWITCH])]


# --- what a story has -------------------------------------------------------------------------


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a text that has commas between them."""
    return tuple(word for word in text.split(",") if word)


def _layers(value: Any, info: ValidationInfo) -> Any:
    story: Story | None = info.context
    if story is None or not isinstance(value, str):
        return value
    known = [layer.id for layer in story.layers]
    words = listed(value)
    if value and not words:  # nothing at all turns every layer off
        raise ValueError(f", which names no layer; {_those(known)}")
    for word in words:
        if word not in known:
            raise WordError(word, nearest(word, known) or f"; {_those(known)}")
    return words


class NameAt(NamedTuple):
    """Say where the name of a mark stands on a page, or that it stands nowhere."""

    id: str
    offset_px: tuple[float, float] | None
    """From the mark's anchor to the middle of the name, right and down; none: it is left out."""


def _names(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    story: Story | None = info.context
    found = {}
    for word in listed(value):
        name, *where = word.split(":")
        if story is not None:
            known = [feature.id for feature in story.features]
            if name not in known:
                raise WordError(name, nearest(name, known) or f"; {_those(known)}")
        found[name] = NameAt(name, _offset(word, where))
    return tuple(found.values())


def _offset(word: str, where: Sequence[str]) -> tuple[float, float] | None:
    if [*where] == ["off"]:
        return None
    try:
        x, y = (float(part) for part in where)
        if not max(abs(x), abs(y)) <= _MOST_OFFSET_PX:  # nor what is no number
            raise ValueError
    except ValueError as error:
        raise WordError(word, "; write id:right:down in pixels, or id:off") from error
    return x, y


def _those(known: Sequence[str]) -> str:
    """Say which words there are, a few of many."""
    more = ", …" if len(known) > _FEW else ""
    return f"there is {', '.join(map(quote, known[:_FEW]))}{more}"


def _statement(value: Any, info: ValidationInfo) -> Any:
    story: Story | None = info.context
    return _known(value, (one.id for one in story.statements)) if story else value


WORDS: Final = {"type": "array", "items": {"type": "string", "pattern": SLUG}}
Names = Annotated[
    tuple[NameAt, ...],
    Kind(_names, {"type": "array", "items": {"type": "string", "pattern": _NAME_AT}}),
]
Layers = Annotated[tuple[str, ...] | None, Kind(_layers, WORDS)]
Statement = Annotated[str | None, Kind(_statement, {"type": "string", "pattern": SLUG})]


# --- numbers, days, places --------------------------------------------------------------------


def whole(least: float, most: float) -> Kind:
    """Return the kind of a whole number; whether it is within its limits is the page's to say."""
    low, high = round(least), round(most)

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            raise ValueError(f"; give a whole number from {low} to {high}")
        return int(text)

    return _of_text(read, type="integer", minimum=low, maximum=high)


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(text: str) -> dt.date:
    try:
        if not _DAY.fullmatch(text):  # Python reads 2025-W18-1 too
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("; give a day as 2025-04-28") from error


Day = Annotated[dt.date | None, _of_text(_day, type="string", format="date")]


def _bounds(text: str) -> Bounds:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        return Bounds(west, south, east, north)
    except ValueError as error:
        raise ValueError("; give west,south,east,north in degrees") from error
    except BoundsError as error:
        raise ValueError(f": {error}") from error


def _frame(text: str) -> Bounds:
    found = _bounds(text)
    if found.width < LEAST_DEG or found.height < LEAST_DEG:
        raise ValueError(f", and the least is {LEAST_DEG}°")
    return found


def degrees(*most: int) -> dict[str, Any]:
    """Return the schema of numbers with commas between them, each from minus to plus its most."""
    numbers = [{"type": "number", "minimum": -one, "maximum": one} for one in most]
    return {"type": "array", "prefixItems": numbers, "items": False, "minItems": len(most)}


Frame = Annotated[InstanceOf[Bounds] | None, _of_text(_frame, **degrees(180, 90, 180, 90))]


def read_bounds(text: str, name: str) -> Bounds:
    """Return the bounds that a text says as west,south,east,north in degrees.

    Raises
    ------
    RequestError
        If it says none; `name` is what the sentence calls the option.
    """
    try:
        return _bounds(text)
    except ValueError as error:
        raise RequestError(f"{name} is {quote(text)}{error}") from error
