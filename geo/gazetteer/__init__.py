"""Find places by name, and the labels that a map tile shows.

Both come from ``data/gazetteer/places.sqlite``, which ``data/scripts/build_places.py`` makes.
"""

from __future__ import annotations

from geo.gazetteer.areas import sea_points
from geo.gazetteer.folding import fold
from geo.gazetteer.labels import Label, area_labels, labels
from geo.gazetteer.places import Place, find, homes, place

__all__ = [
    "Label", "Place", "area_labels", "find", "fold", "homes", "labels", "place", "sea_points",
]  # fmt: skip
