"""Take articles in, and draft each in its turn: from the routes and from the page alike."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Annotated, Any, Final

from anyio import to_thread
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from geo.antimeridian import joined
from geo.articles import read_article
from geo.articles.limits import MAX_BYTES
from geo.crs import geojson_geometry
from geo.draft.drafting import draft_article
from geo.draft.model import Choice, Draft
from geo.draft.redrafting import count_as_text, dates_from
from geo.draft.repository.contentkey import content_key
from geo.draft.repository.listing import Line
from geo.errors import DraftError, RequestError
from geo.server import workers
from geo.server.answers import FOR_AN_HOUR, Body, answer, json_body, told
from geo.server.bodies import taken, taken_json
from geo.server.drafts import draft_body
from geo.server.kept import until_gone
from geo.server.origins import drafts, known_draft
from geo.server.parameters import one_of, parameters, whole_number
from geo.server.places import MOST, USUAL, name_asked
from geo.server.settings import root
from geo.server.turns import Turns, caller_of, gone
from geo.server.workers import Errand
from geo.story.words import quote, sentences
from geo.text import LANGUAGES

MOST_BYTES: Final = max(MAX_BYTES.values())
"""Of an article's file; some formats have closer limits."""
LONGEST: Final = 200
"""Characters of a name or a publisher."""
_MOST_WANTED_BYTES: Final = 10_000
_OUTLINE_DECIMALS: Final = 3
"""Of the degrees of an outline, which is simplified by more than that."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

TURNS: Final = Turns("articles in drafting", at_once=3, each=2, waiting=7)
"""Each keeps a processor busy for as long as it is long; one place is always left to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Hold an article as it came, and what its bringer knows of it."""

    data: bytes
    name: str | None = None
    """Of the file."""
    media_type: str | None = None
    publisher: str | None = None
    published: date | None = None
    again: bool = False
    """Whether it is drafted even where there is a draft of it."""

    @property
    def key(self) -> str:
        """What is the same where the same article comes again."""
        return content_key(
            self.data, name=self.name, publisher=self.publisher, published=self.published
        )


@told
async def new_draft(request: Request) -> Response:
    """Answer ``POST /drafts``: draft the article that is sent, and keep the draft.

    The same article, of which the same is said, is not drafted twice: its draft is answered, with
    ``200`` and ``existing``, with what a person decided in it. ``again=true`` drafts it anew.
    """
    values = parameters(request, ("name", "publisher", "published", "again"))
    again = one_of(values, "again", default="false", known=("false", "true")) == "true"
    known = {name: _short(values, name) for name in ("name", "publisher")}
    published = day(values.get("published"))
    data = await taken(request, most=MOST_BYTES, what="the article")
    media_type = request.headers.get("content-type") or None
    incoming = Incoming(data=data, media_type=media_type, published=published, again=again, **known)
    found = await to_thread.run_sync(existing, incoming)
    is_new = found is None
    if found is None:
        coming = await to_thread.run_sync(begun, incoming, caller_of(request))
        found = await _awaited(request, coming)
    body = draft_body(found, existing=not is_new)
    headers = {"Location": f"{root()}drafts/{found.id}", "ETag": body.etag}
    status = 201 if is_new else 200
    return Response(body.data, status, media_type=body.media_type, headers=headers)


async def _awaited(request: Request, drafting: Drafting) -> Draft:
    """Wait for a draft, for as long as its bringer does."""
    coming = asyncio.wrap_future(drafting.promise)
    coming.add_done_callback(_heard)
    return await until_gone(coming, partial(gone, request), drafting.give_up)


def _heard(coming: asyncio.Future[Draft]) -> None:
    """Take notice of a fault of which nobody waits to hear, lest it is logged as one of ours."""
    if not coming.cancelled():
        coming.exception()


@cache
def get_ready() -> None:
    """Load what finds places, in the background, while a person still brings his first article."""
    workers.get_ready()


class Drafting:
    """Promise a kept draft, made when its turn comes, until it is given up.

    Parameters
    ----------
    make
        What makes it, with the errand on which it sends others for it.
    caller
        For whom.
    """

    def __init__(self, make: Callable[[Errand], Draft], caller: str) -> None:
        self.promise: Future[Draft] = Future()
        self._errand = Errand()
        self._make = make
        self._turn = TURNS.take(caller, self._run)

    def give_up(self) -> None:
        """Say that nobody waits for it any more; a draft that is kept already stays."""
        self._errand.give_up()
        TURNS.leave(self._turn)

    def _run(self) -> None:
        if not self.promise.set_running_or_notify_cancel():
            return
        try:
            self.promise.set_result(self._make(self._errand))
        except BaseException as error:
            self.promise.set_exception(error)


def begun(incoming: Incoming, caller: str) -> Drafting:
    """Begin to draft an article, when its turn comes.

    Raises
    ------
    BusyError
        If too many articles wait already.
    TooManyError
        If too many of this caller's do.
    """

    def make(errand: Errand) -> Draft:
        made = errand.carry_out(drafted, incoming).model_copy(update={"made_from": incoming.key})
        return drafts().add(made, again=incoming.again)

    return Drafting(make, caller)


def existing(incoming: Incoming) -> Draft | None:
    """Return the draft that there is of an article, unless it is to be drafted again.

    Raises
    ------
    DraftError
        If the folder of drafts cannot be listed.
    """
    return None if incoming.again else drafts().of_article(incoming.key)


def beside(incoming: Incoming) -> list[Line]:
    """Return the drafts that there are of the same text, of which something else was said.

    Raises
    ------
    DraftError
        If the folder of drafts cannot be listed.
    """
    return drafts().of_text(incoming.key)


def drafted(incoming: Incoming) -> Draft:
    """Read an article and draft it.

    Raises
    ------
    ArticleError
        If it cannot be read.
    DraftError
        If no draft can be made of it.
    """
    article = read_article(incoming.data, name=incoming.name, media_type=incoming.media_type)
    return draft_article(article, publisher=incoming.publisher, published=incoming.published)


def day(text: str | None) -> date | None:
    """Return a day as ``2025-04-28`` names it.

    Raises
    ------
    RequestError
        If it names none.
    """
    if text is None:
        return None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise RequestError(f"parameter 'published' is {quote(text)}; give a day as 2025-04-28")


def _short(values: Mapping[str, str], name: str) -> str | None:
    text = values.get(name, "").strip()
    if len(text) > LONGEST:
        raise RequestError(f"parameter {name!r} is longer than {LONGEST} characters; shorten it")
    return text or None


# --- what is read anew ------------------------------------------------------------------------


class Wanted(BaseModel):
    """Say which of the parts that were left out is to count as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    left: Annotated[int, Field(ge=0)]
    """From 0."""
    version: Annotated[int, Field(ge=1)]
    """Of the draft that the person sees."""


