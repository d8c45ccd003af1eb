"""Find names of places that the gazetteer lacks, by the words beside them: *fled Zamzam*."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from geo.gazetteer.folding import fold
from geo.gazetteer.world.tables import DEMONYM
from geo.geoparse.mentions.spans import Span, Spans
from geo.geoparse.nonplaces.clubs import Matches
from geo.geoparse.text.reading import Reading, in_use
from geo.geoparse.text.trees import Forest
from geo.geoparse.text.words import FIRMS, GROUPS, MEANING, NAMES, OFFERS, RUNS
from geo.geoparse.unlisted.runfeatures import KINDS, Surroundings
from geo.geoparse.unlisted.runs import opens, runs

LIKELY: Final = 0.25
"""How likely a name must be a place's to be offered without one."""
_SURE: Final = 0.6
_LEAST: Final = 0.02
"""How likely it must be where it stands again, if it surely is a place's elsewhere."""
_ENTITIES: Final = {"GPE": "a place", "LOC": "a place", "FAC": "a building or road"}


class Unlisted(NamedTuple):
    """Hold a name that is a place's by the words beside it."""

    first: int
    """Number of its first word."""
    stop: int
    """Number of the word after its last."""
    chance: float
    """How likely it names a place, 0 to 1."""
    why: str


def unlisted(
    reading: Reading, spans: Spans, chosen: Collection[Span], forest: Forest,
    others: Collection[int], matches: Matches,
) -> Iterator[Unlisted]:  # fmt: skip
    """Yield the names, in the order of the text, that no chosen stretch is part of.

    Parameters
    ----------
    others
        Numbers of the words of names that are no places, as persons' and ships'.
    matches
        In whose sentences a bare name is a club's.
    """
    every = list(runs(reading))
    if not every:
        return
    places = [
        (span.first, span.stop) for span in chosen
        if any(place.how != DEMONYM for place in spans.found.get(span.key, ()))
    ]  # fmt: skip
    beside = Surroundings(reading, every, places)
    covered = {word for span in chosen for word in range(span.first, span.stop)} | set(others)
    free = [run for run in every if covered.isdisjoint(range(*run))]
    chances = dict(zip(free, forest.chances(beside.describe(free)).tolist(), strict=True))
    told = {run: _told(reading, beside, *run) for run in free}
    bodies = {
        run for run in free
        if _is_body(reading, run) or _is_firm(beside, run[0]) or matches.is_club(run[0])
    }  # fmt: skip
    likely = {run for run in free if told[run] or (chances[run] >= LIKELY and run not in bodies)}
    sure = {fold(span.text) for span in chosen if span.key not in spans.found}
    sure |= {_name(reading, run) for run in likely if told[run] or chances[run] >= _SURE}
    for run in free:
        again = chances[run] >= _LEAST and run not in bodies and _name(reading, run) in sure
        if again or run in likely:
            yield Unlisted(*run, chances[run], told[run] or _why(reading, beside, *run))


def _is_body(reading: Reading, run: tuple[int, int]) -> bool:
    """Say whether a run ends as an organisation's name does: *Lagos Machinery*, a *Data Centre*."""
    *_, before, last = ("", *(word.lower() for word in reading.words[run[0] : run[1]]))
    firm = bool(before) and last in NAMES["firms"] and last not in KINDS
    return (
        last in RUNS["bodies"] or firm or (last in {"centre", "center"} and before in RUNS["desks"])
    )


def _is_firm(beside: Surroundings, first: int) -> bool:
    """Say whether *an analyst at* leads to a run, or to its list."""
    at = beside.list_begins(first) - 1
    return beside.word(at) == "at" and beside.word(at - 1) in FIRMS["analysts"]


def _name(reading: Reading, run: tuple[int, int]) -> str:
    return fold(reading.text[reading.starts[run[0]] : reading.end(run[1] - 1)])


def _told(reading: Reading, beside: Surroundings, first: int, stop: int) -> str:
    """Say what the text itself says of a name that only a place can be; nothing if nothing."""
    if stop - first == 1 and opens(reading, first) and in_use(beside.word(first)):
        return ""  # Fishing villages
    at = beside.lead(first)
    lead, before = beside.word(at), beside.word(at - 1)
    after = beside.word(stop)
    called = (
        after if after in KINDS
        else before.removesuffix("s") if lead == "of" and before in OFFERS["of"]
        else beside.kind_in_aside(stop)
    )  # fmt: skip
    if called:
        return f"the text calls it a {called}"
    if lead in OFFERS["fled"]:
        return "the text says that people fled it or that it was attacked"
    if beside.left_for(first):
        return "the text says that people left for it"
    return ""


def _why(reading: Reading, beside: Surroundings, first: int, stop: int) -> str:
    """Say which of the words beside a name speak for a place."""
    if beside.in_list_with_place(first, stop):
        return "it stands in one list with known places"
    last, lead = reading.words[stop - 1], beside.word(beside.lead(first))
    if last.lower() in KINDS | GROUPS["street"]:
        return f"its name ends in “{last}”"
    if lead in MEANING["where"]:
        return f"it stands after “{lead}”"
    label = beside.label(first, stop)
    if label in _ENTITIES:
        return f"its sentence reads as one about {_ENTITIES[label]}"
    return "the words beside it read as those beside a place"
