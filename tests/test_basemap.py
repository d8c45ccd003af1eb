"""Hold the base map's tiles to what a reader must see on them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from geo import basemap
from geo.basemap import tiles
from geo.basemap.style import palette
from geo.errors import TileError
from geo.gazetteer import labels
from geo.style import SCREEN_THEMES
from geo.text import LANGUAGES
from tests.mercator import pixel_in_tile, tile_at

WATER = {
    "middle of the Caspian": (50.8, 40.5),
    "south of the Caspian": (51.5, 38.0),
    "off Bandar-e Anzali": (49.6, 37.75),
    "the Black Sea": (35.0, 43.3),
    "the Mediterranean": (33.5, 33.0),
    "the Pacific": (-150.0, 5.0),
    "the Arctic Ocean": (10.0, 84.0),
}
LAND = {
    "Tehran": (51.1, 35.5),
    "Iran's desert": (55.1, 33.3),
    "the middle of Azerbaijan": (47.6, 40.5),
    "Siberia": (100.3, 62.3),
    "the Sahara": (10.0, 24.3),
    "Antarctica": (80.0, -80.0),
    "Brazil": (-52.0, -9.0),
}


def picture(data: bytes) -> NDArray[np.uint8]:
    """Return a PNG's pixels: rows, columns, red green blue."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def ground_at(lon: float, lat: float, zoom: int, theme: str) -> str:
    """Return what most of the few pixels around a position show, letters and lines aside."""
    x, y = tile_at(lon, lat, zoom)
    image = picture(basemap.render_tile(theme=theme, language="en", z=zoom, x=x, y=y))
    column, row = pixel_in_tile(lon, lat, zoom)
    reach = 1 if zoom < 3 else 9
    around = image[
        max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1
    ]
    colours = palette(theme)
    count = {
        name: int((around == list(bytes.fromhex(colour[1:]))).all(axis=2).sum())
        for name, colour in (("land", colours.land), ("water", colours.water))
    }
    return max(count, key=count.__getitem__)


@pytest.mark.parametrize("zoom", range(1, 13))
@pytest.mark.parametrize("theme", SCREEN_THEMES)
def test_known_points_are_land_or_water_at_every_zoom(zoom: int, theme: str) -> None:
    for name, (lon, lat) in WATER.items():
        assert ground_at(lon, lat, zoom, theme) == "water", name
    for name, (lon, lat) in LAND.items():
        assert ground_at(lon, lat, zoom, theme) == "land", name


