"""Serve Dateline: Streamlit's pages, and the map's own routes, from one process and port.

Run by ``python3 start.py``, or ``streamlit run app.py``.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config, net_util

from geo import server
from geo.errors import DatelineError

server.share_arenas()  # before threads are made
server.keep_to_rules()  # before the server listens
net_util.get_external_ip = lambda: None  # it would ask an outside host

server.put_under(st.get_option("server.baseUrlPath") or "")
faces = st.get_option("theme.fontFaces") or []
config.set_option(
    "theme.fontFaces", [{**face, "url": server.root() + face["url"].lstrip("/")} for face in faces]
)
address = st.get_option("server.address")
try:
    server.check(address)
except DatelineError as error:
    sys.exit(f"dateline: {error}")
config.set_option("server.allowedHosts", server.known_hosts(address))
if told := server.audience(address):
    print(f"dateline: {told}", flush=True)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Get ready in the background while the first page already opens."""
    server.warm()
    yield {}


def said(_error: Exception) -> bool:
    """Say that a page failed, without its insides; the terminal has them."""
    st.error("Dateline met a fault of its own on this page; its terminal says which.")
    return True


app = st.App(
    Path(__file__).parent / "pages" / "main.py",
    routes=server.routes(),
    middleware=server.middleware(Path(st.__file__).parent / "static" / "index.html"),
    lifespan=lifespan,
    on_script_error=said,
)
