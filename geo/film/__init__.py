"""Tell a story's time line as a film: GIF, MP4, WebM, from the same pages as a picture.

``ticks`` → ``line`` → ``script`` → ``page``, ``camera``, ``shots`` → ``moving`` → ``scenes`` →
``formats``. A film is a row of layouts of `geo.printmap`, equal for equal options.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from geo.film.formats import FILM_FORMATS, encode_film
from geo.film.scenes import Film, film_of, filmed
from geo.film.script import Script, read_script
from geo.options import FILM_KEYS
from geo.printmap import encode
from geo.printmap.canvas.sheet import Facts

__all__ = [
    "FILM_FORMATS", "FILM_KEYS", "Film", "Script", "describe_film", "encode_film", "film_of",
    "filmed", "poster", "read_script",
]  # fmt: skip


def describe_film(film: Film) -> dict[str, Any]:
    """Return what a program may want to know of a film, ready for JSON.

    ``told`` are the statements in their order, ``seconds`` what all of it lasts.
    """
    width, height = film.pixels
    facts = [scene.sheet.facts for scene in film.scenes]
    return {
        "title": film.title,
        "alt": film.alt,
        "description": film.description,
        "lang": film.language,
        "width": width,
        "height": height,
        "seconds": film.seconds,
        "told": [scene.id for scene in film.scenes[1:-1]],
        "unnamed": [*_unnamed(facts)],
        "unremarked": [*facts[0].unremarked],
        "missing": "".join(dict.fromkeys(letter for fact in facts for letter in fact.missing)),
        "renamed": [asdict(one) for one in dict.fromkeys(o for f in facts for o in f.renamed)],
    }


def _unnamed(facts: Sequence[Facts]) -> Iterator[str]:
    """Yield the names for which no scene has room."""
    named = {box.name for fact in facts for box in fact.names}
    lacking = dict.fromkeys(name for fact in facts for name in fact.unnamed)
    return (name for name in lacking if name not in named)


def poster(film: Film) -> bytes:
    """Return what a film begins with, as a picture to stand there before it plays."""
    return encode(film.scenes[0].sheet, film.page, "png")
