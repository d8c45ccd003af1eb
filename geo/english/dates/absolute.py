"""Read dates that name their year, and days and months that leave it to the reader."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from geo.english.dates import periods
from geo.english.dates.periods import Period, real_day
from geo.english.dates.rule import UNDATED, Around, Rule
from geo.english.dates.tense import Leaning
from geo.english.dates.words import DAY, FULL_MONTH, MONTH, WEEKDAY, YEAR, month_number

_FAR_MONTHS: Final = 10
"""So long ago, a report would name the year."""

# --- with their year --------------------------------------------------------------------------


def _iso(found: re.Match[str], around: Around) -> Period | None:
    date = real_day(int(found["year"]), int(found["m"]), int(found["d"]))
    return periods.day(date) if date else None


def _numeric(found: re.Match[str], around: Around) -> Period | None:
    """Read 28/04/2025; where day and month could be swapped, only the year is sure."""
    one, two, number = int(found["one"]), int(found["two"]), int(found["year"])
    by_day, by_month = real_day(number, two, one), real_day(number, one, two)
    if by_day and by_month and by_day != by_month:
        return periods.year(number, f"the year {number}; its day and month could be swapped")
    date = by_day or by_month
    return periods.day(date) if date else None


def _whole(found: re.Match[str], around: Around) -> Period | None:
    date = real_day(int(found["year"]), month_number(found["month"]), int(found["day"]))
    return periods.day(date) if date else None


def _month_of_year(found: re.Match[str], around: Around) -> Period | None:
    return periods.month(int(found["year"]), month_number(found["month"]))


_UNITS: Final = re.compile(
    r"\s*(?:%|[kK]?[mM]²?\b|(?:people|men|women|children|soldiers|troops|civilians|refugees|workers|"
    r"homes|houses|families|vehicles|tanks|kilomet|met(?:re|er)s|miles|feet|hectares|acres|dollars|"
    r"euros|pounds|rupees|tonnes|tons|barrels|megawatts|MW|GW|percent|per cent|points|years|days|"
    r"hours|minutes|times|delegates|seats|votes|students|fans|passengers|deaths|cases|rounds|block)\b)"
)
_YEAR_AFTER: Final = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|from|to|before|after|early|late|mid|year|years|the|a|an|"
    r"for|through|between|and|throughout|around|about|circa|of|its|their|his|her|that|"
    r"end of|start of|in the|"
    + "|".join(("spring", "summer", "autumn", "fall", "winter"))
    + r")\s+|\bmid-|\(|[–—-]\s?)$",
    re.I,
)
_COUNTING: Final = re.compile(r"\b(?:of|about|around|from|to|and|for|between|after|by)\s+$", re.I)
_PLURAL: Final = re.compile(r"\s+[a-z]+s\b")


def _bare_year(found: re.Match[str], around: Around) -> Period | None:
    """Read 2023 where the words before make it a year and those behind no number of things."""
    before = around.before(found.start())
    if not _YEAR_AFTER.search(before) or _UNITS.match(around.text, found.end()):
        return None
    if _COUNTING.search(before) and _PLURAL.match(around.text, found.end()):
        return None
    if re.search(r"[(–—-]\s?$", before) and not 1800 <= int(found["year"]) <= 2099:
        return None
    return periods.year(int(found["year"]))


def _years(found: re.Match[str], around: Around) -> Period | None:
    first = int(found["year"])
    last = (
        int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
    )
    if not first < last < first + 200:
        return None
    return periods.years(first, last, f"the years {first} to {last}")


_PARTS_OF_DECADE: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def _decade(found: re.Match[str], around: Around) -> Period | None:
    first, part = int(found["year"]), (found["part"] or "").strip("- ").lower()
    if first % 10:
        return None
    begin, end = _PARTS_OF_DECADE.get(part, (0, 9))
    said = f"the years {first + begin} to {first + end}"
    return periods.years(first + begin, first + end, said, "~" if part else "")


def _century(found: re.Match[str], around: Around) -> Period | None:
    last, part = int(found["number"]) * 100, (found["part"] or "").strip("- ").lower()
    if not 1 <= last // 100 <= 21:
        return None
    begin, end = {"early": (99, 66), "mid": (66, 34), "late": (33, 0)}.get(part, (99, 0))
    said = f"the years {last - begin} to {last - end}"
    return periods.years(last - begin, last - end, said, "~" if part else "")


_THIRDS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def _portion(found: re.Match[str], around: Around) -> Period | None:
    """Read the first half of 2024, the third quarter of 2024, Q3 2024."""
    number = int(found["year"])
    size = 6 if (found["kind"] or "").startswith("half") else 3
    which = int(found["q"]) - 1 if found["q"] else _THIRDS[found["which"].lower()]
    if which >= 12 // size:
        return None
    first = which % (12 // size) * size + 1
    said = f"{'half a year' if size == 6 else 'a quarter'} of {number}"
    return periods.months((number, first), (number, first + size - 1), said)


SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SEASON: Final = rf"(?P<season>{'|'.join(SEASONS)})"


def season(name: str, number: int) -> Period:
    """Return a season's months, as the north has them; winter reaches into the next year."""
    first = SEASONS[name.lower()]
    last = (number, first + 2) if first < 12 else (number + 1, 2)
    said = f"the {name.lower()} of {number}, as the north has it"
    return periods.months((number, first), last, said, "~")


