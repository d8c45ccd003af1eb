"""Carry the camera from one frame of the map to the next, over pictures that are drawn already.

Of the frame that is left, of that which is come to, and of a wide one that holds both there is a
picture without names: to draw the map anew for each step would take longer than all else. Frames
have projections of their own, so a picture is laid on another by the affine map nearest to what
both show; while all moves, nobody sees the rest. Names go out before and come in after.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from geo.crs import Bounds
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame, frame_for

STEPS: Final = 15
"""Of a move, each a picture of the film."""
_NAMES_STEPS: Final = 4
"""In which the names go out at its beginning, and come in at its end."""
_SAMPLES: Final = 5
"""Along a side, where it is found how two frames lie on each other."""
_OFF_PX: Final = 6.0
"""What a frame may reach beyond one that counts as holding it."""
_GONE: Final = 2.2
"""Times as large is what is seen when nothing is left of the picture of a closer frame."""
_RISE: Final = 0.5
"""By how many doublings the camera rises on its way between frames side by side, at the most."""
_SOFT: Final = 0.06
"""Of a picture's shorter side, over which its edge is lost in the wide one."""

Affine = NDArray[np.float64]
"""(3, 3): carries (x, y, 1), in CSS pixels from the upper left corner of the map."""


@dataclass(frozen=True)
class Move:
    """Say from where to where the camera goes."""

    start: Frame
    end: Frame
    wide: Frame
    """Holds both; it may be one of them."""

    def view(self, step: int) -> Affine:
        """Return where the map's corners lie in the wide frame, so many steps on the way."""
        along = _eased(step / STEPS)
        (shape, size, middle), (other, last, goal) = self._parted
        rise = self._rise * math.sin(math.pi * along) ** 2
        now = math.exp(math.log(size) * (1 - along) + math.log(last) * along + rise)
        if not self._rise and abs(math.log(last / size)) > 1e-3:
            along = (now - size) / (last - size)  # so the camera flies straight at what it sees
        return self._joined(
            shape * (1 - along) + other * along, now, middle + along * (goal - middle)
        )

    def on_wide(self, frame: Frame) -> Affine:
        """Return how a frame lies in the wide one."""
        return _laid(frame, self.wide)

    @cached_property
    def _parted(self) -> tuple[tuple[Affine, float, Affine], tuple[Affine, float, Affine]]:
        """Return of both ends the turn, the scale and the middle in the wide frame."""
        found = []
        for frame in (self.start, self.end):
            laid = self.on_wide(frame)
            size = math.sqrt(abs(np.linalg.det(laid[:2, :2])))
            found.append((laid[:2, :2] / size, size, (laid @ self._middle)[:2]))
        return found[0], found[1]

    @cached_property
    def _middle(self) -> Affine:
        return np.array([self.wide.box.width / 2, self.wide.box.height / 2, 1.0])

    @cached_property
    def _rise(self) -> float:
        """By how much the camera rises halfway; not where one end holds the other."""
        if self.wide in (self.start, self.end):
            return 0.0
        highest = -math.log(max(self._parted[0][1], self._parted[1][1]))
        return max(min(_RISE * math.log(2), highest), 0.0)

    def _joined(self, shape: Affine, size: float, middle: Affine) -> Affine:
        """Return a view of the wide frame, moved so that it shows nothing beyond."""
        width, height = self.wide.box.width, self.wide.box.height
        found = np.eye(3)
        found[:2, :2] = shape * size
        halves = np.array([[-1, 1, -1, 1], [-1, -1, 1, 1]]) * self._middle[:2, None]
        corners = found[:2, :2] @ halves
        reach = np.abs(corners).max(axis=1)
        low, high = reach, np.array([width, height]) - reach
        inside = np.where(low <= high, np.clip(middle, low, np.maximum(low, high)), middle)
        found[:2, 2] = inside - found[:2, :2] @ self._middle[:2]
        return found


def move_between(start: Frame, end: Frame) -> Move | None:
    """Return the move from a frame to another; none where no map lays one on the other."""
    for wide, other in ((start, end), (end, start)):
        if _holds(wide, other):
            return Move(start, end, wide)
    both = frame_for(_union(start, end), start.box)
    move = Move(start, end, both)
    return move if np.isfinite([move.on_wide(start), move.on_wide(end)]).all() else None


