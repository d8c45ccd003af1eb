"""Read dates as EDTF (ISO 8601-2), keep how sure they are, and say them in words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date, format_skeleton

from geo.errors import DatelineError

UNKNOWN: Final = "unknown"
"""What a story writes where the article gives no date; EDTF has no word for it."""

_LONGEST: Final = 64
_ADVICE: Final = (
    "write it as EDTF, for example 2025-04-28, 2023-01, 2023-10/2023-12, 2024-07~ (about), "
    "2023? (uncertain), ../2025-04-28 (up to), or unknown"
)


class DateError(DatelineError):
    """Report a date that is not EDTF or lies outside the years 1 to 9999."""


@dataclass(frozen=True, slots=True)
class StoryDate:
    """A date as told: its text, the days it can mean, and how sure it is.

    ``earliest`` and ``latest`` are the first and the last possible day, both
    included; ``None`` where that end is open or the date is unknown.
    """

    edtf: str
    earliest: dt.date | None
    latest: dt.date | None
    uncertain: bool = False
    approximate: bool = False

    @property
    def unknown(self) -> bool:
        """Whether the teller gives no date at all."""
        return self.edtf == UNKNOWN

    @property
    def open_start(self) -> bool:
        """Whether it began at no stated time."""
        return not self.unknown and self.earliest is None

    @property
    def open_end(self) -> bool:
        """Whether it ends at no stated time."""
        return not self.unknown and self.latest is None

    def label(self, language: str = "en") -> str:
        """Say the date in words, for example ``about January 2023``."""
        return _label(self, language)

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=4096)
def parse_date(text: str) -> StoryDate:
    """Read an EDTF date, or ``unknown``.

    Raises
    ------
    DateError
        If the text is not EDTF, ends before it begins, or leaves the years 1–9999.

    References
    ----------
    https://www.loc.gov/standards/datetime/
    """
    if text == UNKNOWN:
        return StoryDate(UNKNOWN, None, None)
    earliest, latest = _plain(text) or _rare(text)
    if not _in_order(earliest, latest):
        raise DateError(f"date {text!r} ends before it begins; put the earlier day first")
    if earliest is None and latest is None:
        raise DateError(f"date {text!r} names no day at all; write unknown")
    both = "%" in text
    return StoryDate(
        edtf=text,
        earliest=earliest,
        latest=latest,
        uncertain=both or "?" in text,
        approximate=both or "~" in text,
    )


_POINT: Final = re.compile(
    r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII
)  # the same stands in static/js/check/draft/dates.js
_OPEN: Final = ".."
_Days = tuple[dt.date | None, dt.date | None]


def is_plain(text: str) -> bool:
    """Whether a text is a date of the forms that are typed on the page that checks a draft.

    These are a year, a month or a day, digits of it unknown (``201X``, ``2025-XX``), with ``?``,
    ``~`` or ``%``; two of them with a slash, or one and ``..``; and ``unknown``. The page has the
    same rule, so that it never sends what is refused here.
    """
    days = _plain(text)
    return text == UNKNOWN or (days is not None and _in_order(*days) and days != (None, None))


def _in_order(earliest: dt.date | None, latest: dt.date | None) -> bool:
    return earliest is None or latest is None or earliest <= latest


def _plain(text: str) -> _Days | None:
    """Return the days of a date of the usual forms; nothing of others, and of no day there is.

    These are nearly all that stories hold, and the library takes milliseconds for each. What is
    no such date, a thirteenth month included, is left to it.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _span(start)
    first = (None, None) if start == _OPEN else _span(start)
    last = (None, None) if end == _OPEN else _span(end)
    return (first[0], last[1]) if first and last else None


