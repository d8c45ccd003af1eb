"""Tell a club from the town whose name it bears, in a text that tells of matches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.meaning import is_metonym
from geo.geoparse.mentions.spanfeatures import in_dateline
from geo.geoparse.mentions.spans import Span
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import CLUBS

_LEAST: Final = 5
_LEAST_OF_A_SENTENCE: Final = 3
_LEAST_OF_A_REPORT: Final = 1
"""Of a sentence in a text of which most sentences have a word of matches."""
_FEWEST: Final = 3
"""Words of a sentence that counts."""
_NEAR: Final = 3
"""Words before *to*, *from* and *of* that may say whether a place follows."""
_TOWNS: Final = frozenset({"city", "district", "country"})
_LAND: Final = frozenset({"river", "sea", "lake", "mountains", "ocean", "bay", "gulf", "strait"})
_OF_MATCHES: Final = CLUBS["own"] | CLUBS["shared"] | CLUBS["does"]
_SCORE: Final = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")
_PHRASES: Final = (
    re.compile(r"\bhit the (?:post|bar|woodwork|crossbar)\b"),
    re.compile(r"\b(?:scored|struck|netted|converted|homered) (?:twice|once|late|early)\b"),
    re.compile(
        r"\b(?:remain|stay|are|sit|move|moved|climbed?) (?:\w+ )?(?:above|below|behind) them\b"
    ),
    re.compile(r"\b(?:level on|clear on|ahead on|adrift on|with \d+|on \d+|three|six) points\b"),
    re.compile(r"\bcame? from behind\b"),
    re.compile(r"\b(?:late|early|opening|own|winning) goals?\b"),
    re.compile(r"\b[A-Z]\w+ \d{1,2}[-–]\d{1,2} [A-Z]"),
    re.compile(
        r"\b(?:beat|defeated|downed|edged|routed|thrashed|hammered|lost to|drew with|held) "
        r"(?:[A-Z]\w+ ){1,3}(?:by )?\d{1,3}[-–]\d{1,3}"
    ),
    re.compile(r"\b(?:drew|draw|lost|won|tied) \d{1,3}[-–]\d{1,3} (?:with|against|at|to) [A-Z]"),
    re.compile(r"\b(?:beat|lost|won)\b[^.\n]{0,60}\bby \w+ (?:wickets?|runs|points|strokes)\b"),
    re.compile(r"\b\d+ (?:points|rebounds|assists|saves) (?:from|by|for)\b"),
    re.compile(r"\b(?:match|game|fixture)\b[^.\n]{0,60}\b(?:won|lost|drew) \d{1,2}[-–]\d{1,2}\b"),
)
"""What is said of matches alone."""


def tells_of_matches(reading: Reading) -> bool:
    """Say whether a text is about matches: by a score, and by words of the pitch and the court."""
    weight, sure = _weigh(reading.text, reading.words)
    return sure and weight >= _LEAST


def _weigh(text: str, words: Sequence[str]) -> tuple[float, bool]:
    """Return how much words tell of a match, and whether any of them tells of nothing else."""
    lower = {word.lower() for word in words}
    said = sum(phrase.search(text) is not None for phrase in _PHRASES)
    own, shared = len(lower & CLUBS["own"]), len(lower & CLUBS["shared"])
    score = _SCORE.search(text) is not None
    return 2 * own + 2.5 * said + shared + 2 * score, bool(own or said)


class Matches:
    """Hold the sentences of a text that tell of matches, in which a bare name is a club's."""

    def __init__(self, reading: Reading) -> None:
        """Weigh every sentence; none tells of a match where the whole text does not."""
        self._reading = reading
        weights = _weights(reading) if tells_of_matches(reading) else {}
        told = {number for number, weight in weights.items() if weight >= _LEAST_OF_A_REPORT}
        self._sure = {number for number in told if weights[number] >= _LEAST_OF_A_SENTENCE}
        self._report = bool(told) and 2 * len(told) >= len(weights)
        self._sentences = told if self._report else self._sure
        self._paragraphs = _paragraphs(reading) if self._sentences else ()
        self._near = {
            paragraph for paragraph, number in zip(self._paragraphs, reading.sentences, strict=True)
            if number in self._sentences
        } if self._sentences else set()  # fmt: skip

    def is_club(self, first: int) -> bool:
        """Say whether a name that no gazetteer has is a club's, by the word that it begins at."""
        return (self._report or self._tells(first)) and not self._leads(first, None)

    def clubs(self, spans: Sequence[Span], best: Mapping[int, Found]) -> frozenset[int]:
        """Return the numbers of the names that are clubs'.

        One that is a club's in a match is that again in the same paragraph, or in a report of
        nothing else; where the text uses the name as a place's, it stays a place.
        """
        if not self._sentences:
            return frozenset()
        placed = self._placed(spans, best)
        keys = {spans[number].key for number in placed}
        clubs = {
            number for number, span in enumerate(spans)
            if number not in placed and self._tells(span.first)
        }  # fmt: skip
        named = {spans[number].key for number in clubs} - keys
        return frozenset(clubs | {
            number for number, span in enumerate(spans)
            if number not in placed and span.key not in keys
            and (self._report or (
                span.key in named and self._paragraphs[span.first] in self._near
            ))
        })  # fmt: skip

    def _tells(self, word: int) -> bool:
        """Say whether a word stands in a sentence about a match."""
        return self._reading.sentences[word] in self._sentences

    def _placed(self, spans: Sequence[Span], best: Mapping[int, Found]) -> set[int]:
        """Return the numbers of the names that stand where a place's does."""
        placed: set[int] = set()
        for number, span in enumerate(spans):
            place, before = best.get(number), number - 1
            joint = _word(self._reading, span.first - 1)
            joint = joint if before >= 0 and spans[before].stop == span.first - 1 else ""
            after = _word(self._reading, span.stop)
            if joint == "," and _lies_in(best.get(before), place):  # Reno, Nevada
                placed |= {before, number}
            elif (
                (place is not None and place.kind in _LAND)
                or self._leads(span.first, place)
                or in_dateline(self._reading, span)
                or after in CLUBS["public"]
                or (
                    place is not None and not self._tells(span.first)
                    and is_metonym(self._reading, span, place)
                )
                or (joint in {"and", "or"} and before in placed and after not in _OF_MATCHES)
            ):  # fmt: skip
                placed.add(number)
        return placed

    def _leads(self, first: int, place: Found | None) -> bool:
        """Say whether a word before a name leads to a place: *in*, *travel to*, *on* an island."""
        lead = _word(self._reading, first - 1)
        near = {_word(self._reading, at) for at in range(first - 1 - _NEAR, first - 1)}
        if lead == "to":
            sure = self._reading.sentences[first] in self._sure
            return bool(near & CLUBS["goes"]) if sure else not near & CLUBS["yields"]
        if lead == "from":
            return not near & CLUBS["signs"]
        if lead == "of":
            return not near & CLUBS["staff"]
        if lead == "on":
            return place is not None and place.kind not in _TOWNS
        return lead in CLUBS["where"]


def _weights(reading: Reading) -> dict[int, float]:
    """Return how much each sentence tells of a match, by its number; headings' few words too."""
    firsts: dict[int, tuple[int, int]] = {}
    for at, number in enumerate(reading.sentences):
        firsts[number] = (firsts.get(number, (at, at))[0], at)
    return {
        number: _weigh(
            reading.text[reading.starts[first] : reading.end(last)],
            reading.words[first : last + 1],
        )[0]
        for number, (first, last) in firsts.items() if last - first >= _FEWEST
    }  # fmt: skip


def _paragraphs(reading: Reading) -> tuple[int, ...]:
    """Return the number of the line that each word stands in."""
    numbers, number, end = [], 0, 0
    for at, start in enumerate(reading.starts):
        number += "\n" in reading.text[end:start] or "\n" in reading.words[at]
        end = reading.end(at)
        numbers.append(number)
    return tuple(numbers)


def _word(reading: Reading, at: int) -> str:
    return reading.words[at].lower() if 0 <= at < len(reading.words) else ""


def _lies_in(place: Found | None, other: Found | None) -> bool:
    if place is None or other is None:
        return False
    whole = other.kind == "country" and place.country == other.country
    return whole or other.id in {place.admin1, place.admin2}
