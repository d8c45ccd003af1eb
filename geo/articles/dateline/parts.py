"""Say how the parts of a dateline are written: its day, its places, their region."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_NUMBER: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,?"
)
DAY: Final = (
    rf"(?i:{_WEEKDAY} )?"
    rf"(?P<day>(?i:{MONTHS} {_NUMBER}|{_NUMBER} {MONTHS})(?:,? \d{{4}})?)"
)
CAPITAL: Final = "".join(letter for letter in map(chr, range(0x41, 0x590)) if letter.isupper())
"""Of the Latin, Greek, Cyrillic and Armenian alphabets."""
SHOUTED: Final = rf"[{CAPITAL}][{CAPITAL}.'’-]+(?: [{CAPITAL}][{CAPITAL}.'’-]*){{0,3}}"
TITLED: Final = rf"[{CAPITAL}][\w.'’-]+(?: (?:[a-z]{{2,3}} )?[{CAPITAL}][\w.'’-]+){{0,3}}"
REGION: Final = (
    rf"(?: \[[^\]\d]{{2,30}}\])?"
    rf"(?:, ?(?!(?i:{MONTHS}) \d|(?i:{_WEEKDAY})(?!\w))(?P<region>[{CAPITAL}][\w.'’ -]{{1,30}}?))?"
)
