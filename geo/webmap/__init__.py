"""Make the web map: one document by folium, and the bundle that its client draws.

``assets``, ``policy`` → ``bundle``, ``document``, ``inlined`` → ``alone``, ``checking``. All but
the first two are imported when first asked for: they need folium and shapely, which whoever only
serves the client's files does not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geo.webmap.alone import standalone
    from geo.webmap.checking import check_document
    from geo.webmap.document import embed

__all__ = ["check_document", "embed", "standalone"]


_HOMES: Final = {"check_document": "checking", "embed": "document", "standalone": "alone"}


def __getattr__(name: str) -> Any:
    """Import a function of this package when it is first named."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
