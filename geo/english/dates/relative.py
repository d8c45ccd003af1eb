"""Read dates that are told from the day of publication: last week, on Monday, two years ago."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from geo.english.dates import periods
from geo.english.dates.absolute import SEASON, season
from geo.english.dates.periods import Period, back_by_months, in_words
from geo.english.dates.rule import UNDATED, Around, Rule
from geo.english.dates.words import (
    COUNT,
    FULL_MONTH,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    counted,
    month_number,
)

_UNKNOWN: Final = Period(None, None, UNDATED)
_STEPS: Final = {"last": -1, "this": 0, "the": 0, "next": 1}
_DAYS_OFF: Final = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "earlier today": 0, "later today": 0, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _day_word(found: re.Match[str], around: Around) -> Period:
    if around.published is None:
        return _UNKNOWN
    off = _DAYS_OFF[re.sub(r"\s+", " ", found["word"].lower())]
    said = {0: "the day of publication", -1: "the day before", 1: "the day after"}.get(
        off, "two days before" if off < 0 else "two days after"
    )
    date = around.published + dt.timedelta(days=off)
    return periods.day(date, f"{said}, {in_words(date)}")


_NO_WEEKDAY: Final = re.compile(
    r"\b(?:Black|Good|Bloody|Super|Easter|The|first|second|third|fourth|last|every|each|any)\s$"
)


def _weekday(found: re.Match[str], around: Around) -> Period | None:
    """Read on Monday: the last one, the day of publication included, or the next."""
    if _NO_WEEKDAY.search(around.before(found.start())):
        return None
    published = around.published
    if published is None:
        return _UNKNOWN
    number = WEEKDAYS[found["weekday"].lower()]
    step = (found["step"] or "").strip().lower()
    back = (published.weekday() - number) % 7
    if step == "last":
        date = published - dt.timedelta(days=back or 7)
        return periods.day(date, _said_weekday(found, "last", "before", published, date))
    if step == "this":
        date = periods.week_of(published)[0] + dt.timedelta(days=number)
        return periods.day(date, f"that of the week of publication, {in_words(date)}")
    if step == "next":
        date = published + dt.timedelta(days=7 - back)
        said = _said_weekday(found, "next", "after", published, date)
        return periods.day(date, f"{said}; some mean a week later", "?")
    if back and around.leaning(*found.span()) == "future":
        date = published + dt.timedelta(days=7 - back)
        return periods.day(date, _said_weekday(found, "next", "after", published, date))
    date = published - dt.timedelta(days=back)
    return periods.day(date, _said_weekday(found, "last", "up to", published, date))


def _said_weekday(
    found: re.Match[str], way: str, side: str, published: dt.date, date: dt.date
) -> str:
    return f"the {way} {found['weekday']} {side} {in_words(published)}, {in_words(date)}"


def _unit(found: re.Match[str], around: Around) -> Period | None:
    """Read last week, this month, next year, by the calendar."""
    if around.published is None:
        return _UNKNOWN
    return _calendar(found["unit"].lower(), found["step"].lower(), around.published)


def _calendar(unit: str, step: str, published: dt.date) -> Period:
    off = _STEPS[step]
    said = f"the {unit} {('before that', 'of publication', 'after that')[off + 1]}"
    if off:
        said += " of publication"
    if unit == "week":
        first, last = periods.week_of(published, off)
        return periods.days(first, last, f"{said}, Monday to Sunday")
    if unit == "weekend":
        first, last = periods.week_of(published, off)
        return periods.days(last - dt.timedelta(days=1), last, f"{said}, Saturday and Sunday")
    if unit == "month":
        return periods.month(*back_by_months(published, -off), said)
    if unit == "year":
        return periods.year(published.year + off, said)
    first_year = published.year // 10 * 10 + 10 * off
    return periods.years(first_year, first_year + 9, said, "?" if off < 0 else "")


def _over_the_weekend(found: re.Match[str], around: Around) -> Period:
    """Read at the weekend: the last one, or this week's where the sentence looks ahead."""
    published = around.published
    if published is None:
        return _UNKNOWN
    ahead = around.leaning(*found.span()) == "future"
    on_it = published.weekday() >= 5
    return _calendar("weekend", "this" if ahead or on_it else "last", published)


