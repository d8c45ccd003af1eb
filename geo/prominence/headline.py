"""Say how a headline names a place: by its name, by a part of it, or by its adjective."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.gazetteer.folding import fold
from geo.prominence.article import NamedPlace

_COMMON: Final = frozenset({
    "river", "lake", "lakes", "island", "islands", "isle", "mount", "mountain", "mountains",
    "north", "south", "west", "east", "new", "saint", "santa", "city", "county", "port", "fort",
    "cape", "gulf", "strait", "province", "district", "state", "region", "road", "street",
    "park", "camp", "airport", "beach", "point", "upper", "lower", "great", "little", "grand",
    "central", "station", "valley", "town", "village", "puerto", "salar", "caleta", "shelf",
    "republic", "united", "northern", "southern", "eastern", "western", "general",
})  # fmt: skip
"""Words of names that many places share."""
_WORD: Final = re.compile(r"[^\W_][\w’'‑-]*")
_POSSESSIVE: Final = re.compile(r"(?:['’]s|['’])$")
_LEAST: Final = 4
"""Letters of a word that is taken for a name by itself."""
_STEM: Final = 5


class Headline:
    """Know which places a headline names."""

    def __init__(self, headline: str, places: Sequence[NamedPlace]) -> None:
        words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(headline)]
        self._words = f" {' '.join(map(fold, words))} "
        self._capitals = {
            part for word in words if word[:1].isupper() for part in fold(word).split()
        }
        names = [_names(place) for place in places]
        self._whole = [self._find(one) for one in names]
        taken = {word for name in self._whole if name for word in name.split()}
        self._yield_to_leads(places, names)
        self._parts = [
            "" if whole else self._part(written, set() if _leads(place) else taken)
            for place, whole, written in zip(places, self._whole, names, strict=True)
        ]
        self._adjectives = [self._adjective(place) for place in places]

    def _yield_to_leads(self, places: Sequence[NamedPlace], names: Sequence[Sequence[str]]) -> None:
        """Leave a name to the place of the lead that has it as a part: a river, not its town."""
        leads = [
            f" {name} "
            for place, written in zip(places, names, strict=True)
            if _leads(place)
            for name in written
        ]
        for number, place in enumerate(places):
            name = self._whole[number]
            later = all(m.paragraph > 0 for m in place.mentions)
            if name and later and any(f" {name} " in lead for lead in leads):
                self._whole[number] = ""

    def names(self, number: int) -> bool:
        """Whether it has the place's name, or a word of it that no other place has whole."""
        return bool(self._whole[number] or self._parts[number])

    def adjective(self, number: int) -> bool:
        """Whether it has the place's adjective or people."""
        return self._adjectives[number] and not self.names(number)

    def _find(self, names: Sequence[str]) -> str:
        return next((name for name in names if f" {name} " in self._words), "")

    def _part(self, names: Sequence[str], taken: set[str]) -> str:
        words = {word for name in names for word in name.split()}
        own = {word for word in words if len(word) >= _LEAST and word not in _COMMON}
        return next(iter(sorted((own & self._capitals) - taken)), "")

    def _adjective(self, place: NamedPlace) -> bool:
        people = {fold(m.text) for m in place.mentions if m.kind == "demonym"}
        if self._find([*people, *(f"{name}s" for name in people)]):
            return True
        name = fold(place.name)
        stem = name[:-1]
        return len(stem) >= _STEM and any(
            word.startswith(stem) and word != name for word in self._capitals
        )


def _leads(place: NamedPlace) -> bool:
    return any(m.paragraph == 0 and m.kind == "literal" for m in place.mentions)


def _names(place: NamedPlace) -> list[str]:
    """Return a place's names, folded; its people are none."""
    written = {m.text: None for m in place.mentions if m.kind not in {"demonym", "name", "club"}}
    return [name for name in dict.fromkeys(map(fold, {place.name: None} | written)) if name]
