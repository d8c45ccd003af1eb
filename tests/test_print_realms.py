"""Countries and seas that only reach into a printed map are named there, and no other is."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.basemap import window
from geo.crs import Bounds
from geo.crs.mercator import to_mercator
from geo.gazetteer import area_labels, homes, sea_points
from geo.gazetteer.places.areas import SEAS
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.naming.realms import realms
from geo.story import Shelf

BOX = Box(20, 20, 900, 600)


def frame(*bounds: float) -> Frame:
    return frame_for(Bounds(*bounds), BOX)


def named(*bounds: float) -> set[str]:
    seen = realms(frame(*bounds), zoom=6, language="en").values()
    return {realm.label.text.replace("\n", " ").title() for realm in seen}


@pytest.mark.parametrize(
    ("bounds", "countries", "seas"),
    [
        ((2, 49, 9, 54), {"Belgium", "Netherlands", "United Kingdom", "France", "Germany"},
         {"North Sea"}),
        ((33, 29, 37, 34), {"Palestine", "Lebanon", "Israel", "Syria", "Egypt", "Saudi Arabia",
                            "Jordan"}, {"Mediterranean Sea"}),
        ((-12, 36, -6, 42), {"Spain", "Portugal"}, set()),
        ((49.7, 40.3, 50, 40.5), set(), {"Caspian Sea"}),
        ((-18, 20, -3, 30), {"Western Sahara", "Morocco", "Mauritania"}, set()),
        ((118.5, 12.5, 120.5, 14.5), set(), {"South China Sea"}),
        ((59, 22, 61.5, 24), set(), {"Arabian Sea"}),
        ((-68, 18.6, -65.5, 20.5), set(), set()),
        ((143, 41.3, 145.5, 43.2), set(), set()),
        ((11.4, 57.3, 12.4, 58.1), set(), set()),
    ],
    ids=["Benelux", "Levant", "Portugal", "Baku", "Sahara", "Mindoro", "Muscat", "Puerto Rico",
         "Hokkaido", "Kattegat"],
)  # fmt: skip
def test_what_reaches_in_is_named(
    bounds: tuple[float, ...], countries: set[str], seas: set[str]
) -> None:
    assert named(*bounds) == countries | seas


def test_points_of_seas_stand_in_the_water_of_the_base_map() -> None:
    for x, y in to_mercator(np.array([(lon, lat) for lon, lat, _ in sea_points()])).tolist():
        around = shapely.Point(x, y).buffer(5000)
        water = window(around.bounds, 5)
        seas = shapely.make_valid(np.array([*water["sea"], *water["lake"]], dtype=object))
        assert shapely.intersects(seas, around).any(), (x, y)


def test_every_sea_has_a_point_of_its_own_and_others_have_none_of_its_name() -> None:
    named = {label.id for label in area_labels(zoom=6, language="en") if label.kind in SEAS}
    assert {sea for _, _, sea in sea_points()} == named | {None}


def test_a_country_is_named_where_its_towns_are() -> None:
    here = frame(42, 36, 50, 42)
    for realm in realms(here, zoom=6, language="en").values():
        if not realm.label.country:
            continue
        rows = [row for part in here.covered() for row in homes((*part,))]
        at = shapely.points(here.to_page(np.array([row[:2] for row in rows])))
        inside = shapely.contains(realm.shape, at)
        of = [row[2] for row, is_in in zip(rows, inside, strict=True) if is_in]
        assert len(of) >= 2
        assert of.count(realm.label.country) >= 0.9 * len(of)


def test_a_map_of_the_world_leaves_names_to_their_own_places() -> None:
    assert not realms(frame(-170, -60, 170, 75), zoom=1, language="en")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", {"ARMENIA", "IRAQ", "Caspian Sea"}), ("fa", {"ارمنستان", "عراق", "دریای خزر"})],
)
def test_the_first_storys_map_names_its_neighbours(language: str, words: set[str]) -> None:
    page, _ = sheet_of(  # a detail map names the same towns again
        Shelf().story("iran-azerbaijan-2025"),
        {"preset": "a4-landscape", "lang": language, "detail": "off"},
    )
    told = [place.name.replace("\n", " ") for place in page.of("place")]
    assert words <= set(told)
    assert len(told) == len(set(told)), "no name stands twice"
