"""Read the weights that were learned, and say by them how likely each prominence is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.errors import GazetteerError
from geo.prominence.features import NAMES

Floats = NDArray[np.float64]

FILE: Final = Path(__file__).resolve().parents[2] / "data" / "prominence" / "weights.txt"
STEPS: Final = ("main", "needed", "named")
"""What each column of weights decides: whether the article is about it; whether the map needs it,
too; whether it is a place of the story at all."""
_AGAIN: Final = "make it again with `python -m benchmarks.focus train`"
_PARTS: Final = " | "


@dataclass(frozen=True)
class Weights:
    """Hold a logistic regression for each of `STEPS`, of standardised features."""

    mean: Floats
    scale: Floats
    slopes: Floats
    """(features, steps)."""
    offsets: Floats
    expected: float
    """How many main places an article has."""

    def logits(self, rows: Floats) -> Floats:
        """Return (places, steps): the logarithm of the odds of each."""
        found: Floats = (rows - self.mean) / self.scale @ self.slopes + self.offsets
        return found

    def text(self) -> str:
        """Return the file's text, a feature a line."""
        lines = [
            "# Made by `python -m benchmarks.focus train`; do not edit.",
            f"digest {digest()}",
            f"expected {self.expected:.4f}",
            "offsets " + " ".join(f"{value:.4f}" for value in self.offsets),
            "# " + _PARTS.join(("feature", "mean", "scale", *STEPS)),
        ]
        for name, *values in zip(NAMES, self.mean, self.scale, *self.slopes.T, strict=True):
            lines.append(_PARTS.join([name, *(f"{value:.4f}" for value in values)]))
        return "\n".join(lines) + "\n"


def digest() -> str:
    """Return by what it is known that weights are of these features, in this order."""
    return hashlib.sha256("\n".join((*NAMES, *STEPS)).encode()).hexdigest()[:16]


def parsed(text: str, name: str) -> Weights:
    """Return the weights of a file's text.

    Raises
    ------
    GazetteerError
        If they are of other features, or cut off.
    """
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = dict(line.split(" ", 1) for line in lines if _PARTS not in line and " " in line)
    rows = [line.split(_PARTS) for line in lines if _PARTS in line]
    if head.get("digest") != digest() or tuple(row[0] for row in rows) != NAMES:
        raise GazetteerError(f"{name}: its weights are of other features; {_AGAIN}")
    try:
        values = np.array([row[1:] for row in rows], dtype=np.float64)
        offsets = np.array(head["offsets"].split(), dtype=np.float64)
        expected = float(head["expected"])
        if values.shape[1] != 2 + len(STEPS) or len(offsets) != len(STEPS):
            raise ValueError
    except (KeyError, ValueError) as error:
        raise GazetteerError(f"{name}: a line of its weights cannot be read; {_AGAIN}") from error
    return Weights(values[:, 0], values[:, 1], values[:, 2:], offsets, expected)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that Dateline comes with.

    Raises
    ------
    GazetteerError
        If the file is not there, or of other features.
    """
    try:
        text = FILE.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{FILE.name}: the weights cannot be read; {_AGAIN}") from error
    return parsed(text, FILE.name)
