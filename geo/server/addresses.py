"""Name every address: who answers it, what it takes and what it gives.

The routes and the published description are both made from this table, and what may stand in an
address from the tables that the code checks by. Whoever adds an address adds it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, Final, Literal

from geo.options import PRESETS
from geo.options.kinds import SLUG
from geo.options.option import Use
from geo.options.tables import rows
from geo.options.view import DETAILS, FURNITURE
from geo.server.endpoints import films, pictures, places, presets, stories, tiles
from geo.server.endpoints.assets import asset
from geo.server.http.answers import Endpoint
from geo.server.http.parameters import MAX_QUERY, Parameter, Schema
from geo.service.pictures import OPTIONS as KEPT_OPTIONS
from geo.style import SCREEN_THEMES, THEMES
from geo.text import LANGUAGES

Parameters = Mapping[str, Parameter]
Media = Mapping[str, Schema]
"""What an answer may be, by media type; the schema is empty where it is no JSON."""
Kind = Literal["data", "pictures", "films"]
"""Of what a story's files hold."""


def nothing() -> dict[str, Any]:
    """Return what an address takes that takes nothing."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Hold one address. What is read from heavy modules is read when the description is made."""

    path: str
    """As Starlette writes it; its parts in braces."""
    endpoint: Endpoint
    about: str
    """What it gives, in a few words."""
    gives: Callable[[], Media]
    inside: Callable[[], Parameters] = nothing
    """What stands in the path."""
    query: Callable[[], Parameters] = nothing
    method: str = "GET"
    """GET is HEAD too."""
    takes: Callable[[], Media] = nothing
    """What the body may be, where one is sent."""
    made: int = 200
    """The status where all is well."""
    there: int | None = None
    """The status where what is asked for had been made before."""
    problems: tuple[int, ...] = ()
    """Statuses that only some addresses have."""
    others: bool = False
    """Whether parameters that it does not know are left to the client, not refused."""


# --- what stands in paths and queries ---------------------------------------------------------


def text(**more: Any) -> Schema:
    """Return the schema of a text."""
    return {"type": "string", **more}


def whole(least: float, most: float, **more: Any) -> Schema:
    """Return the schema of a whole number."""
    return {"type": "integer", "minimum": round(least), "maximum": round(most), **more}


def words(**more: Any) -> Schema:
    """Return the schema of words with commas between them."""
    return {"type": "array", "items": text(pattern=SLUG), **more}


_STORY: Final = Parameter("A story's id; /stories lists them.", text(pattern=SLUG), True)
_MARK: Final = Parameter("Anything; another one is another address to a cache.", text())
_LAYERS: Final = Parameter(
    "Ids of layers, with commas; all, where it is absent.", words(minItems=1)
)
_LANGUAGE: Final = text(enum=[*LANGUAGES])


def _story() -> Parameters:
    return {"id": _STORY}


def _formats(what: Kind) -> Mapping[str, Any]:
    """Return the formats of one kind of file, by their endings."""
    from geo.export import FORMATS as DATA
    from geo.film import FILM_FORMATS
    from geo.printmap import FORMATS as PICTURES

    return {"data": DATA, "pictures": PICTURES, "films": FILM_FORMATS}[what]


def _ending(what: Kind) -> Parameters:
    forms = text(enum=[*_formats(what)])
    return {"id": _STORY, "format": Parameter("The file's ending.", forms, True)}


def _preset() -> Parameters:
    return {"id": _STORY, "preset": Parameter("The format.", text(enum=[*PRESETS]), True)}


def options() -> Parameters:
    """Return what a picture may be asked for with, as `geo.options` has it."""
    return _options("picture")


def film_options() -> Parameters:
    """Return what a film may be asked for with."""
    return _options("film")


def _options(use: Use) -> Parameters:
    return {row.name: Parameter(row.option.about, row.schema) for row in rows(use)}


