"""Show that the words beside a name choose the sense: its state, its kind, its government."""

from __future__ import annotations

import pytest

from geo.geoparse import Candidate, parse


def place_of(text: str, name: str) -> Candidate | None:
    """Return the place that the first mention of a name was taken for; it must be a mention."""
    return next(mention for mention in parse(text).mentions if mention.text == name).place


def sense(text: str, name: str) -> tuple[str, str, str] | None:
    found = place_of(text, name)
    return (found.country, found.admin1, found.kind) if found else None


@pytest.mark.parametrize(
    "text, name, country, region",
    [
        ("Hail fell in Brazil, Indiana, on Friday, a farmer said.", "Brazil", "US", "Indiana"),
        ("Snow lay in Norway, Maine, and in Poland, Maine.", "Norway", "US", "Maine"),
        ("Snow lay in Norway, Maine, and in Poland, Maine.", "Poland", "US", "Maine"),
        ("A man from Hamilton, New Zealand, was held in Perth.", "Hamilton", "NZ", "Waikato"),
        ("Rain hit Valencia, Venezuela, and Quito.", "Valencia", "VE", "Carabobo"),
        ("Troops left Tripoli, Lebanon, for the south.", "Tripoli", "LB", "North"),
        ("Ice lay in Warsaw, Indiana, and Geneva, Indiana.", "Warsaw", "US", "Indiana"),
        ("Fire hit Holland, Mich., Cuba, Mo., and Paris, Tenn., too.", "Cuba", "US", "Missouri"),
        ("Homes burned in Asunción, in Paraguay, on Monday.", "Asunción", "PY", "Asunción"),
        ("Rice failed in Kampot and Pisa, a town in the south of Italy.", "Pisa", "IT", "Toscana"),
        ("In Bolivia, Sucre was quiet; in Ecuador, Ambato was not.", "Sucre", "BO", "Chuquisaca"),
        (
            "Rain hit Tagum City, Nabunturan and Asuncion in the Philippines.",
            "Asuncion",
            "PH",
            "Davao",
        ),
        ("The envoy flew to Ha’il and Dar’a on Tuesday.", "Dar’a", "SY", "Daraa"),
        ("Rain hit Lahore. Later, it fell on India's Hyderabad.", "Hyderabad", "IN", "Telangana"),
    ],
)
def test_a_state_or_country_after_the_name_binds(
    text: str, name: str, country: str, region: str
) -> None:
    assert sense(text, name) == (country, region, "city")


@pytest.mark.parametrize(
    "text, name",
    [
        ("A fire broke out in Chile, Wisconsin, late on Sunday.", "Chile"),
        ("A school burned near Ware, Iowa, and nobody was hurt.", "Ware"),
    ],
)
def test_a_name_of_no_place_there_is_offered_without_one(text: str, name: str) -> None:
    found = next(mention for mention in parse(text).mentions if mention.text == name)
    assert found.place is None and found.others


def test_the_same_name_elsewhere_means_the_same_place() -> None:
    text = "A barn burned in Cuba, Missouri. The mayor of Cuba thanked the firemen."
    assert {m.place.admin1 for m in parse(text).mentions if m.text == "Cuba" and m.place} == {
        "Missouri"
    }


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("Talks between Peru, Chile and Bolivia went on.", "Chile", "CL"),
        ("Storms crossed Iowa, Illinois, and Indiana on Monday.", "Iowa", "US"),
        ("In Geneva, Iran, for its part, said it would wait.", "Geneva", "CH"),
        ("Planes fly from Riga to Moscow, Kiev, Minsk and Vilnius.", "Moscow", "RU"),
        ("The city of Van, Turkey, has snow.", "Turkey", "TR"),
    ],
)
def test_a_list_and_a_clause_do_not_bind(text: str, name: str, country: str) -> None:
    found = place_of(text, name)
    assert found is not None and found.country == country and found.kind != "district"


def test_a_state_s_town_does_not_bend_the_cities_of_the_world() -> None:
    text = "The mayor of Marion, Ohio, flew back from Athens and Rome, where she had met ministers."
    assert [sense(text, name)[0] for name in ("Marion", "Athens", "Rome")] == ["US", "GR", "IT"]  # type: ignore[index]


