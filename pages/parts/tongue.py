"""Tell the browser in which language the page is, and which way it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from geo.text import LANGUAGES, direction

HERE: Final = Path(__file__).parent

teller = st.components.v2.component(
    "dateline_tongue",
    html="<i hidden></i>",
    js=(HERE / "tongue.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def speak(language: str) -> None:
    """Say a page's language; one that the pages do not speak is English."""
    known = language if language in LANGUAGES else "en"
    with st.container(key="tongue-holder"):  # takes no room, not even while it loads
        teller(key="tongue", data={"language": known, "direction": direction(known)})
