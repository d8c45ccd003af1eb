"""Say what it costs to stand somewhere on the map: the one table for names, keys and corners.

The objective. Names are placed one after the other, the important first, and none is moved again.
Each takes, of the candidates that are free, the one of least cost::

    cost = RANK × (candidates that are better placed)       how far from the best place
         + part of its width that story's lines run under   what it hides
         + EDGE …, BEYOND_EDGE, INLAND                      coasts and borders of the base map
         + WITHIN_OTHER                                     what it could be taken for a part of
         + CROSSED …, BETWEEN_DASHES …, COVERED of them     whatever is hidden at all
         + LEADER …, where it does not stand beside         what it takes to follow
         + STACKED, beside another name of a line           what could be misread
         + SMALLER, NARROWER, as it is set

and none at all where that is more than `MOST_CROSSED`, or where it would be read as another mark's
(infinite). A name that finds no place is keyed. One of cost 1 hides lines as long as itself.

The same for what stands in the map's corners: scale bar, locator and arrow take the corners whose
sum of costs is least.
"""

from __future__ import annotations

from typing import Final

RANK: Final = 0.012
"""For each candidate that is better placed: of marks' names and towns'."""
RANK_IN_AREA: Final = 0.003
"""The same of an area's name, which has many places that are nearly alike."""

CROSSED: Final = 0.25
"""For lines beneath it, be it ever so little of the name."""
BETWEEN_DASHES: Final = 0.4
"""More, between the dashes of ties, where a name is hard to read; and …"""
DASH: Final = 0.15
"""… for each piece of ties, up to `MOST_DASHES`."""
MOST_DASHES: Final = 4
COVERED: Final = {"story": 4.0, "context": 1.0}
"""More, over a line that is all there is of a mark: a route or a border may be no longer than a
name."""

EDGE: Final = 1.0
"""For a coast or a border of the base map beneath it: the whole from `EDGE_WHOLE_PX` on …"""
EDGE_WHOLE_PX: Final = 4.0
EDGE_ALONG: Final = 0.5
"""… and more for as much of its width as that is long, up to `MOST_ALONG` times."""
MOST_ALONG: Final = 4.0
BEYOND_EDGE: Final = 0.7
"""For standing on the other side of a coast or a border than what it names."""
WITHIN_OTHER: Final = 0.8
"""For standing in an area of the story that holds nothing of what it names."""
INLAND: Final = 0.12
"""For a coastal place's name on land: at sea it tells that the place is on the coast."""

ON_RIM: Final = 0.5
"""For lying on the line that says how far a detail map reaches."""

LEADER_PX: Final = 0.006
"""For each pixel of a leader."""
LEADER_TO_SUBJECT: Final = 0.2
"""More, for one to a point that the story is about."""
LEADER_CROSSES: Final = 0.1
"""For each line that it runs over."""
LEADER_ALONG: Final = 5.0
"""A line that it runs along counts as so many crossed."""
LEADER_BESIDE_POINT: Final = 0.4
"""For a name with a leader that stands as near to another point as that point's own would."""
STACKED: Final = 0.4
"""For a line's name close to another: two would read as one."""

NARROWER: Final = 0.1
"""For a name on more lines than it needs."""
SMALLER: Final = 0.3
"""For one in smaller type."""
NARROWER_FROM, SMALLER_FROM = 0.6, 1.0
"""Tried only where the best place so far costs more than this."""

MOST_CROSSED_KEYS: Final = 1.2
"""The most that a box of keys may cost."""
MOST_CROSSED_PLACE: Final = 0.9
"""The most that a name of the base map may: the story's lines go first."""
MOST_CROSSED_TIED: Final = 4.0
"""The same of a town to which a tie leads."""

CORNER_TAKEN: Final = 100.0
"""For a corner in which the detail map stands."""
CORNER_POINT: Final = 6.0
"""For a corner whose furniture hides a point of the story …"""
CORNER_LINE: Final = 0.4
"""… a line of it …"""
CORNER_EDGE: Final = 0.3
"""… or an area's edge, for as much of the furniture's own outline as that is long."""
CORNER_GROUND: Final = 0.35
"""… or a coast or a border of the base map."""
CORNER_CROWD: Final = 0.6
"""For standing beside a point, whose name and whose neighbours' names need the room."""
CORNER_SHARED: Final = 0.2
"""For the arrow above the scale bar: a corner of its own is better, if one is free."""
CORNER_SLIDE_PX: Final = 0.002
"""For each pixel away from the corner."""
