"""Draw the base map: land, water, borders and names as tiles, from local data by Mapnik."""

from __future__ import annotations

from geo.basemap.cache import cached_tile, clear_tiles, warm_up
from geo.basemap.data import CREDITS
from geo.basemap.tiles import MAX_ZOOM, render_tile

__all__ = ["CREDITS", "MAX_ZOOM", "cached_tile", "clear_tiles", "render_tile", "warm_up"]
