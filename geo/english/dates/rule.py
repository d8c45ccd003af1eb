"""Say what a rule for dates is, and what it may know."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.english.dates.periods import Period
from geo.english.dates.tense import Leaning


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what a rule may know beside its own words."""

    text: str
    published: dt.date | None
    leaning: Callable[[int, int], Leaning | None]

    def before(self, start: int) -> str:
        """Return the few letters that stand before a place of the text."""
        return self.text[max(0, start - 24) : start]


Rule = Callable[[re.Match[str], Around], Period | None]
"""Reads a match, or leaves it where it is no date after all."""

UNDATED: Final = "depends on the day of publication, which is not known"
