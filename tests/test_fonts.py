"""Show that the committed fonts hold the letters of the six languages and stay small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import uharfbuzz as hb

from geo.style.labels import FONT_FILES, LABEL_STYLES

ROOT = Path(__file__).resolve().parents[1]
TTFS = ROOT / "data" / "fonts"
WEB = ROOT / "static" / "fonts"

LETTERS = {
    "Latin": "AZaz ƏəĞğIıİiÖöŞşÜüÇç ÂâÎîÛû ÀéñøåŁł АЯая ЁёЙй 0123456789 –—’“”«»…°′″²№₼₺€",
    "Armenian": "ԱաԲբԳգԴդԵեԶզԷէԸըԹթԺժԻիԼլԽխԾծԿկՀհՁձՂղՃճՄմՅյՆնՇշՈո"
    "ՉչՊպՋջՌռՍսՎվՏտՐրՑցՒւՓփՔքՕօՖֆև՞՛՜։֏",
    "Arabic": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیة۰۱۲۳۴۵۶۷۸۹،؛؟٪ٔ\u200c",
}


@pytest.mark.parametrize("key", sorted(FONT_FILES), ids=lambda key: "-".join(map(str, key)))
def test_ttf_has_every_letter_of_its_script(key: tuple[str, str, bool]) -> None:
    blob = hb.Blob.from_file_path(str(TTFS / FONT_FILES[key]))  # type: ignore[index]
    letters = set(map(ord, LETTERS[key[0]]))
    if key[0] != "Latin":
        letters.discard(ord(" "))
    assert letters <= set(hb.Face(blob).unicodes)


def test_every_style_has_its_fonts() -> None:
    for style in LABEL_STYLES.values():
        assert ("Latin", style.weight, style.italic) in FONT_FILES
        assert ("Armenian", style.weight, False) in FONT_FILES
        assert ("Arabic", style.weight, False) in FONT_FILES


def test_licences_stand_beside_the_fonts() -> None:
    for folder in (TTFS, WEB):
        for name in ("OFL-NotoSans.txt", "OFL-NotoSansArmenian.txt", "OFL-Vazirmatn.txt"):
            assert "SIL OPEN FONT LICENSE" in (folder / name).read_text(encoding="utf-8").upper()


def _faces() -> list[tuple[str, set[int]]]:
    css = (WEB / "fonts.css").read_text(encoding="utf-8")
    found = []
    for rule in css.split("@font-face")[1:]:
        file = re.search(r'url\("([^"]+)"\)', rule)
        ranges = re.search(r"unicode-range: ([^;]+);", rule)
        assert file and ranges
        letters: set[int] = set()
        for part in ranges[1].split(","):
            first, _, last = part.strip().removeprefix("U+").partition("-")
            letters.update(range(int(first, 16), int(last or first, 16) + 1))
        found.append((file[1], letters))
    return found


def test_style_sheet_names_files_that_exist_and_only_those() -> None:
    named = {file for file, _ in _faces()}
    assert named == {path.name for path in WEB.glob("*.woff2")}


def test_style_sheet_asks_no_other_host() -> None:
    assert "//" not in (WEB / "fonts.css").read_text(encoding="utf-8")


def test_a_page_in_english_azerbaijani_or_turkish_needs_the_latin_file_only() -> None:
    latin = next(letters for file, letters in _faces() if file == "NotoSans-latin-400.woff2")
    text = "AZaz ƏəĞğIıİiÖöŞşÜüÇçÂâÎîÛû 0123456789 –—’“”«»…°′″²×·№₼₺€"
    assert set(map(ord, text)) <= latin


def test_files_of_one_weight_do_not_overlap() -> None:
    for weight in ("400", "500", "700"):
        seen: set[int] = set()
        for file, letters in _faces():
            if file.endswith(f"-{weight}.woff2"):
                assert not letters & seen, file
                seen |= letters


def test_browser_files_are_small() -> None:
    for file, _ in _faces():
        limit = 40_000 if "latin-ext" in file else 30_000
        assert (WEB / file).stat().st_size <= limit, file
    assert sum(path.stat().st_size for path in TTFS.glob("*.ttf")) <= 3_500_000


def test_subsets_can_be_remade_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fontTools", reason="fonttools remakes the files; reading needs none")
    pytest.importorskip("brotli")
    monkeypatch.syspath_prepend(str(ROOT / "data" / "scripts"))
    import build_fonts

    for item in build_fonts.subsets():
        if item.file in {"NotoSansArmenian-400.woff2", "NotoSans-cyrillic-700.woff2"}:
            assert build_fonts.make_subset(item) == (WEB / item.file).read_bytes()
    assert build_fonts.style_sheet(build_fonts.subsets()) == (WEB / "fonts.css").read_text("utf-8")
