"""Say what a page's margins leave."""

from __future__ import annotations

from typing import Final

from geo.options import Page
from geo.printmap.canvas.sheet import Box

_MARGIN: Final = 0.028
"""Of the page's shorter side."""
_LEAST_MARGIN_PX: Final = 12.0


def inner(page: Page) -> Box:
    """Return what a page's margins leave, in CSS pixels."""
    margin = max(_LEAST_MARGIN_PX, min(page.width_px, page.height_px) * _MARGIN)
    return Box(margin, margin, page.width_px - margin, page.height_px - margin)
