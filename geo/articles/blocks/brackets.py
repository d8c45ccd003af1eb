"""Tell a caption or a credit in brackets, as *[PHOTO: The dam. A. Example]*, wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

REASON: Final = "a caption or credit in brackets"
_MOST: Final = 1_000
"""Letters of one, at the most."""
_MOST_LINES: Final = 12
_MEDIUM: Final = (
    r"(?:(?:insert|see|file|embedded|hand-?out|undated|courtesy|featured?|main|hero|lead|inline|"
    r"[A-Z]{2,5}) ){0,2}"
    r"(?:photo(?:graph)?s?|pictures?|pics?|images?|img|videos?|clip|audio|podcast|graphics?|"
    r"infographics?|maps?|charts?|gallery|slide ?show|embed(?:ded)?|captions?|illustrations?|"
    r"cartoon|screen ?shots?|screengrab|animation|cid|figure|fig\.)"
)
_TELLING: Final = (
    r"(?:(?: \d{1,3})?(?: ?(?:/|of) ?\d{1,3})?(?: (?:credits?|captions?|by|courtesy|source|"
    r"descriptions?|from|post|tweet|alt|text)\b[^:()\[\]{}]{0,60})?\s*[:|.]|\s+[—–-]+\s|"
    r" (?:credits?|caption|by|courtesy)\b)"
)
"""What stands behind the medium's name where a caption or a maker follows."""
_INSIDE: Final = r"[^()\[\]{}]*(?:[(\[][^()\[\]{}]*[)\]][^()\[\]{}]*)*"
_FEW_WORDS: Final = r"(?: [^\s.!?()\[\]{}]+){0,5}\.?"
_ONE: Final = rf"[(\[{{]{{1,2}}\s*{_MEDIUM}(?:{_TELLING}{_INSIDE}|{_FEW_WORDS})\s*[)\]}}]{{1,2}}\.?"
_WHOLE: Final = re.compile(rf"\W?{_ONE}(?:\s*{_ONE})*", re.I)
_OPENS: Final = re.compile(rf"\s*[(\[{{]{{1,2}}\s*{_MEDIUM}\b", re.I)


def is_bracketed(text: str) -> bool:
    """Tell whether a text is nothing but captions or credits, each in brackets."""
    return len(text) <= _MOST and _WHOLE.fullmatch(text) is not None


def bracketed(lines: Sequence[str]) -> Iterator[range]:
    """Yield which lines are a caption or a credit in brackets together, from its first on."""
    at = 0
    while at < len(lines):
        count = _count(lines[at : at + _MOST_LINES]) if _OPENS.match(lines[at]) else 0
        if count:
            yield range(at, at + count)
        at += count or 1


def _count(lines: Sequence[str]) -> int:
    """Return how many of these lines are one, nothing if it does not end with one of them."""
    text = ""
    for count, line in enumerate(lines, 1):
        text = f"{text} {line.strip()}" if text else line.strip()
        if len(text) > _MOST:
            break
        if is_bracketed(text):
            return count
    return 0
