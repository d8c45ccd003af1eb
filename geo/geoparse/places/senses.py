"""Heed what the words beside a name say of its place, and what the text says of its neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final
from unicodedata import combining, normalize

from geo.gazetteer.folding import plain
from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import DEMONYM, OTHER, PRIMARY
from geo.geoparse.mentions.meaning import is_metonym
from geo.geoparse.mentions.spanfeatures import importance
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.binding import bind
from geo.geoparse.places.kinds import of_kind
from geo.geoparse.places.ranked import Keep, Ranked, Ranking, less, prefer
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import AMERICAN

_DOUBTED: Final = 0.5
"""Less likely than this, a capital of the name is meant where the name acts as a government."""
_LEAST_OF_A_CAPITAL: Final = 0.05
_CAPITAL: Final = 500_000
_MILLIONS: Final = 1_000_000
"""Inhabitants from which a capital, or any city, is known to the world by its bare name."""
_TOWNS_OF_A_REGION: Final = 2
_FAMOUS_TOGETHER: Final = 2
_SMALL: Final = 20_000
_OTHERS: Final = 3
"""Names of one country beside which a small place of another is doubted."""
_LARGE: Final = 100_000
_AMERICA: Final = frozenset({"US", "CA"})
_AMERICAN: Final = re.compile(r"\$\d|\b[ap]\.m\.|\b(?:High School|(?:Police|Fire) Department)\b")
_WEIGHTIER: Final = 0.5
"""How much, in powers of ten of inhabitants or of fame, a place outweighs another of its name."""
_LEAST_LIKELY: Final = 0.02
_HOMELY: Final = 0.6
_LEAST_HOMELY: Final = 0.25
_AS_LIKELY: Final = 0.2
"""How likely, beside the likeliest, a place must be whose name is written as in the text."""


def heed(reading: Reading, spans: tuple[Span, ...], ranked: Ranking) -> Ranking:
    """Return the rankings with the places first that the words beside each name allow."""
    native = _native(spans, ranked)
    told = {number: of_kind(reading, spans[number], one) for number, one in native.items()}
    heeded = {number: told[number] or one for number, one in native.items()}
    bound = bind(reading, spans, heeded, {number for number, one in told.items() if one})
    heeded |= bound
    known = _homely(spans, _of_the_world(spans, heeded, bound), bound)
    if not _is_american(reading):
        known = _alone(spans, known, {*bound, *(number for number, one in told.items() if one)})
    strays = _strays(spans, known) - set(bound)
    abroad = _abroad(spans, known)
    return {
        number: less(one) if number in strays
        else one if number in bound or told[number]
        else _governing(reading, spans[number], _as_spelt(spans[number], one), abroad)
        for number, one in known.items()
    }  # fmt: skip


# --- towns of America of which nothing else speaks ------------------------------------------------


def _is_american(reading: Reading) -> bool:
    """Say whether a text reads as one from North America: by its dollars, hours and spelling."""
    return bool(_AMERICAN.search(reading.text)) or any(
        word.lower() in AMERICAN for word in reading.words
    )


def _alone(spans: tuple[Span, ...], ranked: Ranking, settled: set[int]) -> Ranking:
    """Prefer the weightiest place of a name to one in America, if the text names no more there.

    Most texts that the ranking was learnt from are American, for which *Kent* is a town in Ohio.
    A large town is meant, too, by a name that is doubted where the text has no other.
    """
    named = _named(spans, ranked)
    bare = not any(named.values())
    found = dict(ranked)
    for number, one in ranked.items():
        best, key = one.places[0], spans[number].key
        doubted = bare and one.scores[0] < _AS_LIKELY
        if number in settled or not (doubted or best.country in _AMERICA):
            continue
        ends = f" {spans[number].text}"  # Hull is Kingston upon Hull
        own = (p for p in one.places if p.how == PRIMARY or p.name.endswith(ends))
        most = max(own, key=importance, default=best)
        outweighs = importance(most) >= importance(best) + _WEIGHTIER
        large = doubted and most.kind == "city" and most.population >= _LARGE
        if large or (outweighs and not named[best.country] - {key}):
            found[number] = prefer(one, _is(most.id)) or one
    return found


# --- names that only their marks tell apart -------------------------------------------------------


def _as_spelt(span: Span, one: Ranked) -> Ranked:
    """Prefer *Val-d'Or* to *Val Dor*, *Dar'a* to *Dara* where the text has the marks."""
    text = plain(span.text)
    if text.isascii() and "'" not in text:
        return one
    bare = _unaccented(text)
    most = one.scores[0] * (_LEAST_LIKELY if "'" in text else _AS_LIKELY)
    spelt = {
        place.id
        for place, score in zip(one.places, one.scores, strict=True)
        if score >= most
        and (plain(place.name) == text or ("'" in text and _unaccented(plain(place.name)) == bare))
    }
    if one.places[0].id in spelt:
        return one
    return prefer(one, lambda place: place.id in spelt) or one


def _unaccented(text: str) -> str:
    return "".join(one for one in normalize("NFD", text) if not combining(one))


# --- doubted, and at home -------------------------------------------------------------------------


def _homely(spans: tuple[Span, ...], ranked: Ranking, bound: Ranking) -> Ranking:
    """Prefer, of what is doubted, what lies in the country of which the text names most.

    *Asuncion* beside three towns of the Philippines is theirs.
    """
    named = _named(spans, ranked)
    found = dict(ranked)
    for number, one in ranked.items():
        sure = one.scores[0] >= _HOMELY or one.places[0].kind == "country"
        if sure or number in bound or _famous(one):
            continue
        key = spans[number].key
        home = {land for land, keys in named.items() if len(keys) - (key in keys) >= _OTHERS}
        if not home:
            continue
        kept = [score for place, score in zip(one.places, one.scores, strict=True)
                if place.country in home]  # fmt: skip
        if kept and max(kept) >= _LEAST_HOMELY * one.scores[0]:
            found[number] = prefer(one, _of_country(home)) or one
    return found


def _of_country(countries: set[str]) -> Keep:
    return lambda place: place.country in countries


def _named(spans: tuple[Span, ...], ranked: Ranking) -> dict[str, set[str]]:
    """Return the names of each country that are sure."""
    countries: dict[str, set[str]] = defaultdict(set)
    for number, one in ranked.items():
        if one.scores[0] >= _DOUBTED and one.places[0].country:
            countries[one.places[0].country].add(spans[number].key)
    return countries


# --- towns whose name a country bears in another language -----------------------------------------


def _native(spans: tuple[Span, ...], ranked: Ranking) -> Ranking:
    """Take *Granada* beside Spain for a town of it, not for Grenada by its Spanish name."""
    named: dict[str, set[str]] = defaultdict(set)
    for number, one in ranked.items():
        named[one.places[0].country].add(spans[number].key)
    found = dict(ranked)
    for number, one in ranked.items():
        best = one.places[0]
        if best.kind == "country" and best.how == OTHER:
            found[number] = prefer(one, _of_name(best, spans[number].key, named)) or one
    return found


def _of_name(country: Found, key: str, named: dict[str, set[str]]) -> Keep:
    return lambda place: (
        place.how == PRIMARY
        and place.population > country.population / 2
        and len(named[place.country]) > (key in named[place.country])
    )


# --- cities of the world ------------------------------------------------------------------------


def _of_the_world(spans: tuple[Span, ...], ranked: Ranking, bound: Ranking) -> Ranking:
    """Return *Athens and Rome* to Europe where the text has but one other town of their regions.

    Of a single such name the nearest town is as likely: a *Paris* paper writes about Paris, Texas.
    """
    famous = {
        number: city for number, one in ranked.items()
        if number not in bound and (city := _famous(one))
    }  # fmt: skip
    famous_countries = [city.country for city in set(famous.values())]
    towns: dict[int, set[str]] = defaultdict(set)
    for number, one in ranked.items():
        if number not in famous:
            for region in {one.places[0].admin1} - {0, one.places[0].id}:
                towns[region].add(spans[number].key)
    found = dict(ranked)
    for number, city in famous.items():
        best = ranked[number].places[0]
        small = best.kind in {"city", "district"} and best.population < _LARGE
        abroad = sum(country != best.country for country in famous_countries)
        if small and abroad >= _FAMOUS_TOGETHER and len(towns[best.admin1]) < _TOWNS_OF_A_REGION:
            found[number] = prefer(ranked[number], _is(city.id)) or ranked[number]
    return found


def _is(number: int) -> Keep:
    return lambda place: place.id == number


def _famous(one: Ranked) -> Found | None:
    """Return the city that the world means by the name, if there is one."""
    cities = [place for place in one.places if place.kind == "city" and place.how == PRIMARY]
    largest = max(cities, key=lambda place: place.population, default=None)
    if largest is None or largest.population < (_CAPITAL if largest.capital else _MILLIONS):
        return None
    return largest


# --- far from all else --------------------------------------------------------------------------


def _strays(spans: tuple[Span, ...], ranked: Ranking) -> set[int]:
    """Return the small places, known by another name, of a country that no other name is of.

    The gazetteer has a Tawila in Yemen; beside five names of Sudan it is one that it lacks.
    """
    countries = _named(spans, ranked)
    most = max(map(len, countries.values()), default=0)
    return {
        number
        for number, one in ranked.items()
        if _is_small(one.places[0])
        and most >= _OTHERS
        and not countries[one.places[0].country] - {spans[number].key}
    }


def _is_small(place: Found) -> bool:
    return place.kind == "city" and place.how != PRIMARY and place.population < _SMALL


# --- those who govern ---------------------------------------------------------------------------


def _abroad(spans: tuple[Span, ...], ranked: Ranking) -> Counter[str]:
    """Count the names of countries and capitals by country; adjectives are none."""
    named = {
        (spans[number].key, one.places[0].country)
        for number, one in ranked.items()
        if one.places[0].how != DEMONYM
        and (one.places[0].kind == "country" or one.places[0].capital)
    }
    return Counter(country for _, country in named)


def _governing(reading: Reading, span: Span, one: Ranked, abroad: Counter[str]) -> Ranked:
    """Prefer the capital of the name where it acts as a government: *Washington threatened*."""
    best = one.places[0]
    if best.kind == "country" or best.capital:
        return one
    capitals = [
        place for place, score in zip(one.places, one.scores, strict=True)
        if place.capital and place.how == PRIMARY
        and (score >= _LEAST_OF_A_CAPITAL or abroad.total() > abroad[place.country])
    ]  # fmt: skip
    if not capitals or not is_metonym(reading, span, capitals[0]):
        return one
    foreign = abroad.total() > abroad[capitals[0].country]
    if one.scores[0] >= _DOUBTED and not (best.kind == "region" and foreign):
        return one
    return prefer(one, lambda place: place.capital) or one
