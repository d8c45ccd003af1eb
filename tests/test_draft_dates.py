"""Show that dates in a paragraph are found, and written as EDTF no finer than they are told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.draft.drafting import date_in
from geo.english.dates.finding import find_dates
from geo.story import parse_date

BACKGROUND = [
    "The camp lies near ruins left by the 1999 earthquake.",
    "Ministers tore up the accord of 1974.",
    "The bridge, built in 1932, fell.",
    "The mosque, which was rebuilt in 1954, was hit.",
    "It was the worst flood since 1987.",
    "The 1916 battle cost many lives.",
    "Born in 1943 in Kavala, he led the port.",
    "The church dates from 1821 and has no roof.",
    "The year 1922 is not forgotten.",
    "Rain fell harder than in 2002.",
    "Founded in 1890, the mill burned down.",
    "Fans recalled its 2015 title with pride.",
    "The fort (1843) stands above Muscat.",
]
"""Sentences whose date is that of a thing."""

PUBLISHED = dt.date(2025, 4, 28)
"""A Monday."""

TOLD = [
    # days
    ("The treaty was signed on 28 April 2025.", "on 28 April 2025", "2025-04-28"),
    ("The treaty was signed on April 28, 2025, in Baku.", "on April 28, 2025", "2025-04-28"),
    ("Monday, April 28, 2025 was a holiday.", "Monday, April 28, 2025", "2025-04-28"),
    ("It fell on the 3rd of May, 1999.", "on the 3rd of May, 1999", "1999-05-03"),
    ("The log says 2024-02-29.", "2024-02-29", "2024-02-29"),
    ("The stamp reads 28/04/2025.", "28/04/2025", "2025-04-28"),
    ("The stamp reads 04/28/2025.", "04/28/2025", "2025-04-28"),
    ("The stamp reads 28.04.2025.", "28.04.2025", "2025-04-28"),
    ("The stamp reads 03/04/2025.", "03/04/2025", "2025"),
    ("The stamp reads 04/04/2025.", "04/04/2025", "2025-04-04"),
    ("The bridge opened on 21 April.", "on 21 April", "2025-04-21"),
    ("The bridge opened on Apr. 21 after repairs.", "on Apr. 21", "2025-04-21"),
    ("The fair took place on 28 December.", "on 28 December", "2024-12-28"),
    ("The fair will take place on 28 December.", "on 28 December", "2025-12-28"),
    ("Envoys are due to meet on 2 May.", "on 2 May", "2025-05-02"),
    ("Police were there on 29 April.", "on 29 April", "2024-04-29?"),
    ("A summit, 1 May, is next.", "1 May", "2025-05-01?"),
    # relative days
    ("Rain fell yesterday.", "yesterday", "2025-04-27"),
    ("The vote is today.", "today", "2025-04-28"),
    ("Ships sail tomorrow.", "tomorrow", "2025-04-29"),
    ("The crew landed this morning.", "this morning", "2025-04-28"),
    ("It burned the day before yesterday.", "the day before yesterday", "2025-04-26"),
    ("He spoke on Monday.", "on Monday", "2025-04-28"),
    ("He spoke on Tuesday.", "on Tuesday", "2025-04-22"),
    ("He spoke on Sunday evening.", "on Sunday evening", "2025-04-27"),
    ("A summit will be held on Sunday.", "on Sunday", "2025-05-04"),
    ("Snow is forecast for Bergen on Sunday.", "on Sunday", "2025-05-04"),
    ("The court meets in Graz on Tuesday.", "on Tuesday", "2025-04-29"),
    ("She will speak on Tuesday.", "on Tuesday", "2025-04-29"),
    ("On Thursday, ministers will vote.", "On Thursday", "2025-05-01"),
    ("On Thursday, ministers voted.", "On Thursday", "2025-04-24"),
    ("They agreed to meet on Friday.", "on Friday", "2025-05-02"),
    # a plan in the present tense, and words that only look like one
    ("Envoys of the league leave on Friday.", "on Friday", "2025-05-02"),
    ("The skaters, a team of ten, depart on Sunday.", "on Sunday", "2025-05-04"),
    ("Rovers play Athletic on Saturday.", "on Saturday", "2025-05-03"),
    ("On Friday, the ferry sails to Bari.", "On Friday", "2025-05-02"),
    ("He was to fly to Bari on Friday.", "on Friday", "2025-05-02"),
    ("The crew refused to leave on Friday.", "on Friday", "2025-04-25"),
    ("His leave on Friday was refused.", "on Friday", "2025-04-25"),
    ("The visit on Friday drew few.", "on Friday", "2025-04-25"),
    ("The ferry, which leaves at noon, sank on Friday.", "on Friday", "2025-04-25"),
    ("He left last Friday.", "last Friday", "2025-04-25"),
    ("He left last Monday.", "last Monday", "2025-04-21"),
    ("He is back this Wednesday.", "this Wednesday", "2025-04-30"),
    ("He is back next Friday.", "next Friday", "2025-05-02?"),
    ("The blast came five days ago.", "five days ago", "2025-04-23"),
    ("Shops shut at the weekend.", "at the weekend", "2025-04-26/2025-04-27"),
    ("Shops will shut at the weekend.", "at the weekend", "2025-05-03/2025-05-04"),
    ("The match was last weekend.", "last weekend", "2025-04-26/2025-04-27"),
    # weeks
    ("Both met last week.", "last week", "2025-04-21/2025-04-27"),
    ("Both meet this week.", "this week", "2025-04-28/2025-05-04"),
    ("Both meet next week.", "next week", "2025-05-05/2025-05-11"),
    ("The road closed two weeks ago.", "two weeks ago", "2025-04-14~"),
    ("Prices rose over the past week.", "over the past week", "2025-04-21/2025-04-28"),
    ("It opens in two weeks' time.", "in two weeks' time", "2025-05-12~"),
    # months
    ("The attack came in January 2023.", "in January 2023", "2023-01"),
    ("The attack came in Jan. 2023.", "in Jan. 2023", "2023-01"),
    ("The navies trained in November.", "in November", "2024-11"),
    ("The navies will train in November.", "in November", "2025-11"),
    ("The navies trained last November.", "last November", "2024-11"),
    ("The talks were in April.", "in April", "2025-04"),
    ("The vote is due in May.", "in May", "2025-05"),
    ("He was jailed in May.", "in May", "2024-05?"),
    ("He was jailed last April.", "last April", "2024-04"),
    ("The fair comes next May.", "next May", "2025-05"),
    ("Costs rose last month.", "last month", "2025-03"),
    ("Costs rise next month.", "next month", "2025-05"),
    ("It was January last year.", "January last year", "2024-01"),
    ("Work began three months ago.", "three months ago", "2025-01~"),
    ("Work went on for the past three months.", "the past three months", "2025-01/2025-04"),
    ("Envoys met earlier this month.", "earlier this month", "2025-04-01/2025-04-28"),
    ("Snow fell in early January 2024.", "in early January 2024", "2024-01-01/2024-01-10"),
    ("Snow fell in mid-January 2024.", "in mid-January 2024", "2024-01-15~"),
    ("Snow fell in late February 2024.", "in late February 2024", "2024-02-21/2024-02-29"),
    ("It runs from March to June 2023.", "March to June 2023", "2023-03/2023-06"),
    ("It ran between March and June 2023.", "March and June 2023", "2023-03/2023-06"),
    ("It ran from November to February 2024.", "November to February 2024", "2023-11/2024-02"),
    ("The drill was on 4–5 November 2024.", "on 4–5 November 2024", "2024-11-04/2024-11-05"),
    ("The drill was on November 4 and 5, 2024.", "on November 4 and 5, 2024",
     "2024-11-04/2024-11-05"),
    ("Shut since January, it decayed.", "since January", "2025-01/.."),
    # years and their parts
    ("In 2023 it closed.", "In 2023", "2023"),
    ("The 2020 war changed that.", "2020", "2020"),
    ("The mission reopened in mid-2024.", "in mid-2024", "2024-07~"),
    ("The court ruled in late 2023.", "in late 2023", "2023-10/2023-12"),
    ("The court ruled in early 2023.", "in early 2023", "2023-01/2023-03"),
    ("It ends at the end of 2026.", "at the end of 2026", "2026-12~"),
    ("It began at the start of 2019.", "at the start of 2019", "2019-01~"),
    ("It must end by the end of the year.", "by the end of the year", "../2025-12~"),
    ("Output fell in the first half of 2024.", "in the first half of 2024", "2024-01/2024-06"),
    ("Output fell in the third quarter of 2022.", "in the third quarter of 2022",
     "2022-07/2022-09"),
    ("Output fell in Q4 2022.", "in Q4 2022", "2022-10/2022-12"),
    ("Rain came in summer 2024.", "in summer 2024", "2024-06~/2024-08~"),
    ("Rain came last summer.", "last summer", "2024-06~/2024-08~"),
    ("It was cold this winter.", "this winter", "2024-12~/2025-02~"),
    ("Exports doubled last year.", "last year", "2024"),
    ("Exports double next year.", "next year", "2026"),
    ("The law passed late last year.", "late last year", "2024-10/2024-12"),
    ("The law passed earlier this year.", "earlier this year", "2025-01/2025-04"),
    ("The law comes later this year.", "later this year", "2025-04/2025-12"),
    ("It was founded two years ago.", "two years ago", "2023~"),
    ("It was founded around 1920.", "around 1920", "1920~"),
    ("It was founded possibly in 1920.", "possibly in 1920", "1920?"),
    # longer, and open
    ("Closed since 2020, it rusts.", "since 2020", "2020/.."),
    ("Closed ever since 2020.", "ever since 2020", "2020/.."),
    ("Closed since last year.", "since last year", "2024/.."),
    ("Closed from March 2020 onwards.", "from March 2020", "2020-03/.."),
    ("He ruled until 1993.", "until 1993", "../1993"),
    ("No road ran there before 1950.", "before 1950", "../1949"),
    ("The line is to be ready by 2030.", "by 2030", "../2030"),
    ("He ruled from 2018 to 2022.", "from 2018 to 2022", "2018/2022"),
    ("He ruled between 2018 and 2022.", "between 2018 and 2022", "2018/2022"),
    ("The 2018–2022 term was calm.", "2018–2022", "2018/2022"),
    ("In 2020-21 it stood empty.", "In 2020-21", "2020/2021"),
    ("Trade grew over the past decade.", "over the past decade", "2015/2025"),
    ("Trade grew in the last five years.", "in the last five years", "2020/2025"),
    ("Trade will grow over the next five years.", "over the next five years", "2025/2030"),
    ("It was built in the 1930s.", "in the 1930s", "1930/1939"),
    ("It was built in the late 1980s.", "in the late 1980s", "1987~/1989~"),
    ("It was built in the 19th century.", "in the 19th century", "1801/1900"),
    ("They have quarrelled for decades.", "for decades", "../2025-04-28"),
    ("Ties cooled in recent years.", "in recent years", "../2025-04-28"),
]  # fmt: skip


def test_table_is_long_enough() -> None:
    assert len({sentence for sentence, _, _ in TOLD}) >= 80


@pytest.mark.parametrize(("sentence", "words", "edtf"), TOLD, ids=[told[0] for told in TOLD])
def test_date_is_found_and_no_finer_than_told(sentence: str, words: str, edtf: str) -> None:
    found = find_dates(sentence, PUBLISHED)
    assert [(mention.text, mention.edtf) for mention in found] == [(words, edtf)]
    assert sentence[found[0].start : found[0].end] == words
    assert parse_date(edtf).edtf == edtf
    assert repr(words) in found[0].reason


@pytest.mark.parametrize(
    "sentence",
    [
        "About 2023 soldiers marched.",
        "Some 1,995 people came.",
        "The pump moves 2000 tonnes.",
        "It lies 1900 metres up.",
        "They may march on, he said.",
        "May he live long.",
        "A Boeing 2020 landed.",
        "It cost $1990 each.",
        "They were fined 2000 euros and 1999 dollars.",
        "Black Friday sales rose.",
        "The second of three talks.",
        "Call 2025-0428-11 for help.",
        "Theresa May spoke.",
        "They vote on the first Tuesday of a month.",
        "He lives in the 1000 block of the road.",
        "He has run the march for charity.",
        "A month later they met; the same day they parted.",
        "Version 2.2024 is out.",
    ],
)
def test_what_is_no_date_is_left(sentence: str) -> None:
    assert not find_dates(sentence, PUBLISHED)


def test_several_dates_of_a_sentence_each_look_their_own_way() -> None:
    text = "The minister said on Friday that talks will resume on Thursday, as in November 2024."
    assert [m.edtf for m in find_dates(text, PUBLISHED)] == ["2025-04-25", "2025-05-01", "2024-11"]


def test_event_that_has_a_date_keeps_it_behind_after_and_before() -> None:
    text = "After the 2020 war and before Monday's vote the road was shut."
    assert [m.edtf for m in find_dates(text, PUBLISHED)] == ["2020", "2025-04-28"]


def test_without_a_day_of_publication_only_whole_dates_are_told() -> None:
    text = "In 2023 it closed; last week, on Monday and in November they met."
    edtf = [mention.edtf for mention in find_dates(text, None)]
    assert edtf == ["2023", "unknown", "unknown", "unknown"]
    reason = find_dates("They met last week.", None)[0].reason
    assert reason == "'last week' depends on the day of publication, which is not known"


def test_what_depends_on_the_day_is_not_told_from_a_month() -> None:
    found = find_dates("Last year, and last week.", parse_date("2025-04"))
    assert [mention.edtf for mention in found] == ["2024", "unknown"]


def test_reason_says_how_it_was_read() -> None:
    reason = find_dates("They trained in November.", PUBLISHED)[0].reason
    assert reason == "'in November' read as the last November before 28 April 2025"


def test_leap_day_without_a_year_is_the_last_real_one() -> None:
    for published, edtf in ((dt.date(2024, 5, 1), "2024-02-29"), (PUBLISHED, "2024-02-29?")):
        found = find_dates("It snowed on 29 February.", published)
        assert [mention.edtf for mention in found] == [edtf]


WORDS = st.sampled_from(
    [word for sentence, _, _ in TOLD for word in sentence.split()]
    + ["–", "and", "to", "31", "9999"]
)
DATES = st.one_of(
    st.none(),
    st.dates(),
    st.sampled_from(["2025", "2025-04", "unknown", "../2025"]).map(parse_date),
)


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_the_date_of_a_thing_is_not_that_of_the_event(sentence: str) -> None:
    (found,) = find_dates(sentence, PUBLISHED)
    assert found.background
    assert date_in(0, len(sentence), (found,)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The accord was signed on 24 July 1923.",
        "In 1988 an earthquake destroyed the town.",
        "He was killed in the summer of 2019.",
        "The road has been shut since 2014.",
        "The bridge, which fell in 2011 and was rebuilt, is long.",
        "Troops left the valley in 2016 after talks.",
    ],
)
def test_what_happened_has_its_date(sentence: str) -> None:
    (found,) = find_dates(sentence, PUBLISHED)
    assert not found.background


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)), DATES)
def test_any_text_gives_sound_dates(text: str, published: dt.date | None) -> None:
    last = 0
    for mention in find_dates(text, published):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert parse_date(mention.edtf)
        assert mention.reason
        last = mention.end
