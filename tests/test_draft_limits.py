"""Show that bad input is told in a clear sentence, and that none takes the machine's memory."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import limits, read_article
from geo.articles.formats.docx import read_docx
from geo.articles.formats.pdf import read_pdf
from geo.errors import ArticleError
from tests import articles

ROOT = Path(__file__).resolve().parent.parent
MOST_MB = 400
"""Of a process that reads one article; the libraries alone take about 120."""

NESTED = "<w:smartTag>" * 20_000 + "</w:smartTag>" * 20_000
PARAGRAPH = "<w:p><w:r><w:t>Something happened.</w:t></w:r></w:p>"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><w:document>&i;</w:document>"
)

Case = tuple[Callable[[], bytes], str, str]
HOSTILE: dict[str, Case] = {
    "nothing": (lambda: b"", "", "the text is empty; paste the article's text"),
    "blanks": (lambda: b" \n\t ", "a.txt", "a.txt is empty; paste the article's text"),
    "5 MB of text": (
        lambda: b"word " * 1_000_000,
        "a.txt",
        "a.txt has 5.0 MB and the limit is 2 MB",
    ),
    "long text": (
        lambda: b"word " * 50_000,
        "a.txt",
        "has 250,000 letters and the limit is 200,000",
    ),
    "lines": (
        lambda: b"a\n" * 90_000,
        "a.txt",
        "has more than 5,000 lines and paragraphs",
    ),
    "rubbish": (
        lambda: random.Random(1).randbytes(1_000_000),
        "a.txt",
        "is no text that can be read",
    ),
    "zeros": (lambda: bytes(1_000_000), "a.txt", "is no text that can be read"),
    "picture": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        "a.png",
        "is a picture; paste the article",
    ),
    "old Word": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(99),
        "a.doc",
        "or one with a password; save it as",
    ),
    "rich text": (
        lambda: rb"{\rtf1 text}",
        "a.rtf",
        "is rich text (RTF); save it as .docx or .txt",
    ),
    "only furniture": (
        lambda: b"Share\n\nTweet\n\nAdvertisement",
        "",
        "has no paragraph of text in it",
    ),
    # HTML
    "only a script": (lambda: b"<script>alert(1)</script>", "a.html", "no paragraph of text in it"),
    "deep HTML": (lambda: b"<div>" * 50_000 + b"x", "a.html", "nests more than 200 elements"),
    "tags": (lambda: b"<b>a</b>" * 200_000, "a.html", "has 400,000 tags and the limit is 200,000"),
    "paragraphs": (lambda: b"<p>abcd ef" * 199_000, "a.html", "has more than 5,000 lines"),
    "cells": (
        lambda: b"<table>" + b"<tr><td>a<td>b" * 60_000,
        "a.html",
        "has more than 5,000 lines and paragraphs",
    ),
    "long page": (
        lambda: b"<p>" + b"word " * 900_000,
        "a.html",
        "letters and the limit is 1,000,000",
    ),
    "large page": (lambda: b"<p>" + b"word " * 1_100_000, "a.html", "5.5 MB and the limit is 5 MB"),
    # .docx
    "zip bomb": (
        lambda: articles.archive({"word/document.xml": b" " * 300_000_000}),
        "a.docx",
        "would unpack to 300 MB and the limit is 100 MB",
    ),
    "markup bomb": (
        lambda: articles.archive({"word/document.xml": b" " * 90_000_000}),
        "a.docx",
        "would unpack to 90 MB of markup and the limit is 20 MB",
    ),
    "lying bomb": (lambda: articles.lying_docx(300_000_000), "a.docx", "is broken"),
    "many files": (
        lambda: articles.archive({f"{n}.xml": b"" for n in range(2_001)}),
        "a.docx",
        "has 2,001 files inside and the limit is 2,000",
    ),
    "tags inside": (
        lambda: articles.bare_docx(PARAGRAPH[5:-6] * 60_000),
        "a.docx",
        "more than 200,000 tags",
    ),
    "paragraphs inside": (
        lambda: articles.bare_docx(PARAGRAPH * 5_010),
        "a.docx",
        "more than 5,000 paragraphs",
    ),
    "paragraphs in a part of any name": (
        lambda: articles.bare_docx(PARAGRAPH * 5_010, "media/picture.png"),
        "a.docx",
        "more than 5,000 paragraphs",
    ),
    "entities in a part of any name": (
        lambda: articles.archive({"_rels/.rels": b"<a/>", "word/x": b"\n " + ENTITIES.encode()}),
        "a.docx",
        "defines entities, which no Word document does",
    ),
    "markup behind blanks": (
        lambda: articles.archive({"_rels/.rels": b"<a/>", "a.bin": b" " * 30_000_000 + b"<a/>"}),
        "a.docx",
        "would unpack to 30 MB of markup and the limit is 20 MB",
    ),
    "deep Word": (lambda: articles.bare_docx(NESTED), "a.docx", "is broken and cannot be opened"),
    "entities": (
        lambda: articles.archive({"word/document.xml": ENTITIES.encode()}),
        "a.docx",
        "defines entities, which no Word document does",
    ),
    "entities in UTF-16": (
        lambda: articles.archive({"word/document.xml": ENTITIES.encode("utf-16")}),
        "a.docx",
        "defines entities, which no Word document does",
    ),
    "cut Word": (lambda: articles.docx_file()[:9_000], "a.docx", "is broken and cannot be opened"),
    "no document": (lambda: articles.archive({"a.txt": b"x"}), "a.docx", "an archive and no Word"),
    "table": (lambda: articles.archive({"xl/workbook.xml": b"x"}), "a.xlsx", "is a table (.xlsx)"),
    "empty Word": (lambda: articles.bare_docx("<w:p/>"), "a.docx", "has no text in it"),
    "address": (lambda: b" https://a.example/b?c=1#d\n", "", "is only a web address"),
    # PDF
    "password": (lambda: articles.pdf_file(password="x"), "a.pdf", "has a password; save a copy"),
    "cut PDF": (
        lambda: articles.pdf_file()[:500],
        "a.pdf",
        "is broken and cannot be opened as PDF",
    ),
    "no PDF": (lambda: b"%PDF-1.7 and then nothing", "a.pdf", "is broken and cannot be opened"),
    "scanned": (articles.picture_pdf, "a.pdf", "has no text layer, only pictures of text"),
    "long PDF": (
        lambda: articles.pdf_file(articles.PARAGRAPHS * 450),
        "a.pdf",
        "has more than 200,000 letters",
    ),
    "PDF bomb": (lambda: articles.pdf_bomb(600), "a.pdf", "needs more memory or time"),
    # Markdown
    "deep Markdown": (lambda: b">" * 100_000 + b" x", "a.md", "no paragraph of text in it"),
}


ALLOWED: dict[str, Case] = {
    "just allowed": (lambda: b"<b>a</b>" * (limits.MAX_TAGS // 2 - 1), "a.html", ""),
}
HEAVY = (
    "lines", "rubbish", "tags", "paragraphs", "cells", "long page", "zip bomb", "markup bomb",
    "lying bomb", "tags inside", "entities", "PDF bomb", "deep Markdown", "just allowed",
)  # fmt: skip
READ = """
import json, re, sys
from pathlib import Path
from geo.articles import read_article
from geo.errors import ArticleError
found = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    data = file.read_bytes()
    Path("/proc/self/clear_refs").write_text("5")
    told = None
    try:
        read_article(data, name="a" + file.suffix)
    except ArticleError as error:
        told = str(error)
    status = Path("/proc/self/status").read_text()
    found[file.stem] = told, int(re.findall(r"VmHWM:\\s+(\\d+) kB", status)[0]) / 1024
