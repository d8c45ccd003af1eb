"""Show that a soft edge on paper has the colour of its style, and fades without a seam."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from geo.crs import Bounds
from geo.printmap.canvas.draw import draw_pixels
from geo.printmap.canvas.sheet import Facts, Fill, Item, Sheet
from geo.printmap.carto.symbols import symbol
from geo.style import Kind, Style

SIDE = 200
WHITE = "#ffffff"
AREA = Style(fill="#a08030", fill_opacity=0.35, soft_edge_px=10.0)
POINT = Style(fill="#303050", fill_opacity=0.0, radius_px=40.0, soft_edge_px=30.0)
NOTHING = Facts(
    bounds=Bounds(0, 0, 1, 1), shown=(), projection="", scale=1, layers=(), marks=(), unnamed=(),
    missing="",
)  # fmt: skip


def pixels(items: tuple[Item, ...]) -> NDArray[np.uint8]:
    sheet = Sheet(
        width_px=SIDE, height_px=SIDE, paper=WHITE, title="", language="en", alt="",
        description="", items=items,
        placed=(), facts=NOTHING,
    )  # fmt: skip
    _, bands = draw_pixels(sheet, 1)
    return np.frombuffer(b"".join(bands), dtype=np.uint8).reshape(SIDE, SIDE, 3)


def area(style: Style = AREA) -> tuple[Item, ...]:
    return tuple(symbol(shapely.box(40, 40, 160, 160), style, "polygon"))


def blended(colour: str, opacity: float) -> NDArray[np.float64]:
    """Return a colour over white paper."""
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return 255 + (rgb - 255) * opacity


@pytest.mark.parametrize("opacity", [0.1, 0.2, 0.35, 0.5])
def test_its_middle_has_the_colour_and_the_opacity_of_its_style(opacity: float) -> None:
    style = Style(fill="#a08030", fill_opacity=opacity, soft_edge_px=10.0)
    middle = pixels(area(style))[100, 100]
    assert np.abs(middle - blended("#a08030", opacity)).max() <= 1.5


@pytest.mark.parametrize(
    ("shape", "style", "kind"),
    [(shapely.box(40, 40, 160, 160), AREA, "polygon"), (shapely.Point(100, 100), POINT, "point")],
)
def test_it_is_painted_once_at_every_place(
    shape: shapely.Geometry, style: Style, kind: Kind
) -> None:
    """What is painted over itself is rounded each time, and its colour turns."""
    rings = [i for i in symbol(shape, style, kind) if isinstance(i, Fill) and i.opacity]
    assert len(rings) > 6
    for one, two in pairwise(rings):
        assert shapely.intersection(one.shape, two.shape).area == pytest.approx(0, abs=1e-6)
        assert one.opacity < two.opacity
    whole = shapely.union_all([ring.shape for ring in rings])
    assert whole.area == pytest.approx(sum(ring.shape.area for ring in rings))


def test_it_fades_outwards_and_no_ring_has_an_edge() -> None:
    """Along a line from the middle outwards each pixel is as light as the last, or lighter."""
    row = pixels(area())[100, 100:].astype(int)
    assert row[0].sum() < row[-1].sum() and (row[-1] == 255).all()
    assert (np.diff(row, axis=0) >= 0).all()
    assert np.diff(row, axis=0).max() <= 12


def test_what_is_narrower_than_its_edge_is_there_and_fainter() -> None:
    narrow = tuple(symbol(shapely.box(97, 40, 103, 160), AREA, "polygon"))
    middle = pixels(narrow)[100, 100].astype(int)
    assert 255 * 3 > middle.sum() > blended("#a08030", 0.35).sum()
