"""Take the pictures of ``docs/screenshots/``: the app as a visitor sees it, by the tests' browser.

Run from the top folder: ``.venv/bin/python docs/screenshots.py``.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browsing import ARGUMENTS, document, executable  # noqa: E402
from tests.serving import running  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
STORY = "iran-azerbaijan-2025"
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
LANGUAGES = ("en", "fa")


def main() -> None:
    """Take one picture for each size, theme and language."""
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as play,
        running(log=Path(folder) / "server.log") as server,
    ):
        browser = play.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for (size, (width, height)), theme, language in product(SIZES.items(), THEMES, LANGUAGES):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"{server.url}/?story={STORY}&lang={language}&theme={theme}")
            document(page)
            page.locator(".st-key-here").wait_for()
            page.wait_for_load_state("networkidle")
            path = FOLDER / f"{size}-{theme}-{language}.png"
            page.screenshot(path=path)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
