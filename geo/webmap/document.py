"""Make the one document that shows a story: folium's map with our own elements around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import folium
from branca.element import Element, Figure
from folium.template import Template
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from geo.options.tables import of_browser, usual_of_drawn
from geo.sources import load_sources
from geo.style import MAX_ZOOM
from geo.text import direction
from geo.webmap import assets
from geo.webmap.calendar import calendars
from geo.webmap.policy import Document

ID: Final = "dateline"
"""Stands for folium's random ids, so that the same story gives the same bytes."""

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


_NOTHING: Final = Markup("")


class _Body(Element):
    """Hold finished HTML. branca's own Element would read it as a template once more."""

    def __init__(self, html: Markup) -> None:
        super().__init__()
        self._html = html

    def render(self, **kwargs: Any) -> str:
        """Return the HTML as it is."""
        return self._html


class _Page(Figure):
    """Hold the document; unlike folium's own it has a language, a direction and a title."""

    def __init__(self, *, title: str, language: str) -> None:
        super().__init__(title=title)
        self._id = ID
        self.language = language
        self.direction = direction(language)
        self.starting = ""
        """The script that starts the map, once it is made."""
        self.header._children.clear()

    def render(self, **kwargs: Any) -> str:
        """Render the map and what belongs to it, then the document around them."""
        for child in self._children.values():
            child.render(**kwargs)
        parts = {
            name: Markup(getattr(self, name).render(**kwargs))
            for name in ("header", "html", "script")
        }
        self.starting = f"\n{parts['script']}\n"
        parts["script"] = Markup(self.starting)
        return _TEMPLATES.get_template("document.html.jinja").render(page=self, **parts)


