"""Hold the land that is drawn, on paper and as tiles, to the land of the source.

The places and their truth are made by ``python -m tests.landcheck --keep``, which without a word
looks at 300 places at each scale of the data.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.landcheck import DRAWN, PIECE_PX, ZOOMS, Place, compare, eroded, filled, kept, pieces

PLACES = kept()


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.lon},{place.lat},{place.zoom}")
def test_the_land_is_whole(place: Place, drawn: str) -> None:
    report = compare(place, drawn)
    assert report.missing_px <= PIECE_PX, report
    assert report.drowned_px <= PIECE_PX, report
    assert report.land == pytest.approx(report.truth, abs=0.02)


def test_places_show_both_land_and_sea() -> None:
    """Else nothing could be missing."""
    assert {place.zoom for place in PLACES} >= set(ZOOMS)
    assert all(0.001 < place.water.mean() < 0.999 for place in PLACES)


def test_rings_are_filled_even_odd() -> None:
    square = np.array([[2, 2, 8, 2], [8, 2, 8, 8], [8, 8, 2, 8], [2, 8, 2, 2]], float)
    hole = np.array([[4, 4, 4, 6], [4, 6, 6, 6], [6, 6, 6, 4], [6, 4, 4, 4]], float)
    mask = filled(np.vstack([square, hole]), 10)
    assert mask.sum() == 36 - 4
    assert mask[2, 2] and not mask[5, 5] and not mask[1, 2] and not mask[8, 8]
    assert [piece.sum() for piece in pieces(mask)] == [32]
    assert eroded(mask).sum() == 0
