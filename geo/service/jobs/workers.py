"""Have work done in processes that can be killed: when it takes too long, or nobody wants it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any, Final, ParamSpec, TypeVar

from geo.errors import ArticleError, BusyError, DatelineError, GivenUpError
from geo.service.jobs.process import FAILED, MADE, READY, serve, warm

Given = ParamSpec("Given")
Made = TypeVar("Made")

LIMIT_S: Final = 120.0
"""How long one piece of work may take, from when its process is ready for it."""
JOBS: Final = 50
"""After so many a fresh process takes over, and what the libraries kept is given back."""

_GIVEN_UP: Final = "the article was given up"


class Worker:
    """Hold one process, which does one thing at a time.

    Parameters
    ----------
    warm
        What it does first, before its time is counted.
    """

    def __init__(self, warm: Callable[[], object] = warm) -> None:
        context = get_context("spawn")  # a fork would copy locks that threads hold
        self._orders, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there, warm), daemon=True)
        self._process.start()
        there.close()
        self._ready = self._killed = False
        self._jobs = 0

    @property
    def usable(self) -> bool:
        """Tell whether it may be given more to do."""
        return self._jobs < JOBS and not self._killed and self._process.is_alive()

    def ask(self, job: Callable[..., Made], *arguments: Any, limit_s: float) -> Made:
        """Return what a function of a module's own makes of its arguments, elsewhere.

        Raises
        ------
        ArticleError
            If it takes longer than it may; then the process is no more.
        BusyError
            If the process ends by itself, for want of memory most likely.
        """
        if not self._ready:
            self._answer(None)
            self._ready = True
        self._jobs += 1
        try:
            self._orders.send((job, arguments))
        except OSError:
            raise _ended() from None
        found: Made = self._answer(limit_s)
        return found

    def kill(self) -> None:
        """End it now."""
        self._killed = True
        self._process.kill()

    def _answer(self, limit_s: float | None) -> Any:
        if not wait([self._orders, self._process.sentinel], limit_s):
            self.kill()
            raise ArticleError(
                f"drafting the article takes longer than {limit_s:g} seconds, which is the limit; "
                "draft it in parts"
            )
        try:
            # Its sentinel closes a moment before the system calls a process dead: only what it
            # sent tells an end from an answer.
            if not self._orders.poll():
                raise EOFError
            kind, what = self._orders.recv()
        except (EOFError, OSError):
            self.kill()
            raise _ended() from None
        if kind in (MADE, READY):
            return what
        if not self._ready:
            self.kill()
        if kind == FAILED:
            raise RuntimeError(what)
        assert isinstance(what, DatelineError)
        raise what


def _ended() -> BusyError:
    return BusyError(
        "the process that drafts articles was stopped, for want of memory perhaps; try again"
    )


class Errand:
    """Let work be given up from another thread, whether it has begun or not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self.given_up = False

    def give_up(self) -> None:
        """Have it done no more; what is done already stays."""
        with self._lock:
            self.given_up = True
            if self._worker is not None:
                self._worker.kill()

    def carry_out(self, job: Callable[..., Made], *arguments: Any) -> Made:
        """Return what a function of a module's own makes of its arguments, in one of the processes.

        Raises
        ------
        GivenUpError
            If it was given up meanwhile.
        """
        with self._lock:
            if self.given_up:
                raise GivenUpError(_GIVEN_UP)
            self._worker = worker = _borrowed()
        try:
            return worker.ask(job, *arguments, limit_s=LIMIT_S)
        except BusyError as error:
            if self.given_up:
                raise GivenUpError(_GIVEN_UP) from error
            raise
        finally:
            with self._lock:
                self._worker = None
            _given_back(worker)


_lock: Final = threading.Lock()
_idle: Final[list[Worker]] = []


def get_ready() -> None:
    """Have a process ready before it is needed."""
    with _lock:
        if not _idle:
            _idle.append(Worker())


def _borrowed() -> Worker:
    with _lock:
        while _idle:
            if (worker := _idle.pop()).usable:
                return worker
            worker.kill()
    return Worker()


def _given_back(worker: Worker) -> None:
    if worker.usable:
        with _lock:
            _idle.append(worker)
    else:
        worker.kill()
