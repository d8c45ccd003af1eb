"""Take the placed labels of an area out of the gazetteer, for a map that can ask no server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.gazetteer.places.areas import NAMES, areas
from geo.gazetteer.places.store import KINDS, connection
from geo.style.labels import shown_text
from geo.text import LANGUAGES

NEVER: Final = 15
"""In place of a zoom: the label found no room at any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLabel:
    """Hold one place with all that was settled about its label, in every language."""

    id: int
    kind: str
    """A key of `LABEL_STYLES`."""
    rank: int
    texts: tuple[str, ...]
    """As written on the map, in the order of `LANGUAGES`."""
    first: tuple[int, ...]
    """The zoom from which it shows, for each language; `NEVER` where it does not."""
    choice: tuple[int, ...]
    """For each language the number of its anchor, or of an area's label the number of its place."""
    until: int
    """The last zoom at which it shows."""
    points: tuple[tuple[float, float], ...]
    """Where it stands, (lon, lat) in degrees."""


def placed_labels(
    wanted: Callable[[float, float, int], bool], *, omit: Collection[int] = ()
) -> list[PlacedLabel]:
    """List the labels that are wanted, the most important first; those of areas come whole.

    Parameters
    ----------
    wanted
        Told a town's longitude, latitude and the first zoom at which any language shows it.
    omit
        GeoNames numbers of places whose names the map writes itself.
    """
    towns = (item for item in _towns() if wanted(*item.points[0], min(item.first)))
    shown = (item for item in (*towns, *_areas()) if min(item.first) != NEVER)
    return sorted(
        (item for item in shown if item.id not in omit), key=lambda item: (item.rank, item.id)
    )


_ALWAYS: Final = 99


def _towns() -> Iterator[PlacedLabel]:
    rows = connection().execute(
        f"SELECT p.id, p.kind, p.rank, p.fit, p.lon, p.lat, {NAMES} FROM place p"
        " WHERE p.key NOT IN (SELECT key FROM area)"
    )
    for id_, kind, rank, fit, lon, lat, *names in rows:
        yield _placed(id_, KINDS[kind], rank, fit, names, _ALWAYS, ((lon / 1e5, lat / 1e5),))


def _areas() -> Iterator[PlacedLabel]:
    for area in areas():
        yield _placed(area.id, area.kind, area.rank, area.fit, area.names, area.until, area.points)


def _placed(
    id_: int,
    kind: str,
    rank: int,
    fit: bytes,
    names: Sequence[str],
    until: int,
    points: tuple[tuple[float, float], ...],
) -> PlacedLabel:
    texts = zip(names, LANGUAGES, strict=True)
    return PlacedLabel(
        id=id_,
        kind=kind,
        rank=rank,
        texts=tuple(shown_text(name, kind, language) for name, language in texts),
        first=tuple(part & 15 for part in fit),
        choice=tuple(part >> 4 for part in fit),
        until=until,
        points=points,
    )
