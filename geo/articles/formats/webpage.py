"""Read an article from its web page: its own text apart from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from geo.articles.blocks.cutting import (
    BREAKING,
    TextBlock,
    blocks_of,
    check_page,
    is_struck,
    parse_html,
    tidy,
)
from geo.articles.blocks.sharing import key_of, shares
from geo.articles.boilerplate import furniture
from geo.articles.formats import pagedata
from geo.story import StoryDate, parse_date

_AROUND: Final = "not of the article: a menu, a side column or the foot of the page"
_SHORT: Final = 25
"""Letters up to which a block must be a whole element of the article to count as its text."""
_WHOLE: Final = 0.5
"""Share of a page's prose that must be found, or all of its prose is taken: a page may be short."""
_ENOUGH: Final = 200
"""Letters that are found of an article of any length; readers' comments may be longer."""
_PROSE: Final = 80
_MOSTLY: Final = 0.6
"""Share of a block's letters that must be found there: the library takes links and pictures out."""
_MOST_LINKED: Final = 0.6
_LEAST_LEAD: Final = 40
"""Letters of a sentence that leads an article, at the least."""
_FROM_DATA: Final = (
    "The page itself does not show the article; its text was taken from the page's data for search "
    "engines (JSON-LD)."
)
_OTHERS: Final = "a list of other articles"
_ARTICLE: Final = 1_000
"""Letters of an article beside which a list of headings with links is one of other articles."""
_MOST_PARTS: Final = 3_000
"""Elements of a page that part lines; two of a thousand pages with articles have more."""
_AMONG: Final = ("caption", "standfirst")
"""What belongs to the article if it stands between its first and its last piece."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """Hold what a file says of its article beside the text."""

    headline: str | None = None
    publisher: str | None = None
    published: StoryDate | None = None
    notes: tuple[str, ...] = ()


def read_page(text: str, name: str) -> tuple[list[TextBlock], PageHead]:
    """Return the blocks of a web page, those around the article marked as outside.

    Raises
    ------
    ArticleError
        If the page has too much markup, too much text or none.
    """
    tree = parse_html(text, name)
    blocks = blocks_of(tree)
    check_page(blocks, name)
    articles = pagedata.articles_of(tree)
    beside = pagedata.beside(tree, articles, blocks)
    body, head = _extracted(tree, recall=False)
    written, source = pagedata.only_in_data(articles, blocks, len(body[0]) if body else 0)
    if source:
        own = {block.text for block in written}
        beside = [block for block in beside if block.text not in own]
        around = [b if b.role == "title" else _outside(b) for b in blocks]
        head = PageHead(
            headline=source.headline or head.headline,
            publisher=head.publisher or source.publisher,
            published=head.published or source.published,
            notes=(_FROM_DATA,),
        )
        return around + written + beside, head
    marked = _marked(blocks, body, head.headline)
    if marked is None:  # it took the article for something else, so it is asked for all it has
        body, _ = _extracted(parse_html(text, name), recall=True)
        marked = _marked(blocks, body, head.headline)
    if marked is None:
        marked = [_outside(b) if b.linked > _MOST_LINKED else b for b in blocks]
    if head.headline is None:
        head = replace(head, headline=next((a.headline for a in articles), None))
    return marked + beside, head


def _extracted(tree: Any, *, recall: bool) -> tuple[list[str], PageHead]:
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
            fast=_is_crowded(tree),
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # the library lets whatever it met in the page escape
        return [], PageHead()
    if not isinstance(found, Document):
        return [], PageHead()
    body = [] if found.body is None else [key_of(e) for e in _elements(found.body)]
    head = PageHead(
        headline=tidy(found.title or "") or None,
        publisher=tidy(found.sitename or "") or None,
        published=parse_date(found.date) if _is_day(found.date) else None,
    )
    return [text for text in body if text], head


def _is_crowded(tree: Any) -> bool:
    """Tell whether a page is too long for the library's second opinion, which takes the square."""
    parts = islice(tree.iter(*BREAKING, "br"), _MOST_PARTS + 1)
    return sum(1 for _ in parts) > _MOST_PARTS


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


def _marked(
    blocks: list[TextBlock], body: list[str], headline: str | None
) -> list[TextBlock] | None:
    """Mark as outside what the library left out; nothing if that is most of the page's prose."""
    found_at = _found(blocks, body)
    texts = [block for block in blocks if block.role == "text"]
    prose = [block for block in texts if len(block.text) >= _PROSE] or texts
    found = sum(len(blocks[at].text) for at in found_at)
    if found < min(_ENOUGH, _WHOLE * sum(len(block.text) for block in prose)):
        return None
    own = sum(len(blocks[at].text) for at in found_at if not blocks[at].teaser)
    teased = {at for at, block in enumerate(blocks) if block.teaser and own >= _ARTICLE}
    places = sorted(found_at - teased)
    if not places:
        return blocks
    titles = {at for at, b in enumerate(blocks) if b.role == "title" or b.text == headline}
    first, last = min([*titles, places[0]]), places[-1]
    boxes = {blocks[at].holder for at in places if blocks[at].role != "cell"}
    begins = next((at for at in places if at not in titles and _leads(blocks[at])), places[0])
    above = max((at for at in titles if at < begins), default=begins)

    def placed(at: int, block: TextBlock) -> TextBlock:
        """Keep the article's own, and what stands in its box among it and the library lost."""
        if at in teased:
            return replace(block, role="outside", reason=_OTHERS)
        if at in titles or (first < at <= last + 1 and block.role in _AMONG):
            return block
        if at in found_at:
            return replace(block, body=True)
        if first < at < last and block.holder in boxes and block.linked < _MOST_LINKED:
            return replace(block, role="text") if block.role == "cell" else block
        if block.role == "heading" and first < at < places[0]:
            return block
        return block if above < at < begins and _leads(block) else _outside(block)

    return [placed(at, block) for at, block in enumerate(blocks)]


def _found(blocks: list[TextBlock], body: list[str]) -> set[int]:
    """Return which blocks the library took as the article's, whole or for the most part."""
    elements, whole = set(body), body[0] if body else ""
    keys = [key_of(block.text) for block in blocks]
    held = shares([key if len(key) > _SHORT else "" for key in keys], whole)
    return {
        at
        for at, (key, share) in enumerate(zip(keys, held, strict=True))
        if key and not blocks[at].taken and (key in elements or share >= _MOSTLY)
    }


def _leads(block: TextBlock) -> bool:
    """Tell whether a block above the article's text is a sentence of it, and not when it was."""
    return (
        block.role in ("text", "standfirst")
        and block.linked < _MOST_LINKED
        and len(block.text) >= _LEAST_LEAD
        and furniture.is_sentence(block.text)
        and (furniture.is_stopped(block.text) or not furniture.DATED.search(block.text))
    )


def _outside(block: TextBlock) -> TextBlock:
    if block.role == "outside":
        return block
    reason = furniture.TABLE if block.role == "cell" else _AROUND
    return replace(block, role="outside", reason=reason)