def _part_of_unit(found: re.Match[str], around: Around) -> Period | None:
    """Read earlier this year: up to publication; later this month: from it on."""
    published = around.published
    if published is None:
        return _UNKNOWN
    whole = _calendar(found["unit"].lower(), "this", published)
    if found["way"].lower() == "earlier":
        last = published.isoformat()[: 7 if found["unit"].lower() == "year" else 10]
        first = {"week": whole.first, "month": f"{whole.first}-01", "year": f"{whole.first}-01"}
        return Period(first[found["unit"].lower()], last, "up to the day of publication")
    ends = {
        "week": whole.last,
        "month": f"{whole.first}-{periods.last_day(published.year, published.month)}",
        "year": f"{whole.first}-12",
    }
    begin = published.isoformat()[: 7 if found["unit"].lower() == "year" else 10]
    return Period(begin, ends[found["unit"].lower()], "from the day of publication on")


def _edge_of_unit(found: re.Match[str], around: Around) -> Period | None:
    """Read the end of the year, the start of this month."""
    if around.published is None:
        return _UNKNOWN
    whole = _calendar(found["unit"].lower(), found["step"].lower(), around.published)
    words = {"beginning": "start", "middle": "mid", "close": "end"}
    edge = found["edge"].lower()
    return periods.part(whole, words.get(edge, edge))


def _ago(found: re.Match[str], around: Around) -> Period | None:
    if around.published is None:
        return _UNKNOWN
    count, vague = counted(found["count"])
    unit = found["unit"].lower()
    found_period = _back(around.published, count, unit)
    said = f"about {count} {unit}s before {in_words(around.published)}"
    exact = unit == "day" and not vague
    return Period(found_period, found_period, said, "" if exact else "~")


def _back(published: dt.date, count: int, unit: str) -> str:
    """Return the day, month or year so long before; after it where negative."""
    if unit == "day":
        return (published - dt.timedelta(days=count)).isoformat()
    if unit == "week":
        return (published - dt.timedelta(weeks=count)).isoformat()
    if unit == "month":
        return "{:04}-{:02}".format(*back_by_months(published, count))
    return f"{published.year - count * (10 if unit == 'decade' else 1):04}"


def _from_now(found: re.Match[str], around: Around) -> Period | None:
    if around.published is None:
        return _UNKNOWN
    count, vague = counted(found["count"])
    unit = found["unit"].lower()
    then = _back(around.published, -count, unit)
    said = f"about {count} {unit}s after {in_words(around.published)}"
    return Period(then, then, said, "" if unit == "day" and not vague else "~")


def _window(found: re.Match[str], around: Around) -> Period | None:
    """Read the past decade, the last three months: they end at publication."""
    published = around.published
    if published is None:
        return _UNKNOWN
    count, vague = counted(found["count"]) if found["count"] else (1, False)
    unit = found["unit"].lower()
    ahead = found["way"].lower() in ("next", "coming")
    finer = (
        "month"
        if unit == "year" and count == 1
        else "day"
        if unit == "month" and count == 1
        else unit
    )
    many = {"month": 12, "day": 30}[finer] if finer != unit else count
    far = _back(published, -many if ahead else many, finer)
    near = _back(published, 0, finer)
    said = f"the {count} {unit}s {'after' if ahead else 'up to'} {in_words(published)}"
    mark = "~" if vague else ""
    return Period(near, far, said, mark) if ahead else Period(far, near, said, mark)


def _vague(found: re.Match[str], around: Around) -> Period | None:
    """Read in recent years, for decades: when it began is not said, and it lasts to now."""
    if around.published is None:
        return _UNKNOWN
    said = "a time of no stated beginning up to the day of publication"
    return Period(None, around.published.isoformat(), said)


def _month_of_unit_year(found: re.Match[str], around: Around) -> Period | None:
    """Read in January last year, November of this year."""
    if around.published is None:
        return _UNKNOWN
    of = around.published.year + _STEPS[found["step"].lower()]
    return periods.month(of, month_number(found["month"]))


