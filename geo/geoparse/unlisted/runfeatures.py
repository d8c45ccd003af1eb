"""Describe a run of capitalised words by the words beside it, for the model of unlisted names.

It is asked of names that the gazetteer lacks, so nothing of the gazetteer is in these numbers but
which other names of the text are places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.geoparse.text.reading import Reading, common, in_use
from geo.geoparse.text.words import GROUPS, MEANING, OFFERS, PATTERNS, RIVERS, RUNS, group
from geo.geoparse.unlisted.nameparts import weights
from geo.geoparse.unlisted.runs import article, opens

KINDS: Final = OFFERS["after"] | OFFERS["of"] | GROUPS["nature"] | GROUPS["of_kind"] | RUNS["kinds"]
"""What the words before, after or in an aside may call a place."""
_LEADS: Final = (
    {"in"}, {"at"}, RUNS["near"], {"from"}, {"to"}, RUNS["toward"], {"of"}, {"on", "off"},
    RUNS["along"], {"between"}, RUNS["beyond"], RUNS["with"], {"for"}, {"and", "or"}, {","},
)  # fmt: skip
_LABELS: Final = (
    {"GPE"}, {"LOC"}, {"FAC"}, {"PERSON"}, {"ORG"}, {"NORP"},
    {"EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"},
)  # fmt: skip
_AGENT: Final = ("er", "or", "ist", "man", "ian")
"""Endings of what people do: *farmer*, *clerk* is none."""
_PEOPLE: Final = ("ish", "ian", "ese", "ean", "ite", "ans", "ic")
_IN_LISTS: Final = frozenset({",", "and", "or", "&"})
_LONGEST_LEAD: Final = 8
"""Of words before a run that may stand between it and what leads to it."""
_LONGEST_LIST: Final = 24
_LONGEST_ASIDE: Final = 9
_CODE: Final = 3

Floats = npt.NDArray[np.float32]


class Surroundings:
    """Say what stands beside each run, and what the whole text says about its name.

    Parameters
    ----------
    runs
        Each as its first word and the word after its last, in the order of the text.
    places
        The stretches that are known as places, given as runs are.
    """

    def __init__(
        self, reading: Reading, runs: Sequence[tuple[int, int]], places: Collection[tuple[int, int]]
    ) -> None:
        self._reading, self._words = reading, reading.words
        self._lower = [word.lower() for word in reading.words]
        self._place_at = dict(places)
        self._place_before = {stop: first for first, stop in places}
        self._run_at = dict(runs)
        self._run_before = {stop: first for first, stop in runs}
        self._beside = Counter(reading.sentences[first] for first, _ in places)
        self._small = {word for word in reading.words if word[:1].islower()}
        self._persons: Counter[str] = Counter()
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._led: Counter[str] = Counter()
        self._parts: Counter[str] = Counter()
        for first, stop, label in reading.entities:
            if label == "PERSON" and stop - first > 1:
                self._persons.update(self._lower[first:stop])
        for first, stop in runs:
            key = self._key(first, stop)
            self._labels[key][self.label(first, stop)] += 1
            self._led[key] += self._leads(first)
            if stop - first > 1:
                self._parts.update({self._lower[first], self._lower[stop - 1]})

    def describe(self, runs: Sequence[tuple[int, int]]) -> Floats:
        """Return one row of numbers a run."""
        rows = [
            [
                *self._form(*run), *self._before(run[0]), *self._after(run[1]),
                *self._within(*run), *self._whole(*run),
            ]
            for run in runs
        ]  # fmt: skip
        return np.asarray(rows, np.float32)

    def label(self, first: int, stop: int) -> str:
        """Return the label of the entity that most of a run's words are part of, or nothing."""
        labels = Counter(self._reading.labels[first:stop])
        return max(labels, key=lambda label: (labels[label], label))

    def word(self, at: int) -> str:
        """Return a word in small letters, nothing beyond the ends."""
        return self._lower[at] if 0 <= at < len(self._lower) else ""

    def lead(self, first: int) -> int:
        """Return where the word stands that leads to a run, before an article and *northern*."""
        at, least = first - 1, first - _LONGEST_LEAD
        while at > least and (
            self.word(at) in RUNS["between"] or self.word(at) in GROUPS["direction"]
        ):
            at -= 1
        return at

    def list_begins(self, first: int) -> int:
        """Return where the list of names begins that goes on to a run."""
        at, least = first, max(0, first - _LONGEST_LIST)
        while True:
            before = at
            while before > least and self._lower[before - 1] in _IN_LISTS:
                before -= 1
            begin = self._run_before.get(before, self._place_before.get(before))
            if before == at or begin is None:
                return at
            at = begin

    def kind_in_aside(self, stop: int) -> str:
        """Return what an aside calls a run: *X, a mining village near Y*; nothing if nothing."""
        if self.word(stop) != "," or self.word(stop + 1) not in RUNS["counts"]:
            return ""
        for at in range(stop + 2, stop + _LONGEST_ASIDE):
            word, after = self.word(at), self.word(at + 1)
            ends = not after[:1].isalpha() or common(after) or after in GROUPS["direction"]
            if ends and (word in KINDS or word.removesuffix("s") in KINDS):
                return word
            if not word[:1].isalpha() or word in {"of", "for", "who", "with"}:
                return ""
        return ""

    def in_list_with_place(self, first: int, stop: int) -> bool:
        """Say whether a known place stands beside a run in one list."""
        after = self.word(stop) in _IN_LISTS
        next_ = after and (stop + 1 in self._place_at or stop + 2 in self._place_at)
        begin = self.list_begins(first)
        before = begin < first and (begin in self._place_at or first - 1 in self._place_before)
        return next_ or before

    def left_for(self, first: int) -> bool:
        """Say whether people left for a run, in its sentence: *left Bara for X*."""
        at, sentences = self.lead(first), self._reading.sentences
        near = range(max(0, at - _LONGEST_LIST), at)
        return self.word(at) == "for" and any(
            sentences[number] == sentences[first] and self._lower[number] in RUNS["left"]
            for number in near
        )

    def _key(self, first: int, stop: int) -> str:
        return " ".join(self._lower[first:stop])

    def _leads(self, first: int) -> bool:
        word = self.word(self.lead(self.list_begins(first)))
        return any(word in words for words in _LEADS[:4]) or word in OFFERS["fled"]

    def _form(self, first: int, stop: int) -> list[float]:
        words, lower = self._words[first:stop], self._lower[first:stop]
        head, last = lower[0], lower[-1]
        return [
            float(stop - first), float(sum(map(len, words))),
            float(any(any(map(str.isdigit, word)) for word in words)),
            float(article(self._words, first)), float("-" in words), float("of" in words),
            float(all(map(str.isupper, words))),
            float(words[-1].isupper() and len(words[-1]) <= _CODE),
            float(last in KINDS), float(last in GROUPS["street"]), float(last in GROUPS["organ"]),
            float(last in RUNS["bodies"]), float(any(word in RUNS["bodies"] for word in lower)),
            float(last in RUNS["facilities"]), float(head in GROUPS["nature_before"]),
            float(head in PATTERNS["nature_before"]), float(head in KINDS),
            float(head in GROUPS["title"]), float(head in GROUPS["direction"]),
            float(any(word in GROUPS["organ"] for word in lower)),
            float(common(head)), float(in_use(head)), float(in_use(last)),
            float(in_use(words[0])), float(in_use(words[-1])),
            float(head in self._small), float(last in self._small), float(last.endswith("s")),
            float(last.endswith(_PEOPLE)), float(opens(self._reading, first)),
            *weights(words),
        ]  # fmt: skip

    def _before(self, first: int) -> list[float]:
        at, begin = self.lead(first), self.list_begins(first)
        lead, before = self.word(at), self.word(at - 1)
        start = self.word(self.lead(begin))
        went = any(self.word(at - n) in OFFERS["went"] for n in (1, 2, 3))
        return [
            float(self.word(first - 1) == "the"), float(self.word(first - 1) in GROUPS["quote"]),
            *(float(lead in words) for words in _LEADS),
            *(float(start in words) for words in _LEADS), float(begin < first),
            group(self._words, first - 1), group(self._words, first - 2),
            group(self._words, at - 1), float(before in RIVERS["leads"]), float(before in KINDS),
            float(lead in KINDS), float(before in RUNS["things"]), float(before in RUNS["told"]),
            float(before in OFFERS["of"] and lead == "of"), float(lead in OFFERS["fled"]),
            float(lead == "to" and went), float(self.left_for(first)),
            float(lead in GROUPS["title"]), float(lead in GROUPS["says"]),
            float(lead in GROUPS["people"]),
            float(lead in GROUPS["verb"]), float(before in GROUPS["verb"]),
            float(before in GROUPS["people"]), float(lead in RUNS["called"]),
            float(lead in MEANING["told"] or lead in MEANING["agent"]),
            float(lead.endswith(_AGENT) and in_use(lead)), float(lead.endswith("ed")),
            float(lead.endswith("ing")), float(lead == "" or lead == "."),
        ]  # fmt: skip

    def _after(self, stop: int) -> list[float]:
        after, then = self.word(stop), self.word(stop + 1)
        comma, joins = after == ",", after in {"and", "or"}
        labels = self._reading.labels
        person = stop + 1 < len(labels) and labels[stop + 1] == "PERSON"
        return [
            group(self._words, stop), group(self._words, stop + 1), group(self._words, stop + 2),
            float(after in GROUPS["possessive"]), float(after in GROUPS["says"]),
            float(after in MEANING["agent"]), float(after in MEANING["undergoes"]),
            float(after in MEANING["auxiliary"]), float(after in MEANING["being"]),
            float(after in KINDS), float(after in GROUPS["organ"]), float(after in RIVERS["does"]),
            float(after in GROUPS["people"]), float(after in RUNS["things"]),
            float(after.endswith("ed")), float(comma and then.isdigit()),
            float(comma and stop + 1 in self._place_at), float(comma and then in GROUPS["who"]),
            float(comma and then in {"where", "which"}), float(after in GROUPS["who"]),
            float(after in {"where", "on", "at", "in"}),
            float(after in {"in", "near", "on"} and stop + 1 in self._place_at),
            float(joins and person), float(joins and stop + 1 in self._run_at),
            float(after == "("),
            float(comma and (then == "in" or then in RUNS["near"] or then in GROUPS["direction"])),
            float(bool(self.kind_in_aside(stop))), float(after == "" or after in GROUPS["stop"]),
        ]  # fmt: skip

    def _within(self, first: int, stop: int) -> list[float]:
        reading, begin = self._reading, self.list_begins(first)
        label = self.label(first, stop)
        head, last = reading.labels[first], reading.labels[stop - 1]
        return [
            *(float(label in labels) for labels in _LABELS),
            *(float(head in labels) for labels in _LABELS[:5]),
            *(float(last in labels) for labels in _LABELS[:5]),
            float(begin < first and begin in self._place_at),
            float(begin < first and reading.labels[begin] == "PERSON"),
            float(self.in_list_with_place(first, stop)),
            float(self._beside[reading.sentences[first]]), float(reading.sentences[first]),
        ]  # fmt: skip

    def _whole(self, first: int, stop: int) -> list[float]:
        key, head, last = self._key(first, stop), self._lower[first], self._lower[stop - 1]
        labels = self._labels[key]
        total = labels.total()
        alone = stop - first == 1
        return [
            float(total), *(sum(labels[name] for name in names) / total for names in _LABELS),
            self._led[key] / total, float(self._led[key] > 0),
            float(self._persons[last] if alone else 0), float(self._persons[head] if alone else 0),
            float(self._parts[last] if alone else 0),
        ]  # fmt: skip
