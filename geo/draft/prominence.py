"""Hand a draft over to be judged: its places, each with all of its mentions."""

from __future__ import annotations

from collections.abc import Iterable

from geo.draft.model import Draft, Mention
from geo.draft.placemarks import as_written
from geo.gazetteer.folding import fold
from geo.prominence import Named, NamedPlace, PlacedArticle


def article_of(draft: Draft) -> PlacedArticle:
    """Return a draft's article with its places, as they are chosen now.

    Mentions that a person dropped are left out. A name whose place nobody knows is a place, too,
    without a point; where a shape stands for it, its middle is not looked at.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in draft.mentions:
        if mention.state != "dropped":
            groups.setdefault(key_of(mention), []).append(mention)
    return PlacedArticle(
        draft.article.headline,
        tuple(block.text for block in draft.blocks),
        tuple(_place(key, group) for key, group in groups.items()),
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
