"""Find the dates that an English paragraph tells, as EDTF.

``words``, ``periods``, ``tense``, ``background`` → ``rule`` → ``absolute`` → ``relative`` →
``finding``.
"""

from __future__ import annotations

from geo.english.dates.finding import DateMention, find_dates

__all__ = ["DateMention", "find_dates"]
