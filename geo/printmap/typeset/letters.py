"""Name marks in letters that paper can show, and say which letters it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from geo.errors.wording import quote
from geo.gazetteer import place
from geo.layers import Drawn, MapSpec
from geo.printmap.canvas.sheet import Renamed, Sheet
from geo.printmap.typeset.measure import JOINERS, STAND_IN, missing
from geo.story import Feature, Story
from geo.text import pick

_MOST_TOLD: Final = 5
"""Of letters told one by one."""


def readable(spec: MapSpec, story: Story) -> tuple[MapSpec, Mapping[str, Renamed]]:
    """Return a map whose marks bear names that can be drawn, and by mark what it is called so.

    Where no font has a name's letters, another name of the place is taken.
    """
    features = {feature.id: feature for feature in story.features}
    lost: dict[str, Renamed] = {}

    def named(marks: Sequence[Drawn]) -> tuple[Drawn, ...]:
        return tuple(map(_named, marks))

    def _named(mark: Drawn) -> Drawn:
        if mark.tie is not None or not missing(mark.name):
            return mark
        shown = readable_name(features[mark.id], spec.language)
        lost[mark.id] = Renamed(name=mark.name, shown=shown)
        return replace(mark, name=shown)

    layers = tuple(
        replace(layer, marks=named(layer.marks)) if _needs(layer.marks) else layer
        for layer in spec.layers
    )
    if not lost:
        return spec, lost
    return replace(spec, layers=layers, outside=named(spec.outside)), lost


def _needs(marks: Sequence[Drawn]) -> bool:
    return any(missing(mark.name) for mark in marks if mark.tie is None)


def with_lost(sheet: Sheet, lost: Mapping[str, Renamed]) -> Sheet:
    """Return a page that says what its marks are called instead, and for want of which letters."""
    renamed = tuple(lost[mark] for mark in sheet.facts.marks if mark in lost)
    letters = [letter for one in renamed for letter in missing(one.name)]
    every = "".join(dict.fromkeys([*sheet.facts.missing, *letters]))
    facts = replace(sheet.facts, missing=every, renamed=renamed)
    return replace(sheet, facts=facts) if renamed else sheet


def readable_name(feature: Feature, language: str) -> str:
    """Return the first of a feature's names whose letters are all there.

    Where none is, what can be drawn of the first of which anything can; its id at the last.
    """
    known = [
        pick(feature.names, language, feature.name),
        feature.name,
        pick(feature.names, "en", feature.name),
        *feature.names.values(),
        *(other.text for other in feature.also_known_as),
    ]
    if feature.geonameid and (found := place(feature.geonameid, language=language)):
        known.append(found.name)
    for name in known:
        if not missing(name):
            return name
    return next((rest for rest in map(_rest, known) if any(map(str.isalnum, rest))), feature.id)


def _rest(name: str) -> str:
    """Return what of a name can be drawn, without joiners that have nothing left to join."""
    gone = missing(name)
    words = "".join(letter for letter in name if letter not in gone).split()
    return " ".join(word for word in (word.strip(JOINERS) for word in words) if word)


def letters_told(letters: Sequence[str]) -> str:
    """Return letters in a row, each with its number, the first few of many."""
    words = [f"{letter} (U+{ord(letter):04X})" for letter in letters[:_MOST_TOLD]]
    more = len(letters) - _MOST_TOLD
    return ", ".join(words) + (f" and {more} more" if more > 0 else "")


def letter_notes(story: Story) -> Iterator[str]:
    """Yield a sentence for each text of a story with letters that no font here has."""
    for feature in story.features:
        for language, name in {"": feature.name, **feature.names}.items():
            if letters := missing(name):
                other = readable_name(feature, language or story.language)
                yield (
                    f"feature {quote(feature.id)}: no font here has {letters_told(letters)} of "
                    f"its name {quote(name)}; on paper it is called {quote(other)}"
                    f"{_if_id(other, feature)}"
                )
    for where, text in _texts(story):
        if letters := missing(text):
            yield f"{where}: no font here has {letters_told(letters)}; paper has {STAND_IN} instead"


def _if_id(name: str, feature: Feature) -> str:
    return ", its id: give it another name in names or also_known_as" if name == feature.id else ""


def _texts(story: Story) -> Iterator[tuple[str, str]]:
    """Yield what else is written on paper, and where it stands."""
    for text in (story.title, *story.titles.values()):
        yield "title", text
    yield "headline", story.source.headline
    yield "publisher", story.source.publisher
    for layer in story.layers:
        for text in (layer.title, *layer.titles.values()):
            yield f"layer {quote(layer.id)}", text
    for one in story.statements:
        texts = (one.claim, *one.claims.values(), one.said_by, *one.speakers.values())
        for text in texts:
            yield f"statement {quote(one.id)}", text
