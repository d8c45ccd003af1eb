"""Measure articles that were held out in turn: with places as labelled, and from the text alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.focus import scoring, training
from benchmarks.focus.baselines import by_rule
from benchmarks.focus.confirmed import confirmed
from benchmarks.focus.drafted import Drafted, drafted
from benchmarks.focus.labels import Labelled
from geo.crs import Bounds
from geo.draft.prominence import key_of
from geo.draft.publishing import story_of
from geo.errors import DraftError
from geo.prominence import PlacedArticle, judge
from geo.prominence.features import describe
from geo.story import Story
from geo.story.framing import story_bounds

SEEDS = (0, 1, 2, 3, 4)
"""Ways to split: one alone says little of so few articles."""


@dataclass(frozen=True)
class Row:
    """Figures of one way to read the set."""

    name: str
    f1: float
    accuracy: float | None
    framings: Sequence[scoring.Framing]
    spread: tuple[float, float] | None = None
    """The lowest and the highest F1 of a way to split."""
    parts: Sequence[float] = ()
    """F1 of each part of the first way to split."""


@dataclass(frozen=True)
class Case:
    """One article to judge, and the truth of it."""

    labelled: Labelled
    article: PlacedArticle
    example: training.Example
    story: Callable[[Sequence[str]], Story]
    """What is drawn of it, with a role for each of the article's places."""


def as_labelled(set_: Sequence[Labelled]) -> list[Case]:
    """Return the articles with their places as a careful checker would have them."""
    return [
        _case(
            one,
            one.article,
            [p.name.casefold() for p in one.article.places],
            one.roles,
            partial(_checked, one),
        )
        for one in set_
    ]


def as_drafted(set_: Sequence[Labelled], drafts: Sequence[Drafted]) -> list[Case]:
    """Return the articles as the product drafts them."""
    return [
        _case(one, draft.article, draft.names, draft.roles, partial(_unchecked, draft))
        for one, draft in zip(set_, drafts, strict=True)
    ]


def _case(
    labelled: Labelled,
    article: PlacedArticle,
    names: Sequence[str],
    roles: Sequence[str],
    story: Callable[[Sequence[str]], Story],
) -> Case:
    example = training.Example(describe(article).rows, names, roles, labelled.main)
    return Case(labelled, article, example, story)


def _checked(labelled: Labelled, roles: Sequence[str]) -> Story:
    return story_of(confirmed(labelled, roles))


def _unchecked(drafted: Drafted, roles: Sequence[str]) -> Story:
    """Return what the product shows of a draft before anybody has looked at it."""
    told = {p.key: r for p, r in zip(drafted.article.places, roles, strict=True) if r != "none"}
    mentions = tuple(
        one.model_copy(update={"prominence": told.get(key_of(one), "aside")})
        for one in drafted.draft.mentions
    )
    return story_of(drafted.draft.model_copy(update={"mentions": mentions}), preview=True)


def learned(name: str, cases: Sequence[Case], taught: Sequence[Case]) -> Row:
    """Judge each article by weights learned on the others, as those were labelled."""
    examples, known = [case.example for case in cases], [case.example for case in taught]
    ways = [_across(examples, known, seed) for seed in SEEDS]
    scores = [scoring.main_f1(examples, found) for found in ways]
    parts = [
        scoring.main_f1([examples[n] for n in test], [ways[0][n] for n in test])
        for _, test in training.folds(len(cases), training.FOLDS, SEEDS[0])
    ]
    return Row(
        name,
        statistics.mean(scores),
        statistics.mean(scoring.neighbours(examples, found) for found in ways),
        [one for found in ways for one in framings(cases, found)],
        (min(scores), max(scores)),
        parts,
    )


def _across(
    examples: Sequence[training.Example], known: Sequence[training.Example], seed: int
) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for train, test in training.folds(len(examples), training.FOLDS, seed):
        by = training.learn([known[number] for number in train])
        found |= {number: training.roles(examples[number].rows, by) for number in test}
    return [found[number] for number in range(len(examples))]


def ruled(name: str, cases: Sequence[Case]) -> Row:
    """Judge each article by rule."""
    found = [by_rule(case.article, case.example.rows) for case in cases]
    return _row(name, cases, found)


def right(name: str, cases: Sequence[Case]) -> Row:
    """Take each article's labels themselves: what the frame alone does."""
    return _row(name, cases, [list(case.example.roles) for case in cases])


def _row(name: str, cases: Sequence[Case], found: Sequence[Sequence[str]]) -> Row:
    examples = [case.example for case in cases]
    return Row(
        name, scoring.main_f1(examples, found), scoring.neighbours(examples, found),
        framings(cases, found),
    )  # fmt: skip


def framings(cases: Sequence[Case], found: Sequence[Sequence[str]]) -> list[scoring.Framing]:
    """Return how the first views of the stories with these roles lie to the labelled frames."""
    return [
        scoring.framed(_frame(case, roles), case.labelled.frame, case.labelled.main_points)
        for case, roles in zip(cases, found, strict=True)
    ]


def _frame(case: Case, roles: Sequence[str]) -> Bounds | None:
    try:
        return story_bounds(case.story(roles))
    except DraftError:  # none of it has a place
        return None


def drafts_of(set_: Sequence[Labelled]) -> list[Drafted]:
    """Draft all articles."""
    return [drafted(one) for one in set_]


def speed_ms(cases: Sequence[Case]) -> float:
    """Return what one article takes of the processor beyond parsing, in the quickest round."""
    rounds = []
    for _ in range(5):
        fresh = [
            PlacedArticle(case.article.headline, case.article.paragraphs, case.article.places)
            for case in cases
        ]
        begun = time.process_time()
        for article in fresh:
            judge(article)
        rounds.append((time.process_time() - begun) * 1000 / len(fresh))
    return min(rounds)
