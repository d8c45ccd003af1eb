"""Read paragraphs with marks in the text, and count the offsets that the marks stand for.

A mark is ``[name]`` or ``[name|id]``; before the name ``*`` means metonym, ``~`` demonym and
``!`` that what looks like a place is none. README.md says when to use which.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
TEXT = FOLDER / "caucasus.txt"
PLACES = FOLDER / "places.toml"
JSONL = FOLDER / "caucasus.jsonl"

HEAD = re.compile(r"= (?P<id>[a-z]+-\d{3}) (?P<date>\S+) (?P<theme>[a-z]+)")
MARK = re.compile(r"\[(?P<sign>[*~!]?)(?P<name>[^][|]+)(?:\|(?P<id>[a-z0-9-]+))?\]")
KINDS = {"": "literal", "*": "metonym", "~": "demonym"}
NO_PLACE = "!"
UNFOLDED = str.maketrans({"ı": "i", " ": "-", "'": None, ".": None})


class GoldError(Exception):
    """Report everything that is wrong with the marked text or its places, at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Gazetteer:
    """Hold the rows of ``places.toml``."""

    places: Mapping[str, Mapping[str, Any]]
    """By id: name, lat and lon in degrees, source, and the GeoNames id where there is one."""
    demonyms: Mapping[str, str]
    """By word: the id of the place that it is derived from."""

    def find(self, sign: str, name: str, given: str | None) -> str:
        """Return the id that a mark means; it need not exist."""
        return given or (self.demonyms.get(name, "") if sign == "~" else slug(name))


@dataclass(frozen=True)
class Paragraph:
    """Hold one paragraph: its text without marks, and what was marked in it."""

    id: str
    date: str
    theme: str
    text: str
    toponyms: tuple[Mapping[str, Any], ...]
    """In reading order: start, end, name, lat, lon, geonameid where known, kind."""
    traps: tuple[Mapping[str, Any], ...]
    """What looks like a place and is none: start, end, name."""

    def line(self) -> str:
        """Return the paragraph as one line of JSON."""
        return json.dumps(vars(self), ensure_ascii=False) + "\n"


def slug(name: str) -> str:
    """Return the id of a place whose name stands in the text as it is listed."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(UNFOLDED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def gazetteer(path: Path = PLACES) -> Gazetteer:
    """Read the table of places."""
    return Gazetteer(**tomllib.loads(path.read_text(encoding="utf-8")))


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph's head and its wrapped lines as one; what stands before is a remark."""
    for block in re.split(r"^(?== )", text, flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        yield head, " ".join(rest.split())


def read(text: str, known: Gazetteer) -> list[Paragraph]:
    """Read all paragraphs of a marked text.

    Raises
    ------
    GoldError
        If a head is malformed or stands twice, a mark names no place, or a bracket is left over.
    """
    paragraphs: list[Paragraph] = []
    problems: list[str] = []
    seen: set[str] = set()
    for head, marked in blocks(text):
        match = HEAD.fullmatch(head)
        if not match or not _is_date(match["date"]):
            problems.append(f"{head!r} is no head; write '= name-001 2025-04-28 theme'")
            continue
        if match["id"] in seen:
            problems.append(f"{match['id']} stands twice; give the second a number of its own")
        seen.add(match["id"])
        paragraphs.append(_paragraph(match, marked, known, problems))
    if problems:
        raise GoldError(problems)
    return paragraphs


def _is_date(text: str) -> bool:
    """Say whether a text is a day as ISO 8601 writes it."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _paragraph(
    head: re.Match[str], marked: str, known: Gazetteer, problems: list[str]
) -> Paragraph:
    """Take the marks out of one paragraph and keep where they were."""
    plain, after = "", 0
    toponyms: list[Mapping[str, Any]] = []
    traps: list[Mapping[str, Any]] = []
    for mark in MARK.finditer(marked):
        plain += marked[after : mark.start()]
        after = mark.end()
        name = mark["name"]
        span = {"start": len(plain), "end": len(plain) + len(name), "name": name}
        plain += name
        if mark["sign"] == NO_PLACE:
            traps.append(span)
            continue
        place = known.places.get(known.find(mark["sign"], name, mark["id"]))
        if place is None:
            problems.append(f"{head['id']}: places.toml has no place for {mark[0]}")
            continue
        point = {key: place[key] for key in ("lat", "lon", "geonameid") if key in place}
        toponyms.append({**span, **point, "kind": KINDS[mark["sign"]]})
    plain += marked[after:]
    if re.search(r"[][|]", plain):
        problems.append(f"{head['id']}: a bracket or bar is left over in {plain!r}")
    return Paragraph(
        head["id"], head["date"], head["theme"], plain, tuple(toponyms), tuple(traps)
    )  # fmt: skip


def overlooked(paragraphs: list[Paragraph]) -> list[str]:
    """List each name that is marked somewhere and stands unmarked elsewhere."""
    names = {str(toponym["name"]) for p in paragraphs for toponym in p.toponyms}
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return [
        f"{paragraph.id}: {match[0]!r} at {match.start()} is not marked; if it is no place, "
        f"write [!{match[0]}]"
        for paragraph in paragraphs
        for match in pattern.finditer(paragraph.text)
        if not any(
            mark["start"] <= match.start() and match.end() <= mark["end"]
            for mark in (*paragraph.toponyms, *paragraph.traps)
        )
    ]


def unused(text: str, known: Gazetteer) -> list[str]:
    """List each row of the table that no mark needs."""
    found = {known.find(m["sign"], m["name"], m["id"]) for m in MARK.finditer(text)}
    words = {m["name"] for m in MARK.finditer(text) if m["sign"] == "~"}
    return [
        *(f"places.toml: no mark needs {key!r}; delete it" for key in known.places.keys() - found),
        *(f"places.toml: no mark needs {key!r}" for key in known.demonyms.keys() - words),
    ]


def make() -> str:
    """Return the gold set as JSON lines, checked.

    Raises
    ------
    GoldError
        If the text or the table has a fault.
    """
    text, known = TEXT.read_text(encoding="utf-8"), gazetteer()
    paragraphs = read(text, known)
    problems = [*overlooked(paragraphs), *sorted(unused(text, known))]
    if problems:
        raise GoldError(problems)
    return "".join(paragraph.line() for paragraph in paragraphs)
