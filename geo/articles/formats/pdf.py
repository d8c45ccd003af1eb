"""Read an article from a PDF with a text layer: lines become paragraphs by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from geo.articles.blocks.cutting import TextBlock, tidy
from geo.articles.blocks.hyphens import breaks_word, words_of
from geo.articles.confined import asking as confined
from geo.articles.limits import MAX_CHARS, MAX_PAGES, PDF_MEMORY_BYTES, PDF_TIME_S
from geo.errors import ArticleError

_HYPHEN: Final = "-\x02"
_ENDS: Final = re.compile(r"[.!?…։؟][\"'”’»)\]]*\s*$")
_RUNNING: Final = "a running line of the page: its head, foot or number"
_LARGER: Final = 1.2
"""How much larger than the text a title or a heading is set."""
_WIDER: Final = 1.3
"""How much wider than between lines the gap between paragraphs is, at the least."""
_OF_ITS_SIZE: Final = 1.4
"""The same, in sizes of the type: a title's lines stand wider apart than the text's."""
_INDENT: Final = 0.7
"""How far the first line of a paragraph is set in, in sizes of its type, at the least."""
_SHORTER: Final = 0.85
"""Share of the column that a paragraph's last line fills at the most, to be told by that."""
_APART: Final = 1.6
"""How far running lines stand from the text, in sizes of the type, at the least."""
_EDGE_LINES: Final = 2
"""How many lines of a page, from above and below, may be running lines."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Hold a line of a page; lengths are in points, from the page's lower left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int


def read_pdf(
    data: bytes, name: str, *, memory_bytes: int = PDF_MEMORY_BYTES, time_s: int = PDF_TIME_S
) -> list[TextBlock]:
    """Return the blocks of a PDF.

    Columns are read in the order in which the PDF holds them, which is nearly always theirs.

    Raises
    ------
    ArticleError
        If it is broken, has a password, has no text layer, or asks for more than an article may.
    """
    found = confined.ask(
        "pdfworker.py", data, name,
        memory_bytes=memory_bytes, time_s=time_s, more=(str(MAX_PAGES), str(MAX_CHARS)),
    )  # fmt: skip
    if problem := found.get("problem"):
        raise ArticleError(f"{name} {_SAID[problem].format(found.get('count', 0))}")
    lines = [
        PdfLine(*(*told, page)) for page, of_page in enumerate(found["pages"]) for told in of_page
    ]
    if not lines:
        raise ArticleError(
            f"{name} has no text layer, only pictures of text; "
            "run text recognition (OCR) over it, or paste the article's text"
        )
    running = _running(lines)
    body = [line for line in lines if line not in running]
    size = median([line.size for line in body for _ in line.text]) if body else 0.0
    blocks = [TextBlock(tidy(line.text), "outside", _RUNNING) for line in lines if line in running]
    return _paragraphs(body, size) + blocks


_SAID: Final = {
    "password": "has a password; save a copy without it",
    "broken": "is broken and cannot be opened as PDF; save it anew or paste the article's text",
    "pages": f"has {{:,}} pages and the limit is {MAX_PAGES}; save the article's pages alone",
    "chars": f"has more than {MAX_CHARS:,} letters; save the article's pages alone",
    "heavy": "needs more memory or time than an article should; paste the article's text",
}


def _running(lines: Sequence[PdfLine]) -> set[PdfLine]:
    """Return what stands at the same height on several pages, and lone page numbers."""
    edges = []
    for page in {line.page for line in lines}:
        own = sorted((line for line in lines if line.page == page), key=lambda line: -line.base)
        edges += [*_edge(own), *_edge(own[::-1])]
    seen = Counter(_place_on_page(line) for line in edges)
    return {
        line
        for line in edges
        if seen[_place_on_page(line)] > 1 or re.fullmatch(r"\W*\d{1,4}\W*", line.text)
    }


def _edge(lines: Sequence[PdfLine]) -> Sequence[PdfLine]:
    """Return the first lines of a page, from above or below, that a gap parts from the others."""
    for count in range(1, min(_EDGE_LINES, len(lines) - 1) + 1):
        gap = abs(lines[count - 1].base - lines[count].base)
        if gap > _APART * max(lines[count - 1].size, lines[count].size):
            return lines[:count]
    return ()


def _place_on_page(line: PdfLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", tidy(line.text)), round(line.base)


def _paragraphs(lines: Sequence[PdfLine], size: float) -> list[TextBlock]:
    leading = _leading(lines, size)
    edges = {page: max(li.right for li in lines if li.page == page) for page in _pages(lines)}
    groups: list[list[PdfLine]] = []
    for line in lines:
        if groups and not _begins(line, groups[-1], leading, edges):
            groups[-1].append(line)
        else:
            groups.append([line])
    words = words_of("\n".join(line.text for line in lines))
    return [_block(group, size, words) for group in groups]


def _pages(lines: Sequence[PdfLine]) -> set[int]:
    return {line.page for line in lines}


def _leading(lines: Sequence[PdfLine], size: float) -> float:
    """Return the usual distance between two lines of a paragraph: the commonest small one."""
    gaps = Counter(
        round(above.base - below.base, 0)
        for above, below in pairwise(lines)
        if above.page == below.page and 0.8 * size < above.base - below.base < 2.5 * size
    )
    if not gaps:
        return 1.2 * size
    often = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= 0.5 * often)


def _begins(line: PdfLine, group: list[PdfLine], leading: float, edges: dict[int, float]) -> bool:
    """Tell whether a line begins a paragraph, from the lines before it."""
    last = group[-1]
    if abs(line.size - last.size) > 0.12 * last.size:
        return True
    ended = bool(_ENDS.search(last.text))
    gap = last.base - line.base
    if line.page != last.page or gap < -leading:  # a new page or column
        return ended
    if gap < 0.3 * leading:  # the same line, in two pieces
        return False
    if gap > max(_WIDER * leading, _OF_ITS_SIZE * line.size):
        return True
    margin = min(other.left for other in group[1:]) if len(group) > 1 else None
    if line.left - (last.left if margin is None else margin) > _INDENT * line.size:
        return True
    column = max(other.right for other in group)
    width = max(column - last.left, edges[last.page] - last.left if len(group) == 1 else 0.0)
    return ended and last.right - last.left < _SHORTER * width


def _block(group: Sequence[PdfLine], size: float, words: Set[str]) -> TextBlock:
    text = ""
    for line in group:
        piece = line.text.rstrip(" ")
        if text.endswith(_HYPHEN):
            broken = breaks_word(text, piece, words, often=True)
            text = text.removesuffix(_HYPHEN if broken else "\x02") + piece
        else:
            text = f"{text} {piece}"
    text = tidy(text.replace("\x02", ""))
    large = group[0].size > _LARGER * size
    return TextBlock(text, ("title" if group[0].page == 0 else "heading") if large else "text")
