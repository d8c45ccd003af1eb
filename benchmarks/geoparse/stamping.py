"""Say that the models fit the code and the word lists: ``python -m benchmarks.geoparse.stamping``.

For changes that leave every number of the features as it was; after any other, train.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from geo.geoparse.text.digests import digests
from geo.geoparse.text.trees import FILE, UNLISTED


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Keep arrays in one file, with the digests of what they depend on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    depends = np.asarray(json.dumps(digests(path.name)))
    np.savez_compressed(path, allow_pickle=False, **arrays | {"depends": depends})


def stamp(path: Path) -> None:
    """Write the digests anew, and leave all else."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = dict(arrays)
    write(path, kept)


if __name__ == "__main__":
    stamp(FILE)
    stamp(UNLISTED)
