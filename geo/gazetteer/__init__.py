"""Find places by name, and the labels that a map tile shows.

Both come from ``data/gazetteer/places.sqlite``, which ``data/scripts/build_places.py`` makes.
"""

from __future__ import annotations

from geo.gazetteer.folding import fold
from geo.gazetteer.labels import Label, labels
from geo.gazetteer.places import Place, find, place

__all__ = ["Label", "Place", "find", "fold", "labels", "place"]
