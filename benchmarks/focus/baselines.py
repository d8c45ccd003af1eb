"""What a few lines guess, to see what learning adds; and what the product does today."""

from __future__ import annotations

import numpy as np

from geo.prominence import PlacedArticle
from geo.prominence.features import NAMES
from geo.prominence.kinds import is_broad

_HEADED = NAMES.index("headline")
_LEADS = NAMES.index("lead")
_RANK = NAMES.index("rank")
_HOLDS = NAMES.index("holds the core")
_PLAIN = NAMES.index("plain, ever")


def by_rule(article: PlacedArticle, rows: np.ndarray) -> list[str]:
    """Return roles by rule: places of headline or first sentence are main, at most four."""
    order = np.argsort(rows[:, _RANK], kind="stable").tolist()
    told = [n for n in order if rows[n, _HEADED] or rows[n, _LEADS]][:4]
    main = told or [n for n in order if not is_broad(article.places[n])][:1] or order[:1]
    return [
        "main" if n in main else "also" if rows[n, _PLAIN] or rows[n, _HOLDS] else "aside"
        for n in range(len(rows))
    ]
