"""Send what is no article, or a hostile one, through the real doors, in a process of little memory.

    python -m tests.badarticles FOLDER

Prints one line of JSON for each: its name, how it was answered over HTTP, and what the command
line said and returned.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 2000_000_000
"""Of addresses, libraries and models included; what is in memory is far less."""
NAMED: Final = "A ferry to Baku\n\nBAKU: The ferry from Aktau came to Baku on Monday."


def _docx(parts: Mapping[str, bytes], *, pictures: int = 0) -> bytes:
    """Return a .docx; each of its pictures unpacks to 100 MB, and all are the same piece of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
        with packed.open("word/media/picture.bmp", "w") as picture:
            for _ in range(100 if pictures else 0):
                picture.write(bytes(1_000_000))
        for number in range(1, pictures):
            again = copy(packed.getinfo("word/media/picture.bmp"))
            again.filename = f"word/media/picture-{number}.bmp"
            packed.filelist.append(again)
    return file.getvalue()


def _bomb() -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return _docx(parts, pictures=20)


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    text = f"<!DOCTYPE w [{laughs}]><w:document>&a11;</w:document>"
    return _docx({"[Content_Types].xml": b"<Types/>", "word/document.xml": text.encode()})


ARTICLES: Final[Mapping[str, Callable[[], bytes]]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \n\t\r\n ",
    "five-megabytes.txt": lambda: b"Baku and Tehran agree. " * 220_000,
    "one-word.txt": lambda: b"Baku" * 400_000,
    "no-place.txt": lambda: b"A dull day\n\nNothing happened here, and nobody came by to see it.",
    "french.txt": lambda: (
        "Le ministre a déclaré lundi que la route serait ouverte avant la fin de l'année, et que "
        "les travaux avanceraient sans retard malgré la neige qui tombe depuis une semaine."
    ).encode(),
    "broken.pdf": lambda: b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n%%EOF",
    "rubbish.pdf": lambda: b"%PDF-1.4\n" + bytes(range(256)) * 4_000,
    "bomb.docx": _bomb,
    "entities.docx": _entities,
    "no-zip.docx": lambda: b"PK\x03\x04" + b"\x00" * 4_000,
    "binary.txt": lambda: bytes(range(256)) * 2_000,
    "nested.html": lambda: b"<div>" * 300_000 + b"Baku",
    "too-large.pdf": lambda: b"%PDF-1.7\n" + b"0" * 21_000_000,
    "scripts.html": lambda: (
        b"<html><body><h1>A ferry to Baku</h1><script>fetch('//evil.example')</script>"
        b"<p onclick='alert(1)'>BAKU: The ferry from Aktau came to Baku on Monday, and it left "
        b"again on the same evening.<img src=x onerror='alert(2)'></p>"
        b"<p>The next ferry is awaited in Aktau on Friday with the evening tide.</p>"
        b"<iframe src='javascript:alert(3)'></iframe></body></html>"
    ),
}


def main(folder: Path) -> int:
    """Send all, and then a good one, which must still be drafted."""
    folder.mkdir(exist_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    os.environ["DATELINE_DRAFTS"] = str(folder / "drafts")
    from geo.cli import main as command
    from tests.asking import Asked, ask, our_app, run

    app = our_app()
    for name, made in {**ARTICLES, "good.txt": NAMED.encode}.items():
        data = made()
        asked = Asked("/drafts", f"name={name}", "POST", (("X-Dateline", "1"),), body=data)
        answer = run(ask(app, asked))
        (folder / name).write_bytes(data)
        told, out = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(told), contextlib.redirect_stdout(out):
            code = command(["draft", str(folder / name)])
        (folder / name).unlink()
        said = answer.json()
        draft = said["draft"] if answer.status == 201 else {}
        line = {
            "name": name, "status": answer.status, "detail": said.get("detail", ""),
            "notes": draft.get("notes", []), "texts": [b["text"] for b in draft.get("blocks", ())],
            "mentions": [mention["text"] for mention in draft.get("mentions", ())],
            "code": code, "told": told.getvalue(),
        }  # fmt: skip
        print(json.dumps(line), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
