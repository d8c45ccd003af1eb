"""Show that outlines lie where their places are, and that borders and parts are cut from them."""

from __future__ import annotations

import json
import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import Bounds, length_m
from geo.crs.antimeridian import joined
from geo.gazetteer.derived import PARTS, border_id, extent, part_id
from geo.gazetteer.outlines import FOLDER, SOURCES, STEP_DEG, outline, outlined, pack, unpack
from geo.sources import DATA, load_sources
from geo.story.format.checks import geometry_problems

IRAN, ARMENIA, AZERBAIJAN, ISRAEL = 130758, 174982, 587116, 294640
LESOTHO, SOUTH_AFRICA = 932692, 953987
RUSSIA, USA, FRANCE, NEW_ZEALAND = 2017370, 6252001, 3017382, 2186224
KIRIBATI, FIJI, ANTARCTICA = 4030945, 2205218, 6697173
CHUKOTKA, ALASKA = 2126099, 5879092
CASPIAN, BLACK_SEA, SEVAN = -10, -11, -112
SYUNIK = 409314


def reach(number: int) -> shapely.Geometry:
    found = outline(number)
    assert found is not None
    return found.geometry


def story(id_: str) -> shapely.Geometry:
    """Return a geometry of the first story, which was made from finer data."""
    path = DATA / "stories" / "iran-azerbaijan-2025" / "features.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    (found,) = (f["geometry"] for f in features if f["properties"]["id"] == id_)
    return shapely.from_geojson(json.dumps(found))


