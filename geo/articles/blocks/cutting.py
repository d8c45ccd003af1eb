"""Cut a page's markup into blocks of text, and say what each is; scripts are never kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, Literal

from lxml import etree, html

from geo.articles.blocks import unseen
from geo.articles.blocks.lines import Setting, joined, paragraphs_of, setting_of
from geo.articles.blocks.tables import PART, rows_of
from geo.articles.blocks.teasers import teasers_of
from geo.articles.limits import MAX_BLOCKS, MAX_CHARS, MAX_DEPTH, MAX_PAGE_CHARS, MAX_TAGS
from geo.errors import ArticleError

Role = Literal["text", "item", "caption", "title", "heading", "standfirst", "cell", "outside"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Hold a piece of text that stands alone on its page."""

    text: str
    role: Role = "text"
    reason: str = ""
    """Why it is no part of the article, where its role is ``outside``."""
    linked: float = 0.0
    """Which share of its letters is a link."""
    holder: int = 0
    """Which box of the page holds it: paragraphs of one article stand in the same or in few."""
    body: bool = False
    """Whether a page's article was found to hold it, however short it is."""
    teaser: bool = False
    """Whether it stands in a list whose entries lead to other articles."""
    taken: bool = False
    """Whether it was taken out of the text for its reason, whatever it says: struck, hidden."""


