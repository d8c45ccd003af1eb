"""Write the gold set from its marked text: ``python -m benchmarks.geoparse.gold``."""

from __future__ import annotations

import json
import sys
from collections import Counter

from benchmarks.geoparse.gold.marked import JSONL, GoldError, make


def main() -> int:
    """Write the JSON lines and say what is in them; return 1 where there are faults."""
    try:
        made = make()
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    JSONL.write_text(made, encoding="utf-8")
    paragraphs = [json.loads(line) for line in made.splitlines()]
    words = sum(len(paragraph["text"].split()) for paragraph in paragraphs)
    kinds = Counter(mark["kind"] for paragraph in paragraphs for mark in paragraph["toponyms"])
    traps = sum(len(paragraph["traps"]) for paragraph in paragraphs)
    print(f"{JSONL.name}: {len(paragraphs)} paragraphs, {words} words", end="; ")
    print(*(f"{kinds[kind]} {kind}" for kind in sorted(kinds)), f"{traps} traps", sep=", ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
