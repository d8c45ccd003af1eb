"""Hold the client's modules to their linter and their types, and show what they reckon."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.node import run
from tests.serving import ROOT

INSTALLED = Path(sys.prefix) / "client" / "node_modules"


def installed(name: str) -> str:
    """Return the program of a package that ``package-lock.json`` names."""
    program = INSTALLED / name
    assert program.exists(), "what checks the client is not there: run python3 start.py test"
    return str(program)


def test_the_clients_logic_holds_without_a_browser() -> None:
    files = sorted(path.as_posix() for path in ROOT.glob("tests/js/*.test.js"))
    done = run("--test", "--test-reporter=spec", *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_clients_modules_keep_the_rules_of_their_linter() -> None:
    done = run(installed("@biomejs/biome/bin/biome"), "lint", "--error-on-warnings")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_clients_types_hold(tmp_path: Path) -> None:
    options = {
        "typeRoots": [str(INSTALLED / "@types")],
        "paths": {"leaflet": [str(INSTALLED / "@types" / "leaflet")]},
    }
    config = {
        "extends": str(ROOT / "tsconfig.json"),
        "compilerOptions": options,
        "include": [str(ROOT / "static" / "js")],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = run(installed("typescript/bin/tsc"), "-p", str(tmp_path))
    assert done.returncode == 0, done.stdout
