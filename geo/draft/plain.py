"""Cut plain text into blocks as a reader sees its paragraphs."""

from __future__ import annotations

import re
from typing import Final

from geo.draft.blocks import Block, tidy, wrapped

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
    if wrapped(lines) and not any(_ITEM.match(line) for line in lines):
        return _blocks([" ".join(lines)])
    return _blocks(lines)


def _blocks(lines: list[str]) -> list[Block]:
    found = []
    for line in lines:
        item = _ITEM.match(line)
        bullet = item and not item[0].strip()[0].isdigit() and item[0].strip() != "–"
        text = tidy(line[item.end() :] if item and bullet else line)
        if text:
            found.append(Block(text, "item" if bullet else "text"))
    return found
