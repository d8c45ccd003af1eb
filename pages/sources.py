"""Say where everything comes from: the article, other sources, geometry, data, licences."""

from __future__ import annotations

import streamlit as st

from geo.export import sheet_of
from geo.printmap.typeset.words import day, listed
from geo.sources import load_sources
from geo.story import CERTAINTIES
from pages.parts import choice
from pages.parts.filled import filled

story = choice.story()
records = load_sources()
cited = dict.fromkeys(item.source for item in story.context)
page = filled(
    "sources.html",
    t=choice.t,
    say=lambda date: day(date, choice.language()),
    listed=lambda items: listed(items, choice.language()),
    title=choice.title(story),
    story=story,
    sheet=sheet_of(story, language=choice.language()),
    certainties=CERTAINTIES,
    context=[
        (records[name], [item for item in story.context if item.source == name]) for name in cited
    ],
    data=[record for record in records.values() if record.kind == "data"],
    software=[record for record in records.values() if record.kind == "software"],
)
with st.container(key="reading"):
    st.html(page)
