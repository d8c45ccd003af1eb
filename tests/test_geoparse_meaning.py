"""Show that a government is told from its place, and that the labelled sentences are sound."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.geoparse.meanings import FILE, PARTS, accuracy, confusion, sentences
from geo.geoparse import parse


def kinds(text: str) -> dict[str, str]:
    return {mention.text: mention.kind for mention in parse(text).mentions}


@pytest.mark.parametrize(
    "text, name",
    [
        ("Tehran said the visit would help trade.", "Tehran"),
        ("Tehran has not yet answered the letter.", "Tehran"),
        ("Norway, for its part, rejected the plan.", "Norway"),
        ("The minister hopes that Norway will send a ship.", "Norway"),
        ("Norway and Sweden signed the treaty.", "Norway"),
        ("Norway and Sweden signed the treaty.", "Sweden"),
        ("Talks between Norway and Sweden went on.", "Sweden"),
        ("According to Tehran, nothing was lost.", "Tehran"),
        ("The committee urged Norway to wait.", "Norway"),
        ("Tehran is considering its answer.", "Tehran"),
    ],
)
def test_who_acts_is_a_government(text: str, name: str) -> None:
    assert kinds(text)[name] == "metonym"


@pytest.mark.parametrize(
    "text, name",
    [
        ("They met in Tehran and said nothing.", "Tehran"),
        ("Norway is a country of mountains.", "Norway"),
        ("Norway was hit by two storms.", "Norway"),
        ("Norway lies to the west of Sweden.", "Norway"),
        ("A train from Norway arrived late.", "Norway"),
        ("The ferries between Norway and Denmark were stopped.", "Denmark"),
        ("Fish from Norway and Sweden sold well.", "Sweden"),
        ("In Norway the winter was long.", "Norway"),
    ],
)
def test_where_things_are_is_a_place(text: str, name: str) -> None:
    assert kinds(text)[name] == "literal"


def test_the_sentences_are_many_and_their_marks_lie_where_they_say() -> None:
    text = FILE.read_text(encoding="utf-8")
    for part in PARTS:
        found = list(sentences(text, part))
        assert len(found) >= 80 and len({sentence.text for sentence in found}) == len(found)
        counted = Counter(kind for sentence in found for _, _, kind in sentence.marks)
        assert min(counted[kind] for kind in ("literal", "metonym", "demonym")) >= 25
        for sentence in found:
            for start, end, _ in sentence.marks:
                assert sentence.text[start:end].strip() == sentence.text[start:end] != ""


def test_most_names_are_read_as_they_are_meant() -> None:
    counted = confusion("unseen")
    assert accuracy(counted) >= 0.8
    assert counted["metonym", "metonym"] > 4 * counted["metonym", "literal"]
    assert counted["literal", "metonym"] <= 2
