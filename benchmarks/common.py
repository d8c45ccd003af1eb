"""Start programs and a browser for the benchmarks, and print figures beside their targets."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsing import ARGUMENTS, executable
from tests.serving import fetch, free_port

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"
STORY = "iran-azerbaijan-2025"
DESKTOP = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class App:
    """One Streamlit program to measure."""

    name: str
    script: Path
    ready: str
    """JavaScript that is true when the map can be used."""
    path: str = "/"


OURS = App(
    "Dateline",
    ROOT / "app.py",
    """() => {
        const frame = document.querySelector("#dateline-frame");
        const inside = frame && frame.contentDocument;
        return inside && frame.contentWindow.performance.getEntriesByName("dateline:usable").length
            && inside.querySelector("img.leaflet-tile-loaded");
    }""",
    f"/?story={STORY}",
)
ST_FOLIUM = App(
    "one st_folium map",
    PEERS / "st_folium_map.py",
    """() => {
        const frame = document.querySelector("iframe");
        const inside = frame && frame.contentDocument;
        return inside && inside.querySelectorAll("path.leaflet-interactive").length > 0;
    }""",
)
EMPTY = App(
    "empty Streamlit page",
    PEERS / "empty.py",
    "() => document.body.innerText.includes('nothing else')",
)


@contextmanager
def process(app: App, *, wait: bool = True, **variables: str) -> Iterator[str]:
    """Run a program until the block ends; yield its address, at once or when it answers."""
    port = free_port()
    with TemporaryDirectory() as folder:
        script = app.script if app.script == OURS.script else peer_copy(app.script, Path(folder))
        peer = ["--browser.gatherUsageStats", "false", "--server.enableStaticServing", "true"]
        command = [
            sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
            "--server.headless", "true", *([] if app.script == OURS.script else peer),
        ]  # fmt: skip
        with subprocess.Popen(
            command,
            cwd=script.parent,
            env={**environment(), **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            try:
                url = f"http://127.0.0.1:{port}"
                if wait:
                    until_answers(url)
                    time.sleep(3)  # what starts in the background is to be over
                yield url
            finally:
                end(running)


def environment() -> Mapping[str, str]:
    """Return our own environment, without the settings of another shelf of stories."""
    kept = {name: value for name, value in os.environ.items() if name != "DATELINE_STORIES"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def end(running: subprocess.Popen[bytes]) -> None:
    """Stop a program, by force where it does not heed."""
    running.terminate()
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        running.kill()


def peer_copy(script: Path, folder: Path) -> Path:
    """Put a peer where it takes none of our settings, with Leaflet beside it, for it is offline."""
    shutil.copytree(ROOT / "static" / "vendor" / "leaflet", folder / "static")
    return Path(shutil.copy(script, folder))


def until_answers(url: str, patience_s: float = 60) -> None:
    """Wait until a server answers at all."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            if fetch(f"{url}/_stcore/health").status == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"{url} does not answer")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open one browser for a whole benchmark."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield found
        found.close()


@contextmanager
def visitor(browser: Browser, **options: object) -> Iterator[Page]:
    """Open a page as a new visitor, whose cache is empty."""
    context = browser.new_context(viewport=DESKTOP, **options)  # type: ignore[arg-type]
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def until_ready(page: Page, app: App, url: str) -> None:
    """Open a program's page and wait until its map can be used."""
    page.goto(url + app.path, wait_until="commit")
    page.wait_for_function(app.ready, polling=5)


# --- figures ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What one benchmark found, beside its target."""

    title: str
    rows: tuple[tuple[str, str], ...]
    target: str
    met: bool

    @property
    def verdict(self) -> str:
        """Say whether the target is met."""
        return "met" if self.met else "NOT MET"


def show(results: Iterable[Result]) -> None:
    """Print each result under its title as it comes."""
    for result in results:
        rows = [*result.rows, (f"target: {result.target}", result.verdict)]
        width = max(len(name) for name, _ in rows)
        print(f"\n{result.title}\n{'-' * len(result.title)}")
        for name, figure in rows:
            print(f"  {name:<{width}}  {figure}", flush=True)


def median(values: Sequence[float], unit: str = "s", digits: int = 2) -> str:
    """Return the median and the range of some measures."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} {unit} ({low:.{digits}f}–{high:.{digits}f}, n = {len(values)})"
