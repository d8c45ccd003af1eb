"""Build a gazetteer of a few places, so that tests need not build the world's."""

from __future__ import annotations

from pathlib import Path

from geo.gazetteer.world.building import build
from geo.gazetteer.world.tables import ABBREVIATION, DEMONYM, OTHER, PlaceRow

IRAN, AZERBAIJAN, US = 130758, 587116, 6252001
TEXAS, OHIO = 4736286, 5165418


def rows() -> list[PlaceRow]:
    return [
        PlaceRow(IRAN, "Iran", "country", 53.0, 32.0, "IR", population=81_000_000,
            names=[("ایران", OTHER), ("Iranian", DEMONYM), ("Iranians", DEMONYM)]),
        PlaceRow(AZERBAIJAN, "Azerbaijan", "country", 47.5, 40.5, "AZ", population=9_900_000),
        PlaceRow(US, "United States", "country", -98.5, 39.76, "US", population=327_000_000,
            names=[("U.S.", ABBREVIATION), ("America", OTHER)]),
        PlaceRow(TEXAS, "Texas", "region", -99.0, 31.2, "US", TEXAS, population=22_000_000),
        PlaceRow(OHIO, "Ohio", "region", -83.0, 40.2, "US", OHIO, population=11_000_000),
        PlaceRow(587084, "Baku", "city", 49.89, 40.38, "AZ", population=2_350_000,
            names=[("Bakı", OTHER), ("Баку", OTHER)]),
        PlaceRow(112931, "Tehran", "city", 51.42, 35.69, "IR", population=7_150_000),
        PlaceRow(148251, "Julfa", "city", 45.63, 38.954, "AZ", population=13_700),
        PlaceRow(130081, "Jolfa", "city", 45.633, 38.938, "IR", population=8_810,
            names=[("Julfa", OTHER)]),
        PlaceRow(2988507, "Paris", "city", 2.35, 48.85, "FR", population=2_140_000),
        PlaceRow(4717560, "Paris", "city", -95.56, 33.66, "US", TEXAS, population=24_500),
        PlaceRow(4520760, "Paris", "district", -83.0, 40.1, "US", OHIO, 4520760, 900),
        PlaceRow(4407066, "Saint Louis", "city", -90.2, 38.6, "US", population=315_000),
        PlaceRow(-10, "Caspian Sea", "sea", 50.3, 42.2),
    ]  # fmt: skip


def small(folder: Path) -> Path:
    """Return the file of a gazetteer of these places."""
    target = folder / "small.sqlite"
    build(target, rows())
    return target
