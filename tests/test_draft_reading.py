"""Show that articles of every format are read as a reader sees them, and nothing of them is run."""

from __future__ import annotations

import datetime as dt
import io
import re
import textwrap
import time
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import ReadArticle, read_article
from geo.articles.boilerplate import furniture
from geo.articles.formats.plain import blocks_of_text
from geo.articles.limits import MAX_CHARS
from geo.errors import ArticleError
from tests import articles
from tests.articles import CAPTION, HEADLINE, PARAGRAPHS

PASTED = f"""{HEADLINE}
AFP
Published April 28, 2025 05:28pm

{CAPTION} — AFP

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

Also read: Prices of apples fall again

{PARAGRAPHS[2]}
BR100 12,316 Increased By 54.2 (0.44%)
Share
{PARAGRAPHS[3]}

(Reporting by Ada Example; Editing by Bo Example)
Tags: bridges, rivers
Copyright Daily Example, 2025
"""
MARKDOWN = f"""---
title: "{HEADLINE}"
date: 2025-04-28
publisher: Daily Example
---

# {HEADLINE}

""" + "\n\n".join(PARAGRAPHS)


def texts(article: ReadArticle) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs if paragraph.number]


def reasons(article: ReadArticle) -> dict[str, str]:
    return {part.text: part.reason for part in article.left_out}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PASTED.encode(), None),
        (PASTED.encode("utf-16"), "a.txt"),
        (PASTED.encode("utf-16-be"), "a.txt"),
        (PASTED.replace("\n", "\r\n").encode("utf-8-sig"), "a.txt"),
        (PASTED.encode("cp1252"), "a.txt"),
        (articles.html_page().encode(), None),
        (articles.html_page().encode(), "page.html"),
        (MARKDOWN.encode(), "a.md"),
        (articles.docx_file(), "a.docx"),
        (articles.pdf_file(), "a.pdf"),
        (articles.pdf_file(), "named wrongly.txt"),
    ],
    ids=[
        "pasted",
        "utf16",
        "unmarked",
        "mark",
        "old",
        "html",
        "named",
        "markdown",
        "docx",
        "pdf",
        "misnamed",
    ],
)
def test_every_format_gives_the_same_paragraphs(data: bytes, name: str | None) -> None:
    article = read_article(data, name=name)
    assert texts(article) == list(PARAGRAPHS)
    assert [p.number for p in article.paragraphs if p.number] == [1, 2, 3, 4]
    assert article.headline == HEADLINE
    assert article.dateline and article.dateline.places == ("BAKU",)
    assert article.language == "en"


def test_pasted_text_gives_its_head_and_says_what_was_left_out() -> None:
    article = read_article(PASTED.encode())
    assert article.published and article.published.edtf == "2025-04-28"
    assert article.publisher == "Daily Example"
    assert article.paragraphs[0].number == 0 and article.paragraphs[0].kind == "caption"
    found = reasons(article)
    assert found[HEADLINE] == "the headline"
    assert found["AFP"] == "a byline"
    assert found["Published April 28, 2025 05:28pm"] == "when it was published"
    assert found["Also read: Prices of apples fall again"] == "a link to something else"
    assert found["BR100 12,316 Increased By 54.2 (0.44%)"] == "share prices or rates"
    assert found["Share"] == "to share or to follow"
    assert found["Tags: bridges, rivers"] == "tags"
    assert found["Copyright Daily Example, 2025"] == "a notice of rights"
    after = {part.text: part.after for part in article.left_out}
    assert after[HEADLINE] == 0 and after["Also read: Prices of apples fall again"] == 3


def test_web_page_gives_its_head_and_no_script_is_kept_or_run() -> None:
    article = read_article(articles.html_page().encode(), media_type="text/html; charset=utf-8")
    assert article.published and article.published.edtf == "2025-04-28"
    assert article.publisher == "Daily Example"
    assert [p.text for p in article.paragraphs if p.kind == "caption"] == [CAPTION]
    everything = article.text + "".join(reasons(article))
    assert "SCRIPT" not in everything and "Hidden" not in article.text and "<" not in everything
    unseen = "Hidden words that nobody sees on the page."
    assert reasons(article)[unseen] == "text that the page does not show"
    assert reasons(article)["Also read: Prices of apples fall again"] == "a link to something else"
    assert reasons(article)["By Ada Example"] == "a byline"
    assert any(text.startswith("Most read") for text in reasons(article))


def test_bare_paragraphs_of_html_are_all_kept() -> None:
    article = read_article(b"<p>One thing happened.</p><p>Then another did.<br><br>And more.</p>")
    assert texts(article) == ["One thing happened.", "Then another did.", "And more."]


MENU = "<ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12)) + "</ul>"
COMMENTS = "".join(
    f"<div class='comment'><p>Reader {n}: I think that this bridge is a very bad idea, because the "
    "river is wild in spring and nobody will pay for the next repairs.</p></div>"
    for n in range(4)
)
STORY = (
    PARAGRAPHS[1],
    "“We had no choice.”",
    "Yes, said the mayor.",
    PARAGRAPHS[3],
    "Engineers will look at the pillars first, because the water has taken much of the ground "
    "around them, and nobody knows what the next winter brings.",
)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{HEADLINE}</h1><span>4 March 2025</span><div>{{divs}}</div>",
        f"<table><tr><td><h2>{HEADLINE}</h2>By Ada Example<br>4 March 2025<br><br>{{lines}}"
        "</table>",
        f"<main><article><header><h1>{HEADLINE}</h1><p class='standfirst'>A long wait</p>"
        "<time>4 March 2025</time></header>{paragraphs}</article></main>",
    ],
    ids=["boxes", "table of the nineties", "article"],
)
def test_pages_of_every_fashion_keep_even_short_paragraphs(body: str) -> None:
    filled = body.format(
        divs="".join(f"<div>{text}</div>" for text in STORY),
        lines="<br><br>".join(STORY),
        paragraphs="".join(f"<p>{text}</p>" for text in STORY),
    )
    head = f"<html><head><title>{HEADLINE}</title></head><body>{MENU}"
    page = f"{head}{filled}<div id='comments'>{COMMENTS}</div></body></html>"
    article = read_article(page.encode())
    assert texts(article) == list(STORY)
    assert article.headline == HEADLINE
    assert article.published and article.published.edtf == "2025-03-04"
    assert sum(text.startswith("Reader") for text in reasons(article)) == 4


def test_page_that_waits_for_its_script_is_read() -> None:
    page = f"<body style='visibility:hidden'><p>{PARAGRAPHS[0]}</p></body>"
    assert texts(read_article(page.encode())) == [PARAGRAPHS[0]]


def test_front_matter_of_markdown_tells_the_head() -> None:
    article = read_article(MARKDOWN.encode(), name="a.md")
    assert article.publisher == "Daily Example"
    assert article.published and article.published.edtf == "2025-04-28"


def test_tracked_changes_are_read_as_they_stand() -> None:
    article = read_article(articles.tracked_docx(), name="a.docx")
    assert texts(article) == ["The bridge opened on Monday, officials said."]
    assert reasons(article) == {"yesterday": "deleted in a tracked change"}


