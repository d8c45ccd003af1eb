"""Draft articles, each in its turn and in a process that can be killed."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from geo.articles import read_article
from geo.articles.limits import MAX_BYTES
from geo.draft.drafting import draft_article
from geo.draft.model import Draft
from geo.draft.redrafting import count_as_text
from geo.draft.repository.contentkey import content_key
from geo.draft.repository.listing import DraftLine
from geo.errors import RequestError
from geo.errors.wording import quote
from geo.service.drafts import drafts, known_draft, meant
from geo.service.jobs import workers
from geo.service.jobs.queue import Queue
from geo.service.jobs.workers import Errand

MOST_BYTES: Final = max(MAX_BYTES.values())
"""Of an article's file; some formats have closer limits."""
LONGEST: Final = 200
"""Characters of a name or a publisher."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

TURNS: Final = Queue("articles in drafting", at_once=3, each=2, waiting=7)
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


def beside(incoming: Incoming) -> list[DraftLine]:
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


# --- what is read anew ------------------------------------------------------------------------


class Wanted(BaseModel):
    """Say which of the parts that were left out is to count as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    left: Annotated[int, Field(ge=0)]
    """From 0."""
    version: Annotated[int, Field(ge=1)]
    """Of the draft that the person sees."""


def counting_as_text(name: str, data: bytes, caller: str) -> Drafting:
    """Begin to draft what was left out of a draft's text, as a `Wanted` in JSON says.

    Raises
    ------
    NotFoundError
        If there is no draft of this name.
    DraftError
        If the order cannot be meant.
    BusyError
        If too much waits already.
    TooManyError
        If too much of this caller's does.
    """
    known_draft(name)
    wanted = meant(Wanted, name, data)
    return Drafting(partial(_with_text, name, wanted), caller)


def _with_text(name: str, wanted: Wanted, errand: Errand) -> Draft:
    found = drafts().unchanged(name, wanted.version)
    return drafts().save_text(errand.carry_out(count_as_text, found, wanted.left))
