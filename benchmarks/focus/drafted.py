"""Draft each article from its words alone, as Dateline does, and see what it is then about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from benchmarks.focus.labels import Labelled, km
from benchmarks.focus.scoring import ORDER
from geo.articles import read_article
from geo.draft.drafting import draft_article
from geo.draft.model import Draft
from geo.draft.prominence import article_of
from geo.prominence import PlacedArticle

_NEAR_KM = 100.0


@dataclass(frozen=True)
class Drafted:
    """One article as drafted."""

    draft: Draft
    article: PlacedArticle
    names: tuple[str, ...]
    """Of its places, without case: the label's where a mention of the place is labelled."""
    roles: tuple[str, ...]
    """What each should count as; nothing of a place that is labelled nowhere or lies elsewhere."""


def drafted(labelled: Labelled) -> Drafted:
    """Draft one article, with publisher and day told."""
    text = f"{labelled.headline}\n\n{labelled.text}"
    draft = draft_article(
        read_article(text.encode(), media_type="text/plain"),
        publisher=labelled.publisher,
        published=dt.date.fromisoformat(labelled.published),
    )
    article = article_of(draft)
    return Drafted(draft, article, *_against(labelled, article))


def _against(labelled: Labelled, article: PlacedArticle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return each place's name and role as labelled."""
    starts: list[int] = []
    for text in article.paragraphs:
        starts.append(labelled.text.find(text, starts[-1] if starts else 0))
    names, roles = [], []
    for place in article.places:
        over = [
            label
            for one in place.mentions
            for label in labelled.labels
            if label.start < starts[one.paragraph] + one.end
            and starts[one.paragraph] + one.start < label.end
        ]
        right = [one for one in over if _there(place.at, one.at, one.what)]
        best = min(right, key=lambda one: ORDER.index(one.role), default=None)
        names.append((best.name if best else place.name).casefold())
        roles.append(best.role if best else "")
    return tuple(names), tuple(roles)


def _there(at: tuple[float, float] | None, label: tuple[float, float] | None, what: str) -> bool:
    """Say whether a place is the labelled one; one of no known point is taken by its name."""
    if at is None or label is None:
        return at is None
    return km(at, label) <= _NEAR_KM or what in {"country", "region", "sea", "river"}
