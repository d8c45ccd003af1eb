"""Write the figures down as a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import ROOT
from benchmarks.focus import scoring
from benchmarks.focus.measuring import Row

PAGE = ROOT / "docs" / "prominence.md"
PARTS = Path(__file__).parent / "prominence.md.txt"
"""What the page says besides its figures."""
_HEAD = (
    "", "main places, F1", "roles, a neighbour half", "all main in view", "frame 0.3–4 ×",
    "median ×", "over 180°: in view, 0.3–4 ×",
)  # fmt: skip


def table(rows: Sequence[Row]) -> str:
    """Return the figures as a table."""
    lines = [" | ".join(_HEAD), "|".join(["---"] * len(_HEAD)), *map(_line, rows)]
    return "\n".join(f"|{line}|" if "---" in line else f"| {line} |" for line in lines)


def _line(row: Row) -> str:
    usual = [one for one in row.framings if not one.over_180]
    over = [one for one in row.framings if one.over_180]
    spread = f" ({row.spread[0]:.2f}–{row.spread[1]:.2f})" if row.spread else ""
    return " | ".join((
        row.name,
        f"{row.f1:.2f}{spread}",
        "–" if row.accuracy is None else f"{row.accuracy:.2f}",
        f"{scoring.shown(usual):.0%}",
        f"{scoring.sized(usual):.0%}",
        f"{scoring.median(usual):.2f}",
        f"{scoring.shown(over):.0%}, {scoring.sized(over):.0%}" if over else "–",
    ))  # fmt: skip


def page(rows: Sequence[Row], count: int, over_180: int, speed_ms: float, size: int) -> str:
    """Return the whole page."""
    parts = next(row.parts for row in rows if row.parts)
    return PARTS.read_text(encoding="utf-8").format(
        table=table(rows),
        parts=", ".join(f"{one:.2f}" for one in parts),
        count=count,
        over=over_180,
        speed=f"{speed_ms:.1f}",
        size=f"{size / 1000:.1f}",
        day=dt.date.today().isoformat(),
    )
