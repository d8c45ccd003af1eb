"""Tell a picture's caption by how it begins or ends, where no page marks it."""

from __future__ import annotations

import re
from typing import Final

from geo.articles.boilerplate.furniture import without_credit
from geo.english.agencies import AGENCIES

_MOST: Final = 480
"""Letters up to which a text can be one."""
_END: Final = 160
"""Letters at its end among which a picture's maker is named."""
_PICTURE: Final = r"(?:photo(?:graph)?s?|pictures?|images?)"
_TAKEN: Final = rf"(?:undated )?(?:hand-?out|file) {_PICTURE}"
_CAPTIONS: Final = (
    # Photo: … · File photo — …
    re.compile(
        rf"(?:{_PICTURE}|caption|file(?: {_PICTURE})?|illustration|pictured|map|graphic)"
        r"(?:\s(?:credit|caption|by))?(?:\s?:|\s[—–-]\s)|image caption,",
        re.I,
    ),
    # This handout picture shows … · In this file photo taken on …
    re.compile(
        rf"(?:in )?(?:this|an?) {_TAKEN}(?:,| shows?\b| showing\b| taken\b| released\b| provided\b|"
        r" from\b| dated\b| made\b)",
        re.I,
    ),
)
_CAPTION_ENDS: Final = (
    # … (Photo: town hall) · … (AFP photo) · … [File photo]
    re.compile(
        rf"[(\[](?:[\w ]{{1,20}} )?(?:{_PICTURE}|credit)(?:\s?(?:[:/]|by\b)[^()\[\]]{{2,60}})?"
        r"[)\]]\.?$",
        re.I,
    ),
    # …, May 1, 2011. REUTERS/Bo Lee · … - Copyright AFP Bo LEE
    re.compile(
        rf"(?-i:(?<=[.”] )(?:REUTERS|{AGENCIES})(?: Photo)?\s?/\s?[A-Z][\w .'’-]{{2,40}}$)|"
        rf"[-–—]\s?copyright (?:{AGENCIES})\b[\w .'’-]{{0,40}}$",
        re.I,
    ),
    # …, in a handout picture · … seen in this file photo from 2020
    re.compile(rf"\bin (?:this|an?) {_TAKEN}(?: (?:from|taken|of) [\w ]{{1,30}})?\.?$", re.I),
    # … | File photo · … Photo by Ada Example · … Photo: AFP · … / Getty Images
    re.compile(
        rf"(?:[-–—/|]\s?file {_PICTURE}|\b{_PICTURE}(?: ?: ?| by )[\w ./-]{{2,40}}|"
        r"[-–—/|(\[,:]\s?getty images[)\]]?)\.?$",
        re.I,
    ),
)
_CREDITED: Final = re.compile(
    rf"[^\W\d_][^.!?…\"'”’]? ?[-–—/|(\[]\s?(?:{AGENCIES}|EPA|Getty(?: Images)?|file|social media)"
    r"(?:\s?/\s?[\w ]{2,30})?[)\]]?$",
    re.I,
)
"""A line that ends with an agency and has no stop before it."""
_SIDES: Final = (re.compile(r"\((?:left|l)\)", re.I), re.compile(r"\((?:right|r)\)", re.I))


def is_caption(text: str) -> bool:
    """Tell whether a text reads as a picture's caption: it begins or ends as only they do."""
    if len(text) > _MOST:
        return False
    return (
        any(begins.match(text) for begins in _CAPTIONS)
        or any(ends.search(text[-_END:]) for ends in _CAPTION_ENDS)
        or bool(_CREDITED.search(without_credit(text)[0][-_END:]))
        or all(side.search(text) for side in _SIDES)
    )