_SKIPPED: Final = {
    "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
    "dialog", "rt", "rp", *unseen.SAYS_NOTHING, *unseen.FORM,
}  # fmt: skip
BREAKING: Final = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_LEAVES: Final = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "blockquote", "pre", "ul", "ol",
}  # fmt: skip
"""What holds one paragraph, or a few that belong together, and is no box of the page."""
_AROUND: Final = {
    "nav": "a menu",
    "footer": "the foot of the page",
    "aside": "beside the article",
}
_CAPTION: Final = re.compile(r"(?:^|[-_ ])(?:wp-)?(?:fig)?caption(?:[-_ ]?text)?(?:$|[-_ ])", re.I)
_STANDFIRST: Final = re.compile(
    r"(?:^|[-_ ])(?:standfirst|dek|deck|sub-?title|kicker)(?:$|[-_ ])", re.I
)
_HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
STRUCK: Final = "text that is struck out"
_STRUCK_TAGS: Final = ("s", "del", "strike")
_LONGEST_STYLE: Final = 1_000
_STRUCK_CLASSES: Final = {"line-through", "strikethrough", "strike-through", "strike", "struck"}
_STRUCK_STYLE: Final = re.compile(r"(?:^|;)\s*text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_NOTE_MARK: Final = re.compile(r"\s*(?:\[\d{1,3}\]|[↑↩^]\ufe0e?)\s*")
_NUMBER: Final = re.compile(r"\s*\d{1,3}\s*")
_NOTED: Final = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…\"'”’»)\]])\s?$")
"""Behind what a raised number is a note's; behind a figure or a unit's letters it is a power."""
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DROPPED: Final = re.compile("[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
_NO_CHARS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MARK: Final = "".join(
    letter for letter in map(chr, range(0x300, 0x1E950)) if unicodedata.combining(letter)
)
_STACKED: Final = re.compile(f"[{_MARK}]{{31}}")
"""More marks on a letter than any writing has; to compose them takes the square of their number."""
_BREAK: Final = "\x1e"
"""Stands for a line's end that the page asks for; no text has it."""
_LEAST_TOLD: Final = 200
"""Letters from which a page tells something to browsers without scripts but to switch them on."""
_ONCE: Final = set(unseen.ATTRIBUTES.values())
"""Why something is left out that a page may say in its text as well."""
_LONGEST_CAPTION: Final = 1_000
"""Letters of a caption or a standfirst, at the most."""
_MOST_PARAGRAPHS: Final = 2
_STOPPED: Final = re.compile(r"[^\W\d_]{3}[.!?…][\"'”’»)]*$")
_PROSE_IN_TABLE: Final = 120
"""From how many letters on a cell of a table is prose: some pages are laid out as tables."""


def tidy(text: str) -> str:
    """Return a text on one line: composed letters, single spaces, no invisible control marks.

    The joiners that Persian needs stay.
    """
    if not _STACKED.search(text):
        text = unicodedata.normalize("NFC", text)
    text = _NO_CHARS.sub(" ", _DROPPED.sub("", text))
    return " ".join(text.split())


def parse_html(text: str, name: str) -> Any:
    """Return the tree of an HTML page; nothing of it is fetched or run.

    Raises
    ------
    ArticleError
        If it has too much markup or no text at all.
    """
    if (tags := text.count("<")) > MAX_TAGS:
        raise ArticleError(
            f"{name} has {tags:,} tags and the limit is {MAX_TAGS:,}; paste the article's text"
        )
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleError(
            f"{name} is HTML with nothing to read in it; paste the article's text"
        ) from error
    if _too_deep(tree):
        raise ArticleError(
            f"{name} nests more than {MAX_DEPTH} elements in each other; paste the article's text"
        )
    return tree


def _too_deep(tree: Any) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def blocks_of(tree: Any) -> list[TextBlock]:
    """Return a page's blocks in its order; of what a browser would not show, sentences are outside.

    Of a page that shows nothing without its scripts, what it shows to browsers without any is.
    """
    blocks = _cut(tree, _SKIPPED)
    if any(block.role in ("text", "item", "cell") for block in blocks):
        return blocks
    told = _cut(tree, _SKIPPED - {"noscript"})
    return told if sum(len(block.text) for block in told) >= _LEAST_TOLD else blocks


def _cut(tree: Any, skipped: Set[str]) -> list[TextBlock]:
    cutter = _Cutter(teasers_of(tree), rows_of(tree))
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            struck = is_struck(element)
            is_unseen = element.tag in skipped or _hidden(element)
            if struck:
                cutter.strike(element)
            elif is_unseen and element.tag not in unseen.SAYS_NOTHING:
                cutter.tell(unseen.sentences_in(element))
            else:
                cutter.tell(unseen.sentences_of(element))
            if struck or is_unseen or _is_note_mark(element) or cutter.raises(element):
                walk.skip_subtree()
                cutter.skipped = element
            else:
                cutter.open(element)
        elif element is cutter.skipped:
            cutter.add(element.tail)
        else:
            cutter.close(element)
            if cutter.has_too_many:  # it will be refused, however many more there are
                break
    cutter.flush()
    return list(cutter.blocks())


def _hidden(element: Any) -> bool:
    if element.tag in ("html", "body"):  # some pages show themselves by a script, when it is ready
        return False
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def is_struck(element: Any) -> bool:
    """Tell whether an element shows its text struck out, which is no longer meant."""
    return (
        element.tag in _STRUCK_TAGS
        or bool(_STRUCK_STYLE.search(element.get("style", "")[:_LONGEST_STYLE]))
        or not _STRUCK_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _is_note_mark(element: Any) -> bool:
    """Tell whether an element is the number of a note, or the arrow that leads back from it."""
    link = element if element.tag == "a" else next(iter(element), None)
    if element.tag not in ("a", "sup") or link is None or link.tag != "a":
        return False
    words = "".join(element.itertext())
    return link.get("href", "").startswith("#") and bool(_NOTE_MARK.fullmatch(words))


class _Cutter:
    """Gather letters until a block ends; the last of the places is where they stand."""

    def __init__(self, teasers: Set[Any], rows: Set[Any]) -> None:
        self._teasers = teasers
        self._rows = rows
        self._row_begins = 0
        self._in_row = False
        self._staying = 0
        self._found: list[tuple[TextBlock, list[str]]] = []
        self.skipped: Any = None
        self._places: list[tuple[Role, str]] = [("text", "")]
        self._holders = [0]
        self._boxes = 0
        self._parts: list[str] = []
        self._beside: list[TextBlock] = []
        self._set = 0
        self._teased = 0
        self._links = 0
        self._linked = 0

    @property
    def has_too_many(self) -> bool:
        """Whether more blocks will stay than any article has; cells of a row may become one."""
        return self._staying > MAX_BLOCKS and not self._in_row

    def open(self, element: Any) -> None:
        tag = element.tag
        if tag in BREAKING:
            self.flush()
            if element in self._rows:
                self._row_begins, self._in_row = len(self._found), True
            self._teased += element in self._teasers
            self._places.append(_place(element, *self._places[-1]))
            self._boxes += 1
            self._holders.append(self._holders[-1] if tag in _LEAVES else self._boxes)
        elif tag == "br":
            if self._parts and self._parts[-1] == _BREAK:
                self.flush()
            else:
                self._parts.append(_BREAK)
        self._links += tag == "a"
        self._set += tag == "pre"
        self.add(element.text)

    def close(self, element: Any) -> None:
        self._links -= element.tag == "a"
        if element.tag in BREAKING:
            self.flush()
            self._teased -= element in self._teasers
            self._places.pop()
            self._holders.pop()
            if element in self._rows:
                self._join_row()
                self._in_row = False
        self._set -= element.tag == "pre"
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text and (text.strip() or self._parts[-1:] != [_BREAK]):
            self._parts.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def strike(self, element: Any) -> None:
        """Tell text that is struck out after the block in which it stands."""
        if self._parts and (element.tail or "").startswith((",", ".", ";", ":", "!", "?", ")")):
            self._parts[-1] = self._parts[-1].rstrip()
        if text := tidy(" ".join(element.itertext())):
            self._beside.append(TextBlock(text, "outside", STRUCK, taken=True))

    def tell(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Tell sentences that the page does not show, each with why, after the block at hand."""
        self._beside += [
            TextBlock(tidy(text), "outside", reason, taken=True) for text, reason in sentences
        ]

    def raises(self, element: Any) -> bool:
        """Set a raised number as one, or leave it out where it is a note's: *Aden*¹, but *km²*."""
        words = "".join(element.itertext()) if element.tag == "sup" else ""
        if not _NUMBER.fullmatch(words):
            return False
        before = "".join(self._parts[-2:])
        if not before.strip() or _NOTED.search(before):
            return True
        self.add(words.strip().translate(_RAISED))
        return True

    def _join_row(self) -> None:
        """Let the cells of a row stand on one line, if none of them is prose."""
        row = self._found[self._row_begins :]
        cells = [(block, lines) for block, lines in row if block.role != "outside"]
        texts = [" ".join(lines) for _, lines in cells]
        short = all(block.role == "cell" for block, _ in cells)
        if short and len(cells) > 1 and not any(map(_STOPPED.search, texts)):
            linked = sum(b.linked * len(t) for (b, _), t in zip(cells, texts, strict=True))
            block = replace(
                cells[0][0], text=PART.join(texts), linked=linked / sum(map(len, texts))
            )
            others = [(block, lines) for block, lines in row if block.role == "outside"]
            self._found[self._row_begins :] = [(block, [block.text]), *others]
            self._staying -= len(cells) - 1

    def flush(self) -> None:
        text = "".join(self._parts)
        role, reason = self._places[-1]
        groups = paragraphs_of(text.replace(_BREAK, "\n")) if self._set else []
        for lines in groups or [text.split(_BREAK)]:
            lines = [line for part in lines if (line := tidy(part))]
            letters = sum(map(len, lines))
            told = "text" if role == "cell" and letters >= _PROSE_IN_TABLE else role
            if lines:
                share = min(1.0, self._linked / letters)
                block = TextBlock(lines[0], told, reason, share, self._holders[-1])
                if self._teased:
                    block = replace(block, teaser=True)
                self._found.append((block, lines))
                self._staying += 1
        self._found += [(block, [block.text]) for block in self._beside]
        self._staying += sum(block.reason not in _ONCE for block in self._beside)
        self._beside.clear()
        self._parts.clear()
        self._linked = 0

    def blocks(self) -> Iterator[TextBlock]:
        """Yield what was found, lines joined where the page, or they alone, were broken so."""
        page = setting_of([lines for _, lines in self._found])
        told = {" ".join(lines) for block, lines in self._found if block.reason not in _ONCE}
        for block, lines in self._found:
            if block.reason in _ONCE:
                if block.text in told:  # by a caption, or for the same picture elsewhere
                    continue
                told.add(block.text)
            alone = setting_of([lines]) if len(lines) > 1 else page
            setting = page if alone == Setting() else alone
            yield from (replace(block, text=text) for text in joined(lines, setting))


def _place(element: Any, role: Role, reason: str) -> tuple[Role, str]:
    """Return the role of what stands in an element, and why it is outside, where it is."""
    tag = element.tag
    if role in ("outside", "caption"):
        return role, reason
    if tag in _AROUND:
        return "outside", _AROUND[tag]
    names = element.get("class", "")
    if tag == "figcaption" or (_CAPTION.search(names) and not _is_box(element)):
        return "caption", ""
    if _STANDFIRST.search(names) and not _is_box(element):
        return "standfirst", ""
    if tag == "h1":
        return "title", ""
    if tag in ("h2", "h3", "h4", "h5", "h6", "legend", "summary"):
        return "heading", ""
    if tag in ("td", "th"):
        return "cell", ""
    if tag in ("li", "dd", "dt"):
        return ("cell", "") if role == "cell" else ("item", "")
    return role, reason


def _is_box(element: Any) -> bool:
    """Tell whether an element is more than a caption or a standfirst, whatever its class says."""
    if len(list(islice(element.iter("p"), _MOST_PARAGRAPHS + 1))) > _MOST_PARAGRAPHS:
        return True
    letters = 0
    for text in element.itertext():
        letters += len(text.strip())
        if letters > _LONGEST_CAPTION:
            return True
    return False


def check_page(blocks: list[TextBlock], name: str) -> None:
    """Refuse more of a page than stands around one article.

    Raises
    ------
    ArticleError
        If there are too many letters, or too many lines.
    """
    _check("letters", sum(len(block.text) for block in blocks), MAX_PAGE_CHARS, name)
    if len(blocks) > MAX_BLOCKS:  # how many more, is not counted
        raise ArticleError(
            f"{name} has more than {MAX_BLOCKS:,} lines and paragraphs; "
            "give one article, without what stands around it"
        )


def check_size(blocks: list[TextBlock], name: str) -> None:
    """Refuse more text than one article has; what stands around it does not count.

    Raises
    ------
    ArticleError
        If there are too many letters, or too many lines.
    """
    check_page(blocks, name)
    inside = sum(len(block.text) for block in blocks if block.role != "outside")
    _check("letters", inside, MAX_CHARS, name)


def _check(what: str, count: int, limit: int, name: str) -> None:
    if count > limit:
        raise ArticleError(
            f"{name} has {count:,} {what} and the limit is {limit:,}; "
            "give one article, without what stands around it"
        )
