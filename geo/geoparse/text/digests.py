"""Say in digests what a model was trained with: the code of its features, and the lists they read.

A feature has no name but its formula and its place in the row, so the code counts whole, but for
what changes no number: docstrings, comments, imports and where lines break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from geo.geoparse.text.words import LISTS

ROOT: Final = Path(__file__).resolve().parents[3]
CODE: Final = {
    "models.npz": ("mentions/spanfeatures.py", "places/rankfeatures.py"),
    "unlisted.npz": ("unlisted/runfeatures.py", "unlisted/nameparts.py"),
}
"""What makes the features of each model, in `geo.geoparse`."""
_NO_NUMBER: Final = re.compile(
    r'"""(?s:.*?)"""|#.*|^(?:from|import) [^(\n]*(?:\([^)]*\))?', re.MULTILINE
)
_LIST: Final = re.compile(r'\b([A-Z]+)\["(\w+)"\]')


@lru_cache
def digests(model: str) -> dict[str, str]:
    """Return the SHA-256 of all that a model depends on, by what a person calls it."""
    return {name: sha256(text.encode()).hexdigest() for name, text in _depends(model)}


def changed(model: str, trained: dict[str, str]) -> list[str]:
    """Return what is no longer as it was when a model was trained, by what a person calls it."""
    now = digests(model)
    return [name for name in now | trained if now.get(name) != trained.get(name)]


def _depends(model: str) -> Iterator[tuple[str, str]]:
    read = {("groups", name) for name in LISTS["groups"]}  # all by `words.group`
    for path in (f"geo/geoparse/{path}" for path in CODE[model]):
        code = (ROOT / path).read_text(encoding="utf-8")
        yield f"the features in {path}", "".join(_NO_NUMBER.sub("", code).split())
        read |= {(part.lower(), name) for part, name in _LIST.findall(code)}
    yield "the order of the word lists in [groups]", " ".join(LISTS["groups"])
    for part, name in sorted(read):
        yield f"the word list {part}.{name}", " ".join(sorted(set(LISTS[part][name].split())))
