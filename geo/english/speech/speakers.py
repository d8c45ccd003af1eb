"""Tell by whose word a sentence of English news stands: who said it, or according to whom.

Rules over words, no grammar: what they cannot tell is left open. A pronoun is returned as it
stands; whom it means is told by `geo.english.speech.voices`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from geo.english.agencies import AGENCIES
from geo.english.speech.deeds import is_deed, is_force

How = Literal["said", "according to"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Hold a speaker's words where they stand: ``text`` is from ``start`` to ``end``."""

    start: int
    end: int
    text: str
    how: How
    quoted: bool
    """Whether the sentence has words in quotation marks."""
    pronoun: bool = False


_SURE: Final = (
    r"said|says|say|told|tells|stated|announced|warned|warns|insisted|insists|claimed|denied|"
    r"denies|confirmed|acknowledged|admitted|argued|argues|declared|testified|alleged|vowed|pledged"
)
_LOOSE: Final = (
    r"claims|added|adds|noted|notes|reported|reports|explained|wrote|writes|suggested|predicted|stressed|"
    r"replied|tweeted|posted|pointed out|recalled|remarked|asked|estimated|emphasi[sz]ed|"
    r"underlined|concluded|believes?|thinks?|hopes?|commented|agreed|answered|responded|repl(?:y|ies)|"
    r"promise[sd]?|stress(?:es)?|regretted|shrugged|suspects?|call(?:s|ed)?|spoke of|described|"
    r"dismissed|joked"
)
_VERB: Final = re.compile(rf"\b(?:(?P<sure>{_SURE})|(?P<loose>{_LOOSE}))\b")
_CALLS: Final = re.compile(r"(?:call(?:s|ed)?|spoke of|described|dismissed)\b")
_CALLED: Final = re.compile(r"[^,.;:·]{0,60}·")
"""What stands behind a verb that gives a quoted name to something: *called the plan “a joke”*."""
_OPENS_SPEECH: Final = re.compile(r"\s*(?:(?:on|in|at|to) [^,.]{1,40}?)?(?:\s+that\b|\s*[:,]?\s*·)")
_MEDIA: Final = re.compile(
    rf"\b(?:agency|agencies|media|newspapers?|daily|television|TV|radio|channel|broadcaster|press|"
    rf"Times|Post|News|{AGENCIES})\b"
)
_AUXILIARY: Final = re.compile(
    r"(?:\s+(?:has|have|had|also|later|then|earlier|again|previously|repeatedly|once|now|often|only|"
    r"reportedly|did not|does not|do not|would|will|further|publicly|already|recently))+\s*$"
)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as|to|of|by|the|a|an|its|their|his|her|any|no|this|first|"
    r"widely|newly|with|amid|despite|from|on|over|about|all|some|\d+|and|or)\s*$",
    re.I,
)
_LEADING: Final = re.compile(
    r"^(?:(?:but|and|however|meanwhile|yet|still|so|or|also|later|earlier|then|as|instead|"
    r"nevertheless|moreover|for (?:his|her|its|their) part|in (?:response|return)|"
    r"on \w+|(?:last|this) \w+|yesterday|today)\b,?\s*)+",
    re.I,
)
_CLAUSE: Final = re.compile(
    r"\b(?:after|because|while|when|although|though|if|since|before|where|that|whereas|but|as|what|"
    r"once(?= (?:an?|the|its|his|her|their) ))\s+(?=\S)",
    re.I,
)
_BESIDE: Final = re.compile(
    r"\b(?:after|because|before|when|while|whereas|although|though|since|until|once|where|which|whom)"
    r"(?: (?:on|in|at) [\w ]{1,30},)?\s+$",
    re.I,
)
"""What begins a clause beside the main one, whose speaker does not tell the rest."""
_AS: Final = re.compile(r"\b(?:as|just as)\s+$", re.I)
_BARE_SPEECH: Final = re.compile(r"(?: (?:on|in|at) [\w ]{1,30})?\s*(?:[,.]|$)")
_WHOSE: Final = re.compile(r",\s(?:which|who|whose)\b")
_NAMED: Final = re.compile(
    r"(?:the|an?|his|her|its|their)\s(?:[\w’'-]+\s){0,5}[\w’'-]+,\s"
    r"(?P<name>(?:[A-Z]\.|[A-Z][\w’'-]*)"
    r"(?:\s(?:[A-Z]\.|[A-Z][\w’'-]*|de|del|van|von|bin|al|ould)){1,4})(?=[,.;]|\W*$)"
)
"""An office and who holds it: *the mayor, Ana Ruiz*."""
_ACCORDING: Final = re.compile(r"\b(?:according to|in the words of|citing|quoting)\s+", re.I)
_QUOTED_BY: Final = re.compile(
    r"\bquoted\s+(?P<who>[^,.;·]{2,80}?)\s+as\s+(?:saying|telling)\b"
    r"|(?P<whom>[^,.;·]{2,80}?)\s+(?:was|were|is|are)\s+quoted\s+as\s+saying\b"
)
_PRONOUN: Final = re.compile(r"(?:he|she|it|they|we|i|who)$", re.I)
_END_OF_NAME: Final = re.compile(
    r"[,;:?!·()–—]|(?<=[a-z]{4})(?<!ommr)(?<!updt)\.|\.(?=\W*$)|\s-\s"
    r"|\s(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"in (?:a|an|his|her|its|their|remarks|comments|\d)|at (?:a|the)|during|as|after|before|while|"
    r"when|that|who|which|last|this week|yesterday|today|by (?:phone|telephone)|via|through|told|"
    r"and (?:that|said))\b"
)
_FINITE: Final = re.compile(
    r"\b(?:was|were|would|will|had|has|have|is|are|can|could|may|might|must|should|did|does)\b"
)
_PAST: Final = re.compile(
    r"(?<=\w )(?:[a-z]{2,}ed|came|went|took|began|left|fell|rose|struck|hit|made|gave|found|saw|"
    r"won|lost|sent|kept|shot|fought|got|ran|spoke|flew|built|died|wrote|broke|brought|became|cut|shut|"
    r"burst|swept|blew|tore|drove|grew|held|met|knew|knows|goes)\b"
)
_AND: Final = re.compile(r"\band (?=\S)")
_DETERMINER: Final = re.compile(r"(?:the|an?|his|her|its|their|one|two|some)\s", re.I)
_GERUND: Final = re.compile(r"\s*(?:\w+ly )?[a-z]+ing\b")
_POSTPOSED: Final = re.compile(
    r"\s+(?:(?:the |an? )?(?:[a-z-]+ ){0,4})[A-Z][\w’'-]*\.?"
    r"(?:\s(?:[A-Z][\w’'-]*\.?|of|the|for|de|van|von|bin|al|der)){0,9}"
    r"(?:,\s(?:an?|the|his|her|its|who|whose|[A-Z])\b[^;:·]*)?[.\s]*$"
)
_COMMANDS: Final = re.compile(r"(?:told|tells|asked)\s+(?:(?!\bthat\b)[^,.;·]){1,40}?\s+to\s+[a-z]")
_NOBODY: Final = re.compile(
    r"^(?:and|or|to|in|of|with|nobody|no one|none|neither)$|\byou$|^(?:which|whom|whose)\b|"
    r"\b(?:factors?|plans?|schedules?|needs?|sizes?|types?|rules?|ages?)$",
    re.I,
)
_QUOTES: Final = re.compile(
    r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^‘’]{2,}[,.?!]’(?!\w)"
)
_MOST_WORDS: Final = 14
_NEAR: Final = 60
_REACH: Final = 400
"""Letters before and behind a verb among which its speaker stands: more than so many words have."""
_ENDS: Final = re.compile(r"[ .,·]*$")


