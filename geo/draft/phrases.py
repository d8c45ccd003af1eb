"""Join what a phrase says together: *north-western Iran*, *the border of A and B*, *X corridor*.

The reader of places finds Iran, A, B and X. The first two phrases have an extent that the outlines
give; a named way has none in the data, and is left open for a person to draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from geo.draft.model import MOST_CHOICES, Choice, Mention
from geo.gazetteer.derived import border_id, extent, part_id
from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import look_up

_DIRECTION: Final = r"(?:north|south)(?:[- ]?(?:east|west))?|east|west"
_PART: Final = re.compile(
    rf"(?i:\b(?:(?P<to>{_DIRECTION})(?:ern)? (?:the )?"
    rf"|(?<=\bthe )(?<!\bto the )(?P<of>{_DIRECTION}) of (?:the )?))$"
)
"""*Northern Iran*, *the north of Iran*; but neither *north of Iran* nor *to the north of Iran*."""
_PART_OF: Final = re.compile(rf"(?i:(?:{_DIRECTION})(?:ern)? )")
"""What a name that the gazetteer lacks may begin with: *West Texas*."""
_WAY: Final = re.compile(
    r"[ -](?i:(?:(?:land|transit|transport|trade|rail|gas|oil|economic) )?"
    r"(?:corridor|pipeline|railway|railroad|motorway|highway|expressway|canal))\b"
)
_JOINED: Final = re.compile(r"[-–—]")
_BEFORE_PAIR: Final = re.compile(
    r"(?i:\b(?:border|frontier)s? (?:between|of|shared by) (?:the )?)$"
)
_AND: Final = re.compile(r" and (?:the )?")
_BORDER: Final = re.compile(r" (?i:(?:land |state )?(?:border|frontier))\b")
_BORDER_WITH: Final = re.compile(r"(?:['’]s?)? (?i:(?:land )?(?:border|frontier) with (?:the )?)")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_ENDINGS: Final = {"country", "region"}
_BEFORE: Final = 60
"""Letters before a name in which the words stand that make a phrase of it."""
_MOST_NAMES: Final = 12
"""Names of one way: *the Baku-Tbilisi-Kars railway*."""


def joined(mentions: Sequence[Mention], blocks: Sequence[str]) -> tuple[Mention, ...]:
    """Return mentions in order with those of one phrase made one, and numbered anew."""
    found: list[Mention] = []
    for number, here in by_block(mentions).items():
        found += _in_block(here, blocks[number])
    return tuple(one.model_copy(update={"id": f"m{at}"}) for at, one in enumerate(found, 1))


def by_block(mentions: Iterable[Mention]) -> Mapping[int, list[Mention]]:
    """Return the mentions of each paragraph that has any, in order."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.block, []).append(mention)
    return dict(sorted(found.items()))


def _in_block(mentions: list[Mention], text: str) -> Iterator[Mention]:
    """Yield the mentions of a paragraph, the first phrase that fits taking its own."""
    at = 0
    while at < len(mentions):
        rest = mentions[at : at + _MOST_NAMES]
        made = _border(rest[:2], text) or _way(rest, text) or _part(rest[0], text)
        if made is None:
            yield mentions[at]
            at += 1
            continue
        yield made
        after = made.end
        while at < len(mentions) and mentions[at].start < after:
            at += 1


# --- a border ---------------------------------------------------------------------------------


def _border(pair: Sequence[Mention], text: str) -> Mention | None:
    """Return the border that two neighbouring mentions name, if they do."""
    if len(pair) < 2:
        return None
    one, other = pair
    between = text[one.end : other.start]
    before = _BEFORE_PAIR.search(text, max(0, one.start - _BEFORE), one.start)
    after = _BORDER.match(text, other.end)
    if before and _AND.fullmatch(between):
        start, end = before.start(), other.end
    elif after and _JOINED.fullmatch(between):
        start, end = one.start, after.end()
    elif _BORDER_WITH.fullmatch(between):
        start, end = one.start, other.end
    else:
        return None
    countries = [_country(mention) for mention in pair]
    if None in countries or countries[0] == countries[1]:
        return None
    first, second = (choice for choice in countries if choice)
    id_ = border_id(int(first.id), int(second.id))
    name = f"{first.name}–{second.name} border"
    choice = _derived(id_, name, "border", min(first.score, second.score), (
        f"the text says “{text[start:end]}”",
        "the line where the outlines of both countries meet",
    ))  # fmt: skip
    return _phrase(one, text, start, end, (choice,)) if choice else None


