"""Draft a story from an article: every place it names, and a statement for each sentence about one.

What the machine could not tell is left open and said in the draft's notes; nothing is guessed in
silence. The claim of a statement is the sentence itself, marked as a quotation.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError

from geo.articles.article import ReadArticle
from geo.draft.athome import at_home
from geo.draft.model import (
    ASIDE,
    MOST_CHOICES,
    NO_DATE,
    Block,
    Choice,
    Draft,
    Head,
    Left,
    Mention,
    Statement,
    usual_summary,
)
from geo.draft.phrases import by_block, joined
from geo.draft.prominence import judged
from geo.draft.repository.store import id_of
from geo.english.dates.finding import DateMention, find_dates
from geo.english.sentences import find_sentences
from geo.english.shouted import calmed
from geo.english.speech.voices import voices
from geo.errors import DraftError
from geo.story.format.dates import StoryDate, parse_date
from geo.text import headline_in_words, name_in_words

if TYPE_CHECKING:
    from geo import geoparse

READ_LANGUAGES: Final = ("en",)
"""In which places, dates and speakers are recognised."""
_BETWEEN: Final = "\n\n"
_LONGEST_TITLE: Final = 120
_MOST_CHOICES_IN_ALL: Final = 60_000
"""To choose from in a draft: with more it would be too large to be kept."""

Parse = Callable[..., "geoparse.Parsed"]


def draft_article(
    article: ReadArticle,
    *,
    publisher: str | None = None,
    published: dt.date | StoryDate | None = None,
    url: str | None = None,
    parse: Parse | None = None,
) -> Draft:
    """Return a draft of an article, every mention of it still to be looked at.

    Parameters
    ----------
    article
        As `read_article` returns it.
    publisher, published, url
        What the page does not say, or says wrongly.
    parse
        What finds the places; `geo.geoparse.parse` where absent.

    Raises
    ------
    DraftError
        If the article is in a language that is not read.
    TextError
        If it is too long.
    """
    _readable(article)
    head = _head(article, publisher, published, url)
    text = JoinedText(tuple(paragraph.text for paragraph in article.paragraphs))
    found = (parse or _parse)(
        _BETWEEN.join(map(calmed, text.blocks)),
        title=article.headline,
        source_place=_places(article) or None,
    )
    known = tuple(_mentions((*found.mentions, *found.unlisted), text))
    every = joined(at_home(known), text.blocks)
    most = max(1, _MOST_CHOICES_IN_ALL // max(1, len(every)))
    mentions = tuple(m.model_copy(update={"choices": m.choices[:most]}) for m in every)
    statements = tuple(_statements(text, mentions, head, article))
    title = headline_in_words(head.headline, _BETWEEN.join(text.blocks), head.language)
    title = title or _shortened(find_sentences(text.blocks[0])[0].text)
    draft = Draft(
        id=id_of(title),
        title=title,
        summary=usual_summary(head),
        own_summary=False,
        article=head,
        blocks=tuple(Block(number=p.number, kind=p.kind, text=p.text) for p in article.paragraphs),
        left_out=tuple(Left(text=p.text, reason=p.reason, after=p.after) for p in article.left_out),
        mentions=mentions,
        statements=statements,
        notes=(*article.notes, *_notes(every, most)),
    )
    return judged(draft)


def _parse(text: str, **about: object) -> geoparse.Parsed:
    from geo import geoparse  # its models take seconds to load, and only drafting needs them

    return geoparse.parse(text, **about)  # type: ignore[arg-type]


def _readable(article: ReadArticle) -> None:
    language = article.language
    if language is None or language in READ_LANGUAGES:
        return
    try:
        name = Locale(language).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        name = language
    raise DraftError(
        article.headline or "the article",
        [f"it is in {name}, and so far Dateline reads English articles; translate it first"],
    )


# --- the article ------------------------------------------------------------------------------


def _head(
    article: ReadArticle,
    publisher: str | None,
    published: dt.date | StoryDate | None,
    url: str | None,
) -> Head:
    dateline, language = article.dateline, article.language or "en"
    if isinstance(published, dt.date):
        published = parse_date(published.isoformat())
    return Head(
        headline=article.headline or "",
        publisher=publisher or article.publisher or (dateline and dateline.agency) or "",
        published=published or article.published or parse_date(NO_DATE),
        place=name_in_words(
            _places(article), language, " ".join(one.text for one in article.paragraphs)
        ),
        url=url,
        language=language,
    )


def _places(article: ReadArticle) -> str:
    """Return where the article says that it was written."""
    return ", ".join(article.dateline.places) if article.dateline else ""


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _notes(mentions: Sequence[Mention], most: int) -> Iterator[str]:
    """Yield what a person should know before he checks."""
    if not mentions:
        yield "No place was found in this text. If it names one, select its name and place it."
    if any(len(mention.choices) > most for mention in mentions):
        yield (
            f"The text names {len(mentions):,} places, so for each no more than {most} are kept "
            "to choose from; search the gazetteer for others."
        )


# --- mentions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JoinedText:
    """Hold paragraphs, and the one text in which they are read together."""

    blocks: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The paragraphs with an empty line between each two."""
        return _BETWEEN.join(self.blocks)

    def starts(self) -> list[int]:
        """Return where each paragraph begins in the whole."""
        found, at = [], 0
        for block in self.blocks:
            found.append(at)
            at += len(block) + len(_BETWEEN)
        return found


