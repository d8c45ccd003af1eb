"""Know the online tile sources that a reader may choose; none is asked unless one is chosen."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import xyzservices.providers
from xyzservices import TileProvider

QUERY_KEY: Final = "tiles"
"""Under this name the choice stands in the address of the page and of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """Say which service draws the tiles, and on what terms."""

    id: str
    provider: TileProvider
    title: str
    terms_url: str
    """What the provider asks of those who use it; the pages tell it in a sentence or two."""
    key_variable: str | None = None
    """The environment's name for the key, where the provider wants one."""

    @property
    def usable(self) -> bool:
        """Tell whether it can be chosen: it needs no key, or the key is there."""
        return self.key_variable is None or bool(os.environ.get(self.key_variable))

    @property
    def credit(self) -> str:
        """The attribution as the provider words it, as plain text."""
        return str(self.provider.attribution).replace("(C)", "©")

    def template(self) -> str:
        """Return the tiles' address for Leaflet, with {z}, {x}, {y}, {s} and {r} left open."""
        key = os.environ.get(self.key_variable or "", "")
        known = {"variant": self.provider.get("variant", ""), "apikey": key}
        return re.sub(r"\{(variant|apikey)\}", lambda m: known[m[1]], self.provider.url)

    def hosts(self) -> tuple[str, ...]:
        """Return the origins that are asked, for the document's policy."""
        origin = "/".join(self.template().split("/")[:3])
        parts = self.provider.get("subdomains", "abc") if "{s}" in origin else " "
        return tuple(origin.replace("{s}", part) for part in parts)

    def config(self) -> Mapping[str, Any]:
        """Return what the client needs."""
        return {
            "id": self.id,
            "name": self.title,
            "url": self.template(),
            "subdomains": self.provider.get("subdomains", "abc"),
            "max_zoom": self.provider.get("max_zoom", 18),
            "credits": [{"text": self.credit, "url": self.terms_url}],
        }


SOURCES: Final[Mapping[str, Online]] = {
    item.id: item
    for item in (
        Online(
            id="osm",
            provider=xyzservices.providers.OpenStreetMap.Mapnik,
            title="OpenStreetMap",
            terms_url="https://operations.osmfoundation.org/policies/tiles/",
        ),
        Online(
            id="opentopomap",
            provider=xyzservices.providers.OpenTopoMap,
            title="OpenTopoMap (relief)",
            terms_url="https://opentopomap.org/about",
        ),
        Online(
            id="carto",
            provider=xyzservices.providers.CartoDB.Voyager,
            title="CARTO Voyager",
            terms_url="https://docs.carto.com/faqs/carto-basemaps",
            key_variable="DATELINE_CARTO_KEY",
        ),
    )
}


def chosen(name: str | None) -> Online | None:
    """Return a source by its id, or none where it is unknown or lacks its key."""
    found = SOURCES.get(name or "")
    return found if found and found.usable else None
