"""Make the web map: one document by folium, and the bundle that its client draws.

``assets``, ``policy`` → ``bundle``, ``document``, ``inlined`` → ``alone``, ``checking``. All but
the first two are imported when first asked for: they need folium and shapely, which whoever only
serves the client's files does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.webmap.alone import standalone
    from geo.webmap.bundle import story_bundle
    from geo.webmap.checking import check_document
    from geo.webmap.document import embed

__all__ = ["check_document", "embed", "standalone", "story_bundle"]


def __getattr__(name: str) -> Any:
    """Import a function of this package when it is first named."""
    if name == "embed":
        from geo.webmap.document import embed

        return embed
    if name == "story_bundle":
        from geo.webmap.bundle import story_bundle

        return story_bundle
    if name == "standalone":
        from geo.webmap.alone import standalone

        return standalone
    if name == "check_document":
        from geo.webmap.checking import check_document

        return check_document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
