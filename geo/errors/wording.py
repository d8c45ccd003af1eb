"""Turn what is wrong with a record into one plain sentence that names the record."""

from __future__ import annotations

import difflib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError

_SINGULAR: Final[Mapping[str, str]] = {
    "annotations": "annotation",
    "context": "context",
    "layers": "layer",
    "features": "feature",
    "mentions": "mention",
    "statements": "statement",
    "shapes": "shape",
    "blocks": "paragraph",
}
_OF_NEWER: Final = "; a newer Dateline may have written it: open it with that, or delete the key"
_QUOTED: Final = 60
_COMPARED: Final = 500
"""Of more words only those that begin most alike: each takes a hundredth of a millisecond."""


def counted(number: int, noun: str) -> str:
    """Return how many of something there are, in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quote(value: object) -> str:
    """Quote a value that a person wrote, cut where it is long."""
    text = json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


def unreadable(error: ValueError | RecursionError) -> str:
    """Say why a text is no JSON, in words that no programmer needs to explain."""
    if isinstance(error, RecursionError):
        return "too many brackets in brackets"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno} cannot be read"
    told = str(error)
    return "a number has too many digits" if told.startswith("Exceeds the limit") else told


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word is nearest: ``; did you mean 'baku'?``, or nothing."""
    names = list(known)
    if len(names) > _COMPARED:
        names.sort()
        at = bisect_left(names, word)
        names = names[max(0, at - _COMPARED // 2) : at + _COMPARED // 2]
    folded = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    if found:
        return f"; did you mean {quote(folded[found[0]])}?"
    if 0 < len(names) <= 8:
        return f"; there is {', '.join(quote(name) for name in names)}"
    return ""


def record_name(kind: str, index: int, record: object) -> str:
    """Name a record by its place and, where it has one, its id: ``annotation 3 ('S03')``."""
    name = f"{_SINGULAR.get(kind, kind)} {index + 1}"
    ident = record.get("id") if isinstance(record, Mapping) else None
    return f"{name} ({quote(ident)})" if isinstance(ident, str) else name


def sentences(error: ValidationError, raw: object, model: type[BaseModel], where: str) -> list[str]:
    """Say every problem that a validation found, a sentence each.

    Parameters
    ----------
    error
        What pydantic reports.
    raw
        The record as it was written, to name its parts by their ids.
    model
        The model that was asked for, to find the nearest right key.
    where
        The name of the record, for example ``story.toml``.
    """
    found = error.errors(include_url=False)
    return [_sentence(item, raw, model, where) for item in found if not _only_follows(item)]


def _only_follows(item: Any) -> bool:
    """Tell whether a list is called too short only because all its items are faulty."""
    return item["type"] == "too_short" and bool(item.get("input"))


def _sentence(item: Any, raw: object, model: type[BaseModel], where: str) -> str:
    loc: Sequence[str | int] = item["loc"]
    place, rest = where, list(loc)
    if len(loc) >= 2 and loc[0] in _SINGULAR and isinstance(loc[1], int):
        record = _dig(raw, loc[:2])
        place, rest = f"{where}: {record_name(str(loc[0]), loc[1], record)}", list(loc[2:])
    owner = _model_at(model, loc[:-1])
    return f"{place}: {_what(item, rest, owner)}"


def _what(item: Any, rest: list[str | int], owner: type[BaseModel] | None) -> str:
    kind, value, context = item["type"], item.get("input"), item.get("ctx", {})
    name = ".".join(str(part) for part in rest)
    if kind == "missing":
        return f"it has no {name!r}; add it"
    if kind == "extra_forbidden":
        hint = nearest(str(rest[-1]), _keys(owner))
        return f"key {name!r} is unknown{hint or _OF_NEWER}"
    if kind == "literal_error":
        known = _quoted_words(str(context.get("expected", "")))
        return f"{name} {quote(value)} is not one of {', '.join(known)}{_only_meant(value, known)}"
    if kind == "string_pattern_mismatch" and isinstance(value, str):
        return f"{name} {quote(value)} {_pattern_advice(name, value)}"
    if kind == "value_error":
        message = str(context.get("error", item["msg"]))
        return f"{name}: {message}" if name and not message.startswith(name) else message
    if kind == "too_long" and isinstance(value, str):  # what reads it first hides that it is text
        kind = "string_too_long"
    return f"{name or 'it'} is {quote(value)}{_advice(kind, context, item['msg'])}"


_ADVICE: Final[Mapping[str, str]] = {
    "string_type": "write it as text, in quotes",
    "bool": "write true or false",
    "int": "write a whole number",
    "float": "write a number",
    "date": 'write a day such as "2025-04-28"',
    "tuple": "write a list, in [ ]",
    "dict": "write a table of keys and values",
    "model": "write a table of keys and values",
}
"""By the beginning of pydantic's word for the fault."""


def _advice(kind: str, context: Mapping[str, Any], message: str) -> str:
    """Say what to write instead; pydantic's own words only where they are plain."""
    if kind == "too_short":
        return "; write at least one"
    if kind == "too_long":
        return f"; write at most {context['max_length']} of them"
    if kind == "string_too_long":
        return f"; write at most {context['max_length']} characters"
    if kind == "greater_than_equal":
        return f"; write {context['ge']} or more"
    if kind == "less_than_equal":
        return f"; write {context['le']} or less"
    found = next((text for start, text in _ADVICE.items() if kind.startswith(start)), None)
    return f"; {found}" if found else f": {message[:1].lower()}{message[1:]}"


def _pattern_advice(name: str, value: str) -> str:
    if not value.strip():
        return "is blank; write something or leave the key out"
    if name.startswith(("names", "titles", "claims", "summaries")) or name.endswith("language"):
        return "is not a language tag; write one such as en, az or fa"
    return "may hold only ASCII letters, digits, '-', '_' and '.', at most 100 of them"


def _only_meant(value: object, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(str(value).casefold(), known, n=1, cutoff=0.5)
    return f"; did you mean {quote(found[0])}?" if found else ""


def _quoted_words(expected: str) -> list[str]:
    """Read pydantic's ``'a', 'b' or 'c'``."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]


def _dig(raw: object, loc: Sequence[str | int]) -> object:
    for part in loc:
        try:
            raw = raw[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _keys(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    """Follow a location to the model that owns its last key."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        by_key = {field.alias or name: field for name, field in current.model_fields.items()}
        current = _model_in(by_key[part].annotation) if part in by_key else None
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next(filter(None, (_model_in(part) for part in get_args(annotation))), None)
