"""Lay a story's map out on a page and draw it for print: PNG, WebP, SVG, PDF.

``costs``, ``canvas`` → ``typeset`` → ``carto`` → ``naming``, ``furniture`` → ``layout`` → here.
A layout is plain shapes and texts, so that tests can measure the page that every format is drawn
from.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from geo.layers import build_map
from geo.options import KEYS, PRESETS, Page, View, check, page_of
from geo.printmap.canvas.formats import FORMATS, encode
from geo.printmap.canvas.sheet import Sheet
from geo.printmap.layout.page import lay_out
from geo.printmap.typeset.letters import letter_notes, letters_told, readable, with_lost
from geo.story import Story

__all__ = [
    "FORMATS", "KEYS", "PRESETS", "Page", "Sheet", "describe", "draw_story", "encode", "laid_out",
    "lay_out", "letter_notes", "letters_told", "read_options", "sheet_of",
]  # fmt: skip

_one_at_a_time: Final = threading.Lock()
"""Layouts are Python's own work: two at once only take the interpreter from each other, and from
the drawing, which does without it."""


def read_options(values: Mapping[str, str], story: Story) -> tuple[View, Page]:
    """Return which view of a story options ask for, and on which page.

    Raises
    ------
    RequestError
        If one means nothing for this story, with the nearest right word.
    """
    check(values)
    return View.read(values, story), page_of(values)


def laid_out(story: Story, view: View, page: Page) -> Sheet:
    """Return a view of a story on a page; how finely it will be printed changes nothing of it."""
    with _one_at_a_time:
        spec, lost = readable(build_map(story, view), story)
        return with_lost(lay_out(spec, page), lost)


def sheet_of(story: Story, values: Mapping[str, str]) -> tuple[Sheet, Page]:
    """Return the laid-out page that options ask for.

    Raises
    ------
    RequestError
        If an option means nothing for this story.
    """
    view, page = read_options(values, story)
    return laid_out(story, view, page), page


def describe(sheet: Sheet, page: Page) -> dict[str, Any]:
    """Return what a program may want to know of a picture, ready for JSON.

    ``alt`` is short, ``description`` long. ``bounds`` are those asked for and ``shown`` what the
    frame holds, each as (west, south, east, north) in degrees; ``scale`` is one to so many at the
    map's middle.
    """
    width, height = page.pixels
    size = {"width": width, "height": height, "dpi": page.dpi}
    words = {
        "title": sheet.title, "alt": sheet.alt, "description": sheet.description,
        "lang": sheet.language,
    }  # fmt: skip
    where = {"bounds": [*sheet.facts.bounds], "shown": [[*part] for part in sheet.facts.shown]}
    return {**words, **size, **asdict(sheet.facts), **where}


def draw_story(story: Story, form: str, values: Mapping[str, str]) -> bytes:
    """Return a story's map as a file, one of `FORMATS`; equal input gives equal bytes.

    Raises
    ------
    RequestError
        If an option means nothing for this story.
    """
    sheet, page = sheet_of(story, values)
    return encode(sheet, page, form)