def find_speaker(sentence: str) -> Speaker | None:
    """Return by whose word a sentence stands; nothing where it does not say."""
    masked = _QUOTES.sub(_masked, sentence)
    quoted = "·" in masked
    span = _quoted_by(masked) or _of_verbs(masked)
    how: How = "said"
    if span is None:
        span, how = _according(masked), "according to"
    if span is None:
        return None
    start, end = span
    text = sentence[start:end]
    return Speaker(start, end, text, how, quoted, bool(_PRONOUN.match(text)))


def _masked(found: re.Match[str]) -> str:
    """Hide what is quoted, so that its verbs do not count; a comma before the end stays."""
    return "·" * len(found[0])


def _quoted_by(masked: str) -> tuple[int, int] | None:
    found = _QUOTED_BY.search(masked)
    if not found:
        return None
    group = "who" if found["who"] else "whom"
    return _trimmed(masked, found.start(group), found.end(group))


def _of_verbs(masked: str) -> tuple[int, int] | None:
    """Return the speaker of the verb that counts: one beside a quotation, then the last, first."""
    found = []
    for verb in _VERB.finditer(masked):
        beside = "·" in masked[max(0, verb.start() - 60) : verb.end() + 40]
        first = max(0, verb.start() - _REACH)
        near = masked[first : verb.end() + _REACH]
        again = _VERB.match(near, verb.start() - first)
        span = _speaker_of(near, again) if again else None
        if span:
            ends = _ENDS.match(masked, verb.end()) is not None
            found.append((not beside, not ends, verb.start(), (first + span[0], first + span[1])))
    return min(found)[3] if found else None


