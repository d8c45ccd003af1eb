"""Name the English words that dates are written with."""

from __future__ import annotations

import calendar
import re
from typing import Final

_SHORT: Final = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9,
    "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
_NUMBERS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
_COUNTS: Final = {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50} | {
    word: number for number, word in enumerate(_NUMBERS, 1)
}
_VAGUE: Final = {"a couple of": 2, "a few": 3, "several": 4, "a dozen": 12}

MONTHS: Final = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for name, number in _SHORT.items()
}
WEEKDAYS: Final = {name.lower(): n for n, name in enumerate(calendar.day_name)}
PARTS: Final = {
    "early": "early", "in early": "early", "late": "late", "mid": "mid", "middle": "mid",
    "start": "start", "beginning": "start", "end": "end", "close": "end",
}  # fmt: skip

_FULL: Final = "|".join(name for name in calendar.month_name if name)
MONTH: Final = (
    rf"(?P<month>(?:{_FULL})\b|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?)"
)
FULL_MONTH: Final = rf"(?P<month>{_FULL})\b"
WEEKDAY: Final = rf"(?P<weekday>{'|'.join(calendar.day_name)})"
YEAR: Final = r"(?P<year>1\d{3}|20\d\d)"
DAY: Final = r"(?P<day>[12]?\d|3[01]|0[1-9])(?:st|nd|rd|th)?"
COUNT: Final = (
    rf"(?P<count>\d{{1,3}}|{'|'.join([*_VAGUE, *sorted(_COUNTS, key=len, reverse=True)])})"
)
UNIT: Final = r"(?P<unit>day|week|month|year|decade)"


def month_number(word: str) -> int:
    """Return a month's number from its name, whole or short."""
    return MONTHS[word.rstrip(".").lower()]


def counted(word: str) -> tuple[int, bool]:
    """Return a number from a word or digits, and whether the word is a vague one."""
    word = re.sub(r"\s+", " ", word.lower())
    if word in _VAGUE:
        return _VAGUE[word], True
    return (int(word) if word.isdigit() else _COUNTS[word]), False
