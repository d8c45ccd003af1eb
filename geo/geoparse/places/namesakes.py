"""Add what else a name may mean: the river of *drowned in the Jordan*, the other Congo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from geo.gazetteer.world.lookup import Found, look_up
from geo.gazetteer.world.tables import OTHER
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import RIVERS

_WHOLE: Final = {"congo": "democratic republic of the congo"}
"""A short name that two countries share, and the whole name of the one that the gazetteer has not
under it."""


def with_namesakes(
    reading: Reading, spans: tuple[Span, ...], found: Mapping[str, list[Found]]
) -> tuple[tuple[Span, ...], dict[str, list[Found]]]:
    """Return the mentions, those that mean a river under its whole name, and the places of all."""
    asked = {span: f"{span.key} river" for span in spans if may_be_a_river(reading, span)}
    shared = {span.key: _WHOLE[span.key] for span in spans if span.key in _WHOLE}
    known = look_up((*asked.values(), *shared.values())) if asked or shared else {}
    rivers = {key for key, places in known.items() if any(p.kind == "river" for p in places)}
    named = tuple(
        replace(span, key=asked[span]) if asked.get(span) in rivers else span for span in spans
    )
    both = {
        key: [*found.get(key, ()), *(replace(place, how=OTHER) for place in known.get(whole, ()))]
        for key, whole in shared.items()
    }  # fmt: skip
    return named, {**found, **known, **both}


def may_be_a_river(reading: Reading, span: Span) -> bool:
    """Say whether *the* and what follows leave a name to a river.

    Not *the Jordan valley*, nor the countries that have an article but where water is told of.
    """
    words, first = reading.words, span.first
    if first == 0 or words[first - 1].lower() != "the" or not words[span.stop - 1][:1].isalpha():
        return False
    after = words[span.stop].lower() if span.stop < len(words) else ""
    before = words[first - 2].lower() if first > 1 else ""
    if before == "of" and first > 2:
        before = words[first - 3].lower()
    if after in RIVERS["does"] or before in RIVERS["leads"]:
        return after in RIVERS["does"] or _no_noun(after)
    return words[first].lower() not in RIVERS["countries"] and _no_noun(after)


def _no_noun(word: str) -> bool:
    return not word[:1].isalnum() or word in RIVERS["follow"]
