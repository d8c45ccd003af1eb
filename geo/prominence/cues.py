"""Read what the words beside a name say: that it happened there, or that one only spoke there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.english.sentences import find_sentences
from geo.prominence.article import Named, PlacedArticle

_BEFORE: Final = 70
"""Letters before a name, and after it, that are looked at; never those of another sentence."""
_AFTER: Final = 40
_LONGEST_LEAD: Final = 20
"""Letters of the word that leads to a name, and its article."""

_SAYING: Final = (
    r"said|says|saying|told|tells|added|adds|asked|answered|noted|warned|claimed|according to|"
    r"announced|denied|blame[sd]|urged|accused|stressed|explained|recalled|admitted|argued|"
    r"promise[sd]?|reported|thanked|joked|testified|insisted"
)
_HARM: Final = re.compile(
    r"\b(?:kill\w*|die[ds]?|dead|dying|deaths?|drown\w*|wound\w*|injur\w*|hit|hits|struck|strikes?|"
    r"swept|bur(?:y|ied|ies)|burn\w*|destroy\w*|damag\w*|collaps\w*|flood\w*|crest\w*|capsiz\w*|"
    r"sank|wreck\w*|crash\w*|blew|explo\w*|bomb\w*|shell\w*|attack\w*|raid\w*|stolen|stole|robb\w*|"
    r"shot|stabb\w*|found|arrest\w*|seiz\w*|cut off|washed|vanish\w*|broke|set fire|fires?)\b",
    re.IGNORECASE,
)
_SPEAKER: Final = re.compile(
    r"(?i)\b(?:spokes\w+|negotiators?|official|officials|minister|ministry|ministries|government|envoys?|"
    r"diplomats?|delegat\w+|ambassador|embassy|president|premier|governor|gov\.|secretary|"
    r"analysts?|professor|researchers?|scientists?|economist|lawyer|attorney|judges?|agency|"
    r"council|directorate|authorit\w+|leaders|statement)\b[^.;]{0,22}\b(?:in|for|of|from|at)"
    r" (?:the )?$"
)
_TALKS: Final = re.compile(
    r"(?i)\b(?:talks?|meeting|met|meet|summit|negotiat\w+|conference|signed|agreed|deal|accord|"
    r"truce|treaty|trial|tried|court|tribunal|hearing|auction|exchange|prices?|contract\w*|"
    r"laborator\w+|tests?|model|studied|taught|teach|spoke|speaking)\b[^.;]{0,30}\b(?:in|at|from)"
    r" (?:the )?$"
)
_SEAT: Final = re.compile(
    r"(?i)\b(?:based|headquarter\w*|head office|offices?|university|institute|college|works for|"
    r"plants?|factory|depot|warehouse|owner|company|firm|carmaker|maker)\b[^.;]{0,22}"
    r"\b(?:in|at|of|from) (?:the )?$"
)
_HOME: Final = re.compile(
    r"(?i)(?:\b(?:born|grew up|raised|lives?|lived|living|emigrated|moved|came|home|native|"
    r"retired|once|worked|works|on loan|brought|driven|drove|flown|flew|sent|borrowed|arrived|"
    r"trucked|ships?|shipped|bound|people|families|workers|men|"
    r"women|students|team|those|them|both)\b[^.;]{0,25}\b(?:in|of|from|to|for|down from) (?:the )?$"
    r"|(?:\d\d|[A-Z][\w’'-]+), of (?:the )?$)"
)
_LIKENED: Final = re.compile(
    r"(?i)(?:\b(?:than|like|unlike|as|size of|compared? (?:it )?(?:with|to)|similar to|recalled|"
    r"reminded \w+ of|worse than|rather than|other than|instead of|whether|not|the other|elsewhere|"
    r"as far away as|as far as|further than|half of) "
    r"(?:in |at |those of |that of |by way of |from )?(?:the )?$)"
)
_THAN: Final = re.compile(r" than\b")
_YEAR: Final = re.compile(r"(?<![\d,.])(?:1[5-9]\d\d|20\d\d)(?![\d,])")
_LONG_AGO: Final = re.compile(r"\b\d\d\d0s\b|\b(?:century|centuries|decades ago|years ago)\b")
_TO_COME: Final = re.compile(r"\b(?:by|until|before|to|from|for) (?:\w+ )?$")
_LEADING: Final = re.compile(r"\b(\w+) (?:the |both )?$")
_AT: Final = frozenset({
    "in", "at", "near", "around", "off", "outside", "beside", "on", "between", "above", "below",
    "inside", "across", "along", "through", "over", "of", "hit", "hits", "reach", "reached",
})  # fmt: skip
_THITHER: Final = frozenset("to for toward towards from via".split())  # noqa: SIM905
_WHENCE: Final = frozenset("in for of from at to".split())  # noqa: SIM905
"""Words of which one leads to a name where somebody spoke, sits, comes from or goes."""
_BY_WAY: Final = "by way of "
_EXPLAINED: Final = re.compile(
    r"(?:, |\) )(?:an?|the|whose|where|which) |,? (?:in|on) the \w+ (?:of|coast|shore|bank)\b"
)
_TYPED: Final = re.compile(
    r"(?i)\b(?:town|village|city|port|island|hamlet|settlement|camp|suburb|district|valley|town)s?"
    r" of (?:the )?$"
)
_WHOLE: Final = re.compile(
    r"(?i) ?(?:region|province|district|county|counties|state|municipality|department|basin)\b"
)
_OWNED: Final = re.compile(
    r"(?i)(?:’s|'s|’|')? (?:\w+ )?(?:ministry|government|president|minister|parliament|army|"
    r"foreign|defence|defense|police|court|officials?|authorities|spokes\w+|envoys?|negotiators?|"
    r"television|troops|pressure)\b"
)
_BASED: Final = re.compile(r"(?i)[-‑– ](?:based|born|owned|registered|led|built)\b")
_SAYS: Final = re.compile(rf"(?i)^[^.“”\"]{{0,30}}\b(?:{_SAYING})\b")
_SAID: Final = re.compile(
    rf"(?:[,”\"] ?(?:{_SAYING}) (?:[A-Z]|the |a |an |his |her |one )|\baccording to )"
    r"[^.;“”\"]{0,75}$"
)
"""*said Hiba Abdelgadir, a nurse at …*, but not: she said that farms at … were raided."""
_HERE: Final = re.compile(
    r"(?i)\bhere\b|\bthis (?:\w+ )?(?:city|town|village|port|island|valley|place|border post|"
    r"district|county|oasis)\b|\bin the (?:city|town)\b"
)
_TALKS_HERE: Final = re.compile(
    r"(?i)\b(?:talks?|meeting|met|summit|conference|told reporters|said|court)\b[^.;]{0,30}\bhere\b"
)
_BORNE_BEFORE: Final = re.compile(
    r"(?:\b(?:University|College|Bank|Court|Institute|Academy|Diocese|Bishop|Duke|Board|Port"
    r" Authority) of (?:the )?|[A-Z]\w+ & )$"
)
_BORNE_AFTER: Final = re.compile(r" (?:[A-Z][\w’'&-]+|& )")
_LIST: Final = re.compile(
    r"(?:[A-Z][^\W_][\w’'‘-]*(?: (?:[A-Z]|al-|de |del |la )[\w’'‘-]*)*(?:, and |, | and | or ))+$"
)
"""Names that stand before another in a list: what leads to the first leads to all."""
_QUOTE: Final = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5
_EMPTY: Final = frozenset({
    "after", "again", "against", "before", "between", "could", "first", "from", "have", "into",
    "last", "more", "next", "other", "over", "says", "second", "still", "than", "that", "their",
    "there", "they", "this", "three", "what", "when", "where", "will", "with", "would", "year",
    "years",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cues:
    """Hold what is seen at one mention."""

    named: Named
    sentence: int
    """Of its paragraph, from 0."""
    opening: bool
    """Whether it stands in the dateline."""
    first: bool
    """Whether its sentence is the first of the article."""
    quoted: bool
    said: bool
    """Whether it stands with the words that say who speaks."""
    spoke: bool
    """Whether somebody spoke for it, or at talks, courts and the like there."""
    seat: bool
    """Whether a firm, a ministry or a university sits there."""
    home: bool
    """Whether somebody comes from it or went there."""
    likened: bool
    old: bool
    """Whether the sentence names a year, or a time long ago."""
    at: bool
    """Whether a word of place leads to it."""
    thither: bool
    whole: bool
    """Whether it is said to be a region."""
    harm: bool
    """Whether the sentence tells of harm, or of what the police found."""
    between: bool
    """Whether something lies between it and another place."""
    explained: bool
    """Whether the article says what it is."""
    borne: bool
    """Whether it is part of a longer name: *Nairobi Securities Exchange*."""
    shared: int
    """How many words of the headline the sentence has besides names of places."""
    plain: bool
    """Whether nothing says that it is named for another's sake."""


