"""Show that ships, persons, firms and goods that bear a place's name are no places of a text."""

from __future__ import annotations

import pytest

from geo.draft.model import ASIDE
from geo.geoparse import parse


def drawn(text: str) -> list[str]:
    """Return the names that a draft of a text would draw."""
    return [m.text for m in parse(text).mentions if m.place is not None and m.kind not in ASIDE]


@pytest.mark.parametrize(
    "text, places",
    [
        ("The trawler Savona sank off Bastia. The Savona had eight aboard.", ["Bastia"]),
        ("HMNZS Otago left Suva, and MV Trieste sailed to Apia.", ["Suva", "Apia"]),
        ("A tug, the Odense, pulled the Pride of Antwerp into Esbjerg.", ["Esbjerg"]),
        ("The Haifa, a steel ketch built in 1931, was raised near Rhodes.", ["Rhodes"]),
        ("A pony named Seville ran through Graz; Seville hurt nobody.", ["Graz"]),
        ("A brown dog called Denver lives in Tartu.", ["Tartu"]),
        ("Hurricane Odessa hit Cuba. Odessa weakened overnight.", ["Cuba"]),
        ("Her old Ford Cortina and a Kia Sorento were stolen in Split.", ["Split"]),
        ("The ferry left Savona for Bastia.", ["Savona", "Bastia"]),
        ("The tanker Iran seized was towed to Muscat.", ["Iran", "Muscat"]),
        ("After the storm Houston had no power.", ["Houston"]),
        ("A town called Seville, in Ohio, lost a bridge.", ["Seville", "Ohio"]),
        ("The crab boats of Sitka are idle.", ["Sitka"]),
        ("A ferry hit the pier in Savona. The ferry, Savona police said, was new.", ["Savona"] * 2),
    ],
)
def test_ships_animals_storms_and_cars_are_no_places(text: str, places: list[str]) -> None:
    assert drawn(text) == places


@pytest.mark.parametrize(
    "text, places",
    [
        ("Ms Odessa won in Turku. Odessa, a lawyer, thanked them.", ["Turku"]),
        ("Madison Geneva told the court in Turku. Geneva was calm.", ["Turku"]),
        ("The singer Holly Vienna, 41, lives in Turku. Vienna has two sons.", ["Turku"]),
        ("Oslo Marsh (12) fell in Turku. Oslo is well.", ["Turku"]),
        ("Ulrika Lima died in Turku. Lima said she had no regrets.", ["Turku"]),
        ("Paul J. Quito wrote it in Turku.", ["Turku"]),
        ("Florence Abara sang in Turku. Abara said Florence was her aunt's name.", ["Turku"]),
        ("Geneva told the court that Turku would pay.", ["Geneva", "Turku"]),
        ("Oregon Governor Ann Lima flew to Lagos.", ["Oregon", "Lagos"]),
        ("A Vienna banker, who asked for no name, left Oslo.", ["Vienna", "Oslo"]),
        ("In Los Angeles Harlan made two films.", ["Los Angeles"]),
        ("Kerstin Vienna moved to Vienna. In Vienna, she paints.", ["Vienna", "Vienna"]),
        ("Geneva Lund-Marsh was born in Turku.", ["Turku"]),
        ("Her sister, Geneva, and two sons, Oslo and Lima, live in Turku.", ["Turku"]),
        ("The Chicago-Detroit line was shut.", ["Chicago", "Detroit"]),
        ("They left their home, Geneva, for Turku.", ["Geneva", "Turku"]),
    ],
)
def test_persons_are_no_places_when_they_are_named_again(text: str, places: list[str]) -> None:
    assert drawn(text) == places


