"""Train the geoparser's forests, or score it: ``python -m benchmarks.geoparse score``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.geoparse import crossing, training
from benchmarks.geoparse.corpora import DATA, Identity, load
from geo.geoparse.trees import FILE


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.geoparse", description=__doc__)
    parser.add_argument("command", choices=("train", "score"))
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the annotated sets")
    options = parser.parse_args()
    texts = load(options.data)
    if not texts:
        print(f"no annotated sets in {options.data}: say where they are with --data")
        return 1
    identity = Identity(texts)
    if options.command == "train":
        arrays = training.recogniser(texts) | training.resolver(training.weighed(texts, identity))
        training.write(FILE, arrays)
        print(f"{FILE.name}: {FILE.stat().st_size:,} bytes, from {len(texts)} texts")
        return 0
    for name, splits in (("folds", crossing.folds(texts)), ("across", crossing.across(texts))):
        scores, _ = crossing.run(texts, splits, identity)
        for set_, score in scores.items():
            print(
                f"{name:7} {set_:9} P {score.recognition.precision:.3f}"
                f" R {score.recognition.recall:.3f}"
                f" F1 {score.recognition.f1:.3f} | A@161 {score.accuracy:.3f}"
                f" identity {score.accuracy_by_identity:.3f} AUC {score.auc:.3f}"
                f" | end to end {score.strict.f1:.3f} identity {score.identity.f1:.3f}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
