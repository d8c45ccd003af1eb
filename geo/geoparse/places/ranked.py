"""Hold the places of a mention in order, and put those first that the words allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.gazetteer.world.lookup import Found

_SURE: Final = 0.9
"""How likely the only place is that the words allow; several share it as they did before."""
_ELSEWHERE: Final = 0.05
"""What becomes of the likelihood of places that the words exclude."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold a mention's places, the likeliest first, each with its likelihood."""

    places: tuple[Found, ...]
    scores: tuple[float, ...]


Ranking = dict[int, Ranked]
Keep = Callable[[Found], bool]


def prefer(one: Ranked, keep: Keep) -> Ranked | None:
    """Return a ranking with what the words allow first; nothing if they allow none of it."""
    kept = [at for at, place in enumerate(one.places) if keep(place)]
    if not kept:
        return None
    rest = [at for at, place in enumerate(one.places) if not keep(place)]
    scores = [one.scores[at] for at in kept]
    share = scores[0] / max(sum(scores), 1e-9)
    return Ranked(
        tuple(one.places[at] for at in (*kept, *rest)),
        (
            max(scores[0], _SURE * share),
            *scores[1:],
            *(one.scores[at] * _ELSEWHERE for at in rest),
        ),
    )


def less(one: Ranked) -> Ranked:
    """Return a ranking in which nothing is likely."""
    return Ranked(one.places, tuple(score * _ELSEWHERE for score in one.scores))
