"""Show the story's document in a frame that fills the page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.server import early
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
frame(
    key="frame",
    data={
        "id": early.FRAME_ID,
        "source": early.source(story.id, choice.online()),
        "story": story.id,
        "title": early.title(story.title),
        "told": choice.told(),
    },
    on_sight_change=_seen,
)
