"""Find the sentences that a page holds and does not show: in fields, frames, templates, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree, html

UNSEEN: Final = "text that the page does not show"
DESCRIPTION: Final = "what a picture shows, in words that the page does not show (alt)"
OF_A_FORM: Final = "text in a field or a button of a form"
HINT: Final = "a hint that the page shows beside the pointer, or reads aloud"
FRAMED: Final = "a page in a frame of the page"
OF_ITSELF: Final = "what the page says of itself to search engines"
FORM: Final = {"button", "input", "select", "option", "textarea", "datalist"}
SAYS_NOTHING: Final = {"script", "style", "head", "annotation", "annotation-xml"}
"""Of these no sentence is told: they hold none for readers."""
ATTRIBUTES: Final = {
    "alt": DESCRIPTION, "title": HINT, "aria-label": HINT, "aria-description": HINT,
    "placeholder": OF_A_FORM, "value": OF_A_FORM, "label": OF_A_FORM,
}  # fmt: skip
_BREAKING: Final = {
    "p", "div", "li", "td", "th", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "blockquote", "figure", "figcaption", "details", "summary", "text", "desc", "title",
    "optgroup", "legend", "caption", "pre", "header", "footer", "aside", "nav", "form", "fieldset",
}  # fmt: skip
_SENTENCE: Final = re.compile(r"\S+\s.*[^\W\d_][.!?…։؟。][\"'”’»)\]]*(?:\s|$)")
"""What is told of text that is not shown: a menu's words are nothing that one could miss."""
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_LEAST_DESCRIBED: Final = 5
"""Words from which such a text is a sentence without a stop, too."""
_ITSELF: Final = ("description", "og:description", "twitter:description")
_MOST_TAGS: Final = 20_000
"""Of a page in a frame of a page."""


def describes(text: str) -> bool:
    """Tell whether a text that is not shown says as much as a sentence, with a stop or not."""
    words = sum(1 for word in text.split() if _WORD.search(word))
    return words >= _LEAST_DESCRIBED or bool(_SENTENCE.match(text))


def sentences_in(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the sentences of what an element holds, by paragraph, each with why it is no text."""
    reason = OF_A_FORM if element.tag in FORM else UNSEEN
    for one in element.iter(etree.Element):
        yield from sentences_of(one)
    yield from ((text, reason) for text in _paragraphs(element) if describes(text))


def _paragraphs(element: Any) -> Iterator[str]:
    parts: list[list[str]] = [[]]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if one.tag in _BREAKING or one.tag in FORM:
            parts.append([])
        if event == "end":
            parts[-1].append((one.tail or "") if one is not element else "")
        elif one.tag in SAYS_NOTHING:
            walk.skip_subtree()
        else:
            parts[-1].append(" " if one.tag == "br" else one.text or "")
    return (" ".join("".join(part).split()) for part in parts)


def sentences_of(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the sentences in an element's attributes, in its frame and in its template."""
    for name in element.attrib.keys() & ATTRIBUTES.keys():
        reason = ATTRIBUTES[name]
        told = describes if name == "alt" else _SENTENCE.match
        if told(text := " ".join(element.get(name).split())):
            yield text, reason
    if element.tag == "iframe" and "srcdoc" in element.attrib:
        yield from ((text, FRAMED) for text in _in_markup(element.get("srcdoc"), _says))
    if element.tag == "script" and re.search("template|html", element.get("type", "")):
        yield from ((text, UNSEEN) for text in _in_markup(element.text or "", describes))


def _says(text: str) -> bool:
    return len(text.split()) > 1 and bool(_WORD.search(text))


def _in_markup(text: str, told: Callable[[str], bool]) -> Iterator[str]:
    """Yield what a page in the page tells; of one with too much markup, only that it is there."""
    if text.count("<") > _MOST_TAGS:
        yield f"a page in the page, of {len(text):,} letters"
        return
    try:
        tree = html.document_fromstring(text)
    except (etree.LxmlError, ValueError, AssertionError):
        return
    yield from filter(told, _paragraphs(tree))


def of_itself(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield what a page says of itself, where that is a sentence: its title, its description."""
    for head in tree.iter("head"):
        title = head.find("title")
        told = [title.text or ""] if title is not None else []
        told += [
            meta.get("content", "")
            for meta in head.iter("meta")
            if (meta.get("name") or meta.get("property") or "").lower() in _ITSELF
        ]
        for text in told:
            if _SENTENCE.match(text := " ".join(text.split())):
                yield text, OF_ITSELF
