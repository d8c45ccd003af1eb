"""Do many things, two at a time, and show how far they are."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

from tqdm import tqdm

from geo.errors import DatelineError, FaultError

AT_ONCE: Final = 2
"""Drawing lets other threads run; a large picture takes a quarter of a gigabyte."""
_AHEAD: Final = 8
"""How many are begun before the first of them has been taken."""

_MOST_SAID: Final = 120
"""Letters of what a fault of our own says of itself."""

Job = TypeVar("Job")
Result = TypeVar("Result")


def done(
    jobs: Iterable[Job], make: Callable[[Job], Result], *, total: int, unit: str
) -> Iterator[tuple[Job, Result | DatelineError]]:
    """Yield every job with what came of it, in the order of the jobs.

    A fault of one, our own included, is yielded and leaves the others alone. On a terminal a bar
    is drawn on the error output, where there is more than one job.

    Parameters
    ----------
    jobs
        Taken as they are needed, so they may be very many.
    make
        Does one; called in several threads.
    total
        How many jobs there are.
    unit
        What one of them is called, for the bar.
    """
    off = True if total < 2 else None  # none: only where the output is no terminal
    waiting: deque[tuple[Job, Future[Result | DatelineError]]] = deque()
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        tqdm(total=total, unit=f" {unit}", disable=off, file=sys.stderr, leave=False) as bar,
    ):
        try:
            for job in jobs:
                waiting.append((job, pool.submit(tried, make, job)))
                if len(waiting) >= _AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
                    bar.update()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
                bar.update()
        finally:
            for _, future in waiting:
                future.cancel()


@contextmanager
def counted(unit: str) -> Iterator[Callable[[int, int], None]]:
    """Hand out what hears how many of one thing's parts are done, and of how many.

    On a terminal a bar is drawn of them on the error output.
    """
    with tqdm(total=0, unit=f" {unit}", disable=None, file=sys.stderr, leave=False) as bar:

        def tell(done: int, whole: int) -> None:
            bar.total = whole
            bar.update(done - bar.n)

        yield tell


def tried(make: Callable[[Job], Result], job: Job) -> Result | DatelineError:
    """Return what came of a job, a fault too."""
    try:
        return make(job)
    except DatelineError as error:
        return error
    except Exception as error:  # whatever it is, the other jobs are none the worse
        said = " ".join(str(error).split())[:_MOST_SAID]
        return FaultError(
            f"Dateline met a fault of its own ({type(error).__name__}: {said}); "
            "the others are not touched by it, please report it"
        )


def say(text: str) -> None:
    """Print a line without tearing the bar."""
    tqdm.write(text, file=sys.stdout)


def complain(text: str) -> None:
    """Print a line to the error output without tearing the bar."""
    tqdm.write(text, file=sys.stderr)