@pytest.mark.parametrize(
    "number, inside, outside",
    [
        (IRAN, (51.42, 35.69), (49.89, 40.38)),
        (ARMENIA, (46.24, 38.92), (45.63, 38.95)),
        (AZERBAIJAN, (45.41, 39.21), (46.24, 38.92)),  # Nakhchivan, but not Meghri
        (SYUNIK, (46.24, 38.92), (44.51, 40.18)),
        (LESOTHO, (28.2, -29.5), (26.2, -29.1)),
        (SOUTH_AFRICA, (26.2, -29.1), (28.2, -29.5)),
        (CASPIAN, (50.8, 42.0), (49.89, 40.38)),
        (BLACK_SEA, (35.0, 43.0), (36.7, 46.0)),  # not the Sea of Azov
        (SEVAN, (45.3, 40.35), (44.51, 40.18)),
    ],
)
def test_an_outline_holds_what_lies_in_it(
    number: int, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    shape = reach(number)
    assert shape.is_valid and outlined(number)
    assert shape.contains(shapely.Point(inside)) and not shape.contains(shapely.Point(outside))


@pytest.mark.parametrize("number, id_", [(IRAN, "iran"), (AZERBAIJAN, "azerbaijan")])
def test_an_outline_is_that_of_the_finer_data(number: int, id_: str) -> None:
    ours, finer = reach(number), story(id_)
    assert ours.intersection(finer).area / ours.union(finer).area > 0.98


@pytest.mark.parametrize(
    ("number", "widest"),
    [(RUSSIA, 175), (USA, 125), (FRANCE, 70), (NEW_ZEALAND, 20), (KIRIBATI, 45), (FIJI, 6)],
)
def test_no_far_island_makes_a_map_of_the_world(number: int, widest: float) -> None:
    """Russia, the United States, France, New Zealand, Kiribati and Fiji reach far or past 180°."""
    assert Bounds.of([reach(number)]).width < widest


@pytest.mark.parametrize(
    ("number", "inside"),
    [
        (FIJI, [(178.0, -17.8), (-179.95, -16.85), (179.38, -16.43)]),
        (RUSSIA, [(37.6, 55.8), (-173.4, 66.5), (179.5, 66.5), (-179.0, 71.2), (20.5, 54.7)]),
        (USA, [(-98.0, 39.0), (-155.0, 65.0), (179.6, 51.95), (173.1, 52.9)]),
        (NEW_ZEALAND, [(175.5, -39.0), (-176.5, -43.95)]),
        (KIRIBATI, [(-157.4, 1.85), (-171.65, -2.8)]),
        (ANTARCTICA, [(0.0, -80.0), (179.9, -80.0), (-179.9, -80.0), (40.0, -89.9)]),
        (CHUKOTKA, [(-173.4, 66.5), (179.5, 66.5)]),
        (ALASKA, [(-155.0, 65.0), (-178.0, 51.7)]),
    ],
)
def test_an_outline_goes_on_over_the_antimeridian(
    number: int, inside: list[tuple[float, float]]
) -> None:
    shape = reach(number)
    west, _, east, _ = shape.bounds
    assert shape.is_valid and west >= -180 and east <= 180
    assert geometry_problems(shape) == []
    for position in inside:
        assert shape.distance(shapely.Point(position)) < 0.05, position


def test_the_east_of_a_land_goes_on_over_the_antimeridian() -> None:
    found = extent(part_id("northeast", RUSSIA))
    assert found is not None
    bounds = Bounds.of([found.geometry])
    assert bounds.is_over_180 and found.geometry.distance(shapely.Point(-173.4, 66.5)) == 0.0


def test_both_sides_of_a_land_meet_at_the_antimeridian() -> None:
    """What the file splits is whole again when it is drawn: Chukotka has no seam."""
    mainland = max(shapely.get_parts(joined(reach(RUSSIA))), key=lambda part: part.area)
    assert mainland.bounds[2] > 190 and mainland.contains(shapely.Point(180.0, 67.0))


def test_a_place_without_outline_has_none() -> None:
    assert outline(587084) is None and not outlined(587084)
    for id_ in ("587084", "border 1 2", "part northwest 587084", "part up 130758", "x", "", "-"):
        assert extent(id_) is None


def test_a_part_is_sound_land_or_nothing() -> None:
    """Of Seychelles, the Emirates, Malawi and Maldives some corners are sea, or others' land."""
    none = set()
    for number in (241170, 290557, 927384, 1282028, IRAN, FIJI, NEW_ZEALAND, ANTARCTICA):
        for direction in PARTS:
            found = extent(part_id(direction, number))
            if found is None:
                none.add(number)
            else:
                assert found.geometry.area > 0 and not geometry_problems(found.geometry)
    assert none >= {241170, 290557, 927384, 1282028} and IRAN not in none


def test_lands_that_only_share_a_meridian_have_no_border() -> None:
    assert extent(border_id(2139685, FIJI)) is None  # New Caledonia's box touches Fiji's at 180


def test_each_file_is_recorded_and_small() -> None:
    recorded = load_sources()
    for folder, source in SOURCES.items():
        path = FOLDER / folder / "outlines.sqlite"
        assert str(path.relative_to(DATA.parent)) in recorded[source].files
        assert path.stat().st_size < 2_500_000
        assert (path.parent / "LICENCE.md").is_file()


def test_a_border_is_the_same_from_either_side_and_as_long_as_it_is() -> None:
    assert border_id(IRAN, ARMENIA) == border_id(ARMENIA, IRAN)
    found = extent(border_id(IRAN, ARMENIA))
    assert found is not None
    line = found.geometry
    assert 40_000 < sum(map(length_m, shapely.get_parts(line))) < 50_000  # drawn finely: 45.5 km
    assert shapely.hausdorff_distance(line, story("iran-armenia-border")) < 0.03


def test_countries_that_do_not_meet_have_no_border() -> None:
    assert extent(border_id(ISRAEL, AZERBAIJAN)) is None
    assert extent(border_id(IRAN, IRAN + 1)) is None


def test_the_north_west_holds_what_a_cartographer_drew() -> None:
    found = extent(part_id("northwest", IRAN))
    assert found is not None
    drawn = story("north-western-iran")
    assert drawn.intersection(found.geometry).area > 0.95 * drawn.area
    assert found.geometry.area < 0.25 * reach(IRAN).area


@pytest.mark.parametrize("direction", sorted(PARTS))
def test_each_part_lies_within_and_on_its_side(direction: str) -> None:
    whole, found = reach(IRAN), extent(part_id(direction, IRAN))
    assert found is not None
    middle, part = whole.centroid, found.geometry.centroid
    assert found.geometry.difference(whole.buffer(1e-9)).area < 1e-6
    for name, ahead in (
        ("north", part.y > middle.y), ("south", part.y < middle.y),
        ("east", part.x > middle.x), ("west", part.x < middle.x),
    ):  # fmt: skip
        assert ahead or name not in direction


@given(
    st.lists(
        st.tuples(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.01, 3), st.booleans()),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_what_is_packed_comes_back(circles: list[tuple[float, float, float, bool]]) -> None:
    parts = []
    for lon, lat, radius, hole in circles:
        ring = shapely.Point(lon, lat).buffer(radius, quad_segs=4)
        inner = [shapely.Point(lon, lat).buffer(radius / 2, quad_segs=2).exterior] if hole else []
        parts.append(shapely.Polygon(ring.exterior, inner))
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    back = unpack(pack(shape))
    assert back.geom_type == shape.geom_type
    assert shapely.get_num_coordinates(back) == shapely.get_num_coordinates(shape)
    assert [len(p.interiors) for p in shapely.get_parts(back)] == [
        len(p.interiors) for p in shapely.get_parts(shape)
    ]
    apart = shapely.get_coordinates(back) - shapely.get_coordinates(shape)
    assert math.isclose(abs(apart).max(), 0, abs_tol=STEP_DEG)
