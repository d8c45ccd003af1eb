"""Draft an article as a careful checker would leave it: every place right, every role said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

from benchmarks.focus.labels import Known, Labelled
from geo.articles import read_article
from geo.draft.drafting import draft_article
from geo.draft.model import Draft, Mention, Shape
from geo.draft.repository.store import id_of
from geo.geoparse import Candidate, Parsed, TextMention

_MEANT = {"in_name": "name"}
"""How the labels call what the parser calls otherwise."""
_TOLD = frozenset({"literal", "metonym"})
_NEEDED = frozenset({"main", "also"})
_LONG = frozenset({"road", "river", "region", "sea"})
"""What no pin can stand for: it stays a name with its statement."""


def confirmed(labelled: Labelled, roles: Sequence[str] | None = None) -> Draft:
    """Return a draft in which all that is a place of the story is confirmed, and nothing else.

    A place that no gazetteer has gets a pin, as a person would set it; a road or a region has none.

    Parameters
    ----------
    roles
        Of each of the article's places; as labelled where absent.
    """
    told = labelled.roles if roles is None else roles
    role_of = {
        (label.start, label.end): role
        for group, role in zip(labelled.places, told, strict=True)
        for label in group
    }
    draft = _placed(labelled)
    shapes: dict[str, Shape] = {}
    mentions = tuple(_decided(one, draft, labelled, role_of, shapes) for one in draft.mentions)
    return draft.model_copy(update={"mentions": mentions, "shapes": tuple(shapes.values())})


@lru_cache(maxsize=64)
def _placed(labelled: Labelled) -> Draft:
    """Return the draft with the labelled places in it and nothing decided."""
    text = f"{labelled.headline}\n\n{labelled.text}"
    return draft_article(
        read_article(text.encode(), media_type="text/plain"),
        publisher=labelled.publisher,
        published=dt.date.fromisoformat(labelled.published),
        parse=lambda text, **_: _parsed(labelled, text),
    )


def _parsed(labelled: Labelled, text: str) -> Parsed:
    """Return the labels as if they had been found in a text, which is the article's own."""
    shift = text.index(labelled.text)
    places = {
        (label.start, label.end): _candidate(labelled.known(group))
        for group in labelled.places
        for label in group
    }
    return Parsed(
        tuple(
            TextMention(
                label.start + shift, label.end + shift, label.name,
                _MEANT.get(label.meaning, label.meaning), 1.0,  # type: ignore[arg-type]
                places.get((label.start, label.end)), (), (),
            )
            for label in labelled.labels
        )
    )  # fmt: skip


def _candidate(known: Known | None) -> Candidate | None:
    if known is None:
        return None
    return Candidate(
        known.id, known.name, *known.at, known.kind, known.country, known.admin1,
        known.population, 1.0, (),
    )  # fmt: skip


def _decided(
    mention: Mention,
    draft: Draft,
    labelled: Labelled,
    role_of: Mapping[tuple[int, int], str],
    shapes: dict[str, Shape],
) -> Mention:
    """Return a mention as the checker leaves it."""
    start = mention.start + sum(len(block.text) + 2 for block in draft.blocks[: mention.block])
    end = (
        start + mention.end - mention.start
    )  # it may be longer: drafting joins *north of* to names
    label = next(one for one in labelled.labels if one.start < end and start < one.end)
    role = role_of.get((label.start, label.end), "none")
    if label.at is None or role == "none" or not (label.meaning in _TOLD or role in _NEEDED):
        return mention.model_copy(update={"state": "dropped"})
    about = {"prominence": role, "state": "confirmed"}
    if mention.placed:
        return mention.model_copy(update=about)
    if role != "main" and label.what in _LONG:
        return mention.model_copy(update={**about, "state": "unplaced"})
    name = _in_words(label.name, labelled)
    pin = id_of(name)
    shapes.setdefault(
        pin,
        Shape(
            id=pin,
            name=name,
            geometry={"type": "Point", "coordinates": list(label.at)},
            certainty="approximate",
        ),
    )
    return mention.model_copy(update={**about, "shape": pin})


def _in_words(name: str, labelled: Labelled) -> str:
    """Return a name as the article writes it where it is not in capitals, as in a dateline."""
    same = [one.name for one in labelled.labels if one.name.casefold() == name.casefold()]
    return next((one for one in same if not one.isupper()), name.title())
