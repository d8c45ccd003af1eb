"""Cut plain text into blocks as a reader sees its paragraphs."""

from __future__ import annotations

import re
from typing import Final

from geo.draft.blocks import Block, tidy

_LEAST_WRAPPED: Final = 40
_MOST_WRAPPED: Final = 120
"""How long lines are that a program broke, in letters; shorter and longer ones a person ended."""
_EVEN: Final = 0.6
"""How short, of the longest, a line may be that a program broke."""
_ITEM: Final = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+(?=\S)")
_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028]")
_PARAGRAPH: Final = re.compile("[\u2029\f\v]")


def blocks_of_text(text: str) -> list[Block]:
    """Return the blocks of a plain text.

    Empty lines part them. Where lines were broken by a program, as in mail, they are joined;
    elsewhere each line is a block, as it is in what is copied from a page.
    """
    lines = _BREAK.split(_PARAGRAPH.sub("\n\n", text))
    blocks: list[Block] = []
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            blocks += _of_group(group)
            group = []
    return blocks


def _of_group(lines: list[str]) -> list[Block]:
    if _wrapped(lines):
        return _blocks([" ".join(lines)])
    return _blocks(lines)


def _wrapped(lines: list[str]) -> bool:
    """Tell whether a program broke these lines: long, even, and most go on in small letters."""
    whole = [len(line.rstrip()) for line in lines[:-1]]
    if not whole or any(_ITEM.match(line) for line in lines):
        return False
    longest = max(whole)
    going_on = [line.lstrip()[0] for line in lines[1:]]
    return (
        _LEAST_WRAPPED <= longest <= _MOST_WRAPPED
        and min(whole) >= _EVEN * longest
        and len(lines[-1].rstrip()) <= _MOST_WRAPPED
        and sum(letter.isupper() or letter.isdigit() for letter in going_on) <= len(going_on) / 2
        and not all(line.rstrip().endswith((".", "!", "?", "”", '"')) for line in lines)
    )


def _blocks(lines: list[str]) -> list[Block]:
    found = []
    for line in lines:
        item = _ITEM.match(line)
        bullet = item and not item[0].strip()[0].isdigit() and item[0].strip() != "–"
        text = tidy(line[item.end() :] if item and bullet else line)
        if text:
            found.append(Block(text, "item" if bullet else "text"))
    return found