def _season_of_year(found: re.Match[str], around: Around) -> Period | None:
    return season(found["season"], int(found["year"]))


def _days(found: re.Match[str], around: Around) -> Period | None:
    """Read 4–5 November 2024; without a year it is that of the first day."""
    number, name = found["year"], found["month"]
    one = _day_in(found["day"], name, number, found, around)
    two = _day_in(found["last"], name, one[0].year if one else None, found, around)
    if not one or not two or not one[0] < two[0]:
        return None
    return periods.days(one[0], two[0], f"{periods.in_words(one[0])} to {periods.in_words(two[0])}")


def _day_in(
    number: str, name: str, of: str | int | None, found: re.Match[str], around: Around
) -> tuple[dt.date, str] | None:
    if of is not None:
        date = real_day(int(of), month_number(name), int(number))
        return (date, "") if date else None
    return nearest_day(month_number(name), int(number), around, found.span())


# --- without ----------------------------------------------------------------------------------


def nearest_day(
    month: int, day: int, around: Around, span: tuple[int, int]
) -> tuple[dt.date, str] | None:
    """Return the day that a report means by 28 April, and a mark where that is not sure."""
    published = around.published
    if published is None:
        return None
    past = next(
        (
            d
            for back in range(9)
            if (d := real_day(published.year - back, month, day)) and d <= published
        ),
        None,
    )
    ahead = next(
        (
            d
            for on in range(9)
            if (d := real_day(published.year + on, month, day)) and d >= published
        ),
        None,
    )
    if past is None or ahead is None or past == ahead:
        found = past or ahead
        return (found, "") if found else None
    far = (published - past).days > _FAR_MONTHS * 30.5
    where, mark = _chosen(around.leaning(*span), far)
    return (past if where == "past" else ahead), mark


def _chosen(leaning: Leaning | None, far: bool) -> tuple[Leaning, str]:
    """Choose past or future: as the sentence looks; and the past, if it is not far."""
    if far:
        return ("past", "?") if leaning == "past" else ("future", "" if leaning else "?")
    return leaning or "past", ""


def _no_year(found: re.Match[str], around: Around) -> Period | None:
    name, number = month_number(found["month"]), int(found["day"])
    if real_day(2000, name, number) is None:
        return None
    if around.published is None:
        return Period(None, None, UNDATED)
    date = nearest_day(name, number, around, found.span())
    if date is None:
        return None
    way = "last" if date[0] <= around.published else "next"
    said = f"the {way} one {_from(around.published, way)}: {periods.in_words(date[0])}"
    return periods.day(date[0], said, date[1])


def _from(published: dt.date, way: str) -> str:
    return f"{'up to' if way == 'last' else 'after'} {periods.in_words(published)}"


_BEFORE_MONTH: Final = re.compile(
    r"\b(?:in|since|until|till|by|from|between|before|after|during|of|early|late|through|"
    r"throughout|around|about|as of|prior to|for|mid-?)\s*$",
    re.I,
)
_SECOND_MONTH: Final = re.compile(r"\b(?:from|between)\s+[A-Z][a-z]+\s+(?:to|and|until)\s+$")


