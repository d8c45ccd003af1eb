"""Cut plain text into blocks as a reader sees its paragraphs."""

from __future__ import annotations

import re
from typing import Final

from geo.articles.blocks.cutting import TextBlock, tidy
from geo.articles.blocks.lines import joined, setting_alone, setting_of, unquoted
from geo.articles.boilerplate.handouts import PAGE_NUMBER, reason_of_form

_ITEM: Final = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+(?=\S)")
_DASHED: Final = re.compile(r"\s*-{1,3} (\S.{0,78}\S) -{1,3}\s*")
"""How agencies set a heading between paragraphs: *- 'No rain' -*."""
_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028]")
_PARAGRAPH: Final = re.compile("[\u2029\f\v]")


def blocks_of_text(text: str) -> list[TextBlock]:
    """Return the blocks of a plain text.

    Empty lines part them. Where lines were broken by a program, as in mail, they are joined, and so
    is a line that cannot end where it does; elsewhere each line is a block, as it is in what is
    copied from a page. The marks of quoted mail are taken off.
    """
    lines = [unquoted(line) for line in _BREAK.split(_PARAGRAPH.sub("\n\n", text))]
    groups: list[list[str]] = [[]]
    numbers: list[TextBlock] = []
    for line in lines:
        if reason_of_form(line.strip()) == PAGE_NUMBER:  # the paragraph may go on behind it
            numbers.append(TextBlock(tidy(line), "outside", PAGE_NUMBER, taken=True))
        elif line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    setting = setting_of(groups)
    found: list[TextBlock] = []
    for at, group in enumerate(filter(None, groups)):
        # the first may be a headline right above the text
        found += _blocks(joined(group, setting_alone(group, setting) if at else setting))
    return found + numbers


def _blocks(lines: list[str]) -> list[TextBlock]:
    found = []
    for line in lines:
        if heading := _DASHED.fullmatch(line):
            found.append(TextBlock(tidy(heading[1]), "heading"))
            continue
        item = _ITEM.match(line)
        bullet = item and not item[0].strip()[0].isdigit() and item[0].strip() != "–"
        text = tidy(line[item.end() :] if item and bullet else line)
        if text:
            found.append(TextBlock(text, "item" if item else "text"))
    return found
