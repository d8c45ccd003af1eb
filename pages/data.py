"""Show every layer's attributes as a table, with measures, to read and to download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

import pandas as pd
import streamlit as st

from geo.export import FORMATS, ExportRows, sheet_of
from geo.printmap.typeset.words import day, listed, number
from geo.service.settings import public_url, root
from geo.story import Story
from pages.parts import choice
from pages.parts.choice import t
from pages.parts.filled import filled

ALL = ""
_OF_MARK = {
    "name": "name", "layer_title": "layer", "kind": "column.kind", "certainty": "certainty",
    "status": "column.status", "category": "category", "remark": "remark",
    "length_km": "column.length_km", "area_km2": "column.area_km2", "lon": "column.lon",
    "lat": "column.lat", "statements": "data.statements", "also_known_as": "alsoKnown",
    "note": "note", "method": "sources.method", "source_title": "source",
    "licence": "data.licence", "id": "column.id",
}  # fmt: skip
_OF_STATEMENT = {
    "id": "column.id", "paragraph": "column.paragraph", "date": "date", "claim": "claim",
    "said_by": "column.said_by", "tone": "tone", "certainty": "certainty", "marks": "column.marks",
    "also_named": "column.also_named", "source": "column.publisher",
}  # fmt: skip
"""Each column and the key of the words above it."""
_WORDS = {"kind": "kind", "certainty": "certainty", "status": "status", "tone": "tone"}
"""Columns that hold words of ours, and what their keys begin with."""
FULL = 16
"""Rows up to which a table is shown whole."""


@st.cache_resource(max_entries=8, show_spinner=False)
def sheet(_story: Story, story_id: str, version: str, language: str) -> ExportRows:
    """Lay out a story once for each state of its files and each language."""
    return sheet_of(_story, language=language)


def marks_table(marks: pd.DataFrame, *, with_layer: bool) -> pd.DataFrame:
    """Return marks as a table for reading; columns that are empty throughout are left out."""
    texts = {"statements": marks["statements"].map(joined)}
    texts["also_known_as"] = marks["also_known_as"].str.join("; ")
    table = pd.DataFrame(marks.assign(**texts))[[*_OF_MARK]]
    empty = [name for name in table if not table[name].replace("", None).notna().any()]
    drop = empty if with_layer else {*empty, "layer_title"}
    return told(table.drop(columns=drop), _OF_MARK)


def statements_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return statements as a table for reading."""
    lists = {name: rows[name].map(joined) for name in ("marks", "also_named")}
    table = rows.assign(**lists)[[*_OF_STATEMENT]]
    named = lists["also_named"].any()
    return told(table.drop(columns=[] if named else "also_named"), _OF_STATEMENT)


def told(table: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """Return a table with its heads, and the words of ours in it, in the reader's language."""
    for column, stem in _WORDS.items():
        if column in table:
            words = {one: t(f"{stem}.{one}") for one in table[column].dropna().unique() if one}
            table[column] = table[column].replace(words)
    return table.rename(columns={name: t(key) for name, key in heads.items()}).reset_index(
        drop=True
    )


def joined(items: Iterable[str]) -> str:
    """Return ids or names in a row."""
    return listed(items, choice.language())


def show_table(table: pd.DataFrame, key: str) -> None:
    """Show a table whose height fits its rows, up to a bound."""
    figure = st.column_config.NumberColumn
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height="content" if len(table) <= FULL else 540,
        placeholder="",
        column_config={
            t("name"): st.column_config.TextColumn(pinned=True, width="medium"),
            t("column.length_km"): figure(format="%.1f"),
            t("column.area_km2"): figure(format="%.0f"),
            t("column.lon"): figure(format="%.4f"),
            t("column.lat"): figure(format="%.4f"),
            t("claim"): st.column_config.TextColumn(width="large"),
            t("column.id"): st.column_config.TextColumn(width="small"),
        },
    )


def choose_layer(found: ExportRows) -> str:
    """Let the reader choose one layer, or all."""
    titles = {layer.id: layer.title for layer in found.story.layers}
    titles |= dict(zip(found.gdf["layer"], found.gdf["layer_title"], strict=True))
    counts = found.gdf["layer"].value_counts()

    def label(name: str) -> str:
        title = choice.plain(titles[name]) if name else t("data.all")
        count = int(counts.get(name, 0)) if name else len(found.gdf)
        return f"{title} · {number(count, choice.language())}"

    options = [ALL, *titles]
    chosen = st.pills(
        t("layer"), options, format_func=label, default=ALL, required=True, key=f"layer-{story.id}"
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
    st.html(
        filled("downloads.html", t=t, formats=FORMATS, address=address, query=query, whole=whole)
    )
    st.caption(t("data.addresses"))
    known = public_url() or root()
    files = [*(f"{known}{folder}/features.{key}{query}" for key in FORMATS)]
    files.append(f"{known}{folder}/map.html")
    st.code("\n".join(files), language=None, wrap_lines=True)


story = choice.story()
entry = choice.entry()
found = sheet(story, story.id, entry.version if entry else "", choice.language())
with st.container(key="reading"):
    st.title(t("page.data"), anchor=False)
    today = day(story.as_of, choice.language())
    st.text(t("data.what", title=choice.title(story), date=today))
    layer = choose_layer(found)
    marks = found.gdf if layer == ALL else found.gdf[found.gdf["layer"] == layer]
    if len(marks):
        show_table(marks_table(marks, with_layer=layer == ALL), f"marks-{story.id}-{layer}")
    else:
        st.info(t("data.none"))
    st.caption(t("data.measures"))
    st.header(t("data.download"), anchor=False)
    st.text(t("data.downloadWhat"))
    downloads(story, layer)
    st.header(t("data.statements"), anchor=False)
    rows = found.df
    if layer != ALL:
        rows = rows[~rows["marks"].map({*marks["id"]}.isdisjoint)]
    st.text(t("data.count" if layer == ALL else "data.countOf", n=len(rows)))
    show_table(statements_table(rows), f"told-{story.id}-{layer}")
    with st.container(key="terms"):
        st.header(t("data.licence"), anchor=False)
        st.text(f"{found.licence}\n{found.attribution}")
