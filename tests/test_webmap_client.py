"""Hold the client's files to the house rules: text as text, every word in every language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from geo.text import LANGUAGES
from geo.webmap.assets import ALONE, STATIC
from geo.webmap.modules import linked

SCRIPTS = sorted(STATIC.glob("js/**/*.js"))


def tables(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        language: json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }


WORDS = tables(STATIC / "i18n")
CHECKING = tables(STATIC / "i18n" / "check")
"""Words of the document in which a draft is checked, beside the map's."""


def of(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


@pytest.mark.parametrize("path", SCRIPTS, ids=of)
def test_no_text_can_become_markup_or_code(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for danger in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
    ):
        assert danger not in source


@pytest.mark.parametrize("path", SCRIPTS, ids=of)
def test_a_client_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert lines[0].startswith("/* ")


@pytest.mark.parametrize("path", [*SCRIPTS, *STATIC.glob("css/*.css")], ids=of)
def test_no_other_host_is_named(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    hosts = set(re.findall(r"(?:https?:)?//([a-z0-9-]+\.[a-z]{2,}[a-z0-9.-]*)", source))
    assert hosts <= {"www.w3.org"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [WORDS, CHECKING], ids=["map", "check"])
def test_every_word_stands_in_every_language(
    words: dict[str, dict[str, Any]], language: str
) -> None:
    own, english = words[language], words["en"]
    assert set(own) == set(english)
    plurals = Locale.parse(language).plural_form.tags | {"other"}
    for key, form in english.items():
        forms = form.values() if isinstance(form, dict) else [form]
        mine = own[key].values() if isinstance(own[key], dict) else [own[key]]
        wanted = {name for text in forms for name in re.findall(r"\{\w+\}", text)}
        if isinstance(own[key], dict):
            assert set(own[key]) == plurals, key
        elif isinstance(form, dict):  # one form is enough where a number changes no noun
            assert plurals <= {"one", "other"}, key
        for text in mine:
            assert text.strip()
            assert set(re.findall(r"\{\w+\}", text)) == wanted, key


def test_every_word_that_the_client_asks_for_exists() -> None:
    reading = [STATIC / name for name in linked(ALONE, root=STATIC)]
    for paths, known in ((reading, {*WORDS["en"]}), (SCRIPTS, {*WORDS["en"], *CHECKING["en"]})):
        source = "".join(path.read_text(encoding="utf-8") for path in paths)
        asked = set(re.findall(r"\bt\(\"([\w.]+)\"", source))
        for stem in (key for key in asked if key.endswith(".")):
            assert any(key.startswith(stem) for key in known), stem
        assert {key for key in asked if not key.endswith(".")} <= known
