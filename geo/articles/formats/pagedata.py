"""Read what a page's data for search engines (JSON-LD) hold of its article; no script is run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from geo.articles.blocks import unseen
from geo.articles.blocks.cutting import TextBlock, blocks_of, parse_html, tidy
from geo.articles.blocks.sharing import key_of, shares
from geo.articles.formats.plain import blocks_of_text
from geo.story import StoryDate, parse_date

_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_DEEPEST: Final = 8
"""How many values in values are looked into: a hostile page has them without end."""
_LONGEST_LINE: Final = 2_000
_MARKUP: Final = re.compile(r"<(?:p|br|div|h[1-6]|li)\b", re.I)
_PAIR: Final = re.compile(r'"(articleBody|headline)"\s*:\s*"(?:[^"\\]|\\.)*"', re.S)
_VALUES: Final = ("@value", "@list", "@set", "text", "name", "headline")
"""Where an object of JSON-LD holds the words that it stands for."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
IN_DATA: Final = "only in the page's data for search engines (JSON-LD)"
_LEAST: Final = 100
"""Letters from which the data tell an article, and not only what it is about."""
_MOST_SHOWN: Final = 0.5
"""Share of the data's letters which the page shows, from which it is read itself."""

_NEARLY_ALL: Final = 0.85
"""The same share where the data tell much more: a page may show how an article begins."""
_MUCH_MORE: Final = 1.25


@dataclass(frozen=True, slots=True)
class DataArticle:
    """Hold what a page's data tell of an article."""

    body: str
    headline: str | None = None
    publisher: str | None = None
    published: StoryDate | None = None


def articles_of(tree: Any) -> list[DataArticle]:
    """Return each article of which scripts of JSON-LD tell, in whichever of its shapes."""
    found = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        held = _parsed((script.text or "").strip())
        while held:
            one = held.pop()
            if isinstance(one, dict):
                one = {_bare(key): value for key, value in one.items()}
                if (body := _body(one)) or re.search(
                    "Article|Posting|Report", str(one.get("@type"))
                ):
                    found.append(_article(one, body or ""))
                held += one.values()
            elif isinstance(one, list):
                held += one
    return found


def _parsed(text: str) -> list[Any]:
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):  # wrapped in a comment, or with a comma too many
        pairs = [match[0] for match in _PAIR.finditer(text)]
        found = [json.loads(f"{{{pair}}}", strict=False) for pair in pairs]
        bodies = [one for one in found if "articleBody" in one]
        head: dict[str, Any] = next((one for one in found if "headline" in one), {})
        return [{**head, **one} for one in bodies]


def _bare(key: str) -> str:
    """Return the name of a property without its vocabulary's, as *schema:headline* has it."""
    return key if key.startswith("@") else re.split("[:/#]", key)[-1]


def _article(one: dict[str, Any], body: str) -> DataArticle:
    day = _DAY.match("".join(_words(one.get("datePublished")))[:10])
    return DataArticle(
        body,
        headline=_line(one.get("headline")) or _line(one.get("name")),
        publisher=_line(one.get("publisher")),
        published=parse_date(day[0]) if day else None,
    )


def _line(value: Any) -> str | None:
    """Return the first words of a value, on one line and without markup."""
    first = next(iter(_words(value)), "")
    return tidy(_TAG.sub(" ", unescape(first[:_LONGEST_LINE]))) or None


def _words(value: Any) -> list[str]:
    """Return the texts of a value, which may be one, a list of some, or objects that hold them."""
    found: list[str] = []
    left = [(value, 0)]
    while left:
        one, depth = left.pop()
        if isinstance(one, str):
            found.append(one)
        elif depth == _DEEPEST:
            continue
        elif isinstance(one, list):
            left += [(inner, depth + 1) for inner in reversed(one)]
        elif isinstance(one, dict):
            one = {_bare(key): inner for key, inner in one.items()}
            left.append((next((one[name] for name in _VALUES if name in one), None), depth + 1))
    return [text for text in found if text.strip()]


def _body(one: dict[str, Any]) -> str | None:
    """Return the text that an item of JSON-LD holds; of a live report, of all its entries."""
    if isinstance(entries := one.get("liveBlogUpdate"), list):
        bodies = [_body(entry) for entry in entries if isinstance(entry, dict)]
        return "\n\n".join(body for body in bodies if body)
    body = one.get("articleBody")
    if body is None and any("Article" in kind for kind in _words(one.get("@type"))):
        body = one.get("text")
    return "\n\n".join(_words(body)) or None


def only_in_data(
    articles: Sequence[DataArticle], blocks: Sequence[TextBlock], found: int
) -> tuple[list[TextBlock], DataArticle | None]:
    """Return the article as the page's data tell it, where the page shows it not.

    Parameters
    ----------
    articles
        What the data hold.
    blocks
        What the page shows.
    found
        Letters of the article that is found on the page itself; shorter data are a summary.
    """
    longest = sorted(articles, key=lambda one: len(one.body), reverse=True)
    told = [_told(unescape(one.body)) for one in longest]
    keys = ["".join(key_of(block.text) for block in one) for one in told]
    page = "".join(key_of(block.text) for block in blocks if not block.taken)
    found = min(found, len(page))  # the library itself takes the data where it finds nothing
    rows = zip(longest, told, keys, shares(keys, page), strict=True)
    for article, one, key, share in rows:
        more = len(key) >= _MUCH_MORE * found and share < _NEARLY_ALL
        if len(key) >= max(_LEAST, found) and (more or share < _MOST_SHOWN):
            return one, article
    return [], None


def beside(
    tree: Any, articles: Sequence[DataArticle], blocks: Sequence[TextBlock]
) -> list[TextBlock]:
    """Return what a page's data and its head say of the article and the page shows nowhere."""
    told = [(one.headline, IN_DATA) for one in articles if one.headline]
    for longest in sorted((unescape(one.body) for one in articles), key=len)[-1:]:
        told += [(block.text, IN_DATA) for block in _told(longest)]
    told += unseen.of_itself(tree)
    keys = [key_of(text) for text, _ in told]
    lines = {key_of(block.text) for block in blocks}
    held = shares(keys, "".join(key_of(block.text) for block in blocks))
    found: dict[str, TextBlock] = {}
    for (text, reason), key, share in zip(told, keys, held, strict=True):
        if share < _MOST_SHOWN and key not in lines:
            found.setdefault(key, TextBlock(tidy(text), "outside", reason, taken=True))
    return list(found.values())


def _told(text: str) -> list[TextBlock]:
    if _MARKUP.search(text):
        return blocks_of(parse_html(text, "the page's data"))
    return blocks_of_text(text)
