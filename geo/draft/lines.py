"""Join the lines of a paragraph that a program broke: mail, a terminal, a word processor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

_MOST_WRAPPED: Final = 120
"""How long a line is at the most that a program broke, in letters; longer ones are paragraphs."""
_LEAST_WRAPPED: Final = 24
_MOSTLY: Final = 0.6
"""Share of the line ends at which the next word found no room, in text that a program broke."""
_GOING_ON: Final = 0.4
"""Share of its lines that begin in small letters, at the least."""
_NEARLY: Final = 0.6
"""Share of the width from which a line without a stop goes on in the next, whatever that is."""
_ENDS: Final = re.compile(r"[.!?…։؟。:][\"'”’»)\]]*$")
_OPENS_ON: Final = re.compile(
    r"(?:[,;–—]|[^\W\d_][-\u2010\u00ad]|\b(?:the|an?|of|in|on|at|to|by|for|from|with|and|or|near|into|between|its?|his|her|"
    r"their|as|that|than|is|are|was|were|has|have|had|will|would|which|who|when|where|while))$"
)
"""The last words of a line that cannot end there."""
_ITEM: Final = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+(?=\S)")
_HEAD: Final = re.compile(r"(?:from|to|cc|bcc|sent|date|subject|reply-to)\s?:\s", re.I)
"""A line of a mail's head."""
_FIRST: Final = re.compile(r"[^\W_]")
_LEAST_WORDS: Final = 3


def width_of(groups: Iterable[Sequence[str]]) -> int | None:
    """Return how wide a text was set, in letters, if a program broke its lines.

    It did where most lines end because the next word would not fit, and many go on in small ones.
    """
    groups = [[line.rstrip() for line in group] for group in groups if len(group) > 1]
    lines = [line for group in groups for line in group if " " in line.strip()]
    kept = [len(line) for line in lines if len(line) <= _MOST_WRAPPED]
    if not kept or len(kept) < 0.9 * len(lines) or max(kept) < _LEAST_WRAPPED:
        return None
    width = max(kept)
    ends = [(one, other) for group in groups for one, other in pairwise(group)]
    full = [pair for pair in ends if _full(*pair, width)]
    going_on = sum(not _capital(other) or _open(one) for one, other in full)
    if len(full) >= _MOSTLY * len(ends) and going_on >= _GOING_ON * len(full) > 0:
        return width
    return None


def joined(lines: Sequence[str], width: int | None) -> list[str]:
    """Return lines that belong together as one, each of the others as it is.

    Parameters
    ----------
    lines
        Lines that no empty one parts.
    width
        Of the text that they are of, as `width_of` tells it.
    """
    return ["".join(part) for part in _parts(lines, width)]


def _parts(lines: Sequence[str], width: int | None) -> Iterator[list[str]]:
    part = [lines[0]]
    for last, line in pairwise(lines):
        if _goes_on(last, line, width):
            part += [_seam(last), line]
        else:
            yield part
            part = [line]
    yield part


def _seam(last: str) -> str:
    """Return what joins a line to the next: nothing after the hyphen of a name or a broken word."""
    return "" if re.search(r"[^\W\d_][-\u2010\u00ad]$", last) else " "


def _goes_on(last: str, line: str, width: int | None) -> bool:
    """Tell whether a line goes on with the words of the last one."""
    bare = last.rstrip()
    ended = bool(_ENDS.search(bare))
    if _HEAD.match(line) or _HEAD.match(last):
        return False
    if _ITEM.match(line) and (ended or width is None or _ITEM.match(last)):
        return False
    if ended and _indent(line) > _indent(last):
        return False
    if width and _full(bare, line, width):
        return True
    if ended:
        return False
    if _small(line):
        return bool(width) or (
            min(len(bare.split()), 1 + len(line.split())) >= _LEAST_WORDS
            and not line.lstrip().startswith("by ")
        )
    if _open(bare):
        return True
    return bool(width) and len(bare) >= _NEARLY * (width or 0)


def _open(line: str) -> bool:
    """Tell whether a line cannot end where it does."""
    return len(line.split()) >= _LEAST_WORDS and bool(_OPENS_ON.search(line))


def _full(line: str, after: str, width: int) -> bool:
    """Tell whether the next line's first word would have found no room in this one."""
    word = after.split(maxsplit=1)[0] if after.strip() else ""
    return len(line) + 1 + len(word) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first(line: str) -> str:
    found = _FIRST.search(line)
    return found[0] if found else ""


def _capital(line: str) -> bool:
    first = _first(line)
    return first.isupper() or first.isdigit()


def _small(line: str) -> bool:
    return _first(line).islower()
