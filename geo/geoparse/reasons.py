"""Say in words what speaks for a mention and for the place that it was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import ABBREVIATION, DEMONYM
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.rankfeatures import distances_km
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import MEANING

_ENTITIES: Final = {
    "GPE": "a state, region or town",
    "LOC": "a place",
    "FAC": "a building or road",
    "NORP": "a people",
    "ORG": "an organisation",
    "PERSON": "a person",
}
_NEAR_KM: Final = 161.0
_FAR_KM: Final = 1500.0


def of_mention(reading: Reading, span: Span, places: Sequence[Found]) -> tuple[str, ...]:
    """Say why words were taken for the name of a place."""
    reasons = []
    if span.entity in _ENTITIES:
        reasons.append(f"its sentence reads as one about {_ENTITIES[span.entity]}")
    before = reading.words[span.first - 1].lower() if span.first else ""
    if before in MEANING["where"]:
        reasons.append(f"it stands after “{before}”")
    if span.pattern == "street":
        reasons.append("it has the form of a road's name")
    if any(place.how == DEMONYM for place in places):
        reasons.append("it is the adjective or people of a place")
    elif places:
        count = len(places)
        reasons.append(
            f"the gazetteer has {count} places of this name" if count > 1
            else "the gazetteer has one place of this name"
        )  # fmt: skip
    else:
        reasons.append("the gazetteer has no place of this name")
    return tuple(reasons)


def of_place(
    place: Found, rivals: Sequence[Found], others: Sequence[Found], qualifier: Found | None
) -> tuple[str, ...]:
    """Say what speaks for and against one place.

    Parameters
    ----------
    rivals
        All places of the name, this one among them.
    others
        The places that the text's other names were taken for.
    qualifier
        The place named right after a comma: *Texas* in *Paris, Texas*.
    """
    reasons = []
    if qualifier is not None and _lies_in(place, qualifier):
        reasons.append(f"the text adds “{qualifier.name}”, and it lies there")
    elif qualifier is not None and any(_lies_in(rival, qualifier) for rival in rivals):
        reasons.append(f"the text adds “{qualifier.name}”, and it does not lie there")
    if place.how == ABBREVIATION:
        reasons.append(f"a usual abbreviation of {place.name}")
    if place.kind == "country":
        reasons.append("a country of this name")
    named = list(dict.fromkeys(other.name for other in others if _lies_in(place, other)))
    if named:
        reasons.append(f"it lies in {named[0]}, which the text names")
    inside = {other.id for other in others if _lies_in(other, place)}
    if inside:
        reasons.append(f"{len(inside)} of the text's other places {_verb(inside)} in it")
    reasons += _nearness(place, others)
    reasons += _size(place, rivals)
    return tuple(reasons)


def _verb(things: set[int]) -> str:
    return "lies" if len(things) == 1 else "lie"


def _lies_in(place: Found, other: Found) -> bool:
    if place.id == other.id or place.kind == "country":
        return False
    if other.kind == "country":
        return place.country == other.country
    return other.id in {place.admin1, place.admin2}


def _nearness(place: Found, others: Sequence[Found]) -> list[str]:
    apart = [other for other in others if other.id != place.id and other.kind != "country"]
    if not apart or place.kind == "country":
        return []
    distances = distances_km((place,), tuple(apart))[0]
    near = {other.id for other, km in zip(apart, distances, strict=True) if km < _NEAR_KM}
    if near:
        return [f"{len(near)} of the text's other places {_verb(near)} within {_NEAR_KM:.0f} km"]
    if distances.min() > _FAR_KM:
        return [f"the text's nearest other place is {distances.min():,.0f} km away"]
    return []


def _size(place: Found, rivals: Sequence[Found]) -> list[str]:
    apart = [
        rival for rival in rivals if not (_lies_in(place, rival) or _lies_in(rival, place))
    ]  # a region and its seat are no rivals
    if len(apart) == 1:
        return ["no other place has this name"]
    most = max(rival.population for rival in apart if rival.id != place.id)
    if most > place.population:
        return [f"another of this name is more populous ({most:,})"]
    largest = max(rivals, key=lambda rival: rival.population)  # of a region and its seat, one
    if place.id == largest.id and place.population > most:
        return [f"the most populous of this name ({place.population:,})"]
    return []
