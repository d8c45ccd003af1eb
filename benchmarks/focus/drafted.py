"""Draft each article from its words alone, as Dateline does, and see what it is then about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.focus.labels import Labelled, km
from benchmarks.focus.scoring import ORDER
from geo.articles import read_article
from geo.crs import Bounds
from geo.draft.drafting import draft_article
from geo.draft.prominence import article_of
from geo.draft.publishing import story_of
from geo.errors import DatelineError
from geo.prominence import PlacedArticle
from geo.story.framing import story_bounds
from geo.story.importance import is_headed

_NEAR_KM = 100.0


@dataclass(frozen=True)
class Drafted:
    """One article as drafted."""

    article: PlacedArticle
    names: tuple[str, ...]
    """Of its places, without case: the label's where a mention of the place is labelled."""
    roles: tuple[str, ...]
    """What each should count as; nothing of a place that is labelled nowhere or lies elsewhere."""
    today: Bounds | None
    """What the story shows at first without any of this."""
    headed: tuple[str, ...]
    """Names of what today counts as named above the story."""


def drafted(labelled: Labelled) -> Drafted:
    """Draft one article, with publisher and day told."""
    text = f"{labelled.headline}\n\n{labelled.text}"
    draft = draft_article(
        read_article(text.encode(), media_type="text/plain"),
        publisher=labelled.publisher,
        published=dt.date.fromisoformat(labelled.published),
    )
    article = article_of(draft)
    names, roles = _against(labelled, article)
    try:
        story = story_of(draft, preview=True)
    except DatelineError:
        return Drafted(article, names, roles, None, ())
    headed = tuple(one.name.casefold() for one in story.features if is_headed(story, one))
    return Drafted(article, names, roles, story_bounds(story), headed)


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


def first_view(found: Bounds | None, main: Sequence[tuple[float, float]]) -> bool:
    """Say whether all main places lie in a view."""
    return found is not None and all(found.contains(lon, lat) for lon, lat in main)
