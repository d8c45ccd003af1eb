"""Measure names on paper: which overlap, how loud the base map's are, and how places are spelt."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.focus.confirmed import confirmed
from benchmarks.focus.labels import Labelled
from geo.draft import Draft
from geo.draft.model import Mention
from geo.draft.prominence import key_of
from geo.draft.publishing import story_of
from geo.errors import DatelineError
from geo.layers import build_map
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import Box, Text
from geo.style import Colour

PRESETS: Final = ("article", "square", "portrait")
_HOUSE: Final = frozenset({"country", "border", "part"})
"""Kinds of places that the house names."""
_PAPER: Final = 1.0
_OFFSET: Final = 0.05


@dataclass
class Figures:
    """Hold what was measured."""

    pictures: int = 0
    names: int = 0
    overlaps: list[str] = field(default_factory=list)
    most_of_base: int = 0
    """Names of the base map on one picture."""
    base: list[tuple[float, float]] = field(default_factory=list)
    own: list[tuple[float, float]] = field(default_factory=list)
    """Contrast to white and size in pixels of each name, the base map's and the marks'."""
    spelt: int = 0
    written: list[str] = field(default_factory=list)
    """Marks named as the article does not."""

    def lines(self) -> Iterator[str]:
        """Yield the figures in words."""
        yield f"{self.pictures} pictures, {self.names} names, {len(self.overlaps)} overlaps"
        yield from self.overlaps
        yield f"names of the base map on a picture: {self.most_of_base} at most"
        for title, found in (("base map's names", self.base), ("marks' names", self.own)):
            contrast = sum(one for one, _ in found) / max(len(found), 1)
            sizes = [size for _, size in found]
            yield f"{title}: contrast {contrast:.1f}, {min(sizes):.1f} to {max(sizes):.1f} px"
        share = 1 - len(self.written) / max(self.spelt, 1)
        yield f"marks that the article's own spelling names: {share:.1%} of {self.spelt}"
        yield from self.written


def measured(set_: Sequence[Labelled]) -> Figures:
    """Draw each article as a careful checker would leave it, and measure its names."""
    figures = Figures()
    for article in set_:
        draft = confirmed(article)
        _spelling(draft, figures)
        story = story_of(draft)
        own = {mark.id for layer in build_map(story).layers for mark in layer.marks}
        for preset in PRESETS:
            try:
                sheet, _ = sheet_of(story, {"preset": preset, "detail": "off"})
            except DatelineError as error:
                print(f"{article.headline} ({preset}): {error}")
                continue
            _names(sheet, own, f"{article.headline} ({preset})", figures)
    return figures


def _names(sheet: Sheet, own: set[str], title: str, figures: Figures) -> None:
    placed = [item for role in ("label", "place", "number") for item in sheet.of(role)]
    figures.pictures += 1
    figures.names += len(placed)
    figures.most_of_base = max(figures.most_of_base, sum(1 for _ in sheet.of("place")))
    for one, other in itertools.combinations(placed, 2):
        if one.box != other.box and one.box.touches(other.box):
            figures.overlaps.append(f"  {title}: {one.name} × {other.name}")
    for item in placed:
        kind = figures.own if item.name in own and item.role == "label" else figures.base
        kind += [
            (_contrast(text.colour), text.size_px)
            for text in sheet.items
            if isinstance(text, Text) and _holds(item.box, text)
        ]


def _holds(box: Box, text: Text) -> bool:
    return box.left <= text.x <= box.right and box.top <= text.y <= box.bottom + 1


def _contrast(colour: Colour) -> float:
    """Return a colour's contrast to white paper, as WCAG reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    light = sum(weight * x for weight, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return (_PAPER + _OFFSET) / (light + _OFFSET)


def _spelling(draft: Draft, figures: Figures) -> None:
    """Count the marks whose name stands in the article, in whichever case."""
    text = " ".join([draft.article.headline, *(block.text for block in draft.blocks)]).casefold()
    groups: dict[str, Mention] = {}
    for one in draft.mentions:
        if one.placed and one.state == "confirmed" and one.choice:
            groups.setdefault(key_of(one), one)
    house = {one.choice.name for one in groups.values() if one.choice and one.choice.kind in _HOUSE}
    for feature in story_of(draft).features:
        if feature.name not in house:
            figures.spelt += 1
            if feature.name.casefold() not in text:
                figures.written.append(f"  {draft.article.headline}: {feature.name}")
