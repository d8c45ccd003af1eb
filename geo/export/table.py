"""Write a story as CSV (RFC 4180): one row for each statement at each mark."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Final

import shapely

from geo.export.rows import ExportRows, MarkRow, StatementRow

_FORMULA: Final = frozenset("=+-@＝＋－＠")
"""What a cell begins with that a spreadsheet would run; spaces and unseen letters do not count."""
_PARTING: Final = frozenset("\t\r\n")
"""What a cell does not begin with either: another program may part cells there."""

_CELL: Final = 32_767
"""Characters that a spreadsheet's cell can hold; what is longer it cuts or spreads over rows."""

HEADER: Final = (
    "statement", "kind", "paragraph", "published_by", "date", "earliest", "latest", "said_by",
    "claim", "tone", "statement_certainty", "also_named", "mark", "layer", "mark_kind", "name",
    "also_known_as", "certainty", "status", "category", "from", "to", "length_km", "area_km2",
    "lon", "lat", "source", "licence", "attribution", "method", "note", "remark", "WKT",
)  # fmt: skip

_MARK_CELLS: Final = len(HEADER) - HEADER.index("mark")


def csv_bytes(sheet: ExportRows) -> bytes:
    """Return the table as UTF-8 with the mark by which spreadsheets know it.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    Marks that no statement names have a row of their own, and so have statements without a mark.
    A shape too long for a
    spreadsheet's cell is left out: its place and measures stand, the other formats have it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in _rows(sheet):
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """Return text that no spreadsheet runs as a formula."""
    seen = (letter for letter in text if unicodedata.category(letter)[0] not in "CZ")
    runs = next(seen, "") in _FORMULA or text[:1] in _PARTING
    return f"'{text}" if runs else text


Cell = str | float | int | None


def _rows(sheet: ExportRows) -> Iterator[list[Cell]]:
    marks = {mark.id: mark for mark in sheet.marks}
    for said in sheet.statements:
        if not said.marks:
            yield [*_said(said), *[None] * _MARK_CELLS]
        for name in said.marks:
            if name in marks:
                yield [*_said(said), *_mark(marks[name])]
    for mark in marks.values():
        if not mark.statements:
            yield [*[None] * HEADER.index("mark"), *_mark(mark)]


def _said(row: StatementRow) -> list[Cell]:
    return [
        row.id, row.kind, row.paragraph, row.source, row.date, row.earliest, row.latest,
        row.said_by, row.claim, row.tone, row.certainty, "; ".join(row.also_named),
    ]  # fmt: skip


def _mark(row: MarkRow) -> list[Cell]:
    return [
        row.id, row.layer, row.kind, row.name, "; ".join(row.also_known_as), row.certainty,
        row.status, row.category, row.from_mark, row.to_mark, row.length_km,
        row.area_km2, row.lon, row.lat, row.source_title, row.licence, row.attribution,
        row.method, row.note, row.remark, _shape(row),
    ]  # fmt: skip


def _shape(row: MarkRow) -> str | None:
    text: str = shapely.to_wkt(row.geometry, rounding_precision=6)
    return text if len(text) <= _CELL else None
