"""Hold the house to its plan: imports run one way, and each backend stays in its room."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROWS = (
    {"geo.errors", "geo.tomlfaults"},
    {"geo.antimeridian"},
    {"geo.crs", "geo.text"},
    {"geo.sources", "geo.style", "geo.labelstyle"},
    {"geo.story"},
    {"geo.gazetteer", "geo.geometry"},
    {"geo.layers", "geo.basemap"},
    {"geo.webmap", "geo.printmap", "geo.export"},
    {"geo.english"},
    {"geo.articles"},
    {"geo.geoparse"},
    {"geo.draft"},
    {"geo.server", "geo.cli"},
    {"geo.__main__", "app", "pages"},
)
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}

ALLOWED = {
    "folium": {"geo.webmap"},
    "branca": {"geo.webmap"},
    "mapnik": {"geo.basemap", "geo.printmap"},
    "streamlit": {"app", "pages"},
    "starlette": {"geo.server"},
}

PACKAGES = {
    "PIL": "pillow",
    "docx": "python_docx",
    "fontTools": "fonttools",
    "markdown_it": "markdown_it_py",
}
"""Where a package's name is not that of what is imported."""


def files() -> list[Path]:
    return sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("geo/**/*.py")])


def room(module: str) -> str:
    """Return the room of a module: geo.story.dates → geo.story, pages.data → pages."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "geo" else parts[0]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively; write the whole name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if room(whole) in ROW_OF else str(node.module)


@pytest.mark.parametrize("path", files(), ids=module_of)
def test_imports_run_one_way(path: Path) -> None:
    here = room(module_of(path))
    if here == "geo":
        assert not [name for name in imported(path) if name.startswith("geo")]
        return
    assert here in ROW_OF, f"{here} has no row in the plan"
    for name in imported(path):
        there = room(name)
        if there in ROW_OF and there != here:
            assert ROW_OF[there] < ROW_OF[here], f"{here} may not import {name}"


@pytest.mark.parametrize("path", files(), ids=module_of)
def test_backends_stay_in_their_rooms(path: Path) -> None:
    here = room(module_of(path))
    for name in imported(path):
        allowed = ALLOWED.get(name.split(".")[0])
        assert allowed is None or here in allowed, f"{here} may not import {name}"


def test_plan_names_rooms_that_exist() -> None:
    assert any(room(module_of(path)) == "geo.story" for path in files())


def test_every_module_says_what_it_does() -> None:
    for path in files():
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert text and text.splitlines()[0].endswith((".", ":")), path


def test_what_is_imported_is_required_by_name_with_bounds() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and not line.startswith("#")]
    for line in named:
        assert re.fullmatch(r"[a-z0-9-]+(\[\w+\])?>=[\d.]+,<[\d.]+", line), line
    known = {re.split(r"[\[>]", line)[0].replace("-", "_") for line in named}
    ours = {"geo", "pages", "app", "tests", "benchmarks"} | {
        p.stem for p in (ROOT / "data/scripts").glob("*.py")
    }
    everywhere = [*files(), *ROOT.glob("tests/**/*.py"), *ROOT.glob("data/scripts/*.py")]
    for path in everywhere:
        for name in imported(path):
            top = name.split(".")[0]
            if top not in ours and top not in sys.stdlib_module_names:
                package = PACKAGES.get(top, top)
                assert package in known, f"{path.name} imports {top}; requirements.txt does not"
