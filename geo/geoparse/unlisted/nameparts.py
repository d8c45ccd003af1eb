"""Say how many of the gazetteer's names share parts of a name: *Char …*, *… Bazar*, *…ivka*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.gazetteer.folding import fold
from geo.geoparse.text.trees import UNLISTED, made_of

_LEAST: Final = 8
"""How many names must have a part for it to be kept."""
_LETTERS: Final = 4
"""Of an ending."""
_LONG: Final = 6
"""Letters of a word of which the ending counts."""
_PARTS: Final = ("first", "last", "ending")


def counted(names: Iterable[str]) -> dict[str, npt.NDArray[np.str_] | npt.NDArray[np.int32]]:
    """Return the arrays to keep: the parts of folded names, and how many names have each."""
    counts: dict[str, Counter[str]] = {part: Counter() for part in _PARTS}
    for name in names:
        for part, text in zip(_PARTS, _parts(name.split(" ")), strict=True):
            if text.isascii():
                counts[part][text] += 1
    arrays: dict[str, npt.NDArray[np.str_] | npt.NDArray[np.int32]] = {}
    for part, counter in counts.items():
        kept = sorted(text for text, count in counter.items() if text and count >= _LEAST)
        arrays[f"{part}_texts"] = np.asarray(kept)
        arrays[f"{part}_counts"] = np.asarray([counter[text] for text in kept], np.int32)
    return arrays


def weights(words: Sequence[str]) -> list[float]:
    """Return how common a name's first word, last word and ending are, 0 where they are not."""
    known = _known()
    parts = _parts(fold(" ".join(words)).split(" "))
    return [known[part].get(text, 0.0) for part, text in zip(_PARTS, parts, strict=True)]


def _parts(words: Sequence[str]) -> tuple[str, str, str]:
    last = words[-1]
    ending = last[-_LETTERS:] if len(last) >= _LONG else ""
    return (words[0], last, ending) if len(words) > 1 else ("", "", ending)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, float]]:
    return made_of(UNLISTED, _tables)


def _tables(arrays: Mapping[str, npt.NDArray[Any]]) -> Mapping[str, Mapping[str, float]]:
    return {
        part: dict(zip(
            arrays[f"{part}_texts"].tolist(), np.log1p(arrays[f"{part}_counts"]).tolist(),
            strict=True,
        ))
        for part in _PARTS
    }  # fmt: skip
