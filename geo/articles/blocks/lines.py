"""Join the lines of a paragraph that a program broke: mail, a terminal, a word processor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from geo.articles.blocks.brackets import bracketed
from geo.articles.blocks.hyphens import breaks_word, words_of

_MOST_WRAPPED: Final = 120
"""How long a line is at the most that a program broke, in letters; longer ones are paragraphs."""
_LEAST_WRAPPED: Final = 24
_LEAST_ALONE: Final = 50
"""Letters from which a paragraph tells its width alone: a heading right above it is narrower."""
_LEAST_OF_A_COLUMN: Final = 3
"""Line ends within sentences from which lines of a paragraph tell that they are a column."""
_MOSTLY: Final = 0.6
"""Share of the line ends at which the next word found no room, in text that a program broke; those
with a stop, at which a paragraph may end, do not count against it."""
_SOME: Final = 0.4
"""The same share of all line ends."""
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
_BROKEN: Final = re.compile(r"[^\W\d_][-\u2010\u00ad]\s*$")
_HYPHENED: Final = re.compile(r"[^\W\d_][-\u2010](?=[^\W\d_])")
_LEAST_BROKEN: Final = 2
_ITEM: Final = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+(?=\S)")
_HEAD: Final = re.compile(
    r"\*?(?:from|to|cc|bcc|sent|date|subject|reply-to|(?:mime|message|content|return|x)-[\w-]+)"
    r"\s?:\*?\s|From \S{1,80}@\S{1,80} ",
    re.I,
)
"""A line of a mail's head."""
_QUOTED: Final = re.compile(r"[ \t]{0,3}(?:[A-Z]{0,3}>[> \t\xa0]*|\|(?:[ \t](?=[^|]*$)|$))")
_FIRST: Final = re.compile(r"[^\W_]")
_CLOSES: Final = re.compile(r"[^()\[\]]*[)\]]")
_LEAST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold how a program set a text in lines."""

    width: int | None = None
    """In letters; nothing where lines end as their writer ended them."""
    hyphens: bool = False
    """Whether it broke words at the ends of lines."""
    words: frozenset[str] = field(default=frozenset(), compare=False)
    """Of the text, where a line ends with a hyphen."""


def setting_of(groups: Iterable[Sequence[str]]) -> Setting:
    """Return how a program set a text, each group of it lines that no empty one parts.

    It set the width if most lines end because the next word would not fit, and many go on in small
    letters. It broke words if more have a hyphen at a line's end than within one.
    """
    groups = [[line.rstrip() for line in group if not _HEAD.match(line)] for group in groups]
    groups = [group for group in groups if len(group) > 1]
    ends = [(one, other) for group in groups for one, other in pairwise(group)]
    broken = sum(bool(_BROKEN.search(one)) and _small(other) for one, other in ends)
    whole = sum(len(_HYPHENED.findall(line)) for group in groups for line in group)
    hyphens = broken >= _LEAST_BROKEN and broken > whole
    words = words_of("\n".join(map("\n".join, groups))) if broken else frozenset()
    lines = [line for group in groups for line in group if " " in line.strip()]
    kept = [len(line) for line in lines if len(line) <= _MOST_WRAPPED]
    if not kept or len(kept) < 0.9 * len(lines) or max(kept) < _LEAST_WRAPPED:
        return Setting(None, hyphens, words)
    width = max(kept)
    full = [pair for pair in ends if is_full(*pair, width)]
    going_on = sum(not _capital(other) or _open(one) for one, other in full)
    stopped = sum(bool(_ENDS.search(one)) and not is_full(one, other, width) for one, other in ends)
    mostly = _MOSTLY * (len(ends) - stopped) <= len(full) >= _SOME * len(ends)
    if mostly and going_on >= _GOING_ON * len(full) > 0:
        return Setting(width, hyphens, words)
    return Setting(None, hyphens, words)


def setting_alone(lines: Sequence[str], page: Setting) -> Setting:
    """Return how a program set one paragraph, though lines of many widths stand on its page.

    It did if no line but the last has a stop, and many go on in small letters or cannot end there.
    """
    lines = [line.rstrip() for line in lines]
    ends = list(pairwise(lines))
    width = max(map(len, lines))
    stops = [bool(_ENDS.search(line)) for line in lines]
    going_on = sum(_small(other) or _open(one) for one, other in ends)
    one = stops[-1] and not any(stops[:-1]) and not any(map(_ITEM.match, lines))
    fits = _LEAST_ALONE <= width <= _MOST_WRAPPED
    wrapped = one and fits and going_on >= _GOING_ON * len(ends) > 0
    wrapped |= stops[-1] and not any(map(_ITEM.match, lines)) and _is_column(ends, width)
    return replace(page, width=width) if wrapped and page.width is None else page


def _is_column(ends: Sequence[tuple[str, str]], width: int) -> bool:
    """Tell whether lines, however narrow, are as wide as a program let them be."""
    within = [pair for pair in ends if not _ENDS.search(pair[0])]
    going_on = sum(_small(other) or _open(one) for one, other in within)
    full = all(is_full(one, other, width) for one, other in within)
    return (
        width >= _LEAST_WRAPPED
        and full
        and len(within) >= _LEAST_OF_A_COLUMN
        and going_on >= _MOSTLY * len(within)
    )


def unquoted(line: str) -> str:
    """Return a line without what mail sets before those of what it answers or hands on."""
    found = _QUOTED.match(line)
    return line[found.end() :] if found else line


def paragraphs_of(text: str) -> list[list[str]]:
    """Return the lines of each paragraph of a set text; none where it is a program or a picture."""
    groups: list[list[str]] = [[]]
    for line in map(unquoted, text.split("\n")):
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    found = [group for group in groups if group]
    ended = sum(bool(_ENDS.search(group[-1].rstrip())) for group in found)
    return found if ended > len(found) / 2 else []


def joined(lines: Sequence[str], setting: Setting) -> list[str]:
    """Return lines that belong together as one, each of the others as it is.

    Parameters
    ----------
    lines
        Lines that no empty one parts.
    setting
        Of the text that they are of, as `setting_of` tells it.
    """
    return [text for _, text in grouped(lines, setting)]


def grouped(lines: Sequence[str], setting: Setting) -> list[tuple[int, str]]:
    """Return the same, each with how many lines it is of."""
    return [(len(part) // 2 + 1, "".join(part)) for part in _parts(lines, setting)]


def _parts(lines: Sequence[str], setting: Setting) -> Iterator[list[str]]:
    part = [lines[0]]
    held = {at: found.start for found in bracketed(lines) for at in found}
    for at, (last, line) in enumerate(pairwise(lines)):
        one, other = held.get(at), held.get(at + 1)
        if one == other and (one is not None or _goes_on(last, line, setting.width)):
            seam = "" if _BROKEN.search(last) else " "
            if not seam and breaks_word(last, line, setting.words, often=setting.hyphens):
                part[-1] = part[-1].rstrip()[:-1]
                line = line.lstrip()
            part += [seam, line]
        else:
            yield part
            part = [line]
    yield part


def _goes_on(last: str, line: str, width: int | None) -> bool:
    """Tell whether a line goes on with the words of the last one."""
    bare = last.rstrip()
    ended = bool(_ENDS.search(bare))
    if _HEAD.match(line) or _HEAD.match(last):
        return False
    if _ITEM.match(line) and (ended or width is None or _ITEM.match(last)):
        return False
    if _BROKEN.search(bare) and _small(line):
        return True
    if ended and _indent(line) > _indent(last):
        return False
    if not ended and _within_brackets(bare, line):
        return True
    if width and is_full(bare, line, width):
        return True
    if ended:
        return False
    if _small(line):
        return bool(width) or (
            (
                min(len(bare.split()), 1 + len(line.split())) >= _LEAST_WORDS
                or _ends_long(bare, line)
            )
            and not line.lstrip().startswith("by ")
        )
    if _open(bare):
        return True
    return bool(width) and len(bare) >= _NEARLY * (width or 0)


def _within_brackets(last: str, line: str) -> bool:
    """Tell whether a bracket that a line opens, and the next closes, holds them together."""
    opened = max(last.rfind("("), last.rfind("["))
    return opened > max(last.rfind(")"), last.rfind("]")) and bool(_CLOSES.match(line))


def _ends_long(last: str, line: str) -> bool:
    """Tell whether a line is the last word of the long one before it."""
    return len(last.split()) > 2 * _LEAST_WORDS and bool(_ENDS.search(line.rstrip()))


def _open(line: str) -> bool:
    """Tell whether a line cannot end where it does."""
    return len(line.split()) >= _LEAST_WORDS and bool(_OPENS_ON.search(line))


def is_full(line: str, after: str, width: int) -> bool:
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
