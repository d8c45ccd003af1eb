"""Keep the C library from hoarding memory that nobody uses any more.

A server draws in threads that come and go. glibc gives each an arena of its own, up to eight for
each processor, and gives back only what is free at an arena's end: one small thing that is kept
there holds all that large pictures left below it. After 20,000 requests that was twice all that was
in use; with few arenas, the room that one thread leaves is the next one's.
"""

from __future__ import annotations

import ctypes
import gc
import os
from typing import Final

ARENAS: Final = 2
"""As many as large pictures are drawn at once; the interpreter lets no more than one thread in."""
_ARENA_MAX: Final = -8
"""glibc's ``M_ARENA_MAX``."""
_VARIABLES: Final = ("MALLOC_ARENA_MAX", "GLIBC_TUNABLES")
"""By which whoever runs the server says how many there shall be."""


def share_arenas() -> bool:
    """Bound the C library's arenas, before threads have made more; tell whether it is glibc's.

    Where it is another library, or the environment says otherwise, nothing changes.
    """
    bound = getattr(ctypes.CDLL(None), "mallopt", None)
    if bound is None or any(name in os.environ for name in _VARIABLES):
        return False
    return bool(bound(_ARENA_MAX, ARENAS))


def settle() -> None:
    """Have Python's collector look no more at what is there for good.

    A round through all that is imported takes as long as to draw a picture, in which nobody is
    answered.
    """
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Give the system what lies unused: milliseconds, so after work that took much longer."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
