"""Hold the code to its linter, its types and the order of its floors, as pyproject.toml says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {
    "lint": ["ruff", "check", "--no-cache"],
    "format": ["ruff", "format", "--check", "--no-cache"],
    "types": ["mypy"],
    "floors": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_code_keeps_its_rules(tool: str) -> None:
    program, *rest = TOOLS[tool]
    command = [str(Path(sys.executable).parent / program), *rest]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join([program, *rest])}:\n{done.stdout}{done.stderr}"
