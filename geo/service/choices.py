"""Offer places of the gazetteer to who checks a draft, and tell how far one reaches."""

from __future__ import annotations

from typing import Any, Final

from geo.crs import geojson_geometry
from geo.crs.antimeridian import joined
from geo.draft.model import Choice

_OUTLINE_DECIMALS: Final = 3
"""Of the degrees of an outline, which is simplified by more than that."""


def outline(id_: str) -> dict[str, Any] | None:
    """Return as GeoJSON how far a place reaches, whole over the 180th meridian, if it is known."""
    from geo.gazetteer.derived import extent

    reach = extent(id_)
    if reach is None:
        return None
    return geojson_geometry(joined(reach.geometry), decimals=_OUTLINE_DECIMALS)


def choices(query: str, language: str, limit: int) -> list[dict[str, Any]]:
    """Return places of the gazetteer as choices; a score says only which is likelier."""
    from geo.gazetteer import place as known
    from geo.gazetteer.world.lookup import names_of, search

    found = search(query, limit=limit)
    regions = names_of({place.admin1 for place in found if place.admin1 != place.id})
    listed = []
    for at, place in enumerate(found):
        ours = known(place.id, language=language) if language != "en" else None
        choice = Choice(
            id=str(place.id),
            name=ours.name if ours else place.name,
            lon=place.lon,
            lat=place.lat,
            kind=place.kind,
            country=place.country,
            admin1="" if place.admin1 == place.id else regions.get(place.admin1, ""),
            population=place.population,
            geonameid=place.id if place.id > 0 else None,
            score=round(1 / (1 + at), 3),
            reasons=("chosen by name from the gazetteer",),
        )
        listed.append(choice.model_dump(mode="json"))
    return listed
