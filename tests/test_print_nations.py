"""The locator says in which country the map is, and no name in it lies across a border."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import Bounds
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import Box, Text
from geo.printmap.carto.edges import edges
from geo.printmap.carto.frame import frame_for
from geo.printmap.layout.inset import region_of
from geo.printmap.naming.nations import countries_in
from geo.printmap.typeset.measure import text_box
from geo.text import LANGUAGES
from tests.test_print_edges import framed, towns

BOX = Box(20, 20, 820, 520)


def named(lon: float, lat: float, size_deg: float = 1.0, **values: str) -> tuple[Sheet, list[Text]]:
    """Return a map around a place, and what its locator says."""
    folder = Path(tempfile.mkdtemp())
    try:
        story = towns(folder, ("Here", lon, lat))
    finally:
        shutil.rmtree(folder)
    west, south, east, north = lon - size_deg, lat - size_deg, lon + size_deg, lat + size_deg
    asked = {"preset": "square", "bounds": f"{west},{south},{east},{north}", "detail": "off"}
    sheet, _ = sheet_of(story, asked | values)
    boxes = [one.box for one in sheet.of("inset")]
    return sheet, [
        item for item in sheet.items
        if isinstance(item, Text) and any(text_box(item).within(box.grown(1)) for box in boxes)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [(-92, 38, "UNITED STATES"), (44.8, 40.9, "ARMENIA"), (20.9, 42.9, "KOSOVO"),
     (0.0, 53.1, "UNITED KINGDOM"), (-17.9, 27.7, "SPAIN"), (-73.5, -47.8, "CHILE"),
     (78, 11.7, "INDIA"), (36.4, -0.7, "KENYA"), (125.8, 7.3, "PHILIPPINES"),
     (6.1, 49.6, "LUXEMBOURG")],
)  # fmt: skip
def test_the_country_of_the_map_is_named(lon: float, lat: float, country: str) -> None:
    _, texts = named(lon, lat)
    assert country in " ".join(text.text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_named_in_every_language(language: str) -> None:
    _, texts = named(44.8, 40.9, lang=language)
    assert texts


@settings(max_examples=15, deadline=None)
@given(lon=st.floats(-120, 150), lat=st.floats(-50, 65))
def test_no_name_within_it_lies_across_a_border_or_a_coast(lon: float, lat: float) -> None:
    sheet, texts = named(lon, lat, 2.0)
    for place in sheet.of("inset"):
        region = region_of(framed(sheet), place.box)
        assert region is not None
        free = [text_box(text) for text in texts if text.halo_px]  # not those in the line below
        if free:
            assert not edges(region, finer=0, cell_px=1.0).under(np.array(free)).any()


def test_the_main_places_say_first_which_countries_they_are() -> None:
    frame = frame_for(Bounds(44, 38, 52, 43), BOX)
    found = [code for code, _ in countries_in(frame, ((49.87, 40.41), (44.51, 40.18)))]
    assert found[:2] == ["AZ", "AM"]
    assert all(len(positions) <= 10 for _, positions in countries_in(frame, ()))


def test_scale_bar_and_arrow_keep_off_the_coast_where_there_is_room() -> None:
    sheet, _ = named(51.2, 43.6, 1.5, without="locator")
    boxes = [one.box for role in ("scale", "north") for one in sheet.of(role)]
    assert not edges(framed(sheet)).under(np.array(boxes)).any()
