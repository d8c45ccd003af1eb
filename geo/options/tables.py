"""Tell the options to those who need not know the models: addresses, the command line, the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from geo.errors import RequestError
from geo.errors.wording import nearest, quote
from geo.options.film import FilmOptions
from geo.options.kinds import SWITCH
from geo.options.option import DRAWN, Option, Options, Use, options_of
from geo.options.page import PageOptions
from geo.options.screen import ScreenOptions
from geo.options.view import View

TABLE: Final[tuple[type[Options], ...]] = (PageOptions, View, FilmOptions, ScreenOptions)
"""Every option there is, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one option as it is listed."""

    name: str
    option: Option
    model: type[Options]
    default: Any

    @property
    def usual(self) -> str | None:
        """The word for its default; none where that is the story's, or the preset's."""
        if isinstance(self.default, bool):
            return SWITCH[not self.default]
        return None if self.default is None else str(self.default)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its words."""
        known = dict(_schemas(self.model)[self.name])
        del known["title"], known["description"]
        if "default" in known:
            del known["default"]
            known |= {} if self.usual is None else {"default": self.usual}
        return known


class _Written(GenerateJsonSchema):
    """Leave keys in the order in which they are said."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


@cache
def _schemas(model: type[Options]) -> Mapping[str, Mapping[str, Any]]:
    found = model.model_json_schema(schema_generator=_Written)
    properties: Mapping[str, Mapping[str, Any]] = found["properties"]
    return properties


def rows(use: Use | None = None) -> Iterator[Row]:
    """Yield the options of one use, or all of them."""
    for model in TABLE:
        for name, (field, option) in options_of(model).items():
            if use is None or use in option.on:
                yield Row(name, option, model, field.default)


KEYS: Final = tuple(row.name for row in rows("picture"))
"""Names of a picture's options, in addresses and (with ``--``) on the command line."""
FILM_KEYS: Final = tuple(row.name for row in rows("film"))
"""Of a film's: a picture's, but that it tells one statement after the other."""


def of_browser() -> dict[str, dict[str, Any]]:
    """Return what the browser must know of the live map's options, by name: words and limits."""
    told = ("enum", "default", "minimum", "maximum")
    return {
        row.name: {key: row.schema[key] for key in told if key in row.schema}
        for row in rows("screen")
    }


def usual_of_drawn() -> dict[str, str]:
    """Return the words that go without saying of a picture or a film."""
    found = {row.name: row.usual for use in DRAWN for row in rows(use)}
    return {name: word for name, word in found.items() if word is not None and name != "lang"}


def check(values: Mapping[str, str], known: tuple[str, ...] = KEYS) -> None:
    """Refuse options that there are not.

    Raises
    ------
    RequestError
        With the nearest right name.
    """
    for name in values:
        if name not in known:
            raise RequestError(f"there is no parameter {quote(name)}{nearest(name, known)}")


def of_command() -> list[Row]:
    """Return the options of the command line."""
    return [row for row in rows() if row.option.metavar]
