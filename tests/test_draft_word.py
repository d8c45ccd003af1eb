"""Show that each word of a Word file is text or is told with a reason, whatever holds it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from geo.articles import ReadArticle, read_article
from geo.errors import ArticleError
from tests import articles

STORY = "Lorries wait at the pass, the mayor said."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = (
    ' xmlns:m="urn:math" xmlns:a="urn:drawing" xmlns:r="urn:relations" xmlns:o="urn:office"'
    ' xmlns:wp="urn:placed" xmlns:x="urn:of-another-maker" xmlns:c="urn:chart"'
    f' xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


HELD = run("Goris and Kapan")
HELD_WHOLE = paragraph("Goris lies near Kapan, he said.")
RELATED = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"

INLINE: Mapping[str, str] = {
    "nothing": "{}",
    "simple field": "<w:fldSimple w:instr='MERGEFIELD place'><w:fldData>AAAA</w:fldData>{}"
    "</w:fldSimple>",
    "field of many parts": "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a "
    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar "
    "w:fldCharType='end'/></w:r>",
    "field in a field": "<w:fldSimple w:instr='IF'><w:fldSimple w:instr='REF'>{}</w:fldSimple>"
    "</w:fldSimple>",
    "direction": "<w:dir w:val='rtl'>{}</w:dir>",
    "direction that overrides": "<w:bdo w:val='ltr'>{}</w:bdo>",
    "smart tag": "<w:smartTag w:element='City'><w:smartTagPr/>{}</w:smartTag>",
    "own markup": "<w:customXml w:element='place'><w:customXmlPr/>{}</w:customXml>",
    "control": "<w:sdt><w:sdtPr><w:alias w:val='Place'/></w:sdtPr><w:sdtContent>{}</w:sdtContent>"
    "</w:sdt>",
    "put in": "<w:ins w:id='1'>{}</w:ins>",
    "moved here": "<w:moveTo w:id='1'>{}</w:moveTo>",
    "put in by another": "<x:conflictIns>{}</x:conflictIns>",
    "link": "<w:hyperlink w:anchor='below'>{}</w:hyperlink>",
    "link that leads nowhere": "<w:hyperlink r:id='r9'>{}</w:hyperlink>",
    "link with a field in it": "<w:hyperlink w:anchor='a'><w:fldSimple w:instr='REF'>{}"
    "</w:fldSimple></w:hyperlink>",
    "ruby": "<w:r><w:ruby><w:rubyPr/><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    "choice": "<mc:AlternateContent><mc:Choice Requires='x'>{0}</mc:Choice><mc:Fallback>{0}"
    "</mc:Fallback></mc:AlternateContent>",
    "fallback": "<mc:AlternateContent><mc:Choice Requires='x'><x:a/></mc:Choice><mc:Fallback>{}"
    "</mc:Fallback></mc:AlternateContent>",
    "what nobody knows": "<x:thing><w:newer>{}</w:newer></x:thing>",
    "formula": "<m:oMath><m:r><m:t>Goris and Kapan</m:t></m:r></m:oMath>",
    "formula that stands alone": "<m:oMathPara><m:oMath><m:r><w:rPr/><m:t>Goris and </m:t></m:r>"
    "<m:r><m:t>Kapan</m:t></m:r></m:oMath></m:oMathPara>",
    "odd space": "<w:r><w:t>Goris and</w:t><w:ptab w:alignment='right'/><w:t>Kapan</w:t></w:r>",
    "tab": "<w:r><w:t>Goris</w:t><w:tab/><w:t>and Kapan</w:t></w:r>",
    "line": "<w:r><w:t>Goris</w:t><w:br/><w:t>and Kapan</w:t></w:r>",
    "old line": "<w:r><w:t>Goris and</w:t><w:cr/><w:t>Kapan</w:t></w:r>",
    "soft hyphen": "<w:r><w:t>Go</w:t><w:softHyphen/><w:t>ris and Kapan</w:t></w:r>",
    "symbol": "<w:r><w:t>Goris and Ka</w:t><w:sym w:font='Any' w:char='0070'/><w:t>an</w:t></w:r>",
}
"""What may stand around words in a paragraph, or be a part of them."""

AROUND: Mapping[str, str] = {
    "nothing": "{}",
    "control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "own markup": "<w:customXml w:element='a'>{}</w:customXml>",
    "control in own markup": "<w:customXml><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    "</w:customXml>",
    "put in": "<w:ins w:id='1'>{}</w:ins>",
    "moved here": "<w:moveTo w:id='1'>{}</w:moveTo>",
    "choice": "<mc:AlternateContent><mc:Choice Requires='x'>{0}</mc:Choice><mc:Fallback>{0}"
    "</mc:Fallback></mc:AlternateContent>",
    "cell": "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "table in a cell": "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/></w:tc>"
    "</w:tr></w:tbl>",
    "control around a row": "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc></w:tr>"
    "</w:sdtContent></w:sdt></w:tbl>",
    "control around a cell": "<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent>"
    "</w:sdt></w:tr></w:tbl>",
    "own markup around a row": "<w:tbl><w:customXml><w:tr><w:tc>{}</w:tc></w:tr></w:customXml>"
    "</w:tbl>",
    "what nobody knows": "<x:thing><w:newer>{}</w:newer></x:thing>",
    "deleted end": "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    + run("Goris lies near ")
    + "</w:p>"
    + paragraph("Kapan, he said."),
    "deleted end with nothing behind": "{}<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    + run("Goris lies near Vayk, he said.")
    + "</w:p>",
}
"""What may stand around paragraphs."""

BOX = f"<w:txbxContent>{HELD_WHOLE}</w:txbxContent>"
TOLD: Mapping[str, tuple[str, str]] = {
    "deleted": (
        "<w:p><w:del w:id='1'><w:r><w:delText>Goris and Kapan</w:delText></w:r></w:del></w:p>",
        "deleted in a tracked change",
    ),
    "deleted as text": (
        f"<w:p><w:del w:id='1'>{HELD}</w:del></w:p>",
        "deleted in a tracked change",
    ),
    "deleted row": (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + HELD_WHOLE + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "deleted in a tracked change",
    ),
    "deleted cell": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>" + HELD_WHOLE + "</w:tc>"
        "</w:tr></w:tbl>",
        "deleted in a tracked change",
    ),
    "deleted by another": (
        f"<w:p><x:conflictDel>{HELD}</x:conflictDel></w:p>",
        "deleted in a tracked change",
    ),
    "moved away": (
        f"<w:p><w:moveFrom w:id='1'>{HELD}</w:moveFrom></w:p>",
        "moved to another place in a tracked change",
    ),
    "cell under another": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{HELD_WHOLE}</w:tc></w:tr></w:tbl>",
        "hidden text",
    ),
    "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Goris and Kapan</w:t></w:r></w:p>", "hid"),
    "hidden field": (
        "<w:p><w:fldSimple w:instr='REF'><w:r><w:rPr><w:vanish/></w:rPr><w:t>Goris and Kapan</w:t>"
        "</w:r></w:fldSimple></w:p>",
        "hidden text",
    ),
    "struck": (
        "<w:p><w:dir><w:r><w:rPr><w:strike/></w:rPr><w:t>Goris and Kapan</w:t></w:r></w:dir></w:p>",
        "text that is struck out",
    ),
    "how it is spoken": (
        f"<w:p><w:r><w:ruby><w:rt>{HELD}</w:rt><w:rubyBase>{run(STORY)}</w:rubyBase></w:ruby></w:r>"
        "</w:p>",
        "how a word is spoken",
    ),
    "for older programs": (
        f"<w:p><mc:AlternateContent><mc:Choice Requires='x'>{run('A new line.')}</mc:Choice>"
        f"<mc:Fallback>{HELD}</mc:Fallback></mc:AlternateContent></w:p>",
        "what older programs show",
    ),
    "box": (f"<w:p><w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r></w:p>", "a text box"),
    "box of an object": (
        f"<w:p><w:r><w:object><v:shape>{BOX}</v:shape></w:object></w:r></w:p>",
        "a text box",
    ),
    "drawn letters": (
        "<w:p><w:r><w:pict><v:shape><v:textpath string='Goris and Kapan'/></v:shape></w:pict></w:r>"
        "</w:p>",
        "words in a drawing",
    ),
    "drawing": (
        "<w:p><w:r><w:drawing><wp:inline><wp:align>left</wp:align><a:p><a:r><a:t>Goris and </a:t>"
        "</a:r><a:r><a:t>Kapan</a:t></a:r></a:p></wp:inline></w:drawing></w:r></w:p>",
        "words in a drawing",
    ),
    "letters of an old box": (
        "<w:p><w:r><w:pict><v:textbox><div>Goris and Kapan</div></v:textbox></w:pict></w:r></w:p>",
        "words in a drawing",
    ),
    "picture": (
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' descr='The road from Goris and Kapan to "
        "the sea, in snow'/></wp:inline></w:drawing></w:r></w:p>",
        "what a picture shows",
    ),
    "table's description": (
        "<w:tbl><w:tblPr><w:tblDescription w:val='The roads from Goris and Kapan are shut.'/>"
        "</w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "what a picture shows",
    ),
}
"""What holds words that are no text of the page, and how its reason begins."""

PARTS: Mapping[str, tuple[str, str]] = {
    "word/comments.xml": (f"<w:comments{NAMES}><w:comment>{{}}</w:comment></w:comments>", "a comm"),
    "word/header1.xml": (f"<w:hdr{NAMES}>{{}}</w:hdr>", "the head of the file's pages"),
    "word/footer1.xml": (f"<w:ftr{NAMES}>{{}}</w:ftr>", "the foot of the file's pages"),
    "word/footnotes.xml": (
        f"<w:footnotes{NAMES}><w:footnote w:id='7'>{{}}</w:footnote></w:footnotes>",
        "a note to which nothing in the text refers",
    ),
    "word/endnotes.xml": (
        f"<w:endnotes{NAMES}><w:endnote w:id='7'>{{}}</w:endnote></w:endnotes>",
        "a note to which nothing in the text refers",
    ),
}


def docx(body: str, more: Mapping[str, str] | None = None, space: str = WORD) -> bytes:
    data = io.BytesIO(articles.bare_docx(""))
    main = f"<w:document{NAMES}><w:body>{body}</w:body></w:document>"
    with zipfile.ZipFile(data) as empty:
        parts = {name: empty.read(name).decode() for name in empty.namelist()}
    parts = {**parts, **(more or {}), "word/document.xml": main}
    return articles.archive({n: part.replace(WORD, space).encode() for n, part in parts.items()})


def read(data: bytes) -> ReadArticle:
    return read_article(data, name="a.docx")


def told(article: ReadArticle) -> dict[str, str]:
    return {part.text: part.reason for part in article.left_out}


@pytest.mark.parametrize("space", [WORD, STRICT], ids=["usual", "strict"])
@pytest.mark.parametrize("holder", INLINE)
def test_words_in_a_paragraph_are_text_whatever_holds_them(holder: str, space: str) -> None:
    said = f"<w:p>{run('The minister flew to ')}{INLINE[holder].format(HELD)}{run(' today.')}</w:p>"
    article = read(docx(paragraph(STORY) + said, space=space))
    assert article.text == f"{STORY}\n\nThe minister flew to Goris and Kapan today."
    assert not article.left_out


@pytest.mark.parametrize("holder", AROUND)
def test_paragraphs_are_text_whatever_holds_them(holder: str) -> None:
    body = paragraph(STORY) + AROUND[holder].format(HELD_WHOLE) + "<w:p/>"
    article = read(docx(body))
    assert "Goris lies near Kapan, he said." in article.text
    assert article.text.startswith(STORY)
    assert ("Vayk" in body) == ("Vayk" in article.text)
    assert not article.left_out


@pytest.mark.parametrize("holder", TOLD)
def test_words_that_are_no_text_of_the_page_are_told(holder: str) -> None:
    markup, reason = TOLD[holder]
    article = read(docx(paragraph(STORY) + markup))
    assert "Kapan" not in article.text
    (words,) = [text for text in told(article) if "Kapan" in text]
    assert told(article)[words].startswith(reason)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("holder", ["nothing", "simple field", "formula", "choice", "odd space"])
def test_words_beside_the_text_are_told_whatever_holds_them(part: str, holder: str) -> None:
    markup, reason = PARTS[part]
    inner = f"<w:p>{run('See ')}{INLINE[holder].format(HELD)}{run(' there.')}</w:p>"
    article = read(docx(paragraph(STORY), {part: markup.format(inner)}))
    assert article.text == STORY
    assert [(p.text, p.reason[: len(reason)]) for p in article.left_out] == [
        ("See Goris and Kapan there.", reason)
    ]


def test_words_of_a_chart_are_told() -> None:
    chart = (
        f"<c:chartSpace{NAMES}><a:t>Lorries at Goris</a:t><c:f>Sheet1!A1</c:f><c:v>Kapan</c:v>"
        "<c:v>12</c:v></c:chartSpace>"
    )
    article = read(docx(paragraph(STORY), {"word/charts/chart1.xml": chart}))
    assert told(article) == {"Lorries at Goris · Kapan": "words in a drawing or a chart"}


@pytest.mark.parametrize(
    ("markup", "target", "named"),
    [
        ("<w:altChunk r:id='r1'/>", "afchunk.mht", "afchunk.mht"),
        ("<w:subDoc r:id='r1'/>", "chapter 2.docx", "chapter 2.docx"),
        (
            "<w:p><w:r><w:object><o:OLEObject ProgID='Excel.Sheet' r:id='r1'/></w:object></w:r>"
            "</w:p>",
            "embeddings/one.xlsx",
            "Excel.Sheet, one.xlsx",
        ),
    ],
)
def test_file_set_into_another_is_named(markup: str, target: str, named: str) -> None:
    relations = f"<Relationships {RELATED}><Relationship Id='r1' Type='t' Target='{target}'/>"
    more = {"word/_rels/document.xml.rels": relations + "</Relationships>"}
    article = read(docx(paragraph(STORY) + markup, more))
    assert told(article) == {named: "a file set into this one, which is not read"}
    assert [note for note in article.notes if named in note]
    with pytest.raises(ArticleError, match="other files are set into it"):
        read(docx(markup, more))


def test_note_of_a_box_is_told_and_a_mark_of_no_note_is_none() -> None:
    mark = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes, reason = PARTS["word/footnotes.xml"]
    boxed = (
        f"<w:r><w:pict><w:txbxContent><w:p>{mark.format(7)}</w:p></w:txbxContent></w:pict></w:r>"
    )
    body = f"<w:p>{run(STORY)}{mark.format(3)}{boxed}</w:p>"
    article = read(docx(body, {"word/footnotes.xml": notes.format(HELD_WHOLE)}))
    assert article.text == STORY
    assert told(article) == {"Goris lies near Kapan, he said.": reason}


def test_formula_and_symbol_can_be_read() -> None:
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
        "</m:f></m:oMath>"
    )
    symbols = (
        "<w:r><w:sym w:font='Symbol' w:char='F0B0'/><w:sym w:font='None' w:char='F0B0'/>"
        "<w:sym w:font='None'/><w:noBreakHyphen/></w:r>"
    )
    body = f"<w:p>{run('About ')}{formula}{run(' of it lies above 40')}{symbols}{run('C.')}</w:p>"
    assert read(docx(body)).text == "About 1/2 of it lies above 40\u00b0\ufffd\ufffd\u2011C."