@pytest.mark.parametrize(
    "struck",
    ["<s>{}</s>", "<del>{}</del>", "<i style='color: red; text-decoration: line-through'>{}</i>"],
)
def test_struck_text_of_a_page_is_left_out_and_told(struck: str) -> None:
    told = f"<p>Lorries came from {struck.format('by Kapan')} Goris on Monday, the mayor said.</p>"
    around = "".join(f"<p>{text}</p>" for text in STORY)
    for page in (told, f"<html><body><article><h1>{HEADLINE}</h1>{around}{told}</article></body>"):
        article = read_article(page.encode())
        assert texts(article)[-1] == "Lorries came from Goris on Monday, the mayor said."
        assert reasons(article)["by Kapan"] == "text that is struck out"
    marked = read_article(
        b"Lorries came from ~~Kapan~~ Goris, he said.[^1]\n\n[^1]: On air.", name="a.md"
    )
    assert texts(marked) == ["Lorries came from Goris, he said.", "On air."]
    assert reasons(marked) == {"Kapan": "text that is struck out"}


@pytest.mark.parametrize("unseen", ["p style='display: none'", "div hidden", "noscript"])
def test_sentence_that_a_page_does_not_show_is_told_and_a_menu_is_not(unseen: str) -> None:
    tag, told = unseen.split()[0], "Lorries stood near Vayk, he said."
    hidden = f"<{unseen}>{told}</{tag}><{unseen}>Home Sport Weather</{tag}>"
    around = "".join(f"<p>{text}</p>" for text in STORY)
    page = f"<html><body><article><h1>{HEADLINE}</h1>{hidden}{around}</article></body></html>"
    article = read_article(page.encode())
    assert texts(article) == list(STORY)
    assert reasons(article) == {HEADLINE: "the headline", told: "text that the page does not show"}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<textarea>{}</textarea>", "text in a field or a button of a form"),
        ("<form><select><option>{}</option></select></form>", "text in a field or a button"),
        ("<p><img src=a.jpg alt='{}'></p>", "what a picture shows"),
        ("<svg><desc>{}</desc></svg>", "text that the page does not show"),
        ("<dialog><p>{}</p><button>Close</button></dialog>", "text that the page does not show"),
        ("<template><p>{}</p></template>", "text that the page does not show"),
    ],
)
def test_sentence_in_a_form_or_of_a_picture_is_told(markup: str, reason: str) -> None:
    told = "Divers raised the anchor near Ordu, the captain said."
    aside = markup.format("Leave a word")
    around = "".join(f"<p>{text}</p>{markup.format(told)}{aside}" for text in STORY)
    article = read_article(f"<article><h1>{HEADLINE}</h1>{around}</article>".encode())
    assert texts(article) == list(STORY)
    assert set(reasons(article)) == {HEADLINE, told}
    assert reasons(article)[told].startswith(reason)


def test_description_of_a_picture_that_a_caption_repeats_is_told_once() -> None:
    told = "Divers raise the anchor of the ship near Ordu"
    picture = f"<figure><img alt='{told}'><figcaption>{told}</figcaption></figure>"
    page = f"<article><h1>{HEADLINE}</h1><p>{STORY[0]}</p>{picture}<p>{STORY[1]}</p></article>"
    article = read_article(page.encode())
    assert [part.text for part in article.paragraphs].count(told) == 1
    assert told not in reasons(article)


def test_raised_number_is_no_part_of_its_word() -> None:
    page = b"<p>Snow fell on Goris<sup>1</sup> and 5 km<sup>2</sup>, a<sup>3</sup> man said.</p>"
    assert texts(read_article(page)) == ["Snow fell on Goris and 5 km\u00b2, a\u00b3 man said."]


def test_head_foot_and_comments_of_a_word_file_are_told() -> None:
    said = {"hdr": "Desk copy", "ftr": "Call the desk.", "comments": "Is Goris right?"}
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = io.BytesIO(articles.bare_docx(_paragraph(_run("Lorries wait in Kapan, he said."))))
    with zipfile.ZipFile(data, "a") as archive:
        for tag, text in said.items():
            more = _paragraph(_run("12"))
            part = f"<w:{tag} {space}>{_paragraph(_run(text))}{more}</w:{tag}>"
            archive.writestr(f"word/{tag}1.xml", part)
    article = read_article(data.getvalue(), name="a.docx")
    assert texts(article) == ["Lorries wait in Kapan, he said."]
    assert reasons(article) == {
        "Desk copy": "the head of the file's pages",
        "Call the desk.": "the foot of the file's pages",
        "Is Goris right?": "a comment beside the text",
    }


