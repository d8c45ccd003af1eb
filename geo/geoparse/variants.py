"""Find what the gazetteer lacks under a name that sounds the same, in the countries of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from geo.gazetteer.folding import fold
from geo.gazetteer.world import Found, sounding_like
from geo.geoparse.spanfeatures import importance

_LONGEST: Final = 60
"""Letters of a name that is compared: longer ones are none of a place."""
_ABBREVIATION: Final = 4
_SEVERAL: Final = 2
_MOST: Final = 300
"""Names of a text that are compared, which bounds the time."""

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
        and all(p.country not in countries for p in found.get(key, ()))
    }  # fmt: skip
    made = {}
    for key, name in list(unknown.items())[:_MOST]:
        if places := sounding_like(fold(name), countries):
            made[key] = [*found.get(key, ()), *places]
    return made
