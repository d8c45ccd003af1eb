"""Find the whole names by which a text introduces persons: *Ms Sofia Parma*, *Paris Webb, 34,*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.geoparse.mentions.spans import Spans
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import GROUPS, MEANING, PATTERNS, PERSONS

_TITLES: Final = GROUPS["title"] | PERSONS["titles"]
_ROLES: Final = PERSONS["roles"] | _TITLES
_NO_PERSON: Final = (
    GROUPS["organ"] | GROUPS["nature"] | GROUPS["nature_before"] | GROUPS["street"]
    | GROUPS["direction"] | GROUPS["of_kind"] | PATTERNS["nature_before"]
)  # fmt: skip
"""Words of the names of bodies, of land and of water."""
_OPENERS: Final = (
    GROUPS["in"] | GROUPS["from"] | GROUPS["of"] | GROUPS["the"] | GROUPS["and"] | GROUPS["by"]
    | MEANING["joins"] | GROUPS["who"]
)  # fmt: skip
_DOES: Final = (MEANING["agent"] | MEANING["irregular"] | {"thanked", "added"}) - {"set"}
_LONGEST: Final = 4
_WHOLE: Final = 2
"""Words of a name that needs no title."""
_LEAST_OF_A_DOUBLE: Final = 4
"""Words, its hyphen among them, of *Paris Holt-Marsh*."""
_OLDEST: Final = 120


def introduced(reading: Reading, spans: Spans) -> list[tuple[int, int]]:
    """Return the first word and the word after the last of each person's name, in order."""
    runs = list(_runs(reading))
    known = {(span.first, span.stop) for span in spans.all if span.key in spans.found}
    surnames = _surnames(reading, runs, known)
    found: list[tuple[int, int]] = []
    for begin, stop in runs:
        titles = [at for at in range(begin, stop) if reading.words[at].lower() in _TITLES]
        first = titles[-1] + 1 if titles else begin
        lower = {word.lower() for word in reading.words[first:stop]}
        placed = (begin, stop) in known or (stop - first >= _WHOLE and (first, stop) in known)
        placed |= _word(reading, begin - 1) in GROUPS["in"] and any(
            (begin, end) in known for end in range(begin + 1, stop)
        )  # in Los Angeles Smith lived
        if first == begin and _is_kin(reading, first, stop, found):
            found.append((first, stop))
            continue
        long = stop - first - reading.words[first:stop].count("-") > _LONGEST
        if first == stop or long or lower & _NO_PERSON or placed:
            continue
        told = stop - first >= _WHOLE and _word(reading, begin - 1) not in GROUPS["the"] and (
            _has_role(reading, begin) or _goes_on(reading, stop)
            or reading.words[stop - 1] in surnames
            or any(word.endswith(".") for word in reading.words[first + 1 : stop - 1])
            or _is_double(reading, first, stop, known)
        )  # fmt: skip
        if first > begin or told:
            found.append((first, stop))
    return found


def _runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """List the runs of words with a capital, less a first word such as *In*."""
    words, sentences, at = reading.words, reading.sentences, 0
    while at < len(words):
        stop = at
        while (
            stop < len(words) and sentences[stop] == sentences[at]
            and words[stop][:1].isupper() and _is_name(words[stop])
        ):  # fmt: skip
            stop += 1 if stop == at or not _joins(words, stop + 1) else len(("Holt", "-"))
        first = at
        while first < stop and words[first].lower() in _OPENERS:
            first += 1
        if first < stop:
            yield first, stop
        at = max(stop, at + 1)


def _joins(words: tuple[str, ...], at: int) -> bool:
    """Say whether a hyphen and a last name stand at a word: *Paris Holt* and *-Marsh*."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at : at + 1] == ("-",) and after[:1].isupper() and after.isalpha()


def _is_double(reading: Reading, first: int, stop: int, known: set[tuple[int, int]]) -> bool:
    """Say whether a run ends in a double surname, unlike *Eurostar London-Paris*."""
    if stop - first < _LEAST_OF_A_DOUBLE or reading.words[stop - 2] != "-":
        return False
    route = {(stop - 3, stop - 2), (stop - 1, stop)} <= known
    return (stop - 3, stop) not in known and ((first, first + 1) in known or not route)


def _is_kin(
    reading: Reading, first: int, stop: int, found: list[tuple[int, int]]
) -> bool:  # fmt: skip
    """Say whether a name is set between commas after *her son*, or joined to one that is."""
    after, lead = _word(reading, stop), _word(reading, first - 1)
    if after not in {",", ".", ";", "and", ")"} or lead not in {",", "and"}:
        return False
    own = {_word(reading, at) for at in range(max(0, first - 1 - _LONGEST), first - 2)}
    if lead == "," and _word(reading, first - 2) in PERSONS["kin"] and own & PERSONS["whose"]:
        return True
    return bool(found) and found[-1][1] == first - 1 and _word(reading, found[-1][0] - 1) == ","


def _is_name(word: str) -> bool:
    """Say whether a word may be a person's name, an initial or a title; *Pa.* is none."""
    return word.isalpha() or (
        word.endswith(".") and (len(word) == len("J.") or word.lower() in _TITLES)
    )


def _surnames(
    reading: Reading, runs: list[tuple[int, int]], known: set[tuple[int, int]]
) -> set[str]:  # fmt: skip
    """Return the words that alone do something as a person, or of which there is no place.

    A government says that it will: *London said he would* is a person's saying.
    """
    words, found = reading.words, set()
    for first, stop in runs:
        if stop - first > 1 or words[first].endswith("s"):  # a team
            continue
        does = _word(reading, stop) in _DOES
        own = _is_aged(reading, stop) or (does and _word(reading, stop + 1) in {"he", "she"})
        if own or ((does or _goes_on(reading, stop)) and (first, stop) not in known):
            found.add(words[first])
    return found


def _word(reading: Reading, at: int) -> str:
    return reading.words[at].lower() if 0 <= at < len(reading.words) else ""


def _has_role(reading: Reading, first: int) -> bool:
    """Say whether *the singer* or *her brother,* stands before a name."""
    at = first - 1
    at -= _word(reading, at) == ","
    same = at >= 0 and reading.sentences[at] == reading.sentences[first]
    return same and reading.words[at] in _ROLES


def _goes_on(reading: Reading, stop: int) -> bool:
    """Say whether an age, *who* or *a doctor* follows a name, or what only persons do."""
    after, added = _word(reading, stop), _word(reading, stop + 1)
    if after in PERSONS["does"] or (after in {"was", "is"} and added in PERSONS["undergoes"]):
        return True
    if _is_aged(reading, stop):
        return True
    if after != ",":
        return after in {"who", "whose"}
    return added in {"who", "whose", "aged"} or _is_called(reading, stop + 1)


def _is_aged(reading: Reading, stop: int) -> bool:
    """Say whether *, 34,*, *(34)* or *, both 34,* follows a name."""
    both = _word(reading, stop + 1) in {"both", "aged"}
    opens = _word(reading, stop)
    age, closes = _word(reading, stop + 1 + both), _word(reading, stop + 2 + both)
    closed = (opens == "," and closes in {",", ".", ";"}) or (opens == "(" and closes == ")")
    return closed and age.isdecimal() and len(age) <= len(str(_OLDEST)) and int(age) <= _OLDEST


def _is_called(reading: Reading, at: int) -> bool:
    """Say whether *a retired teacher* begins at a word."""
    for word in reading.words[at : at + _LONGEST]:
        if not word.islower() or word in {"in", "of", "and"}:
            return False
        if word in _ROLES:
            return True
    return False
