"""Heed what the words beside a name say of its place: *Niger state*, *the town of X*, *X, Ohio*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from geo.gazetteer.world import Found
from geo.gazetteer.worldtables import PRIMARY
from geo.geoparse.meaning import is_metonym
from geo.geoparse.rankfeatures import distances_km
from geo.geoparse.reading import Reading
from geo.geoparse.spans import Span
from geo.geoparse.words import GROUPS, PATTERNS, SENSES


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold a mention's places, the likeliest first, each with its likelihood."""

    places: tuple[Found, ...]
    scores: tuple[float, ...]


Ranking = dict[int, Ranked]
Keep = Callable[[Found], bool]

_SURE: Final = 0.9
"""How likely the only place is that the words allow; several share it as they did before."""
_ELSEWHERE: Final = 0.05
"""What becomes of the likelihood of places that the words exclude."""
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
_NEAR_KM: Final = 100.0
_LARGE: Final = 100_000
_FIRST: Final = frozenset({"region"})
_SECOND: Final = frozenset({"district"})
_PARTS: Final = _FIRST | _SECOND
_PARENTS: Final = frozenset({"country", "region", "district"})
_LISTS: Final = frozenset({"and", "or", "&"})
_IN_LISTS: Final = _LISTS | {",", "-"}
_CLOSES: Final = frozenset({",", ".", ";", ":", ")", "(", "-", "–", "—", "--"})
_OPENS: Final = frozenset({",", "("})
_LONGEST_LIST: Final = 24
"""Words of a list that ends in *states* or *provinces*."""
_FEW: Final = 2


def heed(reading: Reading, spans: tuple[Span, ...], ranked: Ranking) -> Ranking:
    """Return the rankings with the places first that the words beside each name allow."""
    heeded = {number: _of_kind(reading, spans[number], one) for number, one in ranked.items()}
    bound = _bound(reading, spans, heeded)
    heeded |= bound
    known = _of_the_world(spans, heeded, bound)
    strays = _strays(spans, known) - set(bound)
    return {
        number: _less(one) if number in strays
        else one if number in bound
        else _governing(reading, spans[number], one)
        for number, one in known.items()
    }  # fmt: skip


# --- the kind that the words give --------------------------------------------------------------


def names_a_part(reading: Reading, span: Span) -> bool:
    """Say whether a name is followed by *state*, or its list by *states*."""
    return bool(_kind_after(reading, span))


def _kind_after(reading: Reading, span: Span) -> str:
    """Return *state* where it follows a name, or *states* where it follows the name's list."""
    words, sentences = reading.words, reading.sentences
    at, last = span.stop, min(len(words), span.stop + _LONGEST_LIST)
    if at < last and words[at].lower() in PATTERNS["region"]:
        kind, after = words[at].lower(), words[at + 1] if at + 1 < len(words) else ""
        named = kind == "state" and after.lower() in SENSES["of_a_state"]
        named |= words[at][:1].isupper() and after[:1].isupper()  # Denver District Court
        return "" if named else kind
    while at < last and sentences[at] == sentences[span.first]:
        word = words[at]
        if word in SENSES["parts"]:
            listed = at > span.stop or (span.first > 0 and words[span.first - 1] in _IN_LISTS)
            return word if listed and words[at - 1][:1].isupper() else ""
        if not (word[:1].isupper() or word in _IN_LISTS):
            break
        at += 1
    return ""


def _of_kind(reading: Reading, span: Span, one: Ranked) -> Ranked:
    """Prefer what is of the kind that the words name, where the name has any such place."""
    kind = _kind_after(reading, span)
    if not kind and one.places[0].kind != "country":  # the provinces of China are not China
        kind = _kind_before(reading, span)
    if kind in SENSES["town"]:
        return _prefer(one, lambda place: place.kind == "city") or one
    if not kind:
        return one
    parts = _SECOND if kind in SENSES["second"] else _FIRST if kind == "region" else _PARTS
    return _prefer(one, lambda place: place.kind in parts) or one


def _kind_before(reading: Reading, span: Span) -> str:
    """Return the kind that stands before *of* and a name, or, of several, before their list."""
    words, at = reading.words, span.first
    if kind := _kind_of(words, at):
        return kind
    least = max(0, at - _LONGEST_LIST)
    while at > least and (words[at - 1][:1].isupper() or words[at - 1] in _IN_LISTS):
        at -= 1
    kind = _kind_of(words, at)
    return kind if kind in SENSES["parts"] or kind in SENSES["towns"] else ""


def _kind_of(words: tuple[str, ...], at: int) -> str:
    kind = words[at - 2].lower() if at > 1 and words[at - 1].lower() == "of" else ""
    known = kind in SENSES["town"] or kind in PATTERNS["region"] or kind in SENSES["parts"]
    return kind if known else ""


# --- the state or country that is added ---------------------------------------------------------


def _bound(reading: Reading, spans: tuple[Span, ...], ranked: Ranking) -> Ranking:
    """Keep names that a state or country follows to places within it; to none if it has none.

    The same name elsewhere in the text means the same place.
    """
    by_first = {spans[number].first: number for number in ranked}
    found: Ranking = {}
    parents: dict[str, Found] = {}
    nowhere: set[str] = set()
    free: list[int] = []
    for number, one in ranked.items():
        parent = _parent(reading, spans[number], ranked, by_first)
        if parent is None or not _binds(reading, spans, number, ranked, by_first):
            free.append(number)
            continue
        found[number] = _prefer(one, _within(parent)) or _less(one)
        if lies_in(found[number].places[0], parent):
            parents.setdefault(spans[number].key, parent)
        else:
            nowhere.add(spans[number].key)
    for number in free:
        key, one = spans[number].key, ranked[number]
        parent = parents.get(key)
        if parent is not None:
            found[number] = _prefer(one, _within(parent)) or one
        elif key in nowhere:
            found[number] = _less(one)
    return found


