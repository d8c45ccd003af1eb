"""Show the story on its map."""

from __future__ import annotations

from pages import framed

framed.show()
