"""Tell a date that belongs to a thing of the past from one that says when something happened.

*The 2007 wildfires*, *the treaty of 1920*, *the bridge, built in 1932,* and *the worst storm since
1987* name or measure things; the news is of another day.
"""

from __future__ import annotations

import re
from typing import Final

_REACH: Final = 80
"""How many letters before a date may make it one of a thing."""
_YEAR: Final = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
_WHEN: Final = re.compile(r"(?:in|on|during|throughout|at|over)\b", re.I)

_DETERMINER: Final = re.compile(
    r"\b(?:(?i:the|a|an|its|their|his|her|our|this|that|another)|[A-Z][\w-]*['’]s?)\s"
    r"(?:(?!in\b|on\b|of\b)[a-z-]+\s)?$"
)
_NOUN: Final = re.compile(
    r"[ -](?!(?:and|or|but|to|in|on|at|of|by|with|from|for|as|that|which|who|when|where|while|"
    r"after|before|until|because|since|was|were|is|are|had|has|have|will|would|said|so|it|he|she|they|we|"
    r"the|a|an|there|this|if|than|onwards?|alone|too)\b)[A-Za-z]"
)
_OF: Final = re.compile(r"\b(?P<noun>[A-Za-z]+)\sof\s(?:the\s)?$")
_TIMES: Final = re.compile(
    r"(?:end|start|beginning|middle|close|spring|summer|autumn|fall|winter|half|quarter|part|months?|"
    r"weeks?|days?|years?|mornings?|nights?|evenings?|afternoons?|hours|dawn|eve|weekend|rest|most|"
    r"all|much|course|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|as|because|out|instead)$",
    re.I,
)
_PARTICIPLE: Final = (
    r"(?:[a-z]{2,}ed|built|born|held|made|won|lost|begun|written|drawn|led|torn|sunk|shot|sold|set|"
    r"taken|founded|rebuilt|cut|shut|struck|fought|dug|laid)"
)
_ASIDE: Final = re.compile(
    rf"(?:(?:[,(–—]|\b(?:which|who|that)\s(?:was|were|had been))\s?(?:\w+ly\s|first\s|last\s)?"
    rf"|^|[.!?]\s){_PARTICIPLE}(?:\s(?!and\b|but\b)[\w’'-]+){{0,4}}\s$",
    re.I,
)
_ENDS_ASIDE: Final = re.compile(r"(?:\s(?:in|at|near|by|to|for)\s[^,.;:()–—]{1,40})?\s?[,)–—]")
_DATES_FROM: Final = re.compile(
    r"(?:\bdat(?:es?|ed|ing) (?:from|back to)|(?<!\bin )\bthe year)\s$", re.I
)
_COMPARED: Final = re.compile(
    r"(?:\b(?:first|[a-z]+est|worst|most [a-z]+|least [a-z]+|best)\b[^,.;:]{0,50}\s(?:ever )?"
    r"|\bnot [^,.;:]{0,40}\s)$",
    re.I,
)
_SINCE: Final = re.compile(r"since\b", re.I)
_THAN: Final = re.compile(r"\b(?:than|unlike|like|compared (?:with|to))\s(?:the\s)?$", re.I)
_IN_BRACKETS: Final = re.compile(r"\(\s?(?:born |founded |d\. |b\. )?$")


def is_background(text: str, start: int, end: int) -> bool:
    """Say whether the date at ``text[start:end]`` is that of a thing and not of what is told.

    Only a date that names its year can be.
    """
    words = text[start:end]
    if not _YEAR.search(words):
        return False
    cut = "·" if start > _REACH else ""
    before, when = cut + text[max(0, start - _REACH) : start], _WHEN.match(words)
    if _SINCE.match(words):
        return bool(_COMPARED.search(before))
    if (
        _DATES_FROM.search(before)
        or _THAN.search(before)
        or (_IN_BRACKETS.search(before) and text[end : end + 1] == ")")
    ):
        return True
    if not when and _DETERMINER.search(before) and _NOUN.match(text, end):
        return True
    of = _OF.search(before)
    if of and not _TIMES.match(of["noun"]):
        return True
    aside = _ASIDE.search(before)
    return aside is not None and (
        aside[0][:5].lower() in {"which", "who w", "who h", "that ", "that\n"}
        or _ENDS_ASIDE.match(text, end) is not None
    )
