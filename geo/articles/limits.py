"""State how large an article may be, so that no file takes the machine's memory or its day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Format = Literal["text", "markdown", "html", "docx", "pdf", "mail"]

MAX_BYTES: Final[Mapping[Format, int]] = {
    "text": 2_000_000,
    "markdown": 2_000_000,
    "html": 5_000_000,
    "docx": 20_000_000,
    "pdf": 20_000_000,
    "mail": 20_000_000,
}
"""Of the file as it comes; pictures make the last three large."""

MAX_CHARS: Final = 200_000
"""Of an article's words; a long magazine piece has 60,000."""

MAX_HEADLINE: Final = 300
"""Of a headline's letters; what is longer is no headline, and is cut."""

MAX_PUBLISHER: Final = 200

MAX_PAGE_CHARS: Final = 1_000_000
"""Of an article and all that stands around it on its page, menus and comments too."""

MAX_BLOCKS: Final = 5_000
"""Lines and paragraphs, of an article and all that stands around it."""

MAX_TAGS: Final = 200_000
"""Of markup, in HTML and inside a .docx: each becomes an object in memory."""

MAX_DEPTH: Final = 200
"""Of elements in elements."""

MAX_MEMBERS: Final = 2_000
"""Of files inside a .docx."""

MAX_UNPACKED_BYTES: Final = 100_000_000
"""Of a .docx, its pictures too."""

MAX_XML_BYTES: Final = 20_000_000
"""Of the parts of a .docx that are parsed."""

MAX_PAGES: Final = 200
"""Of a PDF."""

MAX_MAIL_LINES: Final = 500_000
"""Of a mail, what is attached to it too."""

MAX_MAIL_PARTS: Final = 50
"""Of parts that hold parts, in a mail."""

PDF_MEMORY_BYTES: Final = 500_000_000
"""Of the process that reads a PDF, its libraries included."""

PDF_TIME_S: Final = 30
"""Of processor time for a PDF."""

DOCX_MEMORY_BYTES: Final = 500_000_000
"""Of the process that reads a .docx, its libraries included."""

DOCX_TIME_S: Final = 30
"""Of processor time for a .docx."""
