"""Read how a report opens: ``BAKU, April 28 (AFP) —``, and what its date lines say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from geo.articles.article import Dateline
from geo.articles.boilerplate.furniture import is_sentence
from geo.articles.dateline.parts import CAPITAL, DAY, MONTHS, REGION, SHOUTED, TITLED
from geo.articles.dateline.stamps import stamp_of
from geo.english.agencies import AGENCY
from geo.english.dates.finding import find_dates
from geo.errors import DatelineError
from geo.story import StoryDate, parse_date

_BYLINE: Final = rf"(?:(?:\(\s?|/){AGENCY}(?:\s?[/,&] ?[A-Z][^)]{{0,20}})?(?:\s?\)|/))"
_DASH: Final = r"\s?(?:[–—−:]|--?|\.\s?[–—-])(?=\s|$)\s?"
_DASH_OR_NONE: Final = rf"(?:{_DASH}|(?<=[)/])\.?(?=\s|$)\s?)"
_BARE: Final = AGENCY.replace("agency", "bare")
_SHAPES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # BAKU, April 28 (AFP) — · TEHRAN/BAKU (Reuters) - · WASHINGTON — · BAKU:
        rf"(?P<places>{SHOUTED}(?:\s?/\s?{SHOUTED})?){REGION}(?:[,.] ?{DAY})?[,.]?\s?"
        rf"(?:{_BYLINE}{_DASH_OR_NONE}|(?:[,/] ?{_BARE})?{_DASH})",
        # Baku, April 28 (AFP) – · Baku (Azertac). A place alone in small letters is no dateline.
        rf"(?P<places>{TITLED}(?:\s?/\s?{TITLED})?){REGION}(?:[,.] ?{DAY})?,?\s?"
        rf"{_BYLINE}{_DASH}",
        # Delhi, April 28 (PTI) Ministers met
        rf"(?P<places>{TITLED}){REGION}[,.] ?{DAY},?\s?{_BYLINE}{_DASH_OR_NONE}",
        # YEREVAN, APRIL 28, ARMENPRESS. · Baku, April 28, AZERTAC
        rf"(?P<places>{SHOUTED}|{TITLED}),? ?(?P<day>(?i:{MONTHS}) \d{{1,2}}(?:,? \d{{4}})?),? "
        rf"{AGENCY}\s?[.:–—-]?(?=\s|$)\s?",
        # JERUSALEM (JTA) — · BANGKOK (Eastern Wire) — · a paper's name, of a place that is known
        rf"(?P<places>{SHOUTED}){REGION}\s?"
        rf"\((?P<unknown>[{CAPITAL}][\w.'’-]*(?: (?:&|[\w.'’-]+)){{0,5}})\){_DASH}",
        # (Reuters) -
        rf"(?P<places>){_BYLINE}{_DASH}",
    )
)
_NAMES: Final = re.compile(rf"[{CAPITAL}][\w'’-]{{2,}}")
_LONGEST_ALONE: Final = 80
_LONGEST: Final = 300
"""Letters among which a dateline ends."""
_NO_PLACES: Final = {
    "UPDATE", "BREAKING", "BREAKING NEWS", "WATCH", "EXPLAINER", "ANALYSIS", "OPINION", "EXCLUSIVE",
    "NOTE", "URGENT", "CORRECTED", "FACTBOX", "TIMELINE", "LIVE", "VIDEO", "PHOTO", "READ", "ALSO",
    "READ MORE", "ALSO READ", "SEE ALSO", "RELATED", "SOURCE", "DATE", "PS", "NB", "Q&A",
    "UN", "EU", "WHO", "NATO", "IMF", "OSCE", "OPEC",
}  # fmt: skip

_KNOWN: Final = {"united nations", "aboard air force one", "the hague"}
"""Where reports are written, and no gazetteer has it under that name."""


def dateline_of(text: str) -> Dateline | None:
    """Return the dateline that opens a paragraph, if one does."""
    return _stamped(text[:_LONGEST]) or _shaped(text[:_LONGEST])


def _stamped(text: str) -> Dateline | None:
    """Return a dateline whose parts stand in any order, of a place that is known."""
    found = stamp_of(text)
    if found is None or found.places.upper() in _NO_PLACES:
        return None
    places = _parted(found.places)
    if not found.sure and not is_known((*places, found.region)):
        return None
    return Dateline(
        text=found.text, places=places, agency=found.paper or None, day=found.day or None
    )


def _parted(places: str) -> tuple[str, ...]:
    return tuple(place.strip(" .") for place in places.split("/") if place.strip())


def _shaped(text: str) -> Dateline | None:
    """Return a dateline in the order in which one agency or another writes it."""
    for shape in _SHAPES:
        found = shape.match(text)
        if not found or found["places"].upper() in _NO_PLACES:
            continue
        known = found.groupdict()
        if not (known.get("agency") or known.get("day")) and not is_known(
            (*found["places"].split("/"), known.get("region") or "")
        ):
            continue
        unknown = known.get("unknown") or ""
        if unknown and not unknown.isupper() and is_known((unknown,)):  # BAKU (Azerbaijan) —
            continue
        return Dateline(
            text=found[0].strip(),
            places=_parted(found["places"]),
            agency=known.get("agency") or known.get("bare") or unknown or None,
            day=known.get("day"),
        )
    return None


def opens(text: str, after: str) -> Dateline | None:
    """Return the dateline with which a paragraph opens the article, if one does.

    A sentence must follow it: in the same paragraph, or in the next where it stands alone.
    """
    found = dateline_of(text) or _alone(text)
    if found is None:
        return None
    rest = text.removeprefix(found.text).strip() if text.startswith(found.text) else after
    return found if is_sentence(rest or after) else None


def _alone(text: str) -> Dateline | None:
    """Return a line that is a dateline without its dash: *Baku, April 28 (AFP)*."""
    if len(text) > _LONGEST_ALONE or is_sentence(text):
        return None
    found = dateline_of(f"{text} –")
    if found is None or found.text != f"{text} –" or not found.day:
        return None
    return replace(found, text=text)


def is_known(names: Iterable[str]) -> bool:
    """Tell whether one of these names is a place's, in the gazetteer of the whole world."""
    # opened only where a line looks like a dateline
    from geo.gazetteer import fold
    from geo.gazetteer.world.lookup import look_up

    folded = [fold(name) for name in names if name.strip()]
    return not _KNOWN.isdisjoint(folded) or bool(look_up(folded))


