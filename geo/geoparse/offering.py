"""Take up names that the model doubts where the words beside them say that they are places.

What the gazetteer lacks is then offered without a place, for a person to put on the map.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import OTHER, PRIMARY
from geo.geoparse.mentions.leading import led, rises, told, whole
from geo.geoparse.mentions.spanfeatures import in_dateline
from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.nonplaces.persons import NoPlaces
from geo.geoparse.places.variants import countries_of, spelt_otherwise
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, MEANING

_TAKEN: Final = 0.5
_LOW: Final = 0.01
_LEAST: Final = 0.005
"""What the model holds less likely than this is no place whatever stands beside it."""
_LEAST_AT_HOME: Final = 0.02
_LEAST_ALONE: Final = 0.1
_SHORT: Final = 3
_LIKELY: Final = 0.2
_MANY: Final = 50_000
_LONGEST_DATELINE: Final = 20
_FIRST_NAME: Final = 2.0
"""Of a dateline."""
_NAMESAKES: Final = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
"""Countries whose towns bear the names that the people of English news bear."""
_SURE: Final = 0.6
_NAMES: Final = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", ""})
_TOWNS: Final = frozenset({"city", "district", "region"})
_FOLLOW: Final = (
    MEANING["being"], MEANING["auxiliary"], GROUPS["in"], GROUPS["from"], GROUPS["and"],
    GROUPS["by"],
)  # fmt: skip


def take_up(
    reading: Reading, spans: Spans, chances: npt.NDArray[np.float64], others: NoPlaces
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Return the chances with those raised that the words beside them speak for.

    Those of names that are no places are lowered.
    """
    chances = chances.copy()
    for number in others.stretches:
        chances[number] = min(chances[number], _LOW)
    dated = {
        number for number, span in enumerate(spans.all)
        if span.key in spans.found and in_dateline(reading, span, _LONGEST_DATELINE) == _FIRST_NAME
    }  # fmt: skip
    sure = {span.key for span, chance in zip(spans.all, chances, strict=True) if chance >= _SURE}
    sure |= {spans.all[number].key for number in dated}
    countries = countries_of(sure, spans.found)
    doubted = [
        number
        for number, span in enumerate(spans.all)
        if _LEAST <= chances[number] < _TAKEN and span.entity in _NAMES
        and whole(reading, span) and not _organ(reading, span)
    ]  # fmt: skip
    at_home = _led_at_home(reading, spans, chances, doubted, countries)
    persons = _persons(reading)
    abroad = countries - {"US"}  # where there is a town of each common word
    lone = {
        number for number in doubted
        if chances[number] >= _LEAST_ALONE and spans.all[number].entity != "PERSON"
        and persons.isdisjoint(spans.all[number].key.split())
        and _does(reading, spans.all[number])
    }  # fmt: skip
    taken = {
        number for number in doubted
        if number in at_home
        or told(reading, span := spans.all[number])
        or number in dated
        or _at_home(span, spans.found.get(span.key, []), countries)
        or (number in lone and _is_town_of(spans.found.get(span.key, []), abroad))
    }  # fmt: skip
    rivers = {
        number for number, span in enumerate(spans.all)
        if rises(reading, span) and _is_river(spans.found.get(span.key, ()))
    }  # fmt: skip
    sure |= {spans.all[number].key for number in taken}
    raised = chances.copy()
    for number in doubted:
        span = spans.all[number]
        again = span.key in sure and not persons & set(span.key.split()) and _acts(reading, span)
        if again or number in taken:
            raised[number] = _TAKEN
    for number in rivers:
        raised[number] = max(raised[number], _TAKEN)
    return raised


def _persons(reading: Reading) -> set[str]:
    """Return the words of the whole names of persons."""
    return {
        word.lower()
        for first, stop, label in reading.entities
        if label == "PERSON" and stop - first > 1 and "-" not in reading.words[first:stop]
        for word in reading.words[first:stop]
    }


def _acts(reading: Reading, span: Span) -> bool:
    """Say whether a name stands alone, and is no adjective of what follows: *Tamil leaders*."""
    if span.stop >= len(reading.words):
        return True
    after = reading.words[span.stop].lower()
    return not after[:1].isalnum() or any(after in group for group in _FOLLOW)


def _organ(reading: Reading, span: Span) -> bool:
    after = reading.words[span.stop].lower() if span.stop < len(reading.words) else ""
    return after in GROUPS["organ"] or reading.words[span.stop - 1].lower() in GROUPS["organ"]


def _led_at_home(
    reading: Reading, spans: Spans, chances: npt.NDArray[np.float64], doubted: list[int],
    countries: frozenset[str],
) -> set[int]:  # fmt: skip
    """Return the doubted names that stand where a place may, of places in the text's countries."""
    sure = [span for span, chance in zip(spans.all, chances, strict=True) if chance >= _SURE]
    ends, starts = frozenset(one.stop for one in sure), frozenset(one.first for one in sure)
    placed = {
        number for number in doubted
        if chances[number] >= _LEAST_AT_HOME
        and len((span := spans.all[number]).text) > _SHORT
        and _acts(reading, span) and led(reading, span, ends, starts)
    }  # fmt: skip
    foreign = countries - _NAMESAKES
    names = ((spans.all[number].key, spans.all[number].text) for number in placed)
    known = {**spans.found, **spelt_otherwise(names, spans.found, foreign)}
    return {
        number for number in placed
        if _large(chances[number], spans.found.get(spans.all[number].key, ()))
        or any(
            place.country in foreign and place.kind in _TOWNS and place.how <= OTHER
            for place in known.get(spans.all[number].key, ())
        )
    }  # fmt: skip


def _is_river(places: Iterable[Found]) -> bool:
    return any(place.kind == "river" for place in places)


def _large(chance: float, places: Iterable[Found]) -> bool:
    """Say whether a name that is not much doubted is that of a large town, whatever its country."""
    return chance >= _LIKELY and any(
        place.kind == "city" and place.how == PRIMARY and place.population >= _MANY
        for place in places
    )


def _does(reading: Reading, span: Span) -> bool:
    """Say whether a name stands alone, or something befell it: *Dungog lost its bridge*."""
    after = reading.words[span.stop].lower() if span.stop < len(reading.words) else ""
    befell = after in MEANING["irregular"] or after in MEANING["undergoes"]
    return len(span.text) > _SHORT and (befell or _acts(reading, span))


def _is_town_of(found: list[Found], countries: frozenset[str]) -> bool:
    """Say whether all places of a name lie in some countries, and one is a town or region."""
    within = all(place.country in countries and place.how <= OTHER for place in found)
    return within and any(place.kind in _TOWNS for place in found)


def _at_home(span: Span, found: list[Found], countries: frozenset[str]) -> bool:
    """Say whether a name of several words is only found in countries that the text names."""
    return (
        span.stop - span.first > 1
        and bool(found)
        and all(place.country in countries for place in found)
    )
