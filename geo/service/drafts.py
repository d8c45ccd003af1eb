"""Keep the drafts that all doors share: list, read, save, publish them, offer places for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from geo.crs import geojson_geometry
from geo.crs.antimeridian import joined
from geo.errors import DraftError, NotFoundError
from geo.errors.wording import nearest, quote, sentences
from geo.service.shelf import shelf
from geo.story.format.models import Slug

if TYPE_CHECKING:
    from geo.draft.model import Draft
    from geo.draft.repository.listing import DraftLine
    from geo.draft.repository.store import Drafts

Meant = TypeVar("Meant", bound=BaseModel)

_OUTLINE_DECIMALS: Final = 3
"""Of the degrees of an outline, which is simplified by more than that."""


@cache
def drafts() -> Drafts:
    """Return the one folder of drafts that the routes and the pages share."""
    from geo.draft.repository.store import Drafts

    return Drafts()


def known_draft(name: str) -> None:
    """Refuse a name that no draft has.

    Raises
    ------
    NotFoundError
        With the nearest that there is.
    """
    if not drafts().has(name):
        raise NotFoundError(f"there is no draft {quote(name)}{nearest(name, drafts().ids())}")


def lines() -> list[dict[str, Any]]:
    """Return what a list says of every draft: how far it is checked, or why it cannot be read."""
    return [_told(line) for line in drafts().lines()]


def line_of(name: str) -> dict[str, Any] | None:
    """Return what the list says of one draft, if there is one of this name."""
    return next((_told(line) for line in drafts().lines() if line.id == name), None)


def _told(line: DraftLine) -> dict[str, Any]:
    return line.model_dump(mode="json", exclude={"made_from"})


def save(name: str, data: bytes) -> Draft:
    """Save a draft as a client sends it, unless somebody else did meanwhile.

    Raises
    ------
    NotFoundError
        If there is none of this name.
    ConflictError
        If it is not made from what is kept.
    DraftError
        With everything that is wrong with it.
    """
    from geo.draft.model import read_draft

    known_draft(name)
    changed = read_draft(data, name)
    if changed.id != name:
        raise DraftError(name, [f"the draft sent has the id {quote(changed.id)}; leave it {name}"])
    return drafts().save(changed)


def remove(name: str) -> None:
    """Delete a draft and its text for good.

    Raises
    ------
    NotFoundError
        If there is none of this name.
    """
    known_draft(name)
    drafts().remove(name)


class Order(BaseModel):
    """Say under which id a draft's story is to be saved."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    replace: bool = False
    """Whether a story of this id may be written over."""
    version: int | None = None
    """Of the draft that the person sees, where the client wants it compared."""


def meant(model: type[Meant], name: str, data: bytes) -> Meant:
    """Read what is to be done with a draft.

    Raises
    ------
    DraftError
        With everything that is wrong with the order.
    """
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise DraftError(name, sentences(error, {}, model, "order")) from error


def publish(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Make the story of what is confirmed of a draft, as an `Order` in JSON says.

    Return its id, and a sentence for each thing of the story before that could not stay.

    Raises
    ------
    NotFoundError
        If there is no draft of this name.
    ConflictError
        If it is another version than the person saw.
    DraftError
        With everything that is wrong with the order or the draft.
    """
    from geo.draft import release

    known_draft(name)
    order = meant(Order, name, data)
    keep = drafts()
    found = keep.read(name) if order.version is None else keep.unchanged(name, order.version)
    folder = shelf().folder / order.id
    return order.id, release.publish(found, folder, keep, replace=order.replace)


# --- places to choose from --------------------------------------------------------------------


def outline(id_: str) -> dict[str, Any] | None:
    """Return as GeoJSON how far a place reaches, whole over the 180th meridian, if it is known."""
    from geo.gazetteer.derived import extent

    reach = extent(id_)
    if reach is None:
        return None
    return geojson_geometry(joined(reach.geometry), decimals=_OUTLINE_DECIMALS)


def choices(query: str, language: str, limit: int) -> list[dict[str, Any]]:
    """Return places of the gazetteer as choices; a score says only which is likelier."""
    from geo.draft.model import Choice
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
