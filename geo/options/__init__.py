"""Hold the one table of options: what a picture, a film and the live map can be asked for.

An option is one field of `View`, `PageOptions`, `FilmOptions` or `ScreenOptions`. From there come
how it is read and refused, the description of the addresses, the command's help, what the browser
knows of it, and the table in the README.

``option`` → ``kinds`` → ``page``, ``view``, ``film``, ``screen`` → ``tables`` → here.
"""

from __future__ import annotations

from geo.options.film import FilmOptions
from geo.options.kinds import read_bounds
from geo.options.page import PRESETS, Page, page_of
from geo.options.tables import FILM_KEYS, KEYS, check
from geo.options.view import View, Window

__all__ = [
    "FILM_KEYS", "KEYS", "PRESETS", "FilmOptions", "Page", "View", "Window", "check", "page_of",
    "read_bounds",
]  # fmt: skip
