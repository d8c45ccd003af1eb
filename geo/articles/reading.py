"""Read an article from the bytes of a text, a web page, Markdown, a mail, a .docx or a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from geo.articles.article import ReadArticle
from geo.articles.blocks.cutting import TextBlock, check_size, tidy
from geo.articles.blocks.rejoining import rejoined, with_whole_brackets
from geo.articles.code import is_code
from geo.articles.formats.plain import blocks_of_text
from geo.articles.formats.webpage import PageHead, read_page
from geo.articles.limits import MAX_BYTES, MAX_CHARS, Format
from geo.articles.recognise import recognise
from geo.articles.sniffing import decoded, format_of
from geo.errors import ArticleError

_PASTED: Final = "the text"
_LONGEST_NAME: Final = 80
_FEW_WORDS: Final = 60
"""Fewer than a news item has."""
_GUESSED: Final = (
    "The file does not say how its letters are encoded; it was read as {}. If names look odd, save "
    "it as UTF-8 and draft it again."
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S{3,2000}", re.I)


def read_article(
    data: bytes, *, name: str | None = None, media_type: str | None = None
) -> ReadArticle:
    """Read an article; nothing of it is run, and nothing is fetched.

    Parameters
    ----------
    data
        The file as it came, or pasted text in UTF-8.
    name
        The file's name; its ending helps to tell the format, and problems name it.
    media_type
        The media type, where one was sent along.

    Raises
    ------
    ArticleError
        If it cannot be read, is larger than an article, or has no paragraph.
    """
    label = _label(name)
    form = format_of(data, name=name, media_type=media_type, label=label)
    blocks, head = _cut(data, form, label, media_type)
    check_size(blocks, label)
    whole = blocks if form == "pdf" else rejoined(blocks)
    article = recognise(with_whole_brackets(whole), head)
    article = replace(article, notes=(*head.notes, *article.notes, *_thin(article, form)))
    if not article.count:
        raise ArticleError(f"{label} has no paragraph of text in it; paste the article's text")
    return article


def _cut(
    data: bytes, form: Format, label: str, media_type: str | None
) -> tuple[list[TextBlock], PageHead]:
    """Return the blocks of a file by its format's own reader; each is imported when it is used."""
    if form == "pdf":
        from geo.articles.formats.pdf import read_pdf

        return read_pdf(data, label), PageHead()
    if form == "docx":
        from geo.articles.formats.docx import read_docx

        blocks, notes = read_docx(data, label)
        return blocks, PageHead(notes=notes)
    if form == "mail":
        return _of_mail(data, label)
    text, guessed = decoded(data, label, media_type)
    notes = (_GUESSED.format(guessed),) if guessed else ()
    if form == "html":
        blocks, head = read_page(text, label)
        return blocks, replace(head, notes=notes + head.notes)
    if _ADDRESS.fullmatch(text.strip()):
        raise ArticleError(
            f"{label} is only a web address, and Dateline fetches nothing; "
            "open that page and paste its text"
        )
    _check_length(text, label)
    if is_code(text):
        raise ArticleError(
            f"{label} reads as the source of a program or its data, and not as an article; "
            "paste the article's text"
        )
    if form == "markdown":
        from geo.articles.formats.markdown import read_markdown

        return read_markdown(text, label), PageHead(notes=notes)
    return blocks_of_text(text), PageHead(notes=notes)


def _check_length(text: str, label: str) -> None:
    """Refuse a text that is too long, before the work of cutting it."""
    lines = text.splitlines()
    if sum(len(line.strip()) for line in lines) > MAX_CHARS:
        raise ArticleError(
            f"{label} has {sum(map(len, lines)):,} letters and the limit is {MAX_CHARS:,}; "
            "give one article, without what stands around it"
        )


def _of_mail(data: bytes, label: str) -> tuple[list[TextBlock], PageHead]:
    from geo.articles.formats.mail import read_mail

    mail = read_mail(data, label)
    head = PageHead(notes=(_GUESSED.format(mail.guessed),) if mail.guessed else ())
    if mail.is_html:
        if len(mail.body) > (limit := MAX_BYTES["html"]):
            raise ArticleError(
                f"{label} has a page of {len(mail.body) / 1e6:.1f} MB in it and the limit is "
                f"{limit / 1e6:g} MB; paste the article's text"
            )
        blocks, of_page = read_page(mail.body, label)
        head = replace(head, publisher=of_page.publisher, notes=head.notes + of_page.notes)
    else:
        _check_length(mail.body, label)
        blocks = blocks_of_text(mail.body)
    for text, _ in mail.beside:
        _check_length(text, label)
    beside = [TextBlock(tidy(text), "outside", reason, taken=True) for text, reason in mail.beside]
    return [*blocks_of_text(mail.head), *blocks, *beside], head


def _thin(article: ReadArticle, form: Format) -> Iterator[str]:
    """Yield that a page shows hardly any text, where it does."""
    words = len(article.text.split())
    if form == "html" and words < _FEW_WORDS:
        yield (
            f"The page holds hardly any text ({words} words). If the article is longer, open it in "
            "a browser and paste its text."
        )


def _label(name: str | None) -> str:
    """Return how problems call the article: by its file's name, without folders."""
    bare = tidy(PurePath((name or "").replace("\\", "/")).name)
    return bare[:_LONGEST_NAME] or _PASTED