@pytest.mark.parametrize(
    "text, places",
    [
        ("A team of Iowa State University flew to Peru.", ["Peru"]),
        ("The University of Oregon sent a boat to Peru.", ["Peru"]),
        ("The Oslo Gazette has an office in Peru.", ["Peru"]),
        ("Bank of Scotland closed a branch in Bergen.", ["Bergen"]),
        ("Tampa Honda sold the car to a man in Ocala.", ["Ocala"]),
        ("Texas Toast Foods recalled Idaho potatoes in Peru.", ["Idaho", "Peru"]),
        ("Bologna sausages and Dorset cheese were sold in Bergen.", ["Bergen"]),
        ("Brent fell to $61 as traders in Bergen sold.", ["Bergen"]),
        ("Amazon announced 300 jobs in Bergen. Amazon has none there.", ["Bergen"]),
        ("Prayers were said at St. Mark's church in Bergen.", ["Bergen"]),
        ("They ate turkey in Bergen.", ["Bergen"]),
        ("Turkey farms near Bergen were shut.", ["Bergen"]),
        ("Nice words helped, a nurse in Bergen said.", ["Bergen"]),
        ("He drank a bottle of Champagne and ate Peking duck in Bergen.", ["Bergen"]),
        ("A wall of the church of Santa Marta fell in Bergen.", ["Bergen"]),
        ("The church in Santa Marta fell.", ["Santa Marta"]),
        ("Geneva-educated engineers left Bergen, as did a Tampa-based firm.", ["Bergen", "Tampa"]),
        ("The Amazon flooded parts of Peru.", ["Amazon", "Peru"]),
        ("Turkey will help the farmers of Peru.", ["Turkey", "Peru"]),
        ("The University of Bristol lost its roof.", ["Bristol"]),
        ("Tampa police and Bergen hospitals said nothing.", ["Tampa", "Bergen"]),
        ("Snow fell on Reading. Reading councillors met.", ["Reading", "Reading"]),
    ],
)
def test_firms_goods_and_common_words_are_no_places(text: str, places: list[str]) -> None:
    assert drawn(text) == places


@pytest.mark.parametrize(
    "text, places",
    [
        ("Shares in Durham and Odessa slid in Bergen. Durham fell most.", ["Bergen"]),
        ("Durham, the insurer, lost a case in Bergen. Durham has 300 clerks.", ["Bergen"]),
        ("Durham Inc left Bergen. Durham said its profit rose.", ["Bergen"]),
        ("The chief executive of Durham flew to Bergen.", ["Bergen"]),
        ("Durham shares rose. Durham has a mill in Durham, North Carolina.",
         ["Durham", "North Carolina"]),
        ("Shares in Tokyo and Milan fell, and Paris shares rose.", ["Tokyo", "Milan", "Paris"]),
        ("The Durham Post was right. Durham closed its schools.", ["Durham"]),
        ("Durham's chief executive said the council would close a pool.", ["Durham"]),
        ("Stocks fell as banks cut profit forecasts. Denver lost 300 jobs.", ["Denver"]),
    ],
)  # fmt: skip
def test_a_firm_is_told_by_its_shares_and_a_town_by_its_people(
    text: str, places: list[str]
) -> None:
    assert drawn(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "The ketch Savona sank near Bastia, and the tug Cuba was towed to Calvi.",
        "A mare named Seville won at Graz. The colt Odense was last in Linz.",
        "Holly Vienna, 41, was found in Turku. Ms Odessa told police in Oulu.",
        "The Malta-flagged Nordic Savona sank off Bastia.",
        "The county bought a grader from Tampa Machinery in Calvi.",
        "The Cyclone Warning Centre in Suva said so.",
        "An economist at Halvorsen in Graz disagreed.",
    ],
)
def test_what_is_no_place_is_not_offered_without_one_either(text: str) -> None:
    assert not parse(text).unlisted


def test_a_saint_s_church_is_no_town_and_a_saint_s_town_is_one() -> None:
    assert drawn("Bells rang at St. Mark's in Bergen.") == ["Bergen"]
    assert "St. Paul" in drawn("St. Paul's mayor flew to Duluth, Minnesota.")


def test_an_age_of_two_persons_is_one_of_each() -> None:
    assert drawn("Oslo Marsh and Lima Holt, both 20, were seen in Turku. Lima sang.") == ["Turku"]
