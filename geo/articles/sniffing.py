"""Tell of what format the bytes that came are, and turn those of text into text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from geo.articles.language import language_of
from geo.articles.limits import MAX_BYTES, Format
from geo.errors import ArticleError

_BY_ENDING: Final[Mapping[str, Format]] = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".pdf": "pdf", ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
}  # fmt: skip
_BY_MEDIA_TYPE: Final[Mapping[str, Format]] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_OTHERS: Final = (
    (_OLD_OFFICE, "an old Office file or one with a password", "save it as .docx without one"),
    (b"{\\rtf", "rich text (RTF)", "save it as .docx or .txt"),
    (b"\x89PNG", "a picture", "paste the article's text"),
    (b"\xff\xd8\xff", "a picture", "paste the article's text"),
    (b"GIF8", "a picture", "paste the article's text"),
    (b"RIFF", "a picture, sound or film", "paste the article's text"),
    (b"\x1f\x8b", "a packed file", "unpack it first"),
    (b"7z\xbc\xaf", "a packed file", "unpack it first"),
    (b"Rar!", "a packed file", "unpack it first"),
    (b"\x7fELF", "a program", "paste the article's text"),
    (b"MZ", "a program", "paste the article's text"),
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = 0.8
"""Share of zeros on one side of each two bytes from which a text without a mark is UTF-16."""
_LOOKS_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|"
    r"section|p|h1|table|script|style|meta|span|ul)\b", re.I | re.S,
)  # fmt: skip
_MAIL_HEAD: Final = re.compile(
    rb"\s{0,9}(?:From [^\n]*\n)?"
    rb"(?P<head>(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)[ \t\r]*\n"
)
_MAIL_FORM: Final = re.compile(
    rb"^(?:mime-version|content-type|content-transfer-encoding):", re.I | re.M
)
"""What a mail's head says of its form; what only quotes a head has seldom that."""
_HEAD_OF_MAIL_BYTES: Final = 50_000
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.I)
_HEAD_BYTES: Final = 4_096
_PROBED_BYTES: Final = 200_000
_MOSTLY: Final = 5
"""How many letters of UTF-8 speak for it, to each damaged one."""
_MEANT: Final = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii"), "cp1252"),
    "us-ascii": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
}  # fmt: skip
"""What browsers take these for, since those who declare them write the larger sets of Windows."""
_MOST_MARKED: Final = 0.2
"""Share of letters beyond ASCII up to which a text may be of Western Europe."""
_NOT_WESTERN: Final = frozenset(
    ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "sr", "ro", "tr", "az", "lt", "lv", "et", "vi")
)
"""Languages in Latin letters that Windows-1252 has not."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW_CONTROLS: Final = 0.002
"""Share of control characters up to which a text is a text with some dirt in it."""


def format_of(data: bytes, *, name: str | None, media_type: str | None, label: str) -> Format:
    """Tell the format: by what the bytes say, then by the media type, then by the name's ending.

    Raises
    ------
    ArticleError
        If it is nothing that can be read, is empty or larger than its format may be.
    """
    if not data.strip():
        raise ArticleError(f"{label} is empty; paste the article's text")
    found = _by_content(data, label) or _by_head(name, media_type)
    if found == "text" and _LOOKS_HTML.match(_glimpse(data)):
        found = "html"
    if found == "text" and _is_mail(data):
        found = "mail"
    if len(data) > (limit := MAX_BYTES[found]):
        raise ArticleError(
            f"{label} has {len(data) / 1e6:.1f} MB and the limit is {limit / 1e6:g} MB; "
            "give one article, without what stands around it"
        )
    return found


def _is_mail(data: bytes) -> bool:
    """Tell whether a text is a mail as it was sent: its head says how its letters are written."""
    head = _MAIL_HEAD.match(data[:_HEAD_OF_MAIL_BYTES])
    return head is not None and _MAIL_FORM.search(head["head"]) is not None


def _glimpse(data: bytes) -> str:
    """Return the beginning as text, whatever its encoding; enough to see markup."""
    head = data[:_HEAD_BYTES]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    return head.decode(_unmarked(head) or "latin-1", errors="ignore")


def _unmarked(data: bytes) -> str | None:
    """Return which UTF-16 bytes without a mark are: of Latin letters, one byte of two is zero."""
    head = data[:_HEAD_BYTES]
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[side::2].count(0)
        if zeros > _UNMARKED * (len(head) // 2) and not head[1 - side :: 2].count(0):
            return encoding
    return None


def _by_content(data: bytes, label: str) -> Format | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"  # whether it is one, its reader tells
    for start, what, advice in _OTHERS:
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:256]):
            raise ArticleError(f"{label} is {what}; {advice}")
    return None


def _by_head(name: str | None, media_type: str | None) -> Format:
    essence = (media_type or "").partition(";")[0].strip().lower()
    by_type = _BY_MEDIA_TYPE.get(essence)
    by_name = _BY_ENDING.get(PurePath(name or "").suffix.lower())
    if by_type in (None, "text"):  # browsers call Markdown plain text
        return by_name or by_type or "text"
    return by_type


def decoded(data: bytes, label: str, media_type: str | None = None) -> tuple[str, str | None]:
    """Turn bytes into text: by their mark, as UTF-8, as declared, or as their letters look.

    Returns
    -------
    The text, and the encoding where it had to be guessed.

    Raises
    ------
    ArticleError
        If they are no text.
    """
    text = _told(data, media_type)
    guessed = None
    if text is None:
        text, guessed = _guessed(data)
    if text is None or len(_CONTROLS.findall(text)) > _FEW_CONTROLS * len(text):
        raise ArticleError(
            f"{label} is no text that can be read; save it as text in UTF-8, .docx or PDF"
        )
    return text, guessed


def _told(data: bytes, media_type: str | None) -> str | None:
    """Decode by what the bytes or their sender say."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in(encoding, data)
    if unmarked := _unmarked(data):
        return _in(unmarked, data)
    if (text := _in("utf-8", data)) is not None:
        return text
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if sum(letter > "\x7f" for letter in mended) > _MOSTLY * broken:
        return mended  # a few bytes of it are damaged
    charset = re.search(r"charset\s*=\s*\"?([\w-]{1,40})", media_type or "", re.I)
    if charset and (text := _in(charset[1], data)) is not None:
        return text
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    return _in(declared[1].decode("ascii"), data) if declared else None


def _guessed(data: bytes) -> tuple[str | None, str | None]:
    """Decode as Windows-1252, unless the letters or the language are clearly of another."""
    western = _in("cp1252", data[:_PROBED_BYTES])
    if western is not None and _reads_western(western):
        return _in("cp1252", data), "Windows-1252"
    from charset_normalizer import from_bytes  # few texts need it

    best = from_bytes(data[:_PROBED_BYTES]).best()
    return (_in(best.encoding, data), best.encoding) if best else (None, None)


def _reads_western(text: str) -> bool:
    """Tell whether a text reads as one of Western Europe: few letters with marks."""
    letters = sum(letter.isalpha() for letter in text)
    marked = sum(letter > "\x7f" and letter.isalpha() for letter in text)
    return marked <= _MOST_MARKED * letters and language_of(text) not in _NOT_WESTERN


def _in(encoding: str, data: bytes) -> str | None:
    """Decode, or return nothing where the bytes are not of that encoding."""
    try:
        found = codecs.lookup(_MEANT.get(encoding.lower(), encoding))
        return data.decode(found.name) if found._is_text_encoding else None
    except (LookupError, UnicodeError, ValueError):
        return None
