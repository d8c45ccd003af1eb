"""Describe a story as frozen values: what is told, by whom, when, and which mark shows it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal, get_args

import shapely
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds
from geo.crs.antimeridian import joined, wrapped
from geo.errors import BoundsError, DatelineError
from geo.story.format.dates import StoryDate, parse_date
from geo.style import Hue, Pictogram
from geo.text import unturned, writable

Certainty = Literal["exact", "approximate", "indicative", "disputed"]
"""How sure a mark's place is, from sure to contested."""

Status = Literal["existing", "proposed"]
Prominence = Literal["main", "also", "aside"]
"""How much a story is about a mark: where it happens; what its map needs beside that; what it only
names, as where talks were held, which stays out of the picture's frame."""
Tone = Literal["tension", "thaw", "neutral"]
Group = Literal["story", "context"]
Role = Literal["area", "zone", "water", "border", "route", "tie", "place", "context"]
"""What a layer is, for the style: it names a meaning, never a colour."""

CERTAINTIES: Final[tuple[Certainty, ...]] = get_args(Certainty)
TONES: Final[tuple[Tone, ...]] = get_args(Tone)
PROMINENCES: Final[tuple[Prominence, ...]] = get_args(Prominence)


LEAST_DEG: Final = 0.001
"""Of a side of bounds; a hundred metres."""


def _date(value: Any) -> StoryDate:
    """Read EDTF text; TOML's own dates are taken at their word."""
    if isinstance(value, StoryDate):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        raise ValueError('a date is written as text in EDTF, for example "2025-04-28"')
    try:
        return parse_date(value)
    except DatelineError as error:
        raise ValueError(str(error)) from error


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("an address begins with https:// or http://")
    return value


def _frame(value: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    try:
        bounds = Bounds(*value)
    except BoundsError as error:
        raise ValueError(str(error)) from error
    if min(bounds.width, bounds.height) < LEAST_DEG:
        raise ValueError(f"bounds are {LEAST_DEG}° wide and high at least")
    return value


def _sorted(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items()))


Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$")]
"""An id: ASCII letters, digits, ``-``, ``_`` and ``.``, for example ``"zangezur-corridor"``."""

Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 language tag, for example ``"fa"``."""

Writable = BeforeValidator(lambda value: writable(value) if isinstance(value, str) else value)
"""Leaves out the letters that no file of XML can hold."""

Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2_000, pattern=r"\S"),
    BeforeValidator(lambda value: unturned(value) if isinstance(value, str) else value),
    Writable,
]
"""Text to be read; letters that would turn the direction of what stands beside it are left out."""


LONGEST_PASSAGE: Final = 450_000
"""Letters of a passage: of a whole article, should it be one sentence, in quotation marks."""
Passage = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_PASSAGE, pattern=r"\S"), Writable
]
"""Words of the article, which are never cut."""
LONGEST_REMARK: Final = 120
"""Letters of what is remarked on a mark: a few words below its name."""
Remark = Annotated[Text, StringConstraints(max_length=LONGEST_REMARK)]
Names = Annotated[dict[Tag, Text], Field(default_factory=dict), AfterValidator(_sorted)]
"""Language tag → text, kept in the order of the tags."""

Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_web_address), Writable]
Date = Annotated[
    StoryDate,
    BeforeValidator(_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["2025-04-28", "2023-01~", "unknown"]}),
]
Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]


Frame = Annotated[tuple[Lon, Lat, Lon, Lat], AfterValidator(_frame)]
"""West, south, east, north in degrees; over the 180th meridian west is larger than east."""


class _Record(BaseModel):
    """Refuse unknown keys, so that a typing error never becomes a default."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )


class Article(_Record):
    """Name the article that the story tells. Its text is not kept."""

    headline: Text
    publisher: Text
    published: dt.date
    paragraphs: Annotated[int, Field(ge=1, le=10_000)]
    """How many paragraphs the reader counts; 0 is the picture's caption."""
    place: Text | None = None
    """The dateline, for example ``"Baku"``."""
    url: Url | None = None
    rights: Text | None = None


class LayerHead(_Record):
    """Name one layer of the map; the order of the layers is the order of drawing."""

    id: Slug
    title: Text
    titles: Names
    group: Group = "story"
    theme: Role
    visible: bool = True


MOST_CATEGORIES: Final = 12
"""More than a legend can tell apart."""


class Category(_Record):
    """Name one kind of what a story shows, and say how its marks look; the legend tells it."""

    id: Slug
    title: Text
    titles: Names
    colour: Hue
    symbol: Pictogram | None = None
    """In the discs of its points."""


class Relation(_Record):
    """Tie two features by an arc."""

    start: Annotated[Slug, Field(alias="from")]
    end: Annotated[Slug, Field(alias="to")]
    layer: Slug
    directed: bool = False

    @model_validator(mode="after")
    def _two_ends(self) -> Relation:
        if self.start == self.end:
            raise ValueError(f"a relation ties two features, and both ends are {self.start!r}")
        return self


class _Statement(_Record):
    id: Slug
    features: tuple[Slug, ...] = ()
    relation: Relation | None = None
    date: Date
    claim: Passage
    claims: Annotated[dict[Tag, Passage], Field(default_factory=dict), AfterValidator(_sorted)]
    said_by: Passage
    speakers: Names
    """By whose word, in other languages."""
    tone: Tone
    certainty: Certainty | None = None
    """How sure the mark is for this statement; absent: as sure as its least sure feature."""

    def _names_something(self) -> bool:
        return bool(self.features or self.relation)

    @model_validator(mode="after")
    def _has_mark(self) -> Any:
        if not self._names_something():
            raise ValueError("it has no mark: name at least one feature, or a relation")
        if len(set(self.features)) != len(self.features):
            raise ValueError("it names a feature twice")
        return self


