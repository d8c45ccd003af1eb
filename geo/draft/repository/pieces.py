"""Compare the pieces of an article, text and what was left out, with those that are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from geo.draft.model import Draft


def same_article(now: Draft, draft: Draft) -> bool:
    """Say whether a changed draft still holds the article that is kept.

    A piece may go between what counts as text and what was left out, whole and at its place: that
    is how *counted as text* is undone. All else of it stays: words, order, kinds and reasons.
    """
    if draft.blocks == now.blocks and draft.left_out == now.left_out:
        return True
    told = [block.number for block in draft.blocks if block.number]
    return (
        told == list(range(1, len(told) + 1))
        and _stands_in_order(now, draft)
        and _only_moved(_counted(now), _counted(draft), _left(now))
        and _only_moved(_left(now), _left(draft), _counted(now))
    )


_Piece = tuple[object, ...]
"""Its words, and all else that stays."""


def _counted(draft: Draft) -> list[_Piece]:
    return [(block.text, block.kind) for block in draft.blocks]


def _left(draft: Draft) -> list[_Piece]:
    return [(part.text, part.reason, part.after is None) for part in draft.left_out]


def _only_moved(old: list[_Piece], new: list[_Piece], other: list[_Piece]) -> bool:
    """Whether all that is new on one side is what stood on the other, by its words."""
    come = Counter(text for text, *_ in (Counter(new) - Counter(old)).elements())
    return not come - Counter(text for text, *_ in other)


def _stands_in_order(now: Draft, draft: Draft) -> bool:
    """Whether all words are those that are kept, each piece where it stood."""
    if not any(part.after is None for part in (*now.left_out, *draft.left_out)):
        return _in_order(now) == _in_order(draft)
    # Of old drafts it is not known where a part stood: what is text keeps its own order.
    old, new = ([block.text for block in one.blocks] for one in (now, draft))
    whole, part = (old, new) if len(old) >= len(new) else (new, old)
    return sorted(_in_order(now)) == sorted(_in_order(draft)) and _follows(part, whole)


def _in_order(draft: Draft) -> list[str]:
    """Return the words of all pieces in the order of the page; a part stands before its block."""
    last = len(draft.blocks)
    parts = [((last if p.after is None else min(p.after, last), 0), p.text) for p in draft.left_out]
    blocks = [((at, 1), block.text) for at, block in enumerate(draft.blocks)]
    return [text for _, text in sorted([*parts, *blocks], key=itemgetter(0))]


def _follows(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a list is another with some items left out."""
    rest = iter(whole)
    return all(item in rest for item in part)
