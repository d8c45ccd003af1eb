"""Hold the base map's colours to what eyes need, and its styles to all their layers."""

from __future__ import annotations

import pytest

from geo.basemap import data
from geo.basemap.sheet import register_fonts, style_sheet
from geo.basemap.style import ground_styles, palette
from geo.style import THEMES, Theme
from geo.style.labels import LABEL_STYLES


def luminance(colour: str) -> float:
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_names_are_read_on_their_ground(theme: Theme) -> None:
    """WCAG AA asks 4.5 of small text; every name is at least that on the ground it stands on."""
    colours = palette(theme)
    for role, colour in colours.labels.items():
        ground = colours.water if role == "water" else colours.land
        assert contrast(colour, ground) >= 4.5, role


@pytest.mark.parametrize("theme", THEMES)
def test_borders_are_seen_on_land(theme: Theme) -> None:
    assert contrast(palette(theme).border, palette(theme).land) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_every_layer_has_a_style_and_every_kind_of_label_a_colour(theme: Theme) -> None:
    for zoom in range(13):
        level = data.level_for(zoom)
        styles = ground_styles(theme, zoom)
        for area in level.areas:
            assert styles[area].fill
            assert styles[f"{area}-shore"].stroke
        assert {*level.lines, "disputed", "band"} <= set(styles)
        assert styles["disputed"].dash_px
        assert not styles["border"].dash_px
    assert {style.colour_role for style in LABEL_STYLES.values()} <= set(palette(theme).labels)


def test_the_style_sheet_names_only_fonts_that_are_there() -> None:
    sheet = style_sheet("light", 6)
    for face in ("Noto Sans Bold", "Noto Sans Armenian Bold", "Vazirmatn Bold"):
        assert face in register_fonts()
        assert f'face-name="{face}"' in sheet
