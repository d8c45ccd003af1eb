"""Make articles of every format for the tests, in our own words, and files that are hostile."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape

HEADLINE = "Ministers agree to reopen the river crossing"
CAPTION = "The two ministers at the bridge, in a handout picture"
PARAGRAPHS = (
    "BAKU: Ministers of both countries agreed on Monday to reopen a river crossing that floods "
    "closed two years ago, officials said.",
    "The crossing near Meghri had carried about a third of the trade between the two sides, and "
    "drivers have waited for days at the only other one.",
    "“We hope that the first lorries will cross in June,” the transport minister told reporters "
    "after the talks.",
    "Share prices of hauliers rose, and by Monday evening the news had reached the markets of the "
    "whole region.",
)


def html_page(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """Return a page as papers make them: the article among menus, links and scripts."""
    body = "".join(f"<p>{escape(text)}</p>\n" for text in paragraphs[:2])
    rest = "".join(f"<p>{escape(text)}</p>\n" for text in paragraphs[2:])
    return f"""<!doctype html><html lang="en"><head><title>{HEADLINE} | Daily Example</title>
<meta property="og:site_name" content="Daily Example">
<meta property="og:title" content="{HEADLINE}">
<meta property="article:published_time" content="2025-04-28T17:28:00+04:00">
<script>document.write("<p>SCRIPT wrote this</p>")</script><style>p {{color: red}}</style></head>
<body onload="alert('SCRIPT')">
<nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
<main><article><h1>{HEADLINE}</h1>
<div class="share"><a href="#">Facebook</a> <a href="#">WhatsApp</a></div>
<p class="byline">By Ada Example</p>
<figure><img src="x" onerror="alert('SCRIPT')"><figcaption>{CAPTION}</figcaption></figure>
{body}<p><strong>Also read:</strong> <a href="/other">Prices of apples fall again</a></p>
<script>SCRIPT()</script><div style="display:none">Hidden words that nobody sees on the page.</div>
{rest}</article>
<aside><p>Most read: the ten best apple cakes of the season, chosen by our readers.</p></aside>
</main><footer><p>© 2025 Daily Example. All rights reserved.</p></footer></body></html>"""


def docx_file(paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """Return a Word file with a title, a caption, a byline, the paragraphs and a table."""
    import docx

    document = docx.Document()
    document.add_heading(HEADLINE, 0)
    document.add_paragraph(CAPTION, style="Caption")
    document.add_paragraph("By Ada Example")
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Apples", "2.50"
    return _saved(document)


def tracked_docx() -> bytes:
    """Return a Word file in which a colleague put one word in and took another out."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = document.add_paragraph("The bridge opened ")
    for tag, text, word in (("del", "delText", "yesterday"), ("ins", "t", "on Monday")):
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {name} w:id="1" w:author="a"><w:r><w:{text}>{word}</w:{text}></w:r>'
                f"</w:{tag}>"
            )
        )
    paragraph.add_run(", officials said.")
    return _saved(document)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def pdf_file(
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    space_pt: float = 8,
    indent_pt: float = 0,
    password: str | None = None,
) -> bytes:
    """Return a PDF with a headline, a foot on each page and paragraphs set apart in some way."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def foot(canvas: object, _: object) -> None:
        page = canvas.getPageNumber()  # type: ignore[attr-defined]
        canvas.drawString(60, 20, f"Daily Example, page {page}")  # type: ignore[attr-defined]

    buffer = io.BytesIO()
    encrypt = StandardEncryption(password) if password else None
    document = SimpleDocTemplate(buffer, pagesize=A5, encrypt=encrypt, invariant=1)
    title = ParagraphStyle("title", fontSize=18, leading=22, spaceAfter=12)
    style = ParagraphStyle(
        "text", fontSize=10, leading=12, spaceAfter=space_pt, firstLineIndent=indent_pt
    )
    parts = [Paragraph(HEADLINE, title), *(Paragraph(escape(text), style) for text in paragraphs)]
    document.build(parts, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def picture_pdf() -> bytes:
    """Return a PDF without a text layer, as a scanner makes it."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    return buffer.getvalue()


# --- hostile ----------------------------------------------------------------------------------


def archive(members: Mapping[str, bytes]) -> bytes:
    """Return an archive with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def bare_docx(document: str, main: str = "word/document.xml") -> bytes:
    """Return a Word file with only this inside ``w:body``; its main part may be called anything."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    mixed = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    return archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
                f'Type="{office}" Target="{main}"/></Relationships>'
            ).encode(),
            main: (
                f'<w:document xmlns:w="{namespace}" xmlns:v="urn:schemas-microsoft-com:vml" '
                f'xmlns:mc="{mixed}" xmlns:s="urn:shape"><w:body>{document}</w:body></w:document>'
            ).encode(),
        }
    )


def lying_docx(unpacked: int) -> bytes:
    """Return an archive that says of its document that it is small, and it is not."""
    whole = archive({"word/document.xml": b"<w:p/>" * (unpacked // 6)})
    true_size = (unpacked // 6 * 6).to_bytes(4, "little")
    return whole.replace(true_size, (600).to_bytes(4, "little"))


def pdf_bomb(megabytes: int) -> bytes:
    """Return a small PDF whose page unpacks to so much."""
    packer = zlib.compressobj(1)
    piece = b" " * 1_000_000
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(packed)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream"
        % (len(twice), twice),
    ]
    file = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        file
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(file)
    )
