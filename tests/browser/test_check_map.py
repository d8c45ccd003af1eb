"""Show that marks are chosen, moved and drawn on the map, by pointer and by keyboard."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Page, expect
from shapely.geometry import Point

from geo.crs import area_m2
from tests.browser.check_page import (
    Desk,
    at,
    chosen,
    mention,
    open_draft,
    settle,
    wait_saved,
)
from tests.conftest import PHONE, NewPage
from tests.drafts import BAKU

pytestmark = pytest.mark.browser


def marks(page: Page) -> dict[str, str]:
    """Return what each mark on the map is called, by its key."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-mark]")].map((node) =>
            [node.dataset.mark, node.getAttribute("aria-label")]))"""
    )
    return found


def choose(page: Page, name: str) -> None:
    mention(page, name).click()
    settle(page)


def click_at(page: Page, lon: float, lat: float) -> None:
    x, y = at(page, lon, lat)
    page.mouse.move(x - 4, y - 4)
    page.mouse.click(x, y)


def at_handles(page: Page) -> set[str]:
    """Return what the corners on the map tell those who do not see them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".draw-corner")].flatMap((node) => [
            ...node.getAttributeNames()]).filter((name) => !["class", "style"].includes(name))"""
    )
    return set(found)


def drag(page: Page, start: tuple[float, float], across: float, down: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    for step in (0.5, 1):
        page.mouse.move(start[0] + across * step, start[1] + down * step, steps=3)
    page.mouse.up()


def test_what_is_confirmed_and_how_far_it_reaches_stands_on_the_map(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add())
    outline = page.locator('[data-outline="place 614540"]')
    expect(outline.first).to_be_attached()
    box = outline.first.bounding_box()
    pin = page.locator('[data-mark="place 614540"]').bounding_box()
    assert box and pin and box["width"] > 2 * pin["width"]
    assert box["x"] < pin["x"] + pin["width"] / 2 < box["x"] + box["width"]
    assert page.locator('[data-outline="place 587084"]').count() == 0  # a town has none
    found = marks(page)
    assert set(found) == {
        f"place {id_}" for id_ in (141679, 587084, 616250, 112931, 614540)
    }  # the people of a country are no mark
    assert found["place 587084"] == "Baku, Schematic, not confirmed, 3 mentions"
    choose(page, "m2")
    page.keyboard.press("c")
    choose(page, "m6")
    page.keyboard.press("c")
    assert marks(page)["place 587084"] == "Baku, Exact, Confirmed, 3 mentions"
    expect(outline.first).to_be_attached()
    assert marks(page)["place 614540"] == "Georgia, Approximate, Confirmed, 1 mention"
    choose(page, "m6")
    page.keyboard.press("x")
    expect(outline).to_have_count(0)


def test_a_runner_up_is_chosen_on_the_map(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m6")
    page.evaluate("() => { Dateline.given.map.setView([38, -20], 2, { animate: false }); }")
    page.locator(".rival").click()
    wait_saved(page)
    assert desk.mention(name, "m6").choice.country == "US"


def test_a_pin_is_dragged_and_says_from_where(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m2")
    x, y = at(page, BAKU["lon"], BAKU["lat"])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y + 20, steps=4)
    page.mouse.move(x - 60, y + 40, steps=4)
    page.mouse.up()
    expect(page.locator(".drawn-what")).to_have_text("Pin moved by hand")
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert (shape.moved_from, shape.name, shape.certainty) == ("587084", "Baku", "approximate")
    x2, y2 = at(page, *shape.geometry["coordinates"])
    assert abs(x2 - (x - 60)) < 3
    assert abs(y2 - (y + 40)) < 3
    assert [desk.mention(name, m).shape for m in ("m2", "m4", "m8")] == [shape.id] * 3
    page.locator("#shape-back").click()
    wait_saved(page)
    assert desk.saved(name).shapes == ()
    assert desk.mention(name, "m2").choice.name == "Baku"


def test_the_arrow_keys_move_the_chosen_pin_in_one_step(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m3")
    page.locator(".pin.is-chosen").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    lon, lat = shape.geometry["coordinates"]
    assert lon > 46.24444
    assert lat < 38.90292
    assert chosen(page) == "m3"
    page.locator("#undo").click()
    expect(page.locator("#undo")).to_be_disabled()
    wait_saved(page)
    assert desk.saved(name).shapes == ()


def test_an_area_is_drawn_named_and_told_how_sure(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m1")
    page.locator("#draw-area").click()
    corners = [(49.0, 37.2), (50.0, 37.2), (50.0, 37.9), (49.0, 37.9)]
    for corner in corners:
        click_at(page, *corner)
    tip = page.locator(".draw-tip")
    expect(tip).to_have_text("Click the first point to close the area")
    assert at_handles(page) == {"aria-hidden"}
    click_at(page, 49.5, 36.9)
    for place in (tip, page.locator("#drawing .hint"), page.locator("#live")):
        expect(place).to_contain_text("The outline may not cross itself")
    expect(page.locator(".draw-corner")).to_have_count(4)
    click_at(page, *corners[0])
    expect(tip).to_have_count(0)
    page.locator("#shape-name").fill("Waters off <b>Anzali</b>")
    page.locator("#shape-certainty").select_option("approximate")
    page.locator("#shape-note").fill("Seen on a chart.")
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert (shape.name, shape.certainty) == ("Waters off <b>Anzali</b>", "approximate")
    assert shape.note == "Seen on a chart."
    area = shape.as_geometry()
    assert area.geom_type == "Polygon"
    assert area.contains(Point(49.5, 37.5))
    assert not area.contains(Point(49.5, 38.2))
    assert desk.mention(name, "m1").shape == shape.id
    assert page.locator("#card b, #stage b").count() == 0
    key = f"shape {shape.id}"
    page.keyboard.press("Escape")
    expect(page.locator(f'path[data-mark="{key}"]')).to_have_attribute(
        "aria-label", "Waters off <b>Anzali</b>, Schematic, not confirmed, 1 mention"
    )
    page.locator("#confirm").click()
    assert ", Approximate, Confirmed" in marks(page)[key]


def test_a_line_is_drawn_by_keyboard_alone(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.keyboard.press("n")
    page.locator("#draw-line").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".folium-map")).to_be_focused()
    centres = []
    for key in ("", "ArrowRight", "ArrowDown"):
        if key:
            page.keyboard.press(key)
        settle(page)
        centres.append(page.evaluate("() => Dateline.given.map.getCenter()"))
        page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    expect(page.locator(".draw-corner")).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#drawing")).to_be_hidden()
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert shape.geometry["type"] == "LineString"
    assert shape.geometry["coordinates"] == [
        [pytest.approx(c["lng"], abs=1e-4), pytest.approx(c["lat"], abs=1e-4)] for c in centres
    ]
    assert (shape.name, desk.mention(name, "m9").shape) == ("Nowhereton", shape.id)


def test_what_is_no_area_is_not_taken(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m2")
    page.locator("#draw-area").click()
    corner = page.locator(".draw-corner")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("There is a point here already")
    expect(corner).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#draw-finish").click()
    expect(page.locator("#drawing .hint")).to_contain_text("three for an area")
    page.locator(".folium-map").focus()
    for keys in (("ArrowDown", "ArrowLeft"), ("Shift+ArrowRight", "ArrowDown")):
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    page.locator("#draw-finish").click()
    expect(page.locator("#drawing .hint")).to_have_text("The outline may not cross itself")
    page.locator("#draw-back").click()
    page.locator("#draw-finish").click()
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert shape.as_geometry().is_valid


def test_a_side_that_crosses_or_goes_back_is_refused_by_keyboard(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m2")
    page.locator("#draw-area").click()
    corner, hint = page.locator(".draw-corner"), page.locator("#drawing .hint")
    for keys in ((), ("ArrowRight", "ArrowRight")):
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(hint).to_have_text("The outline may not cross itself")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(corner).to_have_count(3)
    expect(hint).to_contain_text("Click around the area")  # what was refused is over
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(hint).to_have_text("The outline may not cross itself")
    expect(corner).to_have_count(3)
    page.locator("#draw-finish").click()
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert shape.as_geometry().is_valid


def test_a_line_and_a_point_are_drawn_by_pointer(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m1")
    page.locator("#draw-line").click()
    tip, drawn = page.locator(".draw-tip"), page.locator(".drawn-what")
    line = [(48.0, 37.0), (49.0, 38.0), (50.0, 37.0)]
    words = ["Click to go on", "Click the last point to end the line"]
    for corner, told in zip(line, (*words, words[1]), strict=True):
        click_at(page, *corner)
        expect(tip).to_have_text(told)
    drag(page, at(page, *line[1]), 30, 30)  # no corner is moved until the line is drawn
    click_at(page, *line[1])
    expect(page.locator(".draw-corner")).to_have_count(3)
    click_at(page, *line[2])
    expect(drawn).to_have_text("Line drawn by hand")
    choose(page, "m3")
    page.locator("#draw-point").click()
    x, y = at(page, 47.0, 38.0)
    page.mouse.move(x, y)
    expect(tip).to_have_text("Click to set the point")
    expect(page.locator(".draw-point")).to_be_visible()
    page.mouse.click(x, y)
    expect(drawn).to_have_text("Point set by hand")
    wait_saved(page)
    kept = [shape.as_geometry() for shape in desk.saved(name).shapes]
    assert [geometry.geom_type for geometry in kept] == ["LineString", "Point"]
    assert [kept[1].x, kept[1].y] == [pytest.approx(47, abs=0.05), pytest.approx(38, abs=0.05)]
    for found, meant in zip(kept[0].coords, line, strict=True):
        assert found == pytest.approx(meant, abs=0.05)


def test_a_circle_is_as_wide_as_asked_on_the_ground(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    choose(page, "m2")
    page.locator("#circle-km").fill("25")
    page.locator("#draw-circle").click()
    expect(page.locator(".drawn-what")).to_have_text("Area drawn by hand")
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert area_m2(shape.as_geometry()) == pytest.approx(math.pi * 25_000**2, rel=0.005)
    assert shape.as_geometry().contains(Point(BAKU["lon"], BAKU["lat"]))


def test_a_mark_leads_to_its_mention_and_escape_leaves_a_drawing(page: Page, desk: Desk) -> None:
    name = desk.add()
    open_draft(page, desk, name)
    page.locator('.pin[data-mark="place 587084"]').click()
    assert chosen(page) == "m2"
    expect(page.locator("#card .card-title")).to_contain_text("Baku")
    expect(page.locator(".pin.is-chosen")).to_have_attribute("data-mark", "place 587084")
    expect(page.locator(".search-tip")).to_have_text(["Baku"])
    page.locator("#draw-area").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#undo")).to_be_disabled()
    page.keyboard.press("n")
    assert chosen(page) == "m3"
    assert desk.saved(name).version == 1


ZONE = {
    "type": "Polygon",
    "coordinates": [[[49.0, 37.2], [50.0, 37.2], [50.0, 37.9], [49.0, 37.9], [49.0, 37.2]]],
}


def reshaping(page: Page, desk: Desk) -> str:
    """Open a draft with an area whose corners can be dragged."""
    shape = {"id": "shape-1", "name": "Zone", "certainty": "indicative", "geometry": ZONE}
    name = desk.add({"m1": {"shape": "shape-1"}}, shapes=[shape])
    open_draft(page, desk, name)
    mention(page, "m1").click()
    settle(page)
    page.locator("#shape-edit").click()
    settle(page)
    return name


def test_corners_of_an_area_are_dragged_added_and_removed(page: Page, desk: Desk) -> None:
    name = reshaping(page, desk)
    corners = page.locator(".draw-corner:not(.draw-between)")
    between = page.locator(".draw-between")
    expect(between).to_have_count(4)
    assert at_handles(page) == {"aria-hidden"}
    drag(page, at(page, 50.0, 37.9), 40, -20)
    middle = between.first.bounding_box()
    assert middle
    x, y = middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2
    page.mouse.click(x, y)
    expect(corners).to_have_count(5)
    page.mouse.click(x, y)
    expect(corners).to_have_count(4)
    drag(page, at(page, 49.5, 37.2), 0, 40)
    expect(corners).to_have_count(5)
    assert at_handles(page) == {"aria-hidden"}
    page.locator("#draw-finish").click()
    wait_saved(page)
    (changed,) = desk.saved(name).shapes
    assert changed.id == "shape-1"
    assert len(changed.geometry["coordinates"][0]) == 6
    assert changed.as_geometry().area > 0.7 * 1.1


def test_corners_that_are_dragged_across_a_side_are_refused(page: Page, desk: Desk) -> None:
    name = reshaping(page, desk)
    (x, y), (x2, y2) = at(page, 50.0, 37.9), at(page, 49.0, 37.2)
    drag(page, (x, y), x2 - x - 30, (y2 - y) / 2)
    page.locator("#draw-finish").click()
    expect(page.locator("#drawing .hint")).to_have_text("The outline may not cross itself")
    page.keyboard.press("Escape")
    expect(page.locator(".draw-corner")).to_have_count(0)
    assert desk.saved(name).shapes[0].geometry == ZONE


def test_a_finger_drags_a_corner_and_makes_one(new_page: NewPage, desk: Desk) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    name = reshaping(page, desk)
    corners = page.locator(".draw-corner:not(.draw-between)")
    finger = page.context.new_cdp_session(page)

    def move(start: tuple[float, float], across: float, down: float) -> None:
        for kind, far in (("touchStart", 0.0), ("touchMove", 0.5), ("touchMove", 1.0)):
            point = {"x": start[0] + across * far, "y": start[1] + down * far}
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    x, y = at(page, 50.0, 37.9)
    move((x + 16, y - 12), 20, -20)  # beside its sign: a finger is that broad
    move(at(page, 49.5, 37.2), 0, 40)
    expect(corners).to_have_count(5)
    page.locator("#draw-finish").tap()
    wait_saved(page)
    (changed,) = desk.saved(name).shapes
    assert len(changed.geometry["coordinates"][0]) == 6
    assert changed.as_geometry().area > 0.7 * 1.1
