"""Carry out work that keeps the interpreter to itself in a process of its own.

Mapnik lets other threads run while it draws pixels, but not while cairo writes SVG or PDF: for
most of a second nobody else would be answered.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Final, ParamSpec, TypeVar

from geo.errors import BusyError

Given = ParamSpec("Given")
Made = TypeVar("Made")

TASKS: Final = 200
"""After so many a fresh process takes over, and what the libraries kept is given back."""

_lock: Final = threading.Lock()
_pools: Final[list[ProcessPoolExecutor]] = []


def apart(job: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
    """Return what a function of a module's own makes of its arguments, elsewhere.

    Raises
    ------
    BusyError
        If the process was killed, by the system for want of memory most likely.
    """
    pool = _pool()
    try:
        return pool.submit(job, *args, **kwargs).result()
    except BrokenProcessPool as error:
        _forget(pool)
        raise BusyError(
            "the process that writes SVG and PDF was stopped, for want of memory perhaps; "
            "ask again in a moment, or for fewer layers"
        ) from error


def start() -> None:
    """Have the process ready before it is needed."""
    apart(os.getpid)


def _pool() -> ProcessPoolExecutor:
    with _lock:
        if not _pools:
            _pools.append(
                ProcessPoolExecutor(
                    1,
                    mp_context=get_context("spawn"),  # a fork would copy locks that threads hold
                    initializer=_settle,
                    max_tasks_per_child=TASKS,
                )
            )
        return _pools[0]


def _forget(pool: ProcessPoolExecutor) -> None:
    with _lock:
        if pool in _pools:
            _pools.remove(pool)
    pool.shutdown(wait=False)


def stay_below_parent() -> None:
    """Heed no Ctrl-C, which is meant for the parent, and end when that ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _settle() -> None:
    stay_below_parent()
    import geo.printmap  # noqa: F401 - the heavy part, before anybody waits for it


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
