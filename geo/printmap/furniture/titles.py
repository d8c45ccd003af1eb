"""Set what stands above and below the map: its title, when it was so, and whom to thank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from geo.gazetteer import fold
from geo.layers import MapSpec, Said
from geo.printmap.canvas.sheet import Box, Placed, Text
from geo.printmap.carto.frame import Frame
from geo.printmap.typeset.measure import baseline, on_baseline, text_width, width_of
from geo.printmap.typeset.typesetting import Lines, Piece, around, down_to, fitted, pen, set_text
from geo.printmap.typeset.words import day, degrees, dotted, listed, word
from geo.style import colours

LEAST_CREDIT_PX: Final = 6.7
"""Of type: five points."""
_LEAST_TITLE_PX: Final = 12.0
_MOST_TITLE_PX: Final = 36.0
_MOST_SUBTITLE_PX: Final = 16.0
_CREDIT_PX: Final = 7.6
_METHODS: Final = {
    "Lambert Conic Conformal (2SP)": "lcc",
    "Lambert Azimuthal Equal Area": "laea",
    "Equal Earth": "eqearth",
}
_LEAST_LAST: Final = 0.12
"""Of the width: a last line shorter than that is not left alone."""
_KEPT: Final = 64
"""Names of projections kept: a page's credits are tried in several sizes."""
_MOST_OUTSIDE: Final = 60
"""Names outside the frame that are tried, and in how many lines they are told at the most."""
_MOST_OUTSIDE_ROWS: Final = 2
_MOST_UNNAMED: Final = (8, 3, 1)
"""Named of those without a name on the map; fewer where there is no room for more."""
_GAP_EM: Final = 2.5
"""Between what stands at the two ends of a line."""


def title_block(spec: MapSpec, area: Box) -> Piece:
    """Return title, subtitle and the state's day, from the top of an area down.

    Raises
    ------
    TooSmallError
        If the area is too low for them even in their smallest type.
    """
    largest = min(max(area.width * 0.024, 15.0), _MOST_TITLE_PX)
    sizes = down_to(largest, _LEAST_TITLE_PX)
    return fitted("title", area, sizes, lambda size: _titles(spec, area, size))


def _titles(spec: MapSpec, area: Box, size: float) -> Piece:
    roles, language = colours(spec.theme), spec.language
    bold = pen(language, size_px=size, colour=roles["ink"], weight="bold")
    off = spec.view.without
    nothing = Lines((), area.top)
    title = (
        set_text(spec.title, bold, area=area, language=language, even=True)
        if "title" not in off
        else nothing
    )
    small = pen(
        language, size_px=min(max(size * 0.52, 9.5), _MOST_SUBTITLE_PX), colour=roles["muted"]
    )
    told = state = title
    if "subtitle" not in off:
        rest = area._replace(top=title.bottom + size * 0.1)
        told = set_text(dotted(spec.subtitle, language), small, area=rest, language=language)
        state = _state(spec, told, small, rest)
    parts: dict[str, Sequence[Text]] = {
        "title": title.texts,
        "subtitle": () if "subtitle" in off else told.texts,
        "as-of": () if "subtitle" in off else state.texts,
    }
    bottom = state.bottom
    if spec.chosen is not None:
        bottom = _chosen(spec, spec.chosen, area._replace(top=bottom + size * 0.3), size, parts)
    return _piece("title", parts, area._replace(bottom=bottom))


def _state(spec: MapSpec, told: Lines, small: Text, rest: Box) -> Lines:
    """Set when what the map shows was so: at the other end of the subtitle, or else below it.

    Where that is the day of publication, the subtitle says it.
    """
    language = spec.language
    today = day(spec.as_of, language)
    if today in spec.subtitle:
        return Lines((), told.bottom)
    words = word("asOf", language, date=today)
    wide = sum(width_of(line) for line in told.texts) + _width(words, small)
    if len(told.texts) == 1 and wide + _GAP_EM * small.size_px <= rest.width:
        end = replace(small, align="left" if small.align == "right" else "right")
        return set_text(words, end, area=rest, language=language)
    return set_text(words, small, area=rest._replace(top=told.bottom), language=language)


