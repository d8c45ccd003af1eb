"""Show that each sentence of a page is text or is told with a reason, whatever holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import pytest

from geo.articles import ReadArticle, read_article
from tests.articles import HEADLINE, PARAGRAPHS

SAID = "Divers raised the anchor near Ordu, the captain said."
TEXT = "text"
UNSEEN = "text that the page does not show"
FORM = "text in a field or a button of a form"
PICTURE = "what a picture shows"
HINT = "a hint that the page shows beside the pointer"
FRAMED = "a page in a frame of the page"

HOLDERS: Mapping[str, tuple[str, str]] = {
    "paragraph": ("<p>{}</p>", TEXT),
    "box": ("<div>{}</div>", TEXT),
    "quotation": ("<blockquote>{}</blockquote>", TEXT),
    "set text": ("<pre>{}</pre>", TEXT),
    "point of a list": ("<ul><li>{}</li></ul>", TEXT),
    "definition": ("<dl><dt>Then</dt><dd>{}</dd></dl>", TEXT),
    "caption": ("<figure><img src=a><figcaption>{}</figcaption></figure>", TEXT),
    "details that are shut": ("<details><summary>More</summary><p>{}</p></details>", TEXT),
    "summary": ("<details><summary>{}</summary><p>More.</p></details>", TEXT),
    "not read aloud": ("<p aria-hidden=true>{}</p>", TEXT),
    "cell": ("<table><tr><td>{}</td></tr></table>", TEXT),
    "row of a table": (
        "<table>"
        + "<tr><td>1</td><td>2</td></tr>" * 2
        + "<tr><td>3</td><td>{}</td></tr>"
        + "</table>",
        TEXT,
    ),
    "formula": ("<p><math><mtext>{}</mtext></math></p>", TEXT),
    "ruby": ("<p><ruby>{}<rt>or</rt></ruby></p>", TEXT),
    "map": ("<map name=a><p>{}</p></map>", TEXT),
    "element that nobody knows": ("<x-thing><x-line>{}</x-line></x-thing>", TEXT),
    "without scripts": ("<noscript><p>{}</p></noscript>", UNSEEN),
    "picture without scripts": ("<noscript><img alt='{}'></noscript>", PICTURE),
    "template": ("<template><p>{}</p></template>", UNSEEN),
    "template in a script": ("<script type='text/template'><p>{}</p></script>", UNSEEN),
    "frame": ("<iframe srcdoc='<p>{}</p>'></iframe>", FRAMED),
    "in place of a frame": ("<iframe src=a>{}</iframe>", UNSEEN),
    "picture": ("<p><img src=a alt='{}'></p>", PICTURE),
    "picture without a stop": ("<img alt='Divers raise the anchor near Ordu'>", PICTURE),
    "part of a picture": ("<map name=a><area alt='{}'></map>", PICTURE),
    "drawing": ("<svg><text>{}</text></svg>", UNSEEN),
    "drawing's title": ("<svg><title>{}</title></svg>", UNSEEN),
    "in place of a drawing": ("<canvas><p>{}</p></canvas>", UNSEEN),
    "in place of an object": ("<object data=a><p>{}</p></object>", UNSEEN),
    "in place of a film": ("<video src=a><p>{}</p></video>", UNSEEN),
    "in place of a sound": ("<audio src=a>{}</audio>", UNSEEN),
    "track": ("<video src=a><track src=b label='{}'></video>", FORM),
    "dialog": ("<dialog><p>{}</p></dialog>", UNSEEN),
    "choice": ("<select><option>{}</option></select>", FORM),
    "field": ("<textarea>{}</textarea>", FORM),
    "value": ("<input value='{}'>", FORM),
    "in an empty field": ("<input placeholder='{}'>", FORM),
    "button": ("<button>{}</button>", FORM),
    "hidden": ("<p hidden>{}</p>", UNSEEN),
    "not displayed": ("<p style='display:none'>{}</p>", UNSEEN),
    "spoken of ruby": ("<p><ruby>The port<rt>{}</rt></ruby></p>", UNSEEN),
    "hint": ("<p title='{}'>The port is small, a man said.</p>", HINT),
    "read aloud": ("<a aria-label='{}' href=a>More</a>", HINT),
    "struck": ("<p>The port is small<del>{}</del>, a man said.</p>", "text that is struck out"),
    "menu": ("<nav><p>{}</p></nav>", "a menu"),
    "beside": ("<aside><p>{}</p></aside>", "beside the article"),
}
"""What may hold a sentence in a page, and what becomes of that."""


def page(body: str, head: str = "") -> bytes:
    around = "".join(f"<p>{escape(text)}</p>" for text in PARAGRAPHS)
    return (
        f"<html><head>{head}</head><body><article><h1>{HEADLINE}</h1>{around}{body}"
        "<p>Engineers will look at the pillars of the crossing first, said the mayor.</p>"
        "</article></body></html>"
    ).encode()


def told(article: ReadArticle) -> dict[str, str]:
    return {part.text: part.reason for part in article.left_out}


@pytest.mark.parametrize("holder", HOLDERS)
def test_sentence_is_text_or_is_told_whatever_holds_it(holder: str) -> None:
    markup, place = HOLDERS[holder]
    article = read_article(page(markup.format(SAID)), name="a.html")
    held = [reason for text, reason in told(article).items() if "anchor near Ordu" in text]
    if place == TEXT:
        assert SAID in article.text and not held
    else:
        assert "Ordu" not in article.text
        assert len(held) == 1 and held[0].startswith(place)


@pytest.mark.parametrize("holder", HOLDERS)
def test_words_that_are_no_sentence_are_not_told_of_what_is_not_shown(holder: str) -> None:
    markup, place = HOLDERS[holder]
    if place in (UNSEEN, FORM, PICTURE, HINT) and "{}" in markup:
        article = read_article(page(markup.format("Leave a word")), name="a.html")
        assert "Leave a word" not in article.text + "".join(told(article))


def test_frame_with_too_much_markup_is_named() -> None:
    inner = escape("<p>Snow fell on Vayk.</p>" * 12_000)
    article = read_article(page(f"<iframe srcdoc='{inner}'></iframe>"), name="a.html")
    assert [text for text in told(article) if text.startswith("a page in the page, of 3")]


def test_what_a_page_says_of_itself_alone_is_told() -> None:
    said = f"<title>Snow shuts the pass.</title><meta name=description content='{SAID}'>"
    again = f"<meta property='og:description' content='{PARAGRAPHS[1]}'>"
    found = told(read_article(page("", said + again), name="a.html"))
    assert found[SAID] == "what the page says of itself to search engines"
    assert PARAGRAPHS[1] not in found


def test_rows_of_a_table_are_lines_and_no_headings() -> None:
    rows = (("Station", "Opened"), ("Gyumri", "1899"), ("Kars", "1900"))
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    article = read_article(page(f"<table>{lines}</table>"), name="a.html")
    assert [p.text for p in article.paragraphs if p.kind == "item"] == [" · ".join(r) for r in rows]
    assert not [p for p in article.paragraphs if p.kind == "heading"]


def test_page_that_is_laid_out_as_a_table_has_no_rows() -> None:
    lines = "".join(
        f"<tr><td>{n}</td><td><p>{text}</p></td></tr>" for n, text in enumerate(PARAGRAPHS)
    )
    outer = f"<table><tr><td><table>{lines}</table></td></tr></table>"
    article = read_article(f"<h1>{HEADLINE}</h1>{outer}".encode(), name="a.html")
    assert [p.text for p in article.paragraphs if p.kind == "text"] == list(PARAGRAPHS)


BODY = "\n\n".join(PARAGRAPHS)
SHAPES: Mapping[str, Any] = {
    "one": {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": BODY},
    "list": [{"@type": "NewsArticle", "headline": HEADLINE, "articleBody": BODY}],
    "types": [{"@type": ["Report", "NewsArticle"], "headline": [HEADLINE], "articleBody": [BODY]}],
    "parts": {"@type": ["NewsArticle"], "headline": HEADLINE, "articleBody": list(PARAGRAPHS)},
    "values": {
        "@type": "NewsArticle",
        "headline": {"@value": HEADLINE, "@language": "en"},
        "articleBody": [{"@value": text} for text in PARAGRAPHS],
    },
    "list of values": {"headline": {"@list": [HEADLINE]}, "articleBody": {"@list": [[BODY]]}},
    "object with a text": {
        "headline": {"name": HEADLINE}, "articleBody": {"@type": "Text", "text": BODY},
    },
    "graph": {"@graph": [{"@type": "WebPage"}, {"headline": HEADLINE, "articleBody": BODY}]},
    "nested": {
        "@type": "WebPage", "mainEntity": [{"name": HEADLINE, "articleBody": {"@value": BODY}}],
    },
    "vocabulary": {"schema:headline": HEADLINE, "http://schema.org/articleBody": BODY},
}  # fmt: skip
"""How data in a page may tell the same article."""


@pytest.mark.parametrize("shape", SHAPES)
def test_article_that_stands_in_data_alone_is_read_with_its_headline(shape: str) -> None:
    data = json.dumps(SHAPES[shape])
    script = f'<title>T</title><script type="application/ld+json">{data}</script>'
    bare = f"<html><head>{script}</head><body><div id=app></div><nav>Home</nav></body></html>"
    article = read_article(bare.encode(), name="a.html")
    assert [p.text for p in article.paragraphs if p.number] == list(PARAGRAPHS)
    assert article.headline == HEADLINE


def test_publisher_and_day_in_data_are_taken_with_the_text() -> None:
    data = {
        "@type": "NewsArticle", "articleBody": BODY, "datePublished": ["2025-03-03T08:00:00+04:00"],
        "publisher": [{"@type": "Organization", "name": {"@value": "Daily Example"}}],
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = read_article(f"<html><head>{script}</head><body><i>Wait</i>".encode(), name="a.html")
    assert article.publisher == "Daily Example"
    assert article.published and article.published.edtf == "2025-03-03"


def test_sentence_and_headline_that_only_the_data_tell_are_told() -> None:
    other = "Snow shuts the pass to lorries"
    data = {"@type": "NewsArticle", "headline": other, "articleBody": f"{BODY}\n\n{SAID}"}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = read_article(page("", script), name="a.html")
    assert article.headline in (HEADLINE, other)
    reason = "only in the page's data for search engines (JSON-LD)"
    assert told(article)[SAID] == reason
    assert {HEADLINE, other} <= {article.headline, *told(article)}
    assert not set(PARAGRAPHS) & set(told(article))