def _tile(*, named: bool) -> Parameters:
    from geo.style import MAX_ZOOM

    last = whole(0, (1 << MAX_ZOOM) - 1)
    found = {
        "theme": Parameter("Colours.", text(enum=[*SCREEN_THEMES]), True),
        "z": Parameter("Zoom.", whole(0, MAX_ZOOM), True),
        "x": Parameter("Column, of 2 to the power of the zoom.", last, True),
        "row": Parameter(
            "Row, from the north; with @2x behind it in double resolution.",
            text(pattern=f"^{tiles.ROW.pattern}$"),
            True,
        ),
    }
    return found | ({"lang": Parameter("Language of names.", _LANGUAGE, True)} if named else {})


def _mark() -> Parameters:
    return {"v": _MARK}


def _of_tile() -> Parameters:
    numbers = text(pattern=rf"^{tiles.OMIT.pattern}$")
    known = {
        "v": _MARK,
        "story": Parameter("Leave out names that it writes.", text(pattern=SLUG)),
        "omit": Parameter(
            "Leave out these too: GeoNames' numbers, or ours of waters, with commas.", numbers
        ),
    }
    return {name: known[name] for name in tiles.WITH_STORY}


def place_asked() -> Parameters:
    """Return what a search for places is asked."""
    query = text(minLength=1, maxLength=MAX_QUERY)
    return {
        "q": Parameter("The beginning of a name, in any script.", query, True),
        "lang": Parameter("Language of the names.", {**_LANGUAGE, "default": "en"}),
        "limit": Parameter("How many at most.", whole(1, places.MOST, default=places.USUAL)),
    }


# --- what comes back --------------------------------------------------------------------------


