"""Show that no bad article gets past either door, takes the memory, or is run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.badarticles import ARTICLES

ROOT = Path(__file__).resolve().parent.parent
LOOKED_AT = {
    "empty.txt": "is empty",
    "blank.txt": "is empty",
    "five-megabytes.txt": "the limit is 2 MB",
    "one-word.txt": "the limit is 200,000",
    "french.txt": "it is in French",
    "broken.pdf": "is broken and cannot be opened as PDF",
    "rubbish.pdf": "is broken and cannot be opened as PDF",
    "bomb.docx": "would unpack to 2,000 MB",
    "entities.docx": "defines entities",
    "no-zip.docx": "is broken and cannot be opened as .docx",
    "binary.txt": "is no text that can be read",
    "nested.html": "300,000 tags",
    "too-large.pdf": "larger than 20,000,000 bytes",
}
"""What the sentence says, of those of which no draft is made."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Return what came of each article, sent in one process whose memory is limited."""
    folder = tmp_path_factory.mktemp("bad")
    done = subprocess.run(
        [sys.executable, "-m", "tests.badarticles", str(folder / "in")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.iterdir()] == ["in"]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["name"]: line for line in lines}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_each_is_refused_in_one_sentence_by_both_doors(
    answers: Mapping[str, Any], name: str
) -> None:
    found = answers[name]
    assert found["status"] == (413 if name == "too-large.pdf" else 422)
    assert LOOKED_AT[name] in found["detail"]
    assert found["code"] == 1
    (line,) = found["told"].splitlines()
    assert LOOKED_AT[name] in line
    for text in (found["detail"], line):
        assert "Traceback" not in text and len(text) < 300


def test_a_text_without_a_place_is_kept_and_says_so(answers: Mapping[str, Any]) -> None:
    found = answers["no-place.txt"]
    assert (found["status"], found["mentions"]) == (201, [])
    assert any("No place was found" in note for note in found["notes"])
    assert found["code"] == 0 and "note: no place was found" in found["told"]


def test_of_a_page_with_scripts_only_the_words_are_kept(answers: Mapping[str, Any]) -> None:
    found = answers["scripts.html"]
    assert found["status"] == 201
    assert "Baku" in found["mentions"] and "Aktau" in found["mentions"]
    words = " ".join(found["texts"])
    assert "ferry" in words
    for script in ("evil", "alert", "script", "onerror", "<", "fetch"):
        assert script not in words


def test_after_all_of_them_a_good_article_is_drafted(answers: Mapping[str, Any]) -> None:
    assert {*answers} == {*ARTICLES, "good.txt"}
    assert answers["good.txt"]["status"] == 201
    assert "Aktau" in answers["good.txt"]["mentions"]
