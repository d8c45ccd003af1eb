"""Read the lines of a PDF in a process of its own, with little memory and time.

    python -P pdfworker.py MEMORY_BYTES TIME_S PAGES CHARS < article.pdf > lines.json

A PDF is unpacked and laid out by a large library in C++; what one of them does to it must not
happen to the app. This file imports nothing of Dateline's, so that it starts quickly.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import resource
import sys
from typing import Any, Final

PASSWORD: Final = 4
"""The library's number for a wrong password."""
_HYPHEN: Final = "\x02"
"""What the library writes for a hyphen that it takes for one of the line's end."""


def lines_of(data: bytes, pages: int, chars: int) -> dict[str, Any]:
    """Return each page's lines as [text, left, right, baseline, size_pt], or what is wrong."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return {"problem": "password" if error.err_code == PASSWORD else "broken"}
    if count > pages:
        return {"problem": "pages", "count": count}
    found = []
    left = chars
    for index in range(count):
        try:
            lines = _page(document[index])
        except pypdfium2.PdfiumError:
            return {"problem": "broken"}
        left -= sum(len(line[0]) for line in lines)
        if left < 0:
            return {"problem": "chars"}
        found.append(lines)
    return {"pages": found}


def _page(page: Any) -> list[list[Any]]:
    """Return a page's lines as the library orders them."""
    import pypdfium2.raw as c

    text_page = page.get_textpage()
    lines: list[list[Any]] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    x, y = ctypes.c_double(), ctypes.c_double()

    def end() -> None:
        text = "".join(letters)
        if text.strip() and boxes:
            sizes = sorted(box[3] for box in boxes)
            bases = sorted(box[2] for box in boxes)
            lines.append(
                [
                    text,
                    round(min(box[0] for box in boxes), 1),
                    round(max(box[1] for box in boxes), 1),
                    round(bases[len(bases) // 2], 1),
                    round(sizes[len(sizes) // 2], 1),
                ]
            )
        letters.clear()
        boxes.clear()

    for at in range(text_page.count_chars()):
        code = c.FPDFText_GetUnicode(text_page.raw, at)
        letter = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if letter in "\r\n":
            end()
            continue
        letters.append("-" + _HYPHEN if letter == _HYPHEN else letter)
        if letter.strip() and c.FPDFText_GetCharOrigin(text_page.raw, at, x, y):
            left, _, right, _ = text_page.get_charbox(at)
            size = c.FPDFText_GetFontSize(text_page.raw, at)
            boxes.append((left, right, y.value, abs(size)))
    end()
    return lines


def main(arguments: list[str]) -> int:
    """Set the limits, read, and print."""
    memory, time_s, pages, chars = map(int, arguments)
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, time_s)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(kind, (limit, limit))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(lines_of(sys.stdin.buffer.read(), pages, chars), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
