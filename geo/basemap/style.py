"""Say how the base map looks, theme by theme and zoom by zoom, in neutral styles.

The drawing is quiet on purpose: the story's marks are the subject, the ground only says where.
Land is a paper tone, water one step cooler, borders a thin line on a pale band. Nothing here
belongs to one renderer: tiles and printed page read the same values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from geo.style import Colour, Style, Theme
from geo.style.labels import ColourRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Name the colours of one theme by their meaning."""

    land: Colour
    water: Colour
    coast: Colour
    border: Colour
    border_band: Colour
    """Pale band on the land along a settled border, as atlases print it."""
    labels: Mapping[ColourRole, Colour]
    halo: Colour
    water_halo: Colour
    dot_rim: Colour


PALETTES: Final[Mapping[Theme, Palette]] = MappingProxyType(
    {
        "light": Palette(
            land="#f6f3ec",
            water="#c9dae5",
            coast="#8eaabc",
            border="#94868f",
            border_band="#e9e3df",
            labels=MappingProxyType(
                {
                    "country": "#6d6068",
                    "territory": "#756a71",
                    "capital": "#2f2f35",
                    "city": "#46464d",
                    "town": "#5d5d64",
                    "water": "#3c6077",
                }
            ),
            halo="#f8f6f0",
            water_halo="#d6e3ec",
            dot_rim="#f8f6f0",
        ),
        "dark": Palette(
            land="#282c33",
            water="#171b21",
            coast="#46525f",
            border="#7d7785",
            border_band="#343840",
            labels=MappingProxyType(
                {
                    "country": "#a79fac",
                    "territory": "#9a949e",
                    "capital": "#e6e6ea",
                    "city": "#c6c6cc",
                    "town": "#a9a9b1",
                    "water": "#7096ad",
                }
            ),
            halo="#22262c",
            water_halo="#14181d",
            dot_rim="#22262c",
        ),
        "grey": Palette(
            land="#fdfdfd",
            water="#cdcdcd",
            coast="#7c7c7c",
            border="#858585",
            border_band="#f0f0f0",
            labels=MappingProxyType(
                {
                    "country": "#5e5e5e",
                    "territory": "#666666",
                    "capital": "#262626",
                    "city": "#3b3b3b",
                    "town": "#525252",
                    "water": "#404040",
                }
            ),
            halo="#fdfdfd",
            water_halo="#d6d6d6",
            dot_rim="#fdfdfd",
        ),
    }
)


def palette(theme: Theme) -> Palette:
    """Return the colours of a theme."""
    return PALETTES[theme]


def ground_styles(theme: Theme, zoom: float) -> Mapping[str, Style]:
    """Return the style of each layer of the ground, in drawing order.

    The names are those of `geo.basemap.data`, with ``band`` for the pale band under the borders;
    the land itself is the paper. Shores come before the water, so that where a lake of one source
    lies over the sea of another no line shows between. Widths are CSS pixels.
    """
    colours = palette(theme)
    line = _between(zoom, {0: 0.5, 3: 0.7, 5: 0.9, 8: 1.1, 12: 1.5})
    band = _between(zoom, {0: 0.0, 2: 1.8, 5: 4.0, 8: 6.0, 12: 9.0})
    coast = _between(zoom, {0: 0.4, 4: 0.6, 8: 0.8, 12: 1.0})
    dash = tuple(round(length, 2) for length in dash_lengths(zoom))
    area = Style(fill=colours.water, fill_opacity=1.0)
    shore = Style(stroke=colours.coast, stroke_width_px=2 * coast)  # half lies under the water
    wide = Style(stroke=colours.border_band, stroke_width_px=band)
    border = Style(stroke=colours.border, stroke_width_px=line)
    disputed = Style(stroke=colours.border, stroke_width_px=line, dash_px=dash)
    return MappingProxyType(
        {
            "band": wide,
            "sea-shore": shore,
            "lake-shore": shore,
            "sea": area,
            "lake": area,
            "border": border,
            "disputed": disputed,
        }
    )


def dash_lengths(zoom: float) -> tuple[float, float]:
    """Return the stroke and the gap of an unsettled border, in CSS pixels."""
    return _between(zoom, {0: 2.0, 5: 4.5, 12: 8.0}), _between(zoom, {0: 1.5, 5: 3.5, 12: 5.5})


def _between(zoom: float, stops: Mapping[int, float]) -> float:
    """Interpolate a length between its values at some zooms."""
    zooms = sorted(stops)
    if zoom <= zooms[0]:
        return stops[zooms[0]]
    for low, high in pairwise(zooms):
        if zoom <= high:
            part = (zoom - low) / (high - low)
            return stops[low] + part * (stops[high] - stops[low])
    return stops[zooms[-1]]
