"""Hold a draft: an article's words, what they seem to say about places, and what a person decided.

A draft is one JSON document. The machine fills it; the checking page changes decisions in it and
sends it back whole; publishing makes a story of what was confirmed. Positions in a text count its
letters as Python does (code points), from 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal

import shapely
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.articles.limits import MAX_CHARS
from geo.crs.antimeridian import split
from geo.errors import DraftError
from geo.errors.wording import nearest, quote, sentences, unreadable
from geo.story.format.checks import geometry_problems, goes_over_180
from geo.story.format.dates import UNKNOWN, StoryDate, is_plain
from geo.story.format.models import (
    LONGEST_PASSAGE,
    LONGEST_REMARK,
    MOST_CATEGORIES,
    Category,
    Certainty,
    Date,
    Lat,
    Lon,
    Passage,
    Prominence,
    Slug,
    Tag,
    Text,
    Tone,
    Url,
    Writable,
)

State = Literal["open", "confirmed", "dropped", "unplaced"]
"""Of a mention: not looked at, found right by a person, no place of this story, or one that a
person leaves without a place: it is named with its statement."""

_OR_ELSE: Final = "or delete the draft"
ASIDE: Final = frozenset({"demonym", "road", "club", "name"})
"""Kinds of mentions that are no place of the story unless a person says so."""

MOST_LETTERS: Final = 2 * MAX_CHARS
"""Of all paragraphs together: of an article, and what was left out of it and is counted after all.
What an article can hold, its draft can: the limits below follow from this one."""
MOST_MENTIONS: Final = MOST_LETTERS // 2
"""Each takes a letter and one that parts it from the next."""
MOST_STATEMENTS: Final = MOST_MENTIONS
MOST_SHAPES: Final = 500
MOST_CHOICES: Final = 12
MOST_POSITIONS: Final = 20_000
"""Of one drawn shape."""

_Words = Annotated[str, StringConstraints(max_length=2_000), Writable]
_Score = Annotated[float, Field(ge=0, le=1)]


def _plain(date: StoryDate) -> StoryDate:
    """Refuse what the page that checks a draft would not take either."""
    if not is_plain(date.edtf):
        raise ValueError(
            f"date {date.edtf!r} has a form that drafts do not use; write a year, a month, a day "
            "or two of them with a slash"
        )
    return date


PlainDate = Annotated[Date, AfterValidator(_plain)]


class _DraftRecord(BaseModel):
    """Refuse unknown keys, so that a fault of a client never becomes a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Choice(_DraftRecord):
    """Hold one place of the gazetteer that a mention may mean."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """The gazetteer's."""
    name: Text
    lon: Lon
    lat: Lat
    kind: _Words
    """For example ``town``, ``country``, ``region``, ``sea``."""
    country: _Words = ""
    admin1: _Words = ""
    population: Annotated[int, Field(ge=0)] = 0
    geonameid: Annotated[int, Field(ge=1)] | None = None
    score: _Score
    reasons: tuple[_Words, ...] = ()


class Mention(_DraftRecord):
    """Hold one place as the text names it, what it may mean, and what was decided."""

    id: Slug
    block: Annotated[int, Field(ge=0)]
    """Which of the draft's blocks it stands in."""
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    text: Passage
    kind: _Words
    """How the name is meant, see `geo.geoparse.Kind`; those `ASIDE` need no look."""
    score: _Score
    """How sure it is that the words name a place at all."""
    reasons: tuple[_Words, ...] = ()
    choices: Annotated[tuple[Choice, ...], Field(max_length=MOST_CHOICES)] = ()
    chosen: Annotated[int, Field(ge=0)] | None = None
    """Which of the choices; none where no place was found."""
    shape: Slug | None = None
    """A shape that a person drew, in place of the choice."""
    state: State = "open"
    prominence: Prominence | None = None
    """Of its place; a mark has the strongest of its mentions'. Absent in drafts of old."""
    prominent_for: tuple[_Words, ...] = ()
    """Why, in words."""

    @property
    def choice(self) -> Choice | None:
        """The gazetteer's place that is meant, unless a shape stands for it or none is known."""
        return None if self.shape or self.chosen is None else self.choices[self.chosen]

    @property
    def wanted(self) -> bool:
        """Whether it is to be looked at before the story can be called checked."""
        return self.kind not in ASIDE and self.state != "dropped"

    @property
    def placed(self) -> bool:
        """Whether it can be drawn."""
        return self.shape is not None or self.chosen is not None

    @property
    def only_named(self) -> bool:
        """Whether it stays with its statement as a name without a place."""
        return self.state == "unplaced" or (
            self.state == "open" and self.wanted and not self.placed
        )