def _mentions(found: Iterable[geoparse.TextMention], text: JoinedText) -> Iterator[Mention]:
    """Yield mentions by paragraph; one that two paragraphs share is no name."""
    starts = text.starts()
    block = number = 0
    for one in sorted(found, key=lambda mention: mention.start):
        while block + 1 < len(starts) and one.start >= starts[block + 1]:
            block += 1
        start, end = one.start - starts[block], one.end - starts[block]
        if end > len(text.blocks[block]):
            continue
        number += 1
        places = (one.place, *one.others) if one.place else one.others
        yield Mention(
            id=f"m{number}",
            block=block,
            start=start,
            end=end,
            text=text.blocks[block][start:end],
            kind=one.kind,
            score=_share(one.score),
            reasons=one.reasons,
            choices=tuple(_choice(place) for place in places[:MOST_CHOICES]),
            chosen=0 if one.place else None,
        )


def _choice(place: geoparse.Candidate) -> Choice:
    return Choice(
        id=str(place.id),
        name=place.name,
        lon=place.lon,
        lat=place.lat,
        kind=place.kind,
        country=place.country,
        admin1=place.admin1,
        population=place.population,
        geonameid=place.id if place.id > 0 else None,
        score=_share(place.score),
        reasons=place.reasons,
    )


def _share(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 3)


# --- statements -------------------------------------------------------------------------------


def _statements(
    text: JoinedText, mentions: Sequence[Mention], head: Head, article: ReadArticle
) -> Iterator[Statement]:
    """Yield a statement for each sentence that names a place and not only its people.

    A heading says what the sentences below it say.
    """
    opening = article.dateline.text if article.dateline else ""
    found = [
        [] if paragraph.kind == "heading" else _sentences(paragraph.text, head.language, opening)
        for paragraph in article.paragraphs
    ]
    told = voices(
        [[calmed(sentence.claim) for sentence in sentences] for sentences in found],
        {mention.text for mention in mentions if mention.choices},
    )
    number = 0
    for block, here in by_block(m for m in mentions if m.kind not in ASIDE).items():
        words = text.blocks[block]
        starts = [mention.start for mention in here]
        dates = find_dates(calmed(words), None if head.published.unknown else head.published)
        for sentence, said_by in zip(found[block], told[block], strict=True):
            inside = here[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            named = [mention.id for mention in inside if mention.end <= sentence.end]
            if not named:
                continue
            number += 1
            date = date_in(sentence.begins, sentence.end, dates)
            yield Statement(
                id=f"S{number:02}",
                block=block,
                start=sentence.start,
                end=sentence.end,
                mentions=tuple(named),
                date=parse_date(date.edtf if date else NO_DATE),
                date_reason=date.reason if date else "",
                said_by=said_by or head.publisher or "the article",
                claim=sentence.claim,
            )


@dataclass(frozen=True, slots=True)
class _Claim:
    """Hold a sentence, and what it says behind the dateline and its day."""

    start: int
    end: int
    begins: int
    claim: str


def _sentences(words: str, language: str, opening: str) -> list[_Claim]:
    found = []
    for sentence in find_sentences(words, language):
        claim = sentence.text.removeprefix(opening).strip() or sentence.text
        begins = sentence.start + sentence.text.index(claim)
        found.append(_Claim(sentence.start, sentence.end, begins, claim))
    return found


def date_in(start: int, end: int, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the first date there that says when it happened, and not what it is called after."""
    first = bisect_left(dates, start, key=lambda date: date.start)
    for date in islice(dates, first, None):
        if date.start >= end:
            return None
        if date.end <= end and date.edtf != NO_DATE and not date.background:
            return date
    return None
