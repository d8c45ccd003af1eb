"""Build a folium map of the story's layers, as a plain program would."""

from __future__ import annotations

from collections.abc import Collection

import folium
import geopandas as gpd

from geo.export import sheet_of
from geo.story import Shelf

# folium asks CDNs; without a network nothing would be drawn. Leaflet lies beside the script.
folium.Map.default_js = [("leaflet", "/app/static/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "/app/static/leaflet.css")]

CANVAS = {"tiles": None, "location": [45, 30], "zoom_start": 5, "prefer_canvas": True}
"""How explore() begins a map of very many points."""


def frames(story: str) -> dict[str, gpd.GeoDataFrame]:
    """Return each layer's marks with plain columns."""
    marks = sheet_of(Shelf().story(story)).gdf
    plain = ["name", "certainty", "status", "note", "geometry"]
    return {name: marks[plain] for name, marks in marks.groupby("layer", sort=False)}


def folium_map(layers: dict[str, gpd.GeoDataFrame], shown: Collection[str]) -> folium.Map:
    """Return a map of some layers, with tooltips and no base map."""
    found = folium.Map(location=[38.5, 48], zoom_start=6, tiles=None)
    for name in shown:
        folium.GeoJson(
            layers[name],
            name=name,
            marker=folium.CircleMarker(radius=6),
            tooltip=folium.GeoJsonTooltip(["name", "certainty"]),
        ).add_to(found)
    return found
