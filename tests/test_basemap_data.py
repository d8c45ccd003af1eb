"""Hold the committed map data to known lines and points, and to its size and its records."""

from __future__ import annotations

import fnmatch
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.basemap import data, pack
from geo.sources import DATA, load_sources

GEOD = pyproj.Geod(ellps="WGS84")
TO_DEGREES = pyproj.Transformer.from_crs(3857, 4326, always_xy=True)
TO_METRES = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
WEST_TRIPOINT, EAST_TRIPOINT = (46.14456, 38.84233), (46.53398, 38.86719)
ROOT = DATA.parent


def drawn(layer: str, west: float, south: float, east: float, north: float, zoom: int = 12):
    """Return a layer's shapes in a window, in degrees."""
    box = (*TO_METRES.transform(west, south), *TO_METRES.transform(east, north))
    shapes = data.window(box, zoom)[layer]
    return [
        shapely.transform(shape, lambda xy: np.column_stack(TO_DEGREES.transform(*xy.T)))
        for shape in shapes
    ]


def metres_to(point: tuple[float, float], shapes: list[shapely.Geometry]) -> float:
    """Return the geodesic distance from a position to the nearest of some shapes."""
    ends = [shapely.shortest_line(shapely.Point(point), shape).coords for shape in shapes]
    return min(GEOD.inv(*a, *b)[2] for a, b in ends)


def borders(*window: float) -> list[shapely.Geometry]:
    return drawn("border", *window) + drawn("disputed", *window)


def test_the_border_of_iran_and_armenia_has_its_length() -> None:
    """Between the tripoints' meridians the only settled border is theirs."""
    between = (WEST_TRIPOINT[0], 38.7, EAST_TRIPOINT[0], 39.0)
    lines = [shapely.clip_by_rect(line, *between) for line in drawn("border", *between)]
    assert sum(map(GEOD.geometry_length, lines)) == pytest.approx(45_500, rel=0.01)


@pytest.mark.parametrize("tripoint", [WEST_TRIPOINT, EAST_TRIPOINT])
def test_tripoints_lie_on_the_borders(tripoint: tuple[float, float]) -> None:
    lon, lat = tripoint
    window = (lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1)
    assert metres_to(tripoint, drawn("border", *window)) < 50
    assert metres_to(tripoint, drawn("disputed", *window)) < 250


@pytest.mark.parametrize("zoom", [3, 6, 12])
@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(45.9, 40.3, id="Armenia and Azerbaijan"),
        pytest.param(45.6, 39.5, id="Armenia and Nakhchivan"),
        pytest.param(20.9, 43.2, id="Serbia and Kosovo"),
        pytest.param(74.3, 33.9, id="the line of control in Kashmir"),
        pytest.param(35.8, 33.0, id="Golan"),
        pytest.param(127.3, 38.3, id="the two Koreas"),
    ],
)
def test_unsettled_borders_are_dashed_and_not_drawn_whole(
    lon: float, lat: float, zoom: int
) -> None:
    window = (lon - 0.3, lat - 0.2, lon + 0.3, lat + 0.2)
    box = shapely.box(*window)
    assert any(line.intersects(box) for line in drawn("disputed", *window, zoom=zoom))
    assert not any(line.intersects(box) for line in drawn("border", *window, zoom=zoom))


def test_no_line_is_drawn_around_nagorno_karabakh() -> None:
    box = shapely.box(46.65, 39.45, 47.1, 40.2)
    assert not [line for line in borders(46.65, 39.45, 47.1, 40.2) if line.intersects(box)]


@pytest.mark.parametrize("zoom", [1, 3, 5, 7, 9, 12])
def test_no_boundary_crosses_the_caspian(zoom: int) -> None:
    middle = shapely.Polygon([(50.6, 37.3), (52.8, 37.3), (51.8, 40.3), (50.6, 44.3), (49.6, 42.0)])
    window = middle.bounds
    lines = drawn("border", *window, zoom=zoom) + drawn("disputed", *window, zoom=zoom)
    assert not [line for line in lines if line.intersects(middle)]


