"""Lay out what every page has: the strip at the top, the look, the way between pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import streamlit as st
from streamlit.navigation.page import Page

from pages.parts import choice, tongue

HERE = Path(__file__).parent

PAGES = (
    st.Page(HERE / "map.py", title="Map", url_path="map", default=True),
    st.Page(HERE / "draft.py", title="Draft", url_path="draft"),
    st.Page(HERE / "export.py", title="Export", url_path="export"),
    st.Page(HERE / "data.py", title="Data", url_path="data"),
    st.Page(HERE / "sources.py", title="Sources", url_path="sources"),
    st.Page(HERE / "settings.py", title="Settings", url_path="settings"),
)


def icon() -> str:
    """Return the page's icon as an address that asks nobody."""
    return "data:image/svg+xml," + quote((HERE / "icon.svg").read_text(encoding="utf-8"))


def strip(here: Page) -> None:
    """Show the name, the choice of the story and the pages, in one slim row."""
    with st.container(key="strip", horizontal=True, vertical_alignment="center", gap="small"):
        picture = f'<img src="{icon()}" alt="" width="20" height="20">'
        st.html(f'<span class="name">{picture} Dateline</span>', width="content")
        choice.chooser()
        with st.container(key="links", horizontal=True, gap="small", width="content"):
            for page in PAGES:
                with st.container(key="here" if page is here else None, width="content"):
                    st.page_link(
                        page,
                        label=choice.t(f"page.{page.url_path or 'map'}"),
                        query_params=choice.address(),
                    )


if __name__ != "__mp_main__":  # a process that drafts begins by reading this file too
    st.set_page_config(page_title="Dateline", page_icon=str(HERE / "icon.svg"), layout="wide")
    st.html(HERE / "look.css")
    page = st.navigation(PAGES, position="hidden")
    choice.settle()
    tongue.speak(choice.language())
    strip(page)
    page.run()
