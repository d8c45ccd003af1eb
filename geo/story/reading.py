"""Read all stories of a folder in a process of its own, for a shelf that has too many to wait for.

    python -m geo.story.reading FOLDER

It keeps the heads in the shelf's file, from which whoever lists them takes them, and ends when who
began it does: its input then ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from geo.story.shelf import Shelf

_ROOT: Final = Path(__file__).resolve().parents[2]
_NICE: Final = 10


def begun(folder: Path) -> subprocess.Popen[bytes]:
    """Begin to read all stories of a folder; return the process that does."""
    command = [sys.executable, "-m", "geo.story.reading", str(folder.resolve())]
    return subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE)


def main(folder: str) -> int:
    """Read them."""
    os.nice(_NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    Shelf(Path(folder)).read_all()
    return 0


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
