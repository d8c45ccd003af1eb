"""Say where everything comes from: the article, other sources, geometry, data, licences."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geo.export import sheet_of
from geo.sources import load_sources
from geo.story import CERTAINTIES
from pages import choice

MEANINGS = {
    "exact": "The place is known to the map's own precision: a city, a border, a treaty line.",
    "approximate": "The place is known to about the size of the soft edge, no closer.",
    "indicative": "It lies somewhere like this: the source names no exact place or course.",
    "disputed": "The parties do not agree that it is so, where it is, or what it is called.",
}

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

story = choice.story()
records = load_sources()
cited = dict.fromkeys(item.source for item in story.context)
page = templates.get_template("sources.html").render(
    story=story,
    sheet=sheet_of(story, language=choice.language()),
    certainties=[(word, MEANINGS[word]) for word in CERTAINTIES],
    context=[
        (records[name], [item for item in story.context if item.source == name]) for name in cited
    ],
    data=[record for record in records.values() if record.kind == "data"],
    software=[record for record in records.values() if record.kind == "software"],
)
with st.container(key="reading"):
    st.html(page)
