"""Place labels for every zoom so that no two ever touch, the more important first."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from label_boxes import Box, dot_box, text_box

from geo.labelstyle import ANCHORS, Anchor, shown_text

ZOOMS = range(13)
CELL = 96.0
"""Side of a cell of the index, in pixels."""
PAD = (5.0, 2.5)
"""Space kept free around a text, across and along the lines, in pixels."""
CROWD = 13
"""Labels at most in a window of 512 pixels around a new one."""
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
        self.marks: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)

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

    def near(self, x: float, y: float, reach: float) -> int:
        """Count labels whose middle lies within `reach` pixels across and down."""
        count = 0
        for column in range(int((x - reach) // CELL), int((x + reach) // CELL) + 1):
            for row in range(int((y - reach) // CELL), int((y + reach) // CELL) + 1):
                for other in self.marks.get((column, row), ()):
                    if abs(other[0] - x) <= reach and abs(other[1] - y) <= reach:
                        count += 1
        return count

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
            self.marks[int((x + shift) // CELL), int(y // CELL)].append((x + shift, y))


def place(items: list[Item], language: str) -> None:
    """Place labels in one language; `items` come in order of importance."""
    sheets = [Sheet(zoom) for zoom in ZOOMS]
    waiting = items
    for zoom in ZOOMS:
        left = []
        for item in waiting:
            if item.first > zoom or not _try(item, language, zoom, sheets):
                left.append(item)
        rest = []
        for item in left:
            alone = item.first > zoom >= item.filler and _alone(item, sheets[zoom])
            if not (alone and _try(item, language, zoom, sheets)):
                rest.append(item)
        waiting = [item for item in rest if item.until > zoom]


def _alone(item: Item, sheet: Sheet) -> bool:
    """Tell whether no label stands within 130 pixels of a place."""
    x, y = world_px(*item.points[0])
    return not sheet.near(x * sheet.scale, y * sheet.scale, 130.0)


def _try(item: Item, language: str, zoom: int, sheets: list[Sheet]) -> bool:
    """Place one label from `zoom` on, if it fits there and at every later zoom."""
    sheet = sheets[zoom]
    area = dot_box(item.kind) is None
    for number, (lon, lat) in enumerate(item.points[:6]):
        x, y = world_px(lon, lat)
        if not area and sheet.near(x * sheet.scale, y * sheet.scale, 256.0) >= CROWD:
            return False
        for anchor in ("center",) if area else preferred(language):
            if _fits(item, language, anchor, (x, y), zoom, sheets):
                chosen = number if area else ANCHORS.index(anchor)
                item.placed[language] = (zoom, chosen)
                for later in range(zoom, item.until + 1):
                    scale = sheets[later].scale
                    boxes = label_boxes(item, language, anchor, x * scale, y * scale)
                    sheets[later].add(boxes, x * scale, y * scale)
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
) -> bool:
    """Tell whether a label touches nothing from `zoom` to the last zoom at which it is shown."""
    for later in range(zoom, item.until + 1):
        scale = sheets[later].scale
        boxes = label_boxes(item, language, anchor, point[0] * scale, point[1] * scale)
        if not all(sheets[later].free(box) for box in boxes):
            return False
    return True


def label_boxes(item: Item, language: str, anchor: Anchor, x: float, y: float) -> list[Box]:
    """Return what a label and its mark cover on a sheet, with the space kept free."""
    text = shown_text(item.names[language], item.kind, language)
    box = text_box(text, item.kind, anchor)
    found = [
        Box(
            x + box.west - PAD[0],
            y + box.north - PAD[1],
            x + box.east + PAD[0],
            y + box.south + PAD[1],
        )
    ]
    dot = dot_box(item.kind)
    if dot:
        found.append(Box(x + dot.west - 2, y + dot.north - 2, x + dot.east + 2, y + dot.south + 2))
    return found
