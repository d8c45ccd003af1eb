"""Very many points with st_folium and explore(), a checkbox for each layer."""

import os
from pathlib import Path

import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.layers import CANVAS

STORY = Path(os.environ["DATELINE_BENCHMARK_STORY"])


@st.cache_resource
def layers():
    found = gpd.read_file(STORY / "features.geojson")[["name", "certainty", "layer", "geometry"]]
    return dict(list(found.groupby("layer")))


found = layers()
shown = [name for name in found if st.checkbox(name, value=True, key=name)]
page = None
for name in shown:
    page = found[name].explore(m=page, name=name, **(CANVAS if page is None else {}))
st_folium(page, height=700, width=1200, returned_objects=[])
