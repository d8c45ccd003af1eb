"""Say in words why a place counts as it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.prominence.features import Seen
from geo.prominence.kinds import is_region

_FAR_KM: Final = 300.0
_TIMES: Final = 4.0
"""As far as half of the others lie: from there, and from so many kilometres, a place is far."""
_MEANT: Final = {
    "demonym": "its people, not the place",
    "metonym": "a government, not a place",
    "club": "a club, not the place",
    "name": "only part of another name",
}
_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


def reasons(seen: Seen) -> tuple[str, ...]:
    """Return the reasons of one place, what speaks for it first."""
    return tuple(dict.fromkeys((*_for_it(seen), *_against_it(seen))))


def _for_it(seen: Seen) -> Iterator[str]:
    if seen.headline.names(seen.number):
        yield "in the headline"
    elif seen.headline.adjective(seen.number):
        yield "its adjective is in the headline"
    if seen.leads:
        yield "in the first sentence"
    elif any(cue.named.paragraph == 0 for cue in seen.literal):
        yield "first paragraph"
    if seen.opening and seen.here:
        yield "the reporter is there and tells of it"
    told = len({(cue.named.paragraph, cue.sentence) for cue in seen.literal})
    if told > 1:
        yield f"{_NUMBERS[told] if told < len(_NUMBERS) else told} statements"
    elif seen.plain:
        yield "one statement"
    if any(cue.harm and cue.at and cue.plain for cue in seen.literal):
        yield "something happened there"
    if seen.place.kind == "country" and seen.place.country == seen.nearness.country != "":
        yield "contains the main places"
    elif is_region(seen.place) and seen.place.admin1 == seen.nearness.admin1 != "":
        yield "lies around the main places"


def _against_it(seen: Seen) -> Iterator[str]:
    body = seen.body
    if seen.opening and not body:
        yield "only in the dateline, where the reporter is"
    kinds = {cue.named.kind for cue in body}
    if body and len(kinds) == 1 and (meant := _MEANT.get(next(iter(kinds)))):
        yield meant
    elif body and not seen.plain:
        if all(cue.borne for cue in body):
            yield _MEANT["name"]
        elif all(cue.spoke or cue.said for cue in body):
            yield "only where somebody spoke"
        elif all(cue.seat for cue in body):
            yield "only where a firm or an office sits"
        elif all(cue.home for cue in body):
            yield "only where somebody comes from or went"
        elif all(cue.likened for cue in body):
            yield "only to compare"
        elif all(cue.old for cue in body):
            yield "only of earlier years"
        elif all(cue.quoted for cue in body):
            yield "only in what somebody said"
    away = seen.away_km
    if seen.place.at and away > max(_FAR_KM, _TIMES * seen.nearness.scale_km):
        yield f"{_rounded(away):,} km from the others"
    if seen.place.at is None:
        yield "nobody knows yet where it is"


def _rounded(km: float) -> int:
    return int(round(km, -2 if km >= 1000 else -1))
