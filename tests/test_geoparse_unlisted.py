"""Names of places that no gazetteer has: offered by the words beside them, and not what is none.

The names are invented, and none of the sentences is among those that the forest was made of.
"""

from __future__ import annotations

import pytest

from geo import geoparse
from geo.articles.article import Paragraph, ReadArticle
from geo.draft import draft_article
from geo.geoparse.text.reading import read
from geo.geoparse.unlisted.runs import runs

OPENING = "Two men were flown to Tehran on Sunday, and nobody knew when they would come back. "


def unlisted(text: str) -> list[str]:
    """Return the names without a place in a text, those of the opening left out."""
    parsed = geoparse.parse(OPENING + text)
    found = [one for one in (*parsed.mentions, *parsed.unlisted) if one.place is None]
    return [one.text for one in sorted(found, key=lambda one: one.start)]


@pytest.mark.parametrize(
    "text, names",
    [
        ("They fled to Dar Munira camp and to Umm Tega refugee camp. Umm Tega is full.",
         ["Dar Munira", "Umm Tega", "Umm Tega"]),
        ("Shells fell on Goz Adar and Wad Nimr villages and on the hamlet of al-Sidrawi.",
         ["Goz Adar", "Wad Nimr", "al-Sidrawi"]),
        ("The villages of Mokha Bil, Tarwal and Old Sessin burned on Friday.",
         ["Mokha Bil", "Tarwal", "Old Sessin"]),
        ("Crowds fled Zorkul Dar and Abu Hiraz at dawn.", ["Zorkul Dar", "Abu Hiraz"]),
        ("Carts left for al-Safra at noon. Al-Safra is full.", ["al-Safra", "Al-Safra"]),
        ("People of Zorkan were glad of the rain.", ["Zorkan"]),
        ("Stones hit Kesht, a hamlet in the hills.", ["Kesht"]),
        ("Water stood in Camp 9 West, in Block H and at Nayapara Ghat.",
         ["Camp 9 West", "Block H", "Nayapara Ghat"]),
        ("The lorry left the road beyond Mungo Gap and rolled down to the Wirra Creek.",
         ["Mungo Gap", "Wirra Creek"]),
        ("Police closed the bridge at Lower Tarrow, and the mayor of Tarrow opened the hall.",
         ["Lower Tarrow", "Tarrow"]),
    ],
)  # fmt: skip
def test_names_are_offered_by_the_words_beside_them(text: str, names: list[str]) -> None:
    assert unlisted(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Fishing villages burned, as did Kurdish villages.",
        "Minister Omar Kesht said that Zorkan Labs had won the contract.",
        "According to Varshney, the doctor, twelve people have died of cholera and Lassa.",
        "Aid came from Zorkan Foundation by lorry, and Mr Kesht was glad.",
        "She wrote on Telegram that she had voted for the Green Alliance in May.",
        "He was born on a Tuesday in Ramadan and spoke only Zarma until he was ten.",
        "“You never win against Halvorsen,” the coach of the Otters told Radio Delta.",
    ],
)
def test_what_is_no_place_is_not_offered(text: str) -> None:
    assert unlisted(text) == []


def test_why_a_name_is_offered_is_said() -> None:
    text = "They fled Sarkhun Dul, a mining village, on foot. Few of them reached Wad Nimr."
    parsed = geoparse.parse(OPENING + text)
    assert [(one.text, one.reasons[0]) for one in parsed.unlisted] == [
        ("Sarkhun Dul", "the text calls it a village"),
        ("Wad Nimr", "the words beside it read as those beside a place"),
    ]


def test_a_sentence_of_such_names_alone_is_a_statement_of_a_draft() -> None:
    told = "The river took forty houses at Char Dhalai before noon."
    draft = draft_article(ReadArticle((Paragraph(1, OPENING), Paragraph(2, told))))
    (statement,) = (one for one in draft.statements if one.block == 1)
    names = {mention.id: mention for mention in draft.mentions}
    assert [names[id_].text for id_ in statement.mentions] == ["Char Dhalai"]
    assert not names[statement.mentions[0]].placed


@pytest.mark.parametrize(
    "text, names",
    [
        ("In Camp 4 Extension and at the Gulf of Tarran", ["Camp 4 Extension", "Gulf of Tarran"]),
        ("In Hotel Tarran I met a guide. He fled to Gate I at noon", ["Hotel Tarran", "Gate I"]),
        ("The mayor of Tarran, the Bishop of Tarran", ["Tarran", "Bishop", "Tarran"]),
        ("He left al-Khuwar for Torbat-e Sang on Monday", ["al-Khuwar", "Torbat-e Sang"]),
        ("“But Tarran fell,” he said. From Dar es Noor they came", ["Tarran", "Dar es Noor"]),
    ],
)
def test_a_run_is_one_name(text: str, names: list[str]) -> None:
    reading = read(text)
    found = [text[reading.starts[first] : reading.end(stop - 1)] for first, stop in runs(reading)]
    assert found == names


def test_a_name_that_is_known_to_be_no_place_is_not_offered_either() -> None:
    text = "The trawler Georgia sank at noon off the Zorkul Bank. The horse Vienna won in Tehran."
    assert not {"Georgia", "Vienna"} & set(unlisted(text))
