"""Read any article, and draft a story from it that a person then checks.

``limits``, ``article`` → ``blocks`` → one module for each format → ``recognise`` → ``reading``;
``dates``, ``sentences`` and ``speakers`` read what a paragraph says. Heavy libraries are imported
when an article of their format comes.
"""

from __future__ import annotations

from geo.draft.article import Article, Dateline, Kind, LeftOut, Paragraph, bring_back, take_out
from geo.draft.dates import DateMention, find_dates
from geo.draft.reading import read_article
from geo.draft.sentences import Sentence, find_sentences
from geo.draft.speakers import Speaker, find_speaker

__all__ = [
    "Article",
    "DateMention",
    "Dateline",
    "Kind",
    "LeftOut",
    "Paragraph",
    "Sentence",
    "Speaker",
    "bring_back",
    "find_dates",
    "find_sentences",
    "find_speaker",
    "read_article",
    "take_out",
]
