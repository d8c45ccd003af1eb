"""Ask a forest of decision trees, kept as plain arrays, with numpy alone.

`benchmarks.geoparse` trains the forests with LightGBM, whose library needs a package of the system;
the arrays need none, cannot run anything when read, and give the same answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from geo.errors import GazetteerError
from geo.geoparse.text.digests import changed

_FOLDER: Final = Path(__file__).resolve().parents[3] / "data" / "geoparse"
FILE: Final = _FOLDER / "models.npz"
UNLISTED: Final = _FOLDER / "unlisted.npz"
_T = TypeVar("_T")
_AT_ONCE: Final = 2048
"""Rows answered together, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Hold the nodes of all trees one after the other; a leaf points to itself."""

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    depth: int

    def odds(self, rows: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Return the log-odds of each row."""
        parts = [self._odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def chances(self, rows: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Return the probability of each row, 0 to 1."""
        chances: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-self.odds(rows)))
        return chances

    def _odds(self, rows: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        width = rows.shape[1]
        flat = np.ascontiguousarray(rows, np.float64).ravel()
        base = (np.arange(len(rows), dtype=np.int64) * width)[:, None]
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            low = flat[base + self.feature[node]] <= self.threshold[node]
            node = np.where(low, self.left[node], self.right[node])
        total: npt.NDArray[np.float64] = self.value[node].sum(axis=1, dtype=np.float64)
        return total


def from_arrays(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Forest:
    """Return the forest kept under a name among arrays."""
    left, right, roots = (arrays[f"{name}_{part}"] for part in ("left", "right", "roots"))
    reached, depth = roots, 0
    while True:
        below = np.unique(np.concatenate([left[reached], right[reached]]))
        if np.array_equal(below, np.unique(reached)):
            break
        reached, depth = below, depth + 1
    return Forest(
        arrays[f"{name}_feature"], arrays[f"{name}_threshold"].astype(np.float64), left, right,
        arrays[f"{name}_value"], roots, depth,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Models:
    """Hold all that was trained."""

    recognise: Forest
    """Says whether a stretch of text names a place."""
    resolve: Forest
    """Says whether a place is the one that a mention names."""
    scale: tuple[float, float]
    """Slope and offset that turn the log-odds of the best place into how often it is right."""


def from_file(arrays: Mapping[str, npt.NDArray[Any]]) -> Models:
    """Return the models kept among arrays."""
    slope, offset = arrays["resolve_scale"].tolist()
    return Models(from_arrays(arrays, "recognise"), from_arrays(arrays, "resolve"), (slope, offset))


@lru_cache(maxsize=1)
def models() -> Models:
    """Return what was trained on names that the gazetteer has.

    Raises
    ------
    GazetteerError
        If the file is missing, not ours, or trained with other features or word lists.
    """
    return made_of(FILE, from_file)


@lru_cache(maxsize=1)
def of_unlisted() -> Forest:
    """Return the forest that says whether a name that the gazetteer lacks is a place's.

    Raises
    ------
    GazetteerError
        If the file is missing, not ours, or trained with other features or word lists.
    """
    return made_of(UNLISTED, lambda arrays: from_arrays(arrays, "unlisted"))


def made_of(path: Path, make: Callable[[Mapping[str, npt.NDArray[Any]]], _T]) -> _T:
    """Return what is made of a file's arrays.

    Raises
    ------
    GazetteerError
        If the file is missing, not ours, or trained with other features or word lists.
    """
    model = f"data/geoparse/{path.name}"
    command = f"python -m benchmarks.geoparse {'train' if path == FILE else 'unlisted'}"
    try:
        with np.load(path, allow_pickle=False) as arrays:
            other, made = changed(path.name, json.loads(arrays["depends"].item())), make(arrays)
    except (OSError, KeyError, ValueError) as error:
        raise GazetteerError(
            f"{model} cannot be read ({error}); make it again with {command}"
        ) from error
    if other:
        raise GazetteerError(
            f"{model} was trained before a change of {', '.join(other)}; train anew with {command}"
        )
    return made
