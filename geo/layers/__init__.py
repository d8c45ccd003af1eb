"""Class a view of a story once, for all renderers: marks in layers, how they look, what is told.

``spec`` → ``statements`` → ``marks``, ``classes``, ``credits`` → ``building``.
"""

from geo.layers.building import build_map
from geo.layers.classes import counts, legend_rows
from geo.layers.spec import Drawn, Layer, LegendClass, MapSpec, Said, Tie, kind_of
from geo.layers.statements import in_window, tie_id

__all__ = [
    "Drawn", "Layer", "LegendClass", "MapSpec", "Said", "Tie", "build_map", "counts", "in_window",
    "kind_of", "legend_rows", "tie_id",
]  # fmt: skip
