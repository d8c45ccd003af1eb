"""Read any article, and draft a story from it that a person then checks.

``limits``, ``article``, ``lines`` → ``blocks`` → one module for each format → ``rejoining``;
``furniture`` → ``captions``, ``opening`` → ``leads`` → ``recognise`` → ``reading``; ``dates``,
``sentences`` and ``speakers`` read what a paragraph says. ``contentkey``, ``model`` → ``pieces``,
``listing`` → ``store`` → ``drafting`` → ``redrafting``, and ``publishing``: a draft is made, parts
of it are read anew, it is kept, and becomes a story. Heavy libraries are imported when an article
of their format comes.
"""

from __future__ import annotations

from geo.draft.article import Article, Dateline, Kind, LeftOut, Paragraph
from geo.draft.dates import DateMention, find_dates
from geo.draft.drafting import draft_article
from geo.draft.model import Draft, read_draft
from geo.draft.publishing import story_of
from geo.draft.reading import read_article
from geo.draft.sentences import Sentence, find_sentences
from geo.draft.speakers import Speaker, find_speaker
from geo.draft.store import Drafts

__all__ = [
    "Article",
    "DateMention",
    "Dateline",
    "Draft",
    "Drafts",
    "Kind",
    "LeftOut",
    "Paragraph",
    "Sentence",
    "Speaker",
    "draft_article",
    "find_dates",
    "find_sentences",
    "find_speaker",
    "read_article",
    "read_draft",
    "story_of",
]
