"""Many things in several processes: in order, a fault alone, and none lost with a process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from geo.cli import processes
from geo.errors import DatelineError, DraftError, FaultError, NoDraftError, StoryError
from tests.workers import halved


def test_a_process_that_is_lost_takes_nothing_else_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)
    jobs = [(tmp_path, number) for number in range(10)]
    found = list(processes.done_apart(jobs, halved, total=10, unit="numbers"))
    assert [job for job, _ in found] == jobs
    results = dict(zip(range(10), (result for _, result in found), strict=True))
    assert isinstance(refused := results.pop(4), DraftError)
    assert refused.problems == ("is refused", "twice")
    assert isinstance(lost := results.pop(7), FaultError)
    assert "was stopped twice" in str(lost)
    assert results == {number: number / 2 for number in results} and len(results) == 8


@pytest.mark.parametrize(("total", "count"), [(processes.FEW, 2), (9, 1)])
def test_a_few_or_on_one_processor_are_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, total: int, count: int
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: count)
    here: list[int] = []  # which another process could not write to
    jobs = range(total)
    found = processes.done_apart(jobs, lambda n: here.append(n), total=total, unit="numbers")
    assert [job for job, _ in found] == list(jobs) and sorted(here) == list(jobs)


@pytest.mark.parametrize("kind", [DraftError, NoDraftError, StoryError])
def test_what_is_wrong_is_told_from_process_to_process(kind: type[DatelineError]) -> None:
    error = kind("small", ["is odd", "is old"])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind and str(again) == str(error)
    assert again.problems == error.problems
