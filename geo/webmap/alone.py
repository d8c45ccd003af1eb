"""Make a story's whole map as one file that opens from disk and asks nobody for anything."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, get_args

import numpy as np
import shapely
from markupsafe import Markup, escape
from shapely.geometry.base import BaseGeometry

from geo.basemap.extract import ground_around
from geo.crs import Bounds
from geo.gazetteer.places.extract import PlacedLabel, placed_labels
from geo.gazetteer.places.labels import AREA_REACH_PX
from geo.gazetteer.places.owned import own_labels
from geo.options.tables import of_browser
from geo.sources import Source
from geo.story import Story
from geo.style import MAX_ZOOM
from geo.style.labels import ANCHORS, LABEL_STYLES, Script, label_size, text_offset
from geo.text import LANGUAGES
from geo.webmap.assets import STATIC
from geo.webmap.bundle import story_bundle
from geo.webmap.calendar import calendars
from geo.webmap.document import NAMES_PANE, DrawnLayer, assemble
from geo.webmap.inlined import element, json_block, script, style
from geo.webmap.policy import Document, alone

MOST_BYTES: Final = 3_000_000
"""How large the file may be. A story that takes more by itself gets the coarsest ground."""
MOST_NAMES: Final = 8_000
_EVERYWHERE_ZOOM: Final = 5
"""Names that show at this zoom are there all over the world; the others near the story."""
_NEAR: Final = 0.15
_WEIGHTS: Final = {"regular": 400, "medium": 500, "bold": 700}
_SCRIPTS: Final[tuple[Script, ...]] = get_args(Script)

Json = dict[str, Any]


def standalone(story: Story, sources: Mapping[str, Source] | None = None) -> bytes:
    """Return the story's map as one HTML document, the same bytes for the same story.

    It is the document that `geo.webmap.embed` makes, with the client's files, the story, the
    words of every language and the base map inside: the whole world coarsely, and what lies
    around the story's marks as finely as the tiles have it, while there is room. It has no
    search of the base map's places and no other formats, for those need the server.

    Parameters
    ----------
    story
        A sound story.
    sources
        The records that it cites; absent: those of ``data/sources.toml``.
    """
    bundle = story_bundle(story, sources)
    atlas = _names(story)
    words = {language: _words(language) for language in LANGUAGES}
    letters = json.dumps([bundle, words, atlas, calendars()], ensure_ascii=False)
    blocks = [json_block(f"dateline-i18n-{language}", words[language]) for language in LANGUAGES]
    blocks.append(json_block("dateline-bundle", bundle))
    code = script()
    head = style(letters) + element("script", code)
    names = _packed(atlas)
    taken = sum(len(part.encode()) for part in (*blocks, head)) + len(names)
    ground = ground_around(
        _reach(story), _close(story), budget=max(0, MOST_BYTES - taken - _FURNITURE_BYTES)
    )
    blocks.append(json_block("dateline-ground", {**ground, "names": names}))
    html = assemble(
        title=story.title,
        language=story.language,
        layers=[
            DrawnLayer("ground", theme="light"),
            DrawnLayer("groundNames", theme="light", lang=story.language, pane=NAMES_PANE),
        ],
        config=_config(story),
        root=None,
        head=head,
        scripts=[code],
        foot=Markup("").join(blocks),
    )
    return _with_policy(html).encode("utf-8")


_FURNITURE_BYTES: Final = 60_000
"""Room for the rest of the document: its elements, the looks of the ground, the policy."""


def _config(story: Story) -> Json:
    return {
        "story": story.id,
        "bundle": None,
        "data": None,
        "places": None,
        "assets": {},
        "calendars": dict(calendars()),
        "credits": [],
        "options": of_browser(),
    }


def _words(language: str) -> Json:
    path = STATIC / "i18n" / f"{language}.json"
    words: Json = json.loads(path.read_text(encoding="utf-8"))
    return words


def _with_policy(html: Document) -> str:
    """Put the document's policy at its very beginning, before anything of the story."""
    first = '<meta charset="utf-8">'
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(alone(html.scripts))}">'
    return html.replace(first, f"{first}\n{meta}", 1)


# --- where the story is -----------------------------------------------------------------------


def _reach(story: Story) -> Bounds:
    """Return the bounds of all that the story may show."""
    return Bounds.of(feature.geometry for feature in story.features)


def _close(story: Story) -> BaseGeometry:
    """Return what a reader will zoom in to: marks, but of whole countries only where they are."""
    roles = {layer.id: layer.theme for layer in story.layers}
    return shapely.union_all(
        [
            shapely.Point(feature.anchor_point())
            if roles[feature.layer] == "area"
            else feature.geometry
            for feature in story.features
        ]
    )


# --- the base map's names ---------------------------------------------------------------------


def _names(story: Story) -> Json:
    """Return the labels of the base map around a story, and how each kind of them looks."""
    near = _reach(story).padded(_NEAR)
    found = placed_labels(_wanted(near), omit=own_labels(story.features))
    return {
        "languages": list(LANGUAGES),
        "reach": list(AREA_REACH_PX),
        "kinds": [_kind(name) for name in LABEL_STYLES],
        "places": [_record(item) for item in _nearest(found, _close(story))],
    }


def _wanted(near: Bounds) -> Callable[[float, float, int], bool]:
    return lambda lon, lat, first: first <= _EVERYWHERE_ZOOM or near.contains(lon, lat)


def _nearest(found: list[PlacedLabel], target: BaseGeometry) -> Iterable[PlacedLabel]:
    """Leave out the farthest of too many; those of the world's own map stay."""
    if len(found) <= MOST_NAMES:
        return found
    points = shapely.points([item.points[0] for item in found])
    far = shapely.distance(points, target)
    far[[min(item.first) <= _EVERYWHERE_ZOOM for item in found]] = 0.0
    kept = set(np.argsort(far, kind="stable")[:MOST_NAMES].tolist())
    return (item for number, item in enumerate(found) if number in kept)


def _record(item: PlacedLabel) -> list[Any]:
    english = item.texts[LANGUAGES.index("en")]
    return [
        list(LABEL_STYLES).index(item.kind),
        list(item.first),
        list(item.choice),
        min(item.until, MAX_ZOOM),
        [list(point) for point in item.points],
        [english, *(text if text != english else 0 for text in item.texts[1:])],
    ]


def _kind(name: str) -> Json:
    look = LABEL_STYLES[name]
    return {
        "id": name,
        "area": look.dot == "none",
        "weight": _WEIGHTS[look.weight],
        "italic": look.italic,
        "halo": look.halo_px,
        "spacing": look.letter_spacing_px,
        "dot": look.dot,
        "radius": look.dot_radius_px,
        "looks": [[_look(name, s, zoom) for zoom in range(MAX_ZOOM + 1)] for s in _SCRIPTS],
    }


def _look(name: str, letters: Script, zoom: int) -> list[Any]:
    """Return the size of a kind's letters at a zoom, and for each anchor where the text begins."""
    size = label_size(name, zoom, letters)
    offsets = (text_offset(name, anchor, letters, size) for anchor in ANCHORS)
    return [size, *([round(part, 2) for part in offset] for offset in offsets)]


def _packed(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
