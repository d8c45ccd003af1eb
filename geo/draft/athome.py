"""Look up names that only the words beside them gave away, in the countries of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from geo.draft.model import MOST_CHOICES, Choice, Mention
from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, look_up, names_of, sounding_like
from geo.gazetteer.world.tables import OTHER

_TOWNS: Final = frozenset({"city", "district", "region"})
_SEVERAL: Final = 2
_SCORE: Final = 0.6
_NEAR_DEGREES: Final = 2.0
_SAME_DEGREES: Final = 0.3
"""Two places nearer than this are one to a map: a town, and the district around it."""


_MOST_LOOKED_UP: Final = 200
"""Names of an article that are looked up once more, which bounds the time."""


def at_home(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions, those that nothing is known of with the places of their names at home."""
    without = dict.fromkeys(one.text for one in mentions if not one.choices)
    countries = countries_of(mentions)
    known = {
        name: choices_of(name, countries, mentions) for name in islice(without, _MOST_LOOKED_UP)
    }
    return tuple(
        mention if mention.choices else _placed(mention, *known.get(mention.text, ((), None)))
        for mention in mentions
    )


def _placed(mention: Mention, choices: tuple[Choice, ...], chosen: int | None) -> Mention:
    if not choices:
        return mention
    reasons = tuple(why for why in mention.reasons if not why.startswith("the gazetteer has"))
    changes = {"choices": choices, "chosen": chosen, "reasons": reasons}
    return mention.model_copy(update=changes)


def countries_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the countries that an article names, or in which several of its places lie."""
    named: set[str] = set()
    lying: Counter[str] = Counter()
    for mention in mentions:
        choice = mention.choice
        if choice is None or not choice.country:
            continue
        if choice.kind == "country":
            named.add(choice.country)
        lying[choice.country] += 1
    return frozenset(named | {country for country, count in lying.items() if count >= _SEVERAL})


def choices_of(
    name: str, countries: frozenset[str], mentions: Iterable[Mention]
) -> tuple[tuple[Choice, ...], int | None]:
    """Return the places of a name in some countries, and which is meant if it can be but one.

    It is to lie near another place of the article; one far off is only offered.
    """
    if not countries:
        return (), None
    key = fold(name)
    places = [
        place
        for place in look_up([key]).get(key, ())
        if place.country in countries and place.kind in _TOWNS and place.how <= OTHER
    ] or sounding_like(key, countries)
    places.sort(key=lambda place: (place.kind != "city", -place.population))
    regions = names_of(place.admin1 for place in places)
    choices = tuple(_choice(place, regions.get(place.admin1, "")) for place in places)
    one = all(_near(places[0], other, _SAME_DEGREES) for other in places)
    others = (mention.choice for mention in mentions)
    near = one and any(
        other.kind != "country" and _near(places[0], other, _NEAR_DEGREES)
        for other in others if other is not None and places
    )  # fmt: skip
    return choices[:MOST_CHOICES], 0 if near else None


def _near(one: Found, other: Found | Choice, degrees: float) -> bool:
    return abs(one.lon - other.lon) + abs(one.lat - other.lat) < degrees


def _choice(place: Found, region: str) -> Choice:
    return Choice(
        id=str(place.id), name=place.name, lon=place.lon, lat=place.lat, kind=place.kind,
        country=place.country, admin1=region, population=place.population, score=_SCORE,
        geonameid=place.id if place.id > 0 else None,
        reasons=("it lies in a country that the article names",),
    )  # fmt: skip