def _paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = f"<w:txbxContent>{_paragraph(_run('Snow fell on Vayk all night, too.'))}</w:txbxContent>"
BOXED = (
    f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='s'><s:box>{BOX}</s:box></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def test_text_boxes_of_a_word_file_are_left_out_and_told_once() -> None:
    body = _paragraph(_run("The pass was shut on Monday.")) + BOXED
    article = read_article(articles.bare_docx(body), name="a.docx")
    assert texts(article) == ["The pass was shut on Monday."]
    assert [(part.text, part.reason) for part in article.left_out] == [
        ("Snow fell on Vayk all night, too.", "a text box beside the text")
    ]
    alone = read_article(articles.bare_docx(BOXED), name="a.docx")
    assert texts(alone) == ["Snow fell on Vayk all night, too."]


def test_hidden_and_struck_text_of_a_word_file_is_left_out() -> None:
    body = (
        _paragraph(_run("The pass "), _run("at Sisian ", "<w:strike/>"), _run("was shut, he said."))
        + _paragraph(_run("Ask the desk whether Goris is right.", "<w:vanish/>"))
        + _paragraph(
            _run("Lorries wait in Kapan.", '<w:vanish w:val="0"/><w:strike w:val="false"/>')
        )
        + _paragraph(_run("Twice struck.", "<w:dstrike/>"))
    )
    article = read_article(articles.bare_docx(body), name="a.docx")
    assert texts(article) == ["The pass was shut, he said.", "Lorries wait in Kapan."]
    assert reasons(article) == {
        "at Sisian": "text that is struck out",
        "Ask the desk whether Goris is right.": "hidden text",
        "Twice struck.": "text that is struck out",
    }


def test_new_pages_and_broken_lines_of_a_word_file_are_no_ends_of_words() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    lines = [line for told in (PARAGRAPHS[1], PARAGRAPHS[3]) for line in textwrap.wrap(told, 50)]
    article = read_article(
        articles.bare_docx(_paragraph(_run(STORY[1]), page, _run(STORY[2]))), name="a.docx"
    )
    assert texts(article) == [STORY[1], STORY[2]]
    broken = "".join(_paragraph(_run(line)) for line in lines)
    article = read_article(articles.bare_docx(broken), name="a.docx")
    assert texts(article) == [PARAGRAPHS[1], PARAGRAPHS[3]]


def test_first_letter_that_word_sets_apart_is_of_its_word() -> None:
    large = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>' + _run("L") + "</w:p>"
    body = large + _paragraph(_run("orries wait in Kapan."))
    article = read_article(articles.bare_docx(body), name="a.docx")
    assert texts(article) == ["Lorries wait in Kapan."]


def test_text_that_a_style_hides_is_left_out() -> None:
    import io

    import docx

    document = docx.Document()
    document.styles.add_style("Remark", 1).font.hidden = True
    document.styles.add_style("Later", 1).base_style = document.styles["Remark"]
    document.add_paragraph("Lorries wait in Kapan, he said.")
    document.add_paragraph("Check this with the office in Goris.", style="Later")
    file = io.BytesIO()
    document.save(file)
    article = read_article(file.getvalue(), name="a.docx")
    assert texts(article) == ["Lorries wait in Kapan, he said."]
    assert reasons(article) == {"Check this with the office in Goris.": "hidden text"}


@pytest.mark.parametrize(("space_pt", "indent_pt"), [(8, 0), (0, 12), (0, 0)])
def test_paragraphs_of_a_pdf_are_told_apart_over_pages(space_pt: float, indent_pt: float) -> None:
    told = tuple(f"Part {at}. {PARAGRAPHS[1]} {PARAGRAPHS[3]}" for at in range(1, 15))
    article = read_article(articles.pdf_file(told, space_pt=space_pt, indent_pt=indent_pt))
    assert texts(article) == list(told)
    foot = reasons(article)["Daily Example, page 2"]
    assert foot == "a running line of the page: its head, foot or number"


@pytest.mark.parametrize(
    ("opening", "places", "agency", "day"),
    [
        ("BAKU:", ("BAKU",), None, None),
        ("BAKU, April 28 (AFP) —", ("BAKU",), "AFP", "April 28"),
        ("BAKU, 28 April 2025 (AFP) –", ("BAKU",), "AFP", "28 April 2025"),
        ("TEHRAN/BAKU (Reuters) -", ("TEHRAN", "BAKU"), "Reuters", None),
        ("BAKU, Azerbaijan (AP) —", ("BAKU",), "AP", None),
        ("WASHINGTON —", ("WASHINGTON",), None, None),
        ("NEW YORK, May 3 (Reuters) -", ("NEW YORK",), "Reuters", "May 3"),
        ("Baku, April 28, AZERTAC", ("Baku",), "AZERTAC", "April 28"),
        ("YEREVAN, APRIL 28, ARMENPRESS.", ("YEREVAN",), "ARMENPRESS", "APRIL 28"),
        ("MOSCOW. April 28 (Interfax) -", ("MOSCOW",), "Interfax", "April 28"),
        ("Tbilisi (AFP) –", ("Tbilisi",), "AFP", None),
        ("(Reuters) -", (), "Reuters", None),
        ("CĂLĂRAȘI, Romania:", ("CĂLĂRAȘI",), None, None),
        ("İSTANBUL (AA) –", ("İSTANBUL",), "AA", None),
        ("TBILISI, May 4, 2025 (The Ridge Post) —", ("TBILISI",), "The Ridge Post", "May 4, 2025"),
        ("GORI, Sunday, 4 May 2025 (Test) -", ("GORI",), "Test", "4 May 2025"),
        ("GORI, Georgia, Sun., May 4 —", ("GORI",), None, "May 4"),
        ("KARS, 4th May 2025 (AA) -", ("KARS",), "AA", "4th May 2025"),
        ("TURIN, MAY 4 -", ("TURIN",), None, "MAY 4"),
        ("(ANSA) - TURIN, MAY 4 -", ("TURIN",), "ANSA", "MAY 4"),
        ("YEREVAN – May 4, 2025:", ("YEREVAN",), None, "May 4, 2025"),
        ("HAIFA (JTA) —", ("HAIFA",), "JTA", None),
        ("KARS, May 4. /TASS/.", ("KARS",), "TASS", "May 4"),
        ("Pune, May 4 (PTI)", ("Pune",), "PTI", "May 4"),
        ("KARS, Turkey (Hill & Plain Post) —", ("KARS",), "Hill & Plain Post", None),
        ("Pune [India], May 4 (ANI):", ("Pune",), "ANI", "May 4"),
        ("KARS, May 4, 2025 (AA)\n\n", ("KARS",), "AA", "May 4, 2025"),
        ("ACCRA, Ghana, May 4, 2025 /PRNewswire/ --", ("ACCRA",), "PRNewswire", "May 4, 2025"),
        ("LAGOS (Lagoon Wire) 04-05-2025 08:15 WAT ―", ("LAGOS",), "Lagoon Wire", "04-05-2025"),
        ("2025-05-04 14:32 UTC TUNIS (Coast News) --", ("TUNIS",), "Coast News", "2025-05-04"),
        ("11:20 EST, 4 May 2025, LIMA (Plains Post):", ("LIMA",), "Plains Post", "4 May 2025"),
        ("OSLO / 4 May 2025 / Fjord News /", ("OSLO",), "Fjord News", "4 May 2025"),
        ("[AMMAN, 4 May 2025, 3pm]", ("AMMAN",), None, "4 May 2025"),
        ("Reuters, Kampala, 4 May 2025 --", ("Kampala",), "Reuters", "4 May 2025"),
        ("HANOI (AFP) 14:32 GMT+7 -", ("HANOI",), "AFP", None),
        ("NAIROBI, Sunday.—", ("NAIROBI",), None, None),
        ("DHAKA – 04.05.2025 – 14:32 (Delta Wire) –", ("DHAKA",), "Delta Wire", "04.05.2025"),
    ],
)
def test_datelines(opening: str, places: tuple[str, ...], agency: str | None, day: str) -> None:
    space = "" if opening.endswith(".—") else " "
    text = f"{opening}{space}Ministers met on the bridge and agreed to reopen it, officials said."
    found = read_article(text.encode()).dateline
    assert found is not None
    assert (found.places, found.agency, found.day) == (places, agency, day)
    assert found.text == opening.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Note: the bridge is shut, officials said on the radio.",
        "The minister of Armenia — a doctor — spoke at length about it.",
        "UPDATE: the bridge is shut, officials said on the radio.",
        "Ministers in Baku (AFP was told) met on the bridge again.",
        "BAKU (Azerbaijan) — ministers met on the bridge again, officials said.",
        "NATO and the EU agreed on a plan for the bridge.",
        "LIVE (14:32 GMT) -- Ships left the port of Baku again, officials said.",
        "BAKU 04/05/2025 -- so reads the stamp on the letter, officials said.",
        "MV BAKU (Example Lines) 04/05/2025 -- this is the plate that divers found.",
        "TRAIN 14:32 GMT -- Nobody left it in Baku, officials said.",
        "Between 04/05/2025 and 07/05/2025 -- four days -- Baku had no water.",
    ],
)
def test_no_dateline_is_made_up(text: str) -> None:
    assert read_article(text.encode()).dateline is None


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the talks.",
        "By Monday, the army had left the town.",
        "Related costs rose by 3.5 percent.",
        "Read literally, the treaty forbids it.",
        "Copyright law is not what they spoke about, she said.",
        "From Baku he went to Tbilisi.",
        "Published figures show that trade grew in 2024.",
        "More on that was promised for the next day.",
        "Photographs of the bridge were shown.",
        "He said: “We agreed on everything.”",
        "Subscribers lost 3.5% of their savings, officials said.",
        "28 April 2025 was a holiday in the whole region.",
    ],
)
def test_sentences_that_resemble_furniture_stay(line: str) -> None:
    text = "\n\n".join([HEADLINE, PARAGRAPHS[0], line, PARAGRAPHS[1]])
    assert line in texts(read_article(text.encode()))


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Published April 28, 2025 05:28pm", "2025-04-28"),
        ("28 April 2025", "2025-04-28"),
        ("Updated: 2025-04-28 17:28", "2025-04-28"),
        ("April 2025", "2025-04"),
        ("Monday, 28 April 2025", "2025-04-28"),
    ],
)
def test_day_of_publication_is_as_precise_as_told(line: str, edtf: str) -> None:
    article = read_article(f"{HEADLINE}\n{line}\n\n{PARAGRAPHS[0]}".encode())
    assert article.published and article.published.edtf == edtf


