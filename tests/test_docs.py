"""Show that what the documents name is really there: files, commands, keys, pictures."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from docs.options import TABLE, table
from geo.sources import load_sources
from geo.story.format.models import (
    Annotation,
    Context,
    FeatureHead,
    LayerHead,
    Relation,
    StoryHead,
)

ROOT = Path(__file__).resolve().parent.parent
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path) -> None:
    """A path in code that begins at the root leads to something, be it `with/*.stars`."""
    if page.name == "CHANGELOG.md":  # tells of what has moved since
        return
    tops = "app.py|geo|data|docs|pages|static|tests|benchmarks|start.py|pyproject.toml"
    for named in re.findall(rf"`((?:{tops})(?:/[^`\s:]*)?)`", page.read_text(encoding="utf-8")):
        path = re.sub(r"<\w+>", "*", named)
        found = (*ROOT.glob(path.rstrip("/")), *ROOT.glob(f"{path}.py"))
        assert found or path.startswith("data/drafts"), named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_name_files_and_subcommands_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for script in re.findall(r"python3? ((?:[\w-]+/)*[\w-]+\.py)", text):
        assert (ROOT / script).is_file(), script
    for command in set(re.findall(r"-m geo ([a-z]+)", text)):
        assert is_command(command), command


@cache
def is_command(name: str) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "geo", name, "--help"], cwd=ROOT, capture_output=True
    )
    return done.returncode == 0


def test_the_version_is_the_newest_of_the_changelog() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geo", "--version"], cwd=ROOT, capture_output=True, text=True
    )
    versions = re.findall(r"^## (\S+) – (?:in work|\d{4}-\d\d-\d\d)$", CHANGES, re.MULTILINE)
    assert done.stdout == f"Dateline {versions[0]}\n"
    assert len(versions) == CHANGES.count("\n## "), "each has its day"


def test_every_key_of_the_story_format_is_described() -> None:
    text = (ROOT / "docs" / "story-format.md").read_text(encoding="utf-8")
    optional = {"titles", "summaries", "claims", "speakers", "url", "rights", "language", "bounds"}
    for model in (StoryHead, LayerHead, Annotation, Context, Relation, FeatureHead):
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert key in optional or re.search(rf"\b{key}\b", text), f"{model.__name__}.{key}"


def test_the_readmes_table_of_options_is_that_of_the_models() -> None:
    found = TABLE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == table(), "write it anew: python -m docs.options"


def test_commands_of_the_sources_exist() -> None:
    for source in load_sources().values():
        for script in re.findall(r"\S+\.py", source.command or ""):
            assert (ROOT / script).is_file(), f"{source.id}: {script}"


def test_recorded_files_exist() -> None:
    for source in load_sources().values():
        for pattern in source.files:
            assert list(ROOT.glob(pattern)), f"{source.id}: {pattern}"


def test_every_promise_is_the_readmes_and_has_its_test() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    lines = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if "::test_" in line]
    assert len(rows) > 30
    for words, tests in rows:
        assert words in readme, words
        for file, test in re.findall(r"`([\w/]+\.py)::(\w+)`", tests):
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
