"""Place labels for every zoom so that no two ever touch, the more important first."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from label_boxes import Box, dot_box, text_box

from geo.style.labels import ANCHORS, Anchor, shown_text

ZOOMS = range(13)
CELL = 96.0
"""Side of a cell of the index, in pixels."""
PAD = (5.0, 2.5)
"""Space kept free around a text, across and along the lines, in pixels."""
CROWD = ((256.0, 15.0), (128.0, 4.5))
"""Labels at most in windows that reach so many pixels from a new one, an area's counting half …"""
CROWD_GREAT = ((256.0, 19.0), (128.0, 6.0))
"""… around a great city …"""
CROWD_CAPITAL = ((256.0, 24.0), (128.0, 7.5))
"""… and around a capital."""
CLAIM = 48.0
"""How near to a more important place that found no room a lesser one is not shown, in pixels."""
ALONE = 66.0
"""How far from every other label a place of lesser importance may be shown early, in pixels."""
NEVER = 15


@dataclass
class Item:
    """Hold one thing to be labelled."""

    kind: str
    names: dict[str, str]
    """The name in each language, English among them."""
    points: list[tuple[float, float]]
    """Positions (lon, lat); only areas have more than one."""
    first: int
    """Zoom from which it may be shown."""
    filler: int
    """Zoom from which it may be shown where nothing else is near."""
    until: int = 12
    great: bool = False
    """Whether it may stand in a greater crowd, and beside a place that found no room."""
    capital: tuple[float, float] | None = None
    """Of a country: its capital's position (lon, lat), which its name should not cover."""
    placed: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By language: the zoom from which it is shown, and its anchor's or point's number."""


def world_px(lon: float, lat: float) -> tuple[float, float]:
    """Return (right, down) in pixels at zoom 0 from the world's north-west corner."""
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return 256.0 * (lon + 180.0) / 360.0, 256.0 * (0.5 - y)


