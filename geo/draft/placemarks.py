"""Make the mark of a gazetteer's place: a point, or its outline where that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.draft.model import ASIDE, Choice, Mention
from geo.gazetteer import place
from geo.gazetteer.derived import extent
from geo.gazetteer.folding import fold
from geo.gazetteer.places.areas import areas
from geo.gazetteer.sizes import sized
from geo.story import Certainty, Feature
from geo.text import LANGUAGES, name_in_words

GAZETTEER: Final = "geonames"
"""The record of ``sources.toml`` from which a point comes; below, that of our own tables."""
OWN_TABLES: Final = "dateline-areas"
TOWNS: Final = frozenset({"city", "town", "village", "capital"})
"""Kinds of places that are a point on a map of this size."""
WATERS: Final = frozenset(
    {"sea", "gulf", "lake", "river", "strait", "channel", "bay", "ocean", "canal", "reservoir"}
)
_HOUSE_NAMES: Final = frozenset({"country", "border", "part"})
_LONGEST_ABBREVIATION: Final = 4
_AFTER: Final = re.compile(r" ([A-Z][a-z]+)(?! [A-Z]|[\w’'-])")
"""The word after a name, if no other capital goes on from it."""
_CALLED: Final = {
    "town": frozenset({"City", "Town", "Village", "Township", "Municipality"}),
    "water": frozenset({"Sea", "Lake", "River", "Gulf", "Bay", "Strait", "Channel", "Canal"}),
    "region": frozenset(
        {"State", "Province", "County", "District", "Region", "Governorate", "Prefecture", "Oblast",
         "Island", "Islands", "Peninsula", "Valley", "Desert"}
    ),
}  # fmt: skip
_STATES: Final = frozenset({"country", "border"})
_POINT: Final = "Point of the {} in the gazetteer"
_MADE: Final = {
    "": "Outline of the {}, simplified by up to three kilometres, without far islands",
    "border": "The line where the outlines of both countries meet, simplified",
    "part": "The part of the outline that lies in this direction: two fifths of its extent",
}
"""How the geometry of a kind was made; the first for all that have an outline."""


def from_place(choice: Choice, name: str, feature_id: str, sure: bool) -> Feature:
    """Return the mark of a place that mentions mean, confirmed by a person or not.

    Parameters
    ----------
    name
        What the mark is called: see `as_written`.
    """
    town = choice.kind in TOWNS
    reach = None if town else extent(choice.id)
    made = _MADE.get(choice.kind, _MADE[""] if reach else _POINT)
    number = f" (GeoNames {choice.geonameid})" if choice.geonameid else ""
    who = "confirmed by a person" if sure else "proposed by the machine, not yet confirmed"
    return Feature(
        id=feature_id,
        name=name,
        names=_names(choice),
        layer=_layer_of(choice.kind),
        certainty=_certainty(choice.kind, sure=sure, outlined=reach is not None),
        source=reach.source if reach else GAZETTEER if choice.geonameid else OWN_TABLES,
        method=f"{made.format(sized(choice.kind, choice.population))}{number}, {who}.",
        note=_note(choice.kind, outlined=reach is not None),
        anchor=(choice.lon, choice.lat) if reach and _within(choice, reach.geometry) else None,
        geonameid=choice.geonameid,
        position_checked=True,
        geometry=reach.geometry if reach else Point(choice.lon, choice.lat),
    )


def as_written(
    choice: Choice, mentions: Iterable[Mention], passages: Sequence[str] | None = None
) -> str:
    """Return the name of a mark in the article's own spelling, the first that is a name.

    The gazetteer's stands where the article has only an abbreviation, the people, or what is a
    country's name (*Niger* for *Niger State*), and for countries, which the map around the mark
    names too.

    Parameters
    ----------
    choice
        The place.
    mentions
        Where the article names it.
    passages
        The article's blocks: the word after a mention may belong to its name, as in *Tagum City*.
    """
    if choice.kind in _HOUSE_NAMES:
        return choice.name
    own = fold(choice.name)
    named = [one for one in mentions if one.kind not in ASIDE and _is_name(one.text)]
    written = [_whole(one, choice, passages) for one in named]
    for text in (*(one for one in written if not one.isupper()), *written):
        folded = fold(text)
        if folded == own or folded not in _countries():
            return name_in_words(_fuller(text, written, choice))
    return choice.name


def _fuller(text: str, written: Iterable[str], choice: Choice) -> str:
    """Return the longer of two names of which one has the word that says what the place is."""
    longer = {f"{text} {word}".casefold() for word in _called(choice)}
    return next((one for one in written if one.casefold() in longer), text)


def _called(choice: Choice) -> frozenset[str]:
    """Return the words that may end a name and say what kind of place it is."""
    return _CALLED[
        "town" if choice.kind in TOWNS else "water" if choice.kind in WATERS else "region"
    ]


def _whole(mention: Mention, choice: Choice, passages: Sequence[str] | None) -> str:
    """Return a mention with the word after it that says what it is, where that ends the name."""
    if passages is None or mention.text.isupper():
        return mention.text
    found = _AFTER.match(passages[mention.block], mention.end)
    if found is None or found[1] not in _called(choice):
        return mention.text
    return f"{mention.text} {found[1]}"


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Return the names of countries and territories, folded."""
    return frozenset(fold(name) for area in areas() if area.country for name in area.names)


def _is_name(text: str) -> bool:
    """Say whether words are a name, and no abbreviation such as *U.S.*, *Tenn.* or *UAE*."""
    whole = [word for word in text.split() if "." not in word]
    return any(letter.isupper() for word in whole for letter in word) and (
        not text.isupper() or len(text) > _LONGEST_ABBREVIATION
    )


def _layer_of(kind: str) -> str:
    if kind in TOWNS:
        return "places"
    if kind == "border":
        return "borders"
    return "waters" if kind in WATERS else "areas"


def _certainty(kind: str, *, sure: bool, outlined: bool) -> Certainty:
    if not sure or kind == "part":
        return "indicative"
    return "exact" if outlined or kind in TOWNS else "indicative"


def _note(kind: str, *, outlined: bool) -> str | None:
    if kind in TOWNS:
        return None
    if kind == "part":
        return "The article names a direction; where the part begins is ours."
    if not outlined:
        return f"A sign for the whole {kind}, not its extent."
    return "State of 2017; it takes no side where land is disputed." if kind in _STATES else None


def _within(choice: Choice, geometry: BaseGeometry) -> bool:
    return bool(geometry.distance(Point(choice.lon, choice.lat)) == 0.0)


def _names(choice: Choice) -> dict[str, str]:
    """Return what the place is called in the page's other languages, where the data knows."""
    if choice.geonameid is None:
        return {}
    found = place(choice.geonameid, language="en")
    return {} if found is None else {k: v for k, v in found.names.items() if k in LANGUAGES[1:]}
