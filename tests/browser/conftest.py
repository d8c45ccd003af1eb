"""Share the server on which drafts are checked in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.check_page import Desk
from tests.serving import running


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Run the app on folders of its own for drafts and stories, once for all tests here."""
    folder = tmp_path_factory.mktemp("desk")
    stories = folder / "stories"
    stories.mkdir()
    drafts = folder / "drafts"
    with running(stories, log=folder / "output.txt", DATELINE_DRAFTS=str(drafts)) as found:
        yield Desk(found.url, drafts, stories)
