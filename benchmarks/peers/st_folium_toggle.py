"""The same layers with a checkbox each; the map is built anew at each rerun."""

import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.layers import folium_map, frames

STORY = "iran-azerbaijan-2025"


@st.cache_resource
def layers():
    return frames(STORY)


found = layers()
shown = [name for name in found if st.checkbox(name, value=True, key=name)]
st_folium(folium_map(found, shown), height=700, width=1200, returned_objects=[])
