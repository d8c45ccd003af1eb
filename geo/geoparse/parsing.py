"""Find the places of a text: read it, choose the names, choose the places, say why."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from geo.errors import GazetteerError, TextError
from geo.gazetteer.world.lookup import Found, ensure, names_of
from geo.geoparse import reasons
from geo.geoparse.mentions.choosing import choose, kind_of
from geo.geoparse.mentions.spanfeatures import describe
from geo.geoparse.mentions.spans import Span, candidates
from geo.geoparse.nonplaces.clubs import Matches
from geo.geoparse.nonplaces.innames import in_names
from geo.geoparse.nonplaces.persons import no_places
from geo.geoparse.offering import take_up
from geo.geoparse.places.ranked import Ranked
from geo.geoparse.places.rankfeatures import CONTEXT
from geo.geoparse.places.resolving import resolve
from geo.geoparse.text import reading as reading_
from geo.geoparse.text.answer import Candidate, Parsed, TextMention
from geo.geoparse.text.reading import Reading, read
from geo.geoparse.text.trees import models, of_unlisted
from geo.geoparse.unlisted.names import Unlisted, unlisted

LOG: Final = logging.getLogger(__name__)

LONGEST: Final = 210_000
"""Characters of the longest text that is read: some thirty thousand words, and the empty lines
between their paragraphs."""
LIKELY: Final = 0.45
"""How likely the best place must be to be proposed at all."""
RUNNERS_UP: Final = 8
_LONGEST_HEAD: Final = 1000


def parse(text: str, *, title: str | None = None, source_place: str | None = None) -> Parsed:
    """Return the mentions of places in a text, in its order, each with the likeliest place.

    Names are recognised in English text. A place's point is GeoNames' or the label point of an
    area: it says where the name belongs, not how far the place reaches.

    Parameters
    ----------
    title
        Headline, where it is not part of the text: read for what it tells of the text's places.
    source_place
        Where it was published or is about, in words (*Baku, Azerbaijan*): read as the title is.

    Raises
    ------
    TextError
        If the text, the title or the place is too long.
    GazetteerError
        If the gazetteer or the models cannot be read.
    """
    if len(text) > LONGEST:
        raise TextError(
            f"the text has {len(text):,} characters; Dateline reads at most {LONGEST:,}: "
            "shorten it, or read it in parts"
        )
    for name, head in (("title", title), ("place", source_place)):
        if head and len(head) > _LONGEST_HEAD:
            raise TextError(f"the {name} has {len(head):,} characters, more than {_LONGEST_HEAD:,}")
    heads = [head.strip() for head in (source_place, title) if head and head.strip()]
    before = "".join(f"{head}.\n\n" for head in heads)
    reading = read(before + text)
    proposed = candidates(reading)
    if not reading.words:
        return Parsed((), ())
    chances = models().recognise.chances(describe(reading, proposed))
    others = no_places(reading, proposed, chances)
    chances = take_up(reading, proposed, chances, others)
    chosen = choose(proposed.all, chances)
    spans = tuple(proposed.all[number] for number in chosen)
    ranked = resolve(reading, spans, proposed.found, models())
    best = {m: found.places[0] for m, found in ranked.items() if found.scores[0] >= LIKELY}
    shown = [place for found in ranked.values() for place in found.places[:RUNNERS_UP]]
    regions = names_of(place.admin1 for place in shown)
    matches = Matches(reading)
    teller = _Teller(reading, spans, proposed.found, ranked, best, regions, matches)
    named = unlisted(reading, proposed, spans, of_unlisted(), others.words, matches)
    return Parsed(
        tuple(
            teller.mention(number, float(chances[chosen[number]]), len(before))
            for number, span in enumerate(spans)
            if span.start >= len(before)
        ),
        tuple(
            _without_place(reading, name, len(before))
            for name in named
            if reading.starts[name.first] >= len(before)
        ),
    )


def _without_place(reading: Reading, name: Unlisted, offset: int) -> TextMention:
    start, end = reading.starts[name.first], reading.end(name.stop - 1)
    reasons = (name.why, "the gazetteer has no place of this name")
    return TextMention(
        start - offset, end - offset, reading.text[start:end], "literal", name.chance, None,
        reasons, (),
    )  # fmt: skip


class _Teller:
    """Put a mention's choices and reasons into the form that callers see."""

    def __init__(
        self, reading: Reading, spans: tuple[Span, ...], found: Mapping[str, list[Found]],
        ranked: Mapping[int, Ranked], best: Mapping[int, Found], regions: Mapping[int, str],
        matches: Matches,
    ) -> None:  # fmt: skip
        self._reading, self._spans, self._found = reading, spans, found
        self._ranked, self._best, self._regions = ranked, best, regions
        self._clubs = matches.clubs(spans, best)
        self._in_names = in_names(reading, spans, best)
        self._by_first = {span.first: number for number, span in enumerate(spans)}
        chosen = Counter((spans[number].key, place.id) for number, place in best.items())
        places = {place.id: place for place in best.values()}
        self._chosen = [(key, places[id_]) for (key, id_), _ in chosen.most_common(CONTEXT)]

    def mention(self, number: int, score: float, offset: int) -> TextMention:
        """Return one mention, counted from where the text itself begins."""
        span = self._spans[number]
        places = self._found.get(span.key, [])
        told = self._told(number)
        place = told[0] if number in self._best else None
        kind = kind_of(self._reading, span, self._best.get(number), places)
        if kind in {"literal", "metonym"} and number in self._clubs:
            kind = "club"
        if kind in {"literal", "metonym"} and number in self._in_names:
            kind = "name"
        return TextMention(
            span.start - offset, span.end - offset, span.text, kind, score, place,
            reasons.of_mention(self._reading, span, places),
            told[1:RUNNERS_UP] if place else told[: RUNNERS_UP - 1],
        )  # fmt: skip

    def _told(self, number: int) -> tuple[Candidate, ...]:
        ranked = self._ranked.get(number)
        if ranked is None:
            return ()
        key = self._spans[number].key
        others = [place for name, place in self._chosen if name != key]
        qualifier = self._qualifier(number)
        return tuple(
            self._candidate(place, score, ranked.places, others, qualifier)
            for place, score in zip(ranked.places[:RUNNERS_UP], ranked.scores, strict=False)
        )

    def _candidate(
        self, place: Found, score: float, rivals: Sequence[Found], others: Sequence[Found],
        qualifier: Found | None,
    ) -> Candidate:  # fmt: skip
        region = self._regions.get(place.admin1, "") if place.admin1 != place.id else ""
        return Candidate(
            place.id, place.name, place.lon, place.lat, place.kind, place.country, region,
            place.population, score, reasons.of_place(place, rivals, others, qualifier),
        )  # fmt: skip

    def _qualifier(self, number: int) -> Found | None:
        span, words = self._spans[number], self._reading.words
        if span.stop < len(words) and words[span.stop] in {",", "("}:
            after = self._by_first.get(span.stop + 1)
            found = self._best.get(after) if after is not None else None
            return found if found and found.kind in {"country", "region", "district"} else None
        return None


def warm() -> threading.Thread:
    """Load models and gazetteer in a thread of its own, so that the first text need not wait."""
    thread = threading.Thread(target=_warm_up, name="geoparse-warm-up", daemon=True)
    thread.start()
    return thread


def _warm_up() -> None:
    try:
        get_ready()
    except GazetteerError as error:  # who drafts is told so then
        LOG.warning("%s", error)


def get_ready() -> None:
    """Load models and gazetteer now; build the gazetteer first where it is not there."""
    ensure()
    models()
    of_unlisted()
    reading_.warm()
    parse("Warm in Baku, Azerbaijan.")
