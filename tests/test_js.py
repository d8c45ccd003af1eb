"""Show what the client reckons without drawing: words, addresses, steps, places of names."""

from __future__ import annotations

from tests.node import run
from tests.serving import ROOT


def test_the_clients_logic_holds_without_a_browser() -> None:
    files = sorted(path.as_posix() for path in ROOT.glob("tests/js/*.test.js"))
    done = run("--test", "--test-reporter=spec", *files)
    assert done.returncode == 0, done.stdout + done.stderr
