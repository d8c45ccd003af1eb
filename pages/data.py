"""Show every layer's attributes as a table, with measures, to read and to download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from geo.export import FORMATS, ExportRows, MarkRow, StatementRow, sheet_of
from geo.service.settings import public_url, root
from geo.story import Story
from pages import choice
from pages.filled import filled

ALL = ""
_ALSO_NAMED = "Also named; not placed"
FULL = 16
"""Rows up to which a table is shown whole."""


@st.cache_resource(max_entries=8, show_spinner=False)
def sheet(_story: Story, story_id: str, version: str, language: str) -> ExportRows:
    """Lay out a story once for each state of its files and each language."""
    return sheet_of(_story, language=language)


def marks_table(marks: Sequence[MarkRow], *, with_layer: bool) -> pd.DataFrame:
    """Return marks as a table for reading; columns that are empty throughout are left out."""
    columns: dict[str, Callable[[MarkRow], Any]] = {
        "Name": lambda m: m.name,
        "Layer": lambda m: m.layer_title,
        "Kind": lambda m: m.kind,
        "Certainty": lambda m: m.certainty,
        "Status": lambda m: m.status,
        "Length, km": lambda m: m.length_km,
        "Area, km²": lambda m: m.area_km2,
        "Longitude": lambda m: m.lon,
        "Latitude": lambda m: m.lat,
        "Statements": lambda m: ", ".join(m.statements),
        "Also known as": lambda m: "; ".join(m.also_known_as),
        "Note": lambda m: m.note,
        "Method": lambda m: m.method,
        "Source": lambda m: m.source_title,
        "Licence": lambda m: m.licence,
        "Id": lambda m: m.id,
    }
    if not with_layer:
        del columns["Layer"]
    table = pd.DataFrame({name: [read(mark) for mark in marks] for name, read in columns.items()})
    return table.loc[:, [table[name].replace("", None).notna().any() for name in table]]


def statements_table(rows: Sequence[StatementRow]) -> pd.DataFrame:
    """Return statements as a table for reading."""
    table = pd.DataFrame(
        {
            "Id": [row.id for row in rows],
            "Paragraph": [row.paragraph for row in rows],
            "Date": [row.date for row in rows],
            "Claim": [row.claim for row in rows],
            "By whose word": [row.said_by for row in rows],
            "Tone": [row.tone for row in rows],
            "Certainty": [row.certainty for row in rows],
            "Marks": [", ".join(row.marks) for row in rows],
            _ALSO_NAMED: [", ".join(row.also_named) for row in rows],
            "Published by": [row.source for row in rows],
        }
    ).astype({"Paragraph": "Int64"})
    return table if any(row.also_named for row in rows) else table.drop(columns=_ALSO_NAMED)


def show_table(table: pd.DataFrame, key: str) -> None:
    """Show a table whose height fits its rows, up to a bound."""
    number = st.column_config.NumberColumn
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height="content" if len(table) <= FULL else 540,
        placeholder="",
        column_config={
            "Name": st.column_config.TextColumn(pinned=True, width="medium"),
            "Length, km": number(format="%.1f"),
            "Area, km²": number(format="%.0f"),
            "Longitude": number(format="%.4f"),
            "Latitude": number(format="%.4f"),
            "Claim": st.column_config.TextColumn(width="large"),
            "Id": st.column_config.TextColumn(width="small"),
        },
    )


def choose_layer(found: ExportRows) -> str:
    """Let the reader choose one layer, or all."""
    titles = {layer.id: layer.title for layer in found.story.layers}
    titles |= {mark.layer: mark.layer_title for mark in found.marks}
    counts = pd.Series([mark.layer for mark in found.marks], dtype=str).value_counts()

    def label(name: str) -> str:
        title = choice.plain(titles[name]) if name else "All layers"
        return f"{title} · {int(counts.get(name, 0)) if name else len(found.marks)}"

    options = [ALL, *titles]
    chosen = st.pills(
        "Layer", options, format_func=label, default=ALL, required=True, key=f"layer-{story.id}"
    )
    return chosen or ALL


def downloads(story: Story, layer: str) -> None:
    """Offer the chosen layer, or all, in every format.

    Plain links to the server's own addresses: a file that Streamlit would hold
    is gone when its script runs anew between a reader's look and click.
    """
    folder = f"stories/{quote(story.id, safe='')}"
    address, whole = f"{root()}{folder}/features", f"{root()}{folder}/map.html"
    query = f"?layers={quote(layer, safe='')}" if layer else ""
    st.html(filled("downloads.html", formats=FORMATS, address=address, query=query, whole=whole))
    st.caption("Other programs can fetch the same files from these addresses:")
    known = public_url() or root()
    files = [*(f"{known}{folder}/features.{key}{query}" for key in FORMATS)]
    files.append(f"{known}{folder}/map.html")
    st.code("\n".join(files), language=None)


story = choice.story()
entry = choice.entry()
found = sheet(story, story.id, entry.version if entry else "", choice.language())
with st.container(key="reading"):
    st.title("Data", anchor=False)
    st.text(
        f"Every mark of “{story.title}”, as it stands on the map of {story.as_of.isoformat()}: "
        "what it is, how sure, from where."
    )
    layer = choose_layer(found)
    marks = [mark for mark in found.marks if layer in (ALL, mark.layer)]
    if marks:
        show_table(marks_table(marks, with_layer=layer == ALL), f"marks-{story.id}-{layer}")
    else:
        st.info("This layer has no marks.")
    st.caption(
        "Lengths and areas are geodesic (WGS 84), of the mark as it is drawn: of what is only "
        "indicated or approximate they are no survey. An arc's length is the distance between "
        "its two ends."
    )
    st.header("Download", anchor=False)
    st.text(
        "Licence, credits, certainty and method are inside every file. CSV leaves out shapes "
        "that no spreadsheet's cell could hold."
    )
    downloads(story, layer)
    st.header("Statements", anchor=False)
    ids = {mark.id for mark in marks}
    told = [row for row in found.statements if layer == ALL or ids & set(row.marks)]
    about = "" if layer == ALL else " name these marks"
    st.text(f"{len(told)} statements{about}, in reading order.")
    show_table(statements_table(told), f"told-{story.id}-{layer}")
    with st.container(key="terms"):
        st.header("Licence", anchor=False)
        st.text(f"{found.licence}\n{found.attribution}")