def test_borders_are_drawn_once() -> None:
    """Across a border there is one line, not one for each neighbour."""
    crossings = {
        "Iran–Türkiye": [(44.1, 38.5), (44.7, 38.5)],
        "Iran–Iraq": [(45.2, 34.9), (46.4, 34.9)],
        "France–Spain": [(0.5, 42.3), (0.5, 43.2)],
        "Germany–Poland": [(14.3, 52.0), (15.2, 52.0)],
        "India–Bangladesh": [(88.2, 24.5), (89.0, 24.5)],
    }
    for name, ends in crossings.items():
        path = shapely.LineString(ends)
        window = path.buffer(0.05).bounds
        whole = shapely.union_all(borders(*window))
        points = shapely.get_parts(shapely.intersection(path, whole))
        assert 1 <= len(points) <= 3, name
        assert len(points) % 2 == 1, name


def test_water_and_land_agree_with_known_points() -> None:
    water = {"Absheron's east": (50.6, 40.45), "Anzali's roads": (49.5, 37.55)}
    land = {"Baku": (49.83, 40.40), "Anzali's south": (49.45, 37.40), "Lankaran": (48.83, 38.75)}
    for name, point in {**water, **land}.items():
        window = (point[0] - 0.02, point[1] - 0.02, point[0] + 0.02, point[1] + 0.02)
        wet = any(shape.contains(shapely.Point(point)) for shape in drawn("sea", *window))
        assert wet == (name in water), name


def test_no_strip_of_sea_parts_vanua_levu_at_180() -> None:
    """As it does in the source."""
    lon, lat = 179.9996, -16.155
    seas = drawn("sea", lon - 0.0003, lat - 0.0003, lon + 0.0003, lat + 0.0003)
    assert not any(shape.contains(shapely.Point(lon, lat)) for shape in seas)


AREA_PACKS = sorted({name for level in data.LEVELS for name in level.areas.values()})


@pytest.mark.parametrize("name", AREA_PACKS)
def test_water_is_stored_as_valid_polygons(name: str) -> None:
    """Else mending them for paper turns land and sea round, as it once did with Rhodes.

    All cells of the coarser packs are looked at, of the others every so many.
    """
    source = data.pack(name)
    rows, columns = np.nonzero(source.state == pack.STORED)
    for y, x in list(zip(rows.tolist(), columns.tolist(), strict=True))[:: len(rows) // 200 + 1]:
        cell = source.cell(x, y)
        assert cell is not None
        firsts = np.append(np.flatnonzero(cell.outer), len(cell.outer))
        offsets = (cell.starts, firsts, np.array([0, len(firsts) - 1]))
        kind = shapely.GeometryType.MULTIPOLYGON
        shape = shapely.from_ragged_array(kind, cell.points.astype(float), offsets)[0]
        assert shapely.is_valid(shape), f"{name} {x}/{y}: {shapely.is_valid_reason(shape)}"


def test_all_data_stays_under_forty_megabytes() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 40_000_000


def test_every_pack_is_drawn_and_recorded() -> None:
    packs = {path.relative_to(data.FOLDER) for path in data.FOLDER.rglob("*.pack")}
    used = {
        Path(f"{name}.pack")
        for level in data.LEVELS
        for name in (*level.areas.values(), *level.lines.values(), *level.unsettled)
    }
    assert packs == used
    records = load_sources()
    patterns = [pattern for key in data.CREDITS for pattern in records[key].files]
    for path in packs:
        name = (data.FOLDER / path).relative_to(ROOT).as_posix()
        assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns), name


def test_open_data_licence_stands_beside_its_files() -> None:
    text = (data.FOLDER / "osm" / "LICENCE.md").read_text()
    assert "© OpenStreetMap contributors, ODbL" in text


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 65535), st.integers(0, 65535)), min_size=2, max_size=20),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([np.uint16, np.uint32]),
)
def test_a_cell_reads_back_as_written(rings: list[list[tuple[int, int]]], dtype: type) -> None:
    points = np.array([vertex for ring in rings for vertex in ring], dtype)
    counts = np.array([len(ring) for ring in rings])
    outer = np.array([index % 3 == 0 for index in range(len(rings))])
    cell = pack.decode(pack.encode(points, counts, outer), pack.cell_box(3, 1, 2))
    assert (cell.points == points).all()
    assert (np.diff(cell.starts) == counts).all()
    assert (cell.outer == outer).all()
    assert cell.points.dtype == dtype
