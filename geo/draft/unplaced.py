"""Find names of places that the gazetteer lacks, by the words beside them: *Zamzam camp*.

The reader of places knows the names of the gazetteer. A small camp, village or crossing that is in
none is called one by the text itself; it is kept without a place, to be placed or only named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from geo.draft.athome import choices_of, countries_of
from geo.draft.company import in_company
from geo.draft.model import Choice, Mention

_WORD: Final = r"(?:(?:a[dlnrstz]|ash|e[dls])[-‑])?[^\W\d_][^\W\d_’'-]*(?:[’'‑-][^\W\d_]+)*"
_KINDS: Final = (
    "camp|village|hamlet|settlement|district|neighbou?rhood|suburb|township|locality|crossing|"
    "checkpoint|bridge|oasis|dam"
)
_OF_CAMPS: Final = r"(?:(?:refugee|displacement|displaced|transit|tent|internment) )?"
_AFTER: Final = re.compile(rf" (?P<how>{_OF_CAMPS})(?P<kind>{_KINDS})(?P<many>s)?\b")
"""What follows a name: *Zamzam camp*, *Zamzam and Abu Shouk camps*."""
_BEFORE: Final = re.compile(
    rf"\b(?P<kind>{_KINDS}|town|city|port|island)(?P<many>s)? (?:of|called|named) "
)
_FIRST_WORD: Final = re.compile(_WORD)
_DETERMINER: Final = re.compile("the|an?|his|her|its|their|our|this|that")
_NO_NAME: Final = re.compile(
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    "(?:Septem|Octo|Novem|Decem)ber|The|An?|Th(?:is|at|ese|ose)|Its|Their|And|But|In|At|From|To|"
    "Near|O[fn]|For|School|Nazi|Christian|Muslim|Jewish|Olympic"
)
_PEOPLE: Final = re.compile(r".{2,}(?:ish|ian|ese|ean|ite)|Druze|Sunni|Shia|Bedouin|Yazidi|Maori")
_OTHERS: Final = re.compile(r"['’]s?$|-[a-z]+$")
"""Whose it is, rather than what it is called: *Kurdish*, *Aliyev's*, *Ossetian-controlled*."""
_JOINED: Final = re.compile(r"(?:, (?:and )?| and | or )$")
_NEXT: Final = re.compile(r", (?:and )?| and ")
_REACH: Final = 160
"""Letters before or after the word for a kind of place among which its names are sought."""
_NEAR: Final = 8
"""Letters in which a sentence's end before a word is sought: a stop, quotation marks, spaces."""
_MOST_WORDS: Final = 4
_MOST_LOOKED_UP: Final = 200
"""Names of an article that are looked up once more, which bounds the time."""
_SHORT: Final = 5
_SCORE: Final = 0.7


def with_unknown(mentions: Sequence[Mention], blocks: Sequence[str]) -> tuple[Mention, ...]:
    """Return mentions, and among them those names that only the words beside them give away.

    Parameters
    ----------
    mentions
        Those that the reader of places found, in order.
    blocks
        The article's paragraphs.
    """
    taken: dict[int, list[Mention]] = {}
    for mention in mentions:
        taken.setdefault(mention.block, []).append(mention)
    reasons: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    within = set().union(*map(_within, blocks))
    for number, text in enumerate(blocks):
        for name, kind, sure in _called(text):
            (reasons if sure else doubtful).setdefault(name, f"the text calls it a {kind}")
        for start, end, why in in_company(text, taken.get(number, ()), _runs(text, within)):
            if not _PEOPLE.fullmatch(text[start:end]):
                doubtful.setdefault(text[start:end], why)
    reasons |= {
        name: why for name, why in doubtful.items()
        if name not in reasons and (" " in name or name in within)
    }  # fmt: skip
    reasons |= {  # al-Nahud, and Al-Nahud where it begins a sentence
        name[0].upper() + name[1:]: why for name, why in reasons.items() if name[0].islower()
    }
    if not reasons:
        return tuple(mentions)
    found = list(mentions)
    countries = countries_of(mentions)
    at_home = {
        name: choices_of(name, countries, mentions) for name in islice(reasons, _MOST_LOOKED_UP)
    }
    for number, text in enumerate(blocks):
        covered = _covered(taken.get(number, ()))
        for start, end in _spans(text, reasons):
            if covered.isdisjoint(range(start, end)):
                name = text[start:end]
                choices, chosen = at_home.get(name, ((), None))
                found.append(_mention(number, start, end, name, reasons[name], choices, chosen))
    return tuple(sorted(found, key=lambda one: (one.block, one.start)))