def _union(one: Frame, other: Frame) -> Bounds:
    return one.seen().union(other.seen())


def _holds(wide: Frame, other: Frame) -> bool:
    """Whether a frame shows all that another does, but for a few pixels."""
    corners = _laid(other, wide) @ _grid(other.box, 2)
    box = Box(0, 0, wide.box.width, wide.box.height).grown(_OFF_PX)
    x, y = corners[:2]
    inside = (box.left <= x) & (x <= box.right) & (box.top <= y) & (y <= box.bottom)
    return bool(inside.all())


def _grid(box: Box, count: int) -> Affine:
    """Return (3, n): places all over a box, from its upper left corner."""
    at = np.linspace(0, 1, count)
    x, y = (one.ravel() for one in np.meshgrid(at * box.width, at * box.height))
    return np.stack([x, y, np.ones_like(x)])


def _laid(frame: Frame, wide: Frame) -> Affine:
    """Return the affine map nearest to how a frame lies in another; not finite where none does."""
    if frame == wide:
        return np.eye(3)
    grid = _grid(frame.box, _SAMPLES)
    corner = np.array([frame.box.left, frame.box.top])
    there = wide.to_page(frame.to_world(grid[:2].T + corner)) - corner
    good = np.isfinite(there).all(axis=1)
    if good.sum() < len(there) / 2:
        return np.full((3, 3), np.nan)
    found = np.eye(3)
    found[:2] = np.linalg.lstsq(grid.T[good], there[good], rcond=None)[0].T
    return found


def _eased(along: float) -> float:
    """Return how far a move is that begins and ends slowly."""
    return 4 * along**3 if along < 0.5 else 1 - 4 * (1 - along) ** 3


# --- pictures ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plates:
    """Hold the maps of a move's three frames as pictures without names."""

    start: Image.Image
    end: Image.Image
    wide: Image.Image


def moved(
    move: Move, plates: Plates, before: Image.Image, now: Image.Image
) -> Iterator[Image.Image]:
    """Yield the map at each step: from the picture that is left to that which is come to."""
    ends = ((move.start, plates.start), (move.end, plates.end))
    closer = [(_soft(plate), move.on_wide(one)) for one, plate in ends if one != move.wide]
    for step in range(1, STEPS + 1):
        view = move.view(step)
        found = _seen(plates.wide, view, move)
        for plate, laid in closer:
            if strength := _strength(view, laid):
                over = _seen(plate, np.linalg.inv(laid) @ view, move)
                found.paste(over, mask=over.getchannel("A").point(_times(strength)))
        found = found.resize(now.size, Image.Resampling.BILINEAR)
        out, back = 1 - step / _NAMES_STEPS, 1 - (STEPS - step) / _NAMES_STEPS
        found = Image.blend(found, before, out) if out > 0 else found
        yield Image.blend(found, now, back) if back > 0 else found


def _times(strength: float) -> list[int]:
    """Return what each opacity is of a picture that lies so strongly over another."""
    return [round(value * strength) for value in range(256)]


def _strength(view: Affine, laid: Affine) -> float:
    """Return how strong the picture of a closer frame lies over the wide one."""
    times = math.sqrt(abs(np.linalg.det(view[:2, :2]) / np.linalg.det(laid[:2, :2])))
    return min(max(1 - math.log(max(times, 1)) / math.log(_GONE), 0.0), 1.0)


def _seen(picture: Image.Image, view: Affine, move: Move) -> Image.Image:
    """Return what is seen of a picture of the map."""
    times = np.diag([move.wide.box.width / picture.width, move.wide.box.height / picture.height, 1])
    data = (np.linalg.inv(times) @ view @ times)[:2].ravel().tolist()
    return picture.transform(picture.size, Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)


def _soft(picture: Image.Image) -> Image.Image:
    """Return a picture that is opaque but for a soft edge."""
    width, height = picture.size
    soft = max(round(_SOFT * min(width, height)), 1)
    mask = Image.new("L", picture.size, 0)
    mask.paste(255, (soft, soft, width - soft, height - soft))
    found = picture.copy()
    found.putalpha(mask.filter(ImageFilter.BoxBlur(soft // 2)))
    return found
