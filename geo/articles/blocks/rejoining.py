"""Join blocks that are each one line of a paragraph: some files part every line from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from geo.articles.blocks.brackets import bracketed
from geo.articles.blocks.cutting import TextBlock, tidy
from geo.articles.blocks.lines import grouped, is_full, setting_of


def rejoined(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return blocks of which those are one that a program broke into lines."""
    setting = setting_of([[block.text for block in blocks if block.role == "text"]])
    if setting.width is None:
        return list(blocks)
    found: list[TextBlock] = []
    for role, group in groupby(blocks, key=lambda block: block.role):
        same = list(group)
        if role != "text":
            found += same
            continue
        at = 0
        if not found and len(same) > 1 and not is_full(same[0].text, same[1].text, setting.width):
            found.append(same[0])  # the headline
            at = 1
        for count, text in grouped([block.text for block in same[at:]], setting):
            found.append(replace(same[at], text=text))
            at += count
    return found


def with_whole_brackets(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return blocks of which those are one that are a caption in brackets together."""
    found = list(blocks)
    texts = [block.text if block.role == "text" else "" for block in blocks]
    for held in reversed(list(bracketed(texts))):
        text = tidy(" ".join(texts[held.start : held.stop]))
        found[held.start : held.stop] = [replace(blocks[held.start], text=text)]
    return found
