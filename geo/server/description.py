"""Describe the addresses to programs, as OpenAPI has it; made from the table of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from geo.server.addresses import PROBLEM, Address, Parameters
from geo.server.answers import AGAIN_S, MOST_ADDRESS
from geo.server.parameters import Parameter

VERSION: Final = "3.1.0"
PROBLEM_TYPE: Final = "application/problem+json"
_CONVERTER: Final = re.compile(r"\{(\w+):\w+\}")
_EVERYWHERE: Final = (405, 414)
_WAIT: Final = {
    "Retry-After": {
        "description": "Seconds after which to ask again.",
        "schema": {"type": "integer", "const": AGAIN_S},
    }
}
_MEANING: Final = {
    400: "A parameter is unknown, stands twice or cannot be meant; the nearest right one is named.",
    404: "Nothing is there; the nearest right name is given.",
    405: "Only GET and HEAD are answered.",
    413: "The picture would have too many pixels.",
    416: "The stretch of bytes asked for begins beyond the end.",
    414: f"Path and query are longer than {MOST_ADDRESS} bytes.",
    422: "The story is not sound; all that is wrong with it is listed.",
    429: "This caller has too many pictures in the making; others shall have their turn.",
    503: "The server has its hands full; anyone may ask again later.",
}


def description(addresses: Iterable[Address]) -> dict[str, Any]:
    """Return the description of some addresses, ready for JSON."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "Dateline",
            "version": "1",
            "summary": "Stories as maps: live, as pictures and as data.",
            "description": "Every address answers GET and HEAD. Answers carry an ETag; send it "
            "back in If-None-Match and an unchanged answer is 304, without its body.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            _CONVERTER.sub(r"{\1}", address.path): {"get": _operation(address)}
            for address in addresses
        },
        "components": {
            "schemas": {"Problem": PROBLEM},
            "responses": {str(status): _problem(status) for status in _MEANING},
        },
    }


def _operation(address: Address) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": address.endpoint.__name__,
        "summary": address.about,
        "parameters": [
            *_parameters("path", address.inside()),
            *_parameters("query", address.query()),
        ],
        "responses": {"200": _answer(address), "304": {"description": "Unchanged."}},
    }
    for status in sorted({*address.problems, *_EVERYWHERE}):
        found["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    if address.others:
        found["x-other-parameters"] = "Left to the client; none is refused."
    return found


def _answer(address: Address) -> dict[str, Any]:
    content = {
        media: {"schema": dict(schema)} if schema else {}
        for media, schema in address.gives().items()
    }
    return {"description": f"{address.about}.", "content": content}


def _parameters(where: str, parameters: Parameters) -> list[dict[str, Any]]:
    return [_parameter(where, name, parameter) for name, parameter in parameters.items()]


def _parameter(where: str, name: str, parameter: Parameter) -> dict[str, Any]:
    found = {
        "name": name,
        "in": where,
        "description": parameter.about,
        "required": parameter.required,
        "schema": dict(parameter.schema),
    }
    if parameter.schema.get("type") == "array":
        found |= {"style": "form", "explode": False}
    return found


def _problem(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": f"{HTTPStatus(status).phrase}. {_MEANING[status]}",
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return {**found, "headers": _WAIT} if status in (429, 503) else found
