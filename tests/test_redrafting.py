"""Parts of a draft read anew: a paragraph that was left out, and dates from another day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import read_article
from geo.draft import draft_article
from geo.draft.model import Draft, check
from geo.draft.redrafting import count_as_text, dates_from
from geo.errors import DraftError
from tests.test_drafting import parse

PAGE = """<article><h1>The road and the river</h1>
<p>BAKU: Ministers met in Baku on Monday and spoke about the road at great length.</p>
<p>Read also: Tehran closed the road past Meghri last week</p>
<p>Tehran said in May that a road past Meghri was no matter of its own, and no more.</p>
<p>Copyright 2024 The Test Gazette of Iran. All rights reserved.</p></article>"""


def drafted(day: dt.date | None = dt.date(2024, 5, 2)) -> Draft:
    return draft_article(read_article(PAGE.encode(), name="a.html"), parse=parse, published=day)


def part(draft: Draft, words: str) -> int:
    return next(at for at, left in enumerate(draft.left_out) if words in left.text)


def test_what_was_left_out_becomes_a_paragraph_where_it_stood() -> None:
    before = drafted()
    after = count_as_text(before, part(before, "Read also"), parse=parse)
    assert list(check(after)) == []
    assert [block.number for block in after.blocks] == [1, 2, 3]
    assert after.blocks[1].text.startswith("Read also")
    assert len(after.left_out) == len(before.left_out) - 1
    found = {(mention.text, mention.block) for mention in after.mentions}
    assert found == {("Baku", 0), ("Tehran", 1), ("Meghri", 1), ("Tehran", 2), ("Meghri", 2)}
    claims = [(statement.block, str(statement.date)) for statement in after.statements]
    assert claims == [(0, "2024-04-29"), (1, "2024-04-22/2024-04-28"), (2, "2024-05")]


def test_what_was_decided_stays() -> None:
    before = drafted()
    confirmed = tuple(m.model_copy(update={"state": "confirmed"}) for m in before.mentions)
    before = before.model_copy(update={"mentions": confirmed})
    after = count_as_text(before, part(before, "Read also"), parse=parse)
    known = {mention.id for mention in before.mentions}
    assert {m.state for m in after.mentions if m.id in known} == {"confirmed"}
    assert {m.state for m in after.mentions if m.id not in known} == {"open"}


@given(st.lists(st.integers(0, 9), max_size=6))
def test_in_any_order_the_draft_stays_sound(order: list[int]) -> None:
    draft = drafted()
    texts = {block.text for block in draft.blocks} | {left.text for left in draft.left_out}
    for number in order:
        if draft.left_out:
            draft = count_as_text(draft, number % len(draft.left_out), parse=parse)
    assert list(check(draft)) == []
    found = {block.text for block in draft.blocks} | {left.text for left in draft.left_out}
    assert found == texts
    numbers = [block.number for block in draft.blocks if block.number]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("index", [-1, 99])
def test_a_part_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(DraftError, match="were left out"):
        count_as_text(drafted(), index, parse=parse)


def test_dates_are_read_from_another_day() -> None:
    draft = drafted(None)
    assert draft.statements[0].date.unknown
    found = {dated.id: dated for dated in dates_from(draft, dt.date(2025, 1, 8))}
    assert str(found["S01"].date) == "2025-01-06"
    assert "Monday" in found["S01"].reason
