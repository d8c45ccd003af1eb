"""Find what the map as it is drawn has no room for: names of marks, and numbers of notes.

And which names it bears: those need not be told beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from geo.gazetteer import fold
from geo.layers import MapSpec
from geo.printmap.canvas.sheet import Placed
from geo.printmap.carto.marks import Mark, hidden_by
from geo.printmap.layout.names import NUMBERED
from geo.printmap.naming.labels import in_order


class Lacks(NamedTuple):
    """Hold what a map has no room for, and what it shows; the fields are a spec's own."""

    unmarked: tuple[int, ...] | None = ()
    unnamed: tuple[str, ...] | None = ()
    shown: tuple[str, ...] = ()


ALL: Final = Lacks(None, None)
"""All that may be lacking, where it is not known yet."""


def left_out(spec: MapSpec) -> set[str]:
    """Return the marks whose names the view leaves out."""
    return {one.id for one in spec.view.names if one.offset_px is None}


def lacking(spec: MapSpec, marks: Sequence[Mark], placed: Sequence[Placed]) -> Lacks:
    """Return the notes about marks in sight that stand at none of them, and marks without a name.

    The number of a note leads to a mark's name; a mark hidden under another cannot be seen, and a
    name that is left out is not lacking.
    """
    ids = {mark.id for mark in marks}
    numbered = {place.name for place in placed if place.role in NUMBERED}
    known = numbered | set(hidden_by(marks)) | left_out(spec)
    asked = {fold(name) for name in (*(mark.name for mark in spec.outside), *spec.unplaced)}
    borne = {mark.name for mark in marks if mark.tie is None and mark.id in known}
    borne |= {place.name.replace("\n", " ") for place in placed if place.role == "place"}
    return Lacks(
        tuple(said.number for said in spec.notes if said.marks & ids and not said.marks & numbered),
        tuple(mark.name for mark in in_order(marks) if mark.tie is None and mark.id not in known),
        tuple(sorted(name for name in borne if fold(name) in asked)),
    )
