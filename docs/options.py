"""Write the README's table of options as the models have them.

python -m docs.options
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.options.option import EVERYWHERE
from geo.options.tables import Row, rows

README = Path(__file__).resolve().parent.parent / "README.md"
CALLED = {"screen": "live map"}
TABLE = re.compile(r"^\| option \|.*\n(?:\|.*\n)+", re.MULTILINE)


def table() -> str:
    """Return every option as Markdown: what it means, what it may be, and of what it is one."""
    uses = [CALLED.get(use, use) for use in EVERYWHERE]
    head = ["option", "what it says", "what it may be", *uses]
    return "\n".join(_line(cells) for cells in (head, ["---"] * len(head), *_cells())) + "\n"


def _cells() -> Iterator[list[str]]:
    for row in rows():
        marks = ["•" if use in row.option.on else "" for use in EVERYWHERE]
        yield [f"`{row.name}`", row.option.about, _may_be(row.schema, row), *marks]


def _may_be(schema: dict[str, Any], row: Row) -> str:
    if "enum" in schema:
        usual = schema.get("default")
        return ", ".join(f"`{word}`" + " (the usual)" * (word == usual) for word in schema["enum"])
    if "minimum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    if schema.get("format") == "date":
        return "a day, `2025-04-28`"
    if "prefixItems" in schema:
        return f"{len(schema['prefixItems'])} numbers, with commas"
    return "ids, with commas" if schema["type"] == "array" else "an id"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


if __name__ == "__main__":
    README.write_text(TABLE.sub(table(), README.read_text(encoding="utf-8")), encoding="utf-8")
