"""Read an article to be drafted: `geo.articles` under the name by which scripts know it."""

from __future__ import annotations

from geo.articles.reading import read_article

__all__ = ["read_article"]
