"""Show that the checking page reads and says dates as the story does."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from geo.story.dates import DateError, is_plain, parse_date
from tests.browser.check_page import Desk, open_draft
from tests.conftest import NewPage

pytestmark = pytest.mark.browser

POINT = st.builds(
    lambda day, parts, mark: "-".join(day.isoformat().split("-")[:parts]) + mark,
    st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)),
    st.integers(1, 3),
    st.sampled_from(["", "", "~", "?", "%"]),
)
DATE = st.one_of(
    POINT,
    st.just("unknown"),
    st.builds("{}/{}".format, POINT, POINT),
    POINT.map("../{}".format),
    POINT.map("{}/..".format),
)
YEARS = ("0000", "0001", "1900", "2000", "2023", "2024", "9999", "202X", "00XX", "20XX", "XXXX",
         "2X24", "24", "20245")  # fmt: skip
MONTHS = ("", "00", "01", "02", "04", "12", "13", "21", "XX", "1X", "2")
DAYS = ("", "00", "01", "28", "29", "30", "31", "32", "XX", "3X", "9")
MARKS = ("", "?", "~", "%", "?~", " ", "Z")


def points() -> list[str]:
    """Return what is, or nearly is, a point in time: each year with each month, day and mark."""
    bare = ["-".join(part for part in parts if part) for parts in product(YEARS, MONTHS, DAYS)]
    return list(dict.fromkeys(bare + [f"{text}{mark}" for text in bare[::7] for mark in MARKS]))


def vectors() -> list[str]:
    """Return points, two of them with a slash, open ends, every day of two years, and rubbish."""
    one = points()
    ends = ["..", "", "unknown", *one[:: len(one) // 60]]
    days = [f"{year}-{month:02}-{day:02}" for year, month, day in
            product((2023, 2024), range(1, 13), range(1, 32))]  # fmt: skip
    rest = ["unknown", "Unknown", "2024/2025/2026", "2024-05-02T10:00", "{2024}", "٢٠٢٤", "2024\n"]
    return one + [f"{first}/{last}" for first, last in product(ends, ends)] + days + rest


@pytest.fixture(scope="module")
def dates(kept_page: NewPage, desk: Desk) -> Page:
    return open_draft(kept_page(), desk, desk.add())


def label(text: str) -> str | None:
    """Return what the story says for a date, or nothing where it is none."""
    try:
        return parse_date(text).label("en")
    except DateError:
        return None


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(DATE, min_size=20, max_size=40))
def test_every_date_is_told_as_in_the_story(dates: Page, texts: list[str]) -> None:
    told = dates.evaluate(
        """(texts) => { const { valid, words } = Dateline.check.dates;
            return texts.map((text) => (valid(text) ? words(text) : null)); }""",
        texts,
    )
    assert told == [label(text) for text in texts]


def test_the_page_takes_what_the_server_takes_and_nothing_else(dates: Page) -> None:
    asked = vectors()
    taken = dates.evaluate("(texts) => texts.filter(Dateline.check.dates.valid)", asked)
    assert taken == [text for text in asked if is_plain(text)]
    assert [text for text in taken if label(text) is None] == []
    real = sum(366 if calendar.isleap(year) else 365 for year in (2023, 2024))
    assert sum(bool(re.fullmatch(r"202[34]-\d\d-\d\d", text)) for text in set(taken)) == real


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("28 April 2025", "2025-04-28"),
        ("3. March 1999", "1999-03-03"),
        ("sept 2024", "2024-09"),
        ("April 2025?", "2025-04?"),
        ("  2025 ", "2025"),
        ("", "unknown"),
        ("Smarch 2025", "Smarch 2025"),
        ("yesterday", "yesterday"),
    ],
)
def test_what_people_write_becomes_a_date(dates: Page, written: str, edtf: str) -> None:
    assert dates.evaluate("(text) => Dateline.check.dates.read(text)", written) == edtf
