"""Drive a real browser in tests: which one, what it may reach, what it must not do."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, FrameLocator, Page, Request, expect

RESULTS = Path(__file__).resolve().parent.parent / "test-results"
"""Pictures of pages whose test failed."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""Nothing but this machine can be reached, whatever a page tries."""

SHELL = "chromium-headless-shell"
"""The same browser with no windows to it: a page costs a third less."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_OWN = ("data", "blob", "about")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def executable(*first: str) -> str | None:
    """Return the browser to use: the one named, the system's, or else Playwright's own (None).

    Of the system's those of the names that are given come first.
    """
    named = os.environ.get("DATELINE_CHROMIUM")
    system = [shutil.which(name) for name in (*first, *_NAMES)]
    found = [named, *system, str(_MAC) if _MAC.exists() else None]
    return next((path for path in found if path), None)


_STREAMLITS_OWN = ("Failed to load resource", "The page that you have requested does not seem")
"""It looks for its own address by trial, and says so when a page is not there."""


@dataclass
class Witness:
    """Write down what pages must not do."""

    outside: list[str] = field(default_factory=list)
    """Requests to another host."""
    faults: list[str] = field(default_factory=list)
    """Errors in scripts, and breaches of a page's own policy."""

    def watch(self, page: Page) -> Page:
        page.on("request", self._request)
        page.on("websocket", lambda socket: self._host(socket.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._console)
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        return page

    def _request(self, request: Request) -> None:
        self._host(request.url)

    def _host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _OWN and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.outside.append(message.text)
        elif message.type == "error" and not message.text.startswith(_STREAMLITS_OWN):
            self.faults.append(message.text)


def document(page: Page) -> FrameLocator:
    """Return the story's document inside the app's page, once it is ready."""
    frame = page.frame_locator("#dateline-frame")
    expect(frame.locator("html[data-ready=true]")).to_have_count(1)
    return frame