@pytest.mark.parametrize(
    "lines",
    [
        ["Last updated 30 April 2025", "Published 28 April 2025"],
        ["Updated: 2025-04-30 08:00 | First published: 2025-04-28 17:10"],
        ["Posted on April 28, 2025", "Edited April 30, 2025"],
        ["Posted by Ada on 28 April 2025 in Rivers, Boats | 4 comments"],
        ["Subject: Fwd: The bridge", "Date: Wed, 30 Apr 2025 08:00:00 +0000",
         "---------- Forwarded message ---------", "Date: Mon, 28 Apr 2025 at 17:10"],
    ],
)  # fmt: skip
def test_of_two_days_that_of_publication_is_taken(lines: list[str]) -> None:
    article = read_article("\n".join([HEADLINE, *lines, "", *PARAGRAPHS]).encode())
    assert article.published and article.published.edtf == "2025-04-28"
    article = read_article("\n".join([HEADLINE, "Updated 30 April 2025", *PARAGRAPHS]).encode())
    assert article.published and article.published.edtf == "2025-04-30"


@pytest.mark.parametrize(
    "line",
    [
        "Two tugs left Ordu at 10. 3/3",
        "It rained. A farmer from Kapan gave us cheese :)",
        "Smoke is seen from Goris! #Goris #smoke",
    ],
)
def test_sentence_is_text_whatever_little_stands_behind_its_stop(line: str) -> None:
    text = "\n\n".join([HEADLINE, *PARAGRAPHS, line])
    assert texts(read_article(text.encode()))[-1] == line


def test_headline_below_captions_or_where_the_page_stands_is_found() -> None:
    captions = "1 of 2 | Boats lie at Ordu. (AP Photo/Ada Example)\nHome » World » Rivers"
    article = read_article("\n\n".join([captions, HEADLINE, *PARAGRAPHS]).encode())
    assert (article.headline, texts(article)) == (HEADLINE, list(PARAGRAPHS))


def test_what_a_press_office_sets_around_its_text_is_no_text() -> None:
    before = ["PRESS RELEASE", "Media contact: Ada Example, ada@example.org"]
    after = ["-ENDS-", "Notes to editors:", "The society was founded in Ordu in 1990.", "Tel: 0100"]
    article = read_article("\n\n".join([*before, HEADLINE, *PARAGRAPHS, *after]).encode())
    assert (article.headline, texts(article)) == (HEADLINE, list(PARAGRAPHS))
    assert reasons(article)[after[2]] == "after the line that ends the report"
    assert reasons(article)["Tel: 0100"] == "contact details"


def test_a_line_that_ends_a_report_ends_nothing_that_most_text_follows() -> None:
    article = read_article("\n\n".join([HEADLINE, PARAGRAPHS[0], "ENDS", *PARAGRAPHS[1:]]).encode())
    assert texts(article) == list(PARAGRAPHS)


def test_a_menu_and_the_marks_of_a_wire_or_a_mail_are_no_headline() -> None:
    for above in (["Home", "News", "Sign in"], ["ZCZC EXA0421 3 WLD"], ["Hi all,"], ["- 2 -"]):
        article = read_article("\n".join([*above, f"Fwd: {HEADLINE}", "", *PARAGRAPHS]).encode())
        assert (article.headline, texts(article)) == (HEADLINE, list(PARAGRAPHS))


def test_a_page_s_number_does_not_part_a_sentence_of_a_narrow_column() -> None:
    column = "The boats that had left Ordu\nfor the strait were seen at\nnoon. The harbour of"
    text = (
        f"{HEADLINE}\n\n{column}\n— 12 —\nTrabzon was full of those\nthat had come back by then.\n"
    )
    article = read_article(text.encode())
    assert texts(article) == [
        "The boats that had left Ordu for the strait were seen at noon. The harbour of Trabzon was "
        "full of those that had come back by then."
    ]
    assert reasons(article)["— 12 —"] == "the number of a page"


def test_what_is_not_told_is_not_made_up() -> None:
    article = read_article(PARAGRAPHS[1].encode())
    assert (article.headline, article.publisher, article.published) == (None, None, None)
    assert article.dateline is None and not article.left_out


OPENED = "TBILISI, May 4, 2025 (AFP) - The pass was opened again on Sunday, its wardens said."


@pytest.mark.parametrize(
    "line",
    [
        "The bus of line 12-A left Gori at noon.",
        "Batumi lost 0-4 to Kutaisi on Saturday.",
        "It was -31.5 in Ushguli on Monday.",
        "Arrivals in Gonio decreased by 3.5 percent.",
        "Follow the river from Borjomi and you will see its old mill.",
        "Get the latest train to Zugdidi, the guard told them.",
        "Join us in Telavi, the growers said.",
        "Editing by hand was common in Yerevan then.",
        "Writing from Vardzia, the monk complained of snow.",
        "Tags: the word is also the name of a village near Kars, he said.",
        "Rep. Bo Example (L) spoke to voters in Ganja.",
        "He showed a file photo of the dam to the court in Vanadzor, his lawyer said.",
        "By Ada's account the road to Stepanavan was open.",
        "5 May 2025 was a day of mourning in Shaki.",
        "Copyright Cases Grow was the title of the paper read in Baku.",
        "NOTE: the road to Lachin is shut.",
        "GEORGIA’S WARNING: it will shut the pass to Vladikavkaz, the minister said.",
        "The talks in Ganja failed, both said. – Xyz Wire",
        "“Nobody in Kars slept,” he said",
        "*It snowed in Gonio.*",
        "The wardens named the roads that stay shut until Sunday:",
        "Embargo talks failed in Baku.",
    ],
)
def test_no_sentence_is_furniture_and_none_is_lost_to_a_later_one(line: str) -> None:
    lines = [HEADLINE, OPENED, line, "All was quiet in Mestia on Monday."]
    article = read_article("\n\n".join(lines).encode())
    assert texts(article) == lines[1:]
    late = read_article("\n\n".join([HEADLINE, PARAGRAPHS[1], PARAGRAPHS[2], line]).encode())
    assert texts(late) == [PARAGRAPHS[1], PARAGRAPHS[2], line]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Follow us on Facebook for more.", "to share or to follow"),
        ("Sign up for our evening newsletter.", "to share or to follow"),
        ("Click here to read the report.", "a link to something else"),
        ("© 2025 Daily Example. All rights reserved.", "a notice of rights"),
        ("This article may not be reproduced without consent.", "a notice of rights"),
        ("Reporting by Ada Example in Baku; Editing by Bo Example.", furniture.CREDIT),
        ("With inputs from agencies", furniture.CREDIT),
        ("Brent crude 81.20 -0.4%", "share prices or rates"),
        ("KSE100 116,189.22 Decreased By -1.9 (-0.02%)", "share prices or rates"),
        ("Last updated: 4 May 2025, 10:15 am", "when it was published"),
        ("WATCH: the dam from the air", "a link to something else"),
        ("EMBARGOED UNTIL 00:01 GMT, 4 MAY 2025", "a note to editors"),
        ("Eds: Updates with the mayor. With photos.", "a note to editors"),
        ("Georgia-pass-snow,2ndlead", "a note to editors"),
        ("(CORRECTION: Corrects paragraph 3 to Goris, not Vayk; ADDS quotes)", "a note to editors"),
        ("(This story was corrected on May 4 to say that it is Goris.)", "a note to editors"),
        ("[Adds quotes (paragraph 4)]", "a note to editors"),
        ("We use cookies to improve this site.", "of the page, not of the article"),
        ("Story continues below advertisement", "an advertisement"),
        ("4 May 2025 | Updated 3:45 p.m.", "when it was published"),
        ("Date: Sun, 4 May 2025 18:02:11 CAT", "the head of a mail"),
        ("Image source, Getty Images", "a picture's credit"),
    ],
)
def test_furniture_that_ends_as_a_sentence_is_still_told(line: str, reason: str) -> None:
    article = read_article("\n\n".join([HEADLINE, OPENED, line, PARAGRAPHS[1]]).encode())
    assert texts(article) == [OPENED, PARAGRAPHS[1]]
    assert reasons(article)[line] == reason


