"""Show that the checking page reads and says dates as the story does; no browser is needed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from itertools import compress, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.story.format.dates import DateError, is_plain, parse_date
from geo.webmap.calendar import calendars
from tests.node import ask

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


MODULES = """
import { valid, words, read } from "./static/js/check/draft/dates.js";
import { t, use } from "./static/js/core/i18n.js";
import { given } from "./static/js/core/state.js";
import { assets, browser } from "./tests/js/standins.js";
"""


def asked(what: str, texts: Iterable[str]) -> list[Any]:
    """Return what the page's functions make of some texts, in English."""
    code = f"""{MODULES} answer(async ({{ calendars, texts }}) => {{
        browser();
        given.config = {{ assets, calendars, words: "check" }};
        await use("en");
        return texts.map((text) => {what}); }});"""
    found: list[Any] = ask(code, {"calendars": dict(calendars()), "texts": list(texts)})
    return found


def label(text: str) -> str | None:
    """Return what the story says for a date, or nothing where it is none."""
    try:
        return parse_date(text).label("en")
    except DateError:
        return None


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(DATE, min_size=20, max_size=40))
def test_every_date_is_told_as_in_the_story(texts: list[str]) -> None:
    told = asked("valid(text) ? words(text) : null", texts)
    assert told == [label(text) for text in texts]


def test_the_page_takes_what_the_server_takes_and_nothing_else() -> None:
    texts = vectors()
    taken = list(compress(texts, asked("valid(text)", texts)))
    assert taken == [text for text in texts if is_plain(text)]
    assert [text for text in taken if label(text) is None] == []
    real = sum(366 if calendar.isleap(year) else 365 for year in (2023, 2024))
    assert sum(bool(re.fullmatch(r"202[34]-\d\d-\d\d", text)) for text in set(taken)) == real


WRITTEN = {
    "28 April 2025": "2025-04-28",
    "3. March 1999": "1999-03-03",
    "sept 2024": "2024-09",
    "April 2025?": "2025-04?",
    "  2025 ": "2025",
    "": "unknown",
    "Smarch 2025": "Smarch 2025",
    "yesterday": "yesterday",
}


def test_what_people_write_becomes_a_date() -> None:
    assert asked("read(text)", WRITTEN) == list(WRITTEN.values())
