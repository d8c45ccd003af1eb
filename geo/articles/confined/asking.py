"""Have a file read by a worker: a process of its own, with little memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from geo.errors import ArticleError


def ask(
    worker: str, data: bytes, name: str, *, memory_bytes: int, time_s: int, more: tuple[str, ...]
) -> dict[str, Any]:
    """Return what a worker beside this module says of a file; what ends it is the file's fault.

    Then the answer holds only ``problem``: ``heavy`` or ``broken``.

    Raises
    ------
    ArticleError
        If no process can be started.
    """
    path = Path(__file__).with_name(worker)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(path), str(memory_bytes), str(time_s), *more],
            input=data, capture_output=True, timeout=4 * time_s, check=False,
        )  # fmt: skip
        return dict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return {"problem": "heavy"}
    except ValueError:
        return {"problem": "heavy" if done.returncode else "broken"}
    except OSError as error:
        raise ArticleError(
            f"{name} cannot be read now: {error.strerror or error}; try again"
        ) from error
