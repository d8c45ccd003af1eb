"""Learn the weights: logistic regressions with a strong penalty, by Newton's method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.focus.scoring import ORDER, main_f1
from geo.prominence.judging import balanced, prominences
from geo.prominence.model import STEPS, Weights

PENALTIES = (5.0, 10.0, 20.0, 40.0)
INNER = 6
"""Parts within which the penalty is chosen; the articles that score are in none of them."""
FOLDS = 8
_NEWTON = 30
_USUAL = 17.0
"""Places of an article: each article counts the same, however many it names."""


@dataclass(frozen=True)
class Example:
    """One article to learn from."""

    rows: np.ndarray
    names: Sequence[str]
    """Of its places, without case."""
    roles: Sequence[str]
    main: Sequence[str]
    """Names of its main places, without case."""


def learn(examples: Sequence[Example]) -> Weights:
    """Choose the penalty by cross-validation within these articles, then learn on all."""

    def score(penalty: float) -> float:
        found = held_out(examples, INNER, seed=1, penalty=penalty)
        return main_f1(examples, found)

    return fit(examples, max(PENALTIES, key=score))


def held_out(
    examples: Sequence[Example], parts: int, *, seed: int, penalty: float | None = None
) -> list[list[str]]:
    """Return the roles of each article by weights that never saw it.

    Parameters
    ----------
    penalty
        Chosen anew on each split's own articles where absent.
    """
    found: dict[int, list[str]] = {}
    for train, test in folds(len(examples), parts, seed):
        known = [examples[number] for number in train]
        by = learn(known) if penalty is None else fit(known, penalty)
        for number in test:
            found[number] = roles(examples[number].rows, by)
    return [found[number] for number in range(len(examples))]


def roles(rows: np.ndarray, by: Weights) -> list[str]:
    """Return what weights take the places of an article for."""
    logits = by.logits(rows)
    return list(prominences(logits, balanced(logits[:, 0], by.expected)))


def folds(count: int, parts: int, seed: int) -> list[tuple[list[int], list[int]]]:
    """Split so that each article is tried once."""
    order = np.random.default_rng(seed).permutation(count).tolist()
    tests = [sorted(order[part::parts]) for part in range(parts)]
    return [(sorted(set(order) - set(test)), test) for test in tests]


def fit(examples: Sequence[Example], penalty: float) -> Weights:
    """Learn on articles with one penalty."""
    rows = np.vstack([example.rows for example in examples])
    ranks = np.array([ORDER.index(role) for example in examples for role in example.roles])
    counts = np.concatenate(
        [np.full(len(example.rows), _USUAL / len(example.rows)) for example in examples]
    )
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-9] = 1.0
    known = (rows - mean) / scale
    columns = [_newton(known, ranks <= step, counts, penalty) for step in range(len(STEPS))]
    expected = float(np.mean([len(set(example.main)) for example in examples]))
    return Weights(
        mean, scale, np.column_stack([column[:-1] for column in columns]),
        np.array([column[-1] for column in columns]), expected,
    )  # fmt: skip


def _newton(rows: np.ndarray, target: np.ndarray, counts: np.ndarray, penalty: float) -> np.ndarray:
    known = np.column_stack([rows, np.ones(len(rows))])
    held = np.append(np.full(rows.shape[1], penalty), 1e-3)
    found = np.zeros(known.shape[1])
    for _ in range(_NEWTON):
        chances = 1 / (1 + np.exp(-known @ found))
        slope = known.T @ (counts * (chances - target)) + held * found
        bend = (known * (counts * chances * (1 - chances))[:, None]).T @ known + np.diag(held)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-7:
            break
    return found
