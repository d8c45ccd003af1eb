"""Draw one tile of the base map."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final

import mapnik

from geo import text
from geo.basemap import data
from geo.basemap.labels import REACH_PX, label_source
from geo.basemap.pack import HALF_WORLD_M, Box, tile_box
from geo.basemap.sheet import DOTS, MERCATOR, NAMES, register_fonts, style_sheet, tile_palette
from geo.basemap.style import ground_styles
from geo.errors import TileError
from geo.style import THEMES, Theme

MAX_ZOOM: Final = 12
TILE_PX: Final = 256
"""Width of a tile in CSS pixels."""
EDGE_PX: Final = 8.0
"""How far lines are drawn beyond the tile, so that their width and joins match across it."""
PAD_PX: Final = 12
"""Drawn around a tile and cut off: Mapnik leaves out a text whose letters it believes to end just
outside the picture, though tails and halo reach in."""
SCALES: Final = (1, 2)

_local = threading.local()
_NO_FIELDS: Final = mapnik.Context()


def check_address(*, theme: str, language: str, z: int, x: int, y: int, scale: int) -> None:
    """Refuse an address that names no tile.

    Raises
    ------
    TileError
        If a part of the address is out of its range; the sentence names the part.
    """
    if theme not in THEMES:
        raise TileError(f"tile theme {theme!r} is not known; use one of {', '.join(THEMES)}")
    if language not in text.LANGUAGES:
        known = ", ".join(text.LANGUAGES)
        raise TileError(f"tile language {language!r} is not known; use one of {known}")
    if scale not in SCALES:
        raise TileError(f"tile scale {scale} is not drawn; use 1 or 2")
    if not 0 <= z <= MAX_ZOOM:
        raise TileError(f"tile zoom {z} is outside 0 to {MAX_ZOOM}")
    for name, value in (("x", x), ("y", y)):
        if not 0 <= value < 1 << z:
            raise TileError(f"tile {name} {value} is outside 0 to {(1 << z) - 1} at zoom {z}")


def render_tile(
    *,
    theme: Theme,
    language: str,
    z: int,
    x: int,
    y: int,
    scale: int = 1,
    omit: frozenset[int] = frozenset(),
) -> bytes:
    """Draw a tile and return it as a PNG of 256-colour palette, 256 × `scale` pixels wide.

    Safe to call from many threads: each draws with a map of its own. `omit` names places
    (GeoNames ids) whose labels a story draws itself.

    Raises
    ------
    TileError
        If the address names no tile.
    """
    check_address(theme=theme, language=language, z=z, x=x, y=y, scale=scale)
    return _draw(theme, language, z, x, y, 1, scale, omit)


def _draw(
    theme: Theme, language: str, z: int, x: int, y: int, tiles: int, scale: int,
    omit: frozenset[int],
) -> bytes:  # fmt: skip
    """Draw `tiles` × `tiles` tiles in one picture; `x`, `y` are the first's."""
    width = 2 * HALF_WORLD_M / (1 << z)
    metres_per_px = width / TILE_PX
    west, _, _, north = tile_box(z, x, y)
    box = (west, north - tiles * width, west + tiles * width, north)
    page = _map(theme, z)
    _fill(page, theme, language, z, x, y, box, metres_per_px, omit)
    pad = PAD_PX * scale
    size = TILE_PX * tiles * scale
    page.resize(size + 2 * pad, size + 2 * pad)
    page.buffer_size = REACH_PX * scale
    page.zoom_to_box(mapnik.Box2d(*_grown(box, PAD_PX * metres_per_px)))
    image = mapnik.Image(size + 2 * pad, size + 2 * pad)
    mapnik.render(page, image, float(scale))
    tile = image.view(pad, pad, size, size)
    if tile.is_solid():  # open sea or plain land: one colour is all the palette it needs
        return bytes(tile.to_string("png8:m=h:z=8"))
    return bytes(tile.to_string("png8:z=8", tile_palette(theme)))


def _map(theme: Theme, zoom: int) -> mapnik.Map:
    """Return this thread's map for a theme and zoom, its layers empty."""
    maps: dict[tuple[str, int], mapnik.Map] = _local.__dict__.setdefault("maps", {})
    if (theme, zoom) not in maps:
        register_fonts()
        page = mapnik.Map(TILE_PX, TILE_PX)
        mapnik.load_map_from_string(page, style_sheet(theme, zoom))
        for name in (*ground_styles(theme, zoom), DOTS, NAMES):
            layer = mapnik.Layer(name, MERCATOR)
            layer.styles.append(name)
            page.layers.append(layer)
        maps[theme, zoom] = page
    return maps[theme, zoom]


def _fill(
    page: mapnik.Map, theme: Theme, language: str, z: int, x: int, y: int, box: Box,
    metres_per_px: float, omit: frozenset[int],
) -> None:  # fmt: skip
    """Give each layer of a map its geometry around a box."""
    ground = data.tile_ground(
        z, x, y, box=_grown(box, EDGE_PX * metres_per_px), metres_per_px=metres_per_px,
        period_px=sum(ground_styles(theme, z)["disputed"].dash_px),
    )  # fmt: skip
    labels = label_source(box, zoom=z, language=language, omit=omit)
    for layer in page.layers:
        if layer.name in (DOTS, NAMES):
            layer.datasource = labels
        else:
            layer.datasource = _source(ground.get(layer.name, ()))


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _source(shapes: Iterable[bytes]) -> mapnik.MemoryDatasource:
    """Return shapes, given as WKB, as a source that Mapnik draws from."""
    source = mapnik.MemoryDatasource()
    for number, wkb in enumerate(shapes, 1):
        feature = mapnik.Feature(_NO_FIELDS, number)
        feature.geometry = mapnik.Geometry.from_wkb(wkb)
        source.add_feature(feature)
    return source
