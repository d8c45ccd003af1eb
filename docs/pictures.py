"""Make the README's pictures anew, by the very commands that stand in it.

Run from the top folder: ``.venv/bin/python docs/pictures.py``.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = re.compile(r"^\.venv/bin/python (-m geo render .*docs/pictures/.*)$", re.MULTILINE)


def commands() -> list[list[str]]:
    """Return the arguments of each command that makes a picture."""
    return [shlex.split(found) for found in COMMAND.findall((ROOT / "README.md").read_text())]


if __name__ == "__main__":
    (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
    for arguments in commands():
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)