def names_place(text: str) -> bool:
    """Tell whether a line names a place that is known, as the lead of an article does."""
    return is_known(found[0] for found in _NAMES.finditer(text))


def date_of_line(text: str, language: str | None) -> StoryDate | None:
    """Return the day, month or year that a line such as ``Published April 28, 2025`` names."""
    for mention in find_dates(text):
        if mention.edtf != "unknown" and "/" not in mention.edtf:
            return parse_date(mention.edtf)
    return _in_other_languages(text, language) if language != "en" else None


_LEAST_WORDS: Final = re.compile(r"\d{1,2}\D{1,20}\d{4}|\d{4}\D{1,20}\d{1,2}")


def _in_other_languages(text: str, language: str | None) -> StoryDate | None:
    """Read a day in another language by a library that knows their months."""
    if len(text) > 80 or not _LEAST_WORDS.search(text):
        return None
    from dateparser.date import DateDataParser

    words = re.sub(r"\d{1,2}:\d\d(?::\d\d)?", "", re.sub(r"^[^\d:]{3,20}:\s", "", text)).strip(
        " ,|-–"
    )
    try:
        parser = DateDataParser(
            languages=[language] if language else None,
            settings={"REQUIRE_PARTS": ["day", "month", "year"]},
        )
        found = parser.get_date_data(words).date_obj
        return parse_date(found.date().isoformat()) if found else None
    except (ValueError, TypeError, OverflowError, RecursionError, DatelineError):
        return None


def published_by_dateline(dateline: Dateline | None) -> StoryDate | None:
    """Return the dateline's date where it names its year."""
    if dateline is None or dateline.day is None or not re.search(r"\d{4}", dateline.day):
        return None
    day = re.sub(r"[^\W\d_]{3,}", lambda word: word[0].capitalize(), dateline.day)
    return date_of_line(day, "en")
