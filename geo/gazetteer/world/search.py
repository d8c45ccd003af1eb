"""Search the world's places by the beginning of a name, the likeliest first."""

from __future__ import annotations

from typing import Final

from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, ask

LONGEST: Final = 100
"""Letters of a name that are read."""

_QUERY: Final = """
SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lon, p.lat, p.population, p.fame,
    p.capital, n.how, max((p.population + 1000 * p.fame + iif(p.id < 0, 3000000, 0))
        * iif(n.how = 0, 10, 1) * iif(n.folded = :name, 50, 1)) AS weight
FROM name n JOIN place p ON p.id = n.id
WHERE n.folded >= :name AND n.folded < :after AND (n.how < 4 OR n.folded = :name)
GROUP BY p.id ORDER BY weight DESC, p.id LIMIT :limit
"""
"""A place's own name counts ten times one of its others, a whole name fifty times a beginning; the
people of a country are found by their whole name only. Our own tables know no population."""


def search(text: str, *, limit: int = 10) -> list[Found]:
    """List the places of which a name begins with a text, in any script, the likeliest first.

    Accents and case do not matter. A single letter is taken for a whole name.

    Raises
    ------
    GazetteerError
        If the gazetteer is not there and cannot be built.
    """
    name = fold(text[:LONGEST])
    if not name:
        return []
    after = f"{name}\0" if len(name) == 1 else f"{name}\U0010ffff"
    asked = {"name": name, "after": after, "limit": limit}
    return [Found(*row[:-1]) for row in ask(_QUERY, asked)]