def _stepped_month(found: re.Match[str], around: Around) -> Period | None:
    """Read last November, next May, this April."""
    published = around.published
    if published is None:
        return _UNKNOWN
    number, step = month_number(found["month"]), found["step"].lower()
    if step == "this":
        return periods.month(published.year, number, f"{found['month']} of the year of publication")
    if step == "last":
        of = published.year - (number >= published.month)
        side = "before"
    else:
        of = published.year + (number <= published.month)
        side = "after"
    said = f"the {step} {found['month']} {side} {in_words(published)}"
    return periods.month(of, number, said)


_SEASON_OF: Final = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring",
                     6: "summer", 7: "summer", 8: "summer", 9: "autumn", 10: "autumn",
                     11: "autumn"}  # fmt: skip


def _stepped_season(found: re.Match[str], around: Around) -> Period | None:
    """Read last summer, this winter."""
    published = around.published
    if published is None:
        return _UNKNOWN
    name = found["season"].lower().replace("fall", "autumn")
    began = published.year - (name == "winter" and published.month <= 6)
    starts = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
    now = _SEASON_OF[published.month] == name
    step = found["step"].lower()
    if step == "this":
        return season(name, began)
    over = not now and published.month > starts
    if step == "last":
        return season(name, published.year if over else began - 1)
    return season(name, published.year + (over or now))


def _season_of(found: re.Match[str], around: Around) -> Period | None:
    """Read spring last year, the winter of this year."""
    if around.published is None:
        return _UNKNOWN
    return season(found["season"], around.published.year + _STEPS[found["step"].lower()])


_CAL: Final = r"(?P<unit>week|weekend|month|year|decade)"
_OF_YEAR: Final = r"(?P<unit>week|month|year)"

RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(pattern, re.I if ignore else 0), rule)
    for pattern, ignore, rule in (
        (
            r"\b(?P<word>(?:earlier |later )?today|tonight|this (?:morning|afternoon|evening)|"
            r"last night|the day before yesterday|the day after tomorrow|yesterday|tomorrow)\b",
            True, _day_word,
        ),
        (
            rf"\b(?P<step>(?i:last|this|next) )?{WEEKDAY}\b"
            r"(?:,? (?:early |late )?(?:morning|afternoon|evening|night))?(?! [A-Z][a-z]+ Times)",
            False, _weekday,
        ),
        (rf"\b(?P<step>last|this|next) {_CAL}\b(?! of\b)", True, _unit),
        (r"\b(?:at|over|during|on|this past) (?:the )?weekend\b", True, _over_the_weekend),
        (rf"\b(?P<way>earlier|later) (?:in )?(?:this|the) {_OF_YEAR}\b", True, _part_of_unit),
        (
            r"\bthe (?P<edge>start|beginning|middle|end|close) of "
            r"(?P<step>the|this|last|next) (?P<unit>month|year)\b",
            True, _edge_of_unit,
        ),
        (rf"\b{COUNT} {UNIT}s? (?:ago|back)\b", True, _ago),
        (rf"\bin {COUNT} {UNIT}s?['’]?s? time\b", True, _from_now),
        (rf"\b{COUNT} {UNIT}s? from now\b", True, _from_now),
        (
            rf"\b(?:the )?(?P<way>past) (?:{COUNT} )?{UNIT}s?\b(?! of\b)",
            True, _window,
        ),
        (
            rf"\bthe (?P<way>last|next|coming) (?:{COUNT} )?{UNIT}s?\b(?! of\b)",
            True, _window,
        ),
        (r"\bin recent (?:days|weeks|months|years|decades|times)\b", True, _vague),
        (r"\bfor (?:many |long )?(?:weeks|months|years|decades|centuries)\b", True, _vague),
        (rf"\b{FULL_MONTH} (?:of )?(?P<step>last|this|next) year\b", False, _month_of_unit_year),
        (rf"\b(?P<step>(?i:last|next|this)) {FULL_MONTH}", False, _stepped_month),
        (rf"\b(?P<step>last|next|this) {SEASON}\b", True, _stepped_season),
        (rf"\b(?:the )?{SEASON} (?:of )?(?P<step>last|this|next) year\b", True, _season_of),
    )
)  # fmt: skip
