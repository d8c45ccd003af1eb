"""Find what the gazetteer lacks under a name that sounds the same, in the countries of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, sounding_like
from geo.geoparse.mentions.spanfeatures import importance
from geo.geoparse.places.ranked import Ranked, Ranking
from geo.geoparse.places.rankfeatures import distances_km

_LONGEST: Final = 60
"""Letters of a name that is compared: longer ones are none of a place."""
_ABBREVIATION: Final = 4
_SEVERAL: Final = 2
_LARGE: Final = 100_000
"""People of a place from which on its name is not taken for another's in another spelling."""
_MOST: Final = 300
"""Names of a text that are compared, which bounds the time."""

_NEAR_KM: Final = 150.0
_NEAR: Final = 0.75
_AT_HOME: Final = 0.5
_FAR: Final = 0.2
"""How likely a place that only sounds like the name can be: near another, at home, elsewhere."""

Places = Mapping[str, list[Found]]


def countries_of(keys: Iterable[str], found: Places) -> frozenset[str]:
    """Return the countries that a text's sure names are of, or in which several of them lie."""
    countries: set[str] = set()
    likely: Counter[str] = Counter()
    for key in keys:
        places = found.get(key)
        if not places:
            continue
        whole = {place.country for place in places if place.kind == "country"}
        within = {place.country for place in places}
        countries |= whole or (within if len(within) == 1 else set())
        likely[max(places, key=importance).country] += 1
    if not countries:
        countries = {country for country, names in likely.items() if names >= _SEVERAL}
    return frozenset(countries - {""})


def spelt_otherwise(
    names: Iterable[tuple[str, str]], found: Places, countries: frozenset[str]
) -> dict[str, list[Found]]:
    """Return the places in some countries that sound like names of which they have none.

    Parameters
    ----------
    names
        Of each the key under which it is kept, and the name.
    """
    unknown = {
        key: name for key, name in names
        if len(name) <= _LONGEST and not (name.isupper() and len(name) <= _ABBREVIATION)
        and all(
            place.country not in countries and place.population < _LARGE
            for place in found.get(key, ())
        )
    }  # fmt: skip
    made = {}
    for key, name in list(unknown.items())[:_MOST]:
        if places := sounding_like(fold(name), countries):
            made[key] = [*found.get(key, ()), *places]
    return made


def doubted(ranked: Ranking, keys: Sequence[str], found: Places) -> Ranking:
    """Return the rankings with the likelihood lowered of places that only sound like their name.

    Another of the text's places near it speaks for one, less so the country that most lie in.

    Parameters
    ----------
    keys
        The key of each mention's name.
    found
        What the gazetteer has under the names as they are written.
    """
    alike = {
        number for number, one in ranked.items()
        if all(place.id != one.places[0].id for place in found.get(keys[number], ()))
    }  # fmt: skip
    sure = [one.places[0] for number, one in ranked.items() if number not in alike]
    lying = Counter(place.country for place in sure if place.country)
    most = max(lying.values(), default=0)
    home = {country for country, count in lying.items() if count == most}
    points = tuple({place.id: place for place in sure if place.kind != "country"}.values())
    return ranked | {
        number: _at_most(one, _likely(one.places[0], home, points))
        for number, one in ranked.items() if number in alike
    }  # fmt: skip


def _likely(place: Found, home: Collection[str], points: tuple[Found, ...]) -> float:
    if points and distances_km((place,), points).min() <= _NEAR_KM:
        return _NEAR
    return _AT_HOME if place.country in home else _FAR


def _at_most(one: Ranked, likely: float) -> Ranked:
    return Ranked(one.places, tuple(min(score, likely) for score in one.scores))
