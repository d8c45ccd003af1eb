"""Tell what stands among an article's paragraphs and is none: bylines, links, share prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from geo.draft.blocks import Block

AGENCIES: Final = (
    r"AFP|AP|Reuters|Agence France[- ]Presse|(?:The )?Associated Press|dpa|DPA|EFE|ANSA|PTI|ANI|"
    r"UPI|Xinhua|TASS|RIA Novosti|Interfax|Anadolu(?: Agency)?|AA|IRNA|ISNA|Tasnim|Mehr|Fars|APA|"
    r"Azertac|AZERTAC|Trend|Turan|Report|Armenpress|ARMENPRESS|Panorama|Interpress|Bloomberg|"
    r"Kyodo|Yonhap|Bernama|APP|SANA|WAM|QNA|KUNA|MENA|PA Media|BBC|CNN|RFE/RL|VOA"
)
AGENCY: Final = rf"(?P<agency>{AGENCIES})"
_NAME: Final = r"[^\W\d_][\w.'’-]*"
_NAMES: Final = rf"{_NAME}(?: {_NAME}){{0,3}}(?:(?:,| and| &) {_NAME}(?: {_NAME}){{0,3}}){{0,4}}"
_MOST: Final = 160
"""Letters up to which a line can be furniture; what is longer is a paragraph."""
_ENDS: Final = re.compile(r"[.!?…։؟。][\"'”’»)\]]*$")
_SENTENCE_WORDS: Final = 14
"""Words from which a line is a sentence, though it has no stop."""


TABLE: Final = "a table or a list of data"
_TO_SHARE: Final = "to share or to follow"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Hold one kind of furniture: how it looks, why it is left out, and how long it may be."""

    reason: str
    looks: re.Pattern[str]
    most: int = _MOST


def _kind(reason: str, pattern: str, *, case: bool = False, most: int = _MOST) -> _Kind:
    return _Kind(reason, re.compile(pattern, 0 if case else re.I), most)


_KINDS: Final = (
    _kind(
        "a link to something else",
        r"(?:also|must) (?:read|watch|see)\b|read (?:more|also|next|this|full|the full)\b|"
        r"(?:related|recommended|more)(?: (?:stories|news|articles?|coverage))?\s*[:|»>]|"
        r"(?:see also|watch|explainer|opinion|in pictures|editor[’']s (?:pick|note))\s*[:|»>]|"
        r"(?:more (?:on|from) this\b|you (?:may|might) also like|click here|top stories|most read|"
        r"trending(?: now)?$|related (?:stories|news|articles|topics)$)",
    ),
    _kind(
        _TO_SHARE,
        r"(?:share (?:this|on|via)|follow (?:us|@|the)|join (?:us|our)|subscribe\b|sign up\b|"
        r"download (?:our|the)|get (?:the|our) (?:latest|newsletter)|for (?:all )?the latest news,|"
        r"published in [A-Z].{0,40}, \w+ \d|leave a comment|log in\b|listen to (?:the|this)\b|"
        r"\d+ min(?:ute)?s? read$|reading time\b)",
    ),
    _kind(
        "an advertisement",
        r"(?:advertisement|advertorial|ad|sponsored(?: content)?|promoted)[:.]?$",
    ),
    _kind(
        "a notice of rights",
        r"(?:©|\(c\)|copyright\s*[:,]?\s*(?:©|\(c\)|\d{4}|by\b|(?-i:[A-Z]))|all rights reserved)|"
        r".{0,80}\ball rights reserved\b|"
        r"this (?:article|story|material) may not be\b",
        most=400,
    ),
    _kind(
        "the names of those who made the report",
        r"\W?(?:additional )?(?:reporting|writing|editing|edited|compiled|translation|translated|"
        r"with inputs?)(?: and \w+)? (?:by|from)\b",
        most=300,
    ),
    _kind("tags", r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|sections?)\s*[:|]"),
    _kind(
        "share prices or rates",
        r"(?=.*\d)(?:.*(?:[+\-−–▲▼]\s?\d+[.,]?\d*\s?%?|\(\s?[+\-−–]?\d+[.,]\d+\s?%\s?\)|"
        r"(?:increased|decreased) by\b).*|[A-Z][A-Z0-9/ &.-]{1,24}\s+[$€£]?\d[\d,.]*)$",
        case=True,
        most=120,
    ),
)
_SHARING: Final = {
    "share", "tweet", "print", "email", "e-mail", "save", "listen", "comment", "comments", "like",
    "bookmark", "pin", "it", "copy", "link", "facebook", "twitter", "x", "whatsapp", "telegram",
    "linkedin", "reddit", "pinterest", "messenger", "instagram", "youtube", "and", "on", "via",
    "this", "to", "article", "story", "page", "k",
}  # fmt: skip
_BYLINE: Final = re.compile(
    rf"(?:by|from|author|written by|reported by)\s*:?\s+(?:{_NAMES}|{AGENCIES})"
    rf"(?:[,|/–—-]\s*(?:{AGENCIES}|{_NAMES}))?"
    rf"(?:\s+in\s+{_NAMES})?$|"
    rf"(?:{AGENCIES})(?:\s*[/,|&–—-]\s*(?:{AGENCIES}))*(?: staff)?$|"
    r"(?:by |from )?(?:our|a)?\s?(?:own |special )?(?:web desk|news desk|staff|"
    r"staff (?:report(?:er)?|writer)s?|correspondents?|monitoring desk|editorial(?: board)?|"
    r"agencies)$",
    re.I,
)
_SMALL: Final = {
    "and", "in", "our", "own", "a", "special", "staff", "desk", "report", "reporter", "reporters",
    "writer", "writers", "correspondent", "correspondents", "board", "agencies",
}  # fmt: skip
_CAPTION: Final = re.compile(
    r"^(?:photo|picture|image|caption|file photo|photograph|illustration|pictured|map|graphic)"
    r"(?:\s(?:credit|caption|by))?\s*[:—–-]|"
    r"\b(?:hand-?out (?:photo(?:graph)?|picture|image)|file (?:photo(?:graph)?|picture|image)|"
    r"getty images|photo by)\b|"
    r"(?:[-–—/|(\[]\s*(?:photo\s*:?\s*)?(?:AFP|AP|Reuters|EPA|EFE|Getty|Anadolu|Xinhua|file|social "
    r"media)(?:\s*/\s*[\w ]{2,30})?(?:\s+photo)?\s*[)\]]?|\bphoto\s*:\s*[\w ./-]{2,40})[.]?$|"
    r"[(\[](?:photo|picture|image)\s*:\s*[^)\]]{2,60}[)\]]\.?$|\((?:left|right|l|r)\)",
    re.I,
)
_STAMP: Final = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|posted|modified|created|date|release date)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)|^\W*\d{1,4}[ ./-]|"
    r"^[^\W\d]{3,12}\.? (?:\d{1,2},? \d{4}|\d{4}$)",
    re.I,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_LABEL: Final = re.compile(
    r"^(?P<label>title|headline|author|by|publisher|source|date|published|language|summary|"
    r"description|slug|layout|url|link)\s*:\s*(?P<value>\S.*)$",
    re.I,
)


