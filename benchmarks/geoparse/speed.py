"""Measure how many articles a second are read, beside spaCy alone, and how much memory it takes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import ROOT
from benchmarks.geoparse.corpora import FILES

EVERY = 8
"""Of the sets' texts every eighth is read."""
ROUNDS = 2


def texts(folder: Path) -> list[str]:
    """Return the texts to read, of all sets that are there."""
    found = []
    for name in FILES.values():
        path = folder / name
        if path.exists():
            lines = path.read_text(encoding="utf-8").split("\n")[::EVERY]
            found += [json.loads(line)["text"] for line in lines if line]
    return found


def measure(folder: Path) -> list[tuple[str, str]]:
    """Return rows of (what, figure), each from processes of their own."""
    one = _child("one", folder)
    start = time.perf_counter()
    together = [_start("read", folder, str(part)) for part in range(2)]
    rates = [json.loads(process.communicate()[0])["rate"] for process in together]
    wall = time.perf_counter() - start
    built = _child("build", folder)
    return [
        ("articles read, mean length", f"{one['texts']}, {one['characters']:.0f} characters"),
        ("Dateline, one process", f"{one['ours']:.1f} articles a second"),
        ("spaCy alone (the model as it is shipped), in the same rounds",
         f"{one['spacy']:.1f} articles a second; Dateline is {one['ours'] / one['spacy']:.2f} times"
         " as fast, since it leaves out the parts that it does not use"),
        ("spaCy's named entities alone, in the same rounds",
         f"{one['entities']:.1f} articles a second; Dateline takes "
         f"{one['entities'] / one['ours']:.2f} times as long"),
        ("Dateline, two processes on two cores", f"{sum(rates):.1f} articles a second"
         f" (both with their start: {wall:.1f} s)"),
        ("ready after", f"{one['ready']:.2f} s (import, models, gazetteer opened)"),
        ("memory at most", f"{one['memory']:.0f} MB"),
        ("the gazetteer, built once", f"{built['seconds']:.0f} s, {built['size']:.0f} MB on disk, "
         f"{built['memory']:.0f} MB of memory in a process of its own"),
        ("load of the machine meanwhile", f"{os.getloadavg()[0]:.1f}"),
    ]  # fmt: skip


def _start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.geoparse.speed", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _child(*arguments: object) -> dict[str, float]:
    answer: dict[str, float] = json.loads(_start(*arguments).communicate()[0])
    return answer


def _one(folder: Path) -> dict[str, float]:
    """Read in turns with Dateline, with spaCy whole, and with its named entities alone."""
    start = time.perf_counter()
    from geo.geoparse import parse
    from geo.geoparse.parsing import get_ready

    get_ready()
    ready = time.perf_counter() - start
    given = texts(folder)
    for text in given:
        parse(text)
    memory = _memory()
    import spacy

    from geo.geoparse.text.reading import MODEL, read

    whole = spacy.load(MODEL)
    spent = {"ours": 0.0, "spacy": 0.0, "entities": 0.0}
    for _ in range(ROUNDS):
        for name, do in (("ours", parse), ("spacy", whole), ("entities", read)):
            start = time.perf_counter()
            for text in given:
                do(text)
            spent[name] += time.perf_counter() - start
    rates = {name: ROUNDS * len(given) / seconds for name, seconds in spent.items()}
    mean = sum(map(len, given)) / len(given)
    return {"ready": ready, "memory": memory, "texts": len(given), "characters": mean, **rates}


def _read(folder: Path, part: int) -> dict[str, float]:
    from geo.geoparse import parse
    from geo.geoparse.parsing import get_ready

    get_ready()
    given = texts(folder)[part::2]
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for text in given:
            parse(text)
    return {"rate": ROUNDS * len(given) / (time.perf_counter() - start)}


def _build() -> dict[str, float]:
    from geo.gazetteer.world import building as world
    from geo.gazetteer.world.tables import world as rows

    with TemporaryDirectory() as folder:
        target = Path(folder) / "world.sqlite"
        start = time.perf_counter()
        world.build(target, world.unique(rows()))
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "size": target.stat().st_size / 1e6, "memory": _memory()}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    task = {"one": _one, "read": _read}.get(what)
    print(json.dumps(task(Path(where), *map(int, rest)) if task else _build()))  # type: ignore[operator]
