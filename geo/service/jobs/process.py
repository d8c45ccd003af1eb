"""Be the process that drafts articles: it reads what it is told to do, does it, and says what came.

It has its own memory and can be killed at any moment, without harm to the server.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from geo.errors import DatelineError
from geo.service.jobs.apart import stay_below_parent

_NICER: Final = 5
READY: Final = "ready"
MADE: Final = "made"
REFUSED: Final = "refused"
FAILED: Final = "failed"


def warm() -> None:
    """Load what finds places, and build the gazetteer where there is none yet."""
    from geo.geoparse.parsing import get_ready

    get_ready()


def serve(orders: Connection, prepare: Callable[[], object]) -> None:
    """Get ready, then do what comes until nobody sends any more."""
    stay_below_parent()
    os.nice(_NICER)  # who answers goes first
    try:
        kind, said = _done(prepare, ())
        orders.send((READY, None) if kind == MADE else (kind, said))
        while True:
            job, arguments = orders.recv()
            orders.send(_done(job, arguments))
    except (EOFError, OSError):
        return


def _done(job: Callable[..., object], arguments: tuple[object, ...]) -> tuple[str, object]:
    try:
        return MADE, job(*arguments)
    except DatelineError as error:
        return REFUSED, error
    except Exception:
        return FAILED, traceback.format_exc()
