"""Show the document in which a draft is checked, in a frame that fills the page."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st

from geo.service.settings import root
from geo.text import LANGUAGES
from pages.parts import choice

HERE: Final = Path(__file__).parent

frame = st.components.v2.component(
    "dateline_check",
    html='<div class="check-holder"></div>',
    js=(HERE / "checkframe.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(draft_id: str, title: str) -> None:
    """Show a draft."""
    source = f"{root()}drafts/{quote(draft_id, safe='')}/check"
    theme = choice.seen().get("theme")
    language = choice.language() if choice.language() in LANGUAGES else "en"
    query = {"lang": language, **({"theme": theme} if theme else {})}
    frame(
        key="check-frame",
        data={
            "id": "dateline-check",
            "source": source,
            "address": f"{source}?{urlencode(query)}",
            "title": choice.t("frame.check", title=title),
            "language": language,
        },
        on_language_change=_seen,
    )


def _seen() -> None:
    """Let the pages speak the language that was chosen in the frame, and their addresses say so."""
    language = st.session_state["check-frame"].get("language")
    if language:
        choice.remember({**choice.seen(), "lang": language})
        st.query_params["lang"] = language
