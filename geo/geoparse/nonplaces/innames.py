"""Tell a place from a firm, a paper, a state's university, goods or a word that bear its name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from geo.gazetteer.world.lookup import Found
from geo.geoparse.mentions.spans import Span
from geo.geoparse.nonplaces.bearers import has_article, is_led
from geo.geoparse.nonplaces.firms import firms
from geo.geoparse.text.reading import Reading
from geo.geoparse.text.words import BEARERS, GROUPS, HOMONYMS, MEANING, NAMES

_LONGEST: Final = 6
"""Words of a firm's name after the place's."""
_WHOLE: Final = frozenset({"country", "region"})
_SILENT: Final = frozenset({"area", "river", "sea", "lake", "mountains", "island"})
"""Kinds of places that do not speak, unlike firms of their name."""
_SAINTS: Final = frozenset({"st", "saint", "san", "santa", "santo", "sao", "sankt", "sant", "ste"})
_ORGANS: Final = frozenset({"ORG", "PRODUCT"})


def in_names(
    reading: Reading, spans: Sequence[Span], best: Mapping[int, Found]
) -> frozenset[int]:  # fmt: skip
    """Return the numbers of the names that are but part of another's, which is no place here.

    A public body is where its place is: *Leeds police*, *the University of Bristol*. A region's
    university is somewhere in it, and what a firm does is not done in the town of its name.
    Nor is anything in *Paris-trained* done in Paris.
    """
    part = {n for n, span in enumerate(spans) if _is_part(reading, span, best.get(n))}
    begun = {n for n in part if _is_firm(_rest(reading, spans[n]))}
    speaking = {spans[n].key for n, place in best.items() if _speaks(reading, spans[n], place)}
    foods = {n for n, span in enumerate(spans) if _after(reading, span) in _homonyms(span)}
    meant = {span.key for n, span in enumerate(spans) if n not in foods}
    return frozenset(
        n
        for n, span in enumerate(spans)
        if n in part
        or (span.key in speaking and not is_led(reading, span) and not has_article(reading, span))
        or (n in foods and span.key not in meant)
    ) | firms(reading, spans, best, begun)


def _homonyms(span: Span) -> frozenset[str]:
    return HOMONYMS.get(span.key, frozenset())


def _after(reading: Reading, span: Span) -> str:
    return reading.words[span.stop] if span.stop < len(reading.words) else ""


def _speaks(reading: Reading, span: Span, place: Found) -> bool:
    """Say whether a river or a forest speaks, as only a firm of its name does: *Amazon said*."""
    silent = place.kind in _SILENT and not has_article(reading, span)
    return silent and _after(reading, span) in MEANING["agent"]


def _is_part(reading: Reading, span: Span, place: Found | None) -> bool:
    words = reading.words
    whole = place is not None and place.kind in _WHOLE
    rest = _rest(reading, span)
    lower = {word.lower() for word in rest}
    body, of = (words[span.first - 2], words[span.first - 1]) if span.first > 1 else ("", "")
    body = body.lower() if of == "of" and body[:1].isupper() else ""
    if whole and (lower & NAMES["colleges"] or body == "university"):
        return True
    if _is_poured(reading, span) or _is_adjective(reading, span):
        return True
    if body in NAMES["of"] or _after(reading, span) in NAMES["goods"] or _is_saint(reading, span):
        return True
    if not rest or rest[-1].lower() in NAMES["public"]:
        return False
    made = lower & NAMES["goods"] or _is_firm(rest)
    return bool(made) or (not whole and _is_organ(reading, span, span.stop + len(rest)))


def _is_firm(rest: tuple[str, ...]) -> bool:
    """Say whether words with a capital after a name make it a firm's or a paper's."""
    return any(word.lower() in NAMES["firms"] for word in rest) or (
        rest != () and rest[-1] in BEARERS["makers"]
    )


def _is_poured(reading: Reading, span: Span) -> bool:
    """Say whether *a bottle of* leads to a name, or *the church of* to a saint's."""
    lead = reading.words[max(0, span.first - 2) : span.first]
    of = lead[-1:] == ("of",)
    saint = span.key.partition(" ")[0] in _SAINTS and " " in span.key
    return of and (lead[0] in NAMES["poured"] or (saint and lead[0] in NAMES["saintly"]))


def _is_adjective(reading: Reading, span: Span) -> bool:
    """Say whether a hyphen makes a name an adjective of where one learnt: *Paris-trained*."""
    after = reading.words[span.stop + 1] if span.stop + 1 < len(reading.words) else ""
    return _after(reading, span) == "-" and after in NAMES["adjectives"]


def _is_saint(reading: Reading, span: Span) -> bool:
    """Say whether a saint has a church: *St. Paul's church*, *at St. Paul's*, not *its mayor*."""
    words, stop = reading.words, span.stop
    owned = words[stop + 1].lower() if stop + 1 < len(words) else ""
    owns = span.key.partition(" ")[0] in {"st", "saint"} and words[stop : stop + 1] == ("'s",)
    alone = not owned.isalpha() or any(owned in GROUPS[name] for name in ("in", "from", "and"))
    return owns and (alone or owned in NAMES["saints"])


def _rest(reading: Reading, span: Span) -> tuple[str, ...]:
    """Return the capitalised words that follow a name and make one with it."""
    words, sentences = reading.words, reading.sentences
    stop, most = span.stop, min(len(words), span.stop + _LONGEST)
    while stop < most and sentences[stop] == sentences[span.first]:
        joins = words[stop] == "&" and stop + 1 < most and words[stop + 1][:1].isupper()
        if not words[stop][:1].isupper() and not joins:
            break
        stop += 1
    return words[span.stop : stop]


def _is_organ(reading: Reading, span: Span, stop: int) -> bool:
    """Say whether a name begins an organisation's as spaCy found it; not one that *in* leads to."""
    at = bisect_right(reading.entities, (span.first, len(reading.words), "")) - 1
    first, end, label = reading.entities[at] if at >= 0 else (0, 0, "")
    begins = {word.lower() for word in reading.words[first : span.first]} <= GROUPS["the"]
    before = reading.words[first - 1].lower() if first else ""
    led = before in GROUPS["in"] or before in GROUPS["from"]
    words = {word.lower() for word in reading.words[span.stop : end]}
    return (
        label in _ORGANS and begins and span.stop < end <= stop and not led
        and not words & NAMES["public"]
    )  # fmt: skip
