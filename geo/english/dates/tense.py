"""Tell whether a sentence looks back or ahead at a date, from the nearest verb that shows it."""

from __future__ import annotations

import re
from typing import Final, Literal

Leaning = Literal["past", "future"]

_AHEAD: Final = (
    r"will|shall|would|won't|won’t|due|scheduled|planned|plans|expected|expects|upcoming|"
    r"(?:is|are|was|were) to|(?:set|ready|hopes?|aims?|intends?|vow(?:s|ed)?|agreed|wants?) to|"
    r"to (?:meet|hold|begin|start|resume|visit|open|vote|discuss|take|return|travel|arrive|sign|"
    r"continue|host|attend|be|send|launch|close|reopen|decide|announce|play|face|mark)|"
    r"forecast|(?:predicted|tipped|slated|bound|billed) (?:to|for)|meets|votes|opens|begins|starts|"
    r"resumes|returns|holds|hosts|visits|faces|travels|arrives|goes on trial|takes place|kicks off|"
    r"ahead of|may|could|should|deadline|elections?\s+(?:set|due)"
)
_BACK: Final = (
    r"was|were|had|did|been|said|met|held|went|came|took|began|told|left|fell|rose|struck|hit|made|"
    r"gave|found|saw|won|lost|sent|kept|shot|fought|got|ran|spoke|flew|paid|led|sold|built|died|"
    r"drew|wrote|broke|brought|became|cut|shut|[a-z]{2,}ed"
)
_CUE: Final = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b")
_PLANNED: Final = (
    r"appears|buries|chooses|closes|debates|decides|departs|elects|flies|gathers|goes|heads|hears|"
    r"kicks off|launches|leaves|plays|reopens|sails|signs|tours|unveils"
)
_PLAN: Final = re.compile(
    r"(?:(?:(?<=s )(?<!’s )(?<!'s )|\b(?:they|we|you|who|people|and|police|crew) )"
    r"(?:close|debate|head|host|launch|open|play|return|sign|start|tour|travel|visit|vote)"
    r"|(?<!\bto )(?<!\bnot )(?<!n’t )(?<!n't )(?<!\bdid )(?<!\bno )(?<!\bthe )(?<!\ba )(?<!\bon )"
    r"(?<!\b[Hh]is )(?<!\b[Hh]er )(?<!\bits )(?<!\btheir )"
    r"\b(?:appear|arrive|begin|bury|choose|decide|depart|elect|fly|gather|go|hear|kick off|leave|"
    rf"meet|reopen|resume|sail|unveil)|\b(?:{_PLANNED}))"
    r"(?P<of>(?:\s[\w’'-]+){0,7})\s(?:on\s)?$"
)
"""A verb that tells a plan in the present tense, near before its day: *players leave on Friday*."""
_PLANNED_BEHIND: Final = re.compile(rf",? (?:[\w’'-]+ ){{1,6}}(?:{_PLANNED})\b")
_HELPS: Final = re.compile(r"\s+(?:(?:be|not|also|soon|then|have|been)\s+){0,2}")
_STOP: Final = re.compile(r"[.!?;:]\s")
_REACH: Final = 120
"""How many letters away a verb may stand."""


def leaning(text: str, start: int, end: int) -> Leaning | None:
    """Return where the sentence around ``text[start:end]`` looks; nothing where it does not say.

    The nearest verb before counts, or, where the date opens the sentence, the first behind it.
    """
    before = _STOP.split(text[max(0, start - _REACH) : start])[-1]
    plan = _PLAN.search(before)
    if plan and not _CUE.search(plan["of"]):
        return "future"
    cues = [*_CUE.finditer(before)]
    if cues:
        return _of(before, cues)
    behind = _STOP.split(text[end : end + _REACH])[0]
    cues = [*_CUE.finditer(behind)]
    plan = _PLANNED_BEHIND.match(behind)
    if plan and (not cues or plan.end() <= cues[0].start()):
        return "future"
    return _of(behind, cues[:1]) if cues else None


def _of(text: str, cues: list[re.Match[str]]) -> Leaning:
    """Return where the last verb looks; in "will be held" it is the first word that tells."""
    last = cues[-1]
    if last["ahead"]:
        return "future"
    helped = len(cues) > 1 and cues[-2]["ahead"] is not None
    return "future" if helped and _HELPS.fullmatch(text, cues[-2].end(), last.start()) else "past"
