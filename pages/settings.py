"""Let the reader choose where the base map comes from; nothing is asked online unless chosen."""

from __future__ import annotations

import streamlit as st

from geo.service.online import SOURCES
from pages.parts import choice
from pages.parts.choice import t

OWN = ""


def label(name: str) -> str:
    """Return what a base map is called in the list."""
    return t("settings.own") if name == OWN else t("settings.online", name=SOURCES[name].title)


def told(name: str) -> str:
    """Return on what terms a base map may be used."""
    if name == OWN:
        return t("settings.ownTerms")
    source = SOURCES[name]
    parts = [t(f"terms.{name}")]
    if not source.usable:
        parts.append(t("settings.key", name=source.key_variable or ""))
    parts.append(t("settings.credit", credit=choice.plain(source.credit)))
    return f"{' '.join(parts)} [{t('settings.terms')}]({source.terms_url})"


with st.container(key="reading"):
    st.title(t("page.settings"), anchor=False)
    st.header(t("settings.base"), anchor=False)
    st.text(t("settings.baseWhat"))
    options = [OWN, *(name for name, source in SOURCES.items() if source.usable)]
    now = choice.online() or OWN
    chosen = st.radio(
        t("settings.where"),
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
                st.text(t("settings.lacking", name=source.title))
                st.caption(told(name))
    st.header(t("settings.look"), anchor=False)
    st.text(t("settings.lookWhat"))
