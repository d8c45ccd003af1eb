"""Show that certainty can be read without colour, and that colours keep apart for every eye."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from geo.basemap.style import palette
from geo.story import CERTAINTIES, TONES
from geo.style import THEMES, Kind, Style, Theme, colours, style_for

KINDS: tuple[Kind, ...] = ("point", "line", "polygon")
ROLES = ("area", "zone", "water", "border", "route", "tie", "place", "context")

# Machado, Oliveira & Fernandes (2009), full severity, https://doi.org/10.1109/TVCG.2009.113
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, float, float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of a colour as an eye sees it."""
    seen = [
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear(colour), strict=True))))
        for row in EYES[eye]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (
            sum(m * c for m, c in zip(row, seen, strict=True)) / w
            for row, w in zip(rows, white, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def form(style: Style) -> tuple[object, ...]:
    """Return what is left of a style when its colours are taken away."""
    return (
        style.stroke is not None and style.stroke_width_px > 0,
        bool(style.dash_px),
        style.casing is not None,
        style.soft_edge_px > 0,
        len(style.hatch.angles_deg) if style.hatch else 0,
        style.shape,
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_certainty_has_a_form_of_its_own(role: str, kind: Kind) -> None:
    forms = [
        form(style_for(role, kind=kind, certainty=c, theme="light", prominence="main"))
        for c in CERTAINTIES
    ]
    assert len(set(forms)) == len(CERTAINTIES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_themes_differ_in_colour_alone(role: str, kind: Kind) -> None:
    for certainty in CERTAINTIES:
        light, *others = (
            style_for(role, kind=kind, certainty=certainty, theme=theme) for theme in THEMES
        )
        for other in others:
            assert form(light) == form(other)
            for field in dataclasses.fields(Style):
                if field.name.endswith("_px"):
                    assert getattr(light, field.name) == getattr(other, field.name)


@pytest.mark.parametrize("theme", THEMES)
def test_text_colours_reach_wcag_aa_on_paper(theme: Theme) -> None:
    roles = colours(theme)
    for name, colour in roles.items():
        if name != "paper":
            assert contrast(colour, roles["paper"]) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_tones_keep_apart_for_every_eye(theme: Theme, eye: str) -> None:
    for one, two in itertools.combinations(TONES, 2):
        pair = [lab(colours(theme)[name], eye) for name in (one, two)]
        assert sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 >= 15, (one, two)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["area", "water"])
@pytest.mark.parametrize("certainty", ["exact", "approximate"])
def test_an_outline_is_drawn_crisp_and_only_where_the_story_is_about_it(
    theme: Theme, role: str, certainty: str
) -> None:
    also, main = (
        style_for(role, kind="polygon", certainty=certainty, theme=theme, prominence=prominence)
        for prominence in ("also", "main")
    )
    assert also.is_blank and also.stroke, "exports need its colour"
    assert main.stroke_width_px > 0 and main.soft_edge_px == 0 and main.fill_opacity <= 0.1


def test_a_tie_takes_the_colour_of_its_tone() -> None:
    for tone in TONES:
        style = style_for("tie", kind="line", certainty="exact", theme="light", tone=tone)
        assert style.stroke == colours("light")[tone]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_main_is_stronger_and_of_one_colour(theme: Theme, role: str, kind: Kind) -> None:
    if role == "tie":
        return
    for certainty in CERTAINTIES:
        main, also = (
            style_for(role, kind=kind, certainty=certainty, theme=theme, prominence=prominence)
            for prominence in ("main", "also")
        )
        assert colours(theme)["main"] in (main.fill, main.stroke)
        assert colours(theme)["main"] not in (also.fill, also.stroke) or theme == "grey"
        sizes = [(one.radius_px, one.stroke_width_px, one.fill_opacity) for one in (main, also)]
        assert sizes[0] >= sizes[1], (role, kind, certainty)
        if kind == "point":
            assert form(main) == form(also)


@pytest.mark.parametrize("theme", THEMES)
def test_the_colour_of_what_is_main_can_be_seen_on_land_and_water(theme: Theme) -> None:
    main = colours(theme)["main"]
    for ground in (palette(theme).land, palette(theme).water):
        assert contrast(main, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_what_is_main_keeps_apart_from_other_points_for_every_eye(theme: Theme, eye: str) -> None:
    main, place = (lab(colours(theme)[name], eye) for name in ("main", "place"))
    assert sum((a - b) ** 2 for a, b in zip(main, place, strict=True)) ** 0.5 >= 15


@pytest.mark.parametrize("role", ["area", "zone", "water"])
def test_a_broad_place_without_an_outline_is_its_name_alone(role: str) -> None:
    style = style_for(role, kind="point", certainty="indicative", theme="light")
    assert (style.shape, style.radius_px, style.stroke_width_px, style.fill) == ("name", 0, 0, None)
