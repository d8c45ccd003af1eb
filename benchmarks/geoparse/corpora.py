"""Read annotated sets: texts with the places that people marked in them."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.common import ROOT
from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, look_up
from geo.gazetteer.world.tables import DEMONYM
from geo.geoparse.mentions.spanfeatures import describe
from geo.geoparse.mentions.spans import Spans, candidates
from geo.geoparse.places.rankfeatures import EARTH_KM
from geo.geoparse.text.reading import Reading, read

DATA = ROOT.parent / "shared" / "geoparse"
OWN = Path(__file__).parent / "gold" / "caucasus.jsonl"
FILES = {"LGL": "lgl-dev.jsonl", "GeoVirus": "geovirus-dev.jsonl"}
COUNTS_DEMONYMS = frozenset({"LGL"})
"""Sets that mark *Turkish* and *Main Street* as places; the others mark neither."""

_AREAS = frozenset({
    "country", "region", "continent", "area", "ocean", "sea", "group", "historic", "gulf", "desert",
    "mountains", "river",
})  # fmt: skip
"""Kinds that are so large that two gazetteers' points for the same one lie far apart."""


@dataclass(frozen=True)
class Gold:
    """One place that a person marked."""

    start: int
    end: int
    name: str
    lon: float | None
    lat: float | None
    number: int | None
    page: str
    """Title of the article on Wikipedia that the set names, folded, or nothing."""


@dataclass
class Text:
    """One annotated text, read and taken apart."""

    set: str
    id: str
    group: str
    """Texts of one group never stand on both sides of a split."""
    gold: tuple[Gold, ...]
    reading: Reading
    spans: Spans
    rows: np.ndarray
    """What the model sees of each of `spans`."""


def load(folder: Path, names: Iterable[str] = ("LGL", "GeoVirus", "own")) -> list[Text]:
    """Read the sets that are there; ours is left out while it is not made."""
    texts = []
    for name in names:
        path = OWN if name == "own" else folder / FILES[name]
        if not path.exists():
            continue
        for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
            texts.append(_text(name, json.loads(line)))
    return texts


def _text(name: str, record: dict) -> Text:
    source = record.get("source", "")
    group = source if name == "GeoVirus" else record["id"]
    reading = read(record["text"])
    spans = candidates(reading)
    marks = [mark for mark in record["toponyms"] if mark.get("kind") != "demonym"]
    return Text(
        name, record["id"], f"{name} {group}", tuple(_gold(mark) for mark in marks),
        reading, spans, describe(reading, spans),
    )  # fmt: skip


def _gold(mark: dict) -> Gold:
    page = urllib.parse.unquote(str(mark.get("page") or "").rsplit("/", 1)[-1])
    return Gold(
        mark["start"], mark["end"], mark["name"], mark["lon"], mark["lat"],
        mark.get("geonameid"), fold(page.replace("_", " ")),
    )  # fmt: skip


def error_km(place: Found, gold: Gold) -> float:
    """Return how far a place lies from where it should, along the sphere."""
    assert gold.lon is not None and gold.lat is not None
    lon, lat, lon_, lat_ = np.radians([place.lon, place.lat, gold.lon, gold.lat])
    across = np.cos(lat) * np.cos(lat_) * np.sin((lon_ - lon) / 2) ** 2
    half = np.sin((lat_ - lat) / 2) ** 2 + across
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(min(1.0, half))))


class Identity:
    """Tell whether a place is the one that was meant, wherever its point was set."""

    def __init__(self, texts: Iterable[Text]) -> None:
        titles = {gold.page or fold(gold.name) for text in texts for gold in text.gold}
        self._named = {key: {place.id for place in found} for key, found in look_up(titles).items()}

    def same(self, place: Found, gold: Gold) -> bool:
        """Say whether it is the same by its number, or an area of the name that the set gives."""
        if gold.number is not None and gold.number == place.id:
            return True
        if place.kind not in _AREAS or (gold.page == "" and place.kind == "region"):
            return False
        return place.id in self._named.get(gold.page or fold(gold.name), ())


def is_demonym(places: Sequence[Found]) -> bool:
    """Say whether a name is first of all an adjective or a people."""
    return any(place.how == DEMONYM for place in places) and all(
        place.how == DEMONYM or place.population < 50_000 for place in places
    )
