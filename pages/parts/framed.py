"""Show the story's document in a frame that fills the page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from geo.service import frame as document
from pages.parts import choice

HERE: Final = Path(__file__).parent

frame = st.components.v2.component(
    "dateline_frame",
    html='<div class="frame-holder"></div>',
    js=(HERE / "frame.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def _seen() -> None:
    choice.remember(st.session_state["frame"].get("sight") or {})


def show(*, panel: str | None = None) -> bool:
    """Show the chosen story's document, with a panel of it open; whether a reader closed that."""
    story = choice.story()
    found = frame(
        key="frame",
        data={
            "id": document.FRAME_ID,
            "source": document.source(story.id, choice.online()),
            "panel": panel,
            "story": story.id,
            "title": choice.t("frame.map", title=choice.title(story)),
            "told": choice.told(),
        },
        on_sight_change=_seen,
        on_closed_change=lambda: None,
    )
    return bool(found.closed)
