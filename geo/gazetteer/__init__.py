"""Find places by name, and the labels that a map tile shows.

``folding`` and ``sounding`` bring names to one form, ``sizes`` calls towns by theirs → ``world``
knows every place, ``outlines`` their shapes → ``places`` are the base map's, ``derived`` are
borders and parts of outlines.
"""

from __future__ import annotations

from geo.gazetteer.folding import fold
from geo.gazetteer.places.areas import sea_points
from geo.gazetteer.places.finding import Place, find, homes, place
from geo.gazetteer.places.labels import Label, area_labels, labels

__all__ = [
    "Label", "Place", "area_labels", "find", "fold", "homes", "labels", "place", "sea_points",
]  # fmt: skip