@pytest.mark.parametrize(
    "credit",
    ["(Reuters)", "AFP", "—Xinhua", "-dpa-", "(with AFP)", "(ANI/Reuters)", "AFP/jk/mn", "Enditem"],
)
def test_agency_after_the_last_sentence_is_cut_off_and_the_sentence_stays(credit: str) -> None:
    told = "Talks go on in Ganja on Friday, both said."
    gap = "" if credit[0] == "—" else " "
    article = read_article(f"{HEADLINE}\n\n{PARAGRAPHS[1]}\n\n{told}{gap}{credit}".encode())
    assert texts(article) == [PARAGRAPHS[1], told]
    assert reasons(article)[credit] == furniture.CREDIT
    assert article.publisher == (furniture.agency_of(credit) or None)


def test_what_stands_before_the_dateline_is_kept() -> None:
    points = ["- The pass near Gudauri is open.", "- Lorries still wait in Lars."]
    article = read_article("\n".join([HEADLINE, "", *points, "", OPENED, PARAGRAPHS[1]]).encode())
    assert texts(article) == [*(point[2:] for point in points), OPENED, PARAGRAPHS[1]]
    assert article.dateline and article.dateline.places == ("TBILISI",)


@pytest.mark.parametrize("line", ["LIVE BLOG: the vote in Gori.", "HOW WE WORK — Our rules."])
def test_dateline_names_a_place_that_is_known(line: str) -> None:
    article = read_article(f"{line}\n\n{PARAGRAPHS[1]}".encode())
    assert article.dateline is None and texts(article) == [line, PARAGRAPHS[1]]


