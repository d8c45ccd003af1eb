"""An empty Streamlit page: the floor for every other."""

import streamlit as st

st.write("nothing else")
