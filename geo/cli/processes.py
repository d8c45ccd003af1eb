"""Do many things that keep a processor busy, in as many processes, and outlive the loss of one."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final, TypeVar

from tqdm import tqdm

from geo.cli.work import done, tried
from geo.errors import DatelineError, FaultError
from geo.service.jobs.apart import stay_below_parent

FEW: Final = 6
"""So many are done in this process: another takes seconds to begin."""
_AHEAD: Final = 4
"""How many are begun for each process before the first of them has been taken."""
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""By which libraries are told how many threads to use: each process has one processor."""

Job = TypeVar("Job")
Result = TypeVar("Result")


def done_apart(
    jobs: Iterable[Job], make: Callable[[Job], Result], *, total: int, unit: str
) -> Iterator[tuple[Job, Result | DatelineError]]:
    """Yield every job with what came of it, in the order of the jobs, as `done` does.

    Where a process is lost, for want of memory perhaps, what it and its neighbours had begun is
    begun again, each by itself; what is lost again is a fault of that job alone.

    Parameters
    ----------
    jobs
        Taken as they are needed. They and what comes of them go from process to process.
    make
        Does one; a function of a module's own.
    total
        How many jobs there are.
    unit
        What one of them is called, for the bar.
    """
    count = min(processors(), total)
    if total <= FEW or count < 2:
        yield from done(jobs, make, total=total, unit=unit)
        return
    waiting: deque[tuple[Job, Future[Result | DatelineError]]] = deque()
    pool, second = _pool(count), _Second()
    with tqdm(total=total, unit=f" {unit}", disable=None, file=sys.stderr, leave=False) as bar:
        try:
            for job in jobs:
                try:
                    waiting.append((job, pool.submit(tried, make, job)))
                except BrokenProcessPool:
                    pool = _pool(count)
                    waiting.append((job, pool.submit(tried, make, job)))
                if len(waiting) >= _AHEAD * count:
                    yield second.taken(make, *waiting.popleft())
                    bar.update()
            while waiting:
                yield second.taken(make, *waiting.popleft())
                bar.update()
        finally:
            pool.shutdown(cancel_futures=True)
            second.shutdown()


def processors() -> int:
    """Return how many processors this process may use."""
    told = getattr(os, "sched_getaffinity", None)
    return len(told(0)) if told else os.cpu_count() or 1


class _Second:
    """Try again, one at a time, what was lost with a process."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def taken(
        self,
        make: Callable[[Job], Result],
        job: Job,
        future: Future[Result | DatelineError],
    ) -> tuple[Job, Result | DatelineError]:
        """Return what came of a job; where its process was lost, of a second try."""
        try:
            return job, future.result()
        except BrokenProcessPool:
            self._pool = self._pool or _pool(1)
        try:
            return job, self._pool.submit(tried, make, job).result()
        except BrokenProcessPool:
            self.shutdown()
            return job, FaultError(
                "the process that worked on it was stopped twice, for want of memory perhaps; "
                "the others are not touched by it, try this one by itself"
            )

    def shutdown(self) -> None:
        """End the process, if there is one."""
        if self._pool:
            self._pool.shutdown()
        self._pool = None


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),  # a fork would copy locks that threads hold
        initializer=_settle,
    )


def _settle() -> None:
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    stay_below_parent()