def label_of(text: str) -> tuple[str, str] | None:
    """Return the label and value of a line such as ``Publisher: Daily Example``."""
    found = _LABEL.match(text)
    return (found["label"].lower(), found["value"].strip()) if found else None


def is_caption(text: str) -> bool:
    """Tell whether a text reads as a picture's caption."""
    return len(text) <= 3 * _MOST and bool(_CAPTION.search(text))


def is_byline(text: str) -> bool:
    """Tell whether a line only says who wrote; a name begins with a capital letter."""
    if len(text) > _MOST or not _BYLINE.match(text) or _ENDS.search(text):
        return False
    words = re.sub(r"^(?:by|from|author|written by|reported by)\s*:?\s+", "", text, flags=re.I)
    return all(
        word[0].isupper() or word in _SMALL for word in re.findall(r"[^\W\d_][\w.'’-]*", words)
    ) or not re.match(r"(?:by|from)\b", text, re.I)


def is_stamp(text: str) -> bool:
    """Tell whether a line only says when something was published."""
    return (
        len(text) <= 100
        and bool(_STAMP.search(text) and _YEAR.search(text))
        and (len(text.split()) <= _SENTENCE_WORDS)
    )


def reason_of(block: Block) -> str | None:
    """Return why a block is no paragraph of the article; nothing where it is one."""
    text = block.text
    if block.role == "outside":
        return _reason_of_line(text) or block.reason
    if reason := _reason_of_line(text):
        return reason
    if block.linked > 0.9 and not _ENDS.search(text):
        return "a link to something else"
    if block.role in ("heading", "title"):
        return "a heading"
    if block.role == "cell":
        return TABLE
    if not re.search(r"[^\W\d_]", text):
        return "no words"
    return None


def _reason_of_line(text: str) -> str | None:
    """Return why a line is none, by its words alone."""
    if is_stamp(text) and not _ENDS.search(text):
        return "when it was published"
    for kind in _KINDS:
        if len(text) <= kind.most and kind.looks.match(text):
            return kind.reason
    words = re.findall(r"[^\W\d_][\w-]*", text.lower())
    if words and len(text) <= _MOST and _SHARING.issuperset(words) and not _ENDS.search(text):
        return _TO_SHARE
    if is_byline(text):
        return "a byline"
    return None


def is_sentence(text: str) -> bool:
    """Tell whether a text has at least one sentence: it is stopped, or long."""
    return bool(_ENDS.search(text)) or len(text.split()) >= _SENTENCE_WORDS
