from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.geoparse import stamping
from geo.errors import GazetteerError
from geo.geoparse.text import digests, trees
from geo.geoparse.text.words import LISTS


@pytest.mark.parametrize("path", [trees.FILE, trees.UNLISTED], ids=lambda path: path.stem)
def test_models_were_trained_with_the_features_and_word_lists_that_stand_here(path: Path) -> None:
    """Train anew; or, if no number changed, python -m benchmarks.geoparse.stamping."""
    assert trees.made_of(path, lambda arrays: "depends" in arrays)


def other(lists: dict[str, str], **changed: str) -> dict[str, dict[str, str]]:
    """Return all word lists, with some of a part's changed."""
    return {**LISTS, "groups": {**lists, **changed}}


@pytest.mark.parametrize(
    ("lists", "says"),
    [
        (other(LISTS["groups"], says="said"), "a change of the word list groups.says; train anew"),
        (other(dict(reversed(LISTS["groups"].items()))), "a change of the order of the word lists"),
    ],
)
def test_a_model_is_refused_after_a_change_of_its_word_lists(
    lists: dict[str, dict[str, str]], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "LISTS", lists)
    refused(says, monkeypatch)


def refused(says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that the shipped models are refused, with what to do."""
    monkeypatch.setattr(digests, "digests", digests.digests.__wrapped__)
    for path, command in ((trees.FILE, "train"), (trees.UNLISTED, "unlisted")):
        with pytest.raises(GazetteerError, match=rf"{path.name} .*{says}.*geoparse {command}$"):
            trees.made_of(path, dict)


def test_a_model_is_refused_after_a_change_of_its_features_but_not_of_what_is_said_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {model: digests.digests(model) for model in digests.CODE}
    monkeypatch.setattr(digests, "ROOT", tmp_path)
    for path in (path for paths in digests.CODE.values() for path in paths):
        code = (trees.FILE.parents[2] / "geo/geoparse" / path).read_text(encoding="utf-8")
        target = tmp_path / "geo/geoparse" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'"""Say more."""\n\nimport os  # nothing\n{code}', encoding="utf-8")
    again = digests.digests.__wrapped__
    assert {model: again(model) for model in digests.CODE} == before
    for paths in digests.CODE.values():
        target = tmp_path / "geo/geoparse" / paths[0]
        code = target.read_text(encoding="utf-8")
        target.write_text(code.replace("float(", "1 - float(", 1), encoding="utf-8")
    refused("a change of the features in geo/geoparse/", monkeypatch)


def test_a_stamp_leaves_what_was_trained(tmp_path: Path) -> None:
    copy = tmp_path / trees.FILE.name
    copy.write_bytes(trees.FILE.read_bytes())
    stamping.stamp(copy)
    assert copy.read_bytes() == trees.FILE.read_bytes()
