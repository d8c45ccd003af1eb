"""Make the document in which a person checks a draft: its text, its map, and what to decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from babel import Locale

from geo.gazetteer.sizes import SIZES
from geo.options.tables import of_browser
from geo.sources import load_sources
from geo.story.format.models import (
    CERTAINTIES,
    LONGEST_REMARK,
    MOST_CATEGORIES,
    TONES,
    Role,
)
from geo.style import (
    HUES,
    PICTOGRAMS,
    SCREEN_THEMES,
    Hue,
    Kind,
    Pictogram,
    colour_of,
    path_of,
    style_for,
)
from geo.text import LANGUAGES
from geo.webmap import assets
from geo.webmap.calendar import calendars
from geo.webmap.document import BASE_MAP, assemble, own_tiles
from geo.webmap.policy import Document

LOOKS: Final[tuple[tuple[str, Role, Kind], ...]] = (
    ("places", "place", "point"),
    ("areas", "area", "point"),
    ("waters", "water", "point"),
    ("area-outlines", "area", "polygon"),
    ("water-outlines", "water", "polygon"),
    ("borders", "border", "point"),
    ("border-outlines", "border", "line"),
    ("drawn-areas", "zone", "polygon"),
    ("drawn-lines", "route", "line"),
)
"""Each layer of a story made of a draft, its role in the theme, and what is drawn in it: of a
country both a pin, by which it is chosen and moved, and its outline below."""

TOWNS: Final = ("capital", "city", "town", "village")
"""Kinds of places that a pin stands on; of all others it is a sign for the whole."""
ASIDE: Final = ("demonym", "road", "club", "name")
"""Kinds of mentions that are no place of the story unless a person says so."""
_LIKE: Final[Hue] = "slate"
"""In which the page is given what a category colours; it puts that one's hue and symbol in."""
WATERS: Final = (
    "bay", "canal", "channel", "gulf", "lake", "ocean", "reservoir", "river", "sea", "strait",
)  # fmt: skip

WRITTEN: Final = (
    "about", "category.new", "noDate", "since", "theArticle", "uncertain", "upTo",
)  # fmt: skip
"""Keys of words that the page writes into a draft, beside those of the ready-made categories: a
story is in its article's language, whatever the person who checks it speaks."""
_UNKNOWN_TO_BROWSERS: Final = ("az", "hy")
"""Languages in which Chromium does not know the names of countries."""


def check_document(
    draft_id: str, *, title: str = "Draft", language: str = "en", root: str = "/"
) -> Document:
    """Return the document in which a draft is checked, as HTML, the same bytes each time.

    The draft itself is not in it: the document fetches it, and sends it back when it was changed.

    Parameters
    ----------
    draft_id
        Of the draft.
    title
        What the document is called until the draft has come.
    language
        Of the title, a BCP 47 tag.
    root
        Where the server's routes begin, ending in a slash.
    """
    return assemble(
        title=title,
        language=language,
        layers=own_tiles(None, language=language, root=root),
        config=_config(draft_id, root=root),
        root=f"{root}assets/",
        body="checking.html.jinja",
        files="check",
    )


def _config(draft_id: str, *, root: str) -> dict[str, Any]:
    """Return what the client must know before it has the draft."""
    sources = load_sources()
    credits_ = [sources[name] for name in BASE_MAP if name in sources]
    return {
        "id": draft_id,
        "draft": f"{root}drafts/{quote(draft_id, safe='')}",
        "places": f"{root}drafts/places",
        "outline": f"{root}drafts/places/outline",
        "words": "check",
        "assets": dict(assets.lazy_addresses(root=f"{root}assets/", words="check")),
        "calendars": dict(calendars()),
        "countries": {language: _countries(language) for language in _UNKNOWN_TO_BROWSERS},
        "written": {language: _written(language) for language in LANGUAGES},
        "credits": [{"text": s.attribution, "url": s.url} for s in credits_],
        "layers": [_layer(name, role, kind) for name, role, kind in LOOKS],
        "towns": TOWNS,
        "sizes": SIZES,
        "waters": WATERS,
        "aside": ASIDE,
        "certainties": CERTAINTIES,
        "tones": TONES,
        "hues": {theme: {hue: colour_of(hue, theme) for hue in HUES} for theme in SCREEN_THEMES},
        "symbols": {name: path_of(name) for name in PICTOGRAMS},
        "like": _LIKE,
        "mostCategories": MOST_CATEGORIES,
        "longestRemark": LONGEST_REMARK,
        "home": root,
        "options": of_browser(),
    }


@cache
def _written(language: str) -> Mapping[str, str]:
    """Return by key the words that the page writes into a draft in a language."""
    path = assets.STATIC / "i18n" / "check" / f"{language}.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    ready = (key for key in words if key.startswith("ready.") and key.count(".") == 1)
    return {key: words[key] for key in (*WRITTEN, *ready)}


@cache
def _countries(language: str) -> Mapping[str, str]:
    """Return by its two letters what each country is called in a language."""
    names = Locale.parse(language).territories
    return {code: names[code] for code in sorted(names) if len(code) == 2 and code.isalpha()}


def _layer(name: str, role: Role, kind: Kind) -> dict[str, Any]:
    """Return how a layer's marks look by certainty, as the reading map will draw them."""
    return {
        "id": name,
        "theme": role,
        "classes": [
            {
                "id": certainty,
                "kind": kind,
                "certainty": certainty,
                "style": _styles(role, kind, certainty),
                "coloured": _styles(role, kind, certainty, hue=_LIKE),
                **(
                    {"symbolled": _styles(role, kind, certainty, hue=_LIKE, symbol="event")}
                    if kind == "point"
                    else {}
                ),
            }
            for certainty in CERTAINTIES
        ],
    }


def _styles(
    role: Role,
    kind: Kind,
    certainty: str,
    *,
    hue: Hue | None = None,
    symbol: Pictogram | None = None,
) -> dict[str, Any]:
    return {
        theme: asdict(
            style_for(role, kind=kind, certainty=certainty, theme=theme, hue=hue, symbol=symbol)
        )
        for theme in SCREEN_THEMES
    }
