"""Hold a printed page as plain shapes and texts: what every format is drawn from.

Positions are CSS pixels (1/96 inch) from the page's upper left corner, right and down positive.
The order of the items is the order of drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from shapely.geometry.base import BaseGeometry

from geo.cache import weigh
from geo.crs import Bounds
from geo.options import Page
from geo.style import Colour, Weight

_ITEM_BYTES: Final = 400
_MARGIN: Final = 0.028
"""Of the page's shorter side."""
_LEAST_MARGIN_PX: Final = 12.0


class Box(NamedTuple):
    """Give a rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """Return the box, larger on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether the box lies in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


def inner(page: Page) -> Box:
    """Return what a page's margins leave, in CSS pixels."""
    margin = max(_LEAST_MARGIN_PX, min(page.width_px, page.height_px) * _MARGIN)
    return Box(margin, margin, page.width_px - margin, page.height_px - margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Paint areas evenly."""

    shape: BaseGeometry
    colour: Colour
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """Draw along lines."""

    shape: BaseGeometry
    colour: Colour
    width_px: float
    opacity: float = 1.0
    dash_px: tuple[float, ...] = ()
    cap: Literal["butt", "round"] = "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Write one line of text, its vertical middle at `y`."""

    text: str
    x: float
    y: float
    align: Literal["left", "middle", "right"]
    """Which end of the text stands at `x`, as seen on the page."""
    size_px: float
    colour: Colour
    weight: Weight = "regular"
    italic: bool = False
    spacing_px: float = 0.0
    halo: Colour | None = None
    halo_px: float = 0.0
    lost: str = ""
    """Letters of the text that begins here which no font has, and a stand-in is written for."""


Item = Fill | Stroke | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Say where something that must not be covered stands."""

    role: str
    """``title``, ``legend``, ``scale``, ``credits``, ``inset``, ``label``, ``place``, ``key`` …"""
    name: str
    box: Box
    remarked: bool = False
    """Of a label: whether its mark's remark stands below the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Say what a mark is called on the page because no font has all letters of its name."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBox:
    """Say where a mark's name stands, so that a person can move it."""

    id: str
    name: str
    box: Box
    anchor: tuple[float, float]
    """The mark's, from which a name's place is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Say of a drawn map what its picture does not say to a program."""

    bounds: Bounds
    """Asked for; the frame shows them whole."""
    shown: tuple[Bounds, ...]
    """Together hold all that the frame shows; two where it lies over the antimeridian."""
    projection: str
    """As PROJ writes it."""
    scale: int
    """One to so many, at the map's middle."""
    layers: tuple[str, ...]
    """Ids of those that are on."""
    marks: tuple[str, ...]
    """Ids of those in the frame."""
    unnamed: tuple[str, ...]
    """Names of marks in the frame for which there was no room."""
    missing: str
    """Letters that no committed font has, each once."""
    names: tuple[NameBox, ...] = ()
    """Those that stand beside their marks on the map itself, in its pixels."""
    unremarked: tuple[str, ...] = ()
    """Names of marks in the frame whose remark has no room."""
    renamed: tuple[Renamed, ...] = ()
    """The marks in the frame that are called otherwise for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Hold a whole page, ready to draw."""

    width_px: float
    height_px: float
    paper: Colour
    title: str
    language: str
    alt: str
    """What the picture shows, in short, for those who do not see it."""
    description: str
    """The same at length, and whom to thank; written into files."""
    items: tuple[Item, ...]
    placed: tuple[Placed, ...]
    facts: Facts

    def of(self, role: str) -> Iterator[Placed]:
        """Yield what stands on the page in a role."""
        return (item for item in self.placed if item.role == role)

    @property
    def weight(self) -> int:
        """About how many bytes the page holds."""
        shapes = [item.shape for item in self.items if not isinstance(item, Text)]
        return weigh(shapes) + _ITEM_BYTES * (len(self.items) + len(self.placed))