def bare_month(found: re.Match[str], around: Around) -> Period | None:
    """Read in November: the last one, or the next where the sentence looks ahead."""
    before = around.before(found.start())
    if not (_BEFORE_MONTH.search(before) or _SECOND_MONTH.search(before)):
        return None
    published, number = around.published, month_number(found["month"])
    if published is None:
        return Period(None, None, UNDATED)
    if number == published.month:
        return periods.month(published.year, number, "the month of publication")
    past = published.year - (number > published.month)
    ahead = published.year + (number < published.month)
    far = (published.year - past) * 12 + published.month - number >= _FAR_MONTHS
    where, mark = _chosen(around.leaning(*found.span()), far)
    way, of = ("last", past) if where == "past" else ("next", ahead)
    side = "before" if way == "last" else "after"
    said = f"the {way} {found['month']} {side} {periods.in_words(published)}"
    return periods.month(of, number, said, mark)


def _months(found: re.Match[str], around: Around) -> Period | None:
    """Read March to June 2023; with "and" only where "between" stands before."""
    between = re.search(r"\bbetween\s+$", around.before(found.start()), re.I)
    if found["join"].strip() == "and" and not between:
        return None
    last, number = month_number(found["month"]), int(found["year"])
    first = month_number(found["first"])
    begin = (number - (first > last), first)
    said = f"{found['first']} {begin[0]} to {found['month']} {number}"
    return periods.months(begin, (number, last), said)


_PART: Final = r"(?P<part>(?:early|mid|late)(?:[- ]))?"
_NAMES: Final = "|".join(name for name in calendar.month_name if name)
_DASH: Final = r"\s?[-–—]\s?|\s+(?:to|and|until)\s+"

RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"\b{YEAR}-(?P<m>\d\d)-(?P<d>\d\d)\b(?!-)", _iso),
        (rf"\b(?P<one>\d{{1,2}})(?P<sep>[/.])(?P<two>\d{{1,2}})(?P=sep){YEAR}\b", _numeric),
        (rf"\b(?:{WEEKDAY},? )?(?:the )?{DAY}(?: of)? {MONTH},? {YEAR}\b", _whole),
        (rf"\b(?:{WEEKDAY},? )?{MONTH} {DAY},? {YEAR}\b", _whole),
        (rf"\b{MONTH},?(?: of)? {YEAR}\b", _month_of_year),
        (rf"\b{DAY}(?:{_DASH})(?P<last>\d{{1,2}})(?:st|nd|rd|th)? {MONTH}(?:,? {YEAR})?\b", _days),
        (rf"\b{MONTH} {DAY}(?:{_DASH})(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {YEAR})?\b", _days),
        (rf"\b(?:{WEEKDAY},? )?(?:the )?{DAY}(?: of)? {MONTH}(?!\w)", _no_year),
        (rf"\b(?:{WEEKDAY},? )?{MONTH} {DAY}\b(?![:.,]?\d)", _no_year),
        (rf"\b(?P<first>{_NAMES})(?P<join>{_DASH}){FULL_MONTH},? {YEAR}\b", _months),
        (rf"\b{FULL_MONTH}", bare_month),
        (rf"(?<![\d.,-])\b{YEAR}\s?[-–—]\s?(?P<last>\d{{4}}|\d\d)\b(?![-–,.]?\d)", _years),
        (rf"(?<![\d.,$€£#])\b{YEAR}\b(?![,.:]?\d|[-–]\d|['’]?s\b(?=\s*$))", _bare_year),
        (rf"(?i:\b(?:the )?{_PART}{YEAR}['’]?s\b)", _decade),
        (rf"(?i:\b(?:the )?{_PART}(?P<number>\d{{1,2}})(?:st|nd|rd|th)[- ]century\b)", _century),
        (
            rf"(?i:\b(?:the )?(?:(?P<which>first|second|third|fourth|last) "
            rf"(?P<kind>half|quarter) (?:of )?|Q(?P<q>[1-4]) (?:of )?){YEAR}\b)",
            _portion,
        ),
        (rf"(?i:\b(?:the )?{SEASON}(?: of)? {YEAR}\b)", _season_of_year),
    )
)  # fmt: skip