@pytest.mark.parametrize(
    "lead",
    [
        "<h2>Hundreds left Gori and Kaspi before the river came.</h2>",
        "<p class='standfirst'>Hundreds left Gori and Kaspi before the river came.</p>",
        "<h3 class='article-dek'>Hundreds left Gori and Kaspi before the river came.</h3>",
    ],
)
def test_lead_below_the_headline_is_text(lead: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = f"<html><body>{MENU}<main><h1>{HEADLINE}</h1>{lead}{body}</main></body></html>"
    article = read_article(page.encode())
    assert texts(article)[0] == "Hundreds left Gori and Kaspi before the river came."
    assert texts(article)[1:] == list(STORY)


@pytest.mark.parametrize(
    "page",
    [
        "<h1>{}</h1><h2>{}</h2><p>{}</p>",
        "<h1>{}</h1><p class='article-dek'>{}</p><p>{}</p>",
        "{}\n\n{}\n\n{}",
        "# {}\n\n- {}\n\n{}",
    ],
)
def test_line_under_the_headline_that_names_where_is_its_lead(page: str) -> None:
    lead = "Lorries wait for days in Meghri"
    article = read_article(page.format(HEADLINE, lead, PARAGRAPHS[1]).encode(), name="a.md")
    assert texts(article) == [lead, PARAGRAPHS[1]]
    for line in (
        "World",
        "Home | Asia | Armenia | Meghri | Roads",
        "Roads, rivers, Meghri, trade, lorries",
    ):
        other = read_article(page.format(HEADLINE, line, PARAGRAPHS[1]).encode(), name="a.md")
        assert texts(other) == [PARAGRAPHS[1]]


def test_names_of_reporters_and_links_with_quotations_are_no_leads() -> None:
    for line in (
        "Ada Example in Baku and Bo Example in Goris",
        "Ada Example, Tbilisi correspondent, Gori",
    ):
        assert texts(read_article(f"{HEADLINE}\n\n{line}\n\n{PARAGRAPHS[1]}".encode())) == [
            PARAGRAPHS[1]
        ]
    link = "<p><a href='/x'>“We had no choice,” says the mayor of Goris</a></p>"
    told = [f"<p>{text}</p>" for text in PARAGRAPHS]
    page = (
        f"<html><body><div><h1>{HEADLINE}</h1>{told[1]}{told[2]}{link}{told[3]}</div></body></html>"
    )
    assert texts(read_article(page.encode())) == list(PARAGRAPHS[1:])


def test_points_of_a_list_stay_with_what_leads_to_them() -> None:
    points = ["1. Kars", "2. Van", "3. Ardahan, in the hills"]
    lead = "Three towns have no bread this week, says the ministry:"
    text = "\n".join([HEADLINE, "", lead, *points, "", PARAGRAPHS[1]])
    assert texts(read_article(text.encode())) == [lead, *points, PARAGRAPHS[1]]


def test_one_who_speaks_is_no_dateline() -> None:
    lines = [
        "The mayor was asked about the bridge.",
        "VAN: Is it safe?",
        "ROE: It is.",
        "VAN: Why?",
    ]
    article = read_article("\n\n".join([HEADLINE, *lines]).encode())
    assert texts(article) == lines and article.dateline is None


def test_headings_between_paragraphs_stay_and_are_not_counted() -> None:
    text = f"# {HEADLINE}\n\n{PARAGRAPHS[1]}\n\n## Snow in Ushguli\n\n{PARAGRAPHS[2]}\n\n## Notes"
    article = read_article(text.encode(), name="a.md")
    found = [(p.number, p.kind, p.text) for p in article.paragraphs]
    assert found == [
        (1, "text", PARAGRAPHS[1]), (0, "heading", "Snow in Ushguli"), (2, "text", PARAGRAPHS[2]),
    ]  # fmt: skip
    assert reasons(article)["Notes"] == "a heading"


def test_other_languages_are_told_and_their_dates_read() -> None:
    text = (
        "Nazirlər körpünün açılması barədə razılığa gəldilər\n\n28 aprel 2025\n\n"
        "Bakıda keçirilən görüşdə nazirlər iki il əvvəl daşqın səbəbindən bağlanmış körpünün "
        "yenidən açılması barədə razılığa gəliblər, rəsmilər bildirib.\n\nKörpü iyunda açılacaq."
    )
    article = read_article(text.encode())
    assert article.language == "az"
    assert article.count == 2
    assert article.published and article.published.edtf == "2025-04-28"


def test_old_encodings_are_read() -> None:
    text = (
        "Министры договорились вновь открыть мост через реку, закрытый два года назад из-за "
        "наводнения, сообщили официальные лица в понедельник после переговоров."
    )
    for encoding in ("cp1251", "koi8-r"):
        assert texts(read_article(text.encode(encoding), name="a.txt")) == [text]
    page = f'<meta charset="windows-1251"><p>{text}</p>'.encode("cp1251")
    assert texts(read_article(page)) == [text]


def test_caption_and_byline_in_words_are_told_from_the_text() -> None:
    caption = "Volunteers fill sandbags on the quay. (Photo: town hall)"
    lines = [HEADLINE, "By our correspondent", caption, PARAGRAPHS[1]]
    article = read_article("\n\n".join(lines).encode())
    assert [(p.number, p.text) for p in article.paragraphs] == [(0, caption), (1, PARAGRAPHS[1])]
    assert reasons(article)["By our correspondent"] == "a byline"


def test_lines_that_mail_broke_are_joined() -> None:
    wrapped = (
        "Ministers of both countries agreed on Monday to reopen\n"
        "a river crossing that floods had closed two years ago,\n"
        "officials said.\n\nAnother paragraph stands here."
    )
    assert [block.text for block in blocks_of_text(wrapped)] == [
        "Ministers of both countries agreed on Monday to reopen a river crossing that floods had "
        "closed two years ago, officials said.",
        "Another paragraph stands here.",
    ]


MAIL = """From: The desk <desk@paper.example>
Subject: Flour reaches Goris

> Lorries with flour came to Goris on
> Monday after a week in which the pass
> above Sisian was shut, the office of
> the mayor said.
>
> The drivers had slept near Jermuk and
> Vayk.
> > Others turned back to the capital.
"""
SET_IN = """Flour reaches Goris

    Lorries with flour came to Goris on Monday after a week in which the
pass above Sisian was shut, the customs office said. The road that leads to
Kapan stays closed, as does a shorter one through the woods near Ivano-
Frankivsk.
    Drivers had slept in their cabs near Vayk, and some of them walked to
Yeghegnadzor for bread.
"""


def test_quoted_mail_is_read_without_its_marks_and_line_ends() -> None:
    article = read_article(MAIL.encode())
    assert article.headline == "Flour reaches Goris"
    assert texts(article) == [
        "Lorries with flour came to Goris on Monday after a week in which the pass above Sisian "
        "was shut, the office of the mayor said.",
        "The drivers had slept near Jermuk and Vayk.",
        "Others turned back to the capital.",
    ]
    head = "From: The desk <desk@paper.example>"
    assert reasons(article)[head] == "the head of a mail"


def sent(**heads: str) -> EmailMessage:
    """Return a mail with a head."""
    mail = EmailMessage()
    for name, value in {"From": "The desk <desk@paper.example>", **heads}.items():
        mail[name] = value
    return mail


SENT = [
    "Lorries with flour came to Goris on Monday, the mayor’s office said; the pass above Sisian "
    "was shut for a week and drivers had slept near Jermuk.",
    "Bread in Yeghegnadzor was dear, and the market at Vayk stood empty until the evening.",
]
SENT_PAGE = "<html><body>" + "".join(f"<p>{words}</p>" for words in SENT) + "</body></html>"


def test_a_mail_is_read_by_its_parts_and_names_what_is_attached() -> None:
    mail = sent(Subject="Fwd: Flour reaches Goris", Date="Tue, 06 May 2025 09:00:00 +0000")
    mail.set_content("\n\n".join(SENT), cte="quoted-printable")
    mail.add_alternative(SENT_PAGE, subtype="html")
    mail.add_attachment(b"abc", maintype="image", subtype="jpeg", filename="lorry.jpg")
    for name, media_type in (("a.eml", None), (None, "text/plain"), ("a.txt", "message/rfc822")):
        article = read_article(mail.as_bytes(), name=name, media_type=media_type)
        assert article.headline == "Flour reaches Goris"
        assert article.day == dt.date(2025, 5, 6)
        assert texts(article) == SENT
        assert reasons(article)["lorry.jpg"] == "attached to the mail"


def test_a_mail_of_a_page_alone_and_one_that_only_points_to_it_are_read() -> None:
    mail = sent(Subject="Flour reaches Goris")
    mail.set_content(SENT_PAGE, subtype="html", cte="base64")
    assert texts(read_article(mail.as_bytes(), name="a.eml")) == SENT
    mail = sent(Subject="Flour reaches Goris")
    mail.set_content("Open this mail in your browser.")
    mail.add_alternative(SENT_PAGE.replace("the evening", "the evening, " + "late " * 20), "html")
    assert texts(read_article(mail.as_bytes(), name="a.eml"))[0] == SENT[0]


def test_a_mail_that_is_handed_on_has_the_inner_headline_and_day() -> None:
    inner = sent(Subject="Flour reaches Goris", Date="Tue, 06 May 2025 09:00:00 +0000")
    inner.set_content("\n\n".join(SENT))
    outer = sent(Subject="Fwd: for today", Date="Wed, 07 May 2025 09:00:00 +0000")
    outer.set_content("Can you take this?")
    outer.add_attachment(inner)
    article = read_article(outer.as_bytes(), name="a.eml")
    assert (article.headline, article.day) == ("Flour reaches Goris", dt.date(2025, 5, 6))
    assert texts(article) == SENT
    assert "Can you take this?" in reasons(article)
    outer = sent(Subject="FW: for today", Date="Wed, 07 May 2025 09:00:00 +0000")
    outer.set_content(
        "Hello all,\n\nthis came in last night. It may be used.\n\nLena\n\n"
        "---------- Forwarded message ---------\nFrom: Desk <d@paper.example>\n"
        "Date: Tue, May 6, 2025 at 9:00 AM\nSubject: Flour reaches Goris\n\n" + "\n\n".join(SENT)
    )
    article = read_article(outer.as_bytes(), name="a.eml")
    assert (article.headline, article.day) == ("Flour reaches Goris", dt.date(2025, 5, 6))
    assert texts(article) == SENT
    told = "words with which the mail was handed on"
    assert reasons(article)["this came in last night. It may be used."] == told
    outer = sent(Subject="Fwd: for today")
    outer.set_content("Can you take this? " * (MAX_CHARS // 19 + 1), cte="quoted-printable")
    outer.add_attachment(inner)
    with pytest.raises(ArticleError, match="letters and the limit is"):
        read_article(outer.as_bytes(), name="a.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: Flour\nMIME-Version: 1.0\n\n",
        b'Subject: Flour\nContent-Type: multipart/mixed; boundary="x"\n\n' + b"boundary=" * 99,
        b"Subject: Flour\nContent-Type: text/plain\n\n" + b"\n" * 600_000 + b"Flour came.",
    ],
)
def test_a_mail_without_text_or_with_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^a\.eml (?:is a mail without|has more parts)"):
        read_article(data, name="a.eml")


@pytest.mark.parametrize("head", [b"=?utf-8?q?a?= ", b"(", b"a@b.example, ", b"\n "])
def test_a_mail_with_an_endless_head_is_read_in_time(head: bytes) -> None:
    before = time.process_time()
    data = b"Subject: " + head * 60_000 + b"\nDate: \nContent-Type: text/plain; charset=\n\n"
    read_article(data + SENT[0].encode(), name="a.eml")
    assert time.process_time() - before < 20


@pytest.mark.parametrize("name", ["mill.rtf", "mill.txt", None])
def test_the_source_of_a_program_is_no_article(name: str | None) -> None:
    python = (
        'import math\n\ndef area(width: float) -> float:\n    """Return the area."""\n'
        "    return math.pi * (width / 2)\n\nfor town in towns:\n    print(town)\n"
        "    total = area(town)\n"
    )
    data = '{\n  "town": "Goris",\n  "flour": 4,\n  "roads": [\n    "pass"\n  ]\n}\n'
    for source in (python, data):
        with pytest.raises(ArticleError, match="reads as the source of a program"):
            read_article(source.encode(), name=name)


def test_quoted_mail_in_a_page_and_one_with_a_long_head_is_read() -> None:
    told = MAIL.replace("@paper.example>", "@paper.example>\nContent-Type: text/plain\nX-Desk: 4")
    assert texts(read_article(told.encode())) == texts(read_article(MAIL.encode()))
    page = f"<html><body><pre>{told.replace('<', '&lt;').replace('>', '&gt;')}</pre></body></html>"
    assert texts(read_article(page.encode())) == texts(read_article(MAIL.encode()))


@pytest.mark.parametrize("page", ["{}", "<p>{}</p>", "<div>{}</div>"])
def test_each_line_may_stand_alone(page: str) -> None:
    told = [*PARAGRAPHS, STORY[4]]
    lines = [page.format(line) for text in told for line in textwrap.wrap(text, 60)]
    gap = "<br>" if "div" in page else "\n\n"
    assert texts(read_article(gap.join([page.format(HEADLINE), *lines]).encode())) == told


def test_words_that_a_program_broke_are_whole_again() -> None:
    broken = (
        "The mayor said on Monday that the con-\nvoy would reach the vil-\nlages, well-\nknown for "
        "cold, near Ivano-\nFrankivsk and that nobody there should leave."
    )
    assert texts(read_article(f"{HEADLINE}\n\n{broken}".encode())) == [
        "The mayor said on Monday that the convoy would reach the villages, well-known for cold, "
        "near Ivano-Frankivsk and that nobody there should leave."
    ]
    kept = "A twin-engine plane flew low over the south-\neast and its two-\nyear-old docks."
    assert "south-east and its two-year-old docks" in read_article(kept.encode()).text


def test_headings_that_agencies_set_between_dashes_are_headings() -> None:
    lines = [HEADLINE, PARAGRAPHS[1], "- 'No bread' -", PARAGRAPHS[3]]
    article = read_article("\n\n".join(lines).encode())
    assert [(p.number, p.text) for p in article.paragraphs][1] == (0, "'No bread'")


def test_lines_without_empty_ones_between_are_parted_where_one_ends_early() -> None:
    assert [text[:7] + text[-9:] for text in texts(read_article(SET_IN.encode()))] == [
        "Lorries" + "rankivsk.", "Drivers" + "or bread.",
    ]  # fmt: skip
    assert "woods near Ivano-Frankivsk." in read_article(SET_IN.encode()).text


@pytest.mark.parametrize("label", ["URGENT: ", "UPDATE 2-", "CORRECTED-UPDATE 1-", "BREAKING — "])
def test_notes_and_marks_of_agencies_above_a_headline_are_not_of_it(label: str) -> None:
    note = "(Corrects in paragraph 3 the name of the town to Goris, not\nVayk; adds quotes)"
    told = [note, label + HEADLINE, *PARAGRAPHS[:2]]
    article = read_article("\n\n".join(told).encode())
    assert article.headline == HEADLINE
    assert reasons(article)[note.replace("\n", " ")] == "a note to editors"
    assert texts(article) == list(PARAGRAPHS[:2])
    kept = f"FLASH-FLOODS {HEADLINE}\n\n{PARAGRAPHS[1]}"
    assert read_article(kept.encode()).headline == f"FLASH-FLOODS {HEADLINE}"


def test_line_that_goes_on_with_a_name_is_joined_among_lines_of_many_widths() -> None:
    lines = [
        "EREVAN, May 4 (AFP) - Lorries with bread waited off",
        "Goris on Monday after the road through the pass above Sisian was shut for",
        "the second time in a month, the mayor said.",
    ]
    told = [HEADLINE, "\n".join(lines), PARAGRAPHS[1]]
    assert texts(read_article("\n\n".join(told).encode())) == [" ".join(lines), PARAGRAPHS[1]]
    told[1] = "\n".join(["Where the lorries wait", *lines[1:]])
    assert " ".join(lines[1:]) in texts(read_article("\n\n".join(told).encode()))


def test_lines_that_a_person_ended_stay_apart() -> None:
    lines = ["Sisian is snowed in.", "Goris has no bread.", "Kapan waits for lorries.", "Vayk too."]
    assert texts(read_article("\n".join(lines).encode())) == lines
    listed = "- flour for Goris and for Kapan\n- salt for Vayk and for the pass\n- oil for Meghri"
    found = read_article(f"{HEADLINE}\n\n{PARAGRAPHS[1]}\n\n{listed}".encode())
    assert [p.text for p in found.paragraphs if p.kind == "item"] == [
        line[2:] for line in listed.split("\n")
    ]


def test_line_breaks_within_a_paragraph_are_joined_where_it_goes_on() -> None:
    page = (
        "<p>Lorries came to the town of<br>Goris on Monday, the mayor said.<br><br>More wait in"
        "<br>the snow above Sisian, he said.</p>"
    )
    assert texts(read_article(page.encode())) == [
        "Lorries came to the town of Goris on Monday, the mayor said.",
        "More wait in the snow above Sisian, he said.",
    ]


def test_guessed_encoding_is_windows_1252_and_is_said() -> None:
    text = "“Fjord ferries” from Tromsø to Skjervøy waited for crews from Besançon, officials said."
    article = read_article(text.encode("cp1252"), name="a.txt")
    assert texts(article) == [text]
    assert len(article.notes) == 1 and "it was read as Windows-1252" in article.notes[0]
    declared = read_article(text.encode("cp1252"), media_type="text/plain; charset=iso-8859-1")
    assert texts(declared) == [text] and not declared.notes
    assert not read_article(text.encode()).notes


def test_polish_in_the_encoding_of_its_region_is_no_windows_1252() -> None:
    text = (
        "Władze Łodzi ogłosiły w poniedziałek, że most zostanie zamknięty na miesiąc, ponieważ "
        "woda podmyła jego filary, a mieszkańcy będą musieli jeździć przez sąsiednią wieś."
    )
    assert texts(read_article(text.encode("cp1250"), name="a.txt")) == [text]


def test_headline_that_is_none_is_cut_and_that_is_said() -> None:
    title = "The road to Goris is shut and " * 90
    article = read_article(f"# {title}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}".encode(), name="a.md")
    assert article.headline and len(article.headline) <= 302 and article.headline.endswith(" …")
    assert article.notes == (
        "The headline has 2,699 letters and was cut; give the article's own.",
    )  # fmt: skip
    assert title.strip() in reasons(article)


DATA = f"""<html><head><title>{HEADLINE}</title><script type="application/ld+json">
{{"@graph": [{{"@type": "NewsArticle", "articleBody": "{PARAGRAPHS[1]}\\n\\n{PARAGRAPHS[3]}"}}]}}
</script></head><body>SHOWN<p>Switch on your browser's scripts to read this.</p></body>"""


def test_article_that_only_the_data_of_a_page_hold_is_taken_from_there() -> None:
    article = read_article(DATA.replace("SHOWN", "").encode(), name="a.html")
    assert texts(article) == [PARAGRAPHS[1], PARAGRAPHS[3]]
    assert "was taken from the page's data" in article.notes[0]
    assert "Switch on your browser's scripts to read this." in reasons(article)
    shown = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = read_article(DATA.replace("SHOWN", shown).encode(), name="a.html")
    assert texts(page)[:4] == list(PARAGRAPHS) and "data" not in "".join(page.notes)


def test_article_of_which_the_page_shows_only_how_it_begins_is_taken_from_its_data() -> None:
    told = [*STORY, PARAGRAPHS[2]]
    shown = "".join(f"<p>{text}</p>" for text in (STORY[0], STORY[4]))
    data = "\\n\\n".join([STORY[4], STORY[0], *told[1:4], told[5]])
    other = "Apples are dear this week, says a seller on the market of Goris. " * 3
    for body in (f"<article>{shown}</article><p>Subscribe to read on.</p>", ""):
        scripts = "".join(
            f'<script type="application/ld+json">{{"articleBody": "{text}"}}</script>'
            for text in (data, other)
        )
        article = read_article(f"<html><body>{body}{scripts}</body></html>".encode())
        assert texts(article) == [STORY[4], STORY[0], *told[1:4], told[5]]


@pytest.mark.parametrize("wrap", ["<!-- {} -->", "{}", "//<![CDATA[\n{},\n//]]>"])
def test_data_of_a_page_are_read_however_they_are_wrapped(wrap: str) -> None:
    body = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in PARAGRAPHS)
    entries = ", ".join(f'{{"articleBody": "{text}"}}' for text in PARAGRAPHS)
    for data in (f'{{"articleBody": "{body}"}}', f'{{"liveBlogUpdate": [{entries}]}}'):
        if "live" in data and wrap != "{}":
            continue
        script = f'<script type="application/ld+json">{wrap.format(data)}</script>'
        article = read_article(f"<html><body><p>Log in.</p>{script}</body></html>".encode())
        assert texts(article) == list(PARAGRAPHS)


def test_set_text_and_text_for_browsers_without_scripts_is_read() -> None:
    lines = "\n\n".join(textwrap.fill(text, 50) for text in STORY)
    page = f"<html><body><div id='app'></div><noscript><pre>{lines}</pre></noscript></body></html>"
    assert texts(read_article(page.encode())) == list(STORY)


def test_chinese_lines_without_a_stop_are_sentences() -> None:
    line = "山路在星期一因大雪封闭直到星期二早晨铲雪车从山谷来到这里为止司机们在车里过夜"
    page = f"<html><body><h1>大雪</h1>{'<p>' + line + '</p>'}<p>{line[::-1]}</p></body></html>"
    assert texts(read_article(page.encode())) == [line, line[::-1]]


def test_short_lines_and_links_that_the_article_holds_stay() -> None:
    paragraphs = [*STORY, *PARAGRAPHS]
    short, linked = "What the drivers say", "The whole list of closed passes"
    inner = "".join(f"<p>{text}</p>" for text in paragraphs[:3])
    inner += f"<p>{short}</p>" + "".join(f"<p>{text}</p>" for text in paragraphs[3:6])
    inner += "<table><tr><td>Sisian</td><td>30 cm</td></tr></table>"
    inner += f"<ul><li><a href='/l'>{linked}</a></li><li>{paragraphs[6]}</li></ul>"
    page = f"<html><body>{MENU}<article><h1>{HEADLINE}</h1>{inner}</article></body></html>"
    article = read_article(page.encode())
    kinds = {p.text: p.kind for p in article.paragraphs}
    assert kinds[short] == "heading"
    assert kinds[linked] == kinds["Sisian"] == kinds["30 cm"] == "item"
    assert not any(text.startswith("Section") for text in kinds)


def test_page_is_read_by_what_it_shows_and_not_by_the_names_of_its_boxes() -> None:
    lead = "Snow has closed the road to Goris since Monday, and nobody knows for how long."
    other = "The mayor of Goris asks who pays for the snow ploughs this winter and the next"
    teasers = "".join(
        f"<li><h3><a href='/{n}'>Another thing {n}</a></h3><p>It is told in {n} words.</p></li>"
        for n in range(4)
    )
    inner = "".join(f"<p>{text}</p>" for text in [*STORY, *PARAGRAPHS[::2], f"“{lead}” {STORY[4]}"])
    page = f"""<html><head><script type="application/ld+json">{{"articleBody":
    "{"A summary that the page does not show. " * 5}"}}</script></head><body class="no-caption">
    {MENU}<h1>{HEADLINE}</h1><div class="box"><p>{lead}</p></div><div>Share</div>
    <div class="with caption"><p><ruby>Goris<rt>gorr-iss</rt></ruby> lies high.</p>{inner}
    <p>See also: <a href="/m">{other}</a></p><p>{STORY[0][::-1]}.</p></div>
    <ul>{teasers}</ul></body></html>"""
    article = read_article(page.encode())
    told, out = texts(article), reasons(article)
    assert told[:2] == [lead, "Goris lies high."] and told[-1] == f"{STORY[0][::-1]}."
    assert set(STORY) <= set(told)
    assert out[f"See also: {other}"] == "a link to something else"
    assert out["It is told in 2 words."] == "a list of other articles"


def test_page_with_hardly_any_text_says_so() -> None:
    page = f"<html><body><h1>{HEADLINE}</h1><p>Log in to read of Goris.</p></body></html>"
    notes = read_article(page.encode()).notes
    assert notes and notes[0].startswith("The page holds hardly any text (6 words).")
    assert not read_article(articles.html_page(PARAGRAPHS + STORY).encode()).notes


@pytest.mark.parametrize(
    "bracket",
    [
        "[PHOTO: Boats on the river below the old bridge,\nwhich was shut. It rained.\nA. Example]",
        "(Picture credit: Bo Example, courtesy\nof the town)",
        "[Video: ]",
        "[Map 2 of 3. The villages along the river.]",
        "[Insert picture of the ferry here]",
        "{{image: bridge.jpg | The bridge in May.}}",
        "(Screenshot: Example TV. The bridge\nis seen at dusk.) [Audio: Listen to the mayor.]",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_caption_in_brackets_is_left_out_however_it_is_wrapped(bracket: str, place: int) -> None:
    body = list(PARAGRAPHS)
    body.insert(place, bracket)
    article = read_article("\n\n".join([HEADLINE, *body]).encode())
    assert texts(article) == list(PARAGRAPHS)
    assert reasons(article)[" ".join(bracket.split())] == "a caption or credit in brackets"


def test_lines_of_a_caption_are_not_joined_with_those_of_the_text_beside_it() -> None:
    caption = "(Photo: Boats lie on the river below the old\nbridge at dusk. Example Pictures)"
    mail = "\n".join([textwrap.fill(PARAGRAPHS[0], 60), caption, textwrap.fill(PARAGRAPHS[1], 60)])
    article = read_article(f"{HEADLINE}\n\n{mail}\n".encode())
    assert texts(article) == list(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "line",
    [
        "(The mayor said on Friday that no photograph of the bridge may be published.)",
        "[Photo: Bo Example] The bridge was shut on Friday, the mayor said on the radio.",
        "(Photo: his own.) The mayor left on Friday, on foot and alone. (Video: none.)",
        "[The video shows the bridge an hour before it was shut, police said.]",
        "[Map-makers have worked on a new plan of the river for a year.]",
    ],
)
def test_sentence_with_or_in_brackets_is_no_caption(line: str) -> None:
    text = "\n\n".join([HEADLINE, PARAGRAPHS[0], line, PARAGRAPHS[1]])
    assert line in texts(read_article(text.encode()))


def test_pulled_quotation_is_not_counted_twice() -> None:
    text = "\n\n".join([*PARAGRAPHS, "“We hope that the first lorries will cross in June,”"])
    article = read_article(text.encode())
    assert article.count == 4
    assert article.left_out[-1].reason == "it repeats words of the article"


LINES = st.sampled_from([line for line in PASTED.split("\n") if line] + ["", "", "- x", "BAKU:"])


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_is_read_or_told_in_a_sentence(text: str) -> None:
    try:
        article = read_article(text.encode("utf-8", errors="replace"))
    except ArticleError as error:
        assert re.fullmatch(r"the text .+; .+", str(error))
        return
    counted = [p.number for p in article.paragraphs if p.kind != "caption"]
    assert counted == list(range(1, article.count + 1)) and counted
    assert all(0 <= part.after <= len(article.paragraphs) for part in article.left_out)
