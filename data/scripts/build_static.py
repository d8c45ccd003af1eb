"""Copy the browser libraries that the map needs from their pinned packages into ``static/``.

Run ``python data/scripts/build_static.py``. The files are copied as they are.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from packages import fetch

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"

FILES: dict[str, tuple[str, str]] = {
    "leaflet/leaflet.js": ("leaflet", "dist/leaflet.js"),
    "leaflet/leaflet.css": ("leaflet", "dist/leaflet.css"),
    "leaflet/LICENSE.txt": ("leaflet", "LICENSE"),
    "leaflet-editable/Leaflet.Editable.js": ("leaflet-editable", "src/Leaflet.Editable.js"),
    "leaflet-editable/README.md": ("leaflet-editable", "README.md"),  # which names its licence
    "geographiclib/geographiclib-geodesic.min.js": (
        "geographiclib-geodesic",
        "geographiclib-geodesic.min.js",
    ),
    "geographiclib/LICENSE.txt": ("geographiclib-geodesic", "LICENSE.txt"),
}
"""Committed file: (package, path in it)."""


def build() -> None:
    """Write every file of `FILES`."""
    for name, (package, path) in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fetch(package) / path, target)


if __name__ == "__main__":
    build()
