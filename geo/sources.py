"""Read ``sources.toml``: where every fact and every geometry comes from, and its licence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from geo.errors import SourceError
from geo.errors.tomlfaults import toml_fault

DATA: Final = Path(__file__).resolve().parent.parent / "data"
"""The folder of everything that Dateline draws from."""

SOURCES_FILE: Final = DATA / "sources.toml"

Kind = Literal["data", "article", "software"]
_Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
_Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Source(BaseModel):
    """Say what a source is, who made it, and on what terms it may be used."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Text
    kind: Kind
    title: _Text
    attribution: _Text
    """The credit as it must be read on the map and inside every export."""
    provider: _Text | None = None
    licence: _Text | None = None
    """An SPDX name where there is one, for example ``"ODbL-1.0"``."""
    licence_url: _Url | None = None
    url: _Url | None = None
    package: _Text | None = None
    """The registry and the name, for example ``"npm:@geo-maps/earth-seas-10m"``."""
    version: _Text | None = None
    published: _Text | None = None
    command: _Text | None = None
    """What remade the files."""
    files: tuple[_Text, ...] = ()
    note: _Text | None = None

    @model_validator(mode="after")
    def _data_is_licensed(self) -> Source:
        if self.kind != "article" and not self.licence:
            raise ValueError("data and software need a licence")
        return self


@lru_cache(maxsize=8)
def load_sources(path: Path = SOURCES_FILE) -> Mapping[str, Source]:
    """Read every record of a sources file.

    Raises
    ------
    SourceError
        If the file cannot be read; it lists every record that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name} cannot be read: {error}") from error
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path.name} is not TOML: {toml_fault(error, text)}") from error
    records: dict[str, Source] = {}
    problems: list[str] = []
    for name, value in raw.items():
        try:
            records[name] = Source(id=name, **_table(value))
        except ValidationError as error:
            for item in error.errors(include_url=False):
                where = ".".join(str(part) for part in item["loc"])
                problems.append(f"{path.name}: {name}: {where or 'record'}: {item['msg']}")
    if problems:
        raise SourceError("\n".join(problems))
    return MappingProxyType(records)


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"title": value}
