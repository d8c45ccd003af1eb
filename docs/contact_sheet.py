"""Draw every preset of the first story in every theme, and lay the pictures out on contact sheets.

    python -m docs.contact_sheet                     docs/contact-sheets/en.webp, fa, az, hy
    python -m docs.contact_sheet --pictures FOLDER   each picture whole, too, to be looked at

Says of each picture what the map had no room to name, and the letters that no font has.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image

from geo.printmap import PRESETS, Page, encode, sheet_of
from geo.story import Shelf
from geo.style import THEMES

STORY = "iran-azerbaijan-2025"
LANGUAGES = ("en", "fa", "az", "hy")
FOLDER = Path(__file__).parent / "contact-sheets"
ROW = ("article", "slide", "a4-landscape", "a3-landscape", "square", "portrait", "phone",
       "a4-portrait", "a3-portrait")  # fmt: skip
HEIGHT_PX = 400
GAP_PX = 16
GROUND = "#8a929c"
"""Behind the pictures: neither light nor dark paper is lost on it."""


def picture(preset: str, language: str, theme: str, folder: Path | None) -> Image.Image:
    """Draw one picture, as small as it stands on the contact sheet."""
    sheet, page = sheet_of(
        Shelf().story(STORY), {"preset": preset, "lang": language, "theme": theme}
    )
    told = [f"no room for {name}" for name in sheet.facts.unnamed]
    told += [f"no font has {letter!r}" for letter in sheet.facts.missing]
    print(f"{preset} {language} {theme}: {'; '.join(told) or 'all named'}")
    fine = Page(page.width_px, page.height_px, 96)
    image = Image.open(io.BytesIO(encode(sheet, fine, "png"))).convert("RGB")
    if folder:
        image.save(folder / f"{preset}-{language}-{theme}.png")
    width = round(image.width * HEIGHT_PX / image.height)
    return image.resize((width, HEIGHT_PX), Image.Resampling.LANCZOS)


def contact_sheet(language: str, folder: Path | None) -> Image.Image:
    """Return a sheet with a row for each theme."""
    rows = [[picture(name, language, theme, folder) for name in ROW] for theme in THEMES]
    width = max(sum(image.width + GAP_PX for image in row) for row in rows) + GAP_PX
    whole = Image.new("RGB", (width, (HEIGHT_PX + GAP_PX) * len(rows) + GAP_PX), GROUND)
    for number, row in enumerate(rows):
        left = GAP_PX
        for image in row:
            whole.paste(image, (left, GAP_PX + number * (HEIGHT_PX + GAP_PX)))
            left += image.width + GAP_PX
    return whole


def main() -> None:
    """Write the contact sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="each picture whole, too")
    folder = parser.parse_args().pictures
    assert set(ROW) == set(PRESETS)
    for made in filter(None, (FOLDER, folder)):
        made.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        contact_sheet(language, folder).save(FOLDER / f"{language}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
