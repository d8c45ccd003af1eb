"""Show the map's own export panel with all its options; closing it leads to the map."""

from __future__ import annotations

import streamlit as st

from pages.parts import choice, framed

if framed.show(panel="export"):
    st.switch_page("map.py", query_params=choice.address())
