"""Tell whose word each sentence of an article is, with the sentences before it in view.

A pronoun is the nearest person or body that fits, named as a speaker or as what a sentence is about
in the same or the preceding paragraph; where two fit, it is left open. A quotation that goes on is
its first half's speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.english.speech.speakers import Speaker, find_speaker

_ASIDE: Final = re.compile(r", (?:who|whose|which)\b")
"""What begins words about a speaker that are not his name."""
_HEAD_ENDS: Final = re.compile(r",| (?:of|for|in|at|from|with|on|who|which|that|whose|near|to) ")
_OFFICE: Final = re.compile(
    r"(?i:\b(?:\w*(?:m[ae]n|person|woman)|admiral|ambassador|aide|analyst|bishop|captain|chief|"
    r"coach|colonel|commander|commissioner|deputy|diplomat|director|doctor|driver|envoy|expert|"
    r"farmer|fisher|general|governor|guard|guide|head|imam|judge|keeper|lawyer|leader|manager|"
    r"mayor|mechanic|minister|mother|father|navigator|nurse|officer|official|owner|pilot|premier|"
    r"president|priest|prince|princess|professor|prosecutor|ranger|researcher|resident|scientist|"
    r"secretary|senator|sheriff|student|survivor|teacher|trader|villager|volunteer|witness|worker))$"
)
_BODY: Final = re.compile(
    r"(?i:\b(?:academy|administration|agency|alliance|army|assembly|association|authority|bank|board|"
    r"bureau|cabinet|centre|center|charity|church|clinic|club|college|commission|committee|company|"
    r"congress|consortium|council|court|department|embassy|federation|firm|force|foundation|front|"
    r"fund|government|group|hospital|institute|junta|league|military|ministry|mission|monitor|"
    r"movement|museum|navy|observatory|office|operator|organi[sz]ation|parliament|party|police|"
    r"programme|program|project|railway|school|secretariat|senate|service|society|survey|team|"
    r"tribunal|union|university|utility|watchdog|nations|statement|report|study|guard))\b"
)
_MANY: Final = re.compile(
    r"\b(?:[a-z]\w*(?<![su])(?<!new)s|[A-Z]\w*(?:ents|ers|esses|ials|ians|ists|ities|ors)|"
    r"[Pp]olice|[Oo]fficials|people|media|crew|\w*men)$"
)
_HE: Final = re.compile(r"(?i:\b(?:mr|sir|lord|father|king|prince|imam|\w*(?<!wo)man)\b)")
_SHE: Final = re.compile(r"(?i:\b(?:mrs|ms|miss|lady|dame|queen|princess|mother|\w*woman)\b)")
_OWN: Final = re.compile(r"\b(?:(?P<he>he|his|him)|(?P<she>she|her|hers))\b")
_WORD: Final = r"[A-Z][\w’'-]{0,40}\.?"
"""Of a name; a longer one is none, and would be looked through from each of its letters."""
_PERSON: Final = re.compile(rf"(?:{_WORD}\s){{1,4}}(?:(?:de|del|van|von|bin|al|ould)\s)?{_WORD}")
_SUBJECT: Final = re.compile(
    rf"(?:(?:An?|But|Her|His|Its|The|Their|Then) )?(?:[a-z][\w’'-]* ){{0,2}}"
    rf"(?P<name>{_PERSON.pattern})(?=,| [a-z])"
    rf"|[^·]{{1,200}}?, (?P<held>{_PERSON.pattern})(?=,)"
)
"""A person whom a sentence is about: *Ana Ruiz went*, *Her aide, Ben Cole, went*."""
_SUBJECT_BODY: Final = re.compile(
    r"(?P<name>(?:The|A|An) (?:[\w’'-]+ ){0,5}?[\w’'-]+)"
    r"(?= (?:has|had|was|is|will|would|[a-z]+ed)\b)"
)
_CALENDAR: Final = re.compile(
    r"\b(?:\w+day|January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b"
)
_MOST_KNOWN: Final = 100
"""Names that are kept for pronouns, which bounds the time."""
_QUOTED: Final = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Antecedent:
    """Hold somebody whom a pronoun may mean."""

    name: str
    """Empty where it is somebody of whom more is not known than that a pronoun may mean him."""
    block: int
    pronouns: frozenset[str]
    sex: str | None = None
    """``he`` or ``she`` where something says so."""
    rival: bool = False
    """Whether another person is named behind."""

    def fits(self, pronoun: str) -> bool:
        return pronoun in self.pronouns and (pronoun == "it" or self.sex in (None, pronoun))


@dataclass(slots=True)
class _Hearing:
    """Hold what was heard up to a sentence."""

    places: Collection[str]
    known: list[_Antecedent] = field(default_factory=list)
    quoting: str = ""
    """Whose quotation may go on."""

    def tell(self, block: int, sentence: str, *, inside: bool) -> str:
        """Return whose word the next sentence is; nothing where that is left open."""
        marked = f"“{sentence}" if inside else sentence
        found = find_speaker(marked)
        if found is None:
            told = self.quoting if inside or _only_quoted(sentence) else ""
            self.quoting = told
            if not told:
                self._about(block, sentence)
            return told
        told = self._named(block, found, marked)
        self.quoting = told
        return told

    def _named(self, block: int, found: Speaker, sentence: str) -> str:
        if found.pronoun:
            return self._meant(block, found.text.lower())
        name = _ASIDE.split(found.text)[0]
        self._learn(block, name, sentence[found.end :])
        return name

    def _learn(self, block: int, name: str, behind: str = "") -> None:
        """Keep a name for pronouns to come."""
        pronouns = _pronouns_of(name, self.places)
        sex = "she" if _SHE.search(name) else "he" if _HE.search(name) else None
        own = _OWN.search(behind)
        if sex is None and own and "he" in pronouns:
            sex = own.lastgroup
        short = name.split(",")[0] if _PERSON.match(name) else name
        earlier = next((one for one in self.known if one.name == short), None)
        if earlier:
            self.known.remove(earlier)
            sex = sex or earlier.sex
        rival = sex is None and any(self._persons(behind))
        self.known.append(_Antecedent(short, block, pronouns, sex, rival))
        del self.known[:-_MOST_KNOWN]

    def _persons(self, words: str) -> Iterator[str]:
        """Yield what reads as a person's name."""
        for found in _PERSON.finditer(words):
            name = found[0]
            if not (
                name.startswith("The ")
                or words[: found.start()].endswith("the ")
                or _BODY.search(name)
                or _CALENDAR.search(name)
                or any(place in name for place in self.places)
            ):
                yield name

    def _about(self, block: int, sentence: str) -> None:
        """Keep who or what a sentence begins with, though nobody speaks in it."""
        person = _SUBJECT.match(sentence)
        name = (person["name"] or person["held"]) if person else ""
        if name and name in self._persons(sentence):
            self._learn(block, name, sentence.partition(name)[2])
        elif any(self._persons(sentence)):
            self.known.append(_Antecedent("", block, frozenset({"he", "she"})))
        body = _SUBJECT_BODY.match(sentence)
        if body and _BODY.search(_head_of(body["name"])):
            self._learn(block, body["name"])

    def _meant(self, block: int, pronoun: str) -> str:
        """Return whom a pronoun means: the last that fits, unless another may be meant too."""
        near = [one for one in self.known if block - 1 <= one.block]
        for one in reversed(near):
            if not one.fits(pronoun):
                continue
            if pronoun in ("he", "she"):
                if one.rival and one.sex is None:
                    return ""
                one.sex = pronoun
            one.block = block
            return one.name
        return ""


