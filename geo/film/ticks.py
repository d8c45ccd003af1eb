"""Choose at which days, months or years a time line has its ticks, and what each is called.

The page has the same rule (``static/js/time/timescale.js``).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from geo.printmap.typeset.words import month, short_day
from geo.story import parse_date

_LEAST_PX: Final = 62.0
"""From tick to tick."""
_STEPS_DAYS: Final = (1, 2, 5, 10)
_STEPS_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)
_LONGEST_STEP: Final = 24_000
_MONTH_DAYS: Final = 30.4
_LEAST_LAST: Final = 0.75
"""Of a step of days: with less before the next month's first, a month's last tick is left out."""
_NOON: Final = 0.5
"""A day's own tick stands at its middle, as does what happened on it; others where one begins."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Hold one tick: the day from which it is called, and where it stands."""

    day: dt.date
    unit: Literal["day", "month", "year"]
    at: float
    """In days of the calendar."""

    def label(self, language: str) -> str:
        """Name it in a few letters: ``3 Aug``, ``Aug`` or ``2025``."""
        if self.unit == "day":
            return short_day(self.day, language)
        if self.unit == "month":
            return month(self.day.month, language)
        return parse_date(f"{self.day.year:04}").label(language)


def middle_of(day: dt.date) -> float:
    """Return where what happened on a day stands, in days of the calendar."""
    return day.toordinal() + _NOON


def ticks(start: int, end: int, width: float) -> list[Tick]:
    """Return the ticks of a line from day to day of the calendar, as dense as its width allows."""
    for step in _STEPS_DAYS:
        if width / ((end - start) / step) >= _LEAST_PX:
            return list(_of_days(start, end, step))
    months = (end - start) / _MONTH_DAYS
    fits = (step for step in _STEPS_MONTHS if width / (months / step) >= _LEAST_PX)
    return list(_of_months(start, end, next(fits, _LONGEST_STEP)))


def _of_days(start: int, end: int, step: int) -> Iterator[Tick]:
    """Yield every so many days of each month, from its first."""
    for number in range(max(start, 1), min(end, dt.date.max.toordinal() + 1)):
        day = dt.date.fromordinal(number)
        left = calendar.monthrange(day.year, day.month)[1] - day.day + 1
        if day.day == 1 or ((day.day - 1) % step == 0 and left >= _LEAST_LAST * step):
            yield Tick(day, "year" if (day.month, day.day) == (1, 1) else "day", middle_of(day))


def _of_months(start: int, end: int, step: int) -> Iterator[Tick]:
    first = dt.date.fromordinal(max(start, 1))
    at = -(-(first.year * 12 + first.month - 1) // step) * step
    while at // 12 <= dt.MAXYEAR:
        day = dt.date(max(at // 12, 1), at % 12 + 1, 1)
        if day.toordinal() > end:
            break
        if day.toordinal() >= start:
            is_year = day.month == 1 or step >= 12
            yield Tick(day, "year" if is_year else "month", day.toordinal())
        at += step
