"""Learn what articles are about, score it, measure names: ``python -m benchmarks.focus score``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.focus import measuring, naming, onscreen, report, scoring, training
from benchmarks.focus.labels import DATA, Labelled, load
from geo.prominence.model import FILE, weights


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.focus", description=__doc__)
    parser.add_argument("command", choices=("train", "score", "shipped", "names", "screen"))
    parser.add_argument("--data", type=Path, default=DATA, help="the labelled set, or its folder")
    parser.add_argument("--write", action="store_true", help=f"write docs/{report.PAGE.name}")
    options = parser.parse_args()
    set_ = load(options.data)
    if not set_:
        print(f"no labelled articles in {options.data}: say where they are with --data")
        return 1
    if options.command == "shipped":
        return shipped(set_)
    if options.command == "names":
        print("\n".join(naming.measured(set_).lines()))
        return 0
    if options.command == "screen":
        print("\n".join(onscreen.measured(set_).lines()))
        return 0
    return train(set_) if options.command == "train" else score(set_, write=options.write)


def train(set_: Sequence[Labelled]) -> int:
    """Learn on all articles."""
    by = training.learn([case.example for case in measuring.as_labelled(set_)])
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(by.text(), encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes, from {len(set_)} articles")
    return 0


def shipped(set_: Sequence[Labelled]) -> int:
    """Print how well the product's own weights judge a set that they were not learned on."""
    examples = [case.example for case in measuring.as_labelled(set_)]
    found = [training.roles(one.rows, weights()) for one in examples]
    f1, accuracy = scoring.main_f1(examples, found), scoring.neighbours(examples, found)
    print(f"{len(set_)} articles: main places, F1 {f1:.2f}; roles, a neighbour half {accuracy:.2f}")
    return 0


def score(set_: Sequence[Labelled], *, write: bool) -> int:
    """Print the figures, and keep them as a page if asked."""
    drafts = measuring.drafts_of(set_)
    labelled = measuring.as_labelled(set_)
    drafted = measuring.as_drafted(set_, drafts)
    rows = [
        measuring.learned("places as labelled", labelled, labelled),
        measuring.ruled("… by rule: headline and first sentence", labelled),
        measuring.right("… roles as labelled, too: the frame alone", labelled),
        measuring.learned("from the text alone, as drafted", drafted, labelled),
        measuring.ruled("… by rule", drafted),
    ]
    print(report.table(rows))
    speed = measuring.speed_ms(labelled)
    print(f"{speed:.1f} ms an article beyond parsing")
    if write:
        over = sum(one.frame.is_over_180 for one in set_)
        text = report.page(rows, len(set_), over, speed, FILE.stat().st_size)
        report.PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
