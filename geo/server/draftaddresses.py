"""Name the addresses of drafts: what a person who checks one needs, and all that a story has."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from geo.draft.model import Draft
from geo.options.kinds import SLUG
from geo.server.addresses import (
    ADDRESSES,
    Address,
    Parameters,
    file,
    json,
    lists,
    objects,
    place_asked,
    text,
)
from geo.server.endpoints import drafting, drafts
from geo.server.http.answers import Endpoint
from geo.server.http.parameters import Parameter, Schema
from geo.service.drafting import LONGEST, Wanted
from geo.service.drafts import Order
from geo.service.origins import PREVIEWS

ROOT: Final = "/drafts"
_REF: Final = "#/components/schemas/{model}"
_STORY: Final = "/stories/{id}/"
_KEPT: Final = f"{_STORY}pictures"
"""What is kept with a published story: a draft has nowhere to keep it yet."""
_DRAFT: Final = Parameter("A draft's id; /drafts lists them.", text(pattern=SLUG), True)


def schemas() -> Mapping[str, Schema]:
    """Return the schemas of what is sent and comes back, by the names that stand for them."""
    models = [(Draft, "validation"), (Order, "validation"), (Wanted, "validation")]
    _, found = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    known: Mapping[str, Schema] = found["$defs"]
    return known


def _ref(model: str) -> Schema:
    return {"$ref": _REF.format(model=model)}


_PROGRESS: Final[Schema] = {
    **lists({"type": "integer"}), "minItems": 2, "maxItems": 2,
    "description": "how many mentions are confirmed, and how many there are to look at",
}  # fmt: skip
_LINE: Final = objects(
    id=text(),
    title=text(),
    publisher=text(description="of the article, empty where it is not known"),
    published=text(description="the article's day in words, empty where it is not known"),
    progress=_PROGRESS,
    version={"type": "integer"},
    published_as={"type": ["string", "null"]},
    problems={**lists(text()), "description": "why it cannot be read, where it cannot"},
)
_WHOLE: Final = objects(draft=_ref("Draft"), progress=_PROGRESS)
_MADE: Final = objects(
    draft=_ref("Draft"),
    progress=_PROGRESS,
    existing={"type": "boolean", "description": "whether the article had been drafted before"},
)
_DATED: Final = objects(id=text(), date=text(description="as EDTF"), date_reason=text())
_PUBLISHED: Final = objects(
    id=text(),
    address=text(description="of the story on the map page"),
    lost=lists(text(description="what people added to the story before, and could not stay")),
)


def _article() -> Parameters:
    short = text(maxLength=LONGEST)
    return {
        "name": Parameter("The file's name; its ending helps to tell the format.", short),
        "publisher": Parameter("Who published it, where the article does not say.", short),
        "published": Parameter("On which day, where it does not say.", text(format="date")),
        "again": Parameter(
            "Whether to draft it anew where there is a draft of it; else that is answered.",
            text(enum=["false", "true"]),
        ),
    }


_PUBLICATION: Final = Parameter("The day of publication.", text(format="date"), True)


def _outline() -> Parameters:
    longest = text(minLength=1, maxLength=LONGEST)
    return {"of": Parameter("A place's id, as a choice of a draft has it.", longest, True)}


def _of_one(path: str, endpoint: Endpoint, about: str, **more: Any) -> Address:
    """Return an address below one draft's, which gives the draft and may find it unsound."""
    usual: dict[str, Any] = {"gives": json(_WHOLE), "problems": (400, 404, 422)}
    at = f"{ROOT}/{{id}}{path}"
    return Address(
        path=at, endpoint=endpoint, about=about, inside=lambda: {"id": _DRAFT}, **{**usual, **more}
    )


_CHANGE: Final = (400, 404, 409, 413, 415, 422)
"""Problems of what is sent as JSON and compared with what is kept."""

OWN: Final = (
    Address(
        path=ROOT,
        endpoint=drafts.draft_list,
        about="Every draft, the one saved last first, and how far it is checked",
        gives=json(lists(_LINE)),
        problems=(400,),
    ),
    Address(
        path=ROOT,
        method="POST",
        endpoint=drafting.new_draft,
        about="Draft an article: a text, a web page, Markdown, a mail, .docx or PDF",
        query=_article,
        takes=file("*/*"),
        gives=json(_MADE),
        made=201,
        there=200,
        problems=(400, 413, 422, 429, 503),
    ),
    Address(
        path=f"{ROOT}/places",
        endpoint=drafting.draft_places,
        about="Places that a mention may mean, the likeliest first",
        query=place_asked,
        gives=json(lists(_ref("Choice"))),
        problems=(400, 503),
    ),
    Address(
        path=f"{ROOT}/places/outline",
        endpoint=drafting.place_outline,
        about="How far a place reaches, as GeoJSON, or null where that is not known",
        query=_outline,
        gives=json(objects(geometry={"type": ["object", "null"]})),
        problems=(400,),
    ),
    _of_one("", drafts.draft, "A draft, and how far it is checked"),
    _of_one(
        "",
        drafts.save_draft,
        "Save a changed draft, whose version is the one that was changed",
        method="PUT",
        takes=json(_ref("Draft")),
        problems=_CHANGE,
    ),
    _of_one(
        "",
        drafts.remove_draft,
        "Delete a draft and its text for good",
        method="DELETE",
        gives=lambda: {},
        made=204,
    ),
    _of_one(
        "/text",
        drafting.more_text,
        "Count as text what was left out of the article, and find its places",
        method="POST",
        takes=json(_ref("Wanted")),
        problems=(*_CHANGE, 429, 503),
    ),
    _of_one(
        "/dates",
        drafting.draft_dates,
        "The dates of a draft's statements, as read from a day of publication",
        query=lambda: {"published": _PUBLICATION},
        gives=json(lists(_DATED)),
    ),
    _of_one(
        "/story",
        drafts.publish_draft,
        "Make a story of what is confirmed in a draft",
        method="POST",
        takes=json(_ref("Order")),
        gives=json(_PUBLISHED),
        made=201,
        problems=_CHANGE,
    ),
    _of_one(
        "/check",
        drafts.check_page,
        "The page on which a person checks a draft",
        gives=file("text/html"),
        problems=(404, 422),
        others=True,
    ),
)
"""What only drafts have."""


def _previews() -> Iterator[Address]:
    """Yield what a story has, for the story that a draft would make."""
    for address in ADDRESSES:
        if address.path.startswith(_STORY) and not address.path.startswith(_KEPT):
            yield replace(
                address,
                path=f"{ROOT}/{{id}}/{address.path.removeprefix(_STORY)}",
                endpoint=_of_draft(address.endpoint),
                about=f"{address.about}, of a draft",
                inside=functools.partial(_inside, address),
                problems=tuple({*address.problems, 422}),
            )


def _of_draft(endpoint: Any) -> Endpoint:
    """Return a story's endpoint, asked for a draft."""

    @functools.wraps(endpoint)
    async def asked(request: Request) -> Response:
        found: Response = await endpoint(request, PREVIEWS)
        return found

    asked.__name__ = f"draft_{endpoint.__name__}"
    return asked


def _inside(address: Address) -> Parameters:
    return {**address.inside(), "id": _DRAFT}


DRAFT_ADDRESSES: Final = (
    *(replace(own, problems=(403, *own.problems)) for own in (*OWN, *_previews())),
)
"""All of them: each may be refused to other sites."""
