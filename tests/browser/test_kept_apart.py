"""Show that tests which share a browser know nothing of each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

KEPT = "() => [window.localStorage.length, window.sessionStorage.length, document.cookie]"


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_page_keeps_is_gone_for_the_next(page: Page, server_url: str, time: str) -> None:
    page.goto(f"{server_url}/presets")
    assert page.evaluate(KEPT) == [0, 0, ""], time
    page.evaluate(
        """() => { window.localStorage.setItem("kept", "1");
            window.sessionStorage.setItem("kept", "1"); document.cookie = "kept=1"; }"""
    )
    assert page.evaluate(KEPT) == [1, 1, "kept=1"]
