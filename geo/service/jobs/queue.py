"""Let jobs take turns: so many at once, so many in wait, and of those only a share to one caller.

Two refusals, because what to do differs. **503**: the whole server has its hands full; whose fault
that is cannot be said, and any caller may come again. **429**: there would be room, but this caller
alone already holds half of it; he waits for his own, and leaves the rest to others. Callers are
told apart by their network address; behind a proxy that hides it all are one, and may hold half.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from geo.errors import BusyError, TooManyError


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    caller: str
    job: Callable[[], None]
    done: Future[None]


class Queue:
    """Carry jobs out in threads of their own.

    Parameters
    ----------
    what
        What is made, in the plural, for the sentence that refuses.
    at_once
        How many threads.
    waiting
        How many jobs may wait for one.
    each
        How many threads one caller may hold; all, where none is said.
    after
        Called when a job is done and told; the next one waits for it.
    """

    def __init__(
        self,
        what: str,
        *,
        at_once: int,
        waiting: int,
        each: int | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self.what = what
        self._after = after
        self.room = at_once + waiting
        self._free = at_once
        self._each = at_once if each is None else each
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix=what.replace(" ", "-"))
        self._held: Counter[str] = Counter()
        self._running: Counter[str] = Counter()
        self._waiting: list[_Turn] = []
        self._lock = threading.Lock()

    def take(self, caller: str, job: Callable[[], None]) -> Future[None]:
        """Carry a job out when its turn comes; return when that is.

        Raises
        ------
        BusyError
            If too many wait already.
        TooManyError
            If too many of this caller's do.
        """
        turn = _Turn(caller, job, Future())
        with self._lock:
            if self._held.total() >= self.room:
                raise BusyError(f"{self.room} {self.what} are waited for; ask again in a moment")
            if self._held[caller] >= self.room // 2:
                raise TooManyError(
                    f"you are waiting for {self._held[caller]} {self.what}; "
                    "ask again when some have come"
                )
            self._held[caller] += 1
            self._waiting.append(turn)
        self._go_on()
        return turn.done

    def leave(self, done: Future[None]) -> None:
        """Give a turn back that has not come yet; one that has is left alone."""
        with self._lock:
            for turn in self._waiting:
                if turn.done is done:
                    self._waiting.remove(turn)
                    self._let_go(self._held, turn.caller)
                    done.cancel()
                    return

    def _go_on(self) -> None:
        """Begin the first job whose caller may have one more."""
        with self._lock:
            fits = (turn for turn in self._waiting if self._running[turn.caller] < self._each)
            turn = next(fits, None)
            if turn is None or not self._free:
                return
            self._waiting.remove(turn)
            self._free -= 1
            self._running[turn.caller] += 1
        self._pool.submit(self._run, turn)

    def _run(self, turn: _Turn) -> None:
        try:
            turn.job()
            self._after()
            turn.done.set_result(None)
        except BaseException as error:
            turn.done.set_exception(error)
        finally:
            with self._lock:
                self._free += 1
                self._let_go(self._held, turn.caller)
                self._let_go(self._running, turn.caller)
            self._go_on()

    @staticmethod
    def _let_go(counted: Counter[str], caller: str) -> None:
        counted[caller] -= 1
        if not counted[caller]:
            del counted[caller]
