"""Draft a story from an article that a person then checks.

``model`` → ``repository``, which keeps drafts; ``placemarks`` → ``prominence``; ``phrases``,
``athome``, ``prominence`` → ``drafting`` → ``redrafting``; ``placemarks`` → ``publishing`` →
``release`` make a story of one.
"""

from __future__ import annotations

from geo.draft.drafting import draft_article
from geo.draft.model import Draft, read_draft
from geo.draft.publishing import story_of

__all__ = ["Draft", "draft_article", "read_draft", "story_of"]
