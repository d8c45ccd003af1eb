"""Show that a hyphen at a line's end stays where it is of its word, and goes where it is not."""

from __future__ import annotations

import pytest

from geo.articles import read_article
from geo.articles.blocks.hyphens import breaks_word, words_of

WHOLE = """Snow shuts the road to Vayk

The road near Yeghegnad-
zor was shut, and the moun-
tain pass too. The {}-
{} firm that keeps it did not say more
on Monday."""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("anglo", "american"), ("pro", "russian"), ("anti", "tank"), ("ex", "soviet"),
        ("vice", "presidential"), ("co", "owned"), ("mid", "sized"), ("self", "employed"),
        ("north", "eastern"), ("well", "known"), ("twenty", "first"), ("state", "owned"),
        ("russian", "led"), ("family", "run"), ("Kapan", "based"),
    ],
)  # fmt: skip
def test_hyphen_of_a_compound_stays(left: str, right: str) -> None:
    article = read_article(WHOLE.format(left, right).encode())
    assert f"The {left}-{right} firm" in article.text
    assert "Yeghegnadzor was shut, and the mountain pass" in article.text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("govern", "ment"), ("infra", "structure"), ("pro", "vincial"), ("inter", "national"),
        ("co", "lonial"),
        ("at", "tack"), ("short", "age"), ("Akhal", "kalaki"), ("Tbi", "lisi"),
        ("Mer", "seyside"), ("so", "cial"),
    ],
)  # fmt: skip
def test_hyphen_within_a_word_or_a_name_goes(left: str, right: str) -> None:
    assert f"The {left}{right} firm" in read_article(WHOLE.format(left, right).encode()).text


def test_text_tells_of_its_own_words() -> None:
    words = words_of("The Zorvan people of Kar-Tesh met. A kar-tesh is a Zorvanim thing.")
    assert breaks_word("the Zor-", "vanim came", words, often=False)
    assert not breaks_word("the Kar-", "tesh came", words, often=True)


def test_where_words_are_not_broken_an_unknown_one_keeps_its_hyphen() -> None:
    assert not breaks_word("the Zor-", "vanqi came", frozenset(), often=False)
    assert breaks_word("the Zor-", "vanqi came", frozenset(), often=True)
    assert breaks_word("near Akhal-", "kalaki and", frozenset(), often=False)
    assert not breaks_word("from Iran-", "Azerbaijan", frozenset(), often=True)
    assert not breaks_word("in Stratford-", "upon-Avon", frozenset(), often=True)
    assert not breaks_word("sheikh al-", "zorvani", frozenset(), often=True)
    assert not breaks_word("- -", "and", frozenset(), often=True)
