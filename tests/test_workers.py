"""Show that work can be ended at any moment, takes bounded time, and leaves places to others."""

from __future__ import annotations

import math
import operator
import os
import pickle
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from geo.errors import ArticleError, BusyError, DraftError, GivenUpError, StoryError
from geo.service.jobs import workers
from geo.service.jobs.queue import Queue
from geo.service.jobs.workers import Errand, Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    found = Worker(warm=int)
    yield found
    found.kill()


def test_work_is_done_elsewhere_and_its_faults_come_back(worker: Worker) -> None:
    assert worker.ask(os.getpid, limit_s=60) not in (0, os.getpid())
    assert worker.ask(math.gcd, 12, 18, limit_s=60) == 6
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        worker.ask(operator.truediv, 1, 0, limit_s=60)
    assert worker.usable


@pytest.mark.parametrize("error", [DraftError("a", ["b", "c"]), StoryError("a", ["b"])])
def test_faults_pass_from_process_to_process_whole(error: DraftError | StoryError) -> None:
    found = pickle.loads(pickle.dumps(error))
    assert (type(found), found.problems, str(found)) == (type(error), error.problems, str(error))


def test_what_is_given_up_ends_and_what_takes_too_long_is_told(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_idle", [worker])
    errand, faults = Errand(), list[Exception]()

    def wanted() -> None:
        try:
            errand.carry_out(time.sleep, 3600)
        except Exception as error:
            faults.append(error)

    thread = threading.Thread(target=wanted)
    thread.start()
    while errand._worker is None:
        time.sleep(0.01)
    errand.give_up()
    thread.join(60)
    assert [type(fault) for fault in faults] == [GivenUpError]
    assert not worker.usable
    with pytest.raises(BusyError, match="was stopped"):
        worker.ask(os.getpid, limit_s=60)
    fresh = Worker(warm=int)
    with pytest.raises(ArticleError, match="longer than 0 seconds, which is the limit"):
        fresh.ask(time.sleep, 3600, limit_s=0.0)
    assert not fresh.usable


def test_what_was_given_up_before_its_turn_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Worker", lambda: pytest.fail("it was begun"))
    errand = Errand()
    errand.give_up()
    with pytest.raises(GivenUpError):
        errand.carry_out(os.getpid)


def test_one_caller_leaves_a_place_to_others_and_can_give_his_turn_back() -> None:
    turns = Queue("things", at_once=3, each=2, waiting=7)
    go, begun = threading.Event(), list[str]()

    def job(name: str) -> None:
        begun.append(name)
        assert go.wait(60)

    mine = [turns.take("a", partial(job, name)) for name in ("a1", "a2", "a3", "a4")]
    other = turns.take("b", partial(job, "b1"))
    while len(begun) < 3:
        time.sleep(0.01)
    assert sorted(begun) == ["a1", "a2", "b1"]
    turns.leave(mine[2])
    assert mine[2].cancelled() and turns._held == {"a": 3, "b": 1}
    go.set()
    for done in (mine[0], mine[1], mine[3], other):
        done.result(60)
    assert sorted(begun) == ["a1", "a2", "a4", "b1"]
