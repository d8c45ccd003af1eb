"""Draw one tile of the base map, whole or one of its two parts.

A page that draws between the parts, shapes over the ground and under the names, asks for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

import mapnik

from geo.basemap import data
from geo.basemap.labels import REACH_PX, label_source, labels_reaching
from geo.basemap.pack import Box, tile_box
from geo.basemap.sheet import DOTS, MERCATOR, NAMES, register_fonts, style_sheet, tile_palette
from geo.basemap.style import ground_styles
from geo.errors import TileError
from geo.gazetteer import Label
from geo.style import MAX_ZOOM, SCREEN_THEMES, Theme
from geo.text import LANGUAGES

Part = Literal["ground", "names", "both"]
"""Land, water and borders; dots and names on nothing; or the two in one picture."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)

TILE_PX: Final = 256
"""Width of a tile in CSS pixels."""
EDGE_PX: Final = 8.0
"""How far lines are drawn beyond the tile, so that their width and joins match across it."""
PAD_PX: Final = 12
"""Drawn around a tile and cut off: Mapnik leaves out a text whose letters it believes to end just
outside the picture, though tails and halo reach in."""
SCALES: Final = (1, 2)

_NAMES_PNG: Final = "png8:m=h:t=2:c=64:z=8"
"""Sixty-four colours, each with its opacity: a third of a full PNG's bytes, and no eye tells them
apart. Chosen tile by tile, since Mapnik for Python takes no fixed palette with opacity."""

_NO_FIELDS: Final = mapnik.Context()
_idle: dict[tuple[Theme, int, Part], list[mapnik.Map]] = {}
"""Maps that no thread draws with now; never more than threads that drew at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Name a tile and how it is drawn."""

    theme: Theme
    language: str | None
    """Of the names; the ground has none."""
    z: int
    x: int
    y: int
    scale: int = 1
    """Pixels of the picture for one CSS pixel."""
    omit: frozenset[int] = frozenset()
    """Places (GeoNames ids) whose labels are left out."""
    part: Part = "both"
    across: int = 1
    """Tiles drawn in one picture each way, for tests; `x` and `y` are then the first's."""

    @property
    def box(self) -> Box:
        """West, south, east, north in EPSG:3857 metres."""
        west, _, _, north = tile_box(self.z, self.x, self.y)
        _, south, east, _ = tile_box(self.z, self.x + self.across - 1, self.y + self.across - 1)
        return west, south, east, north

    @property
    def metres_per_px(self) -> float:
        """EPSG:3857 metres in one CSS pixel."""
        west, _, east, _ = tile_box(self.z, 0, 0)
        return (east - west) / TILE_PX

    def grown(self, px: float) -> Box:
        """Return the box with a margin of so many CSS pixels on each side."""
        west, south, east, north = self.box
        by = px * self.metres_per_px
        return west - by, south - by, east + by, north + by


def check(tile: Tile) -> None:
    """Refuse an address that names no tile.

    Raises
    ------
    TileError
        If a part of the address is out of its range; the sentence names the part.
    """
    if tile.theme not in SCREEN_THEMES:
        raise TileError(
            f"tile theme {tile.theme!r} is not known; use one of {', '.join(SCREEN_THEMES)}"
        )
    if tile.part not in PARTS:
        raise TileError(f"tile part {tile.part!r} is not known; use one of {', '.join(PARTS)}")
    if tile.part != "ground" and tile.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise TileError(f"tile language {tile.language!r} is not known; use one of {known}")
    if tile.scale not in SCALES:
        raise TileError(f"tile scale {tile.scale} is not drawn; use 1 or 2")
    if not 0 <= tile.z <= MAX_ZOOM:
        raise TileError(f"tile zoom {tile.z} is outside 0 to {MAX_ZOOM}")
    for name, value in (("x", tile.x), ("y", tile.y)):
        if not 0 <= value < 1 << tile.z:
            last = (1 << tile.z) - 1
            raise TileError(f"tile {name} {value} is outside 0 to {last} at zoom {tile.z}")


def render_tile(
    *,
    theme: Theme,
    z: int,
    x: int,
    y: int,
    language: str | None = None,
    scale: int = 1,
    omit: frozenset[int] = frozenset(),
    part: Part = "both",
) -> bytes:
    """Draw a tile and return it as a PNG of few colours, 256 × `scale` pixels wide.

    Safe to call from many threads: each draws with a map of its own. `omit` names places
    (GeoNames ids) whose labels a story draws itself. Names alone lie on nothing; the ground
    alone needs neither `language` nor `omit`.

    Raises
    ------
    TileError
        If the address names no tile.
    """
    tile = Tile(theme=theme, language=language, z=z, x=x, y=y, scale=scale, omit=omit, part=part)
    check(tile)
    return draw(tile)


