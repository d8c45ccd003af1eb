"""Show whose word a sentence is where only the sentences before it tell."""

from __future__ import annotations

import time

import pytest

from geo.english.sentences import find_sentences
from geo.english.speech.voices import voices

PLACES = {"Bari", "Ede", "Iran", "North Fell"}

ARTICLES = [
    (
        ["Captain Lena Ford, of the harbour police, said the quay was shut. "
         "She denied that a crane had fallen."],
        [["Captain Lena Ford, of the harbour police", "Captain Lena Ford"]],
    ),
    (
        ["Marko Horvat said he had seen smoke.", "He told the court the gate was locked."],
        [["Marko Horvat"], ["Marko Horvat"]],
    ),
    (
        ["The harbour board said two quays were shut.", "It said the third was open."],
        [["The harbour board"], ["The harbour board"]],
    ),
    (
        ["The harbour board has two quays. It said the third was open."],
        [["", "The harbour board"]],
    ),
    (
        ["Iran said the road was open. It said lorries had crossed."],
        [["Iran", "Iran"]],
    ),
    (
        ["Villagers of Ede said the well was dry. They said it had been dry for weeks."],
        [["Villagers of Ede", "Villagers of Ede"]],
    ),
    (
        ["Her deputy, Ben Cole, walked to Bari. He said the path was muddy."],
        [["", "Ben Cole"]],
    ),
    (
        ["A spokesman for the mill said it would close. The bank said nothing was owed. "
         "He denied that."],
        [["A spokesman for the mill", "The bank", "A spokesman for the mill"]],
    ),
    # a quotation that goes on, or is told at its end
    (
        ["“The mast broke,” Ana Ruiz said near Bari. “Then it was quiet.”"],
        [["Ana Ruiz", "Ana Ruiz"]],
    ),
    (
        ["“The mast broke. We swam to North Fell,” said Ana Ruiz."],
        [["Ana Ruiz"] * 2],
    ),
    (
        ["“The mast broke,” Ana Ruiz said. “Then it was quiet.", "“We swam to Ede.”"],
        [["Ana Ruiz", "Ana Ruiz"], ["Ana Ruiz"]],
    ),
    # left open
    (["Marko Horvat said it burned.", "Ede lies low.", "He said no."],
     [["Marko Horvat"], [""], [""]]),
    (["A spokesman for the mill said it would close. She denied that."],
     [["A spokesman for the mill", ""]]),
    (["Ann Lee met Paul Roth in Bari. He said the road was shut."], [["", ""]]),
    (["Nurses came by boat. She said the road was shut."], [["", ""]]),
    (["“We swam,” said Ana Ruiz.", "“The sea was warm.”"], [["Ana Ruiz"], [""]]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "wanted"), ARTICLES)
def test_whose_word_it_is(paragraphs: list[str], wanted: list[list[str]]) -> None:
    cut = [[one.text for one in find_sentences(words)] for words in paragraphs]
    found = voices(cut, PLACES)
    # the reader of sentences may keep a quotation whole
    assert [list(dict.fromkeys(one)) for one in found] == [
        list(dict.fromkeys(one)) for one in wanted
    ]
    assert [len(one) for one in found] == [len(one) for one in cut]


def test_a_long_article_is_heard_in_time() -> None:
    sentences = [f"Ana Ruiz{n} said she saw it. “It burned.” He denied it." for n in range(4_000)]
    cut = [[one + "." for one in words.split(". ")] for words in sentences]
    before = time.process_time()
    voices(cut, PLACES)
    voices([["A" + "b" * 200_000]], PLACES)
    voices([["Ab " * 60_000]], PLACES)
    assert time.process_time() - before < 20
