"""Show every layer's attributes as a table, with measures, to read and to download."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd
import streamlit as st

from geo.export import FORMATS, ExportRows, sheet_of
from geo.service.settings import public_url, root
from geo.story import Story
from pages import choice
from pages.filled import filled

ALL = ""
_ALSO_NAMED = "Also named; not placed"
_OF_MARK = {
    "name": "Name", "layer_title": "Layer", "kind": "Kind", "certainty": "Certainty",
    "status": "Status", "length_km": "Length, km", "area_km2": "Area, km²", "lon": "Longitude",
    "lat": "Latitude", "statements": "Statements", "also_known_as": "Also known as",
    "note": "Note", "method": "Method", "source_title": "Source", "licence": "Licence", "id": "Id",
}  # fmt: skip
_OF_STATEMENT = {
    "id": "Id", "paragraph": "Paragraph", "date": "Date", "claim": "Claim",
    "said_by": "By whose word", "tone": "Tone", "certainty": "Certainty", "marks": "Marks",
    "also_named": _ALSO_NAMED, "source": "Published by",
}  # fmt: skip
FULL = 16
"""Rows up to which a table is shown whole."""


@st.cache_resource(max_entries=8, show_spinner=False)
def sheet(_story: Story, story_id: str, version: str, language: str) -> ExportRows:
    """Lay out a story once for each state of its files and each language."""
    return sheet_of(_story, language=language)


def marks_table(marks: pd.DataFrame, *, with_layer: bool) -> pd.DataFrame:
    """Return marks as a table for reading; columns that are empty throughout are left out."""
    texts = {"statements": marks["statements"].str.join(", ")}
    texts["also_known_as"] = marks["also_known_as"].str.join("; ")
    table = pd.DataFrame(marks.assign(**texts))[[*_OF_MARK]].rename(columns=_OF_MARK)
    empty = [name for name in table if not table[name].replace("", None).notna().any()]
    return table.drop(columns=empty if with_layer else [*empty, "Layer"]).reset_index(drop=True)


def statements_table(told: pd.DataFrame) -> pd.DataFrame:
    """Return statements as a table for reading."""
    lists = {name: told[name].str.join(", ") for name in ("marks", "also_named")}
    table = told.assign(**lists)[[*_OF_STATEMENT]].rename(columns=_OF_STATEMENT)
    named = lists["also_named"].any()
    return table.drop(columns=[] if named else _ALSO_NAMED).reset_index(drop=True)


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
    titles |= dict(zip(found.gdf["layer"], found.gdf["layer_title"], strict=True))
    counts = found.gdf["layer"].value_counts()

    def label(name: str) -> str:
        title = choice.plain(titles[name]) if name else "All layers"
        return f"{title} · {int(counts.get(name, 0)) if name else len(found.gdf)}"

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
    st.code("\n".join(files), language=None, wrap_lines=True)


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
    marks = found.gdf if layer == ALL else found.gdf[found.gdf["layer"] == layer]
    if len(marks):
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
    told = found.df
    if layer != ALL:
        told = told[~told["marks"].map({*marks["id"]}.isdisjoint)]
    about = "" if layer == ALL else " name these marks"
    st.text(f"{len(told)} statements{about}, in reading order.")
    show_table(statements_table(told), f"told-{story.id}-{layer}")
    with st.container(key="terms"):
        st.header("Licence", anchor=False)
        st.text(f"{found.licence}\n{found.attribution}")