def draw(tile: Tile) -> bytes:
    """Draw a tile whose address is good."""
    labels = _labels(tile)
    if tile.part == "names" and not labels:
        return _nothing(tile.across * tile.scale)
    pad = PAD_PX * tile.scale
    size = TILE_PX * tile.across * tile.scale
    image = mapnik.Image(size + 2 * pad, size + 2 * pad)
    with _lent_map(tile.theme, tile.z, tile.part) as page:
        _fill(page, tile, labels)
        page.resize(size + 2 * pad, size + 2 * pad)
        page.buffer_size = (PAD_PX if tile.part == "ground" else REACH_PX) * tile.scale
        page.zoom_to_box(mapnik.Box2d(*tile.grown(PAD_PX)))
        mapnik.render(page, image, float(tile.scale))
    return _png(image.view(pad, pad, size, size), tile)


def _png(picture: mapnik.ImageView, tile: Tile) -> bytes:
    """Return a drawn tile as a PNG with no more colours than it needs."""
    if tile.part == "names":  # what was near need not have reached in
        empty = picture.is_solid()
        return _nothing(tile.across * tile.scale) if empty else bytes(picture.to_string(_NAMES_PNG))
    if picture.is_solid():  # open sea or plain land
        return bytes(picture.to_string("png8:m=h:z=8"))
    colours = tile_palette(tile.theme, written=tile.part == "both")
    return bytes(picture.to_string("png8:z=8", colours))


@lru_cache(maxsize=8)
def _nothing(tiles: int) -> bytes:
    """Return a picture, so many tiles wide, with nothing on it."""
    image = mapnik.Image(TILE_PX * tiles, TILE_PX * tiles)
    return bytes(image.to_string("png8:m=h:z=9"))


def _labels(tile: Tile) -> list[Label]:
    """Return the labels that may reach into a tile; none where only its ground is drawn."""
    if tile.part == "ground" or tile.language is None:
        return []
    return labels_reaching(tile.box, zoom=tile.z, language=tile.language, omit=tile.omit)


@contextmanager
def _lent_map(theme: Theme, zoom: int, part: Part) -> Iterator[mapnik.Map]:
    """Lend a map for a theme, zoom and part to one thread; make one where all are lent out."""
    idle = _idle.setdefault((theme, zoom, part), [])
    try:
        page = idle.pop()
    except IndexError:
        page = _new_map(theme, zoom, part)
    yield page
    idle.append(page)  # not after an error, which may leave a map half filled


def _new_map(theme: Theme, zoom: int, part: Part) -> mapnik.Map:
    """Return a map with its styles, its layers empty."""
    register_fonts()
    page = mapnik.Map(TILE_PX, TILE_PX)
    mapnik.load_map_from_string(page, style_sheet(theme, zoom))
    if part == "names":
        page.background = mapnik.Color(0, 0, 0, 0)
    ground = () if part == "names" else tuple(ground_styles(theme, zoom))
    for name in (*ground, *(() if part == "ground" else (DOTS, NAMES))):
        layer = mapnik.Layer(name, MERCATOR)
        layer.styles.append(name)
        page.layers.append(layer)
    return page


def _fill(page: mapnik.Map, tile: Tile, labels: Iterable[Label]) -> None:
    """Give each layer of a map its geometry around a tile."""
    ground = {} if tile.part == "names" else _ground(tile)
    names = label_source(labels)
    for layer in page.layers:
        if layer.name in (DOTS, NAMES):
            layer.datasource = names
        else:
            layer.datasource = _source(ground.get(layer.name, ()))


def _ground(tile: Tile) -> Mapping[str, Iterable[bytes]]:
    """Return the shapes around a tile, as WKB, by the layer that draws them."""
    styles = ground_styles(tile.theme, tile.z)
    return data.tile_ground(
        tile.z,
        tile.x,
        tile.y,
        box=tile.grown(EDGE_PX),
        metres_per_px=tile.metres_per_px,
        period_px=sum(styles["disputed"].dash_px),
    )


def _source(shapes: Iterable[bytes]) -> mapnik.MemoryDatasource:
    """Return shapes, given as WKB, as a source that Mapnik draws from."""
    source = mapnik.MemoryDatasource()
    for number, wkb in enumerate(shapes, 1):
        feature = mapnik.Feature(_NO_FIELDS, number)
        feature.geometry = mapnik.Geometry.from_wkb(wkb)
        source.add_feature(feature)
    return source
