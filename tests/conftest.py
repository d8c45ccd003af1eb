"""Share what tests need: small stories, the real server, a real browser that asks no other host."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from geo.gazetteer.world import building
from tests import stories
from tests.browsing import ARGUMENTS, RESULTS, SHELL, Witness, executable
from tests.serving import Proxy, Server, running

# No test judges a time; an example that failed once is printed whole, to be run again.
hypothesis.settings.register_profile("dateline", deadline=None, print_blob=True)
hypothesis.settings.load_profile("dateline")

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
"""For a busy machine that builds the gazetteer; what is there at once is not waited for."""

GAZETTEER = pytest.StashKey[subprocess.Popen[bytes]]()
"""What builds the file that all tests share, while the first of them run."""

MakeStory = Callable[..., Path]
Serve = Callable[[Path], Server]
NewPage = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    """Begin to build the gazetteer, once for all processes; whoever needs it waits for that."""
    if not hasattr(config, "workerinput") and not building.whole(building.file()):
        config.stash[GAZETTEER] = subprocess.Popen([sys.executable, "-m", building.__name__])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no program behind."""
    if GAZETTEER in config.stash:
        config.stash[GAZETTEER].wait()


@pytest.fixture
def make_story(tmp_path: Path) -> MakeStory:
    """Write a small story's folder: ``make_story(head, features, folder="name")``.

    Stories of one test share the folder ``tmp_path / "stories"``.
    """

    def make(*parts: Any, folder: str | None = None) -> Path:
        return stories.write(tmp_path / "stories", *parts, folder=folder)

    return make


# --- the real server --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def proxy() -> Iterator[Proxy]:
    """Stand between the server and all other hosts, and fail if it asked one."""
    found = Proxy()
    yield found
    found.close()
    assert not found.asked, "the server asked another host"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, proxy: Proxy) -> Iterator[Server]:
    """Run ``streamlit run app.py`` on the repository's own stories, once for all tests."""
    log = tmp_path_factory.mktemp("server") / "output.txt"
    with running(log=log, **proxy.variables) as found:
        yield found


@pytest.fixture(scope="session")
def server_url(server: Server) -> str:
    """Return where the server answers, without a slash at the end."""
    return server.url


@pytest.fixture(scope="session")
def shelf_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Run a server whose folder of stories is a link, which leads to one shelf after another."""
    folder = tmp_path_factory.mktemp("server")
    with running(folder / "stories", log=folder / "output.txt") as found:
        yield found, folder / "stories"


@pytest.fixture(scope="module")
def serve(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serve]:
    """Serve another folder of stories; a module's first one needs no server of its own."""
    open_ones: list[Any] = []
    first: list[Path] = []

    def start(shelf: Path) -> Server:
        if not first:
            server, link = request.getfixturevalue("shelf_server")
            link.symlink_to(shelf)
            first.append(link)
            return server
        context = running(shelf, log=tmp_path_factory.mktemp("server") / "output.txt")
        found: Server = context.__enter__()
        open_ones.append(context)
        return found

    yield start
    for link in first:
        link.unlink()
    for context in reversed(open_ones):
        context.__exit__(None, None, None)


# --- the real browser -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once, with every host but this machine out of reach."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(SHELL), args=ARGUMENTS)
        yield found
        found.close()


@contextmanager
def _witnessed() -> Iterator[Witness]:
    found = Witness()
    yield found
    assert not found.outside, f"asked another host: {found.outside}"
    assert not found.faults, f"faults in the page: {found.faults}"


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Fail the test at its end if a page asked another host or had a fault in a script."""
    with _witnessed() as found:
        yield found


class Screens:
    """Hold what pages are opened in, for as long as there are tests.

    Scripts and tiles are then loaded and made ready once for each kind of page, not each time.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}

    @contextmanager
    def lent(self) -> Iterator[Callable[..., BrowserContext]]:
        """Give contexts by their options, none of them twice; they are free again at the end."""
        lent: list[tuple[str, BrowserContext]] = []

        def give(**options: Any) -> BrowserContext:
            kind = str(sorted(options.items()))
            free = self._free.setdefault(kind, [])
            lent.append((kind, free.pop() if free else _context(self._browser, **options)))
            return lent[-1][1]

        yield give
        for kind, context in lent:
            self._free[kind].append(context)

    def close(self) -> None:
        for context in itertools.chain(*self._free.values()):
            context.close()


@pytest.fixture(scope="session")
def screens(browser: Browser) -> Iterator[Screens]:
    """Hold what pages are opened in."""
    found = Screens(browser)
    yield found
    found.close()


@pytest.fixture
def new_page(
    screens: Screens, witness: Witness, request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Open pages with options of their own, e.g. ``new_page(viewport=PHONE, color_scheme="dark")``.

    Each knows nothing of what others keep, and what it keeps itself is forgotten after the test.
    What a test does to the page's context would stay: such a test takes `unread_page`.
    """
    yield from _opener(screens, witness, request, shared=False)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open one page as wide as a desk's screen."""
    return new_page()


@pytest.fixture
def unread_page(
    browser: Browser, witness: Witness, request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Open pages for which nothing was loaded before."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        contexts.append(_context(browser, **options))
        return witness.watch(contexts[-1].new_page())

    yield make
    for context in contexts:
        _picture_of_failure(context, request)
        context.close()


@pytest.fixture(scope="module")
def kept_page(screens: Screens, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Open pages that several tests of a module read and leave as they are.

    Those with the same options share what they load.
    """
    with _witnessed() as witness:
        yield from _opener(screens, witness, request, shared=True)


_OF_A_PAGE = ("color_scheme", "forced_colors", "reduced_motion")
"""Options that are set for a page, so that those that differ in them share what they load."""


def _opener(
    screens: Screens, witness: Witness, request: pytest.FixtureRequest, *, shared: bool
) -> Iterator[NewPage]:
    with screens.lent() as lent:
        used: dict[str, BrowserContext] = {}

        def make(*, viewport: ViewportSize = DESKTOP, **options: Any) -> Page:
            own = {name: options.pop(name) for name in _OF_A_PAGE if name in options}
            name = str(options) if shared else str(len(used))
            if name not in used:
                used[name] = lent(**options)
            page = witness.watch(used[name].new_page())
            page.set_viewport_size(viewport)
            page.emulate_media(**own)
            return page

        yield make
        for context in used.values():
            _picture_of_failure(context, request)
            for opened in context.pages:
                _forget(opened)
                opened.close()


def _context(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE_MS)
    return context


def _picture_of_failure(context: BrowserContext, request: pytest.FixtureRequest) -> None:
    for number, page in enumerate(context.pages):
        if getattr(request.node, "failed", False):
            RESULTS.mkdir(exist_ok=True)
            page.screenshot(path=RESULTS / f"{request.node.name[:80]}-{number}.png")


def _forget(page: Page) -> None:
    """Clear what a page has kept; the browser is asked, for the page itself may be stuck."""
    session = page.context.new_cdp_session(page)
    for frame in page.frames:
        if frame.url.startswith("http"):
            where = {"origin": frame.url, "storageTypes": "local_storage,cookies"}
            session.send("Storage.clearDataForOrigin", where)


# --- what is kept of a failure ----------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Note a failure for the fixtures, and add what the server said."""
    report: pytest.TestReport = yield  # type: ignore[assignment,misc]
    if report.failed:
        item.failed = True  # type: ignore[attr-defined]
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, Server):
                report.sections.append(("the server's last words", value.last_words()))
    return report  # type: ignore[return-value]