class Shape(_DraftRecord):
    """Hold a point, a line or an area that a person put on the map."""

    id: Slug
    name: Text
    geometry: dict[str, Any]
    """GeoJSON, (lon, lat)."""
    certainty: Certainty
    note: _Words = ""
    moved_from: Annotated[str, StringConstraints(max_length=100)] = ""
    """The gazetteer's place whose pin was moved, if it is one."""

    def as_geometry(self) -> BaseGeometry:
        """Return the geometry, split at 180; `check` has seen to it that it is one."""
        drawn = shapely.force_2d(shape(self.geometry))
        return split(drawn) if goes_over_180(drawn) and drawn.is_valid else drawn


class MarkWords(_DraftRecord):
    """Hold what a person says of a mark, whichever of its mentions he looks at."""

    of: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    """Which mark: see `geo.draft.prominence.key_of`."""
    name: _Words = ""
    """On the map; absent: as the article writes it."""
    remark: Annotated[_Words, StringConstraints(max_length=LONGEST_REMARK)] = ""
    """A few words below the name."""
    category: Slug | None = None
    """One of the draft's."""


class Statement(_DraftRecord):
    """Hold one sentence that says something about a place."""

    id: Slug
    block: Annotated[int, Field(ge=0)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    mentions: tuple[Slug, ...]
    date: PlainDate
    date_reason: _Words = ""
    said_by: Passage
    tone: Tone = "neutral"
    claim: Annotated[Passage, StringConstraints(max_length=LONGEST_PASSAGE - 2)]
    """Two letters shorter than a story's, which gives it quotation marks."""
    quoted: bool = True
    """Whether the claim is still in the article's words."""
    state: Literal["open", "dropped"] = "open"


class Block(_DraftRecord):
    """Hold one paragraph as the reader counts it; a caption and a heading have no number: 0."""

    number: Annotated[int, Field(ge=0)]
    kind: Literal["text", "item", "caption", "heading"] = "text"
    text: Annotated[str, StringConstraints(min_length=1)]


class Left(_DraftRecord):
    """Hold what was left out of the article, and why."""

    text: Annotated[str, Writable]
    reason: _Words
    after: Annotated[int, Field(ge=0)] | None = None
    """How many of the draft's blocks stand before it; none where that was not kept."""


class Head(_DraftRecord):
    """Name the article."""

    headline: _Words = ""
    publisher: _Words = ""
    published: PlainDate
    place: _Words = ""
    url: Url | None = None
    language: Tag = "en"

    def untold(self) -> Iterator[str]:
        """Yield what a story must name and the article does not say, a sentence each."""
        if not self.headline.strip():
            yield "no headline was found; give the article's own"
        if not self.publisher.strip():
            yield "who published the article was not found; say it"
        if self.published.unknown:
            yield (
                "on which day the article was published was not found; say it, "
                "for words like “last week” are read from there"
            )


SUMMARY: Final = "As reported{by}{when}."
"""Of a story until a person writes his own."""


def usual_summary(head: Head) -> str:
    """Return a sentence to be written anew: it says only what is certain."""
    by = f" by {head.publisher}" if head.publisher else ""
    when = "" if head.published.unknown else f", {head.published.label()}"
    return SUMMARY.format(by=by, when=when)


class Draft(_DraftRecord):
    """Hold a whole draft."""

    id: Slug
    version: Annotated[int, Field(ge=1)] = 1
    """Grows by one with each save; whoever saves says which one he changed."""
    title: Text
    summary: Text
    own_summary: bool = False
    """Whether a person wrote it; else it follows what is known of the article."""
    article: Head
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    left_out: tuple[Left, ...] = ()
    mentions: Annotated[tuple[Mention, ...], Field(max_length=MOST_MENTIONS)] = ()
    statements: Annotated[tuple[Statement, ...], Field(max_length=MOST_STATEMENTS)] = ()
    shapes: Annotated[tuple[Shape, ...], Field(max_length=MOST_SHAPES)] = ()
    categories: Annotated[tuple[Category, ...], Field(max_length=MOST_CATEGORIES)] = ()
    """With the checker's own names, colours and symbols."""
    marks: Annotated[tuple[MarkWords, ...], Field(max_length=MOST_MENTIONS)] = ()
    notes: tuple[_Words, ...] = ()
    """What the machine could not tell, a sentence each."""
    made_from: Annotated[str, StringConstraints(max_length=64)] = ""
    """By which the same article is known again, see `geo.draft.repository.contentkey`."""
    published_as: Slug | None = None
    """The story that was last made of it; publishing says so, no change of a draft does."""

    @model_validator(mode="after")
    def _know_whose_summary(self) -> Draft:
        """Tell it of a draft that was kept before that was noted."""
        if "own_summary" not in self.model_fields_set:
            object.__setattr__(self, "own_summary", self.summary != usual_summary(self.article))
        return self

    def progress(self) -> tuple[int, int]:
        """Return how many mentions were looked at, and how many there are to look at."""
        wanted = [mention for mention in self.mentions if mention.wanted]
        return sum(mention.state != "open" for mention in wanted), len(wanted)


def read_draft(text: str | bytes, name: str) -> Draft:
    """Read a draft from JSON and check it whole.

    Raises
    ------
    DraftError
        With every problem, a sentence each.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        draft = Draft.model_validate_json(text)
    except UnicodeDecodeError as error:
        told = f"it is not UTF-8 text (byte {error.start}); save it as UTF-8, {_OR_ELSE}"
        raise DraftError(name, [told]) from error
    except ValidationError as error:
        raise DraftError(name, _faults(text, error)) from error
    problems = list(check(draft))
    if problems:
        raise DraftError(name, problems)
    return draft


def _faults(text: str | bytes, error: ValidationError) -> list[str]:
    """Say what is wrong with what was no draft; it is read again, to quote from it."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as unread:
        return [f"it is not JSON: {unreadable(unread)}; mend that, {_OR_ELSE}"]
    if not isinstance(raw, dict):
        held = "a list" if isinstance(raw, list) else quote(raw)
        return [f"it holds {held} and no draft; put back a sound copy, {_OR_ELSE}"]
    if error.errors(include_input=False)[0]["type"] == "json_invalid":
        return [f"it is not sound JSON: {_where(error)}; mend that, {_OR_ELSE}"]
    return sentences(error, raw, Draft, "draft")


def _where(error: ValidationError) -> str:
    """Say what pydantic's stricter reader met, which is not said to people in its own words."""
    told = str(error.errors(include_input=False)[0]["msg"])
    if "recursion" in told:
        return "too many brackets in brackets"
    found = re.search(r"line (\d+) column (\d+)", told)
    return f"line {found[1]}, column {found[2]} cannot be read" if found else "it cannot be read"


def check(draft: Draft) -> Iterator[str]:
    """Yield what does not fit together in a draft."""
    if sum(len(block.text) for block in draft.blocks) > MOST_LETTERS:
        yield f"the text is longer than {MOST_LETTERS:,} letters; draft a part of it"
    for kind, ids in (
        ("mention", [mention.id for mention in draft.mentions]),
        ("statement", [statement.id for statement in draft.statements]),
        ("shape", [drawn.id for drawn in draft.shapes]),
        ("category", [category.id for category in draft.categories]),
        ("mark", [mark.of for mark in draft.marks]),
    ):
        yield from _twice(kind, ids)
    shapes = {drawn.id for drawn in draft.shapes}
    for mention in draft.mentions:
        yield from (f"mention {quote(mention.id)}: {told}" for told in _mention(mention, shapes))
        yield from _span("mention", mention, draft.blocks, mention.text)
    mentions = {mention.id for mention in draft.mentions}
    for statement in draft.statements:
        yield from _span("statement", statement, draft.blocks, None)
        for name in statement.mentions:
            if name not in mentions:
                yield f"statement {quote(statement.id)}: there is no mention {quote(name)}"
    categories = [category.id for category in draft.categories]
    for mark in draft.marks:
        if mark.category is not None and mark.category not in categories:
            hint = nearest(mark.category, categories)
            yield f"mark {quote(mark.of)}: there is no category {quote(mark.category)}{hint}"
    for drawn in draft.shapes:
        yield from (f"shape {quote(drawn.id)}: {told}" for told in _shape(drawn))


def _twice(kind: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield f"{kind} {quote(name)} stands twice; each id may stand once"
        seen.add(name)


def _mention(mention: Mention, shapes: Iterable[str]) -> Iterator[str]:
    if mention.chosen is not None and mention.chosen >= len(mention.choices):
        yield f"choice {mention.chosen + 1} is not there; it has {len(mention.choices)}"
    if mention.shape is not None and mention.shape not in shapes:
        yield f"there is no shape {quote(mention.shape)}"
    if mention.state == "confirmed" and not mention.placed:
        yield "it is confirmed and has no place; choose or draw one, or drop it"


def _span(
    kind: str, record: Mention | Statement, blocks: tuple[Block, ...], text: str | None
) -> Iterator[str]:
    """Yield what is wrong with where a record stands in the text."""
    where = f"{kind} {quote(record.id)}"
    if record.block >= len(blocks):
        yield f"{where}: paragraph {record.block + 1} is not there; there are {len(blocks)}"
        return
    whole = blocks[record.block].text
    if not record.start < record.end <= len(whole):
        yield f"{where}: letters {record.start} to {record.end} are not in its paragraph"
    elif text is not None and whole[record.start : record.end] != text:
        yield f"{where}: {quote(text)} is not what stands there"


def _shape(drawn: Shape) -> Iterator[str]:
    try:
        geometry = drawn.as_geometry()
    except Exception:  # shapely raises whatever it met in the coordinates
        yield "it has no geometry that can be read; draw it again"
        return
    if shapely.get_num_coordinates(geometry) > MOST_POSITIONS:
        yield f"it has more than {MOST_POSITIONS:,} positions; draw it more simply"
    else:
        yield from geometry_problems(geometry)


NO_DATE: Final = UNKNOWN
"""What a statement has where its sentence tells no date."""
