"""Share what tests in a real browser need: a server on which drafts are checked, and axe."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.check_page import Desk
from tests.serving import ROOT, running


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Run the app on folders of its own for drafts and stories, once for all tests here."""
    folder = tmp_path_factory.mktemp("desk")
    stories = folder / "stories"
    stories.mkdir()
    drafts = folder / "drafts"
    with running(stories, log=folder / "output.txt", DATELINE_DRAFTS=str(drafts)) as found:
        yield Desk(found.url, drafts, stories)


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
