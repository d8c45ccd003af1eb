"""Hold an article as it was read: what the reader counts, and what was left out and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal

from geo.story import StoryDate

Kind = Literal["text", "item", "caption", "heading"]
"""A paragraph, a point of a list, a picture's caption, or a heading between paragraphs."""
UNCOUNTED: Final = ("caption", "heading")
"""What stands among the paragraphs and is none that a reader counts."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph as the reader counts it."""

    number: int
    """From 1, the first; 0 where the reader counts none: a picture's caption, a heading."""
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
class ReadArticle:
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
    notes: tuple[str, ...] = ()
    """What a person should know of how it was read, a sentence each."""

    @property
    def count(self) -> int:
        """How many paragraphs the reader counts; captions and headings are not among them."""
        return sum(paragraph.number > 0 for paragraph in self.paragraphs)

    @property
    def day(self) -> dt.date | None:
        """The day on which it was published, where it says one."""
        known = self.published
        return known.earliest if known and known.earliest == known.latest else None

    @property
    def by(self) -> str | None:
        """Who published it, where it says so."""
        return self.publisher or (self.dateline.agency if self.dateline else None)

    def beside(
        self, publisher: str | None, published: dt.date | None
    ) -> tuple[str | None, dt.date | None]:
        """Return what was said of who published it, and when, without what it says itself."""
        return (
            None if publisher == self.by else publisher,
            None if published == self.day else published,
        )

    @property
    def text(self) -> str:
        """The words of all paragraphs, with an empty line between each two."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def numbered(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return paragraphs with the numbers that a reader counts."""
    count = 0
    found = []
    for paragraph in paragraphs:
        counted = paragraph.kind not in UNCOUNTED
        count += counted
        found.append(replace(paragraph, number=count if counted else 0))
    return tuple(found)
