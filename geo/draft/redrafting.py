"""Read parts of a draft anew: a paragraph that was left out, or dates from another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from geo.articles.article import UNCOUNTED, Dateline, Paragraph, ReadArticle
from geo.articles.dateline.opening import dateline_of
from geo.draft.drafting import Parse, date_in, draft_article
from geo.draft.model import NO_DATE, Block, Draft, Left, Mention, Statement
from geo.english.dates.finding import find_dates
from geo.english.shouted import calmed
from geo.errors import DraftError
from geo.story.format.dates import StoryDate, parse_date

Record = TypeVar("Record", Mention, Statement)


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold what a statement's sentence says of its date."""

    id: str
    """Of the statement."""
    date: StoryDate
    reason: str


def dates_from(draft: Draft, published: dt.date | StoryDate) -> Iterator[Dated]:
    """Yield the date of each statement's sentence, as read from a day of publication."""
    found = [find_dates(calmed(block.text), published) for block in draft.blocks]
    for one in draft.statements:
        opening = dateline_of(draft.blocks[one.block].text) if one.start == 0 else None
        start = one.start + (len(opening.text) if opening else 0)
        date = date_in(start, one.end, found[one.block])
        edtf, reason = (date.edtf, date.reason) if date else (NO_DATE, "")
        yield Dated(one.id, parse_date(edtf), reason)


def count_as_text(draft: Draft, index: int, *, parse: Parse | None = None) -> Draft:
    """Return a draft with one part of what was left out as a paragraph, where it stood.

    Its places are found with the whole article about them. All else stays as it was decided.

    Parameters
    ----------
    draft
        Of an article in a language that is read.
    index
        Which of the parts that were left out, from 0.
    parse
        What finds the places; `geo.geoparse.parse` where absent.

    Raises
    ------
    DraftError
        If there is no such part, or the article is in a language that is not read.
    TextError
        If it is too long.
    """
    if not 0 <= index < len(draft.left_out):
        many = len(draft.left_out)
        raise DraftError(draft.id, [f"part {index + 1} is not there; {many} were left out"])
    part = draft.left_out[index]
    if not part.text.strip():
        raise DraftError(draft.id, [f"part {index + 1} holds no words that could be text"])
    at = len(draft.blocks) if part.after is None else min(part.after, len(draft.blocks))
    blocks = _numbered((*draft.blocks[:at], Block(number=1, text=part.text), *draft.blocks[at:]))
    anew = draft_article(_article(draft, blocks), parse=parse)
    mentions, statements = _of_block(draft, anew, at)
    return draft.model_copy(
        update={
            "blocks": blocks,
            "left_out": tuple(_left(draft.left_out, index, at)),
            "mentions": (*(_moved(m, at) for m in draft.mentions), *mentions),
            "statements": tuple(
                sorted(
                    (*(_moved(s, at) for s in draft.statements), *statements),
                    key=lambda one: (one.block, one.start),
                )
            ),
        }
    )


def _article(draft: Draft, blocks: tuple[Block, ...]) -> ReadArticle:
    head = draft.article
    return ReadArticle(
        paragraphs=tuple(Paragraph(b.number, b.text, b.kind) for b in blocks),
        headline=head.headline or None,
        publisher=head.publisher or None,
        dateline=Dateline("", (head.place,)) if head.place else None,
        published=None if head.published.unknown else head.published,
        language=head.language,
    )


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with the numbers that a reader counts; captions and headings have none."""
    count = 0
    found = []
    for block in blocks:
        told = block.kind not in UNCOUNTED and block.number > 0
        count += told
        found.append(block.model_copy(update={"number": count if told else 0}))
    return tuple(found)


def _moved(record: Record, at: int) -> Record:
    return record.model_copy(update={"block": record.block + (record.block >= at)})


def _left(parts: tuple[Left, ...], index: int, at: int) -> Iterator[Left]:
    """Yield what is still left out; what stood behind the new paragraph still does."""
    for place, part in enumerate(parts):
        if place == index:
            continue
        behind = part.after is not None and (part.after, place) > (at, index)
        yield part.model_copy(update={"after": (part.after or 0) + 1}) if behind else part


def _of_block(
    draft: Draft, anew: Draft, at: int
) -> tuple[tuple[Mention, ...], tuple[Statement, ...]]:
    """Return what was found in one paragraph, under ids that the draft does not have yet."""
    last = _last("m", (mention.id for mention in draft.mentions))
    mentions = [mention for mention in anew.mentions if mention.block == at]
    names = {mention.id: f"m{last + n}" for n, mention in enumerate(mentions, 1)}
    last = _last("S", (statement.id for statement in draft.statements))
    statements = [statement for statement in anew.statements if statement.block == at]
    return (
        tuple(m.model_copy(update={"id": names[m.id]}) for m in mentions),
        tuple(
            s.model_copy(
                update={
                    "id": f"S{last + n:02}",
                    "mentions": tuple(names[name] for name in s.mentions),
                }
            )
            for n, s in enumerate(statements, 1)
        ),
    )


def _last(stem: str, ids: Iterator[str]) -> int:
    """Return the highest number of ids such as ``m12``."""
    numbers = [name.removeprefix(stem) for name in ids if name.startswith(stem)]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
