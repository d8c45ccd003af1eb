"""Tell what language a text is in, offline."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LEAST_LETTERS: Final = 40
"""Fewer Latin letters tell nothing sure; those of other alphabets tell at once."""
_LATIN: Final = re.compile("[A-Za-z]")
_NAME: Final = re.compile(r"(?<=\w )[A-Z][\w'’-]*")
_ENOUGH: Final = 4_000
_NONE: Final = frozenset({"zxx", "und", "mul"})
"""What stands for none, or not one."""
_SURE: Final = 0.8


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language; nothing where it is not sure."""
    letters = re.findall(r"[^\W\d_]", text[:_ENOUGH])
    if not letters or (len(letters) < _LEAST_LETTERS and any(map(_LATIN.match, letters))):
        return None
    words = _NAME.sub("", text[:_ENOUGH])  # names are of no language, and mislead
    some = len(_LATIN.findall(words)) >= _LEAST_LETTERS
    language, share = _identifier().classify(words if some else text[:_ENOUGH])
    return str(language) if share >= _SURE and language not in _NONE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
