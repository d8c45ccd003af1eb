"""Hold what the browser was given of our rules to what Python says now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "data" / "scripts" / "build_rules.py"


def test_the_browser_has_the_rules_as_they_are() -> None:
    spec = importlib.util.spec_from_file_location("build_rules", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.tables().items():
        written = (ROOT / name).read_text(encoding="utf-8")
        assert written == text, f"run: python {SCRIPT.relative_to(ROOT)}"
