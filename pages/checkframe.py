"""Show the document in which a draft is checked, in a frame that fills the page."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st

from geo.service.settings import root
from pages import choice

HERE: Final = Path(__file__).parent

frame = st.components.v2.component(
    "dateline_check",
    html='<div class="check-holder"></div>',
    js=(HERE / "checkframe.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(draft_id: str, title: str) -> None:
    """Show a draft."""
    kept = {key: value for key, value in choice.seen().items() if key in ("lang", "theme")}
    query = f"?{urlencode(kept)}" if kept else ""
    frame(
        key="check-frame",
        data={
            "id": "dateline-check",
            "source": f"{root()}drafts/{quote(draft_id, safe='')}/check{query}",
            "title": choice.t("frame.check", title=title),
        },
    )