def objects(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def lists(of: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


_WHOLE: Final[Schema] = {"type": "integer"}
_ANY_TEXT: Final = text()
_BOX: Final[Schema] = {
    **lists({"type": "number"}), "minItems": 4, "maxItems": 4,
    "description": "west, south, east, north in degrees",
}  # fmt: skip
_BY_LANGUAGE: Final[Schema] = {"type": "object", "additionalProperties": _ANY_TEXT}
_OR_NOTHING: Final[Schema] = {"type": ["string", "null"]}
PROBLEM: Final[Schema] = {
    "type": "object",
    "properties": {
        "type": _ANY_TEXT,
        "title": text(description="the kind of problem"),
        "status": _WHOLE,
        "detail": text(description="what is wrong and what to do, in a sentence"),
        "story": text(description="the story that is not sound"),
        "problems": {**lists(_ANY_TEXT), "description": "all that is wrong with it"},
    },
    "required": ["type", "title", "status", "detail"],
}
"""RFC 9457."""
_OF_MARKS: Final[Mapping[str, Schema]] = {
    "unnamed": {**lists(_ANY_TEXT), "description": "names of marks for which there was no room"},
    "unremarked": {**lists(_ANY_TEXT), "description": "marks for whose remark there was no room"},
    "missing": text(description="letters that no font here has"),
    "renamed": {
        **lists(objects(name=_ANY_TEXT, shown=_ANY_TEXT)),
        "description": "marks that are called otherwise for want of such letters",
    },
}
"""What pictures and films say of marks that cannot be named as they are."""
_KEPT: Final[Schema] = {
    "type": "object",
    "properties": dict.fromkeys(KEPT_OPTIONS, _ANY_TEXT),
    "additionalProperties": False,
}
_AT: Final[Schema] = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
FACTS: Final = objects(
    title=_ANY_TEXT,
    alt=text(
        description="what the picture shows, for those who do not see it: 300 letters at most"
    ),
    description=text(description="the same at length, and whom to thank"),
    lang=text(enum=[*LANGUAGES]),
    width={**_WHOLE, "description": "in pixels"},
    height=_WHOLE,
    dpi=_WHOLE,
    bounds=_BOX,
    shown={**lists(_BOX), "description": "what the frame holds; two over the antimeridian"},
    projection=text(description="as PROJ writes it"),
    scale={**_WHOLE, "description": "one to so many, at the map's middle"},
    layers=lists(_ANY_TEXT),
    marks=lists(_ANY_TEXT),
    names=lists(
        objects(
            id=_ANY_TEXT,
            name=_ANY_TEXT,
            box={**_BOX, "description": "left, top, right, bottom, in CSS pixels of the page"},
            anchor={**_AT, "description": "of its mark, likewise"},
        )
    ),
    **_OF_MARKS,
)


FILM_FACTS: Final = objects(
    title=_ANY_TEXT,
    alt=text(description="what the film shows, for those who do not see it: 300 letters at most"),
    description=text(description="what it shows and tells, at length, and whom to thank"),
    lang=text(enum=[*LANGUAGES]),
    width={**_WHOLE, "description": "in pixels"},
    height=_WHOLE,
    seconds={"type": "number", "description": "how long it lasts"},
    told={**lists(_ANY_TEXT), "description": "ids of the statements, in their order"},
    **_OF_MARKS,
)


def json(schema: Schema) -> Callable[[], Media]:
    """Return what an address gives that gives JSON."""
    return lambda: {"application/json": schema}


def file(media_type: str) -> Callable[[], Media]:
    """Return what an address gives that gives one kind of file."""
    return lambda: {media_type: {}}


def _media(what: Kind) -> Media:
    return {form.media_type.partition(";")[0]: {} for form in _formats(what).values()}


def _found() -> Media:
    from geo.gazetteer import Place

    kinds = {"int": _WHOLE, "str": _ANY_TEXT, "float": {"type": "number"}}
    place = {item.name: kinds.get(str(item.type), _BY_LANGUAGE) for item in fields(Place)}
    return {"application/json": lists(objects(**place))}


_LISTED: Final = objects(
    id=_ANY_TEXT,
    title=_ANY_TEXT,
    titles=_BY_LANGUAGE,
    as_of=_OR_NOTHING,
    summary=_OR_NOTHING,
    sound={
        "type": ["boolean", "null"],
        "description": "null where very many stories wait to be read, and this is one of them",
    },
    problems=lists(_ANY_TEXT),
)
_NUMBER_OF: Final[Schema] = {"type": "number"}
_FORMATS: Final = lists(objects(id=_ANY_TEXT, title=_ANY_TEXT, media_type=_ANY_TEXT))
_PRESETS: Final = objects(
    presets=lists(
        objects(
            id=_ANY_TEXT,
            width={**_NUMBER_OF, "description": "in CSS pixels, 96 to the inch"},
            height=_NUMBER_OF,
            dpi=_WHOLE,
            pixels={**lists(_WHOLE), "description": "width and height of the picture"},
        )
    ),
    formats=_FORMATS,
    films=objects(
        formats=_FORMATS, pixels={**_WHOLE, "description": "most of one picture of a film"}
    ),
    themes=lists(text(enum=[*THEMES])),
    details=lists(text(enum=[*DETAILS])),
    furniture=lists(text(enum=[*FURNITURE])),
    limits=objects(
        side={**lists(_NUMBER_OF), "description": "least and most, in CSS pixels"},
        dpi=lists(_WHOLE),
        pixels={**_WHOLE, "description": "most of a whole picture"},
    ),
)
_PICTURE: Final = (400, 404, 413, 422, 429, 503)
_TILE: Final = (400, 404, 503)


def _of_story(name: str, endpoint: Endpoint, about: str, **more: Any) -> Address:
    """Return an address below a story's, which may find it unsound."""
    usual: dict[str, Any] = {"inside": _story, "problems": (400, 404, 422)}
    path = f"/stories/{{id}}/{name}"
    return Address(path=path, endpoint=endpoint, about=about, **{**usual, **more})


ADDRESSES: Final = (
    Address(
        path="/stories",
        endpoint=stories.story_list,
        about="Every story, sound or not, with what is wrong",
        gives=json(lists(_LISTED)),
        problems=(400,),
    ),
    _of_story(
        "bundle.json",
        stories.bundle,
        "All that the live map needs of a story",
        query=_mark,
        gives=json({"type": "object", "required": ["id", "layers", "annotations", "credits"]}),
    ),
    _of_story(
        "embed",
        stories.embed,
        "The live map, for an iframe; the sight is in its parameters",
        gives=file("text/html"),
        problems=(404,),
        others=True,
    ),
    _of_story(
        "features.{format}",
        stories.features,
        "The marks and statements as data, with their licence inside",
        inside=partial(_ending, "data"),
        query=lambda: {"layers": _LAYERS},
        gives=partial(_media, "data"),
    ),
    _of_story(
        "annotations.jsonld",
        stories.web_annotations,
        "The statements as W3C Web Annotations, which features.jsonld are too",
        query=lambda: {"layers": _LAYERS},
        gives=file("application/ld+json"),
    ),
    _of_story(
        "map.html",
        stories.whole_map,
        "The whole map as one file that needs no server",
        gives=file("text/html"),
    ),
    _of_story(
        f"map.{pictures.FACTS}",
        pictures.facts,
        "What the picture shows, with its alt text",
        query=options,
        gives=json(FACTS),
        problems=_PICTURE,
    ),
    _of_story(
        "pictures.json",
        pictures.kept,
        "How an editor wants the story's pictures, by format",
        gives=json({"type": "object", "additionalProperties": _KEPT}),
        problems=(400, 404, 422),
    ),
    _of_story(
        "pictures/{preset}",
        pictures.keep,
        "Keep how pictures of a format are wanted, in the words of their options",
        inside=_preset,
        method="PUT",
        takes=json(_KEPT),
        gives=nothing,
        made=204,
        problems=(400, 403, 404, 413, 415, 422),
    ),
    _of_story(
        "map.{format}",
        pictures.picture,
        "The made map as a picture",
        inside=partial(_ending, "pictures"),
        query=options,
        gives=partial(_media, "pictures"),
        problems=_PICTURE,
    ),
    _of_story(
        f"film.{films.FACTS}",
        films.film_facts,
        "What the film tells and how long it lasts, with its alt text",
        query=film_options,
        gives=json(FILM_FACTS),
        problems=_PICTURE,
    ),
    _of_story(
        f"film.{films.POSTER}",
        films.poster,
        "What the film begins with, as a picture to stand there before it plays",
        query=film_options,
        gives=file("image/png"),
        problems=_PICTURE,
    ),
    _of_story(
        "film.{format}",
        films.film,
        "The time line as a film: each dated statement in turn",
        inside=partial(_ending, "films"),
        query=film_options,
        gives=partial(_media, "films"),
        problems=(*_PICTURE, 416),
    ),
    _of_story(
        "film/{format}/progress",
        films.progress,
        "How many pictures of a film are done while it is made; 0 of 0 before and after",
        inside=partial(_ending, "films"),
        query=film_options,
        gives=json(objects(done=_WHOLE, of=_WHOLE)),
        problems=_PICTURE,
    ),
    Address(
        path="/presets",
        endpoint=presets.presets,
        about="Sizes by use, formats, themes and limits of pictures and films",
        gives=json(_PRESETS),
        problems=(400,),
    ),
    Address(
        path="/tiles/{theme}/ground/{z}/{x}/{row}.png",
        endpoint=tiles.ground,
        about="Base map: land, water and borders",
        inside=partial(_tile, named=False),
        query=_mark,
        gives=file("image/png"),
        problems=_TILE,
    ),
    Address(
        path="/tiles/{theme}/names/{lang}/{z}/{x}/{row}.png",
        endpoint=tiles.names,
        about="Base map: dots and names on nothing",
        inside=partial(_tile, named=True),
        query=_of_tile,
        gives=file("image/png"),
        problems=_TILE,
    ),
    Address(
        path="/tiles/{theme}/{lang}/{z}/{x}/{row}.png",
        endpoint=tiles.tile,
        about="Base map: ground and names",
        inside=partial(_tile, named=True),
        query=_of_tile,
        gives=file("image/png"),
        problems=_TILE,
    ),
    Address(
        path="/assets/{name:anything}",
        endpoint=asset,
        about="The live map's own scripts, styles, fonts and words",
        inside=lambda: {"name": Parameter("Path below static/.", _ANY_TEXT, True)},
        query=_mark,
        gives=file("*/*"),
        problems=(404,),
        others=True,
    ),
    Address(
        path="/places",
        endpoint=places.places,
        about="Places whose name begins so, the likeliest first",
        query=place_asked,
        gives=_found,
        problems=(400,),
    ),
)
