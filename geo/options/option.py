"""Hold what every option has, and read options from the words of an address or a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic.fields import FieldInfo

from geo.errors import RequestError
from geo.errors.wording import quote

if TYPE_CHECKING:
    from geo.story import Story

Use = Literal["picture", "film", "screen"]
"""For what an option is: the printed page, the film, or the live map, whose address holds it."""
DRAWN: Final[tuple[Use, ...]] = ("picture", "film")
EVERYWHERE: Final[tuple[Use, ...]] = (*DRAWN, "screen")


@dataclass(frozen=True, slots=True)
class Option:
    """Stand beside a field: what the option means, for what it is, and what the command says."""

    about: str
    """In a sentence, for whoever reads the description of the addresses."""
    metavar: str = ""
    """What stands for its value on the command line; empty: there it is not."""
    help: str = ""
    """Of the command line."""
    on: tuple[Use, ...] = DRAWN
    several: bool = False
    """Whether a command takes more than one value, and draws each."""

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the field by what it means."""
        return {**handler(schema), "description": self.about}


class WordError(ValueError):
    """Tell which of several words, with commas between, is the wrong one."""

    def __init__(self, word: str, advice: str) -> None:
        super().__init__(advice)
        self.word = word


class Options(BaseModel):
    """Hold options as values. A validator's message is what follows on the wrong value.

    Words are checked against a story where one is given as pydantic's context; who makes a model
    in Python gives values, not words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @classmethod
    def read(cls, values: Mapping[str, str], story: Story | None = None) -> Self:
        """Return what words ask for; those for other models are left alone.

        Raises
        ------
        RequestError
            With the first value that means nothing, and the nearest right word.
        """
        own = {name: values[name] for name in options_of(cls) if name in values}
        try:
            return cls.model_validate(own, context=story, by_alias=True, by_name=False)
        except ValidationError as error:
            raise RequestError(_sentence(error)) from error


def options_of(model: type[Options]) -> dict[str, tuple[FieldInfo, Option]]:
    """Return a model's fields by the names that they have in an address, each with its option."""
    found = {}
    for name, field in model.model_fields.items():
        option = next(item for item in field.metadata if isinstance(item, Option))
        found[field.alias or name] = (field, option)
    return found


def without_default(schema: dict[str, Any]) -> None:
    """Leave a default out of a description: it is not the same everywhere."""
    schema.pop("default", None)


def _sentence(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    name, value = fault["loc"][0], fault["input"]
    advice = fault.get("ctx", {}).get("error", fault["msg"])
    if isinstance(advice, WordError):
        return f"parameter {name!r} names {quote(advice.word)}{advice}"
    return f"parameter {name!r} is {quote(value)}{advice}"
