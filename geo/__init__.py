"""Turn a news story, kept as plain files, into a map that cites every mark.

Imports run down only: `pyproject.toml` states the floors, and import-linter holds them.
Positions are (lon, lat) in EPSG:4326 everywhere except at Leaflet's edge.
"""

__version__ = "0.3.0"
"""What `CHANGELOG.md` begins with."""
