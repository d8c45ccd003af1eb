"""Read an article from a .docx, after its archive was looked over."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Final

from geo.articles.blocks.cutting import STRUCK, TextBlock, blocks_of, parse_html, tidy
from geo.articles.blocks.unseen import DESCRIPTION, describes
from geo.articles.confined import asking as confined
from geo.articles.limits import (
    DOCX_MEMORY_BYTES,
    DOCX_TIME_S,
    MAX_BLOCKS,
    MAX_MEMBERS,
    MAX_TAGS,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
)
from geo.errors import ArticleError

_DOCUMENT: Final = "word/document.xml"
_RELATIONS: Final = "_rels/.rels"
_STYLES: Final = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p.standfirst:fresh",
        "p[style-name='Caption'] => p.caption:fresh",
        "p[style-name='caption'] => p.caption:fresh",
    )
)
_TAKEN: Final = {
    "hidden": "hidden text",
    "struck": STRUCK,
    "box": "a text box beside the text",
    "deleted": "deleted in a tracked change",
    "moved": "moved to another place in a tracked change",
    "older": "what older programs show in place of something else",
    "drawn": "words in a drawing or a chart",
    "shown": DESCRIPTION,
    "spoken": "how a word is spoken",
    "note": "a note to which nothing in the text refers",
    "file": "a file set into this one, which is not read",
    "hdr": "the head of the file's pages",
    "ftr": "the foot of the file's pages",
    "comments": "a comment beside the text",
}
_NOT_READ: Final = (
    "Other files are set into this one and were not read ({}); save it anew in a word processor, "
    "or paste their text too."
)
_SET_IN: Final = "other files are set into it ({}): open it in a word processor, copy the text and"
_CHUNK_BYTES: Final = 1 << 16
_SEAM_BYTES: Final = 16
_PARAGRAPH: Final = re.compile(rb"<w:p[ />]")
_DEFINES: Final = re.compile(rb"<!(?:ENTITY|DOCTYPE)")
_BEFORE_MARKUP: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_OTHERS: Final = (
    ("xl/workbook.xml", "a table (.xlsx)"),
    ("ppt/presentation.xml", "slides (.pptx)"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


def read_docx(data: bytes, name: str) -> tuple[list[TextBlock], tuple[str, ...]]:
    """Return the blocks of a .docx, and what a person should know of how it was read.

    What tracked changes add is read, what they delete is not.

    Raises
    ------
    ArticleError
        If it is none, is broken, has a password, or unpacks to more than an article.
    """
    _look_over(data, name)
    found = confined.ask(
        "docxworker.py", data, name,
        memory_bytes=DOCX_MEMORY_BYTES, time_s=DOCX_TIME_S, more=(_STYLES,),
    )  # fmt: skip
    problem = found.get("problem")
    if problem == "heavy":
        raise ArticleError(
            f"{name} needs more memory or time than an article should; paste its text"
        )
    if problem:
        raise _broken(name)
    taken = [
        (kind, text)
        for kind, words in found["taken"]
        if (text := tidy(words)) and (kind != "shown" or describes(text))
    ]
    files = [text for kind, text in taken if kind == "file"]
    notes = (_NOT_READ.format(", ".join(files)),) if files else ()
    page = found["page"]
    alone = not page.strip()  # some are laid out as boxes alone
    boxes = [TextBlock(text) for kind, text in taken if alone and kind == "box"]
    if alone and not boxes:
        why = _SET_IN.format(", ".join(files)) if files else "if it shows a picture of text,"
        raise ArticleError(f"{name} has no text in it; {why} paste that")
    beside = [
        TextBlock(text, "outside", _TAKEN[kind], taken=True)
        for kind, text in taken
        if not alone or kind != "box"
    ]
    return boxes + ([] if alone else blocks_of(parse_html(page, name))) + beside, notes


def _broken(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is broken and cannot be opened as .docx; save it anew or paste its text"
    )


def _look_over(data: bytes, name: str) -> None:
    """Refuse an archive by what it says of itself, and then its markup, before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, name)
            parts = [member for member in members if _is_markup(archive, member)]
            _check_parts(parts, name)
            _check_markup(archive, parts, name)
    except ArticleError:
        raise
    except (NotImplementedError, RuntimeError) as error:  # a password, or an odd way of packing
        raise ArticleError(
            f"{name} is packed with a password or in an unusual way; save it as .docx without"
        ) from error
    except Exception as error:  # zipfile and zlib have many of their own
        raise _broken(name) from error


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS:
        raise ArticleError(
            f"{name} has {len(members):,} files inside and the limit is {MAX_MEMBERS:,}; "
            "save the article alone"
        )
    whole = sum(member.file_size for member in members)
    if whole > MAX_UNPACKED_BYTES:
        raise ArticleError(
            f"{name} would unpack to {whole / 1e6:,.0f} MB and the limit is "
            f"{MAX_UNPACKED_BYTES / 1e6:.0f} MB; save the article without its pictures"
        )
    if _DOCUMENT not in names and _RELATIONS not in names:
        for inside, what in _OTHERS:
            if inside in names:
                raise ArticleError(f"{name} is {what}; save it as .docx or paste its text")
        raise ArticleError(
            f"{name} is an archive and no Word document; unpack it and give one article"
        )


def _check_parts(parts: Sequence[zipfile.ZipInfo], name: str) -> None:
    parsed = sum(member.file_size for member in parts)
    if parsed > MAX_XML_BYTES:
        raise ArticleError(
            f"{name} would unpack to {parsed / 1e6:,.0f} MB of markup and the limit is "
            f"{MAX_XML_BYTES / 1e6:.0f} MB; save the article alone, or paste its text"
        )


def _is_markup(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether a part may be parsed: by its name, or since it begins as markup does.

    Which part is the document stands in another, so that no name tells it.
    """
    if member.filename.lower().endswith((".xml", ".rels")):
        return True
    with archive.open(member) as file:
        begins = file.read(_CHUNK_BYTES).lstrip(_BEFORE_MARKUP)
    return begins[:1] == b"<" or (not begins and member.file_size > 0)


def _check_markup(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Read the parts in pieces: too many tags or paragraphs are refused, and any entities."""
    tags = paragraphs = 0
    for member in members:
        seam = b""
        with archive.open(member) as file:
            while piece := file.read(_CHUNK_BYTES):
                piece = piece.replace(b"\x00", b"")  # of UTF-16
                tags += piece.count(b"<")
                paragraphs += len(_PARAGRAPH.findall(piece))
                if _DEFINES.search(seam + piece):
                    raise ArticleError(
                        f"{name} defines entities, which no Word document does; "
                        "save it anew or paste its text"
                    )
                for what, count, limit in (
                    ("tags", tags, MAX_TAGS),
                    ("paragraphs", paragraphs, MAX_BLOCKS),
                ):
                    if count > limit:
                        raise ArticleError(
                            f"{name} has more than {limit:,} {what} inside; "
                            "save the article alone, or paste its text"
                        )
                seam = piece[-_SEAM_BYTES:]
