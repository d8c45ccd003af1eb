"""A time line names what it shows: days where it is short, months, years, centuries."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from babel import Locale

from geo.film.ticks import ticks
from geo.printmap.typeset.words import short_day
from geo.text import LANGUAGES


def labels(first: str, last: str, width: float, language: str = "en") -> list[str]:
    start, end = (dt.date.fromisoformat(day).toordinal() for day in (first, last))
    return [tick.label(language).replace("\u00a0", " ") for tick in ticks(start, end, width)]


@pytest.mark.parametrize(
    ("first", "last", "width", "named"),
    [
        ("2019-03-10", "2019-03-15", 400, ["10 Mar", "11 Mar", "12 Mar", "13 Mar", "14 Mar"]),
        ("2019-03-10", "2019-03-15", 200, ["11 Mar", "13 Mar"]),
        ("2023-12-30", "2024-01-03", 400, ["30 Dec", "31 Dec", "2024", "2 Jan"]),
        ("2024-02-10", "2024-03-03", 400, ["11 Feb", "16 Feb", "21 Feb", "26 Feb", "1 Mar"]),
        ("2023-02-10", "2023-03-08", 400, ["11 Feb", "16 Feb", "21 Feb", "1 Mar", "6 Mar"]),
        ("2021-01-20", "2021-05-02", 300, ["Feb", "Mar", "Apr", "May"]),
        ("2019-06-01", "2022-06-01", 300, ["2020", "2021", "2022"]),
        ("0001-01-01", "9999-12-31", 400, ["2000", "4000", "6000", "8000"]),
    ],
)
def test_ticks_are_named_by_what_tells_them_apart(
    first: str, last: str, width: float, named: list[str]
) -> None:
    assert labels(first, last, width) == named


def test_a_story_of_a_few_days_says_the_days_in_every_language() -> None:
    for language in LANGUAGES:
        found = labels("2022-11-03", "2022-11-08", 600, language)
        assert len(set(found)) == 5 and all(len(words.split()) == 2 for words in found)
        usual = Locale.parse("en_GB" if language == "en" else language)
        assert str(usual.datetime_skeletons["MMMd"].pattern)[0] == "d"
    assert short_day(dt.date(2022, 11, 3), "fa").startswith("۳")


def test_ticks_keep_apart_whatever_the_width() -> None:
    start = dt.date(1999, 11, 20).toordinal()
    for days, width in itertools.product((4, 9, 33, 80, 200, 900, 9_000, 90_000), (150, 333, 1000)):
        found = ticks(start, start + days, width)
        assert found or days / width > 0.3
        for one, other in itertools.pairwise(found):
            assert (other.at - one.at) / days * width > 42
