"""Describe the addresses to programs, as OpenAPI has it; made from the table of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from geo.server.addresses import PROBLEM, Address, Media, Parameters
from geo.server.draftaddresses import schemas
from geo.server.http.answers import AGAIN_S, MOST_ADDRESS, PASSING
from geo.server.http.parameters import Parameter
from geo.server.middleware.guard import CHANGING

VERSION: Final = "3.1.0"
PROBLEM_TYPE: Final = "application/problem+json"
_CONVERTER: Final = re.compile(r"\{(\w+):\w+\}")
_EVERYWHERE: Final = (403, 405, 414)
_WAIT: Final = {
    "Retry-After": {
        "description": "Seconds after which to ask again.",
        "schema": {"type": "integer", "const": AGAIN_S},
    }
}
_MARK: Final = {
    "name": "X-Dateline",
    "in": "header",
    "description": "Anything: it says that no other site's page sends the request.",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
}
_MEANING: Final = {
    400: "A parameter is unknown, stands twice or cannot be meant; the nearest right one is named.",
    404: "Nothing is there; the nearest right name is given.",
    403: "The server is not known by that name, or another site asks for what is not for others; a "
    "change of a draft is sent with the header X-Dateline.",
    405: "The header Allow names the methods that are answered here.",
    409: "Somebody else has saved meanwhile, or there is a story of this id already.",
    413: "The picture would have too many pixels, or the body has too many bytes.",
    415: "The body is sent as another kind than the address takes.",
    416: "The stretch of bytes asked for begins beyond the end.",
    414: f"Path and query are longer than {MOST_ADDRESS} bytes.",
    422: "The story, the draft or the article is not sound; all that is wrong is listed.",
    429: "This caller has too much in the making; others shall have their turn.",
    503: "The server has its hands full; anyone may ask again later.",
}


def description(addresses: Iterable[Address], *, home: str) -> dict[str, Any]:
    """Return the description of some addresses, which begin with `home`, ready for JSON."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "Dateline",
            "version": "1",
            "summary": "Stories as maps: live, as pictures and as data.",
            "description": "What is got by GET is by HEAD too. Answers carry an ETag; send it "
            "back in If-None-Match and an unchanged answer is 304, without its body. Drafts are "
            "answered to Dateline's own page only, and kept by no cache.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": home.rstrip("/") or "/"}],
        "paths": _paths(addresses),
        "components": {
            "schemas": {"Problem": PROBLEM, **schemas()},
            "responses": {str(status): _problem(status) for status in _MEANING},
        },
    }


def _paths(addresses: Iterable[Address]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for address in addresses:
        path = _CONVERTER.sub(r"{\1}", address.path)
        found.setdefault(path, {})[address.method.lower()] = _operation(address)
    return found


def _operation(address: Address) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": address.endpoint.__name__,
        "summary": address.about,
        "parameters": [
            *_parameters("path", address.inside()),
            *_parameters("query", address.query()),
        ],
        "responses": {
            str(status): _answer(address) for status in (address.made, address.there) if status
        },
    }
    if address.method == "GET":
        found["responses"]["304"] = {"description": "Unchanged."}
    if body := _content(address.takes()):
        found["requestBody"] = {"required": True, "content": body}
    if address.method in CHANGING:
        found["parameters"].append(_MARK)
    for status in sorted({*address.problems, *_EVERYWHERE}):
        found["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    if address.others:
        found["x-other-parameters"] = "Left to the client; none is refused."
    return found


def _answer(address: Address) -> dict[str, Any]:
    found: dict[str, Any] = {"description": f"{address.about}."}
    if content := _content(address.gives()):
        found["content"] = content
    return found


def _content(media: Media) -> dict[str, Any]:
    return {name: {"schema": dict(schema)} if schema else {} for name, schema in media.items()}


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
    return {**found, "headers": _WAIT} if status in PASSING else found
