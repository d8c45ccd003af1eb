"""Let a draft's places be judged, each with all of its mentions, and note it at each mention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from geo.draft.model import Draft, Mention
from geo.draft.placemarks import as_written
from geo.gazetteer.folding import fold
from geo.prominence import Named, NamedPlace, PlacedArticle, judge

MOST_PLACES: Final = 300
"""That are judged together, those named most: each is held against all others. No article that a
person wrote has so many; what is left is needed nowhere."""
_MOST_REASONS: Final = 3


def judged(draft: Draft) -> Draft:
    """Return a draft whose mentions say how much the article is about their places, and why.

    A place that is none of the story counts as one that stands aside.
    """
    told = {one.key: one for one in judge(article_of(draft))}
    mentions = []
    for mention in draft.mentions:
        one = told.get(key_of(mention))
        about = one.prominence if one and one.prominence != "none" else "aside"
        reasons = one.reasons[:_MOST_REASONS] if one else ()
        changes = {"prominence": about, "prominent_for": reasons}
        mentions.append(mention.model_copy(update=changes))
    return draft.model_copy(update={"mentions": tuple(mentions)})


def article_of(draft: Draft) -> PlacedArticle:
    """Return a draft's article with its places, as they are chosen now.

    Mentions that a person dropped are left out. A name whose place nobody knows is a place, too,
    without a point; where a shape stands for it, its middle is not looked at. Of more than
    `MOST_PLACES` those named most are handed over.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in draft.mentions:
        if mention.state != "dropped":
            groups.setdefault(key_of(mention), []).append(mention)
    ranked = sorted(groups, key=lambda key: -len(groups[key]))
    kept = set(ranked[:MOST_PLACES])
    return PlacedArticle(
        draft.article.headline,
        tuple(block.text for block in draft.blocks),
        tuple(_place(key, group) for key, group in groups.items() if key in kept),
    )


def key_of(mention: Mention) -> str:
    """Return what all mentions of one place share."""
    if mention.choice is None:
        return f"shape {mention.shape}" if mention.shape else f"name {fold(mention.text)}"
    return f"place {mention.choice.id}"


def _place(key: str, group: list[Mention]) -> NamedPlace:
    choice, named = group[0].choice, tuple(_named(group))
    if choice is None:
        return NamedPlace(key, group[0].text, None, mentions=named)
    return NamedPlace(
        key, as_written(choice, group), (choice.lon, choice.lat), choice.kind, choice.country,
        choice.admin1, choice.population, named,
    )  # fmt: skip


def _named(group: Iterable[Mention]) -> Iterable[Named]:
    for one in group:
        yield Named(one.block, one.start, one.end, one.text, one.kind)
