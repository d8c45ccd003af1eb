"""Show that the work of drafting grows with a text's length and not with its square.

Steps are counted, lines of our own code and letters given to patterns, and never time.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from geo.articles.article import Paragraph, ReadArticle
from geo.articles.blocks.cutting import tidy
from geo.articles.formats.webpage import read_page
from geo.draft import phrases
from geo.draft.drafting import draft_article
from geo.english.sentences import find_sentences
from geo.english.speech import speakers
from geo.english.speech.speakers import find_speaker
from geo.gazetteer.folding import fold
from geo.geoparse.nonplaces import clubs

ROOT: Final = str(Path(__file__).resolve().parent.parent / "geo")
SHORT: Final = 400
MOST: Final = 5.0
"""How much more work four times the letters may be."""

FAMILIES: Final = {
    "a list of places": "Lima, ",
    "places joined by and": "Lima and ",
    "names with no end": "Lima Quito ",
    "capital letters": "Q ",
    "a region's whole name": "Papua New Guinea, ",
    "speakers": "said the mayor of Lima, ",
    "quotations": "“Lima,” said the mayor. ",
    "sentences in small letters": "lima is here. Lima is there. ",
    "dates": "in Lima on 3 May 2021 ",
    "borders": "the border between Peru and Chile ",
    "directions": "north of Lima and ",
    "hyphens": "Lima-",
    "articles in capitals": "A ",
    "articles of names": "Al-",
    "camps": "Lima camp and ",
    "camps of many": "camps of Lima and ",
}


@contextmanager
def steps() -> Iterator[list[int]]:
    """Count the lines of our own code that are run."""
    count = [0]

    def line(frame: FrameType, event: str, _: Any) -> Any:
        count[0] += event == "line"
        return line

    def call(frame: FrameType, event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(ROOT) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield count
    finally:
        sys.settrace(before)


def article(unit: str, letters: int) -> ReadArticle:
    text = (unit * (letters // len(unit) + 1))[:letters].strip()
    return ReadArticle(
        (Paragraph(1, f"It rained in Peru. {text}."),), headline="Rain", language="en"
    )


def test_four_times_the_letters_are_at_most_five_times_the_steps() -> None:
    draft_article(article("Lima ", 100))  # loads what is loaded once
    grown = {}
    for name, unit in FAMILIES.items():
        counts = []
        for letters in (SHORT, 4 * SHORT):
            with steps() as count:
                draft_article(article(unit, letters))
            counts.append(count[0])
        grown[name] = counts[1] / counts[0]
    assert {name: round(times, 1) for name, times in grown.items() if times > MOST} == {}


class Counting:
    """Count the letters that a pattern is given to look through."""

    def __init__(self, pattern: re.Pattern[str], letters: list[int]) -> None:
        self._pattern, self._letters = pattern, letters

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._pattern, name)

        def counted(text: str, start: int = 0, end: int = sys.maxsize) -> Any:
            if name == "search":
                self._letters[0] += min(end, len(text)) - start
            return method(text, start, end)

        return counted


def letters_seen(
    monkeypatch: pytest.MonkeyPatch, module: object, work: Callable[[], object]
) -> int:
    letters = [0]
    with monkeypatch.context() as patched:
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                patched.setattr(module, name, Counting(value, letters))
        work()
    return letters[0]


def test_a_speaker_is_looked_for_near_its_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = "and the mayor said it, " * 100, "and the mayor said it, " * 400
    seen = letters_seen(monkeypatch, speakers, lambda: find_speaker(few))
    assert letters_seen(monkeypatch, speakers, lambda: find_speaker(many)) <= MOST * seen


def test_a_phrase_is_looked_for_beside_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = draft_article(article("Lima and ", 600))
    text = found.blocks[0].text
    seen = letters_seen(monkeypatch, phrases, lambda: phrases.joined(found.mentions, [text]))
    assert len(found.mentions) > 50
    assert seen < 200 * len(found.mentions)


def test_marks_by_the_thousand_are_not_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    """To compose them takes the square of their number."""
    given: list[str] = []

    def normalize(form: str, text: str) -> str:
        given.append(text)
        return text

    monkeypatch.setattr(unicodedata, "normalize", normalize)
    stack = "a" + "\u0316\u0301" * 500
    assert tidy(stack) == stack and fold(stack) == "a"
    assert all(len(text) < 40 for text in given)


def test_phrases_of_matches_are_looked_for_where_words_begin() -> None:
    """In one long word they would be looked for from each letter to its end."""
    assert all(phrase.pattern.startswith(r"\b") for phrase in clubs._PHRASES)


def test_a_long_page_gets_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's takes the square of the paragraphs, hidden ones too."""
    asked: list[bool] = []

    def extract(*_: object, fast: bool, **__: object) -> None:
        asked.append(fast)

    monkeypatch.setattr("trafilatura.bare_extraction", extract)
    for count in (100, 4000):
        read_page("<p>It rained in Lima.</p>" + "<p hidden>Lima</p>" * count, "a page")
    assert set(asked[: len(asked) // 2]) == {False} and set(asked[len(asked) // 2 :]) == {True}


def test_a_sentence_that_goes_on_in_small_letters_is_cut_once() -> None:
    text = "“Never!” " + "he said. “No!” " * 500
    assert "".join(one.text for one in find_sentences(text)).replace(" ", "") == text.replace(
        " ", ""
    )
