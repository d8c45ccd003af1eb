"""Tell in words what a printed map shows, for those who do not see it: in short, and at length.

In the page's language as far as the data's own words go; a language without words of the page's
own is served English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from geo.gazetteer import place
from geo.layers import MapSpec
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.marks import Mark
from geo.printmap.furniture.titles import cited, outside_words
from geo.printmap.naming.labels import in_order
from geo.printmap.naming.places import labels_in
from geo.printmap.typeset.words import day, degrees, listed, number, word
from geo.story.format.models import CERTAINTIES

_CM_PX: Final = 96 / 2.54
MOST_ALT: Final = 300
"""Letters of an alt text: a screen reader reads it in one go."""
_MOST_TITLE: Final = 140
"""Of them for the title, and for the statement that is pointed out."""
_MOST_AROUND: Final = 4
_MOST_COUNTRIES: Final = 5
_MOST_TOWNS: Final = 5
_MOST_MARKS: Final = 8
"""Named of one layer; all are counted."""
_TOWNS: Final = frozenset({"capital", "metropolis", "city", "town"})
_UNSURE: Final = CERTAINTIES[1:]


def alt_text(spec: MapSpec, frame: Frame, marks: Sequence[Mark]) -> str:
    """Return the story's title, its places and where they lie, in `MOST_ALT` letters at most.

    The main places come first, then as many of those that the map needs as there is room for; what
    has none is told by `description`.
    """
    language = spec.language
    seen = in_order(mark for mark in marks if mark.tie is None and not mark.shape.is_empty)
    needed = [mark for mark in seen if mark.layer.group != "context"] or seen
    needed.sort(key=lambda mark: not mark.importance.headed)
    names = list(dict.fromkeys(mark.name for mark in needed))
    told = [_ended(_cut(spec.title, _MOST_TITLE), language)]
    if spec.chosen:
        told.append(_ended(_cut(spec.chosen.claim, _MOST_TITLE), language))
    around = [name for name in _places(frame, language) if name not in names][:_MOST_AROUND]
    where = _ended(_where(spec, frame, around), language)
    for most in range(min(len(names), MOST_ALT // 2), 0, -1):
        shown = _ended(f"{word('map', language)}: {listed(names[:most], language)}", language)
        if _letters(*told, shown, where) <= MOST_ALT:
            return " ".join((*told, shown, where))
        if _letters(*told, shown) <= MOST_ALT:
            return " ".join((*told, shown))
    return " ".join((*told, where) if _letters(*told, where) <= MOST_ALT else told)


def _letters(*parts: str) -> int:
    return len(" ".join(parts))


def _cut(text: str, most: int) -> str:
    """Return a text of so many letters at the most, cut between two words."""
    return text if len(text) <= most else f"{text[: most - 2].rsplit(' ', 1)[0]} …"


def description(
    spec: MapSpec, frame: Frame, marks: Sequence[Mark], *, on_paper: bool = True
) -> str:
    """Return some sentences: what, where, at which scale, how sure, and whom to thank.

    The scale of a map that is never `on_paper`, as a film's, is not told: a screen has none.
    """
    seen = [mark for mark in marks if not mark.shape.is_empty]
    told = _told(spec, frame, seen, on_paper)
    return " ".join(_ended(words, spec.language) for words in told)


def _where(spec: MapSpec, frame: Frame, areas: Sequence[str] = ()) -> str:
    """Say what lies in the frame, the story's own areas if there are any, and how wide it is."""
    metres, language = frame.ground_metres_per_px(), spec.language
    return word(
        "alt.shows",
        language,
        places=listed(areas or _places(frame, language), language),
        width=number(_rounded(frame.box.width * metres / 1000), language),
        height=number(_rounded(frame.box.height * metres / 1000), language),
    )


def _told(spec: MapSpec, frame: Frame, seen: Sequence[Mark], on_paper: bool) -> Iterator[str]:
    language = spec.language
    yield f"{word('map', language)}: {spec.title}"
    yield " · ".join(spec.subtitle)
    if (today := day(spec.as_of, language)) not in spec.subtitle:
        yield word("asOf", language, date=today)
    if spec.chosen:
        yield f"{spec.chosen.claim} ({', '.join(cited(spec.chosen, language))})"
    yield _where(spec, frame)
    if on_paper:
        km = number(_rounded(frame.ground_metres_per_px() * _CM_PX / 1000), language)
        yield word("alt.scale", language, km=km)
    for layer in reversed(spec.layers):
        if here := [mark.name for mark in seen if mark.layer.id == layer.id]:
            names = list(dict.fromkeys(here))
            more = ["…"] if len(names) > _MOST_MARKS else []
            count = word("marks", language, n=len(here))
            told = listed([*names[:_MOST_MARKS], *more], language)
            yield f"{layer.title} ({count})" + ("" if told in layer.title else f": {told}")
    if words := outside_words(spec):
        yield words
    counts = Counter(mark.legend.certainty for mark in seen)
    for form in (form for form in _UNSURE if counts[form]):
        count = word("marks", language, n=counts[form])
        how = listed([count, word(f"drawn.{form}", language)], language)
        yield f"{word(f'certainty.{form}', language)}: {how}"
        yield word(f"certainty.{form}.meaning", language)
    credits = "; ".join(credit.text for credit in spec.credits)
    yield f"{word('sources', language)}: {credits}"


def _places(frame: Frame, language: str) -> list[str]:
    """Name the countries and towns in the frame, the important first; its bounds if none is."""
    countries: list[str] = []
    towns: list[str] = []
    known = labels_in(frame, zoom=frame.zoom(), language=language)
    at = frame.points([(label.lon, label.lat) for label in known])
    for label, (x, y) in zip(known, at, strict=True):
        wanted = countries if label.kind.startswith("country") else towns
        if wanted is towns and label.kind not in _TOWNS:
            continue
        if Box(x, y, x, y).within(frame.box) and (found := place(label.id, language=language)):
            wanted.append(found.name)
    named = [*countries[:_MOST_COUNTRIES], *towns[:_MOST_TOWNS]]
    if named:
        return named
    seen = frame.seen()
    sides = [("south", "north", seen.south, seen.north)]
    if seen.east - seen.west < 360:  # around a pole lie all longitudes
        sides.append(("west", "east", seen.west, seen.east))
    return [
        f"{degrees(least, below, above, language)}–{degrees(most, below, above, language)}"
        for below, above, least, most in sides
    ]


def _rounded(value: float) -> float:
    """Round to two figures, as one speaks."""
    if value <= 0:
        return 0
    figures = 1 - int(np.floor(np.log10(value)))
    rounded = round(value, figures)
    return int(rounded) if figures <= 0 else rounded


def _ended(told: str, language: str) -> str:
    """End a sentence as its script does."""
    stop = "։" if language == "hy" else "."
    return told if told.rstrip().endswith((".", "։", "!", "?", "…")) else told + stop
