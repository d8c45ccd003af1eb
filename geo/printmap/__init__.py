"""Lay a story's map out on a page and draw it for print: PNG, WebP, SVG, PDF.

``sheet`` → ``page``, ``farside`` → ``frame``, ``symbols``, ``measure`` → ``blocks``, ``ground``,
``marks`` → ``room``, ``spots``, ``labels``, ``keys``, ``realms``, ``furniture``, ``corners``,
``notes`` → ``naming``, ``plan`` → ``layout``; ``draw`` → ``formats``; ``options`` → here. A layout
is plain shapes and texts, so that tests can measure the page that every format is drawn from. A
film is a row of such layouts: ``script`` → ``film`` → ``filmformats``.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from geo.layers import View, build_map
from geo.printmap.film import Film, film_of, filmed
from geo.printmap.filmformats import FILM_FORMATS, encode_film
from geo.printmap.formats import FORMATS, encode
from geo.printmap.layout import lay_out
from geo.printmap.letters import letter_notes, letters_told, readable, with_lost
from geo.printmap.options import KEYS, check, page_of, view_of
from geo.printmap.page import PRESETS, Page
from geo.printmap.script import FILM_KEYS, Script, read_script
from geo.printmap.sheet import Sheet
from geo.story import Story

__all__ = [
    "FILM_FORMATS", "FILM_KEYS", "FORMATS", "KEYS", "PRESETS", "Film", "Page", "Script", "Sheet",
    "describe", "describe_film", "draw_story", "encode", "encode_film", "film_of", "filmed",
    "laid_out", "lay_out", "letter_notes", "letters_told", "poster", "read_options",
    "read_script", "sheet_of",
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
    return view_of(values, story), page_of(values)


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

    ``bounds`` are those asked for and ``shown`` what the frame holds, each as (west, south, east,
    north) in degrees; ``scale`` is one to so many at the map's middle.
    """
    width, height = page.pixels
    size = {"width": width, "height": height, "dpi": page.dpi}
    words = {"title": sheet.title, "alt": sheet.alt, "lang": sheet.language}
    where = {"bounds": [*sheet.facts.bounds], "shown": [[*part] for part in sheet.facts.shown]}
    return {**words, **size, **asdict(sheet.facts), **where}


def describe_film(film: Film) -> dict[str, Any]:
    """Return what a program may want to know of a film, ready for JSON.

    ``told`` are the statements in their order, ``seconds`` what all of it lasts.
    """
    width, height = film.pixels
    facts = [scene.sheet.facts for scene in film.scenes]
    return {
        "title": film.title,
        "alt": film.alt,
        "lang": film.language,
        "width": width,
        "height": height,
        "seconds": film.seconds,
        "told": [scene.id for scene in film.scenes[1:-1]],
        "unnamed": [*facts[0].unnamed],
        "missing": "".join(dict.fromkeys(letter for fact in facts for letter in fact.missing)),
        "renamed": [asdict(one) for one in dict.fromkeys(o for f in facts for o in f.renamed)],
    }


def poster(film: Film) -> bytes:
    """Return what a film begins with, as a picture to stand there before it plays."""
    return encode(film.scenes[0].sheet, film.page, "png")


def draw_story(story: Story, form: str, values: Mapping[str, str]) -> bytes:
    """Return a story's map as a file, one of `FORMATS`; equal input gives equal bytes.

    Raises
    ------
    RequestError
        If an option means nothing for this story.
    """
    sheet, page = sheet_of(story, values)
    return encode(sheet, page, form)
