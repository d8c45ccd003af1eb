"""Show that what a phrase names together is one mention, and that a way without a place is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.draft.model import Choice, Mention
from geo.draft.phrases import joined

PLACES = {
    "Iran": (130758, "country"), "Armenia": (174982, "country"), "Turkey": (298795, "country"),
    "Iranian": (130758, "country"), "Armenian": (174982, "country"), "Israel": (294640, "country"),
    "Spain": (2510769, "country"), "Baku": (587084, "city"), "Kars": (743952, "city"),
    "Tbilisi": (611717, "city"), "Zangezur": (-540077768, "area"), "Syunik": (409314, "region"),
}  # fmt: skip


def mentions(text: str, block: int = 0) -> list[Mention]:
    """Return a mention of every known name of a text, as a reader of places would."""
    found = []
    for name, (number, kind) in PLACES.items():
        start = -1
        while (start := text.find(name, start + 1)) >= 0:
            end = start + len(name)
            if text[end : end + 1].isalpha():
                continue
            choice = Choice(id=str(number), name=name, lon=45, lat=40, kind=kind, score=0.9)
            found.append(
                Mention(
                    id="m1", block=block, start=start, end=end, text=name, score=0.9,
                    kind="demonym" if name.endswith("ian") else "literal",
                    choices=(choice,), chosen=0,
                )
            )  # fmt: skip
    return sorted(found, key=lambda mention: mention.start)


def read(text: str) -> list[tuple[str, str | None]]:
    """Return each mention's words and the id of its place."""
    return [(m.text, m.choice.id if m.choice else None) for m in joined(mentions(text), [text])]


@pytest.mark.parametrize(
    "text, words",
    [
        ("They met on the border between Iran and Armenia.", "border between Iran and Armenia"),
        ("Traffic on the border of Armenia and Iran grew.", "border of Armenia and Iran"),
        ("The Iran–Armenia border is short.", "Iran–Armenia border"),
        ("The Iranian-Armenian border is short.", "Iranian-Armenian border"),
        ("Iran's border with Armenia is short.", "Iran's border with Armenia"),
        ("Armenia’s land border with Iran is short.", "Armenia’s land border with Iran"),
    ],
)
def test_a_border_is_one_mention_whichever_way_it_is_named(text: str, words: str) -> None:
    assert read(text) == [(words, "border 130758 174982")]


@pytest.mark.parametrize(
    "text",
    [
        "The border between Iran and Israel is only in a tale.",
        "Talks about the border, between Iran and Armenia, went on.",
        "Iran and Armenia have a border.",
        "The Baku-Tbilisi border does not exist.",
    ],
)
def test_what_is_no_border_stays_two_places(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    "text, words, direction",
    [
        ("Snow fell in north-western Iran on Monday.", "north-western Iran", "northwest"),
        ("Snow fell in northwest Iran on Monday.", "northwest Iran", "northwest"),
        ("Snow fell in the north-west of Iran.", "north-west of Iran", "northwest"),
        ("Snow fell in the south of Iran.", "south of Iran", "south"),
        ("Southern Iran was dry.", "Southern Iran", "south"),
    ],
)
def test_a_part_of_a_country_has_its_extent(text: str, words: str, direction: str) -> None:
    assert read(text) == [(words, f"part {direction} 130758")]
    (mention,) = joined(mentions(text), [text])
    assert [choice.id for choice in mention.choices][1:] == ["130758"]  # the whole, if wanted
    assert any("says" in reason for reason in mention.choices[0].reasons)


@pytest.mark.parametrize(
    "name, words, id_",
    [
        ("West Texas", "West Texas", "part west 4736286"),
        ("Northern Iran", "Northern Iran", "part north 130758"),
        ("South-Eastern Anywhere", "South-Eastern Anywhere", None),
        ("Westland", "Westland", None),
    ],
)
def test_a_part_that_the_gazetteer_lacks_is_one_of_its_whole(
    name: str, words: str, id_: str | None
) -> None:
    text = f"It rained in {name} on Monday."
    start = text.index(name)
    lone = Mention(
        id="m1", block=0, start=start, end=start + len(name), text=name, kind="literal", score=0.8
    )
    (found,) = joined([lone], [text])
    assert (found.text, found.choice.id if found.choice else None) == (words, id_)


@pytest.mark.parametrize(
    "text",
    [
        "The ship lay 20 miles north of Iran.",
        "They sailed to the north of Iran.",
        "The northern Iranian towns were cut off.",
        "They live north-west, Iran says.",
        "It rained in the south of Iran’s capital.",
    ],
)
def test_what_lies_outside_is_no_part(text: str) -> None:
    assert [place for _, place in read(text)] == ["130758"]


@pytest.mark.parametrize(
    "text, words, choices",
    [
        ("the so-called Zangezur corridor was named", "Zangezur corridor", 1),
        ("work on the Baku–Tbilisi–Kars railway went on", "Baku–Tbilisi–Kars railway", 3),
        ("a fire at the Tbilisi gas pipeline was put out", "Tbilisi gas pipeline", 1),
    ],
)
def test_a_way_is_kept_without_a_place(text: str, words: str, choices: int) -> None:
    (mention,) = joined(mentions(text), [text])
    assert mention.text == words and not mention.placed and mention.wanted
    assert len(mention.choices) == choices
    assert any("draw it" in reason for reason in mention.reasons)


@given(
    st.lists(
        st.sampled_from(
            [*PLACES, "border", "between", "and", "the", "north", "north-western", "of", "to",
             "corridor", "railway", "'s", "with", "–", "-", "rail", "lies"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_no_name_is_lost_and_no_two_overlap(words: list[str]) -> None:
    blocks = [" ".join(words).replace(" – ", "–").replace(" - ", "-").replace(" 's", "'s"), "Iran"]
    before = [*mentions(blocks[0]), *mentions(blocks[1], block=1)]
    after = joined(before, blocks)
    assert [mention.id for mention in after] == [f"m{n}" for n in range(1, len(after) + 1)]
    end, block = 0, 0
    for mention in after:
        end = end if mention.block == block else 0
        assert mention.start >= end and blocks[mention.block][mention.start :].startswith(
            mention.text
        )
        end, block = mention.end, mention.block
    for mention in before:
        assert any(
            one.block == mention.block and one.start <= mention.start and mention.end <= one.end
            for one in after
        )
