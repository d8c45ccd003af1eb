"""Write a sheet as a file: PNG, WebP, SVG or PDF. Equal sheets give equal bytes.

PNG is written here rather than by Mapnik, whose own encoder takes most of a large picture's
time; and packed by zlib-ng, whose output, unlike ISA-L's, never depends on what was packed before.
"""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import mapnik
import numpy as np
import pikepdf
from PIL import Image
from zlib_ng import zlib_ng

from geo.errors import RequestError
from geo.errors.wording import nearest, quote
from geo.options.page import CSS_DPI, Page
from geo.printmap.canvas.draw import draw_pixels, draw_vectors
from geo.printmap.canvas.pdftext import name_letters
from geo.printmap.canvas.sheet import Sheet, Text

_POINTS_IN_PX: Final = 72 / CSS_DPI
_WEBP_QUALITY: Final = 90
_LEVEL: Final = 2
"""Of compression: higher ones save a few per cent and take several times as long."""
_UP: Final = 2
"""How PNG numbers the filter of rows."""
_LONG_FIGURE: Final = re.compile(rb"(\d\.\d\d)\d+")
"""Of a position in an SVG: a hundredth of a pixel is finer than any printer."""


_TEXT_AT: Final = re.compile(rb"^[-\d. ]+ Tm$", re.MULTILINE)
"""Where a PDF sets text: cairo's sizes come out a millionth larger now and then."""
_FRACTION: Final = re.compile(rb"(\.\d{1,4})\d*")


@dataclass(frozen=True, slots=True)
class Format:
    """Say what a kind of file is called, and how it is made."""

    title: str
    media_type: str
    write: Callable[[Sheet, Page], bytes]


def encode(sheet: Sheet, page: Page, form: str) -> bytes:
    """Return a sheet as a file.

    Raises
    ------
    RequestError
        If there is no such format.
    """
    if form not in FORMATS:
        raise RequestError(f"there is no format {quote(form)}{nearest(form, FORMATS)}")
    return FORMATS[form].write(sheet, page)


# --- pixels -----------------------------------------------------------------------------------


def _png(sheet: Sheet, page: Page) -> bytes:
    (width, height), bands = draw_pixels(sheet, page.scale)
    dots_per_m = round(page.dpi / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", dots_per_m, dots_per_m, 1)),
            _words("Title", sheet.title, sheet.language),
            _words("Description", sheet.description, sheet.language),
            _chunk(b"IDAT", _packed(bands, width)),
            _chunk(b"IEND", b""),
        )
    )


def _packed(bands: Iterable[bytes], width: int) -> bytes:
    """Return rows of pixels as PNG packs them: each as its difference from the one above."""
    packer = zlib_ng.compressobj(_LEVEL)
    last = np.zeros((1, width * 3), dtype=np.uint8)
    parts = []
    for band in bands:
        rgb = np.frombuffer(band, dtype=np.uint8).reshape(-1, width * 3)
        rows = np.empty((len(rgb), width * 3 + 1), dtype=np.uint8)
        rows[:, 0] = _UP
        np.subtract(rgb[:1], last, out=rows[:1, 1:])
        np.subtract(rgb[1:], rgb[:-1], out=rows[1:, 1:])
        last = rgb[-1:]
        parts.append(packer.compress(rows))
    return b"".join((*parts, packer.flush()))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _words(key: str, text: str, language: str) -> bytes:
    """Return a text of the picture, not compressed, in UTF-8."""
    head = key.encode("ascii") + b"\0\0\0" + language.encode("ascii") + b"\0\0"
    return _chunk(b"iTXt", head + text.encode())


def picture_of(sheet: Sheet, scale: float) -> Image.Image:
    """Return a sheet's pixels as one picture."""
    size, bands = draw_pixels(sheet, scale)
    return Image.frombytes("RGB", size, b"".join(bands))


def _webp(sheet: Sheet, page: Page) -> bytes:
    out = io.BytesIO()
    picture_of(sheet, page.scale).save(out, "WEBP", quality=_WEBP_QUALITY, method=4)
    return out.getvalue()


# --- vectors ----------------------------------------------------------------------------------


def _svg(sheet: Sheet, page: Page) -> bytes:
    data = _LONG_FIGURE.sub(rb"\1", _vectors(sheet, "svg", 1.0))
    width, height = f"{sheet.width_px:g}", f"{sheet.height_px:g}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'lang={quoteattr(sheet.language)} aria-labelledby="title" aria-describedby="desc">'
        f'<title id="title">{escape(sheet.title)}</title>'
        f'<desc id="desc">{escape(sheet.description)}</desc>'
    )
    start, end = data.index(b"<svg"), data.index(b">", data.index(b"<svg")) + 1
    return data[:start] + head.encode() + data[end:]


def _pdf(sheet: Sheet, page: Page) -> bytes:
    data = _vectors(sheet, "pdf", _POINTS_IN_PX)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        size = [0, 0, sheet.width_px * _POINTS_IN_PX, sheet.height_px * _POINTS_IN_PX]
        document.pages[0].MediaBox = pikepdf.Array([round(value, 3) for value in size])
        document.Root.Lang = pikepdf.String(sheet.language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        page_stream = document.pages[0].Contents
        page_stream.write(_TEXT_AT.sub(_shorter, page_stream.read_bytes()))
        said = "".join(item.text for item in sheet.items if isinstance(item, Text))
        name_letters(document, said)
        del document.docinfo
        document.docinfo[pikepdf.Name.Title] = pikepdf.String(sheet.title)
        document.docinfo[pikepdf.Name.Subject] = pikepdf.String(sheet.description)
        document.docinfo[pikepdf.Name.Creator] = pikepdf.String("Dateline")
        document.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _shorter(line: re.Match[bytes]) -> bytes:
    return _FRACTION.sub(lambda found: found[1].rstrip(b"0").rstrip(b"."), line[0])


def _vectors(sheet: Sheet, form: str, scale: float) -> bytes:
    """Draw by cairo, which writes to files only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"map.{form}"
        mapnik.render_to_file(draw_vectors(sheet, scale), str(path), form, scale)
        return path.read_bytes()


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "png": Format("PNG", "image/png", _png),
        "webp": Format("WebP", "image/webp", _webp),
        "svg": Format("SVG", "image/svg+xml", _svg),
        "pdf": Format("PDF", "application/pdf", _pdf),
    }
)
"""By the ending of the file's name."""
