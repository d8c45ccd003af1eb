"""Offer Dateline's functions to scripts: ``python -m geo`` with a command.

``outputs``, ``work`` → ``processes``, ``shelves`` → ``checking``, ``rendering``, ``exporting``,
``tiling``, ``drafting`` → here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from geo import __version__
from geo.cli import checking, drafting, exporting, rendering, tiling
from geo.errors import FOUND_PROBLEMS, WRONG_CALL, DatelineError

STOPPED: Final = 130
"""As shells have it for a command that was interrupted from the keyboard."""

__all__ = ["FOUND_PROBLEMS", "STOPPED", "WRONG_CALL", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 problems found, 2 wrong call."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except DatelineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped; what is written is whole", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo",
        description="Dateline, for scripts.",
        epilog="Exit codes: 0 done, 1 problems found (the rest is done), 2 wrong call.",
    )
    parser.add_argument("--version", action="version", version=f"Dateline {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in (checking, rendering, exporting, tiling, drafting):
        room.add(commands)
    return parser
