"""Show that dates are read as EDTF, keep how sure they are, and are said in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DatelineError
from geo.story import parse_date
from geo.story.format import dates
from geo.text import LANGUAGES


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-04-28", "2025-04-28", "2025-04-28"),
        ("2023-01", "2023-01-01", "2023-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2025-04-21/2025-04-27", "2025-04-21", "2025-04-27"),
        ("2023-10/2023-12?", "2023-10-01", "2023-12-31"),
        ("../2025-04-28", None, "2025-04-28"),
        ("/2025-04-28", None, "2025-04-28"),
        ("2025/..", "2025-01-01", None),
        ("unknown", None, None),
    ],
)
def test_days_that_a_date_can_mean(text: str, earliest: str | None, latest: str | None) -> None:
    date = parse_date(text)
    assert (date.earliest and date.earliest.isoformat()) == earliest
    assert (date.latest and date.latest.isoformat()) == latest
    assert str(date) == text


def test_doubt_is_kept() -> None:
    assert parse_date("2023-01~").approximate and not parse_date("2023-01~").uncertain
    assert parse_date("2023?").uncertain and not parse_date("2023?").approximate
    assert parse_date("2023%").uncertain and parse_date("2023%").approximate
    assert parse_date("../2025").open_start and not parse_date("../2025").open_end
    assert parse_date("unknown").unknown and not parse_date("unknown").open_start


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2025-04-28", "28 April 2025"),
        ("2023-01~", "about January 2023"),
        ("2023-10/2023-12?", "October 2023 – December 2023 (uncertain)"),
        ("../2025-04-28", "up to 28 April 2025"),
        ("unknown", "not dated"),
    ],
)
def test_dates_are_said_in_words(text: str, label: str) -> None:
    assert parse_date(text).label("en") == label


def test_every_language_says_dates_its_own_way() -> None:
    labels = {parse_date("2023-01~").label(language) for language in LANGUAGES}
    assert len(labels) == len(LANGUAGES)
    assert parse_date("2025-04-28").label("fa") == "۲۸ آوریل ۲۰۲۵"


PLAIN = st.builds(
    "{}{}{}".format,
    st.integers(0, 9999).map("{:04}".format),
    st.sampled_from(["", "-00", "-02", "-12", "-13", "-02-00", "-02-29", "-06-30", "-06-31"]),
    st.sampled_from(["", "?", "~", "%"]),
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(PLAIN, st.builds("{}/{}".format, PLAIN, PLAIN)))
def test_plain_dates_mean_what_the_library_says(text: str) -> None:
    found = dates._plain(text)
    if found is not None:
        assert found == dates._any(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX-04", "1800-04-01", "1899-04-30"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2023-XX-31?", "2023-01-31", "2023-12-31"),
        ("2025-XX/2026-02-XX", "2025-01-01", "2026-02-28"),
    ],
)
def test_digits_may_be_unknown(text: str, first: str, last: str) -> None:
    date = parse_date(text)
    assert dates.is_plain(text)
    assert (str(date.earliest), str(date.latest)) == (first, last)


@pytest.mark.parametrize("text", ["2021-06-31", "1900-02-29~", "2022-11-31/..", "00XX", "2024-00"])
def test_a_day_that_does_not_exist_is_called_so(text: str) -> None:
    with pytest.raises(DatelineError, match="does not exist; write a day that the calendar has"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2001-21", "{2024,2025}", "2024-05/", "2024?-05"])
def test_what_stories_may_hold_and_drafts_do_not(text: str) -> None:
    assert parse_date(text).earliest and not dates.is_plain(text)


@pytest.mark.parametrize("text", ["2024-02-2X", "2024-1X", "2024-04-3X/2024-05"])
def test_what_the_library_stumbles_over_is_refused(text: str) -> None:
    with pytest.raises(DatelineError, match="date "):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["", "2023-13", "2023-02-30", "late 2023", "2024/2023", "../..", "XXXX", "9" * 99]
)
def test_what_is_no_date_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(DatelineError) as caught:
        parse_date(text)
    assert "\n" not in str(caught.value)
    assert "date " in str(caught.value)


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        date = parse_date(text)
    except DatelineError:
        return
    assert date.unknown or date.earliest or date.latest


@given(st.dates(), st.dates())
def test_intervals_hold_their_ends(one: dt.date, two: dt.date) -> None:
    first, last = sorted((one, two))
    date = parse_date(f"{first.isoformat()}/{last.isoformat()}")
    assert (date.earliest, date.latest) == (first, last)
    assert date.label("en")
