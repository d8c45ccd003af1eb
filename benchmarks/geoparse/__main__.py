"""Train the geoparser's models, or score it: ``python -m benchmarks.geoparse score``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.geoparse import crossing, faults, report, speed, training, unlisted
from benchmarks.geoparse.corpora import DATA, Identity, Text, load
from benchmarks.geoparse.stamping import write
from geo.geoparse.text.trees import FILE


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.geoparse", description=__doc__)
    parser.add_argument("command", choices=("train", "score", "unlisted"))
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the annotated sets")
    parser.add_argument("--write", action="store_true", help=f"write docs/{report.PAGE.name}")
    options = parser.parse_args()
    if options.command == "unlisted":
        return unlisted.train(options.data)
    texts = load(options.data)
    if not texts:
        print(f"no annotated sets in {options.data}: say where they are with --data")
        return 1
    identity = Identity(texts)
    if options.command == "train":
        return train(texts, identity)
    return score(texts, identity, options.data.resolve(), write=options.write)


def train(texts: Sequence[Text], identity: Identity) -> int:
    """Train on all texts; the scores' scale comes from texts that were held out in turn."""
    raw = crossing.held_out(texts, crossing.folds(texts), training.weighed(texts, identity))
    pairs = crossing.judged(texts, raw, range(len(texts)), identity)
    arrays = training.recogniser(texts) | training.resolver(training.weighed(texts, identity))
    write(FILE, arrays | {"resolve_scale": np.asarray(training.calibration(pairs))})
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes, from {len(texts)} texts")
    return 0


def score(texts: Sequence[Text], identity: Identity, folder: Path, *, write: bool) -> int:
    """Print the figures, and keep them as a page if asked."""
    folds, found = crossing.run(texts, crossing.folds(texts), identity)
    across, _ = crossing.run(texts, crossing.across(texts), identity)
    for name, scores in (("folds", folds), ("across", across)):
        for set_, one in scores.items():
            print(
                f"{name:7} {set_:9} P {one.recognition.precision:.3f}"
                f" R {one.recognition.recall:.3f} F1 {one.recognition.f1:.3f}"
                f" | A@161 {one.accuracy:.3f} identity {one.accuracy_by_identity:.3f}"
                f" | end to end {one.strict.f1:.3f} identity {one.identity.f1:.3f}",
                flush=True,
            )
    if write:
        sorted_ = faults.sort(texts, found, identity)
        text = report.page(
            texts, folds, across, found, sorted_, speed.measure(folder), identity,
            FILE.stat().st_size,
        )  # fmt: skip
        report.PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
