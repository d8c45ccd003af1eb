"""Tell which pictures and films can be had, by use, kind and limits, and what one is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from geo.server.http.answers import answer, json_body, told
from geo.server.http.parameters import parameters
from geo.story import Story

if TYPE_CHECKING:
    from geo.film.formats import FilmFormat
    from geo.printmap.canvas.formats import Format


@told
async def presets(request: Request) -> Response:
    """Answer ``/presets``: what a story's ``map.{format}`` and ``film.{format}`` can be asked for.

    Sides of a page are CSS pixels, ``pixels`` those of its picture.
    """
    from geo.film import FILM_FORMATS
    from geo.options.film import MOST_PIXELS as MOST_OF_FILM
    from geo.options.page import LEAST_DPI, LEAST_PX, MOST_DPI, MOST_PIXELS, MOST_PX, PRESETS
    from geo.options.view import DETAILS, FURNITURE
    from geo.printmap import FORMATS
    from geo.style import THEMES

    parameters(request, ())
    sizes = [
        {
            "id": name,
            "width": page.width_px,
            "height": page.height_px,
            "dpi": page.dpi,
            "pixels": page.pixels,
        }
        for name, page in PRESETS.items()
    ]
    limits = {"side": [LEAST_PX, MOST_PX], "dpi": [LEAST_DPI, MOST_DPI], "pixels": MOST_PIXELS}
    said = {
        "presets": sizes,
        "formats": _named(FORMATS),
        "films": {"formats": _named(FILM_FORMATS), "pixels": MOST_OF_FILM},
        "themes": THEMES,
        "details": DETAILS,
        "furniture": FURNITURE,
        "limits": limits,
    }
    return answer(request, json_body(said))


def _named(formats: Mapping[str, Format | FilmFormat]) -> list[dict[str, str]]:
    return [
        {"id": name, "title": form.title, "media_type": form.media_type}
        for name, form in formats.items()
    ]


def file_name(story: Story, form: str, values: Mapping[str, str]) -> str:
    """Return what a saved picture or film is called, so that two of a story can be told apart.

    Its story, its use or size, the statement pointed out, the theme where it is not the light
    one, and the language; ``static/js/export/picture.js`` foretells the same.
    """
    from geo.options import page_of
    from geo.options.tables import usual_of_drawn

    usual = usual_of_drawn()
    size = values.get("preset", usual["preset"])
    if "width" in values or "height" in values:
        page = page_of(values)
        size = f"{page.width_px:g}x{page.height_px:g}"
    theme = values.get("theme", usual["theme"])
    parts = (
        story.id,
        size,
        values.get("at"),
        theme if theme != usual["theme"] else None,
        values.get("lang", story.language),
    )
    return "-".join(part for part in parts if part) + f".{form}"
