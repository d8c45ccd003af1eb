"""Hold the first story to outside figures: lengths, sides of borders, sea and land, statements.

Which land is whose comes from the base map's own borders and seas, which another script made:
the land is cut along them, and each piece is known by a city that stands in it.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geo.basemap import data as basemap
from geo.crs import GEOD, area_m2, distance_m, length_m
from geo.layers import build_map
from geo.sources import DATA, load_sources
from geo.story import Story, load

sys.path.insert(0, str(DATA / "scripts"))

from recipes import project, unproject

WINDOW = (44.0, 34.0, 53.0, 42.5)
MERCATOR = "EPSG:3857"
UTM_38N = "EPSG:32638"
KNOWN = {
    "Armenia": (44.51361, 40.17765),  # Yerevan
    "Azerbaijan": (48.95, 40.83),  # west of Sumqayit
    "Nakhchivan": (45.412, 39.209),  # Nakhchivan city
    "Iran": (46.2919, 38.08),  # Tabriz
}


@pytest.fixture(scope="module")
def story() -> Story:
    return load(DATA / "stories" / "iran-azerbaijan-2025")


def shape_of(story: Story, ident: str) -> BaseGeometry:
    return story.feature(ident).geometry


def mercator(geometry: BaseGeometry) -> BaseGeometry:
    return project(geometry, MERCATOR)


@cache
def drawn() -> dict[str, BaseGeometry]:
    """Return the base map's sea, borders and unsettled borders in the window, in EPSG:3857."""
    shapes = basemap.window(mercator(box(*WINDOW)).bounds, 12)
    return {name: shapely.union_all(shapes[name]) for name in ("sea", "border", "disputed")}


def sea() -> BaseGeometry:
    return drawn()["sea"]


@cache
def lands() -> dict[str, BaseGeometry]:
    """Return the land of each country in the window, in EPSG:3857, 40 m off its borders."""
    frame = mercator(box(*WINDOW))
    lines = shapely.union(drawn()["border"], drawn()["disputed"]).intersection(frame)
    parts = shapely.get_parts(frame.difference(lines.buffer(40, quad_segs=2)).difference(sea()))
    found = {}
    for name, position in KNOWN.items():
        spot = mercator(Point(*position))
        (found[name],) = [part for part in parts if part.contains(spot)]
    assert len({part.wkb for part in found.values()}) == len(KNOWN)
    return found


# --- the corridor -----------------------------------------------------------------------------


def test_the_corridor_is_as_long_as_reported(story: Story) -> None:
    corridor_km = length_m(shape_of(story, "zangezur-corridor")) / 1000
    assert 42 * 0.95 <= corridor_km <= 45 * 1.05
    assert corridor_km == pytest.approx(42.6, abs=0.3)


def test_the_corridor_lies_in_armenia(story: Story) -> None:
    # Its ends touch the border with Azerbaijan, from which lands() stays off 40 m.
    armenia = lands()["Armenia"].buffer(60)
    assert armenia.covers(mercator(shape_of(story, "zangezur-corridor")))


def test_the_corridor_keeps_off_iran(story: Story) -> None:
    line = project(shape_of(story, "zangezur-corridor"), UTM_38N)
    border = project(shape_of(story, "iran-armenia-border"), UTM_38N)
    assert line.distance(border) >= 480
    assert line.distance(project(_iran(), UTM_38N)) >= 450, "the base map's own line"


def _iran() -> BaseGeometry:
    """Return the Iranian side of the drawn border as (lon, lat)."""
    return unproject(lands()["Iran"], MERCATOR)


@pytest.mark.parametrize(
    ("ident", "reported_km", "land"),
    [
        ("corridor-continuation-east", 111, "Azerbaijan"),
        ("corridor-continuation-west", 57, "Nakhchivan"),
    ],
)
def test_the_continuations_match_the_railway(
    story: Story, ident: str, reported_km: float, land: str
) -> None:
    line = shape_of(story, ident)
    assert length_m(line) / 1000 == pytest.approx(reported_km, rel=0.03)
    assert lands()[land].buffer(60).covers(mercator(line))


def test_the_border_is_as_long_as_reported(story: Story) -> None:
    border_km = length_m(shape_of(story, "iran-armenia-border")) / 1000
    assert border_km == pytest.approx(45.5, abs=0.1)
    assert border_km == pytest.approx(44, rel=0.05)


# --- areas ------------------------------------------------------------------------------------


