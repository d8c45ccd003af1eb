"""Read an article from its web page: its own text apart from what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Final

from geo.draft import furniture
from geo.draft.blocks import Block, blocks_of, check_page, is_struck, parse_html, tidy
from geo.draft.plain import blocks_of_text
from geo.story import StoryDate, parse_date

_AROUND: Final = "not of the article: a menu, a side column or the foot of the page"
_SHORT: Final = 25
"""Letters up to which a block must be a whole element of the article to count as its text."""
_WHOLE: Final = 0.5
"""Share of a page's prose that must be found, or all of its prose is taken: a page may be short."""
_ENOUGH: Final = 200
"""Letters that are found of an article of any length; readers' comments may be longer."""
_PROSE: Final = 80
_PIECE: Final = 24
"""Letters of a piece of a block that is looked for in the article."""
_MOSTLY: Final = 0.6
"""Share of a block's letters that must be found there: the library takes links and pictures out."""
_MOST_LINKED: Final = 0.6
_MOST_SHOWN: Final = 2
"""How many of three samples of the page's data must be shown for the page to be read itself."""
_MARKUP: Final = re.compile(r"<(?:p|br|div|h[1-6]|li)\b", re.I)
_BODY: Final = re.compile(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"', re.S)
_LEAST_DATA: Final = 100
"""Letters from which the page's data tell an article, and not only what it is about."""
_FROM_DATA: Final = (
    "The page itself does not show the article; its text was taken from the page's data for search "
    "engines (JSON-LD)."
)
_AMONG: Final = ("caption", "standfirst")
"""What belongs to the article if it stands between its first and its last piece."""


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a file says of its article beside the text."""

    headline: str | None = None
    publisher: str | None = None
    published: StoryDate | None = None
    notes: tuple[str, ...] = ()


def read_page(text: str, name: str) -> tuple[list[Block], Head]:
    """Return the blocks of a web page, those around the article marked as outside.

    Raises
    ------
    ArticleError
        If the page has too much markup, too much text or none.
    """
    tree = parse_html(text, name)
    blocks = blocks_of(tree)
    check_page(blocks, name)
    written = _in_data(tree, blocks)
    body, head = _extracted(tree, recall=False)
    if written:
        around = [b if b.role == "title" else _outside(b) for b in blocks]
        return around + written, replace(head, notes=(_FROM_DATA,))
    marked = _marked(blocks, body, head.headline)
    if marked is None:  # it took the article for something else, so it is asked for all it has
        body, _ = _extracted(parse_html(text, name), recall=True)
        marked = _marked(blocks, body, head.headline)
    if marked is None:
        marked = [_outside(b) if b.linked > _MOST_LINKED else b for b in blocks]
    return marked, head


def _in_data(tree: Any, blocks: list[Block]) -> list[Block]:
    """Return the article as the page's data for machines tells it, where the page shows it not."""
    shown = "".join(_key(block.text) for block in blocks)
    for text in sorted(_bodies(tree), key=len, reverse=True):
        key = _key(text)
        parts = [key[at : at + _PROSE] for at in (0, len(key) // 2, max(0, len(key) - _PROSE))]
        if len(key) < _LEAST_DATA or sum(part in shown for part in parts) >= _MOST_SHOWN:
            continue
        if _MARKUP.search(text := unescape(text)):
            return blocks_of(parse_html(text, "the page's data"))
        return blocks_of_text(text)
    return []


def _bodies(tree: Any) -> Iterator[str]:
    """Yield each ``articleBody`` that a script of JSON-LD holds; no script is run."""
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


def _extracted(tree: Any, *, recall: bool) -> tuple[list[str], Head]:
    """Return the article's own elements of text, and its head, as the library finds them."""
    import trafilatura  # it is heavy, and few articles come as pages
    from trafilatura.settings import Document

    for struck in [element for element in tree.iter() if is_struck(element)]:
        if struck.getparent() is not None:
            struck.drop_tree()
    try:
        found = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=recall,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # the library lets whatever it met in the page escape
        return [], Head()
    if not isinstance(found, Document):
        return [], Head()
    body = [] if found.body is None else [_key(e) for e in _elements(found.body)]
    head = Head(
        headline=tidy(found.title or "") or None,
        publisher=tidy(found.sitename or "") or None,
        published=parse_date(found.date) if _is_day(found.date) else None,
    )
    return [text for text in body if text], head


def _is_day(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _elements(body: Any) -> Iterator[str]:
    """Yield the text of each element that holds no other of its kind, cut at its line breaks."""
    for element in body.iter():
        if element.tag in ("lb", "graphic") or not isinstance(element.tag, str):
            continue
        yield "".join(element.itertext())
        text = element.text or ""
        for child in element:
            if child.tag == "lb":
                yield text
                text = child.tail or ""
            else:
                text += "".join(child.itertext()) + (child.tail or "")
        yield text


def _key(text: str) -> str:
    """Return the letters and digits of a text: the library sets spaces and marks anew."""
    return re.sub(r"[\W_]+", "", tidy(text))


def _marked(blocks: list[Block], body: list[str], headline: str | None) -> list[Block] | None:
    """Mark as outside what the library left out; nothing if that is most of the page's prose."""
    elements = set(body)
    whole = body[0] if body else ""
    keys = [_key(block.text) for block in blocks]

    def inside(at: int) -> bool:
        key = keys[at]
        if key in elements or len(key) <= _SHORT:
            return bool(key) and key in elements
        pieces = [key[start : start + _PIECE] for start in range(0, len(key), _PIECE)]
        return sum(len(piece) for piece in pieces if piece in whole) >= _MOSTLY * len(key)

    found_at = [inside(at) for at in range(len(blocks))]
    texts = [at for at, block in enumerate(blocks) if block.role == "text"]
    prose = [at for at in texts if len(blocks[at].text) >= _PROSE] or texts
    found = sum(len(blocks[at].text) for at in prose if found_at[at])
    if found < min(_ENOUGH, _WHOLE * sum(len(blocks[at].text) for at in prose)):
        return None
    places = [at for at, known in enumerate(found_at) if known]
    if not places:
        return blocks
    titles = [at for at, b in enumerate(blocks) if b.role == "title" or b.text == headline]
    first, last = min([*titles, places[0]]), places[-1]
    boxes = {blocks[at].holder for at in places if blocks[at].role != "cell"}

    def placed(at: int, block: Block) -> Block:
        """Keep the article's own, and what stands in its box among it and the library lost."""
        if at in titles or (first < at <= last + 1 and block.role in _AMONG):
            return block
        if found_at[at]:
            block = replace(block, body=True)
        if first < at < last and block.holder in boxes and block.linked < _MOST_LINKED:
            return replace(block, role="text") if block.role == "cell" else block
        if block.role == "heading" and first < at < places[0]:
            return block
        return block if found_at[at] else _outside(block)

    return [placed(at, block) for at, block in enumerate(blocks)]


def _outside(block: Block) -> Block:
    if block.role == "outside":
        return block
    reason = furniture.TABLE if block.role == "cell" else _AROUND
    return replace(block, role="outside", reason=reason)
