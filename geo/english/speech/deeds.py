"""Tell where a verb of speech tells a deed and nobody's word: *a judge denied bail*."""

from __future__ import annotations

import re
from typing import Final

_OF: Final = r"(?:(?!that\b|it\b)[\w’'-]+ ){0,4}?"
"""Words between the verb and what it is done to."""
_DEED: Final = re.compile(
    # participles of a noun before them: a judge warned by police · a man confirmed dead
    r"(?!sa(?:id|ys?)\b)\w+ by (?!e-?mail|letter|phone|radio|telephone|telegram|text|video)|"
    r"(?:told|alleged|asked|believed|reported) to\b|"
    r"(?:confirmed|declared|reported) (?:dead|alive|missing|safe|unsafe|extinct|open|closed)\b|"
    # what is given, or refused
    rf"den(?:ied|ies) {_OF}(?:access|aid|appeals?|applications?|asylum|bail|benefits|care|custody|"
    r"entry|food|justice|leave|licen[cs]es?|medicines?|motions?|parole|passage|permission|permits?|"
    r"petitions?|registration|relief|requests?|rights?|treatment|visas?|votes?|water)\b|"
    r"den(?:ied|ies) (?:me|you|him|her|us|them) |"
    r"admitted (?:to (?:(?:a|the) )?(?:hospital|clinic|ward|intensive|parliament|university|school|"
    r"bar|union|club)\b|"
    r"(?:him|her|them|us|me)\b|(?:(?:about|over|some|nearly|almost|only|another|more than|the|a) )?"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|scores)\b|"
    rf"(?!.{{0,60}}\b\w+ing\b){_OF}(?:children|evidence|members?|migrants|patients?|people|pupils|"
    r"refugees|students|victims|visitors|women|wounded)\b)|"
    rf"claim(?:s|ed) {_OF}(?:bronze|crown|goal|gold|lives|life|medals?|places?|points?|prizes?|"
    r"seats?|silver|spot|title|trophy|victims?|wickets?|wins?)\b|"
    r"confirmed (?:its|the|their|his|her|a) (?:new )?(?:appointment|bishop|candidate|chief|"
    r"chair\w*|director|governor|head|judge|minister|nomination|nominee)s?\b|"
    # war and peace, tales and quarrels
    r"declare[sd] (?:war|peace|independence|bankruptcy|victory|(?:its|his|her|their) "
    r"(?:assets|income|independence|love|wealth))\b|"
    r"pledge[sd] (?:allegiance|loyalty)\b|"
    r"acknowledge[sd] (?:the )?(?:applause|cheers|crowd|flag|salute)\b|"
    r"(?:told|tells) (?:of\b|(?:a|an|the|its|his|her|their|this) (?:\w+ )?(?:jokes?|lies?|"
    r"stor(?:y|ies)|tales?|time|truth)\b)|"
    r"(?:says?|said) (?:(?:his|her|their) )?(?:(?:farewell|goodbye|grace|mass|prayers?)\b|"
    r"(?:little|much|nothing)(?: (?:about|else|more|of|on|to)\b|\W*$))|"
    r"argue[sd] (?:with|over|about|before|for hours|for days|(?:its|his|her|their|the|a) (?:case|"
    r"appeal))\b|"
    r"testified\b(?! (?:to|of|it|he|she|they|the|how)\b|[^;·]{0,60}\bthat\b|[,:]? ?·)|"
    r"warned \w+ off\b",
)
_FORCE: Final = re.compile(
    r"(?:(?!of\b|in\b|at\b|near\b|along\b|by\b|from\b|on\b|to\b|with\b)[\w’'-]+ ){0,4}"
    r"(?:avalanches?|blasts?|blazes?|bombs?|clashes|crash|cyclones?|diseases?|droughts?|earthquakes?|"
    r"epidemics?|explosions?|famines?|fires?|floods?|gales?|heat(?:wave)?|hurricanes?|landslides?|"
    r"mudslides?|outbreaks?|quakes?|rains?|rivers?|storms?|tornado(?:es)?|tsunamis?|typhoons?|viruse?s?|"
    r"volcano(?:es)?|wars?|waves?|winds?)"
)
"""What does and never speaks."""
_NOT_YET: Final = re.compile(
    r"\b(?:will|won['’]t|shall|may|might|"
    r"(?:did|does|do|has|have|had|would|could|can)(?: not|n['’]t)|cannot|never)"
    r"(?: (?:also|later|then|yet|now|again))*\s*$"
)
"""What stands before a verb where nobody has spoken."""
_BESIDE: Final = re.compile(
    r"\b(?i:after|because|before|once|since|that|until|when|which|whom|whose) "
    r"(?:(?:an?|the|his|her|its|their) |[A-Z])[^,;:·]*$"
)
"""What only says when the rest of the sentence was, or of what it is told."""
_BARE: Final = re.compile(
    r"(?:acknowledged|admitted|alleged|announced|claimed|confirmed|declared|den(?:ied|ies)|pledged|"
    r"vowed)\b(?! (?:that|it|he|she|they|there|having|to|on|in|at|\w+ing)\b)"
    r"(?![^,;·]{0,80}\b(?:are|had|has|have|is|was|were|will|would)\b)\s+\w"
)
"""A verb with what was announced or denied, and no words of it."""
_NEAR: Final = 60
"""Letters behind a quotation within which a verb says whose it is."""
_REACH: Final = 200
"""Letters before and behind a verb by which it is told."""


def is_deed(text: str, start: int, end: int) -> bool:
    """Tell whether a verb of speech, from `start` to `end`, reports nobody's word.

    Nobody has spoken yet, or something was done by it, or it only tells when the rest was.
    """
    before = text[max(0, start - _REACH) : start]
    after = text[start : end + _REACH]
    return bool(
        (_DEED.match(after) and "·" not in before[-_NEAR:])
        or _NOT_YET.search(before)
        or (_BARE.match(after) and _BESIDE.search(before))
    )


def is_force(name: str) -> bool:
    """Tell whether what stands for a speaker is a force of nature, or a war."""
    return _FORCE.fullmatch(name) is not None
