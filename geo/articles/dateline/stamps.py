"""Read a dateline with its parts in any order: ``ADEN (Example Wire) 09/11/2025 14:32 GMT --``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.articles.dateline.parts import CAPITAL, DAY, MONTHS, REGION, SHOUTED, TITLED
from geo.english.agencies import AGENCIES

_NAME: Final = rf"[{CAPITAL}][\w.'’-]*(?: (?:&|[a-z]{{2,3}}|[{CAPITAL}][\w.'’-]*)){{0,4}}"
_STROKE: Final = r"(?:--?|[–—−‒―/|:])"
_PARTED: Final = rf"(?=\s*(?:{_STROKE}|[,(\])])|\s+\d|\s*$)"
_PLACE: Final = rf"(?:{SHOUTED}|{TITLED})"
_FIGURES: Final = (
    r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d)|20\d{6}|\d\d?/\d\d?|"
    rf"\d\d? (?i:{MONTHS}) \d\d(?![\d:.])"
)
_TIME: Final = (
    r"(?i:\d\d?[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d\d?\s?[ap]\.?m\b\.?|"
    r"\d{4}(?=\s?(?:z|h|hrs|hours|gmt|utc)\b))(?:\s?(?i:z|h|hrs|hours)\b)?"
)
_ZONE: Final = (
    r"(?:(?:GMT|UTC)(?:\s?[+−–-]\s?\d\d?(?::?\d\d)?)?|[A-Z]{1,4}T|MSK|WITA|WIB|"
    r"[+-]\d\d:?\d\d|(?i:local time))"
)
_PARTS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("day", rf"(?P<open>\()?(?:(?P<figures>{_FIGURES})|{DAY})(?(open)\))(?!\w|[:/.-]\d)"),
        ("weekday", r"(?i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![\w'’])"),
        ("time", rf"(?:{_ZONE} )?{_TIME}(?:,? ?(?:{_ZONE}|\({_ZONE}\)))?(?![\w/])"),
        ("paper", rf"\((?P<paper>{_NAME})\)|/(?P<wire>{_NAME})/(?!\w)"),
        ("agency", rf"(?P<agency>{AGENCIES}){_PARTED}"),
        ("places", rf"(?P<places>{_PLACE}(?:\s?/\s?{_PLACE})?){REGION}{_PARTED}"),
        ("paper", rf"(?<=[-–—/|] )(?P<bare>{_NAME})(?= (?:[-–—/|] \d|[/|] ))"),
    )
)
"""In the order in which they are tried; a paper without brackets stands between strokes."""
_BETWEEN: Final = re.compile(rf"[\s,.;·]*(?:(?!/[^\s\d]){_STROKE}[\s,.]*)?")
_CLOSES: Final = re.compile(
    rf"\.?\s*{_STROKE}(?=\s|$)\s*|\.?(?:—|--)(?=[“\"{CAPITAL}])|(?<=\))(?:--?|[–—])|(?<=[)/])\.(?=\s|$)\s*"
)
_BRACKETS: Final = {"[": "]", "(": ")"}
_PAPERS: Final = ("agency", "paper", "wire", "bare")
_GOES_ON: Final = re.compile(rf"[\"'“‘«(\[]*(?![a-z]{{1,3}}[-’']?[{CAPITAL}])[^\W\d_{CAPITAL}]")
"""A small letter, with which no report begins but with *al-Example*."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Hold the parts of a dateline as they are written, empty where it has none."""

    text: str
    places: str
    region: str
    paper: str
    day: str
    sure: bool
    """Whether it is one wherever it was written: it names an agency that is known, or its place is
    in capitals and its day in words, or in figures with a paper."""


def stamp_of(text: str) -> Stamp | None:
    """Return the dateline that opens a text, if it names a place and a day or a time.

    Whether there is such a place is not looked up.
    """
    bracket = _BRACKETS.get(text[:1], "")
    return (_read(text, 1, bracket) if bracket else None) or _read(text, 0, "")


def _read(text: str, at: int, bracket: str) -> Stamp | None:
    """Return the longest dateline from a position on; in a bracket it ends with that."""
    known: dict[str, str] = {}
    best = None
    left = dict.fromkeys(kind for kind, _ in _PARTS)
    while part := _part(text, at, left):
        kind, found = part
        del left[kind]
        known |= {name: words for name, words in found.groupdict().items() if words}
        end = _end(text, found.end(), bracket)
        timed = not {"day", "weekday"} <= left.keys() or (
            "time" not in left and any(name in known for name in _PAPERS)
        )
        if end and timed and "places" in known:
            best = _stamp(text[:end].strip(), known)
        between = _BETWEEN.match(text, found.end())
        at = between.end() if between else found.end()
    return best


def _part(text: str, at: int, kinds: Iterable[str]) -> tuple[str, re.Match[str]] | None:
    """Return what stands there, of these kinds."""
    tried = ((kind, looks.match(text, at)) for kind, looks in _PARTS if kind in kinds)
    return next(((kind, found) for kind, found in tried if found), None)


def _end(text: str, at: int, bracket: str) -> int | None:
    """Return where a dateline ends whose last part does here, if text can begin there."""
    if bracket:
        end = at + 1 if text.startswith(bracket, at) else 0
    else:
        closed = _CLOSES.match(text, at)
        end = closed.end() if closed else 0
    return end if end and not _GOES_ON.match(text, end) else None


def _stamp(text: str, known: dict[str, str]) -> Stamp:
    day = known.get("figures") or known.get("day", "")
    paper = next((known[name] for name in _PAPERS if name in known), "")
    return Stamp(
        text=text,
        places=known["places"],
        region=known.get("region", ""),
        paper=paper,
        day=day,
        sure=bool(re.fullmatch(AGENCIES, paper))
        or (known["places"].isupper() and bool(known.get("day") or (paper and day))),
    )
