"""Draw the shapes that Dateline draws with Mapnik and nothing else: a fill, a stroke, no name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import mapnik
import shapely

from benchmarks.peers.layers import frames
from geo.basemap import pack, window
from geo.basemap.data import tile_ground

Box = tuple[float, float, float, float]
SHEET = """<Map srs="epsg:3857" background-color="#f6f3ec">
<Style name="area"><Rule><PolygonSymbolizer fill="#cfdde6"/></Rule></Style>
<Style name="line"><Rule><LineSymbolizer stroke="#a1939c"/></Rule></Style></Map>"""
AREAS = ("sea", "lake")


def drawn(shapes: Mapping[str, Iterable[bytes]], box: Box, width_px: int, height_px: int) -> bytes:
    """Return a PNG of shapes (WKB, EPSG:3857) by layer."""
    page = mapnik.Map(width_px, height_px)
    mapnik.load_map_from_string(page, SHEET)
    for name, found in shapes.items():
        layer = mapnik.Layer(name, "epsg:3857")
        layer.datasource = mapnik.MemoryDatasource()
        for number, wkb in enumerate(found, 1):
            feature = mapnik.Feature(mapnik.Context(), number)
            feature.geometry = mapnik.Geometry.from_wkb(wkb)
            layer.datasource.add_feature(feature)
        layer.styles.append("area" if name in AREAS else "line")
        page.layers.append(layer)
    page.zoom_to_box(mapnik.Box2d(*box))
    image = mapnik.Image(width_px, height_px)
    mapnik.render(page, image)
    return bytes(image.to_string("png8"))


def tile(address: tuple[int, int, int]) -> bytes:
    """Draw one tile, 256 px wide."""
    box = pack.tile_box(*address)
    metre_px = (box[2] - box[0]) / 256
    return drawn(tile_ground(*address, box=box, metres_per_px=metre_px, period_px=6), box, 256, 256)


def picture(story: str, box: Box, width_px: int, height_px: int, zoom: int) -> Callable[[], bytes]:
    """Return what draws the ground of a box (EPSG:3857) and a story's geometry on it."""
    marks = [g for gdf in frames(story).values() for g in gdf.to_crs(3857).geometry]

    def draw() -> bytes:
        layers = {**window(box, zoom), "story": marks}
        shapes = {name: [g.wkb for g in found] for name, found in layers.items()}
        return drawn(shapes, box, width_px, height_px)

    assert shapely.box(*box).intersects(shapely.union_all(marks)), "the story is in the picture"
    return draw
