"""Let the reader choose where the base map comes from; nothing is asked online unless chosen."""

from __future__ import annotations

import streamlit as st

from geo.service.online import SOURCES
from pages import choice

OWN = ""


def label(name: str) -> str:
    """Return what a base map is called in the list."""
    return "Dateline's own map (offline)" if name == OWN else f"{SOURCES[name].title} (online)"


def told(name: str) -> str:
    """Return on what terms a base map may be used."""
    if name == OWN:
        return "Drawn on this machine from data that came with Dateline. Nothing leaves it."
    source = SOURCES[name]
    key = ""
    if not source.usable:
        key = f" To choose it, start Dateline with the key in the variable {source.key_variable}."
    credit = f"Credit shown on the map: {choice.plain(source.credit)}."
    return f"{source.terms}{key} {credit} [Terms of use]({source.terms_url})"


with st.container(key="reading"):
    st.title("Settings", anchor=False)
    st.header("Base map", anchor=False)
    st.text(
        "Dateline draws its own map and needs no network. If you choose an online source, your "
        "browser asks that provider for the pictures of the area you look at, so the provider "
        "learns your network address and that area. The choice holds for this visit."
    )
    options = [OWN, *(name for name, source in SOURCES.items() if source.usable)]
    now = choice.online() or OWN
    chosen = st.radio(
        "Where the base map comes from",
        options,
        index=options.index(now) if now in options else 0,
        format_func=label,
        captions=[told(name) for name in options],
        label_visibility="collapsed",
        key="base-map",
    )
    if chosen != now:
        choice.choose_online(chosen or None)
        st.rerun()
    for name, source in SOURCES.items():
        if not source.usable:
            with st.container(key=f"lacking-{name}"):
                st.text(f"{source.title} (not set up)")
                st.caption(told(name))
    st.header("Language and theme", anchor=False)
    st.text("Both are chosen on the map itself, in its upper right corner.")
