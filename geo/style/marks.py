"""Say how marks look, in neutral words that both renderers read: the house theme.

Colours stand for meanings; form stands for certainty. A mark's certainty can
be read without its colour:

=========== ===================== ====================== ==========================
certainty   point                 line                   area
=========== ===================== ====================== ==========================
exact       full disc, ringed     solid                  even fill, solid edge
approximate disc in a soft halo   solid in a soft halo   fill that fades out, no edge; of a
                                                         country or region a line on a band
indicative  hollow dashed ring    dashed                 hatched one way, dashed edge
disputed    half disc, dashed     two-tone dashes        hatched both ways, two-tone edge
=========== ===================== ====================== ==========================

How much the story is about a mark is told by size, weight and one strong colour: what is ``main``
is large and of the accent ``main``, what is ``also`` needed is small and dark. A country, a region
or a water that is not main is no more than its name, for the base map draws it already or its name
tells enough; a broad place of which no outline is known is nothing else anyway (shape ``name``).

A category gives a mark its hue in place of these colours, and a point a symbol in its disc, which
is larger then; size still tells prominence, and form certainty.

Tones are told apart by hue, on grey paper by lightness: tension is black, a thaw is grey.
The hues of vermilion, blue and purple keep apart under the three common forms
of colour blindness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from geo.style.pictograms import Pictogram
from geo.style.theme import Colour, Hue, Theme, colour_of, colours

Kind = Literal["point", "line", "polygon"]
Shape = Literal["disc", "ring", "half", "name"]
"""Of a point; ``"name"``: nothing but its name, as a sea or a region without an outline has."""


@dataclass(frozen=True, slots=True)
class Hatch:
    """Fill an area with parallel lines, once for each angle."""

    angles_deg: tuple[float, ...]
    """Clockwise from the vertical, in the picture's plane."""
    gap_px: float
    """From the middle of a line to the middle of the next."""
    width_px: float
    colour: Colour
    opacity: float = 1.0


_SEEN_EDGE: Final = 0.7
"""Of a soft edge: beyond that it can hardly be told from the map."""


@dataclass(frozen=True, slots=True)
class Style:
    """Say how one class of marks is drawn. Lengths are CSS pixels; opacity is 0–1."""

    stroke: Colour | None = None
    stroke_opacity: float = 1.0
    stroke_width_px: float = 0.0
    dash_px: tuple[float, ...] = ()
    """Lengths of stroke and gap in turn; empty: an unbroken line."""
    casing: Colour | None = None
    """Drawn unbroken under the stroke, and wider."""
    casing_width_px: float = 0.0
    fill: Colour | None = None
    fill_opacity: float = 0.0
    hatch: Hatch | None = None
    soft_edge_px: float = 0.0
    """Over what width the mark fades into the map; 0: a hard edge."""
    radius_px: float = 0.0
    """Of a point's disc."""
    shape: Shape = "disc"
    symbol: Pictogram | None = None
    """In a point's disc."""
    symbol_colour: Colour | None = None

    @property
    def reach_px(self) -> float:
        """How far a point's mark is seen from its middle: into its soft edge, if it has one."""
        return self.radius_px + _SEEN_EDGE * self.soft_edge_px

    @property
    def is_blank(self) -> bool:
        """Whether it draws nothing, so that a mark is its name alone."""
        drawn = self.stroke_width_px, self.casing_width_px, self.fill_opacity, self.soft_edge_px
        return not any(drawn) and self.hatch is None


_MAIN_LINE: Final = 1.35
"""Times as wide as others is the line that the story is about."""
_TIE_OPACITY: Final = 0.8
"""A tie runs across half the map and tells the least of where things are."""
_LINE_WIDTH_PX: Final[Mapping[str, float]] = MappingProxyType(
    {"border": 2.2, "route": 2.8, "tie": 1.4, "context": 1.4}
)
_EDGE_WIDTH_PX: Final[Mapping[str, float]] = MappingProxyType(
    {"area": 1.1, "zone": 1.3, "water": 1.1, "context": 1.0}
)
_MAIN_EDGE_PX: Final = 1.9
_RADIUS_PX: Final[Mapping[str, float]] = MappingProxyType({"place": 4.6, "context": 3.6})
_MAIN_RADIUS_PX: Final = 7.6
_SOFT: Final = 1.0
"""Times its radius is the halo around a point whose place is approximate: wide enough to be told
from the rim of a disc, too narrow to outweigh those that are sure."""
_SYMBOL_RADIUS_PX: Final = 8.6
_MAIN_SYMBOL_RADIUS_PX: Final = 10.4
"""Of a disc that holds a symbol."""
_SYMBOL_SOFT: Final = 0.8
"""Times its radius is the halo around it."""
_HALF_TINT: Final = 0.4
"""Of its colour in the filled half of a disc, on which a symbol must be seen."""
SYMBOL_SHARE: Final = 0.68
"""Of the disc's radius, to which a symbol reaches."""
_FILL_OPACITY: Final[Mapping[str, float]] = MappingProxyType({"zone": 0.05, "context": 0.04})
"""Of areas that the story is not about; of a country or a water none."""
_MAIN_FILL_OPACITY: Final = 0.08
_SOFT_FILL_OPACITY: Final = 0.16
"""Of an area without an edge, which its fill alone shows."""
_BROAD: Final = frozenset({"area", "zone", "water"})
"""Roles of places that are wide: a point is none of their outline."""
_GROUND: Final = frozenset({"area", "water"})
"""Roles of what the ground consists of."""


