"""Find the rows of a page's tables of data, each of which is read as one line."""

from __future__ import annotations

from typing import Any, Final

PART: Final = " · "
"""What parts the cells of a row."""
_LEAST: Final = 2
"""Rows of a table, and cells of a row, at the least; some pages are laid out as tables."""


def rows_of(tree: Any) -> set[Any]:
    """Return the rows of tables that hold no other and have several rows of several cells."""
    found: set[Any] = set()
    for table in tree.iter("table"):
        if table.get("role") == "presentation":
            continue
        if next(table.iterdescendants("table"), None) is not None:
            continue
        rows = [row for row in table.iter("tr") if _cells(row) >= _LEAST]
        found.update(rows if len(rows) >= _LEAST else ())
    return found


def _cells(row: Any) -> int:
    """Return how many cells of a row say something."""
    cells = (cell for cell in row if cell.tag in ("td", "th"))
    return sum(any(text.strip() for text in cell.itertext()) for cell in cells)