def voices(paragraphs: Sequence[Sequence[str]], places: Collection[str]) -> list[list[str]]:
    """Return whose word each sentence is; nothing where it says of nobody or is left open.

    Parameters
    ----------
    paragraphs
        The sentences of each.
    places
        Names in the article that are no person's.
    """
    hearing = _Hearing(places)
    found: list[list[str]] = []
    inside = False
    for block, sentences in enumerate(paragraphs):
        if not inside:
            hearing.quoting = ""
        inside = False  # each paragraph of a long quotation opens it again
        told: list[str] = []
        waiting = 0
        for sentence in sentences:
            told.append(hearing.tell(block, sentence, inside=inside))
            if told[-1] and inside:  # “It was dark. We ran,” said Ana.
                told[len(told) - 1 - waiting : -1] = [told[-1]] * waiting
            inside = _is_open(sentence, inside)
            waiting = waiting + 1 if inside and not told[-1] else 0
        found.append(told)
    return found


def _is_open(sentence: str, inside: bool) -> bool:
    """Tell whether a quotation is open behind a sentence."""
    curly = max(sentence.rfind("“"), sentence.rfind("«"))
    closed = max(sentence.rfind("”"), sentence.rfind("»"))
    if curly != closed:
        return curly > closed
    return inside != bool(sentence.count('"') % 2)


def _only_quoted(sentence: str) -> bool:
    bare = _QUOTED.sub("", sentence)
    return bare != sentence and not _LETTER.search(bare)


def _head_of(name: str) -> str:
    """Return a name without what follows its noun: *a spokesman for the army*, *a spokesman*."""
    ends = _HEAD_ENDS.search(name)
    return name[: ends.start()] if ends else name


def _pronouns_of(name: str, places: Collection[str]) -> frozenset[str]:
    """Return the pronouns that may stand for a name."""
    head = _head_of(name)
    if " and " in head or (_MANY.search(head) and not _PERSON.fullmatch(head)):
        return frozenset({"they"})
    if name in places or head in places:
        return frozenset({"it"})
    if _OFFICE.search(head):
        return frozenset({"he", "she"})
    bare = re.sub(r"^(?:the|a|an) ", "", head, flags=re.I)
    person = _PERSON.search(bare)
    if (
        person
        and person.end() == len(bare)
        and not _BODY.search(bare)
        and not head.startswith("The ")
    ):
        return frozenset({"he", "she"})
    if _BODY.search(bare) or bare != head or bare.isupper() or not bare[:1].isupper():
        return frozenset({"it"})
    return frozenset({"he", "she", "it"})  # one name alone: a person's, a firm's