@pytest.mark.parametrize("zoom", range(13))
def test_every_zoom_draws_the_whole_world(zoom: int) -> None:
    """Corners, edges and a lattice of tiles are drawn in each theme and scale."""
    side = 1 << zoom
    marks = sorted({0, side // 5, side // 2, side * 3 // 4, side - 1})
    for number, (x, y) in enumerate((x, y) for x in marks for y in marks):
        theme, scale = SCREEN_THEMES[number % 2], 1 + number // 2 % 2
        language = LANGUAGES[number % len(LANGUAGES)]
        image = picture(
            basemap.render_tile(theme=theme, language=language, z=zoom, x=x, y=y, scale=scale)
        )
        assert image.shape == (256 * scale, 256 * scale, 3)


@given(
    z=st.integers(-3, 40),
    x=st.integers(-(2**40), 2**40),
    y=st.integers(-(2**40), 2**40),
    scale=st.integers(-2, 5),
    theme=st.sampled_from([*SCREEN_THEMES, "", "Light", "../light"]),
    language=st.sampled_from([*LANGUAGES, "de", "", "en\n", None]),
    part=st.sampled_from([*basemap.PARTS, "", "name"]),
)
def test_only_addresses_of_the_world_are_accepted(
    z: int, x: int, y: int, scale: int, theme: str, language: str | None, part: str
) -> None:
    good = (
        0 <= z <= 12
        and 0 <= x < 2 ** max(z, 0)
        and 0 <= y < 2 ** max(z, 0)
        and scale in (1, 2)
        and theme in SCREEN_THEMES
        and part in basemap.PARTS
        and (language in LANGUAGES or part == "ground")
    )
    address = {"theme": theme, "language": language, "z": z, "x": x, "y": y, "scale": scale}
    address["part"] = part
    if good:
        tiles.check(tiles.Tile(**address))  # type: ignore[arg-type]
        return
    with pytest.raises(TileError) as refusal:
        tiles.check(tiles.Tile(**address))  # type: ignore[arg-type]
    assert len(str(refusal.value).splitlines()) == 1


def test_a_tile_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(TileError, match="tile x 4 is outside 0 to 3 at zoom 2"):
        basemap.cached_tile(theme="light", language="en", z=2, x=4, y=0)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(
    ("zoom", "lon", "lat"), [(6, 49.0, 40.0), (8, 46.3, 39.0), (11, 51.4, 35.7)]
)
def test_tiles_join_without_a_seam(zoom: int, lon: float, lat: float, language: str) -> None:
    """Four tiles beside each other are the picture that is drawn in one, names and dashes too."""
    x, y = (part // 2 * 2 for part in tile_at(lon, lat, zoom))
    both = tiles.Tile(theme="light", language=language, z=zoom, x=x, y=y, across=2)
    whole = picture(tiles.draw(both))
    joined = np.zeros_like(whole)
    for dx in (0, 1):
        for dy in (0, 1):
            data = basemap.render_tile(theme="light", language=language, z=zoom, x=x + dx, y=y + dy)
            joined[256 * dy : 256 * (dy + 1), 256 * dx : 256 * (dx + 1)] = picture(data)
    assert (whole != joined).any(axis=2).mean() < 0.001


def test_threads_draw_the_same_bytes_as_one() -> None:
    addresses = [
        {"theme": theme, "language": language, "z": 7, "x": 80 + i % 4, "y": 48 + i // 4}
        for i in range(8)
        for theme in SCREEN_THEMES
        for language in ("en", "fa")
    ]
    alone = [basemap.render_tile(**address) for address in addresses]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda address: basemap.render_tile(**address), addresses))
    assert together == alone


def test_omitted_places_have_no_label() -> None:
    x, y = tile_at(51.42, 35.69, 9)
    address = {"theme": "light", "language": "en", "z": 9, "x": x, "y": y}
    tehran = frozenset({112931})
    assert basemap.render_tile(**address, omit=tehran) != basemap.render_tile(**address)


def test_a_kept_tile_is_the_tile_and_the_store_is_bounded() -> None:
    address = {"theme": "dark", "language": "az", "z": 5, "x": 20, "y": 12}
    first = basemap.cached_tile(**address)
    assert basemap.cached_tile(**address) is first
    assert first == basemap.render_tile(**address)


# --- ground and names apart ---------------------------------------------------------------------


def layer(data: bytes) -> Image.Image:
    """Return a PNG with its opacity."""
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", SCREEN_THEMES)
def test_names_laid_over_the_ground_are_the_whole_tile(
    theme: str, language: str, scale: int
) -> None:
    x, y = tile_at(50.5, 40.5, 6)
    address = {"theme": theme, "z": 6, "x": x, "y": y, "scale": scale}
    ground = layer(basemap.render_tile(**address, part="ground"))
    assert np.asarray(ground)[..., 3].min() == 255
    ground.alpha_composite(layer(basemap.render_tile(**address, language=language, part="names")))
    whole = picture(basemap.render_tile(**address, language=language))
    apart = np.abs(np.asarray(ground)[..., :3].astype(int) - whole).max(axis=2)
    assert apart.max() <= 48  # of 255: both have few colours
    assert (apart > 16).mean() < 0.01


@pytest.mark.parametrize("theme", SCREEN_THEMES)
def test_names_lie_on_nothing(theme: str) -> None:
    """Only what the whole tile writes over the ground is drawn at all."""
    x, y = tile_at(51.42, 35.69, 7)
    address = {"theme": theme, "z": 7, "x": x, "y": y}
    drawn = np.asarray(layer(basemap.render_tile(**address, language="en", part="names")))[..., 3]
    assert 0.005 < (drawn > 0).mean() < 0.35
    ground = picture(basemap.render_tile(**address, part="ground")).astype(int)
    written = np.abs(ground - picture(basemap.render_tile(**address, language="en"))).max(axis=2)
    assert (written[drawn == 0] <= 16).all()


@pytest.mark.parametrize("scale", [1, 2])
def test_where_no_name_is_the_tile_is_nothing_and_weighs_nothing(scale: int) -> None:
    x, y = tile_at(-140.0, -40.0, 10)
    tile = {"theme": "dark", "language": "en", "z": 10, "x": x, "y": y, "scale": scale}
    data = basemap.render_tile(**tile, part="names")
    assert layer(data).size == (256 * scale, 256 * scale)
    assert layer(data).getextrema()[3] == (0, 0)
    assert len(data) < 400
    omitted = {label.id for label in labels((-180, -85, 180, 85), zoom=3, language="en")}
    world = {"theme": "light", "language": "en", "z": 3, "x": 4, "y": 3, "part": "names"}
    assert basemap.render_tile(**world, omit=frozenset(omitted)) == basemap.render_tile(
        **{**tile, "scale": 1}, part="names"
    )


def test_the_ground_is_kept_once_for_all_languages_and_stories() -> None:
    address = {"theme": "light", "z": 6, "x": 40, "y": 24, "part": "ground"}
    first = basemap.cached_tile(**address)
    assert basemap.cached_tile(**address, language="fa") is first
    assert basemap.cached_tile(**address, language="hy", omit=frozenset({112931})) is first


def test_the_first_view_is_light() -> None:
    """Twenty-four tiles of each part, a view of 1440 × 900, weigh at most 150 KB together."""
    x0, y0 = tile_at(48.5, 38.5, 6)
    view = [(x0 + dx, y0 + dy) for dx in range(-3, 3) for dy in range(-2, 2)]
    for language in ("en", "fa"):
        weight = sum(
            len(basemap.render_tile(theme="light", language=language, z=6, x=x, y=y, part=part))
            for x, y in view
            for part in ("ground", "names")
        )
        assert weight <= 150 * 1024


def test_opening_the_data_early_breaks_nothing() -> None:
    basemap.warm_up().join(30)
    assert basemap.cached_tile(theme="light", language="en", z=0, x=0, y=0)
