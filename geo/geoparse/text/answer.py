"""What comes back from a text: mentions, the place each names, and the runners-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["literal", "demonym", "metonym", "road", "club", "name"]
"""How a name is meant: the place itself (*in Tehran*), its people or adjective (*Iranian*), those
who govern it (*Tehran said*), a street or road, which the gazetteer does not know, a club that
bears its name (*Burnley lost*), or part of the name of a firm, a paper, a state's university or
goods, or a firm itself (*the Denver Post*, *Brent crude*, *Halifax shares*)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one place that a mention may name."""

    id: int
    """GeoNames' number; below zero for a place of our own tables. Areas are joined by it."""
    name: str
    lon: float
    """Longitude in degrees, EPSG:4326."""
    lat: float
    kind: str
    """``country``, ``region``, ``district``, ``city``, ``sea``, ``river``, ``area`` …"""
    country: str
    """ISO 3166 alpha-2, or nothing where it is in none or in several."""
    admin1: str
    """Name of the first-level region it lies in, or nothing."""
    population: int
    """0 where unknown."""
    score: float
    """How likely it is this place, 0 to 1."""
    reasons: tuple[str, ...]
    """What speaks for it and against it, in words, the weightiest first."""


@dataclass(frozen=True, slots=True)
class TextMention:
    """Hold one stretch of the text that names a place."""

    start: int
    """In characters of the text; ``text[start:end]`` is what stands there."""
    end: int
    text: str
    kind: Kind
    score: float
    """How likely it names a place at all, 0 to 1."""
    place: Candidate | None
    """The likeliest place; nothing where the gazetteer has none, or none that is likely."""
    reasons: tuple[str, ...]
    """Why the words were taken for a place, in words."""
    others: tuple[Candidate, ...]
    """The next likely places, the likelier first."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold all that was found in a text, in its order."""

    mentions: tuple[TextMention, ...]
    unlisted: tuple[TextMention, ...] = ()
    """Names that the gazetteer lacks and that are places' by the words beside them, in order."""