def test_north_western_iran_lies_in_iran_and_reaches_its_border(story: Story) -> None:
    area, iran = shape_of(story, "north-western-iran"), shape_of(story, "iran")
    assert area_m2(shapely.difference(area, iran)) / 1e6 < 0.1
    border = shape_of(story, "iran-armenia-border")
    assert mercator(area).distance(mercator(border)) < 100
    along = [Point(*at) for at in border.coords]  # of Armenia's outline, which differs by metres
    assert max(mercator(area).distance(mercator(point)) for point in along) < 300


# --- the exercise area ------------------------------------------------------------------------


def test_the_exercise_area_is_all_sea(story: Story) -> None:
    assert sea().buffer(1).covers(mercator(shape_of(story, "caspian-exercise-area")))


def test_the_exercise_area_lies_off_anzali_on_irans_side(story: Story) -> None:
    area = shape_of(story, "caspian-exercise-area")
    anzali, baku = story.feature("bandar-e-anzali"), story.feature("baku")
    assert area_m2(area) / 1e6 == pytest.approx(1079, abs=5)
    far_nm = [distance_m((49.47, 37.48), place) / 1852 for place in area.exterior.coords]
    assert max(far_nm) <= 15.01
    assert distance_m(anzali.anchor_point(), area.centroid.coords[0]) < 30_000
    assert distance_m(baku.anchor_point(), area.centroid.coords[0]) > 300_000
    assert min(distance_m(baku.anchor_point(), place) for place in area.exterior.coords) > 295_000
    # South of where Iran's coast meets Azerbaijan's at Astara: Iran's land alone is near.
    near = shapely.union_all([lands()[name] for name in ("Azerbaijan", "Nakhchivan", "Armenia")])
    shore = mercator(area)
    assert lands()["Iran"].distance(shore) < near.distance(shore) / 10


# --- places -----------------------------------------------------------------------------------

COUNTRY_OF = {
    "baku": "Azerbaijan",
    "tehran": "Iran",
    "bandar-e-anzali": "Iran",
    "horadiz": "Azerbaijan",
    "mincivan": "Azerbaijan",
    "meghri": "Armenia",
    "ordubad": "Nakhchivan",
    "julfa-nakhchivan": "Nakhchivan",
}


def test_every_gazetteer_point_is_in_its_country(story: Story) -> None:
    points = [item for item in story.features if item.source == "geonames"]
    assert {item.id for item in points} == set(COUNTRY_OF)
    for item in points:
        assert lands()[COUNTRY_OF[item.id]].contains(mercator(item.geometry)), item.id


def test_the_capitals_are_geonames_own(story: Story) -> None:
    baku, tehran = story.feature("baku"), story.feature("tehran")
    assert (baku.geonameid, tehran.geonameid) == (587084, 112931)
    assert baku.anchor_point() == pytest.approx((49.89201, 40.37767))
    assert distance_m(baku.anchor_point(), tehran.anchor_point()) == pytest.approx(536_900, abs=100)
    anzali, meghri = story.feature("bandar-e-anzali"), story.feature("meghri")
    assert distance_m(baku.anchor_point(), anzali.anchor_point()) == pytest.approx(
        324_600, rel=0.01
    )
    assert distance_m(baku.anchor_point(), meghri.anchor_point()) == pytest.approx(
        353_500, rel=0.01
    )


def test_the_embassies_share_one_soft_circle(story: Story) -> None:
    attacked, reopened = story.feature("embassy-attacked"), story.feature("embassy-reopened")
    assert attacked.geometry.equals(reopened.geometry)
    assert {attacked.certainty, reopened.certainty} == {"approximate"}
    radii = [distance_m((51.45, 35.77), place) for place in attacked.geometry.exterior.coords]
    assert np.allclose(radii, 1500, atol=2)
    assert lands()["Iran"].covers(mercator(attacked.geometry))


def test_arcs_run_along_the_geodesic_or_beside_it(story: Story) -> None:
    layer = next(layer for layer in build_map(story).layers if layer.id == "ties")
    ties = {mark.id: mark for mark in layer.marks}
    straight = ties["S02:tie"].geometry
    assert length_m(straight) == pytest.approx(536_900, rel=0.001)
    same_pair = [ties[f"{name}:tie"].geometry for name in ("S02", "S08", "S13")]
    for index, one in enumerate(same_pair):
        for other in same_pair[index + 1 :]:
            middles = [line.interpolate(0.5, normalized=True).coords[0] for line in (one, other)]
            assert distance_m(*middles) > 30_000, "each arc can be seen and pointed at"
    assert all(ties[f"{name}:tie"].geometry.equals(straight) for name in ("S03", "S06"))


