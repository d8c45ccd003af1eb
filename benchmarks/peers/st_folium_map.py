"""A bare Streamlit page with one st_folium map of the story's layers."""

import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.layers import folium_map, frames

STORY = "iran-azerbaijan-2025"


@st.cache_resource
def layers():
    return frames(STORY)


found = layers()
st_folium(folium_map(found, found), height=700, width=1200, returned_objects=[])
