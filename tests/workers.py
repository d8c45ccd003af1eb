"""Work for other processes, which find it by its name: some of it ends its process."""

from __future__ import annotations

import os
from pathlib import Path

from geo.errors import DraftError


def halved(given: tuple[Path, int]) -> float:
    """Halve a number; four cannot be, five ends its process once, and seven always."""
    folder, number = given
    if number == 4:
        raise DraftError("four", ["is refused", "twice"])
    if number == 7 or (number == 5 and not (folder / "five").exists()):
        (folder / "five").touch()
        os._exit(9)
    return number / 2
