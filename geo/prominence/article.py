"""Hold what is judged: an article's words, its places, and how each is named in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from geo.crs import Position
from geo.story.format.models import Prominence

Judgement = Prominence | Literal["none"]
"""Of a place: where it happened; what the map needs to be understood; talks, spokesmen and
comparisons; no place of the story."""


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one stretch of the text that names a place."""

    paragraph: int
    """Which of the article's paragraphs, from 0."""
    start: int
    """In characters of the paragraph; ``paragraph[start:end]`` is what stands there."""
    end: int
    text: str
    kind: str = "literal"
    """How the name is meant, as `geo.geoparse.Kind` has it."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Hold one place and all its mentions."""

    key: str
    """By which the caller knows it; no two places share one."""
    name: str
    at: Position | None
    """(lon, lat) in EPSG:4326; nothing where nobody knows where it is."""
    kind: str = ""
    """As the gazetteer has it: ``country``, ``region``, ``city``, ``river`` …"""
    country: str = ""
    """ISO 3166 alpha-2, or nothing where it is in none or in several."""
    admin1: str = ""
    """Name of the first-level region it lies in, or nothing."""
    population: int = 0
    mentions: tuple[Named, ...] = ()


@dataclass(frozen=True)
class PlacedArticle:
    """Hold an article's words and places."""

    headline: str
    paragraphs: tuple[str, ...]
    places: tuple[NamedPlace, ...]
    dateline: str | None = None
    """What opens the first paragraph, as it stands there; found from the text where absent."""

    @cached_property
    def opening(self) -> int:
        """How many letters of the first paragraph its dateline takes."""
        from geo.articles.dateline.opening import dateline_of

        first = self.paragraphs[0] if self.paragraphs else ""
        if self.dateline is not None:
            return len(self.dateline) if first.startswith(self.dateline) else 0
        found = dateline_of(first)
        return len(found.text) if found else 0


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold how much the article is about a place, and why."""

    key: str
    prominence: Judgement
    score: float
    """How likely the article is about it, 0 to 1."""
    reasons: tuple[str, ...]
    """In words, the weightiest first."""