def _within(parent: Found) -> Keep:
    return lambda place: lies_in(place, parent)


def lies_in(place: Found, parent: Found) -> bool:
    """Say whether a place lies in a region or country, and is not itself one or the other."""
    if place.id == parent.id or place.kind == "country":
        return False
    if place.country != parent.country:
        return False
    if parent.kind == "country":
        return True
    if parent.kind == "district" and place.admin2 != parent.id:  # some were divided since
        return place.kind == "city" and bool(distances_km((place,), (parent,))[0, 0] < _NEAR_KM)
    return parent.id in {place.admin1, place.admin2}


def _parent(
    reading: Reading, span: Span, ranked: Ranking, by_first: Mapping[int, int]
) -> Found | None:
    """Return the state or country that stands after a comma or in brackets."""
    words, after = reading.words, span.stop
    if after >= len(words) or words[after] not in _OPENS:
        return None
    number = by_first.get(after + 1)
    if number is None or ranked[number].places[0].kind not in _PARENTS:
        return None
    if words[after + 1].lower() in GROUPS["direction"] and words[after + 2 : after + 3] != (
        "Dakota",
    ):
        return None
    return ranked[number].places[0]


def _binds(
    reading: Reading, spans: tuple[Span, ...], number: int, ranked: Ranking,
    by_first: Mapping[int, int],
) -> bool:  # fmt: skip
    """Say whether *A, B* is A in B, and neither a list of both nor a clause that B begins."""
    one, span = ranked[number], spans[number]
    best, after = one.places[0], by_first[span.stop + 1]
    parent = ranked[after].places[0]
    if best.kind == parent.kind == "country" or lies_in(best, parent):
        return best.kind != "country"
    follows = _follows(reading, spans[after].stop, by_first)
    if not best.country:
        return False
    inside = any(lies_in(place, parent) for place in one.places)
    if inside and parent.kind == "country" and best.kind != "country":
        return True  # *Valencia, Venezuela, and Quito*: no list has a town beside a country
    if follows == "list":
        return False
    if inside:
        return follows == "closed" or best.kind == "city"
    if parent.kind == "country" and best.population >= _LARGE:
        return False  # *In Geneva, Iran, for its part, …*
    listed = best.kind == "region" or (span.first > 0 and reading.words[span.first - 1] == ",")
    return follows == "closed" and not listed and not _opens_sentence(reading, span.first)


def _follows(
    reading: Reading, at: int, by_first: Mapping[int, int]
) -> Literal["closed", "list", "more"]:
    """Say what follows *A, B*: a mark that closes it, more of a list, or other words."""
    words = reading.words
    if at >= len(words) or (at and reading.sentences[at] != reading.sentences[at - 1]):
        return "closed"
    if words[at] == "," and at + 1 < len(words):
        if words[at + 1].lower() in _LISTS:
            return "list" if words[at + 2 : at + 3] and _names(words[at + 2]) else "closed"
        if at + 1 in by_first:
            return "list"
    if words[at].lower() in _LISTS and at + 1 < len(words) and _names(words[at + 1]):
        return "list"
    return "closed" if words[at] in _CLOSES else "more"


def _names(word: str) -> bool:
    return word[:1].isupper() or word.lower() == "the"


def _opens_sentence(reading: Reading, first: int) -> bool:
    """Say whether only a word such as *In* stands before a name in its sentence."""
    sentences = reading.sentences
    return first < _FEW or sentences[first - _FEW] != sentences[first]


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
            found[number] = _prefer(ranked[number], _is(city.id)) or ranked[number]
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
    countries: dict[str, set[str]] = defaultdict(set)
    for number, one in ranked.items():
        if one.scores[0] >= _DOUBTED and one.places[0].country:
            countries[one.places[0].country].add(spans[number].key)
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


def _governing(reading: Reading, span: Span, one: Ranked) -> Ranked:
    """Prefer the capital of the name where it acts as a government: *Washington threatened*."""
    if one.scores[0] >= _DOUBTED or one.places[0].kind == "country":
        return one
    capitals = [
        place for place, score in zip(one.places, one.scores, strict=True)
        if place.capital and place.how == PRIMARY and score >= _LEAST_OF_A_CAPITAL
    ]  # fmt: skip
    if not capitals or not is_metonym(reading, span, capitals[0]):
        return one
    return _prefer(one, lambda place: place.capital) or one


# --- what all share -----------------------------------------------------------------------------


def _prefer(one: Ranked, keep: Keep) -> Ranked | None:
    """Return a ranking with what the words allow first; nothing if they allow none of it."""
    kept = [at for at, place in enumerate(one.places) if keep(place)]
    if not kept:
        return None
    rest = [at for at, place in enumerate(one.places) if not keep(place)]
    scores = [one.scores[at] for at in kept]
    share = scores[0] / max(sum(scores), 1e-9)
    return Ranked(
        tuple(one.places[at] for at in (*kept, *rest)),
        (
            max(scores[0], _SURE * share),
            *scores[1:],
            *(one.scores[at] * _ELSEWHERE for at in rest),
        ),
    )


def _less(one: Ranked) -> Ranked:
    """Return a ranking in which nothing is likely."""
    return Ranked(one.places, tuple(score * _ELSEWHERE for score in one.scores))