@pytest.mark.parametrize(
    "text, name, meant",
    [
        ("The governors of Benue, Plateau and Niger states met.", "Niger", ("NG", "", "region")),
        ("Niger state's governor spoke.", "Niger", ("NG", "", "region")),
        ("Floods hit Red Sea state in eastern Sudan.", "Red Sea", ("SD", "", "region")),
        ("Ships crossed the Red Sea to Jeddah.", "Red Sea", ("", "", "sea")),
        ("Iran state media said two ships had left.", "Iran", ("IR", "", "country")),
        ("The provinces of Siena and Pisa were hit.", "Pisa", ("IT", "Toscana", "district")),
        ("Bridges were closed in Siena and in Pisa.", "Pisa", ("IT", "Toscana", "city")),
        ("The city of Bago in Myanmar had no water.", "Bago", ("MM", "Bago", "city")),
        ("Most of the provinces of China were warned.", "China", ("CN", "", "country")),
        ("Washington warned that it would answer.", "Washington", ("US", "Washington", "city")),
        ("The Niger overflowed near Segou.", "Niger", ("", "", "river")),
        ("The Zambezi rose at Livingstone.", "Zambezi", ("", "", "river")),
        ("Two boys drowned in the Jordan on Monday.", "Jordan", ("", "", "river")),
        ("Fog hid the Jordan valley.", "Jordan", ("JO", "", "country")),
        ("Rebels in the east of Congo left Goma and Bukavu.", "Congo", ("CD", "", "country")),
        ("Ash fell on Granada and Masaya in Nicaragua.", "Granada", ("NI", "Granada", "city")),
        (
            "The mayor of Kherson left. In Kherson oblast, dams broke.",
            "Kherson",
            ("UA", "Kherson", "city"),
        ),
    ],
)
def test_the_words_give_the_kind_of_place(
    text: str, name: str, meant: tuple[str, str, str]
) -> None:
    assert sense(text, name) == meant


@pytest.mark.parametrize(
    "text, name",
    [
        ("People fled to Abu Shouk camp in Sudan.", "Abu Shouk"),
        ("They came from Zarbatha refugee camp in Jordan.", "Zarbatha"),
        ("The villages of Kharbasha and Umm Dukhun in Sudan were burned.", "Kharbasha"),
        ("Trucks waited near Khoda Afarin, on the river.", "Khoda Afarin"),
    ],
)
def test_what_the_gazetteer_lacks_is_offered_without_a_place(text: str, name: str) -> None:
    found = next(mention for mention in parse(text).mentions if mention.text == name)
    assert found.place is None


def test_a_name_that_was_taken_up_is_taken_up_everywhere() -> None:
    text = "Families fled to al-Nahud on Monday. Al-Nahud was shelled for hours, they said."
    assert {"al-Nahud", "Al-Nahud"} <= {mention.text for mention in parse(text).mentions}


@pytest.mark.parametrize(
    "text, name, place",
    [
        ("Families in Sudan had fled Um Rawaba on foot.", "Um Rawaba", "Umm Ruwaba"),
        ("In Syria, shells fell on ar-Raqqa.", "ar-Raqqa", "Raqqa"),
        ("Buses in Azerbaijan left Khankandi at noon.", "Khankandi", "Khankendi / Stepanakert"),
    ],
)
def test_another_spelling_of_a_name_is_found_in_the_countries_of_the_text(
    text: str, name: str, place: str
) -> None:
    found = place_of(text, name)
    assert found is not None and found.name == place


@pytest.mark.parametrize(
    "text, name, likely",
    [
        ("In Syria, Hasakeh was calm, and buses left Qamishly at noon.", "Qamishly", 0.75),
        ("Families in Sudan had fled Um Rawaba on foot.", "Um Rawaba", 0.5),
    ],
)
def test_a_place_that_only_sounds_like_its_name_is_never_sure(
    text: str, name: str, likely: float
) -> None:
    found = place_of(text, name)
    assert found is not None and found.score <= likely


def test_a_place_abroad_that_only_sounds_like_its_name_is_not_chosen() -> None:
    text = "Boats left Sirajganj and Bogra in Bangladesh for Khulna. India sent rice to Kasapur."
    places = [one.place for one in parse(text).mentions if one.text == "Kasapur"]
    assert all(place is None or place.country == "BD" for place in places)


def test_a_person_near_whom_one_stands_is_no_place() -> None:
    text = "Kenneth Fairfield was in court. A man drove to Fairfield's house. Fairfield was ill."
    assert not [mention for mention in parse(text).mentions if mention.place is None]