def style_for(
    role: str,
    *,
    kind: Kind,
    certainty: str,
    theme: Theme,
    tone: str = "",
    prominence: str = "also",
    hue: Hue | None = None,
    symbol: Pictogram | None = None,
) -> Style:
    """Return how a mark looks, from what it means, how sure it is and how much it matters.

    Parameters
    ----------
    role
        The layer's theme class, for example ``"route"``.
    kind
        The kind of geometry.
    certainty
        One of the four words of the vocabulary.
    theme
        One of `THEMES`.
    tone
        For ties: the statement's tone, which gives the colour.
    prominence
        How much the story is about it; what stands ``"aside"`` looks as what is ``"also"`` needed.
    hue
        Of its category, in place of the colour of its role or prominence.
    symbol
        Of its category; lines and areas have none.
    """
    roles = colours(theme)
    main = prominence == "main" and role != "tie"
    colour = colour_of(hue, theme) if hue else roles[
        "main" if main else tone if role == "tie" and tone else role if role in roles else "neutral"
    ]  # fmt: skip
    if kind == "point" and certainty == "indicative" and role in _BROAD and symbol is None:
        return Style(stroke=colour, shape="name")
    if kind == "point":
        plain = _point(role, colour, roles["paper"], certainty, main=main)
        return _with_symbol(plain, symbol, roles, main=main) if symbol else plain
    if kind == "line":
        return _line(role, colour, roles["paper"], certainty, main=main)
    return _polygon(role, colour, theme, certainty, main=main, is_drawn=main or hue is not None)


def _with_symbol(
    style: Style, symbol: Pictogram, roles: Mapping[str, Colour], *, main: bool
) -> Style:
    """Return a point's style with a symbol, for which its disc is larger.

    It is light on a full disc, of the mark's colour in a ring, and dark where half of the disc is
    filled, with a paler colour then.
    """
    radius = _MAIN_SYMBOL_RADIUS_PX if main else _SYMBOL_RADIUS_PX
    on = {"disc": roles["paper"], "ring": style.stroke, "half": roles["ink"]}
    fill = style.fill
    if style.shape == "half" and fill:
        fill = _mixed(fill, roles["paper"], _HALF_TINT)
    soft = radius * _SYMBOL_SOFT if style.soft_edge_px else 0.0
    return replace(
        style,
        radius_px=radius,
        soft_edge_px=soft,
        fill=fill,
        symbol=symbol,
        symbol_colour=on[style.shape],
    )


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour that has a share of one and the rest of another."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _point(role: str, colour: Colour, paper: Colour, certainty: str, *, main: bool) -> Style:
    base = Style(
        stroke=paper,
        stroke_width_px=2.0 if main else 1.5,
        fill=colour,
        fill_opacity=1.0,
        radius_px=_MAIN_RADIUS_PX if main else _RADIUS_PX.get(role, 4.6),
    )
    if certainty == "approximate":
        return replace(base, soft_edge_px=base.radius_px * _SOFT)
    if certainty == "indicative":
        return replace(
            base,
            stroke=colour,
            stroke_width_px=2.0,
            dash_px=(3.0, 2.5) if main else (2.4, 1.8),
            fill=paper,
            fill_opacity=0.85,
            shape="ring",
        )
    if certainty == "disputed":
        return replace(
            base, stroke=colour, dash_px=(3.0, 2.5), casing=paper, casing_width_px=4.0, shape="half"
        )
    return base


def _line(role: str, colour: Colour, paper: Colour, certainty: str, *, main: bool) -> Style:
    width = _LINE_WIDTH_PX.get(role, 2.0) * (_MAIN_LINE if main else 1.0)
    base = Style(
        stroke=colour,
        stroke_opacity=_TIE_OPACITY if role == "tie" else 1.0,
        stroke_width_px=width,
        casing=paper,
        casing_width_px=width + 2.0,
    )
    if certainty == "approximate":
        return replace(base, casing=None, casing_width_px=0.0, soft_edge_px=width * 2)
    if certainty == "indicative":
        return replace(base, casing=None, casing_width_px=0.0, dash_px=(width * 3, width * 2))
    if certainty == "disputed":
        return replace(base, dash_px=(width * 2, width * 2), casing_width_px=width + 2.5)
    return base


def _polygon(
    role: str, colour: Colour, theme: Theme, certainty: str, *, main: bool, is_drawn: bool
) -> Style:
    width = _MAIN_EDGE_PX if main else _EDGE_WIDTH_PX.get(role, 1.2)
    opacity = _MAIN_FILL_OPACITY if is_drawn else _FILL_OPACITY.get(role, 0.0)
    base = Style(
        stroke=colour,
        stroke_width_px=width,
        fill=colour if opacity else None,
        fill_opacity=opacity,
    )
    if role in _GROUND and not is_drawn and certainty in {"exact", "approximate"}:
        return Style(stroke=colour)
    if certainty == "approximate" and role in _GROUND:  # what has an outline is not fuzzy
        return replace(base, casing=colours(theme)["paper"], casing_width_px=width + 3.0)
    if certainty == "approximate":
        return replace(
            base,
            stroke=None,
            stroke_width_px=0.0,
            fill=colour,
            fill_opacity=_SOFT_FILL_OPACITY * (1.5 if main else 1.0),
            soft_edge_px=10.0,
        )
    hatch = Hatch(
        (45.0,), gap_px=8.0 if main else 10.0, width_px=0.9, colour=colour,
        opacity=0.5 if main else 0.25,
    )  # fmt: skip
    if certainty == "indicative":
        return replace(base, dash_px=(6.0, 4.0), hatch=hatch)
    if certainty == "disputed":
        return replace(
            base,
            dash_px=(5.0, 5.0),
            casing=colours(theme)["paper"],
            casing_width_px=width + 2.0,
            hatch=replace(hatch, angles_deg=(45.0, -45.0), gap_px=hatch.gap_px + 1),
        )
    return base
