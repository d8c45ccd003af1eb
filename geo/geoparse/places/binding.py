"""Keep names that a state or country stands beside to places within it: *X, Ohio*, *X in Chad*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import ABBREVIATION, DEMONYM, PRIMARY
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.ranked import Keep, Ranked, Ranking, less, prefer
from geo.geoparse.places.rankfeatures import distances_km
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, PATTERNS, SENSES

_NEAR_KM: Final = 100.0
_FAR_KM: Final = 300.0
_LARGE: Final = 100_000
_PARENTS: Final = frozenset({"country", "region", "district", "area"})
_PARTS: Final = frozenset({"region", "district"})
_LISTS: Final = frozenset({"and", "or", "&"})
_CLOSES: Final = frozenset({",", ".", ";", ":", ")", "(", "-", "–", "—", "--"})
_OPENS: Final = frozenset({",", "("})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_FEW: Final = 2
_LONGEST_ASIDE: Final = 8
"""Words of *, a small town in the north of* between a name and the region that it lies in."""
_LONGEST_LEAD: Final = 16
_LONGEST_KIND: Final = 4
"""Words of *border town of* between a people's name and a place's."""


def bind(reading: Reading, spans: tuple[Span, ...], ranked: Ranking, settled: set[int]) -> Ranking:
    """Return the names that a state or country binds; without a place if it has none of the name.

    The same name elsewhere in the text means the same place, but for those that are settled.
    """
    binder = _Binder(reading, spans, ranked)
    found: Ranking = {}
    parents: dict[str, Found] = {}
    nowhere: set[str] = set()
    free: list[int] = []
    for number, one in ranked.items():
        parent = binder.after_comma(number)
        if parent is not None:
            found[number] = _town(prefer(one, _within(parent)) or less(one), parent)
            if lies_in(found[number].places[0], parent):
                parents.setdefault(spans[number].key, parent)
            else:
                nowhere.add(spans[number].key)
            continue
        kept = binder.loosely(number)
        if kept is not None:
            found[number] = kept
        else:
            free.append(number)
    for number in free:
        key, one = spans[number].key, ranked[number]
        parent = parents.get(key)
        if number in settled:
            continue
        if parent is not None:
            found[number] = prefer(one, _within(parent)) or one
        elif key in nowhere:
            found[number] = less(one)
    return found


def _town(one: Ranked, parent: Found) -> Ranked:
    """Prefer the town *Perth, Ontario* to the county there that has *County* in its name."""
    if one.places[0].kind != "district" or one.places[0].how == PRIMARY:
        return one
    town = prefer(
        one, lambda place: place.kind == "city" and place.how == PRIMARY and lies_in(place, parent)
    )
    return town or one


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
    if parent.kind == "area" or (
        parent.kind == "district" and place.admin2 != parent.id  # some were divided since
    ):
        return place.kind == "city" and bool(distances_km((place,), (parent,))[0, 0] < _NEAR_KM)
    return parent.id in {place.admin1, place.admin2}


class _Binder:
    """Find the state or country that binds a name."""

    def __init__(self, reading: Reading, spans: tuple[Span, ...], ranked: Ranking) -> None:
        self._reading, self._words = reading, reading.words
        self._spans, self._ranked = spans, ranked
        self._by_first: Mapping[int, int] = {spans[number].first: number for number in ranked}
        self._by_stop: Mapping[int, int] = {spans[number].stop: number for number in ranked}

    # --- A, B ---

    def after_comma(self, number: int) -> Found | None:
        """Return the state or country that stands after a comma or in brackets, and binds."""
        after = self._spans[number].stop
        if after >= len(self._words) or self._words[after] not in _OPENS:
            return None
        other = self._parent_at(after + 1)
        if other is None:
            return None
        parent = self._ranked[other].places[0]
        if parent.kind == "area" and not any(map(_within(parent), self._ranked[number].places)):
            return None  # areas have no names of what lies in them
        return parent if self._binds(number, other) else None

    def _parent_at(self, at: int) -> int | None:
        """Return the number of a state's, country's or district's name that begins at a word."""
        number = self._by_first.get(at)
        if number is None or self._ranked[number].places[0].kind not in _PARENTS:
            return None
        lone = self._spans[number].stop == at + 1 and self._words[at].lower() in GROUPS["direction"]
        return None if lone else number  # Kansas City, North

    def _binds(self, number: int, other: int) -> bool:
        """Say whether *A, B* is A in B, and neither a list of both nor a clause that B begins."""
        one, span = self._ranked[number], self._spans[number]
        best, parent = one.places[0], self._ranked[other].places[0]
        if best.kind == parent.kind == "country" or lies_in(best, parent):
            return best.kind != "country"
        if not best.country:
            return False
        inside = any(lies_in(place, parent) for place in one.places)
        listed = span.first > 0 and self._words[span.first - 1] in {",", *_LISTS}
        follows = self._follows(self._spans[other].stop)
        other_land = best.kind not in _PARTS or best.country != parent.country
        if inside and (parent.how == ABBREVIATION or other_land):
            return not (follows == "list" and self._after_a_part(span, parent))
        if follows == "list" and not (inside and self._before_a_town(other)):
            return False
        if inside:
            return follows != "more"
        if parent.kind == "country" and best.population >= _LARGE:
            return False  # *In Geneva, Iran, for its part, …*
        same = best.kind == "region" and best.country == parent.country
        if same or (listed and self._words[span.first - 1] == ","):
            return False
        opens = parent.kind != "district" and self._opens_sentence(span.first)
        return follows == "closed" and not opens

    def _before_a_town(self, number: int) -> bool:
        """Say whether a town follows in the list: *Nevada, Missouri, and Troy* names no states."""
        at = self._spans[number].stop + 1
        at += self._words[at : at + 1] in {("and",), ("or",), ("&",)}
        after = self._by_first.get(at)
        return after is not None and self._ranked[after].places[0].kind == "city"

    def _after_a_part(self, span: Span, parent: Found) -> bool:
        """Say whether a name follows another of its parent's kind: *Oregon, Washington, Idaho*."""
        before = self._by_stop.get(span.first - 1) if span.first else None
        if before is None or self._words[span.first - 1] != ",":
            return False
        own = self._ranked[before].places[0]
        return own.kind == parent.kind and own.id != parent.id and not self._bound(before)

    def _bound(self, number: int) -> bool:
        """Say whether a name is itself what is added to the one before it."""
        first = self._spans[number].first
        return first > 1 and self._words[first - 1] == "," and first - 1 in self._by_stop

    def _follows(self, at: int) -> Literal["closed", "list", "more"]:
        """Say what follows *A, B*: a mark that closes it, more of a list, or other words."""
        words, sentences = self._words, self._reading.sentences
        if at >= len(words) or (at and sentences[at] != sentences[at - 1]):
            return "closed"
        if words[at] == "," and at + 1 < len(words):
            if words[at + 1].lower() in _LISTS:
                return "list" if words[at + 2 : at + 3] and _names(words[at + 2]) else "closed"
            if at + 1 in self._by_first:
                return "list"
        if words[at].lower() in _LISTS and at + 1 < len(words) and _names(words[at + 1]):
            return "list"
        return "closed" if words[at] in _CLOSES else "more"

    def _opens_sentence(self, first: int) -> bool:
        """Say whether only a word such as *In* stands before a name in its sentence."""
        sentences = self._reading.sentences
        return first < _FEW or sentences[first - _FEW] != sentences[first]

    # --- A in B, A, a town of B, B's A, the Bian town of A ---

    def loosely(self, number: int) -> Ranked | None:
        """Prefer places of a name within what looser words join to it, if there are any."""
        one, span = self._ranked[number], self._spans[number]
        best = one.places[0]
        holder, opening = self._holder(span), self._opening(span)
        for other in (holder, self._owner(span), self._people(span), opening):
            if other is None or other == number:
                continue
            parent = self._ranked[other].places[0]
            elsewhere = other == holder and self._is_elsewhere(span, best, other)
            if best.kind == "country" and not elsewhere:
                continue
            kept = prefer(one, _within(parent))
            if kept is not None:
                return kept
            if elsewhere:
                return less(one)
            if other == opening and best.kind == "city" and best.population < _LARGE:
                return less(one)
        return None

    def _is_elsewhere(self, span: Span, best: Found, other: int) -> bool:
        """Say whether the words put a name in a region from which its best place is far.

        *Near Memphis, in Perthshire*; but *refugees from Syria in Bavaria*, *in Utah's parks*.
        """
        words, first, stop = self._words, span.first, self._spans[other].stop
        parent = self._ranked[other].places[0]
        before = words[first - 1].lower() if first else ""
        kind = words[first - 2].lower() if before == "of" and first > 1 else ""
        led = before in GROUPS["in"] or before == "to" or kind in SENSES["town"]
        far = bool(distances_km((best,), (parent,))[0, 0] > _FAR_KM)
        apart = best.country != parent.country or (
            best.kind == "region" and parent.admin1 not in {0, best.id}
        )
        owns = words[stop : stop + 1] == ("'s",)
        part = parent.kind != "country" and bool(parent.country)
        return led and far and part and apart and not owns

    def _holder(self, span: Span) -> int | None:
        """Return the region of *A in B*, *A, in the north of B* and *A, a town in western B*."""
        words, at = self._words, span.stop
        aside = at < len(words) and words[at] == ","
        at += aside
        if aside and at < len(words) and words[at] in _ARTICLES:
            last = min(len(words), at + _LONGEST_ASIDE)
            kinds = [n for n in range(at, last) if words[n] in SENSES["town"] | GROUPS["of_kind"]]
            at = kinds[0] + 1 if kinds else len(words)
            if at < len(words) and words[at] == "of":
                at += 1
            elif at >= len(words) or words[at] != "in":
                return None
        if at < len(words) and words[at] == "in":
            at += 1
        elif not aside or words[at - 1] != "of":
            return None
        while at < len(words) and (words[at] == "the" or words[at].lower() in GROUPS["direction"]):
            if at in self._by_first:
                break
            at += 1
            if words[at : at + 1] == ("of",) and words[at - 1] != "the":
                at += 1
        return self._parent_at(at)

    def _opening(self, span: Span) -> int | None:
        """Return the country of *In Bolivia, A and B were hit*, of which A is said."""
        words, sentences, at = self._words, self._reading.sentences, span.first
        least = max(0, at - _LONGEST_LEAD)
        while at > least and sentences[at - 1] == sentences[span.first]:
            at -= 1
        number = self._by_first.get(at + 1) if words[at] == "In" else None
        if number is None or self._ranked[number].places[0].kind != "country":
            return None
        stop = self._spans[number].stop
        return number if words[stop : stop + 1] == (",",) and stop < span.first else None

    def _owner(self, span: Span) -> int | None:
        """Return the country of *India's Punjab*."""
        if span.first < _FEW or self._words[span.first - 1] != "'s":
            return None
        number = self._by_stop.get(span.first - 1)
        if number is None or self._ranked[number].places[0].kind not in _PARENTS:
            return None
        return number

    def _people(self, span: Span) -> int | None:
        """Return the country of *the Belgian province of Luxembourg*."""
        words = self._words
        for at in range(span.first, max(0, span.first - _LONGEST_KIND), -1):
            number = self._by_stop.get(at)
            if number is not None and at < span.first:
                kinds = {word.lower() for word in words[at : span.first]}
                told = kinds & (SENSES["town"] | PATTERNS["region"])
                people = self._ranked[number].places[0].how == DEMONYM
                return number if people and told else None
            if at < span.first and not words[at - 1][:1].isalpha():
                return None
        return None


def _names(word: str) -> bool:
    return word[:1].isupper() or word.lower() == "the"
