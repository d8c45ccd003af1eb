"""Show the story's document in a frame that fills the page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from geo.server.online import QUERY_KEY
from pages import choice

HERE = Path(__file__).parent

frame = st.components.v2.component(
    "dateline_frame",
    html='<div class="frame-holder"></div>',
    js=(HERE / "frame.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def _seen() -> None:
    choice.remember(st.session_state["frame"].get("sight") or {})


story = choice.story()
query = {QUERY_KEY: choice.online()} if choice.online() else {}
source = f"/stories/{story.id}/embed" + (f"?{urlencode(query)}" if query else "")
frame(
    key="frame",
    data={
        "src": source,
        "story": story.id,
        "title": f"Map of the story: {story.title}",
        "told": choice.told(),
    },
    on_sight_change=_seen,
)
