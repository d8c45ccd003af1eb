"""From an article to a draft: mentions by paragraph, a statement a sentence, dates and speakers."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import geoparse
from geo.articles import read_article
from geo.articles.article import Paragraph, ReadArticle
from geo.articles.limits import MAX_CHARS
from geo.draft import draft_article, drafting
from geo.draft.athome import choices_of
from geo.draft.model import Choice, Draft, Mention, check, read_draft
from geo.draft.repository.store import MOST_BYTES, Drafts
from geo.english.shouted import calmed
from geo.errors import ArticleError, DraftError

ARTICLES = Path(__file__).parent / "data" / "articles"
DAY = dt.date(2025, 4, 28)


@dataclass(frozen=True)
class FakePlace:
    id: int
    name: str
    lon: float = 45.0
    lat: float = 40.0
    kind: str = "city"
    country: str = "AZ"
    admin1: str = ""
    population: int = 0
    score: float = 0.9
    reasons: tuple[str, ...] = ("the only place of this name",)


@dataclass(frozen=True)
class FakeMention:
    start: int
    end: int
    text: str
    kind: str
    place: FakePlace | None
    score: float = 0.8
    reasons: tuple[str, ...] = ()
    others: tuple[FakePlace, ...] = ()


@dataclass(frozen=True)
class FakeParsed:
    mentions: tuple[FakeMention, ...]
    unlisted: tuple[FakeMention, ...] = ()


def parse(text: str, **about: Any) -> Any:
    """Find capitalised words of a short list, as the geoparser would."""
    known = {"Baku": 587084, "Tehran": 112931, "Iran": 130758, "Meghri": 616250}
    found = [
        FakeMention(m.start(), m.end(), m[0], "literal", FakePlace(known[m[0]], m[0]))
        for m in re.finditer(r"\b(Baku|Tehran|Iran|Meghri)\b", text)
    ]
    found += [
        FakeMention(m.start(), m.end(), m[0], "demonym", FakePlace(130758, "Iran", kind="country"))
        for m in re.finditer(r"\bIranian\b", text)
    ]
    found += [
        FakeMention(m.start(), m.end(), m[0], "literal", None)
        for m in re.finditer(r"\bNowhereton\b", text)
    ]
    return FakeParsed(tuple(found))


def drafted(text: str, **about: Any) -> Draft:
    draft = draft_article(read_article(text.encode()), parse=parse, **{"published": DAY, **about})
    assert list(check(draft)) == []
    assert read_draft(draft.model_dump_json(), "again") == draft
    return draft


def test_a_statement_for_each_sentence_that_names_a_place() -> None:
    draft = drafted(
        "A headline that is long enough\n\nBAKU: They met in Baku on Monday. It rained. "
        "The Iranian guest left.\n\nTehran said last week that a road past Meghri was no matter."
    )
    assert [(s.id, s.claim) for s in draft.statements] == [
        ("S01", "They met in Baku on Monday."),
        ("S02", "Tehran said last week that a road past Meghri was no matter."),
    ]
    first, second = draft.statements
    assert str(first.date) == "2025-04-28" and str(second.date) == "2025-04-21/2025-04-27"
    assert "last week" in second.date_reason
    assert second.said_by == "Tehran" and all(s.quoted for s in draft.statements)
    texts = {m.id: m.text for m in draft.mentions}
    assert [texts[name] for name in second.mentions] == ["Tehran", "Meghri"]


def test_a_heading_is_no_statement() -> None:
    text = "# Ministers meet\n\nThey met in Baku.\n\n## Next stop Tehran\n\nThey go to Meghri."
    draft = draft_article(read_article(text.encode(), name="a.md"), parse=parse)
    assert [(block.number, block.kind) for block in draft.blocks[:3]] == [
        (1, "text"), (0, "heading"), (2, "text"),
    ]  # fmt: skip
    assert [mention.text for mention in draft.mentions] == ["Baku", "Tehran", "Meghri"]
    assert [s.claim for s in draft.statements] == ["They met in Baku.", "They go to Meghri."]


def test_the_day_of_the_dateline_is_not_when_something_happened() -> None:
    text = "A headline\n\nBAKU, May 7, 2025 (The Ridge Post) — They met in Baku on Monday again."
    draft = draft_article(read_article(text.encode()), parse=parse)
    assert draft.article.publisher == "The Ridge Post"
    assert str(draft.article.published) == "2025-05-07"
    (statement,) = draft.statements
    assert statement.claim == "They met in Baku on Monday again."
    assert str(statement.date) == "2025-05-05"


def test_a_speaker_is_named_without_what_else_is_said_of_him() -> None:
    text = "A headline\n\nOfficials, who lent a hall in Baku for the talks, said that it rained."
    assert drafted(text).statements[0].said_by == "Officials"


def test_people_of_a_place_are_kept_and_not_drawn() -> None:
    draft = drafted("The Iranian guest went to Baku in the morning, and it rained all day there.")
    assert {m.text: m.wanted for m in draft.mentions} == {"Iranian": False, "Baku": True}
    assert draft.progress() == (0, 1)


def test_sentences_in_capitals_are_read_as_others_are() -> None:
    text = (
        "Nobody came on Monday, the guard said. A LORRY FROM BAKU BURNED IN MEGHRI ON 4 MAY, THE "
        "GUARD'S SON SAID. It had rained. “HAVE THEY LEFT TEHRAN FOR NOWHERETON YET?” HE ASKED."
    )
    draft = drafted(text, published=dt.date(2025, 5, 6))
    assert [mention.text for mention in draft.mentions] == [
        name.upper() for name in ("Baku", "Meghri", "Tehran", "Nowhereton")
    ]
    first, _ = draft.statements
    assert first.claim.startswith("A LORRY FROM BAKU")
    assert (str(first.date), first.said_by) == ("2025-05-04", "the Guard's Son")


@pytest.mark.parametrize(
    "text",
    [
        "The UN, NATO, the EU and the IMF met.",
        "A SIGN read so.",
        "TEHRAN, MAY 4 (AFP) — Nobody came.",
        "İĞDIR'DA YAĞIŞ YAĞIR VƏ YOLLAR BAĞLANIB, ƏHALİ KÖÇÜR.",
    ],
)
def test_calmed_text_keeps_its_length_and_what_is_not_shouted(text: str) -> None:
    assert len(calmed(text)) == len(text)
    assert calmed(text) == text or not re.search("[a-z]", text)


def test_a_name_without_a_place_is_kept_to_be_placed() -> None:
    draft = drafted("They say that Nowhereton lies on a river, but no map of the country shows it.")
    (mention,) = draft.mentions
    assert not mention.placed and mention.wanted and draft.statements[0].mentions == ("m1",)


def test_what_is_not_known_is_said() -> None:
    draft = draft_article(
        read_article(b"It was a long day, and nobody went anywhere at all that afternoon."),
        parse=parse,
    )
    told = " ".join((*draft.article.untold(), *draft.notes))
    for words in ("headline", "published the article", "on which day", "No place was found"):
        assert words in told
    assert draft.article.published.unknown and draft.statements == ()


def test_another_language_is_refused_by_name() -> None:
    text = "Die Minister trafen sich am Montag in Baku, um über die Straße zu sprechen. " * 4
    with pytest.raises(DraftError, match="it is in German"):
        draft_article(read_article(text.encode()), parse=parse)


def test_the_first_story_s_facts_keep_their_paragraphs() -> None:
    article = read_article((ARTICLES / "visit.txt").read_bytes(), name="visit.txt")
    draft = draft_article(article, publisher="Own words", parse=parse)
    assert str(draft.article.published) == "2025-04-28" and draft.article.place.upper() == "BAKU"
    assert [block.number for block in draft.blocks] == list(range(11))
    for mention in draft.mentions:
        assert draft.blocks[mention.block].text[mention.start : mention.end] == mention.text
    by_number = {draft.blocks[s.block].number for s in draft.statements}
    assert {0, 1, 2, 3, 5, 6, 7, 8, 9, 10} <= by_number


@given(
    st.lists(
        st.sampled_from(
            ["Baku", "Tehran said", "“Iran”", "the Iranian", "on Monday.", "in 2023", "x", "…",
             "\n\n", "Nowhereton!", "Mr. Meghri", "—", "«", "last week",
             "\N{ZERO WIDTH JOINER}", "🗺️"]
        ),
        min_size=3, max_size=60,
    )
)  # fmt: skip
def test_any_text_drafts_to_a_sound_draft_or_is_refused(words: list[str]) -> None:
    opening = "The ministers of many countries came to the table to talk about it. "
    text = f"{opening * 2}\n\nNobody knew when they would leave again. {' '.join(words)}"
    with contextlib.suppress(ArticleError):  # what looks like a headline alone is no article
        drafted(text)


def test_nothing_of_a_long_article_is_cut_off() -> None:
    """As many statements as sentences, to the last; a long sentence is told whole."""
    lines = [f"The party of day {n} went by bus from Baku to Tehran." for n in range(2_100)]
    lines.append(f"In Meghri it rained{' and rained' * 600} without an end.")
    paragraphs = [" ".join(lines[at : at + 7]) for at in range(0, len(lines), 7)]
    draft = drafted("\n\n".join(paragraphs))
    assert len(draft.statements) == 2_101 and len(draft.mentions) == 4_201
    assert [one.claim for one in draft.statements] == lines
    assert draft.notes == ()


def test_the_longest_article_may_have_many_paragraphs() -> None:
    words = [f"In chapter {n:04} they walked {'on and ' * 23}on to Baku." for n in range(1_000)]
    text = "\r\n\r\n".join(words)
    article = read_article(text.encode())
    assert sum(len(paragraph.text) for paragraph in article.paragraphs) == MAX_CHARS
    assert len(article.text) <= geoparse.LONGEST
    assert len(draft_article(article, parse=parse).statements) == 1_000
    with pytest.raises(ArticleError, match="200,001 letters and the limit is 200,000"):
        read_article((text + "x").encode())


def test_a_draft_of_very_many_names_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few to choose from for each, which is said. A fiftieth of what an article can hold."""
    share = 50
    most = drafting._MOST_CHOICES_IN_ALL // share
    monkeypatch.setattr(drafting, "_MOST_CHOICES_IN_ALL", most)
    place = FakePlace(1, "Oslo", reasons=("a place of 700,000 people, as far as we know",) * 3)

    def every_word(text: str, **about: Any) -> Any:
        found = re.finditer(r"\w+", text)
        mentions = (
            FakeMention(m.start(), m.end(), m[0], "literal", place, others=(place,) * 7)
            for m in found
        )
        return FakeParsed(tuple(mentions))

    paragraphs = tuple(Paragraph(n, "Oslo. " * 10) for n in range(1, MAX_CHARS // share // 60 + 1))
    draft = draft_article(ReadArticle(paragraphs), parse=every_word)
    assert len(draft.mentions) == len(draft.statements) == 660
    kept = Drafts(tmp_path).add(draft)
    assert Drafts(tmp_path).read(kept.id) == kept
    (file,) = tmp_path.glob("*.json")
    assert file.stat().st_size * share < MOST_BYTES
    assert {len(mention.choices) for mention in draft.mentions} == {1}
    assert draft.notes == (
        "The text names 660 places, so for each no more than 1 are kept to choose from; "
        "search the gazetteer for others.",
    )


def test_a_name_in_company_gets_the_place_that_lies_near() -> None:
    place = {"id": "1", "name": "Baku", "lon": 49.9, "lat": 40.4, "kind": "city", "score": 1}
    baku = Mention(
        id="m1", block=0, start=0, end=4, text="Baku", kind="literal", score=1, chosen=0,
        choices=(Choice.model_validate(place | {"country": "AZ"}),),
    )  # fmt: skip
    for name, chosen in (("Sumgait", 0), ("Nakhchivan", None), ("Kesht", None)):
        choices, meant = choices_of(name, frozenset({"AZ"}), [baku])
        assert meant == chosen and {choice.country for choice in choices} <= {"AZ"}
    assert choices_of("Sumgait", frozenset(), [baku]) == ((), None)
