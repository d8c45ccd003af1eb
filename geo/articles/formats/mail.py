"""Read a mail: its head, the part that a person reads, and what came with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Final

from geo.articles.limits import MAX_MAIL_LINES, MAX_MAIL_PARTS
from geo.articles.sniffing import decoded
from geo.errors import ArticleError

ATTACHED: Final = "attached to the mail"
COVER: Final = "the mail to which it was attached"
_HEADERS: Final = ("From", "To", "Subject", "Date")
_FEW_WORDS: Final = 40
"""Fewer than a part has that is more than *open this mail in your browser*."""
_TAGS: Final = re.compile(r"<[^<>]*>")


_LONGEST_HEADER: Final = 2_000
"""Letters of one line of a head; the library's time grows with their square."""


class _Policy(EmailPolicy):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY: Final = _Policy()


@dataclass(frozen=True, slots=True)
class Mail:
    """Hold what a person reads of a mail."""

    head: str
    """Its lines that say from whom, when and about what it is."""
    body: str
    is_html: bool
    beside: tuple[tuple[str, str], ...]
    """What is no text of it, each with why."""
    guessed: str | None = None
    """The encoding of its letters, where it had to be guessed."""


def read_mail(data: bytes, label: str) -> Mail:
    """Return a mail, or the one that it hands on as a whole.

    Raises
    ------
    ArticleError
        If it has too many parts or lines, or none of text.
    """
    if data.count(b"\n") > MAX_MAIL_LINES or data.lower().count(b"boundary=") > MAX_MAIL_PARTS:
        raise ArticleError(f"{label} has more parts or lines than a mail; paste the article's text")
    beside: list[tuple[str, str]] = []
    try:
        mail = message_from_bytes(data, policy=_POLICY)
        assert isinstance(mail, EmailMessage)  # that is what this policy makes
        while inner := _handed_on(mail):
            if cover := _best(mail, label):
                beside.append((_TAGS.sub(" ", cover[0]), COVER))
            mail = inner
        best, head = _best(mail, label), _head(mail)
        beside += [(name, ATTACHED) for name in _attached(mail, best[2] if best else None)]
    except (RecursionError, LookupError, ValueError, AttributeError, TypeError) as error:
        # what the library makes of damaged heads
        raise ArticleError(f"{label} is a damaged mail; paste the article's text") from error
    if best is None:
        raise ArticleError(f"{label} is a mail without text; paste the article's text")
    body, is_html, _, guessed = best
    return Mail(head, body, is_html, tuple(beside), guessed)


def _handed_on(mail: EmailMessage) -> EmailMessage | None:
    """Return the mail that is attached to one, if there is one alone."""
    whole = [one for one in _parts(mail) if one.get_content_type() == "message/rfc822"]
    inner = whole[0].get_content() if len(whole) == 1 else None
    return inner if isinstance(inner, EmailMessage) else None


def _parts(mail: EmailMessage) -> list[EmailMessage]:
    """Return the parts of a mail, and not those of mails in it."""
    if not mail.is_multipart():
        return [mail]
    found: list[EmailMessage] = []
    for part in mail.iter_parts():
        assert isinstance(part, EmailMessage)
        found += _parts(part) if part.get_content_maintype() == "multipart" else [part]
    return found


def _best(mail: EmailMessage, label: str) -> tuple[str, bool, EmailMessage, str | None] | None:
    """Return the part that is read: as plain text, unless that only points to the other."""
    found = []
    for kind in ("plain", "html"):
        part = mail.get_body(preferencelist=(kind,))
        if isinstance(part, EmailMessage):
            text, guessed = _text(part, label)
            if text.strip():
                found.append((text, kind == "html", part, guessed))
    if len(found) > 1:
        plain, html = (len(_TAGS.sub(" ", one[0]).split()) for one in found)
        return found[1] if plain < _FEW_WORDS <= html else found[0]
    return found[0] if found else None


def _text(part: EmailMessage, label: str) -> tuple[str, str | None]:
    """Return a part's letters, of whichever encoding, and that where it was guessed."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return "", None
    charset = part.get_content_charset()
    return decoded(payload, label, f"text/plain; charset={charset}" if charset else None)


def _attached(mail: EmailMessage, read: EmailMessage | None) -> list[str]:
    """Return the names of what came with a mail: not another form of the text that is read."""
    return [
        part.get_filename() or f"a file without a name ({part.get_content_type()})"
        for part in _parts(mail)
        if part is not read and (part.get_filename() or part.get_content_maintype() != "text")
    ]


def _head(mail: EmailMessage) -> str:
    lines = []
    for name in _HEADERS:
        value = " ".join(str(mail.get(name, "")).split())
        if value:
            lines.append(f"{name}: {value}")
    return "\n".join(lines)
