"""Score how names are meant, on our own sentences: the place, who governs it, its people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.geoparse.gold.marked import KINDS, MARK
from geo.geoparse import parse

FILE = Path(__file__).parent / "gold" / "meanings.txt"
PARTS = ("seen", "unseen")
"""Read while the rules were mended, and not."""
MISSED = "not found"


@dataclass(frozen=True)
class Sentence:
    """Hold one sentence and how each marked stretch of it is meant."""

    text: str
    marks: tuple[tuple[int, int, str], ...]
    """(start, end, kind)."""


def sentences(text: str, part: str) -> Iterator[Sentence]:
    """Read one sentence a line, of one part of the file."""
    _, begin, rest = text.partition(f"= {part}\n")
    if not begin:
        raise ValueError(f"{FILE.name} has no part {part!r}")
    for line in filter(None, rest.partition("\n= ")[0].split("\n")):
        plain, after, marks = "", 0, []
        for mark in MARK.finditer(line):
            plain += line[after : mark.start()]
            marks.append((len(plain), len(plain) + len(mark["name"]), KINDS[mark["sign"]]))
            plain += mark["name"]
            after = mark.end()
        plain += line[after:]
        if re.search(r"[][|*~]", plain):
            raise ValueError(f"{FILE.name}: a mark is left over in {plain!r}")
        yield Sentence(plain, tuple(marks))


def confusion(part: str) -> Counter[tuple[str, str]]:
    """Count (how it is meant, how it was read) over all marks of a part."""
    counted: Counter[tuple[str, str]] = Counter()
    for sentence in sentences(FILE.read_text(encoding="utf-8"), part):
        found = {(m.start, m.end): m.kind for m in parse(sentence.text).mentions}
        for start, end, kind in sentence.marks:
            counted[kind, found.get((start, end), MISSED)] += 1
    return counted


def accuracy(counted: Counter[tuple[str, str]]) -> float:
    """Return the share of marks that were found and read as they are meant."""
    return sum(n for (meant, read), n in counted.items() if meant == read) / counted.total()