def _covered(mentions: Iterable[Mention]) -> set[int]:
    return {at for mention in mentions for at in range(mention.start, mention.end)}


def _mention(
    block: int, start: int, end: int, name: str, why: str, choices: tuple[Choice, ...],
    chosen: int | None,
) -> Mention:  # fmt: skip
    told = why if choices else f"{why}; the gazetteer has none of this name"
    return Mention(
        id="m0", block=block, start=start, end=end, text=name, kind="literal", score=_SCORE,
        reasons=(told,), choices=choices, chosen=chosen,
    )  # fmt: skip


def _runs(text: str, within: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where runs of words stand that are written as names.

    Not a lone word that only ever begins a sentence.
    """
    start = end = -1
    count = 0
    for word in (*_FIRST_WORD.finditer(text), None):
        if word and end >= 0 and text[end : word.start()] == " " and _is_name(word[0]):
            end, count = word.end(), count + 1
            continue
        if end >= 0 and count <= _MOST_WORDS:
            alone = count == 1 and _opens(text, start) and text[start:end] not in within
            if not alone:
                yield start, end
        start, end, count = -1, -1, 0
        if word and _is_name(word[0]):
            start, end, count = word.start(), word.end(), 1


def _called(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each name that a paragraph calls a kind of place, that kind, and if it is a name.

    A single word that begins a sentence may be none: *Fishing villages*.
    """
    for after in _AFTER.finditer(text):
        for start, end in _names_before(text, after):
            name = text[start:end]
            if not _PEOPLE.fullmatch(name):
                yield name, after["kind"], " " in name or not _opens(text, start)
    for before in _BEFORE.finditer(text):
        yield from ((name, before["kind"], True) for name in _names_after(text, before))


def _within(text: str) -> set[str]:
    """Return the words of a paragraph that begin no sentence."""
    words = _FIRST_WORD.finditer(text)
    return {word[0] for word in words if not _opens(text, word.start())}


def _names_before(text: str, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where the name stands that ends where the word for its kind begins; of several, all."""
    first = max(0, found.start() - _REACH)
    words = list(_FIRST_WORD.finditer(text, first, found.start()))
    at = found.start()
    while (run := _run_to(text, words, at)) is not None:
        start, end = run
        lead = text[first:start].rstrip().rsplit(" ", 1)[-1].lower()
        if found["kind"] == "camp" and not found["how"] and _DETERMINER.fullmatch(lead):
            return  # a candidate's camp, not a place
        yield start, end
        joined = _JOINED.search(text[first:start])
        if not found["many"] or joined is None:
            return
        at = first + joined.start()


def _names_after(text: str, found: re.Match[str]) -> Iterator[str]:
    """Yield the name that begins after the word for its kind; of several, all."""
    at = found.end()
    last = min(len(text), at + _REACH)
    while True:
        end = at
        for word in _FIRST_WORD.finditer(text, at, last):
            gap = text[end : word.start()]
            if not _is_name(word[0]) or gap != (" " if end > at else ""):
                break
            end = word.end()
        if end == at:
            return
        yield text[at:end]
        joined = _NEXT.match(text, end)
        if not found["many"] or joined is None:
            return
        at = joined.end()


def _run_to(text: str, words: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Return where the capitalised words begin and end that end at a position."""
    start = at
    count = 0
    for word in reversed([word for word in words if word.end() <= at]):
        gap = text[word.end() : start]
        if not _is_name(word[0]) or gap != (" " if count else "") or count == _MOST_WORDS:
            break
        start, count = word.start(), count + 1
    return (start, at) if count else None


def _is_name(word: str) -> bool:
    """Whether a word is written as a name; short ones in capitals are bodies: *UN*, *IDP*."""
    bare = re.split(r"[-‑]", word)[-1] if word[0].islower() else word
    if not bare[0].isupper() or (word.isupper() and len(word) < _SHORT):
        return False
    return not _NO_NAME.fullmatch(word) and not _OTHERS.search(word)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins there, where any word has a capital."""
    before = text[max(0, start - _NEAR) : start].rstrip(" “‘\"'(")
    return not before or before[-1] in ".!?:”"


def _spans(text: str, kinds: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield where known names stand in a text, the longest first, none within another."""
    words = list(_FIRST_WORD.finditer(text))
    at = 0
    while at < len(words):
        for stop in range(min(at + _MOST_WORDS, len(words)), at, -1):
            start, end = words[at].start(), words[stop - 1].end()
            if text[start:end] in kinds:
                yield start, end
                at = stop
                break
        else:
            at += 1