def _span(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that a point can mean; nothing where one does not exist."""
    found = _POINT.fullmatch(text)
    if not found:
        return None
    year, month, day = found.groups()
    first, last = (int(year.replace("X", digit)) for digit in "09")
    months = (1, 12) if month in {None, "XX"} else (int(month), int(month))
    try:
        ends = calendar.monthrange(last, months[1])[1] if day in {None, "XX"} else int(day)
        return (
            dt.date(first, months[0], 1 if day in {None, "XX"} else int(day)),
            dt.date(last, months[1], ends),
        )
    except ValueError:
        return None


def _rare(text: str) -> _Days:
    """Return the days of a date that has none of the usual forms, or say what is wrong with it."""
    try:
        return _any(text)
    except DateError:
        start, slash, end = text.partition("/")
        points = [part for part in (start, end if slash else start) if part != _OPEN]
        if points and all(map(_POINT.fullmatch, points)):
            told = f"date {text!r} does not exist; write a day that the calendar has"
            raise DateError(told) from None
        raise


def _any(text: str) -> _Days:
    """Return the days of any date of EDTF, by the library; an open end is nothing."""
    parsed = _parsed(text)
    lower, upper = getattr(parsed, "lower", parsed), getattr(parsed, "upper", parsed)
    try:
        first = None if _is_open(lower) else lower.lower_strict()
        last = None if _is_open(upper) else upper.upper_strict()
    except (ValueError, TypeError, AttributeError, IndexError) as error:  # of ``2025-02-3X``
        raise DateError(f"date {text!r} cannot be read; {_ADVICE}") from error
    return first and _day(first, text), last and _day(last, text)


def _parsed(text: str) -> Any:
    from edtf import parse_edtf  # its grammar takes long to build, and few dates need it

    if len(text) > _LONGEST:
        raise DateError(f"date {text[:20]!r}… is longer than {_LONGEST} characters; {_ADVICE}")
    try:
        return parse_edtf(text)
    except Exception as error:  # the library lets some failures escape as it met them
        raise DateError(f"date {text!r} is not a date; {_ADVICE}") from error


def _is_open(end: Any) -> bool:
    from edtf.parser.parser_classes import UnspecifiedIntervalSection

    return isinstance(end, UnspecifiedIntervalSection)


def _day(struct: Any, text: str) -> dt.date:
    try:
        return dt.date(struct[0], struct[1], struct[2])
    except (ValueError, OverflowError, TypeError, IndexError) as error:
        raise DateError(f"date {text!r} lies outside the years 1 to 9999; {_ADVICE}") from error


# --- in words ---------------------------------------------------------------------------------

_LOCALES: Final[Mapping[str, str]] = {"en": "en_GB"}
"""Day before month, as the story's own dateline has it."""

_ABOUT: Final[Mapping[str, str]] = {
    "en": "about {}",
    "az": "təxminən {}",
    "fa": "حدود {}",
    "hy": "մոտավորապես {}",
    "tr": "yaklaşık {}",
    "ru": "примерно {}",
}
_UNCERTAIN: Final[Mapping[str, str]] = {
    "en": "{} (uncertain)",
    "az": "{} (qeyri-müəyyən)",
    "fa": "{} (نامطمئن)",
    "hy": "{} (անորոշ)",
    "tr": "{} (belirsiz)",
    "ru": "{} (неточно)",
}
_UP_TO: Final[Mapping[str, str]] = {"en": "up to {}", "fa": "تا {}"}
_SINCE: Final[Mapping[str, str]] = {"en": "from {}", "fa": "از {}"}
_NO_DATE: Final[Mapping[str, str]] = {
    "en": "not dated",
    "az": "tarix göstərilməyib",
    "fa": "بدون تاریخ",
    "hy": "առանց ամսաթվի",
    "tr": "tarih verilmemiş",
    "ru": "без даты",
}
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _label(date: StoryDate, language: str) -> str:
    if date.unknown:
        return _NO_DATE.get(language, _NO_DATE["en"])
    start, slash, end = date.edtf.partition("/")
    if not slash:
        text = _point(start, language)
    elif date.open_start:
        text = _UP_TO.get(language, "… – {}").format(_point(end, language))
    elif date.open_end:
        text = _SINCE.get(language, "{} – …").format(_point(start, language))
    else:
        text = f"{_point(start, language)} – {_point(end, language)}"
    if date.approximate:
        text = _ABOUT.get(language, _ABOUT["en"]).format(text)
    if date.uncertain:
        text = _UNCERTAIN.get(language, _UNCERTAIN["en"]).format(text)
    return text.translate(_PERSIAN_DIGITS) if language == "fa" else text


@lru_cache(maxsize=16384)
def _point(text: str, language: str) -> str:
    """Say one end of a date; what is no plain year, month or day keeps its EDTF form."""
    locale = _LOCALES.get(language, language)
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~%]?", text)
    if not match:
        return text
    year, month, day = match.groups()
    if day:
        return format_date(dt.date(int(year), int(month), int(day)), "long", locale)
    if month:
        return str(format_skeleton("yMMMM", dt.date(int(year), int(month), 1), locale=locale))
    return str(int(year))
