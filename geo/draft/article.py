"""Hold an article as it was read: what the reader counts, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from geo.errors import ArticleError
from geo.story import StoryDate

Kind = Literal["text", "item", "caption"]
"""A paragraph, a point of a list, or a picture's caption."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph as the reader counts it."""

    number: int
    """From 1, which has the dateline; 0 is a picture's caption."""
    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Hold a part of the page that is no paragraph of the article, and say why."""

    text: str
    reason: str
    after: int
    """How many of the article's paragraphs, captions included, stand before it."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Hold what opens a report: where it was written, when, and for whom."""

    text: str
    """As it stands, for example ``BAKU, April 28 (AFP) —``."""
    places: tuple[str, ...] = ()
    """As written; two where the report names two cities."""
    agency: str | None = None
    day: str | None = None
    """The date's own words, for example ``April 28``."""


@dataclass(frozen=True, slots=True)
class Article:
    """Hold an article's words and what could be told of its origin; nothing is guessed."""

    paragraphs: tuple[Paragraph, ...]
    """In the order of the page; captions stand where they stood."""
    headline: str | None = None
    publisher: str | None = None
    dateline: Dateline | None = None
    published: StoryDate | None = None
    """As precise as the page gives it."""
    language: str | None = None
    """As ISO 639-1; absent where the text is too short to tell."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def count(self) -> int:
        """How many paragraphs the reader counts; captions are not among them."""
        return sum(paragraph.number > 0 for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The words of all paragraphs, with an empty line between each two."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def bring_back(article: Article, index: int) -> Article:
    """Return the article with one part of what was left out as a paragraph, where it stood.

    Raises
    ------
    ArticleError
        If there is no such part.
    """
    if not 0 <= index < len(article.left_out):
        raise ArticleError(
            f"part {index + 1} was not left out; there are {len(article.left_out)}: choose one"
        )
    back = article.left_out[index]
    before, behind = article.paragraphs[: back.after], article.paragraphs[back.after :]
    rest = tuple(
        replace(part, after=part.after + (at > index and part.after >= back.after))
        for at, part in enumerate(article.left_out)
        if at != index
    )
    return replace(
        article,
        paragraphs=numbered((*before, Paragraph(1, back.text), *behind)),
        left_out=rest,
    )


def take_out(article: Article, index: int, reason: str = "taken out by you") -> Article:
    """Return the article without one of its paragraphs, which then counts as left out.

    Raises
    ------
    ArticleError
        If there is no such paragraph, or it is the only one.
    """
    if not 0 <= index < len(article.paragraphs):
        raise ArticleError(
            f"there is no paragraph at place {index + 1}; "
            f"the article has {len(article.paragraphs)}: choose one"
        )
    if len(article.paragraphs) == 1:
        raise ArticleError("this is the only paragraph; an article needs at least one")
    out = LeftOut(article.paragraphs[index].text, reason, index)
    earlier = [part for part in article.left_out if part.after <= index]
    later = [replace(p, after=p.after - 1) for p in article.left_out if p.after > index]
    return replace(
        article,
        paragraphs=numbered(article.paragraphs[:index] + article.paragraphs[index + 1 :]),
        left_out=(*earlier, out, *later),
    )


def numbered(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return paragraphs with the numbers that a reader counts."""
    count = 0
    found = []
    for paragraph in paragraphs:
        count += paragraph.kind != "caption"
        found.append(replace(paragraph, number=0 if paragraph.kind == "caption" else count))
    return tuple(found)