def test_a_small_place_far_from_all_others_is_doubted() -> None:
    text = "Shells fell on Nyala, Zalingei, Kutum and El Obeid in Sudan. People walked to Tawila."
    assert place_of(text, "Tawila") is None


@pytest.mark.parametrize(
    "text, place",
    [
        ("Chad Miller lives in Raleigh. Chad, his brother, does not.", "Raleigh"),
        ("A nurse in Kampala met Lord London.", "Kampala"),
        ("She sang “Galveston” and the film “Chicago” was shown in Oslo.", "Oslo"),
    ],
)
def test_names_of_persons_and_of_works_are_no_places(text: str, place: str) -> None:
    assert [mention.text for mention in parse(text).mentions] == [place]


@pytest.mark.parametrize(
    "text, clubs",
    [
        ("They hit the post twice. Derby and Leeds stay above them.", {"Derby", "Leeds"}),
        ("Leeds beat Derby 3-0. The striker scored twice for Leeds in London.", {"Leeds", "Derby"}),
        ("Miami beat Dallas 24-17 with a late touchdown in Chicago.", {"Miami", "Dallas"}),
        (
            "Kent lost five wickets to Surrey in a cup match. A batsman scored 80.",
            {"Kent", "Surrey"},
        ),
        ("The mayor of Leeds met residents of Derby after the flood.", set()),
        ("Police in Leeds held two fans after the match, and Derby was quiet.", set()),
        ("Turnout in Denver was 10-15 points lower. Boston voters beat records.", set()),
    ],
)
def test_clubs_of_a_match_are_no_places(text: str, clubs: set[str]) -> None:
    assert {mention.text for mention in parse(text).mentions if mention.kind == "club"} == clubs


@pytest.mark.parametrize(
    "text, name",
    [
        ("A bus burned near Lebanon, in Hampshire, on Monday.", "Lebanon"),
        ("The mill in Nazareth, in Gwynedd, was sold.", "Nazareth"),
        ("In Dallas, Moray, a mast fell.", "Dallas"),
        ("A fence in the village of Scotland, in Lincolnshire, was cut.", "Scotland"),
        ("Hail fell on the village of Rhodes, in Greater Manchester.", "Rhodes"),
    ],
)
def test_a_county_after_the_name_binds_countries_too(text: str, name: str) -> None:
    assert place_of(text, name) is None


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("Refugees from Syria in Tuscany were told to wait.", "Syria", "SY"),
        ("Talks with Peru, in Tuscany, failed.", "Peru", "PE"),
        ("They hiked in Michigan, in Utah's parks and in Ohio.", "Michigan", "US"),
        ("A case was found in Kenya, east Africa, on Monday.", "Kenya", "KE"),
    ],
)
def test_a_region_that_holds_not_the_name_leaves_it(text: str, name: str, country: str) -> None:
    found = place_of(text, name)
    assert found is not None and found.country == country


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("Growers across Kent want rain. Kent has had none.", "Kent", "GB"),
        ("The mayor said Paris would plant trees.", "Paris", "FR"),
        ("A bridge was shut in Hull on Monday.", "Hull", "GB"),
        ("The sheriff of Kent said two apartments burned.", "Kent", "US"),
        ("Snow fell on Paris and on Austin, Texas.", "Paris", "US"),
    ],
)
def test_a_name_alone_is_the_weightiest_place_but_in_american_texts(
    text: str, name: str, country: str
) -> None:
    found = place_of(text, name)
    assert found is not None and found.country == country


@pytest.mark.parametrize(
    "text, name, region",
    [
        ("A wall fell in Washington, in Tyne and Wear.", "Washington", "England"),
        ("Rain hit Hamilton, in Lanarkshire.", "Hamilton", "Scotland"),
        ("Sheep were lost near Bangor, in County Down.", "Bangor", "Northern Ireland"),
    ],
)
def test_a_british_county_binds(text: str, name: str, region: str) -> None:
    found = place_of(text, name)
    assert found is not None and found.admin1 == region


def test_one_word_that_only_a_town_of_the_text_s_country_bears_is_a_place() -> None:
    text = "Taree and Kempsey flooded. Dungog lost its bridge, the mayor of Taree said."
    assert "Dungog" in [mention.text for mention in parse(text).mentions]
