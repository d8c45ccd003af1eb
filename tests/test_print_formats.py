"""Open the pictures again by other programs: size, words, colours, nothing from outside."""

from __future__ import annotations

import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from xml.etree import ElementTree as Xml

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from geo.cli import main
from geo.errors import RequestError
from geo.printmap import FORMATS, Page, Sheet, draw_story, encode, sheet_of
from geo.printmap.canvas.sheet import Text
from geo.story import Shelf
from tests.serving import Server

STORY = "iran-azerbaijan-2025"
_UNSEEN = ("Cf", "Zs", "Cc", "Cn")
SVG = "{http://www.w3.org/2000/svg}"


@cache
def laid_out(language: str = "en") -> tuple[Sheet, Page]:
    return sheet_of(Shelf().story(STORY), {"lang": language, "preset": "article"})


@cache
def picture(form: str, language: str = "en") -> bytes:
    return encode(*laid_out(language), form)


@pytest.mark.parametrize("form", ["png", "webp"])
def test_pixels_have_the_size_and_the_paper_asked_for(form: str) -> None:
    sheet, page = laid_out()
    with Image.open(io.BytesIO(picture(form))) as image:
        assert image.size == page.pixels == (2000, 1125)
        corner = image.convert("RGB").getpixel((2, 2))
    assert corner == tuple(bytes.fromhex(sheet.paper[1:]))


def test_png_says_its_resolution_and_what_it_shows() -> None:
    with Image.open(io.BytesIO(picture("png", "fa"))) as image:
        image.load()
        assert image.info["dpi"] == pytest.approx((192, 192), abs=0.1)
        assert image.info["Title"] == laid_out("fa")[0].title
        assert image.info["Description"] == laid_out("fa")[0].description


def test_svg_is_whole_says_what_it_shows_and_asks_nobody() -> None:
    sheet, _ = laid_out("fa")
    root = Xml.fromstring(picture("svg", "fa"))
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == sheet.title
    assert root.findtext(f"{SVG}desc") == sheet.description
    assert root.get("viewBox") == f"0 0 {sheet.width_px:g} {sheet.height_px:g}"
    for element in root.iter():
        assert element.tag not in {f"{SVG}script", f"{SVG}foreignObject"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name.endswith("href"):
                assert value.startswith(("#", "data:image/png")), value


def test_pdf_has_its_size_its_words_and_its_fonts_inside() -> None:
    sheet, _ = laid_out("hy")
    with pikepdf.open(io.BytesIO(picture("pdf", "hy"))) as document:
        (page,) = document.pages
        box = [float(value) for value in page.MediaBox]
        assert box == pytest.approx([0, 0, sheet.width_px * 0.75, sheet.height_px * 0.75], abs=0.01)
        assert str(document.docinfo["/Title"]) == sheet.title
        assert str(document.docinfo["/Subject"]) == sheet.description
        assert str(document.Root.Lang) == "hy"
        fonts = [font for font in document.objects if _is_descriptor(font)]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("language", ["en", "fa", "az", "hy"])
def test_another_program_finds_the_words_of_a_pdf(language: str) -> None:
    sheet, _ = laid_out(language)
    document = pypdfium2.PdfDocument(picture("pdf", language))
    found = _plain(document[0].get_textpage().get_text_range())
    assert "\ufffd" not in found
    assert _plain(sheet.title) in found
    texts = [item.text for item in sheet.items if isinstance(item, Text)]
    words = {_plain(word) for text in texts for word in re.findall(r"[^\W\d_]+", _whole(text))}
    assert not sorted(word for word in words if word not in found)


def _whole(text: str) -> str:
    """Return the same codes for the same letters."""
    return unicodedata.normalize("NFKC", text).replace("\u0647\u0654", "\u06c0")


def _plain(text: str) -> str:
    """Return what is seen of a text."""
    return "".join(one for one in _whole(text) if unicodedata.category(one) not in _UNSEEN)


def _is_descriptor(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


@pytest.mark.parametrize("form", ["png", "webp", "svg", "pdf"])
def test_equal_options_give_equal_bytes_in_any_thread(form: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: encode(*laid_out(), form), range(4)))
    assert {*found, picture(form)} == {picture(form)}


def test_what_was_drawn_before_leaves_no_trace() -> None:
    sheet, page = laid_out()
    dark, _ = sheet_of(Shelf().story(STORY), {"preset": "article", "theme": "dark"})
    before = encode(sheet, page, "png")
    encode(dark, page, "png")
    assert encode(sheet, page, "png") == before


def test_a_format_that_there_is_not_is_told() -> None:
    with pytest.raises(RequestError, match="did you mean 'png'"):
        encode(*laid_out(), "pgn")


# --- from the command line and from an address ------------------------------------------------


def test_the_command_line_writes_what_the_address_serves(
    server: Server, tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "map.png"  # type: ignore[operator]
    assert main(["render", STORY, "-o", str(path), "--lang", "az", "--theme", "dark"]) == 0
    assert str(path) in capsys.readouterr().out
    answer = server.get(f"/stories/{STORY}/map.png?lang=az&theme=dark")
    assert answer.status == 200
    assert answer.header("content-type") == "image/png"
    assert answer.body == path.read_bytes()
    again = server.get(
        f"/stories/{STORY}/map.png?theme=dark&lang=az", If_None_Match=answer.header("etag")
    )
    assert (again.status, again.body) == (304, b"")


def test_a_wrong_call_writes_no_file(tmp_path: pytest.TempPathFactory, capsys) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "map.png"  # type: ignore[operator]
    assert main(["render", STORY, "-o", str(path), "--lang", "xx"]) == 2
    assert main(["render", STORY, "-o", str(path) + ".tif"]) == 2
    assert main(["render", STORY, "-o", str(path / "no" / "folder.png")]) == 2
    told = capsys.readouterr().err
    assert "'xx'" in told
    assert ".png, .webp, .svg, .pdf, .gif, .mp4 or .webm" in told
    assert list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_an_address(server: Server, form: str) -> None:
    answer = server.get(f"/stories/{STORY}/map.{form}?preset=square&layers=countries")
    assert answer.status == 200
    assert answer.header("content-type").startswith(FORMATS[form].media_type)
    name = f'filename="{STORY}-square-en.{form}"'
    assert name in answer.header("content-disposition")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/stories/{STORY}/map.gif", 404, "'gif'"),
        (f"/stories/{STORY}/map.png?preset=articel", 400, "did you mean 'article'?"),
        (f"/stories/{STORY}/map.png?size=1", 400, "there is no parameter 'size'"),
        (f"/stories/{STORY}/map.png?dpi=300&dpi=96", 400, "more than once"),
        (f"/stories/{STORY}/map.png?width=3400&height=3400&dpi=600", 413, "smaller size or dpi"),
        ("/stories/nothing/map.png", 404, "there is no story 'nothing'"),
    ],
)
def test_wrong_addresses_are_told(server: Server, path: str, status: int, words: str) -> None:
    answer = server.get(path)
    assert answer.status == status
    assert answer.header("content-type") == "application/problem+json"
    assert words in answer.json()["detail"]


def test_drawing_by_options_is_drawing_the_sheet() -> None:
    story = Shelf().story(STORY)
    assert draw_story(story, "png", {"lang": "en", "preset": "article"}) == picture("png")
