"""Tell lines that press offices, wires, mails and scanned pages set around a text."""

from __future__ import annotations

import re
from typing import Final

PAGE_NUMBER: Final = "the number of a page"
_MOST: Final = 120
_GREETED: Final = "a greeting or the end of a mail"
_KINDS: Final = tuple(
    (reason, re.compile(pattern, re.I))
    for reason, pattern in (
        (
            "a note to editors",
            r"(?:press|media|news) (?:release|statement|advisory|note|invitation|communiqu[eé])\W*|"
            r"notes? (?:to|for) (?:the )?editors?\W*|(?-i:ZCZC\b.*|NNNN)|"
            r"check against delivery|(?:strictly )?as delivered",
        ),
        (
            "contact details",
            r"(?:(?:media|press) )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|issued by)\s*:.*|"
            r"(?:tel(?:ephone)?|phone|mobile|cell|fax|e-?mail|web(?:site)?)\.?\s*:\s*\S.*|"
            r"for (?:further|more|additional) (?:information|details|enquiries)\b[^.]{0,60}:.*",
        ),
        (
            _GREETED,
            r"(?:hi|hello|dear|good (?:morning|afternoon|evening))(?: [\w.’'-]+){0,4}\s?[,!]|"
            r"(?:(?:best|kind|kindest|warm|many|with (?:best|kind)) )?(?:regards|wishes|thanks|"
            r"greetings)(?: (?:again|in advance))?\s?[,!.]?|(?:best|cheers|sincerely|"
            r"thank you)\s?[,!]|yours (?:sincerely|faithfully|truly)\s?,?|sent from my .{1,40}|"
            r"get outlook for .{1,20}",
        ),
        (
            PAGE_NUMBER,
            r"[-–—•·(\[]{1,2} ?(?:page )?\d{1,4} ?[-–—•·)\]]{1,2}|"
            r"page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?",
        ),
        (
            "a menu",
            r"home(?: ?page)?|news|sports?|weather|business|world|politics|opinion|culture|menu|"
            r"search|sign (?:in|up)|log ?in|register|skip to (?:main )?content|"
            r"terms of (?:use|service)|privacy(?: policy)?|cookie (?:policy|settings)|contact us|"
            r"about us|advertise(?: with us)?|newsletters?|e-?paper|back to top|read aloud|"
            r"home\s*[»>›|/].*|[^»>›]{1,30}(?:\s*[»>›]\s*[^»>›]{1,30}){2,4}",
        ),
    )
)
_END: Final = re.compile(
    r"[-–—*(\[ ]*(?:ends?|the end|end of (?:release|statement|text|report)|30|#{2,5})"
    r"[-–—*)\] ]*\.?",
    re.I,
)
_FORWARDED: Final = re.compile(
    r"\W*(?:begin )?(?:forwarded|original) message\W*|on .{6,80}\bwrote:", re.I
)
_UPDATED: Final = re.compile(r"\b(?:updated?|modified|revised|edited)\b", re.I)
_TOLD: Final = re.compile(
    r"(?:posted|published|first published|filed|uploaded)\s(?:by|on|in)\s", re.I
)
_PUBLISHED: Final = re.compile(r"\b(?:published|posted|first|created|issued|released)\b", re.I)


def reason_of_form(text: str) -> str | None:
    """Return why a line is no text, where it is one of these from its first letter to its last."""
    if len(text) > _MOST:
        return None
    return next((reason for reason, looks in _KINDS if looks.fullmatch(text)), None)


def is_end(text: str) -> bool:
    """Tell whether a line says that the report ends with it: *-ENDS-*, *###*."""
    return text != "30" and len(text) <= _MOST and _END.fullmatch(text) is not None


def hands_on(text: str) -> bool:
    """Tell whether a line says that what follows is a mail handed on."""
    return _FORWARDED.fullmatch(text) is not None


def tells_day(text: str) -> bool:
    """Tell whether a line begins as one that says when, and by whom, it was published."""
    return len(text) <= _MOST and _TOLD.match(text) is not None


def of_publication(text: str) -> tuple[str, bool]:
    """Return what a line says of its first day, and whether that is of an update alone."""
    first = _PUBLISHED.search(text)
    return (text[first.start() :], False) if first else (text, bool(_UPDATED.search(text)))
