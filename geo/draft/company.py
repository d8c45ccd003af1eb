"""Find names of places by their company: *fled Zamzam*, *in Koro and Diaweli*, *X, a village*.

What stands in one list with a known town, what people fled, and what an aside calls a village or
says to lie near one, is a place though the gazetteer has none of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.draft.model import ASIDE, Mention

_PLACES: Final = frozenset({"city", "district", "region", "island"})
_GAP: Final = re.compile(
    r"(?: (?:camp|city|town|village|district|province|county|state|airport))?"
    r"(?:,? (?:and|or) (?:(?:to|in|from|at|near) )?|, |,? as well as (?:in )?)"
)
_LED: Final = re.compile(
    r"(?<!\w)(?i:in|at|near|from|to|through|between|outside|around|into|towards?|across|via|of|"
    r"entered|reached|left|hit|struck|took|captured|seized|raided|stormed|flooded|buried|shook|linking)"
    r" (?:both |nearby )?$"
)
_HEADED: Final = re.compile(
    r"(?<!\w)(?:fled|left|headed|bound|departed|sailed)\b[^.;!?]{0,60} for $"
)
_WENT: Final = re.compile(
    r"(?<!\w)(?:fled|flee|drove|walked|flew|travell?ed|marched|moved|returned|sailed|went|retreated|"
    r"advanced|escaped) (?:on |back |away |(?:north|south|east|west)(?:wards?)? )?to $"
)
_FLED: Final = re.compile(
    r"(?<!\w)(?i:fled|flee|fleeing|flees|besieged|besieging|shelled|shelling|bombed|bombing"
    r"|overran|overrun|recaptured|retook|razed) (?:both |nearby )?$"
)
_PEOPLE: Final = re.compile(
    r"(?<!\w)(?i:(?:people|residents|villagers|inhabitants|streets) of"
    r"|(?:people|residents|villagers|families|farmers|fishermen|homes|houses) (?:from|in|around)) $"
)
_ENDS: Final = re.compile(r"(?!['’]s|-)")
_SUFFERED: Final = re.compile(
    r" (?:was|were|is|are) (?:also |all |again )?(?:shelled|bombed|flooded|cut off|evacuated|"
    r"emptied|deserted|without (?:power|water)|buried|under (?:fire|water|siege)|overrun)\b"
)
_KINDS: Final = (
    r"(?:village|hamlet|town|city|camp|settlement|suburb|quarter|neighbou?rhood|district|township|"
    r"island|port|oasis|crossing|outpost|commune|municipality|kibbutz)"
)
_CALLED: Final = re.compile(
    rf", (?:(?:an?|the|two|three|four|five|six|all|both) )?(?:[a-z-]+ ){{0,3}}{_KINDS}(?:e?s|im)?"
    r"(?: (?:of|in|on|near|north|south|east|west|where|which|that|just|some|outside)\b|[,.;)])"
)
_BESIDE: Final = re.compile(
    r", (?:in|near|outside|on the (?:outskirts|edge) of|close to|not far from|"
    r"(?:just )?(?:(?:north|south)(?:-?(?:east|west))?|east|west) of) "
    r"(?:(?:the|(?:north|south|east|west|central)[a-z-]*) ){0,2}$"
)
_REACH: Final = 80
_ASIDES: Final = 40
"""Letters of an aside between a name and the town that it says to be near."""
_SAYS: Final = re.compile(r"\s?,? (?:who|said|says|told|tells|added|wrote|aged|\d\d)\b|['’]s\b")
_TITLE: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sir|Gen|Col|Maj|Capt|Lt|Sgt|Rev|Prof|President|Minister|Governor|Mayor|"
    r"King|Queen|Prince|Princess|Pope|Judge)\b"
)
_ENDS_IN_TITLE: Final = re.compile(_TITLE.pattern + r"\.? $")
_BODY: Final = re.compile(
    r"\b(?:Labs?|Inc|Ltd|Corp|Co|Group|Company|University|College|School|Council|Committee|"
    r"Commission|Party|Cross|Crescent|Agency|Ministry|Army|Navy|Forces?|Nations|Union|Bank|Press|"
    r"Times|News|Church|Hospital|Court|Airlines?|Programme|Organi[sz]ation|Foundation|Street|Road)$"
)


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    mention: Mention | None = None

    @property
    def place(self) -> bool:
        """Whether it is known as a place, and no country."""
        if self.mention is None:
            return False
        choice = self.mention.choice
        return choice is None or choice.kind in _PLACES


def in_company(
    text: str, mentions: Sequence[Mention], runs: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield where a paragraph's names stand that are places by their company, and why.

    Parameters
    ----------
    mentions
        The paragraph's places, in order.
    runs
        Where its capitalised names stand that no sentence alone makes capital.
    """
    kept = [one for one in mentions if one.kind not in ASIDE]
    covered = {at for one in mentions for at in range(one.start, one.end)}
    items = [_Item(one.start, one.end, one) for one in kept]
    items += [_Item(*run) for run in runs if covered.isdisjoint(range(*run))]
    items.sort(key=lambda item: item.start)
    known = {item.start for item in items if item.mention}
    for chain in _chains(text, items):
        unknown = [item for item in chain if item.mention is None and not _odd(text, item)]
        if unknown and (why := _why(text, chain, known)):
            yield from ((item.start, item.end, why) for item in unknown)


def _odd(text: str, item: _Item) -> bool:
    """Say whether a name is a person's with a title, or a body's."""
    name = text[item.start : item.end]
    return bool(_TITLE.match(name) or _BODY.search(name))


def _chains(text: str, items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Yield names that are joined to a list, a lone name as a list of one."""
    chain: list[_Item] = []
    for item in items:
        if chain and not _GAP.fullmatch(text, chain[-1].end, item.start):
            yield chain
            chain = []
        chain.append(item)
    if chain:
        yield chain


def _why(text: str, chain: Sequence[_Item], known: set[int]) -> str | None:
    """Say why a list names places; nothing where it may name persons."""
    start, end = chain[0].start, chain[-1].end
    before = text[max(0, start - _ASIDES) : start]
    if _PEOPLE.search(before) and _ENDS.match(text, end):
        return "the text says that people live there"
    if _SAYS.match(text, end) or _ENDS_IN_TITLE.search(before):
        return None
    if _WENT.search(before) or _HEADED.search(text, max(0, start - _REACH), start):
        return "the text says that people went there"
    if _FLED.search(before):
        return "the text says that people fled it or that it was attacked"
    led = _LED.search(before) is not None
    suffered = _SUFFERED.match(text, end)
    if (led or suffered) and any(item.place for item in chain):
        return "it stands in one list with known places"
    if suffered:
        return "the text says what befell it"
    if _CALLED.match(text, end):
        return "the text calls it a place of some kind"
    beside = any(
        at in known and _BESIDE.fullmatch(text, end, at)
        for at in range(end + 1, min(len(text), end + _ASIDES))
    )
    return "the text says where it lies" if beside and (led or len(chain) > 1) else None