# --- what is said -----------------------------------------------------------------------------

# id: paragraph, date, tone, marks, certainty of the mark — the article's table
TABLE = {
    "S01": (0, "2025-04-28", "thaw", "baku", "exact"),
    "S02": (1, "2025-04-28", "thaw", "baku tehran>baku", "exact"),
    "S03": (1, "2025-04-28", "thaw", "iran-azerbaijan", "indicative"),
    "S04": (2, "../2025-04-28", "tension", "azerbaijan-israel", "indicative"),
    "S05": (2, "2023-01", "tension", "embassy-attacked", "approximate"),
    "S06": (3, "2025-04-21/2025-04-27", "thaw", "tehran>baku", "indicative"),
    "S07": (4, "2024-11", "thaw", "caspian-exercise-area", "indicative"),
    "S08": (5, "../2025-04-28", "tension", "azerbaijan>iran", "indicative"),
    "S09": (5, "unknown", "tension", "israel>azerbaijan", "indicative"),
    "S10": (6, "2023-01", "tension", "embassy-attacked", "approximate"),
    "S11": (6, "2023-01~", "tension", "tehran", "exact"),
    "S12": (7, "2023-01~", "tension", "embassy-attacked", "approximate"),
    "S13": (7, "2023", "tension", "baku-tehran", "exact"),
    "S14": (7, "2023-10/2023-12?", "neutral", "tehran", "exact"),
    "S15": (7, "2024-07~", "thaw", "embassy-reopened", "approximate"),
    "S16": (8, "unknown", "tension", "zangezur-corridor azerbaijan-turkiye", "disputed"),
    "S17": (9, "unknown", "tension", "iran-armenia-border zangezur-corridor", "disputed"),
    "S18": (10, "unknown", "tension", "north-western-iran", "indicative"),
    "S19": (10, "2025-04-28", "neutral", "iran", "exact"),
}


def test_the_table_is_whole_and_in_reading_order(story: Story) -> None:
    assert [item.id for item in story.annotations] == list(TABLE)
    paragraphs = [item.paragraph for item in story.annotations]
    assert paragraphs == sorted(paragraphs)


@pytest.mark.parametrize("ident", TABLE)
def test_each_statement_is_the_articles(story: Story, ident: str) -> None:
    (item,) = [item for item in story.annotations if item.id == ident]
    marks = list(item.features)
    if item.relation:
        sign = ">" if item.relation.directed else "-"
        marks.append(f"{item.relation.start}{sign}{item.relation.end}")
    found = (
        item.paragraph,
        str(item.date),
        item.tone,
        " ".join(marks),
        story.certainty_of(item),
    )
    assert found == TABLE[ident]
    assert item.said_by and item.claim


def test_context_names_its_own_source_and_stands_beside_statements(story: Story) -> None:
    assert len(story.context) >= 10
    for item in story.context:
        assert load_sources()[item.source].kind == "article"
        assert item.about


def test_nothing_is_drawn_without_method_and_source(story: Story) -> None:
    for item in story.features:
        assert item.source in load_sources()
        assert item.method.endswith(".")


def test_the_route_is_drawn_as_a_disputed_proposal(story: Story) -> None:
    corridor = story.feature("zangezur-corridor")
    assert (corridor.certainty, corridor.status) == ("disputed", "proposed")
    assert "indicative" in (corridor.note or "") and "500 m" in corridor.method
    assert corridor.name.startswith("So-called")
    assert {name.by.split(",")[0] for name in corridor.also_known_as} >= {"Azerbaijan", "Armenia"}


def test_no_line_is_drawn_across_the_open_caspian(story: Story) -> None:
    lines = [item for item in story.features if isinstance(item.geometry, LineString)]
    deep = sea().buffer(-20_000)
    for item in lines:
        assert not mercator(item.geometry).intersects(deep), item.id


def test_the_script_remakes_the_committed_file(story: Story) -> None:
    cache_folder = Path(__file__).resolve().parent.parent / ".cache" / "packages" / "npm"
    if not (cache_folder / "@geo-maps").is_dir():
        pytest.skip("the packages are not on this machine; run the script once to fetch them")
    import build_story_iran_azerbaijan as script

    committed = DATA / "stories" / "iran-azerbaijan-2025" / "features.geojson"
    assert script.build() == committed.read_text(encoding="utf-8")


def test_geodesics_agree_with_a_known_figure() -> None:
    # One degree of the equator, by the ellipsoid's own radius.
    assert GEOD.inv(0, 0, 1, 0)[2] == pytest.approx(6378137 * np.pi / 180)
