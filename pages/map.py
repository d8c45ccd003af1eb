"""Show the story on its map."""

from __future__ import annotations

from pages.parts import framed

framed.show()
