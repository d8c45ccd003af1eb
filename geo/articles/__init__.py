"""Read any article: its words, what stands around them, where and when it opens.

``blocks`` → ``boilerplate`` → ``dateline`` → ``formats``, one module for each; ``leads`` →
``recognise`` → ``reading``, which the rest of the house asks. Heavy libraries are imported when an
article of their format comes.
"""

from __future__ import annotations

from geo.articles.article import ReadArticle
from geo.articles.reading import read_article

__all__ = ["ReadArticle", "read_article"]
