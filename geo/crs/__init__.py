"""Know where things are on a world that is a circle: bounds, GeoJSON, the ellipsoid.

``antimeridian`` → ``bounds``, ``geojson`` → ``ellipsoid``, ``mercator``. Positions are (lon, lat)
in EPSG:4326.
"""

from geo.crs.bounds import WGS84, Bounds, Position, check_position
from geo.crs.ellipsoid import GEOD, arc, area_m2, distance_m, length_m
from geo.crs.geojson import geojson_geometry

__all__ = [
    "GEOD", "WGS84", "Bounds", "Position", "arc", "area_m2", "check_position", "distance_m",
    "geojson_geometry", "length_m",
]  # fmt: skip
