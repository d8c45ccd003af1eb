"""Reckon with days, weeks, months and years, and write them as EDTF with the precision kept."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from geo.story.format.dates import UNKNOWN


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a time as told: its two ends as EDTF, the same for a day, month or year."""

    first: str | None
    """``None`` where it began at no stated time."""
    last: str | None
    said: str
    """What it was read as, in words."""
    mark: str = ""
    """``~`` about, ``?`` uncertain."""

    @property
    def edtf(self) -> str:
        """The period as EDTF, for example ``2023-10/2023-12``; ``unknown`` where it has no end."""
        if self.first is None and self.last is None:
            return UNKNOWN
        if self.first == self.last:
            return f"{self.first}{self.mark}"
        first = ".." if self.first is None else f"{self.first}{self.mark}"
        last = ".." if self.last is None else f"{self.last}{self.mark}"
        return f"{first}/{last}"

    def marked(self, mark: str, said: str) -> Period:
        """Return the period with a mark and what it says of it."""
        return replace(self, mark=mark, said=f"{self.said}, {said}")


def year(number: int, said: str = "", mark: str = "") -> Period:
    """Return a year."""
    return _point(f"{number:04}", said or f"the year {number}", mark)


def month(year: int, month: int, said: str = "", mark: str = "") -> Period:
    """Return a month of a year."""
    return _point(f"{year:04}-{month:02}", said or f"{calendar.month_name[month]} {year}", mark)


def day(date: dt.date, said: str = "", mark: str = "") -> Period:
    """Return a day."""
    return _point(date.isoformat(), said or in_words(date), mark)


def days(first: dt.date, last: dt.date, said: str, mark: str = "") -> Period:
    """Return all days from the first to the last."""
    return Period(first.isoformat(), last.isoformat(), said, mark)


def months(first: tuple[int, int], last: tuple[int, int], said: str, mark: str = "") -> Period:
    """Return all months from the first to the last, each as (year, month)."""
    return Period("{:04}-{:02}".format(*first), "{:04}-{:02}".format(*last), said, mark)


def years(first: int, last: int, said: str, mark: str = "") -> Period:
    """Return all years from the first to the last."""
    return Period(f"{first:04}", f"{last:04}", said, mark)


def _point(text: str, said: str, mark: str) -> Period:
    return Period(text, text, said, mark)


def in_words(date: dt.date) -> str:
    """Say a day, for example ``28 April 2025``."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, or nothing where no calendar has it."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def back_by_months(date: dt.date, count: int) -> tuple[int, int]:
    """Return the (year, month) so many months before a day's; after it where negative."""
    number = date.year * 12 + date.month - 1 - count
    return number // 12, number % 12 + 1


def week_of(date: dt.date, weeks: int = 0) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of a day's week, or of one so many weeks later."""
    monday = date - dt.timedelta(days=date.weekday()) + dt.timedelta(weeks=weeks)
    return monday, monday + dt.timedelta(days=6)


def last_day(year: int, month: int) -> int:
    """Return how many days a month has."""
    return calendar.monthrange(year, month)[1]


_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")


def part(whole: Period, which: str) -> Period | None:
    """Return the early, middle or late part of a year or a month; nothing of anything else."""
    if whole.first is None or whole.first != whole.last:
        return None
    if re.fullmatch(r"\d{4}", whole.first):
        return _part_of_year(int(whole.first), which, whole.mark)
    found = _MONTH.fullmatch(whole.first)
    return _part_of_month(int(found[1]), int(found[2]), which, whole.said) if found else None


def _part_of_year(number: int, which: str, mark: str) -> Period:
    if which == "mid":
        return month(number, 7, f"about the middle of {number}", "~")
    if which in ("start", "end"):
        said = f"about the {which} of {number}"
        return month(number, 1 if which == "start" else 12, said, "~")
    if which == "early":
        return months((number, 1), (number, 3), f"January to March {number}", mark)
    return months((number, 10), (number, 12), f"October to December {number}", mark)


def _part_of_month(number: int, of: int, which: str, said: str) -> Period:
    first, last = {
        "early": (1, 10), "start": (1, 10), "mid": (15, 15),
        "late": (21, last_day(number, of)), "end": (21, last_day(number, of)),
    }[which]  # fmt: skip
    if which == "mid":
        return day(dt.date(number, of, 15), f"about the middle of {said}", "~")
    begin, end = dt.date(number, of, first), dt.date(number, of, last)
    return days(begin, end, f"the {first}th to {last}th of {said}".replace("1th", "1st"))
