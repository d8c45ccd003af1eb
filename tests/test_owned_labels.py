"""Show that a place which a story writes itself is not written a second time by the base map."""

from __future__ import annotations

import shapely

from geo.gazetteer.outlines import outline
from geo.gazetteer.places.owned import own_label, own_labels
from geo.layers import build_map
from geo.sources import DATA
from geo.story import Feature, load

CASPIAN = -10


def mark(name: str, geometry: shapely.Geometry, **more: object) -> Feature:
    fields = {"id": "a", "layer": "waters", "certainty": "approximate", "source": "geonames"}
    return Feature(name=name, names={}, geometry=geometry, method="By hand.", **{**fields, **more})


def caspian() -> shapely.Geometry:
    found = outline(CASPIAN)
    assert found is not None
    return found.geometry


def test_a_sea_is_known_by_its_name_and_where_it_lies() -> None:
    assert own_label(mark("Caspian Sea", caspian())) == CASPIAN
    assert own_label(mark("CASPIAN SEA", shapely.Point(50.3, 42.2))) == CASPIAN
    assert own_label(mark("Xəzər dənizi", caspian())) == CASPIAN


def test_another_of_the_name_or_another_name_is_not_the_sea() -> None:
    assert own_label(mark("Caspian Sea", shapely.Point(-83.6, 42.9))) is None
    assert own_label(mark("Naval exercise area", caspian())) is None


def test_a_place_of_geonames_is_known_by_its_number() -> None:
    baku = mark("Baku", shapely.Point(49.9, 40.4), geonameid=587084)
    assert own_labels([baku, mark("Caspian Sea", caspian())]) == {587084, CASPIAN}


def test_the_first_story_writes_no_sea() -> None:
    story = load(DATA / "stories" / "iran-azerbaijan-2025")
    assert all(number > 0 for number in own_labels(story.features))
    assert build_map(story).own_places <= own_labels(story.features)
