"""Read what a page's data for search engines (JSON-LD) hold of its article; no script is run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, Final

from geo.articles.blocks.cutting import TextBlock, blocks_of, parse_html
from geo.articles.blocks.sharing import key_of, shares
from geo.articles.formats.plain import blocks_of_text

_MARKUP: Final = re.compile(r"<(?:p|br|div|h[1-6]|li)\b", re.I)
_BODY: Final = re.compile(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"', re.S)
_LEAST: Final = 100
"""Letters from which the data tell an article, and not only what it is about."""
_MOST_SHOWN: Final = 0.5
"""Share of the data's letters which the page shows, from which it is read itself."""

_NEARLY_ALL: Final = 0.85
"""The same share where the data tell much more: a page may show how an article begins."""
_MUCH_MORE: Final = 1.25


def bodies_of(tree: Any) -> Iterator[str]:
    """Yield each ``articleBody`` that a script of JSON-LD holds."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        try:
            held: list[Any] = [json.loads(text.strip(), strict=False)]
        except (ValueError, RecursionError):  # wrapped in a comment, or with a comma too many
            held = [json.loads(f"{{{pair}}}", strict=False) for pair in _BODY.findall(text)]
        while held:
            one = held.pop()
            if isinstance(one, dict):
                if body := _body(one):
                    yield body
                held += one.values()
            elif isinstance(one, list):
                held += one


def _body(one: dict[str, Any]) -> str | None:
    """Return the text that an item of JSON-LD holds; of a live report, of all its entries."""
    if isinstance(entries := one.get("liveBlogUpdate"), list):
        bodies = [_body(entry) for entry in entries if isinstance(entry, dict)]
        return "\n\n".join(body for body in bodies if body)
    body = one.get("articleBody")
    if body is None and "Article" in str(one.get("@type")):
        body = one.get("text")
    if isinstance(body, list):
        return "\n\n".join(part for part in body if isinstance(part, str))
    return body if isinstance(body, str) else None


def only_in_data(bodies: Sequence[str], blocks: Sequence[TextBlock], found: int) -> list[TextBlock]:
    """Return the article as the page's data tell it, where the page shows it not.

    Parameters
    ----------
    bodies
        The texts that the data hold.
    blocks
        What the page shows.
    found
        Letters of the article that is found on the page itself; shorter data are a summary.
    """
    told = [_told(unescape(body)) for body in sorted(bodies, key=len, reverse=True)]
    keys = ["".join(key_of(block.text) for block in one) for one in told]
    page = "".join(key_of(block.text) for block in blocks if not block.taken)
    found = min(found, len(page))  # the library itself takes the data where it finds nothing
    for one, key, share in zip(told, keys, shares(keys, page), strict=True):
        more = len(key) >= _MUCH_MORE * found and share < _NEARLY_ALL
        if len(key) >= max(_LEAST, found) and (more or share < _MOST_SHOWN):
            return one
    return []


def _told(text: str) -> list[TextBlock]:
    if _MARKUP.search(text):
        return blocks_of(parse_html(text, "the page's data"))
    return blocks_of_text(text)
