"""Say what an article is about: which places are main, which are needed, which stand aside.

``article`` → ``cues``, ``headline``, ``nearness`` → ``features`` → ``model``, ``reasons`` →
``judging``.
"""

from __future__ import annotations

from geo.prominence.article import Judged, Named, NamedPlace, PlacedArticle
from geo.prominence.judging import judge

__all__ = ["Judged", "Named", "NamedPlace", "PlacedArticle", "judge"]
"""The only names that the rest of the house needs."""
