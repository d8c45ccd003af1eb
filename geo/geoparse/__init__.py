"""Find the places that a text names, and say where they are and how sure that is."""

from __future__ import annotations

from geo.geoparse.parsing import LONGEST, parse
from geo.geoparse.text.answer import Candidate, Kind, Parsed, TextMention

__all__ = ["LONGEST", "Candidate", "Kind", "Parsed", "TextMention", "parse"]