def _chosen(
    spec: MapSpec, chosen: Said, area: Box, size: float, parts: dict[str, Sequence[Text]]
) -> float:
    """Set the chosen statement below the title; return where it ends."""
    roles, language = colours(spec.theme), spec.language
    like = pen(language, size_px=max(size * 0.58, 10.5), colour=roles["ink"], weight="medium")
    claim = set_text(chosen.claim, like, area=area, language=language)
    quiet = pen(language, size_px=max(size * 0.45, 9.0), colour=roles["muted"])
    words = set_text(
        dotted(cited(chosen, language), language), quiet,
        area=area._replace(top=claim.bottom), language=language,
    )  # fmt: skip
    parts |= {"claim": claim.texts, "citation": words.texts}
    return words.bottom


def cited(said: Said, language: str) -> list[str]:
    """Return by whose word a statement stands, when, where it is to be read, what it also names."""
    where = said.source or (
        word("paragraph", language, n=said.paragraph)
        if said.paragraph
        else word("caption", language)
    )
    if where == said.said_by:
        where = ""
    return [told for told in (said.said_by, said.date, where, also_named(said, language)) if told]


def also_named(said: Said, language: str) -> str:
    """Say which names in a statement have no place on the map, if any."""
    if not said.also_named:
        return ""
    return word("alsoNamed", language, names=listed(said.also_named, language))


def credits(spec: MapSpec, area: Box, frame: Frame | None = None, *, brief: bool = False) -> Piece:
    """Return whom to thank in one small paragraph, and the projection where that takes no line.

    Above it stands what of the story the frame leaves out, and what has no name on the map: at
    the other end of a line that is short enough, so that it takes no room. It may be `brief`.

    Raises
    ------
    TooSmallError
        If the area is too low for them even in their smallest type.
    """
    sizes = [(most, size) for most in _MOST_UNNAMED[: None if brief else 1]
             for size in down_to(_CREDIT_PX, LEAST_CREDIT_PX)]  # fmt: skip
    return fitted("list of credits", area, sizes, lambda one: _credits(spec, area, frame, *one))


def _credits(spec: MapSpec, area: Box, frame: Frame | None, most: int, size: float) -> Piece:
    language = spec.language
    small = pen(language, size_px=size, colour=colours(spec.theme)["muted"])
    unnamed = spec.unnamed or ()
    outside = _also_named(spec, small, area, unnamed)
    lines = [("outside", outside)] if outside else []
    lines.append(("sources", _thanks(spec, frame, small, area)))
    parts, bottom = _paragraphs(lines, small, area, language)
    if not (outside and unnamed) and (words := unnamed_words(spec, most)):
        if beside := _beside(words, parts.values(), small, area, language):
            parts["unnamed"] = beside
        else:
            parts, bottom = _paragraphs([("unnamed", words), *lines], small, area, language)
    return _piece("credits", parts, area._replace(bottom=bottom))


def _thanks(spec: MapSpec, frame: Frame | None, like: Text, area: Box) -> str:
    """Thank everyone; name the projection too, if the last line has room for it."""
    plain = thanks(spec)
    if frame is None:
        return plain
    whole = dotted([plain, projection_words(frame, spec.language)], spec.language)
    return whole if _rows(whole, like, area) == _rows(plain, like, area) else plain


def thanks(spec: MapSpec) -> str:
    """Say from which article, where the title does not say it, and from which data a map is."""
    language = spec.language
    data = [credit.text for credit in spec.credits if credit.id != "article"]
    told = [("source", spec.cited), ("dataSource", dotted(data, language))]
    return dotted((f"{word(key, language)}: {words}" for key, words in told if words), language)


def _rows(words: str, like: Text, area: Box) -> int:
    return len(set_text(words, like, area=area, language="en").texts)