def _speaker_of(masked: str, verb: re.Match[str]) -> tuple[int, int] | None:
    before = masked[: verb.start()]
    helped = _AUXILIARY.search(before)
    end = helped.start() if helped else len(before)
    bare = before[:end].rstrip()
    if (not helped and _PASSIVE.search(before)) or _COMMANDS.match(masked, verb.start()):
        return None
    if is_deed(masked, verb.start(), verb.end()):
        return None
    if bare.endswith(("·", ",")):
        return _around_comma(masked, bare, verb)
    start = max(bare.rfind(mark) for mark in ",;:·—–") + 1
    span = _trimmed(masked, start, len(bare))
    if span is None:
        return None
    after = masked[verb.end() :]
    postposed = start > 0 and masked[start - 1] in ",·"
    name = masked[span[0] : span[1]]
    if _is_beside(masked, span[0], verb.end()):
        return None
    if verb["loose"] and not (
        _OPENS_SPEECH.match(after)
        or (_CALLS.match(verb["loose"]) and _CALLED.match(after))
        or (postposed and re.match(r"\s*(?:,|\W*$)", after))
        or (postposed and masked[start - 1] == "·")
        or (verb["loose"].startswith("report") and _MEDIA.search(name))
    ):
        return None
    return span


def _is_beside(masked: str, start: int, end: int) -> bool:
    """Tell whether a speaker, up to whose verb it is `end`, opens a clause beside the main one."""
    before = masked[max(0, start - _NEAR) : start]
    if _BESIDE.search(before):
        return True
    return _AS.search(before) is not None and not _BARE_SPEECH.match(masked, end)


def _around_comma(masked: str, bare: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Read "…,” said the minister" and "Aliyev, the president, said"."""
    if bare.endswith(",") and not _names_speaker(masked, verb.end()):
        for whose in _WHOSE.finditer(bare):  # the army, which holds Bara, the old capital, said
            outer = max(bare[: whose.start()].rfind(mark) for mark in ",;:·") + 1
            if "," in bare[whose.end() : -1] and not _is_clause(bare[outer : whose.start()], ""):
                return _trimmed(masked, outer, whose.start())
        inner = max(bare[:-1].rfind(mark) for mark in ",;·") + 1
        if bare[inner - 1 : inner] == ",":
            aside = bare[inner:-1]
            outer = max(bare[: inner - 1].rfind(mark) for mark in ",;:·") + 1
            name = bare[outer : inner - 1]
            if not _is_clause(name, aside) and (
                aside.lstrip().startswith("who ") or not _FINITE.search(aside)
            ):
                span = _trimmed(masked, outer, len(bare) - 1)
                return None if span and _is_beside(masked, span[0], verb.end()) else span
    if verb["loose"] and not bare.rstrip(", ").endswith("·"):
        return None
    rest = masked[verb.end() :]
    if not re.match(
        r"\s+(?:[A-Z]|(?!(?:in|on|at|to|of|as|by|it|he|she|that|after|there)\b)"
        r"(?:[a-z-]+ ){1,3}[A-Z]|the |a |an |one |my |our |his |her |its |their |officials|police)",
        rest,
    ):
        return None
    if held := _NAMED.match(rest.lstrip()):
        begins = verb.end() + len(rest) - len(rest.lstrip())
        return begins + held.start("name"), begins + held.end("name")
    stop = _END_OF_NAME.search(rest)
    return _trimmed(masked, verb.end(), verb.end() + (stop.start() if stop else len(rest)))


def _names_speaker(masked: str, at: int) -> bool:
    """Say whether all that follows the verb is a name: *…, said Eleni Markou, a spokeswoman*."""
    found = _POSTPOSED.match(masked, at)
    return found is not None and not _FINITE.search(found[0].split(" who ")[0])


def _is_clause(words: str, aside: str) -> bool:
    """Say whether words before an aside have a verb of their own: *winds came instead, …*."""
    if _FINITE.search(words):
        return True
    bare = _LEADING.sub("", words.strip())
    past = _PAST.search(bare)
    return bool(past) and (not _DETERMINER.match(bare) or bool(_GERUND.match(aside)))


def _according(masked: str) -> tuple[int, int] | None:
    found = _ACCORDING.search(masked)
    if not found:
        return None
    rest = masked[found.end() : found.end() + _REACH]
    stop = _END_OF_NAME.search(rest)
    return _trimmed(masked, found.end(), found.end() + (stop.start() if stop else len(rest)))


def _trimmed(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a name without the words that lead to it; nothing where it is none."""
    piece = masked[start:end]
    clause = 0
    for found in _CLAUSE.finditer(piece):
        clause = found.end()
    for found in _AND.finditer(piece, clause):
        if _PAST.search(piece, clause, found.start()):
            clause = found.end()  # the fire jumped the road and residents said
    piece = piece[clause:]
    start += clause
    start += len(piece) - len(piece.lstrip(" ,'\"”"))
    leading = _LEADING.match(masked[start:end])
    if leading and leading.end() < end - start:
        start += leading.end()
    text = masked[start:end].rstrip(" ,")
    if not re.search(r"[^\W\d_]", text) or "·" in text or len(text.split()) > _MOST_WORDS:
        return None
    if _NOBODY.search(text) or is_force(text) or (_FINITE.search(text) and " who " not in text):
        return None
    return start, start + len(text)
