"""Read the app behind a real nginx that passes on one path only, as `docs/nginx.conf` has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.export_panel import Tags, drawn
from tests.browsing import document
from tests.conftest import NewPage
from tests.serving import ROOT, fetch, free_port, running

STORY = "iran-azerbaijan-2025"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(NGINX is None, reason="there is no nginx here"),
]

_MAIN = """
daemon off; pid {folder}/pid; error_log {folder}/error.txt; worker_processes 1; {user}
events {{ worker_connections 256; }}
http {{
    access_log off; default_type application/octet-stream;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class House:
    url: str
    """Of the first page, as readers know it."""
    server: str
    """Of the app, which no reader can reach."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    url = f"http://127.0.0.1:{port}/desk"
    options = ("--server.baseUrlPath", "desk")
    told = {"DATELINE_PUBLIC_URL": url, "DATELINE_PROXIES": "127.0.0.1"}
    with running(None, *options, log=folder / "output.txt", **told) as server:
        site = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
        site = site.replace("listen 8080", f"listen 127.0.0.1:{port}")
        site = site.replace("127.0.0.1:8501", urlsplit(server.url).netloc)
        (folder / "site.conf").write_text(site)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user))
        command = [str(NGINX), "-p", str(folder), "-e", "error.txt", "-c", "nginx.conf"]
        with subprocess.Popen(command) as nginx:
            try:
                _wait(url, nginx, folder)
                yield House(url, server.url)
            finally:
                nginx.terminate()


def _wait(url: str, nginx: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(600):
        if nginx.poll() is not None:
            break
        try:
            fetch(f"{url}/health")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError((folder / "error.txt").read_text())


def watched(page: Page, house: House) -> list[str]:
    """Return what goes wrong with a page's requests, as it does."""
    wrong: list[str] = []

    def look(answer: Response) -> None:
        if "/_stcore/" in answer.url and answer.status == 404:
            return  # Streamlit's page tries out how far up its server is
        if answer.status >= 400 or not answer.url.startswith((house.url, "data:", "blob:")):
            wrong.append(f"{answer.status} {answer.url}")

    page.on("response", look)
    return wrong


def test_the_page_its_map_and_its_export_work_below_a_path(new_page: NewPage, house: House) -> None:
    page = new_page()
    wrong = watched(page, house)
    page.goto(f"{house.url}/")
    frame = document(page)
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Iran")
    expect(frame.locator("img.leaflet-tile-loaded").first).to_be_visible()
    frame.locator("#export-open").click()
    drawn(page.frame_locator("#dateline-frame"))
    link = frame.locator("#export-link").input_value()
    assert link.startswith(f"{house.url}/stories/{STORY}/map.png?")
    picture = fetch(link)
    assert (picture.status, picture.header("content-type")) == (200, "image/png")
    ((_, image),) = Tags(frame.locator("#export-img").input_value()).found
    assert str(image["src"]).startswith(f"{house.url}/stories/")
    assert frame.locator("#export-here").count() == 0
    ((_, iframe),) = Tags(frame.locator("#export-iframe").input_value()).found
    page.goto(str(iframe["src"]))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Iran")
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    assert wrong == []


def test_the_other_pages_and_the_files_are_there(new_page: NewPage, house: House) -> None:
    page = new_page()
    wrong = watched(page, house)
    page.goto(f"{house.url}/data?story={STORY}")
    links = page.locator(".stHtml a[href*='/stories/']")
    expect(links.first).to_be_visible()
    for link in links.all():
        href = link.get_attribute("href") or ""
        assert href.startswith(f"/desk/stories/{STORY}/")
        assert fetch(f"{house.url}{href.removeprefix('/desk')}").status == 200
    shown = page.locator("code", has_text="features.geojson").inner_text()
    assert all(line.startswith(f"{house.url}/stories/") for line in shown.split())
    page.goto(f"{house.url}/draft")
    expect(page.get_by_text("Others can reach this server through a proxy")).to_be_visible()
    assert wrong == []


def test_addresses_begin_with_the_path_and_nothing_else_is_passed_on(house: House) -> None:
    assert fetch(f"{house.url}/openapi.json").json()["servers"] == [{"url": house.url}]
    assert fetch(f"{house.url}/map").header("location") == "/desk/?"
    assert fetch(f"{house.url}/drafts").status == 200
    evil = {"Origin": "http://atlas.example", "X-Forwarded-Host": "atlas.example"}
    assert fetch(f"{house.url}/drafts", evil).status == 403
    assert fetch(f"{house.server}/desk/stories", {"Host": "atlas.example"}).status == 403
    assert fetch(house.url.replace("/desk", "/stories")).status == 404  # nginx's own word