def _paragraphs(
    lines: Iterable[tuple[str, str]], like: Text, area: Box, language: str
) -> tuple[dict[str, Sequence[Text]], float]:
    """Return paragraphs as they are set by name, and where the last ends."""
    parts: dict[str, Sequence[Text]] = {}
    top = area.top
    for name, words in lines:
        room = area._replace(top=top)
        told = set_text(words, like, area=room, language=language)
        if width_of(told.texts[-1]) < _LEAST_LAST * area.width:
            told = set_text(words, like, area=room, language=language, even=True)
        parts[name] = told.texts
        top = told.bottom
    return parts, top


def _beside(
    words: str, parts: Iterable[Sequence[Text]], like: Text, area: Box, language: str
) -> Sequence[Text]:
    """Return words at the other end of the first paragraph whose last line leaves them room."""
    free = area.width - _width(words, like) - _GAP_EM * like.size_px
    for *_, last in parts:
        if width_of(last) <= free:
            end = replace(like, align="left" if like.align == "right" else "right")
            told = set_text(words, end, area=area, language=language)
            return [on_baseline(line, baseline(last)) for line in told.texts]
    return ()


def _also_named(spec: MapSpec, like: Text, area: Box, unnamed: Sequence[str]) -> str:
    """Name all that the map does not, or as many as two lines have room for, and how many more.

    First come those that it shows without a name, where there are others too. No more are told one
    by one than two lines could hold.
    """
    names = outside_names(spec)
    names = [*unnamed, *names] if names else []
    for most in range(min(len(names), _MOST_OUTSIDE), 0, -1):
        words = _listed_outside(names, most, spec.language)
        if most == 1 or _rows(words, like, area) <= _MOST_OUTSIDE_ROWS:
            return words
    return ""


def outside_names(spec: MapSpec) -> list[str]:
    """Return what the article names and the map does not, each once: no name that the map bears."""
    shown = {fold(name) for name in spec.shown}
    names = dict.fromkeys([*(mark.name for mark in spec.outside), *spec.unplaced])
    return [name for name in names if fold(name) not in shown]


def outside_words(spec: MapSpec) -> str:
    """Say what the article names and the map does not; nothing where there is no such name."""
    names = outside_names(spec)
    return _listed_outside(names, len(names), spec.language) if names else ""


def _listed_outside(names: Sequence[str], most: int, language: str) -> str:
    """Name some, and say how many more there are."""
    return word("outside.map", language, places=_some(names, most, language))


def _some(names: Sequence[str], most: int, language: str) -> str:
    """List the first names of many, and count the others."""
    words, more = listed(names[:most], language), len(names) - most
    return word("unnamed.more", language, names=words, n=more) if more > 0 else words


def unnamed_words(spec: MapSpec, most: int) -> str:
    """Name the marks without a name on the map, the first ones of many, and count the others.

    Where it is not known yet which these are, this is as long as it may be.
    """
    names: Sequence[str] = spec.unnamed if spec.unnamed is not None else _longest(spec)
    words = _some(names, most, spec.language)
    return word("outside.map", spec.language, places=words) if words else ""


def _longest(spec: MapSpec) -> list[str]:
    every = [mark for layer in spec.layers if layer.visible for mark in layer.marks]
    names = [mark.name for mark in every if mark.tie is None]
    return sorted(names, key=len, reverse=True)


@lru_cache(maxsize=_KEPT)
def projection_words(frame: Frame, language: str) -> str:
    """Name the frame's projection and the parallels on which its scale is true."""
    operation = frame.crs.coordinate_operation
    assert operation is not None  # every frame is projected
    name = word(f"projection.{_METHODS[operation.method_name]}", language)
    at = [
        degrees(float(param.value), "south", "north", language)
        for param in operation.params
        if "standard parallel" in param.name
    ]
    return word("projection", language, name=listed([name, *at], language))


def _width(text: str, like: Text) -> float:
    return text_width(text, size_px=like.size_px, weight=like.weight)


def _piece(role: str, parts: Mapping[str, Sequence[Text]], box: Box) -> Piece:
    return Piece(
        items=tuple(line for texts in parts.values() for line in texts),
        placed=tuple(
            Placed(role=role, name=name, box=around(texts))
            for name, texts in parts.items()
            if texts
        ),
        box=box,
    )
