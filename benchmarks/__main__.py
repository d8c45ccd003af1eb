"""Run every benchmark, one after the other; with ``--write`` keep the figures in docs."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import bytes as bytes_
from benchmarks import first_map, many_stories, preview, printing, ten_thousand, toggle
from benchmarks.common import ROOT, Result, chromium, show

PAGE = ROOT / "docs" / "benchmarks.md"
OF_BARE = {"ground": 2.0, "names": 4.0, "kept": 0.1}
GROWTH = 1.05
AREA = "the story's region"
PARTS = ("ground afresh", "names afresh", "peer")

HEAD = """# Benchmarks

These figures come from one run of `python -m benchmarks --write`, which wrote this page. Each is
measured beside a peer in the same run, so that a slow machine is slow for both. The machine: {}.

Run it with `pip install -r benchmarks/requirements.txt` first; `python -m benchmarks.toggle` and
its like run one alone. What each measures and how is told at the top of its file in `benchmarks/`.
"""


def tiles() -> Iterator[Result]:
    """Run the tiles' benchmark in a process of its own, whose memory it watches; judge it."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tiles"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    ground, names, bare = (medians(lines, rf"{part}.*{AREA}") for part in PARTS)
    once = statistics.mean(bare)
    kept = medians(lines, "from memory")
    shares = {
        "ground": statistics.mean(ground) / once,
        "names": statistics.mean(names) / once,
        "kept": sum(kept) / once,
    }
    crowd = lines[-1]
    memory = [int(value) for value in re.findall(r"(\d+)(?= (?:→|MB, of))", crowd)]
    steady = len(memory) > 3 and memory[-1] <= memory[len(memory) // 2] * GROWTH
    yield Result(
        "Base map's tiles",
        (
            *map(row, lines),
            ("of bare shapes", ", ".join(f"{k} {v:.4f}" for k, v in shares.items())),
        ),
        "in the story's region the ground at most {ground:.0f} times Mapnik's bare shapes, "
        "the names {names:.0f} times, both from memory {kept} times; ".format(**OF_BARE)
        + "8 clients for 30 s with no error, and in their second half "
        f"no growth of memory over {GROWTH - 1:.0%}",
        all(share <= OF_BARE[part] for part, share in shares.items())
        and " 0 errors" in crowd
        and steady,
    )


def row(line: str) -> tuple[str, str]:
    """Part a line of the tiles' benchmark into what was measured and the figures."""
    name, figure = re.split(r"\s{2,}" if "  " in line else ": ", line.strip(), maxsplit=1)
    return name, re.sub(r"\s+", " ", figure)


def medians(lines: list[str], part: str) -> list[float]:
    """Return the medians, ms, of the lines in which a pattern is found."""
    found = (re.search(r"median\s+([\d.]+) ms", line) for line in lines if re.search(part, line))
    return [float(match[1]) for match in found if match]


def machine() -> str:
    """Say what the figures were taken on."""
    info = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*: (.+)", info.read_text()) if info.exists() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with chromium() as browser:
        version = browser.version
    return (
        f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), "
        f"{memory:.0f} GB of memory, Python {platform.python_version()}, "
        f"headless Chromium {version} drawing without a graphics card, "
        f"load {os.getloadavg()[0]:.1f} at the start; "
        f"{dt.date.today().isoformat()}"
    )


def markdown(results: list[Result], machine: str) -> str:
    """Return the page of all figures."""
    parts = [HEAD.format(machine)]
    for result in results:
        rows = "\n".join(f"| {name} | {figure} |" for name, figure in result.rows)
        parts.append(
            f"## {result.title}\n\n| | |\n|---|---|\n{rows}\n\n"
            f"Target: {result.target}: **{result.verdict}**.\n"
        )
    return "\n".join(parts)


def main() -> int:
    """Run all; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    write = parser.parse_args().write
    where = machine() if write else ""
    results: list[Result] = []
    for measure in (
        first_map.measure, toggle.measure, bytes_.measure, tiles, ten_thousand.measure,
        printing.measure, preview.measure, many_stories.measure,
    ):  # fmt: skip
        for result in measure():
            show([result])
            results.append(result)
    if write:
        PAGE.write_text(markdown(results, where), encoding="utf-8")
    missed = [result.title for result in results if not result.met]
    print(
        f"\n{len(results) - len(missed)} of {len(results)} targets met", *missed, sep="; missed: "
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
