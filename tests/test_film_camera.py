"""Show that a film's camera goes to what is told, calmly, and how it gets there."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image
from shapely import Point

from geo.crs import Bounds
from geo.film import Film, film_of
from geo.film.camera import told_in
from geo.film.formats import change, picture
from geo.film.moving import STEPS, move_between
from geo.layers import build_map
from geo.options import View
from geo.printmap.canvas.sheet import Box, Stroke
from geo.printmap.carto.frame import Frame, frame_for
from geo.story import Shelf, Story, load
from geo.story.focusing import LEAST_KM, shorter_km
from geo.story.framing import story_bounds
from tests import farstories, stories
from tests.conftest import MakeStory

PAGE = Box(0, 0, 640, 360)


@cache
def first_story() -> Story:
    return Shelf().story("iran-azerbaijan-2025")


@cache
def film(preset: str = "square") -> Film:
    return film_of(first_story(), {"preset": preset})


def moves(made: Film) -> list[str]:
    """Return in which scenes the camera moves."""
    return [scene.id for scene in made.scenes if scene.move]


def ends_seen(story: Story, made: Film) -> dict[str, bool]:
    """Return by scene whether all that is told lies well within the map, ties from end to end."""
    found = {}
    for scene in made.scenes[1:-1]:
        inside = scene.frame.box.grown(-0.05 * scene.frame.box.height)
        told = [mark.geometry for mark in told_in(build_map(story, View(at=scene.id)))]
        page = scene.frame.to_page(shapely.get_coordinates(told))
        found[scene.id] = all(Box(x, y, x, y).within(inside) for x, y in page.tolist())
    return found


# --- where it looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("preset", ["square", "article", "phone"])
def test_what_is_told_lies_well_within_every_scene(preset: str) -> None:
    seen = ends_seen(first_story(), film(preset))
    assert all(seen.values()), seen


def test_it_opens_on_the_storys_first_view_and_ends_there() -> None:
    first, *_, last = film().scenes
    assert first.frame == last.frame == frame_for(story_bounds(first_story()), first.frame.box)
    assert not first.move and last.move


def test_it_comes_closer_to_a_town_and_goes_back_for_what_is_wide() -> None:
    scenes = {scene.id: scene for scene in film().scenes}
    across = {name: scene.frame.ground_metres_per_px() for name, scene in scenes.items()}
    whole = across["opening"]
    assert across["S05"] < 0.6 * whole  # an embassy
    assert across["S13"] == whole  # from one capital to the other
    assert across["S04"] > 1.3 * whole  # a country far off
    width_km = across["S05"] * scenes["S05"].frame.box.width / 1000
    assert width_km > 4 * LEAST_KM  # no closer than says where in the country that is


def test_it_stays_where_all_is_well_seen() -> None:
    made = film()
    assert {"S10", "S11", "S12", "S15"}.isdisjoint(moves(made))  # all in one town
    for before, scene in itertools.pairwise(made.scenes):
        assert (scene.move is None) == (scene.frame == before.frame)


def test_no_name_moves_while_the_camera_stands() -> None:
    for before, scene in itertools.pairwise(film().scenes):
        if scene.move is None:
            for role in ("scale", "north", "inset", "place"):
                assert [*before.sheet.of(role)] == [*scene.sheet.of(role)]
            there = {item.name: item.box for item in before.sheet.of("label")}
            here = {item.name: item.box for item in scene.sheet.of("label")}
            assert {name: there[name] for name in there.keys() & here.keys()} == {
                name: here[name] for name in there.keys() & here.keys()
            }


def test_what_is_told_is_named_where_the_camera_goes() -> None:
    scenes = {scene.id: scene.sheet.facts for scene in film("article").scenes}
    for statement, name in (
        ("S05", "embassy-attacked"),
        ("S15", "embassy-reopened"),
        ("S01", "baku"),
    ):
        assert name in {box.id for box in scenes[statement].names}, statement


def test_a_place_beyond_the_frame_is_named_at_a_tie_that_is_there() -> None:
    for scene in film("article").scenes:
        if scene.id in ("S05", "S14", "S15"):  # in Tehran, from where a tie leads to Baku
            labels = {box.id: box for box in scene.sheet.facts.names}
            (baku,) = (item for item in scene.sheet.of("label") if item.name == "baku")
            assert {"tehran"} <= labels.keys()
            x, y = baku.box.middle
            ties = [i.shape for i in scene.sheet.items[: scene.bare] if isinstance(i, Stroke)]
            lines = [line for line in ties if line.length < scene.frame.box.height]
            assert min(line.distance(Point(x, y)) for line in lines) < baku.box.width


def test_a_story_of_one_town_stands_still(tmp_path: Path) -> None:
    made = film_of(farstories.story(tmp_path, "Baku", "Baku"), {"preset": "square"})
    assert moves(made) == []
    assert all(ends_seen(farstories.story(tmp_path, "Baku", "Baku"), made).values())


def test_over_the_180th_meridian_it_goes_the_short_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(farstories.TOWNS, "Suva", (178.44, -18.14))
    monkeypatch.setitem(farstories.TOWNS, "Apia", (-171.76, -13.83))
    told = farstories.story(tmp_path, "Suva", "Apia", "Suva+Apia")
    made = film_of(told, {"preset": "square"})
    assert all(ends_seen(told, made).values())
    assert moves(made)[:2] == ["S1", "S2"]
    for scene in made.scenes:
        assert scene.frame.seen().width < 40
        assert scene.move is None or scene.move.wide.seen().width < 40


def test_round_the_world_it_goes_from_town_to_town(tmp_path: Path) -> None:
    told = farstories.story(tmp_path, "Lima", "Tokyo", "Nairobi")
    made = film_of(told, {"preset": "article"})
    assert all(ends_seen(told, made).values())
    assert moves(made) == ["S1", "S2", "S3", "closing"]


def test_a_statement_without_a_place_is_told_where_the_camera_is(make_story: MakeStory) -> None:
    head = stories.head_with_names()
    for day, statement in enumerate(head["annotations"], 1):
        statement["date"] = f"2024-04-{day:02}"
    made = film_of(load(make_story(head)), {"preset": "square"})
    for before, scene in itertools.pairwise(made.scenes):
        if scene.id == "A5":  # of names alone
            assert scene.frame == before.frame
            return
    raise AssertionError("A5 is told")


def test_bounds_that_are_asked_for_are_the_whole() -> None:
    asked = {"preset": "square", "bounds": "30,30,60,50"}
    made = film_of(first_story(), asked)
    assert made.scenes[0].frame == frame_for(Bounds(30, 30, 60, 50), made.scenes[0].frame.box)
    assert moves(made)
    assert not moves(film_of(first_story(), {**asked, "camera": "still"}))


def test_the_shorter_side_of_bounds_is_told_in_kilometres() -> None:
    assert shorter_km(Bounds(0, 0, 1, 2)) == pytest.approx(111, rel=0.01)
    assert shorter_km(Bounds(179, 59, -179, 61)) == pytest.approx(111, rel=0.01)


# --- how it goes ------------------------------------------------------------------------------


def frame(west: float, south: float, east: float, north: float) -> Frame:
    return frame_for(Bounds(west, south, east, north), PAGE)


WHOLE, TOWN, OTHER = frame(40, 30, 60, 42), frame(48, 38, 52, 41), frame(42, 31, 46, 34)


@pytest.mark.parametrize(("start", "end"), [*itertools.permutations((WHOLE, TOWN, OTHER), 2)])
def test_a_move_begins_and_ends_at_its_frames_and_shows_nothing_beyond(
    start: Frame, end: Frame
) -> None:
    move = move_between(start, end)
    assert move is not None
    assert (move.wide == WHOLE) == (WHOLE in (start, end))
    size = np.array([PAGE.width, PAGE.height])
    corners = np.array([[0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1]]) * [[size[0]], [size[1]], [1]]
    for step, one in ((0, start), (STEPS, end)):
        lonlat = one.to_world(corners[:2].T)
        there = move.wide.to_page(lonlat)
        assert np.abs((move.view(step) @ corners)[:2].T - there).max() < 9
    for step in range(STEPS + 1):
        seen = (move.view(step) @ corners)[:2].T
        assert (seen > -0.01).all() and (seen < size + 0.01).all()


def test_a_move_is_slow_at_both_ends_and_never_goes_back() -> None:
    move = move_between(WHOLE, TOWN)
    assert move is not None
    sizes = [abs(np.linalg.det(move.view(step)[:2, :2])) for step in range(STEPS + 1)]
    assert sizes == sorted(sizes, reverse=True)
    steps = np.diff(np.log(sizes))
    assert max(abs(steps[0]), abs(steps[-1])) < 0.2 * np.abs(steps).max()


def test_names_go_out_before_the_camera_moves_and_come_in_after() -> None:
    made = film_of(first_story(), {"width": "480", "height": "540", "dpi": "72", "tell": "S10"})
    first, told, _ = made.scenes
    before, now = picture(made, first.sheet), picture(made, told.sheet)
    shown = [np.asarray(one).astype(int) for one in change(made, first, told, before, now)]
    assert len(shown) == STEPS
    left, top, right, bottom = (round(side * made.page.scale) for side in told.frame.box)

    def apart(one: np.ndarray, other: Image.Image) -> float:
        place = np.s_[top + 2 : bottom - 2, left + 2 : right - 2]
        return float(np.abs(one[place] - np.asarray(other).astype(int)[place]).mean())

    assert apart(shown[0], before) < 0.3 * apart(shown[0], now)
    assert apart(shown[-1], now) < 0.5  # it stands where the scene will
    halfway = shown[STEPS // 2]
    assert min(apart(halfway, before), apart(halfway, now)) > 2
    outside = np.s_[: top - 3, :]
    assert np.abs(shown[-1][outside] - np.asarray(now).astype(int)[outside]).max() == 0
