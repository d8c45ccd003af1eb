"""Make the fonts: whole TTFs for the drawn map, small WOFF2 subsets for the browser.

Run ``python data/scripts/build_fonts.py``; needs ``fonttools`` and ``brotli``. The result is the
same, byte for byte, with the versions named in ``data/sources.toml``.
"""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from packages import fetch

ROOT = Path(__file__).resolve().parents[2]
TTF_FOLDER = ROOT / "data" / "fonts"
WOFF_FOLDER = ROOT / "static" / "fonts"
FAMILY = "Dateline Sans"

NOTO = "@expo-google-fonts/noto-sans"
ARMENIAN = "@expo-google-fonts/noto-sans-armenian"
VAZIRMATN = "vazirmatn"

TTFS: dict[str, tuple[str, str]] = {
    "NotoSans-Regular.ttf": (NOTO, "400Regular/NotoSans_400Regular.ttf"),
    "NotoSans-Italic.ttf": (NOTO, "400Regular_Italic/NotoSans_400Regular_Italic.ttf"),
    "NotoSans-Medium.ttf": (NOTO, "500Medium/NotoSans_500Medium.ttf"),
    "NotoSans-Bold.ttf": (NOTO, "700Bold/NotoSans_700Bold.ttf"),
    "NotoSansArmenian-Regular.ttf": (ARMENIAN, "400Regular/NotoSansArmenian_400Regular.ttf"),
    "NotoSansArmenian-Medium.ttf": (ARMENIAN, "500Medium/NotoSansArmenian_500Medium.ttf"),
    "NotoSansArmenian-Bold.ttf": (ARMENIAN, "700Bold/NotoSansArmenian_700Bold.ttf"),
    "Vazirmatn-Regular.ttf": (VAZIRMATN, "fonts/ttf/Vazirmatn-Regular.ttf"),
    "Vazirmatn-Medium.ttf": (VAZIRMATN, "fonts/ttf/Vazirmatn-Medium.ttf"),
    "Vazirmatn-Bold.ttf": (VAZIRMATN, "fonts/ttf/Vazirmatn-Bold.ttf"),
}
"""Committed file: (package, path in it)."""

LICENCES: dict[str, tuple[str, str]] = {
    "OFL-NotoSans.txt": (NOTO, "LICENSE_FONT"),
    "OFL-NotoSansArmenian.txt": (ARMENIAN, "LICENSE_FONT"),
    "OFL-Vazirmatn.txt": (VAZIRMATN, "OFL.txt"),
}

LATIN = (
    "U+20-7E, U+A0-FF, U+11E-11F, U+130-131, U+152-153, U+15E-161, U+178, U+17D-17E, U+18F, "
    "U+259, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2009-200B, U+2010-2015, U+2018-201E, U+2020-2022, "
    "U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, U+20BA, U+20BC, U+2116, "
    "U+2122, U+2212, U+2215, U+2248, U+2260, U+2264-2265, U+FFFD"
)
LATIN_EXT = (
    "U+100-11D, U+120-12F, U+132-151, U+154-15D, U+162-177, U+179-17C, U+17F-18E, U+190-24F, "
    "U+250-258, U+25A-2BA, U+2BD-2C5, U+2C7-2D9, U+2DB, U+2DD-2FF, U+300-36F, U+1E00-1EFF"
)
CYRILLIC = "U+400-45F, U+490-491, U+492-493, U+49A-49B, U+4AE-4B1, U+4B8-4BB, U+4D8-4D9, U+4E8-4E9"
ARMENIAN_RANGE = "U+531-556, U+559-58A, U+58D-58F, U+FB13-FB17"
ARABIC = (
    "U+600-604, U+606-60C, U+60E-61B, U+61E-66F, U+671-6D5, U+6F0-6FF, U+750-77F, U+200C-200F, "
    "U+FB50-FBB1, U+FBD3-FD3F, U+FDFC, U+FE70-FEFC"
)


@dataclass(frozen=True)
class Subset:
    """Say what one file for the browser holds."""

    file: str
    ttf: str
    unicode_range: str
    weight: int
    italic: bool = False


def subsets() -> list[Subset]:
    """List the browser's files in the order of the style sheet."""
    weights = {"Regular": 400, "Medium": 500, "Bold": 700}
    found = []
    for part, text in (("latin", LATIN), ("latin-ext", LATIN_EXT), ("cyrillic", CYRILLIC)):
        for name, weight in weights.items():
            file = f"NotoSans-{part}-{weight}.woff2"
            found.append(Subset(file, f"NotoSans-{name}.ttf", text, weight))
    found.append(Subset("NotoSans-latin-400i.woff2", "NotoSans-Italic.ttf", LATIN, 400, True))
    for name, weight in weights.items():
        ttf = f"NotoSansArmenian-{name}.ttf"
        found.append(Subset(f"NotoSansArmenian-{weight}.woff2", ttf, ARMENIAN_RANGE, weight))
    for name, weight in weights.items():
        ttf = f"Vazirmatn-{name}.ttf"
        found.append(Subset(f"Vazirmatn-{weight}.woff2", ttf, ARABIC, weight))
    return found


def copy_whole() -> None:
    """Copy the whole fonts and their licences, unchanged."""
    TTF_FOLDER.mkdir(parents=True, exist_ok=True)
    WOFF_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (package, path) in TTFS.items():
        shutil.copyfile(fetch(package) / path, TTF_FOLDER / name)
    for name, (package, path) in LICENCES.items():
        for folder in (TTF_FOLDER, WOFF_FOLDER):
            shutil.copyfile(fetch(package) / path, folder / name)


def make_subset(item: Subset) -> bytes:
    """Return one WOFF2 with the letters of its range and the features they need."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.recalc_timestamp = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.layout_features = ["*"] if item.ttf.startswith("Vazirmatn") else _FEATURES
    font = TTFont(TTF_FOLDER / item.ttf, recalcTimestamp=False)
    letters = subset.parse_unicodes(item.unicode_range.replace("U+", ""))
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    stream = io.BytesIO()
    font.flavor = "woff2"
    font.save(stream, reorderTables=True)
    return stream.getvalue()


_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "tnum", "lnum", "pnum"]


def style_sheet(items: list[Subset]) -> str:
    """Write the ``@font-face`` rules: one family, its scripts loaded as a page needs them."""
    rules = [
        f"""@font-face {{
  font-family: "{FAMILY}";
  font-style: {"italic" if item.italic else "normal"};
  font-weight: {item.weight};
  font-display: swap;
  src: url("{item.file}") format("woff2");
  unicode-range: {item.unicode_range};
}}
"""
        for item in items
    ]
    head = "/* Made by data/scripts/build_fonts.py. Noto Sans and Vazirmatn, SIL OFL 1.1. */\n"
    return head + "".join(rules)


def main() -> None:
    """Remake every font file."""
    copy_whole()
    items = subsets()
    for item in items:
        (WOFF_FOLDER / item.file).write_bytes(make_subset(item))
    (WOFF_FOLDER / "fonts.css").write_text(style_sheet(items), encoding="utf-8")


if __name__ == "__main__":
    main()