class Sheet:
    """Hold what is drawn at one zoom, in an index of cells."""

    def __init__(self, zoom: int) -> None:
        self.scale = 2.0**zoom
        self.width = 256.0 * self.scale
        self.boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self.marks: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def free(self, box: Box) -> bool:
        """Tell whether nothing touches a box."""
        west, north, east, south = box
        for x in range(int(west // CELL), int(east // CELL) + 1):
            for y in range(int(north // CELL), int(south // CELL) + 1):
                for other in self.boxes.get((x, y), ()):
                    if (
                        other[0] < east
                        and west < other[2]
                        and other[1] < south
                        and north < other[3]
                    ):
                        return False
        return True

    def near(self, x: float, y: float, reach: float) -> float:
        """Count labels whose place lies within `reach` pixels across and down."""
        count = 0.0
        for column in range(int((x - reach) // CELL), int((x + reach) // CELL) + 1):
            for row in range(int((y - reach) // CELL), int((y + reach) // CELL) + 1):
                for east, south, weight in self.marks.get((column, row), ()):
                    if abs(east - x) <= reach and abs(south - y) <= reach:
                        count += weight
        return count

    def mark(self, x: float, y: float, weight: float = 1.0) -> None:
        """Note that a label is, or should be, at a place."""
        self.marks[int(x // CELL), int(y // CELL)].append((x, y, weight))

    def add(self, boxes: list[Box], x: float, y: float) -> None:
        """Draw a label, also where it comes back behind the antimeridian."""
        for shift in (0.0, -self.width, self.width):
            if not -self.width * 0.1 - 400 <= x + shift <= self.width * 1.1 + 400:
                continue
            for west, north, east, south in boxes:
                box = Box(west + shift, north, east + shift, south)
                for column in range(int(box.west // CELL), int(box.east // CELL) + 1):
                    for row in range(int(north // CELL), int(south // CELL) + 1):
                        self.boxes[column, row].append(box)
            self.mark(x + shift, y, 0.5 if len(boxes) == 1 else 1.0)


def place(items: list[Item], language: str) -> None:
    """Place labels in one language; `items` come in order of importance.

    At each zoom first come the places that are due, then lesser ones where the map is empty. A
    place that finds no room keeps lesser ones from its neighbourhood until a later zoom.
    """
    sheets = [Sheet(zoom) for zoom in ZOOMS]
    waiting = items
    for zoom in ZOOMS:
        claims = Sheet(zoom)
        for early in (False, True):
            left = []
            for item in waiting:
                asked = item.filler <= zoom < item.first if early else item.first <= zoom
                if not asked or not _room(item, language, zoom, sheets, claims, early):
                    left.append(item)
            waiting = left
        waiting = [item for item in waiting if item.until > zoom]


def _room(
    item: Item, language: str, zoom: int, sheets: list[Sheet], claims: Sheet, early: bool
) -> bool:
    """Place a label from `zoom` on if there is room, or claim its neighbourhood."""
    if dot_box(item.kind) is None:
        return _try(item, language, zoom, sheets)
    x, y = world_px(*item.points[0])
    at = (x * claims.scale, y * claims.scale)
    if not item.great and claims.near(*at, CLAIM):
        return False
    alone = not early or not sheets[zoom].near(*at, ALONE)
    if alone and not _crowded(item, sheets[zoom]) and _try(item, language, zoom, sheets):
        return True
    claims.mark(*at)
    return False


def _crowded(item: Item, sheet: Sheet) -> bool:
    """Tell whether there are labels enough around a place."""
    x, y = world_px(*item.points[0])
    crowd = CROWD_GREAT if item.great else CROWD
    if item.kind == "capital":
        crowd = CROWD_CAPITAL
    return any(sheet.near(x * sheet.scale, y * sheet.scale, reach) >= most for reach, most in crowd)


def _try(item: Item, language: str, zoom: int, sheets: list[Sheet]) -> bool:
    """Place one label from `zoom` on, if it fits there and at every later zoom."""
    area = dot_box(item.kind) is None
    tries: list[tuple[int, Anchor, bool]] = [(0, anchor, False) for anchor in preferred(language)]
    if area:
        numbers = range(min(len(item.points), 8))
        tries = [(n, "center", clear) for clear in (True, False) for n in numbers]
    for number, anchor, clear in tries:
        point = world_px(*item.points[number])
        if _fits(item, language, anchor, point, zoom, sheets, clear):
            item.placed[language] = (zoom, number if area else ANCHORS.index(anchor))
            for later in range(zoom, item.until + 1):
                at = (point[0] * sheets[later].scale, point[1] * sheets[later].scale)
                sheets[later].add(label_boxes(item, language, anchor, at, later), *at)
            return True
    return False


def preferred(language: str) -> tuple[Anchor, ...]:
    """List the anchors, the best first: after the place in the direction of reading."""
    if language == "fa":
        return (
            "left", "right", "top", "bottom", "top-left", "bottom-left", "top-right", "bottom-right"
        )  # fmt: skip
    return (
        "right",
        "left",
        "top",
        "bottom",
        "top-right",
        "bottom-right",
        "top-left",
        "bottom-left",
    )


def _fits(
    item: Item,
    language: str,
    anchor: Anchor,
    point: tuple[float, float],
    zoom: int,
    sheets: list[Sheet],
    clear: bool,
) -> bool:
    """Tell whether a label touches nothing from `zoom` to the last zoom at which it is shown.

    With `clear`, the mark of its capital counts as there already, from zoom 5 on.
    """
    for later in range(zoom, item.until + 1):
        scale = sheets[later].scale
        at = (point[0] * scale, point[1] * scale)
        boxes = label_boxes(item, language, anchor, at, later)
        if not all(sheets[later].free(box) for box in boxes):
            return False
        if clear and item.capital and later >= 5:
            x, y = world_px(*item.capital)
            west, north, east, south = boxes[0]
            if west - 7 < x * scale < east + 7 and north - 7 < y * scale < south + 7:
                return False
    return True


def label_boxes(
    item: Item, language: str, anchor: Anchor, at: tuple[float, float], zoom: int
) -> list[Box]:
    """Return what a label and its mark cover on a sheet, with the space kept free."""
    x, y = at
    text = shown_text(item.names[language], item.kind, language)
    west, north, east, south = text_box(text, item.kind, anchor, zoom)
    found = [Box(x + west - PAD[0], y + north - PAD[1], x + east + PAD[0], y + south + PAD[1])]
    dot = dot_box(item.kind)
    if dot:
        found.append(Box(x + dot.west - 2, y + dot.north - 2, x + dot.east + 2, y + dot.south + 2))
    return found