def _country(mention: Mention) -> Choice | None:
    choice = mention.choice
    return choice if choice and choice.kind == "country" else None


# --- a part of a country ----------------------------------------------------------------------


def _part(mention: Mention, text: str) -> Mention | None:
    """Return the part of a country or region that the words before a mention name."""
    mention = _of_whole(mention)
    choice = mention.choice
    found = _PART.search(text, max(0, mention.start - _BEFORE), mention.start)
    if found is None or mention.kind == "demonym" or choice is None or choice.kind not in _ENDINGS:
        return None
    if found["of"] and _POSSESSIVE.match(text, mention.end):  # the south of Iran's capital
        return None
    start = found.start()
    direction = re.sub(r"[- ]", "", (found["to"] or found["of"]).lower())
    derived = _derived(
        part_id(direction, int(choice.id)),
        f"{found[0].removesuffix('the ').strip().capitalize()} {choice.name}",
        "part",
        choice.score,
        (
            f"the text says “{text[start : mention.end]}”",
            f"about two fifths of {choice.name} on that side; nothing says where it ends",
        ),
    )
    if derived is None:
        return None
    return _phrase(mention, text, start, mention.end, (derived, *mention.choices))


def _of_whole(mention: Mention) -> Mention:
    """Return a mention of *West Texas*, of which the gazetteer has no place, as one of *Texas*."""
    found = _PART_OF.match(mention.text)
    if found is None or mention.choices:
        return mention
    name = fold(mention.text[found.end() :])
    wholes = [one for one in look_up([name]).get(name, []) if one.kind in _ENDINGS]
    if not wholes:
        return mention
    best = max(wholes, key=lambda one: (one.kind == "country", one.population))
    choice = Choice(
        id=str(best.id), name=best.name, lon=best.lon, lat=best.lat, kind=best.kind,
        country=best.country, population=best.population, score=mention.score,
        geonameid=best.id if best.id > 0 else None,
        reasons=(f"the gazetteer has no “{mention.text}”, but a {best.kind} {best.name}",),
    )  # fmt: skip
    changes = {"start": mention.start + found.end(), "choices": (choice,), "chosen": 0}
    return mention.model_copy(update=changes)


# --- a way ------------------------------------------------------------------------------------


def _way(mentions: Sequence[Mention], text: str) -> Mention | None:
    """Return the corridor or railway that is named after one place or several, without a place."""
    last = 0
    while last + 1 < len(mentions) and _JOINED.fullmatch(
        text[mentions[last].end : mentions[last + 1].start]
    ):
        last += 1
    found = _WAY.match(text, mentions[last].end)
    if found is None or mentions[0].kind == "demonym":
        return None
    named = mentions[: last + 1]
    choices = {choice.id: choice for one in named for choice in one.choices[:MOST_CHOICES]}
    made = _phrase(mentions[0], text, mentions[0].start, found.end(), tuple(choices.values()))
    why = "a way that bears the name of a place; the gazetteer has no course of it, so draw it"
    return made.model_copy(update={"chosen": None, "reasons": (why, *made.reasons)})


# --- what all share ---------------------------------------------------------------------------


def _derived(
    id_: str, name: str, kind: str, score: float, reasons: tuple[str, ...]
) -> Choice | None:
    """Return the choice of a place that has an extent only by others' outlines."""
    found = extent(id_)
    if found is None:
        return None
    at = found.geometry.representative_point()
    return Choice(
        id=id_, name=name, lon=round(at.x, 4), lat=round(at.y, 4), kind=kind, score=score,
        reasons=reasons,
    )  # fmt: skip


def _phrase(first: Mention, text: str, start: int, end: int, choices: Iterable[Choice]) -> Mention:
    changes: Mapping[str, object] = {
        "start": start, "end": end, "text": text[start:end], "kind": "literal", "chosen": 0,
        "choices": tuple(choices)[:MOST_CHOICES],
    }  # fmt: skip
    return first.model_copy(update=changes)
