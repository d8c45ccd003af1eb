"""Draw the base map: land, water, borders and names as tiles, from local data by Mapnik.

A tile is drawn whole, or in two parts to draw something between: its ground and its names.
A map that is not a tile reads the same ground: shapes from `window`, looks from `ground_styles`.
"""

from __future__ import annotations

from geo.basemap.cache import cached_tile, warm_up
from geo.basemap.data import CREDITS, window
from geo.basemap.style import ground_styles, palette
from geo.basemap.tiles import PARTS, Part, render_tile

__all__ = [
    "CREDITS",
    "PARTS",
    "Part",
    "cached_tile",
    "ground_styles",
    "palette",
    "render_tile",
    "warm_up",
    "window",
]