print(json.dumps(found))
"""
"""Read all files of a folder and say of each what was told and how much memory was had."""


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | None, float]]:
    """Read all heavy ones in one process; what makes them is not counted."""
    if sys.platform != "linux":
        pytest.skip("peak memory is told by Linux's /proc")
    folder = tmp_path_factory.mktemp("heavy")
    for case in HEAVY:
        make, name, _ = {**HOSTILE, **ALLOWED}[case]
        (folder / f"{case}{Path(name).suffix}").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", READ, folder], cwd=ROOT, capture_output=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("case", HOSTILE)
def test_bad_input_is_told_in_a_sentence(request: pytest.FixtureRequest, case: str) -> None:
    make, name, said = HOSTILE[case]
    if case in HEAVY and sys.platform == "linux":
        sentence, _ = request.getfixturevalue("heavy")[case]
    else:
        with pytest.raises(ArticleError) as caught:
            read_article(make(), name=name or None)
        sentence = str(caught.value)
    assert said in sentence
    assert sentence.startswith(name or "the text")
    assert re.search(r"; \w", sentence) and "\n" not in sentence


def test_memory_stays_bounded(heavy: dict[str, tuple[str | None, float]]) -> None:
    assert heavy.keys() == {*HEAVY}
    assert heavy["just allowed"][0] is None
    peaks = {case: peak_mb for case, (_, peak_mb) in heavy.items()}
    assert max(peaks.values()) < MOST_MB, peaks


def test_largest_articles_are_still_read() -> None:
    sentence = "On Monday in 2023 they met in May 2024, officials said on Friday. "
    text = "\n\n".join([sentence * 10] * 290)
    assert 180_000 < len(text) < limits.MAX_CHARS
    assert read_article(text.encode()).count == 1  # each repeats the first
    different = "\n\n".join(f"Part {n}. {sentence * 9}" for n in range(300))
    assert read_article(different.encode()).count == 300
    page = articles.html_page([f"Part {n}. {sentence * 9}" for n in range(300)])
    assert read_article(page.encode(), name="a.html").count == 300


def test_what_a_pdf_may_take_is_held() -> None:
    data = articles.pdf_file()
    assert read_pdf(data, "a.pdf")
    with pytest.raises(ArticleError, match="more memory or time"):
        read_pdf(data, "a.pdf", memory_bytes=10_000_000)


def test_what_a_word_file_may_take_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    data = articles.docx_file()
    assert read_docx(data, "a.docx")
    monkeypatch.setattr("geo.articles.formats.docx.DOCX_MEMORY_BYTES", 10_000_000)
    with pytest.raises(ArticleError, match=r"^a\.docx needs more memory or time"):
        read_docx(data, "a.docx")


def test_document_is_found_whatever_its_part_is_called() -> None:
    data = articles.bare_docx(PARAGRAPH, "word/other.bin")
    assert read_article(data, name="a.docx").text == "Something happened."


def test_name_of_a_file_is_told_without_its_folders() -> None:
    for name in ("/home/me/secret/a.pdf", r"C:\Users\me\a.pdf"):
        with pytest.raises(ArticleError, match=r"^a\.pdf is broken"):
            read_article(b"%PDF-", name=name)


DAMAGED = {
    "a.html": articles.html_page().encode(),
    "a.docx": articles.bare_docx(PARAGRAPH * 20),
    "a.md": b"# Title\n\n* point\n\n[link](x) **b** `c`\n\n> said\n\n| a |\n|--|\n| 1 |\n",
    "a.txt": "\n\n".join(articles.PARAGRAPHS).encode(),
}


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([*DAMAGED]),
    st.lists(
        st.tuples(st.integers(0, 5_000), st.integers(0, 30), st.binary(max_size=4)), max_size=8
    ),
)
def test_damaged_files_are_read_or_told(name: str, wounds: list[tuple[int, int, bytes]]) -> None:
    data = DAMAGED[name]
    for place, gone, put in wounds:
        place %= len(data) + 1
        data = data[:place] + put + data[place + gone :]
    try:
        assert read_article(data, name=name).count
    except ArticleError as error:
        assert "\n" not in str(error)


def test_few_damaged_bytes_do_not_change_the_other_letters() -> None:
    text = "Nazirlər körpünün yenidən açılması barədə razılığa gəliblər, rəsmilər bildirib."
    data = text.encode().replace("açıl".encode(), b"a\xff\xc4l", 1)
    assert read_article(data).text == text.replace("açıl", "a\ufffd\ufffdl", 1)