@told
async def more_text(request: Request) -> Response:
    """Answer ``POST /drafts/{id}/text``: count as text what was left out, and draft it."""
    parameters(request, ())
    data = await taken_json(request, most=_MOST_WANTED_BYTES, what="the order")
    name = request.path_params["id"]
    await to_thread.run_sync(known_draft, name)
    try:
        wanted = Wanted.model_validate_json(data)
    except ValidationError as error:
        raise DraftError(name, sentences(error, {}, Wanted, "order")) from error
    make = partial(_with_text, name, wanted)
    body = draft_body(await _awaited(request, Drafting(make, caller_of(request))))
    return Response(body.data, media_type=body.media_type, headers={"ETag": body.etag})


def _with_text(name: str, wanted: Wanted, errand: Errand) -> Draft:
    found = drafts().unchanged(name, wanted.version)
    return drafts().save_text(errand.carry_out(count_as_text, found, wanted.left))


@told
async def draft_dates(request: Request) -> Response:
    """Answer ``GET /drafts/{id}/dates``: what its sentences say, read from a day."""
    published = day(parameters(request, ("published",)).get("published"))
    if published is None:
        raise RequestError("parameter 'published' is missing; give a day as 2025-04-28")
    return answer(request, await to_thread.run_sync(_dates, request.path_params["id"], published))


def _dates(name: str, published: date) -> Body:
    known_draft(name)
    found = dates_from(drafts().read(name), published)
    return json_body(
        [{"id": one.id, "date": str(one.date), "date_reason": one.reason} for one in found]
    )


# --- places to choose from --------------------------------------------------------------------


@told
async def draft_places(request: Request) -> Response:
    """Answer ``GET /drafts/places``: places that a mention may mean, the likeliest first."""
    values = parameters(request, ("q", "lang", "limit"))
    query = name_asked(values)
    language = one_of(values, "lang", default="en", known=LANGUAGES)
    limit = whole_number(values, "limit", default=USUAL, least=1, most=MOST)
    found = await to_thread.run_sync(partial(_choices, query, language, limit))
    return answer(request, json_body(found))


@told
async def place_outline(request: Request) -> Response:
    """Answer ``GET /drafts/places/outline``: how far a place reaches, where that is known.

    Over the 180th meridian it is whole, its longitudes above 180.
    """
    values = parameters(request, ("of",))
    of = values.get("of", "").strip()
    if not 0 < len(of) <= LONGEST:
        raise RequestError("parameter 'of' is missing or too long; give a place's id")
    return answer(request, await to_thread.run_sync(_outline, of), cache=FOR_AN_HOUR)


def _outline(id_: str) -> Body:
    from geo.gazetteer.derived import extent

    reach = extent(id_)
    found = reach and geojson_geometry(joined(reach.geometry), decimals=_OUTLINE_DECIMALS)
    return json_body({"geometry": found})


def _choices(query: str, language: str, limit: int) -> list[dict[str, Any]]:
    """Return places of the gazetteer as choices; a score says only which is likelier."""
    from geo.gazetteer import place as known
    from geo.gazetteer.world import names_of
    from geo.gazetteer.worldsearch import search

    found = search(query, limit=limit)
    regions = names_of({place.admin1 for place in found if place.admin1 != place.id})
    choices = []
    for at, place in enumerate(found):
        ours = known(place.id, language=language) if language != "en" else None
        choice = Choice(
            id=str(place.id),
            name=ours.name if ours else place.name,
            lon=place.lon,
            lat=place.lat,
            kind=place.kind,
            country=place.country,
            admin1="" if place.admin1 == place.id else regions.get(place.admin1, ""),
            population=place.population,
            geonameid=place.id if place.id > 0 else None,
            score=round(1 / (1 + at), 3),
            reasons=("chosen by name from the gazetteer",),
        )
        choices.append(choice.model_dump(mode="json"))
    return choices
