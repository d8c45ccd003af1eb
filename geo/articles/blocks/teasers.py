"""Find the lists of a page whose entries lead to other articles: a heading with a link each."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from lxml import etree

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_ENTRIES: Final = ("li", "article")
_NEAR: Final = 8
"""How many elements around a heading are looked at for the entry that it heads."""
_LEAST: Final = 3
"""Entries of a list, at the least."""


def teasers_of(tree: Any) -> set[Any]:
    """Return the entries of such lists."""
    lists: dict[Any, list[Any]] = {}
    walk = etree.iterwalk(tree, events=("start",), tag=_HEADINGS)
    for _, heading in walk:
        walk.skip_subtree()
        around = islice(heading.iterancestors(), _NEAR)
        entry = next((one for one in around if one.tag in _ENTRIES), None)
        if entry is None or not _leads_away(heading):
            continue
        entries = lists.setdefault(entry.getparent(), [])
        if entry not in entries[-1:]:
            entries.append(entry)
    return {entry for entries in lists.values() if len(entries) >= _LEAST for entry in entries}


def _leads_away(heading: Any) -> bool:
    """Tell whether a heading holds or is a link to another page."""
    link = next(heading.iter("a"), None)
    if link is None:
        link = next(heading.iterancestors("a"), None)
    address = "" if link is None else link.get("href", "")
    return bool(address) and not address.startswith("#")
