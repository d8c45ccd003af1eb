"""Say how large a picture is: presets by use, free sizes, and the limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import ValidationInfo

from geo.errors import RequestError, TooLargeError
from geo.errors.wording import nearest, quote
from geo.options.kinds import Kind, whole
from geo.options.option import Option, Options

CSS_DPI: Final = 96
"""CSS pixels in an inch."""
MM_IN_INCH: Final = 25.4
LEAST_PX: Final = 320.0
MOST_PX: Final = 3_400.0
"""Of a side, in CSS pixels: as long as an A1 sheet."""
LEAST_DPI: Final = 36
"""Enough for a preview of an A3 sheet."""
MOST_DPI: Final = 600
MOST_PIXELS: Final = 40_000_000
"""Of a whole picture: A3 at 400 dpi."""
USUAL: Final = "article"


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page's size in CSS pixels and how finely it is printed.

    Raises
    ------
    RequestError
        If a side or the resolution is out of its limits.
    TooLargeError
        If the whole is.
    """

    width_px: float
    height_px: float
    dpi: int = 192

    def __post_init__(self) -> None:
        for name, side in (("width", self.width_px), ("height", self.height_px)):
            if not LEAST_PX <= side <= MOST_PX:
                raise RequestError(
                    f"{name} {side:g} px is not from {LEAST_PX:g} to {MOST_PX:g} (CSS pixels)"
                )
        if not LEAST_DPI <= self.dpi <= MOST_DPI:
            raise RequestError(f"dpi {self.dpi} is not from {LEAST_DPI} to {MOST_DPI}")
        if self.pixels[0] * self.pixels[1] > MOST_PIXELS:
            raise TooLargeError(
                f"the picture would have {self.pixels[0]} × {self.pixels[1]} pixels, and the limit "
                f"is {MOST_PIXELS / 1e6:g} million; choose a smaller size or dpi"
            )

    @property
    def scale(self) -> float:
        """Pixels of the picture for one CSS pixel."""
        return self.dpi / CSS_DPI

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return round(self.width_px * self.scale), round(self.height_px * self.scale)


def _paper(width_mm: float, height_mm: float) -> Page:
    """Return a sheet of paper, at the resolution that printers ask for."""
    width, height = (side / MM_IN_INCH * CSS_DPI for side in (width_mm, height_mm))
    return Page(width, height, 300)


PRESETS: Final[Mapping[str, Page]] = MappingProxyType(
    {
        "article": Page(1000, 562.5),
        "square": Page(720, 720, 144),
        "portrait": Page(720, 900, 144),
        "phone": Page(432, 768, 240),
        "slide": Page(1280, 720, 144),
        "a4-landscape": _paper(297, 210),
        "a4-portrait": _paper(210, 297),
        "a3-landscape": _paper(420, 297),
        "a3-portrait": _paper(297, 420),
    }
)
"""``article`` 16:9 (2000 × 1125 pixels), ``square`` (1080 × 1080) and ``portrait`` (1080 × 1350)
for social media, ``phone`` (1080 × 1920, its type as large as a phone's own), ``slide``
(1920 × 1080), and paper."""


def preset(name: str) -> Page:
    """Return a page by the name of its use.

    Raises
    ------
    RequestError
        If there is none of this name.
    """
    if name not in PRESETS:
        raise RequestError(f"there is no preset {quote(name)}{nearest(name, PRESETS)}")
    return PRESETS[name]


def _known(name: str, _: ValidationInfo) -> str:
    preset(name)
    return name


class PageOptions(Options):
    """Say which page is asked for: a preset, or what is otherwise than there."""

    preset: Annotated[
        str,
        Kind(_known, {"type": "string", "enum": [*PRESETS]}),
        Option(
            "Size by use.",
            "NAME",
            "article (the usual), square, portrait, phone, slide, a4-landscape, …",
            several=True,
        ),
    ] = USUAL
    width: Annotated[
        int | None,
        whole(LEAST_PX, MOST_PX),
        Option(
            "In CSS pixels, 96 to the inch; the preset's if absent.",
            "PX",
            "in CSS pixels, 96 to the inch",
        ),
    ] = None
    height: Annotated[
        int | None,
        whole(LEAST_PX, MOST_PX),
        Option("In CSS pixels; the preset's if absent.", "PX", "in CSS pixels"),
    ] = None
    dpi: Annotated[
        int | None,
        whole(LEAST_DPI, MOST_DPI),
        Option(
            "Pixels to the inch; the preset's if absent. "
            f"{MOST_PIXELS / 1e6:g} million pixels at most in all.",
            "N",
            "pixels to the inch",
        ),
    ] = None

    def page(self) -> Page:
        """Return the page.

        Raises
        ------
        RequestError
            If a side or the resolution is out of its limits, or the whole is.
        """
        asked = {"width_px": self.width, "height_px": self.height, "dpi": self.dpi}
        given = {name: number for name, number in asked.items() if number is not None}
        return replace(preset(self.preset), **given)


def page_of(values: Mapping[str, str]) -> Page:
    """Return the page that words ask for.

    Raises
    ------
    RequestError
        If one of them means nothing, or is out of its limits.
    """
    return PageOptions.read(values).page()