class _StoryMap(folium.Map):
    """Be folium's map, from local files and without its page styles, which forbid zooming."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }},
            crs: L.CRS.{{ this.crs }},
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, *, root: str | None, files: str = "all") -> None:
        super().__init__(
            tiles=None,
            location=[39.0, 49.0],
            zoom_start=5,
            zoom_control=False,
            max_zoom=MAX_ZOOM,
            wheel_px_per_zoom_level=110,
            attribution_control=False,  # the page shows the credits itself, as links
            world_copy_jump=True,
        )
        self._id = ID
        self.default_css, self.default_js = (
            [] if root is None else [(name, assets.joined_address(name, root=root))]
            for name in (f"{files}.css", f"{files}.js")
        )


class DrawnLayer(folium.MacroElement):
    """Be a layer of tiles that the client draws for itself, from shapes inside the document."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} =
            Dateline.{{ this.maker }}.layer({{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, maker: str, **options: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DrawnLayer"
        self._id = f"{ID}_{maker.lower()}"
        self.maker = maker
        self.options = {"max_zoom": MAX_ZOOM, "keep_buffer": 1, **options}


class _Start(folium.MacroElement):
    """Hand the map and its layers of tiles, ground first, to the client."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        Dateline.start({{ this._parent.get_name() }}, [{{ this.names }}]);
        {% endmacro %}
        """
    )

    def __init__(self, layers: Iterable[Element]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self._id = ID
        self.names = ", ".join(layer.get_name() for layer in layers)


def embed(
    story_id: str,
    *,
    title: str = "Dateline",
    language: str = "en",
    root: str = "/",
    public: str = "",
    folder: str = "stories",
    omit: Sequence[int] = (),
    online: Mapping[str, Any] | None = None,
) -> Document:
    """Return the document of a story as HTML, the same bytes each time.

    The story itself is not in it: the document fetches the bundle, so that a
    broken story is told in its own place and the document stays cached.

    Parameters
    ----------
    story_id
        The story's folder name.
    title
        What the document is called until the story has come.
    language
        Of the title, a BCP 47 tag; the reader's own choice comes from the address.
    root
        Where the server's routes begin, ending in a slash.
    public
        The address that links have in place of the reader's own `root`, ending in a slash.
    folder
        Among those routes, where the story is: ``stories``, or ``drafts`` for what a draft makes.
    omit
        GeoNames' numbers of places whose names the base map leaves to a draft's own marks; of a
        story the tiles know them by its id.
    online
        Tiles of an online source instead of our own, where the reader has chosen one:
        ``url``, ``subdomains``, ``max_zoom`` and ``credits``.
    """
    named = story_id if folder == "stories" else None
    own = own_tiles(named, omit=omit, language=language, root=root)
    layers = [_online(online)] if online else own
    return assemble(
        title=title,
        language=language,
        layers=layers,
        config=_config(story_id, root=root, public=public, folder=folder, online=online),
        root=f"{root}assets/",
    )


def assemble(
    *,
    title: str,
    language: str,
    layers: Sequence[Element],
    config: Mapping[str, Any],
    root: str | None,
    head: Markup = _NOTHING,
    foot: Markup = _NOTHING,
    body: str = "page.html.jinja",
    files: str = "all",
    scripts: Sequence[str] = (),
) -> Document:
    """Return the document around some layers of tiles, as HTML.

    Parameters
    ----------
    title
        What the document is called until the story has come.
    language
        Of the title, a BCP 47 tag.
    layers
        The base map: ground, then names where they are apart.
    config
        What the client must know before it has the story.
    root
        The address of the client's files; none where `head` holds them.
    head
        More for the head of the document.
    foot
        More for its end, before the scripts that start the map.
    body
        The template of what stands around the map.
    files
        Which joined style sheet and script it loads, without the ending.
    scripts
        Of ours in `head`.
    """
    page = _Page(title=title, language=language)
    page.header.add_child(_Body(head))
    map_ = _StoryMap(root=root, files=files)
    page.add_child(map_)
    if len(layers) > 1:
        map_.add_child(_names_pane())
    for element in layers:
        map_.add_child(element)
    map_.add_child(_Start(layers))
    around = _TEMPLATES.get_template(body).render(
        title=title, map_name=map_.get_name(), config=config
    )
    page.html.add_child(_Body(Markup(around) + foot))
    html = page.render()
    return Document(html, [*scripts, page.starting])


def own_tiles(
    story_id: str | None, *, language: str, root: str, omit: Sequence[int] = ()
) -> list[folium.TileLayer]:
    """Return our own tiles, ground and names; the client sets theme and language of the reader.

    In two layers, so that the story's shapes are drawn over the land but under its names, which
    leave out those that a story shows itself.
    """
    sources = load_sources()
    credits_ = [sources[name].attribution for name in BASE_MAP if name in sources]
    credit = str(escape(" · ".join(credits_) or "Dateline"))
    known = {} if story_id is None else {"story": story_id}
    known |= {"omit": ",".join(map(str, omit))} if omit else {}
    query = f"?{urlencode(known, safe=',')}" if known else ""
    place = "{z}/{x}/{y}{r}.png"
    ground = f"{root}tiles/{{theme}}/ground/{place}"
    names = f"{root}tiles/{{theme}}/names/{{lang}}/{place}{query}"
    return [
        _layer("ground", ground, attr=credit, theme="light"),
        _layer("names", names, attr=credit, theme="light", lang=language, pane=NAMES_PANE),
    ]


def _online(online: Mapping[str, Any]) -> folium.TileLayer:
    """Return an online source's tiles, which have their own names in them."""
    credit = " · ".join(credit["text"] for credit in online["credits"])
    return _layer(
        "ground", online["url"], attr=str(escape(credit)), subdomains=online["subdomains"]
    )


def _layer(name: str, url: str, **options: Any) -> folium.TileLayer:
    """Return a layer of tiles that the client shows once it knows which view to ask for."""
    tiles = folium.TileLayer(url, max_zoom=MAX_ZOOM, keep_buffer=1, show=False, **options)
    tiles._id = f"{ID}_{name}"
    return tiles


NAMES_PANE: Final = "ground-names"


def _names_pane() -> folium.map.CustomPane:
    """Return the pane of the base map's names: over the story's shapes, under its points."""
    pane = folium.map.CustomPane(NAMES_PANE, z_index=420)
    pane._id = ID
    return pane


BASE_MAP: Final = ("osm-countries", "natural-earth", "geonames")
"""Records of ``sources.toml`` that our tiles are made from."""


_STORIES: Final = "stories"
"""Below which the addresses stand of what is published: of that alone pictures are kept."""


def _config(
    story_id: str, *, root: str, public: str, folder: str, online: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return what the client must know before it has the story."""
    home = f"{root}{folder}/{quote(story_id, safe='')}"
    return {
        "story": story_id,
        "root": root,
        "public": public,
        "bundle": f"{home}/bundle.json",
        "data": f"{home}/features.geojson",
        "embed": f"{home}/embed",
        "pictures": f"{home}/map",
        "films": f"{home}/film",
        "kept": f"{home}/pictures" if folder == _STORIES else None,
        "presets": f"{root}presets",
        "places": f"{root}places",
        "assets": dict(assets.lazy_addresses(root=f"{root}assets/")),
        "calendars": dict(calendars()),
        "credits": list(online["credits"]) if online else [],
        "options": of_browser(),
        "drawn": usual_of_drawn(),
    }