class Annotation(_Statement):
    """Tell one thing that the article says, from which paragraph and by whose word."""

    paragraph: Annotated[int, Field(ge=0)]
    also_named: tuple[Passage, ...] = ()
    """Names in it that have no place on the map, as the article spells them; one that names such
    alone is told without a mark."""

    def _names_something(self) -> bool:
        return super()._names_something() or bool(self.also_named)

    @model_validator(mode="after")
    def _each_name_once(self) -> Any:
        if len(set(self.also_named)) != len(self.also_named):
            raise ValueError("it has a name twice in also_named")
        return self


class Context(_Statement):
    """Tell one thing that another source adds, and beside which annotations it stands."""

    source: Slug
    about: tuple[Slug, ...] = ()


class AlsoKnownAs(_Record):
    """Give another name for a feature, and say who uses it."""

    text: Text
    by: Text
    language: Tag | None = None


class FeatureHead(_Record):
    """Say what a feature is, how sure it is and where its geometry comes from."""

    id: Slug
    name: Text
    names: Names
    also_known_as: tuple[AlsoKnownAs, ...] = ()
    layer: Slug
    certainty: Certainty
    status: Status = "existing"
    prominence: Prominence | None = None
    """Absent: ``main`` where the title or the headline names it, else ``also``."""
    category: Slug | None = None
    """One of the story's, which gives its colour and symbol; absent: its layer's look."""
    remark: Remark | None = None
    """Written below its name on the map: what happened there, and by whose word."""
    remarks: Annotated[dict[Tag, Remark], AfterValidator(_sorted)] = Field(default_factory=dict)
    """The same in other languages."""
    source: Slug
    """A record of ``sources.toml``."""
    method: Text
    """How the geometry was made, in one sentence."""
    note: Text | None = None
    anchor: tuple[Lon, Lat] | None = None
    """Where arcs end and labels stand, (lon, lat); absent: a point inside the geometry."""
    geonameid: Annotated[int, Field(ge=1)] | None = None
    """The place in GeoNames, so that the base map leaves its label to the story."""
    position_checked: bool = False
    """Set by a person where a far-off position is right, to silence the swap check."""


def largest_part(geometry: BaseGeometry) -> BaseGeometry:
    """Return the part of a geometry in (lon, lat) that covers most of the ground.

    Of several equal ones, as of points, the first.
    """
    parts: list[BaseGeometry] = shapely.get_parts(geometry).tolist()
    return max(parts, key=_extent) if len(parts) > 1 else geometry


def _extent(part: BaseGeometry) -> float:
    """Return about how much ground a part covers: its degrees, narrower towards the poles."""
    south, north = part.bounds[1], part.bounds[3]
    size = part.area or part.length
    return float(size * math.cos(math.radians((south + north) / 2)))


class Feature(FeatureHead):
    """Join a feature's head and its geometry, (lon, lat) in EPSG:4326."""

    geometry: BaseGeometry

    def anchor_point(self) -> tuple[float, float]:
        """Return where arcs end and labels stand, as (lon, lat): on the largest of its parts."""
        if self.anchor:
            return self.anchor
        point = largest_part(joined(self.geometry)).representative_point()
        return (wrapped(point.x), point.y)


class StoryHead(_Record):
    """Hold what ``story.toml`` says."""

    id: Slug
    title: Text
    titles: Names
    summary: Text
    summaries: Names
    language: Tag = "en"
    as_of: dt.date
    """The day whose state of the world the map shows."""
    bounds: Frame | None = None
    """What is seen at first; absent: the marks that the story is about."""
    source: Article
    layers: Annotated[tuple[LayerHead, ...], Field(min_length=1)]
    categories: Annotated[tuple[Category, ...], Field(max_length=MOST_CATEGORIES)] = ()
    """In the order of the legend."""
    annotations: Annotated[tuple[Annotation, ...], Field(min_length=1)]
    context: tuple[Context, ...] = ()


class Story(StoryHead):
    """Hold a whole story: ``story.toml`` and the features that its annotations name."""

    features: tuple[Feature, ...]

    @property
    def statements(self) -> tuple[Annotation | Context, ...]:
        """Return the annotations in reading order, then the context."""
        return (*self.annotations, *self.context)

    def feature(self, feature_id: str) -> Feature:
        """Return one feature.

        Raises
        ------
        KeyError
            If no feature has this id; a checked story names none such.
        """
        return self._by_id[feature_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Feature]:
        return {feature.id: feature for feature in self.features}

    def certainty_of(self, statement: Annotation | Context) -> Certainty | None:
        """Return how sure a statement's mark is: its own word, else its least sure feature's.

        A relation alone is a schematic line, ``indicative`` at best, unless the
        statement says otherwise. Without a mark there is nothing to be sure of.
        """
        if not statement.features and not statement.relation:
            return None
        if statement.certainty:
            return statement.certainty
        found: list[Certainty] = [self.feature(name).certainty for name in statement.features]
        if statement.relation and not statement.features:
            found.append("indicative")
        return max(found, key=CERTAINTIES.index)