def is_here(article: PlacedArticle) -> bool:
    """Say whether the reporter, and not who is quoted, says *here* of where he sits."""
    return any(
        not _TALKS_HERE.search(told, max(0, found.start() - _BEFORE), found.end())
        for text in article.paragraphs
        for told in [_QUOTE.sub(" ", text)]
        for found in _HERE.finditer(told)
    )


def read_cues(article: PlacedArticle) -> list[list[Cues]]:
    """Return for each place what is seen at each of its mentions."""
    stems = stems_of(article.headline) - stems_of(
        " ".join(m.text for place in article.places for m in place.mentions)
    )
    latest = _latest_year(article.paragraphs)
    numbers = sorted({m.paragraph for place in article.places for m in place.mentions})
    texts = {number: _Paragraph(article, number, stems, latest) for number in numbers}
    return [[texts[m.paragraph].cues(m) for m in place.mentions] for place in article.places]


def _latest_year(paragraphs: Sequence[str]) -> int:
    """Return the latest year that an article names, unless as one to come; 0 where none."""
    return max(
        (
            int(found[0])
            for text in paragraphs
            for found in _YEAR.finditer(text)
            if not _TO_COME.search(text, max(0, found.start() - 20), found.start())
        ),
        default=0,
    )


class _Paragraph:
    """Know where a paragraph's sentences and quotations are."""

    def __init__(
        self, article: PlacedArticle, number: int, stems: frozenset[str], latest: int
    ) -> None:
        self._latest = latest
        self._sentences: dict[int, tuple[bool, bool, int]] = {}
        self._stems = stems
        self._number = number
        self._text = article.paragraphs[number]
        self._opening = article.opening if number == 0 else 0
        self._starts, self._ends = _sentences(self._text, self._opening)
        self._quotes = [found.span() for found in _QUOTE.finditer(self._text)]

    def cues(self, named: Named) -> Cues:
        at = max(0, bisect_right(self._starts, named.start) - 1)
        start, end = self._starts[at], max(self._ends[at], named.end)
        start = min(start, named.start)
        straight = self._text[max(start, named.start - _BEFORE) : named.start]
        before = _LIST.sub("", straight)
        after = self._text[named.end : min(end, named.end + _AFTER)]
        harm, old, shared = self._told(at)
        opening = named.start < self._opening
        bracketed = opening and self._bracketed(named.start)
        found = _LEADING.search(before, max(0, len(before) - _LONGEST_LEAD))
        leading = found[1].lower() if found else ""
        whence = leading in _WHENCE
        spoke = bool(
            (whence and (_SPEAKER.search(before) or _TALKS.search(before))) or _OWNED.match(after)
        )
        quoted = any(begin < named.start < stop for begin, stop in self._quotes)
        said = bool(_SAID.search(before)) or (spoke and bool(_SAYS.match(after)))
        seat = bool((whence and _SEAT.search(before)) or _BASED.match(after))
        home = whence and bool(_HOME.search(before))
        likened = bool(_LIKENED.search(before) or _THAN.match(after))
        old = old and not (self._number == 0 and at == 0)
        borne = bracketed or bool(_BORNE_BEFORE.search(straight) or _BORNE_AFTER.match(after))
        opening = opening and not bracketed
        aside = opening or borne or quoted or said or spoke or seat or home or likened or old
        return Cues(
            named,
            sentence=at,
            opening=opening,
            first=self._number == 0 and not opening and not bracketed and at == 0,
            quoted=quoted,
            said=said,
            spoke=spoke,
            seat=seat,
            home=home,
            likened=likened,
            old=old,
            at=leading in _AT,
            thither=leading in _THITHER or _BY_WAY in before[-_LONGEST_LEAD:],
            whole=bool(_WHOLE.match(after)),
            harm=harm,
            between=leading == "between",
            explained=bool(_EXPLAINED.match(after) or _TYPED.search(before)),
            borne=borne,
            shared=shared,
            plain=named.kind == "literal" and not aside,
        )

    def _told(self, at: int) -> tuple[bool, bool, int]:
        """Return of a sentence: whether it tells of harm, of old times, and of the headline."""
        if at not in self._sentences:
            sentence = self._text[self._starts[at] : self._ends[at]]
            years = [int(found[0]) for found in _YEAR.finditer(sentence)]
            old = any(year < self._latest for year in years) or bool(_LONG_AGO.search(sentence))
            shared = len(self._stems & stems_of(sentence)) if self._stems else 0
            self._sentences[at] = (
                bool(_HARM.search(_QUOTE.sub(" ", sentence))),
                old,
                shared,
            )
        return self._sentences[at]

    def _bracketed(self, at: int) -> bool:
        return self._text.rfind("(", 0, at) > self._text.rfind(")", 0, at)


def stems_of(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, by which *burned* is *burn* again."""
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(text)) - _EMPTY


def _sentences(text: str, opening: int) -> tuple[list[int], list[int]]:
    """Return where sentences start and end; the first begins behind the dateline."""
    found = [(max(one.start, opening), one.end) for one in find_sentences(text)]
    found = [one for one in found if one[0] < one[1]] or [(0, len(text))]
    return [start for start, _ in found], [end for _, end in found]
