"""Show that the checking page reads and says dates as the story does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from geo.story.dates import DateError, parse_date
from tests.browser.check_page import Desk, open_draft

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
NEARLY = st.text("0123456789-/.~?%X u", min_size=1, max_size=14)


@pytest.fixture
def dates(page: Page, desk: Desk) -> Page:
    return open_draft(page, desk, desk.add())


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


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(NEARLY, min_size=20, max_size=40))
def test_nothing_is_taken_that_the_server_refuses(dates: Page, texts: list[str]) -> None:
    taken = dates.evaluate("(texts) => texts.filter(Dateline.check.dates.valid)", texts)
    assert [text for text in taken if label(text) is None] == []


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
