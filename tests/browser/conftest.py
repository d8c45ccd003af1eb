"""Share what tests in a real browser need: a server on which drafts are checked, and axe."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.check_page import Desk
from tests.browser.export_panel import spare
from tests.browser.map_page import Seen, open_map
from tests.conftest import NewPage, Serve
from tests.serving import ROOT


@pytest.fixture(scope="module")
def desk(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Run the app on an empty folder of stories, beside the folder of its drafts."""
    stories = tmp_path_factory.mktemp("desk")
    found = serve(stories)
    return Desk(found.url, found.log.parent / "drafts", stories)


@pytest.fixture(scope="module")
def seen(kept_page: NewPage, server_url: str) -> Seen:
    """Open a sight of the map once for all tests of a module that only look: ``seen(lang="fa")``.

    What axe runs must not be refused by the page's policy, so there is none. The export panel has
    a blank picture.
    """

    @cache
    def opened(**query: str) -> Page:
        page = kept_page(bypass_csp=True)
        if query.get("panel") == "export":
            spare(page, server_url)
        return open_map(page, server_url, **{"lang": "en", "theme": "light", **query})

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script; it comes from the package registry, once."""
    command = [sys.executable, "packages.py", "axe-core"]
    done = subprocess.run(
        command, cwd=ROOT / "data" / "scripts", capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("axe-core is not in the cache and no package registry can be reached")
    return (Path(done.stdout.strip()) / "axe.min.js").read_text(encoding="utf-8")
