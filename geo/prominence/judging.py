"""Say how much an article is about each of its places: all are judged together."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.prominence.article import Judged, Judgement, PlacedArticle
from geo.prominence.features import describe
from geo.prominence.model import Weights, weights
from geo.prominence.reasons import reasons

Floats = NDArray[np.float64]

MOST_MAIN: Final = 4
_CERTAIN: Final = 0.98
"""Of a place, at most, where an article has fewer than are expected."""
_WIDEST: Final = 12.0
"""Logits by which all may be moved together."""
_HALVINGS: Final = 20


def judge(article: PlacedArticle, *, by: Weights | None = None) -> tuple[Judged, ...]:
    """Return how much an article is about each of its places, in their order.

    One to four are ``main``, if there is any place at all.

    Parameters
    ----------
    by
        Other weights than those that Dateline comes with.

    Raises
    ------
    GazetteerError
        If the weights cannot be read.
    """
    if not article.places:
        return ()
    by = by or weights()
    described = describe(article)
    logits = by.logits(described.rows)
    main = balanced(logits[:, 0], by.expected)
    found = prominences(logits, main)
    return tuple(
        Judged(seen.place.key, prominence, round(float(chance), 3), reasons(seen))
        for seen, prominence, chance in zip(described.seen, found, main, strict=True)
    )


def prominences(logits: Floats, main: Floats) -> list[Judgement]:
    """Return each place's prominence by the odds of each step, and the chances of being main."""
    chosen = likeliest(main)
    return [
        "main" if number in chosen else "also" if needed >= 0 else "aside" if named >= 0 else "none"
        for number, (_, needed, named) in enumerate(logits.tolist())
    ]


def balanced(logits: Floats, expected: float) -> Floats:
    """Return chances, all moved alike so that they sum to what is expected of an article.

    What counts is how a place stands to the others of its article, not to those of others.
    """
    total = min(expected, _CERTAIN * len(logits))
    low, high = -_WIDEST, _WIDEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _chances(logits + middle).sum() < total:
            low = middle
        else:
            high = middle
    return _chances(logits + (low + high) / 2)


def likeliest(chances: Floats) -> frozenset[int]:
    """Return the set of one to four places that is likeliest to be right: the largest expected F1.

    Of so many places the expected number of right ones is the sum of their chances, and F1 is twice
    that, by how many are taken and how many there are.
    """
    order = np.argsort(-chances, kind="stable")[:MOST_MAIN]
    right = np.cumsum(chances[order])
    taken = np.arange(1, len(order) + 1)
    count = int(np.argmax(2 * right / (taken + max(1.0, float(chances.sum()))))) + 1
    return frozenset(order[:count].tolist())


def _chances(logits: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-logits))
    return found
