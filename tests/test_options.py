"""Hold the table of options: each is read, refused, described and listed from one place."""

from __future__ import annotations

import datetime as dt

import pytest
from jsonschema import Draft202012Validator

from geo.crs import Bounds
from geo.errors import RequestError
from geo.options import FILM_KEYS, KEYS, View, page_of
from geo.options.tables import Row, of_browser, of_command, rows, usual_of_drawn
from geo.story import Shelf, Story
from geo.style import MAX_ZOOM

STORY = "iran-azerbaijan-2025"


@pytest.fixture(scope="module")
def story() -> Story:
    return Shelf().story(STORY)


def test_words_become_values_of_one_view(story: Story) -> None:
    words = {
        "bounds": "44,38,48,40", "layers": "places,countries", "from": "2024-01-01",
        "undated": "off", "at": "S10", "notes": "on", "theme": "grey", "lang": "fa",
    }  # fmt: skip
    found = View.read(words, story)
    assert found == View(
        bounds=Bounds(44, 38, 48, 40), layers=("places", "countries"), first=dt.date(2024, 1, 1),
        undated=False, at="S10", notes=True, theme="grey", language="fa",
    )  # fmt: skip
    assert found.window == (dt.date(2024, 1, 1), dt.date.max)
    assert hash(found) == hash(View.read(words, story)), "views are kept by what they are"


def test_what_is_absent_is_as_the_story_has_it(story: Story) -> None:
    armenian = story.model_copy(update={"language": "hy"})
    assert View.read({}, armenian) == View(language="hy")
    assert View.read({"lang": "en"}, armenian) == View()
    assert View().window is None


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("theme", "gray", "parameter 'theme' is 'gray'; did you mean 'grey'?"),
        ("undated", "of", "parameter 'undated' is 'of'; did you mean 'off'?"),
        ("layers", "places,Countries", "parameter 'layers' names 'Countries'; did you mean"),
        ("at", "s10", "parameter 'at' is 's10'; did you mean 'S10'?"),
        ("at", "", "parameter 'at' is ''; there is 'S01', 'S02'"),
        ("layers", "qqqq", "parameter 'layers' names 'qqqq'; there is 'countries', "),
        ("layers", ",,,", "parameter 'layers' is ',,,', which names no layer; there is"),
        ("to", "yesterday", "parameter 'to' is 'yesterday'; give a day as 2025-04-28"),
        ("to", "2025-W18-1", "parameter 'to' is '2025-W18-1'; give a day as 2025-04-28"),
        ("bounds", "1,2,3", "parameter 'bounds' is '1,2,3'; give west,south,east,north in degrees"),
        ("bounds", "46,40,45,39", "parameter 'bounds' is '46,40,45,39': bounds are upside down"),
    ],
)
def test_a_wrong_word_is_named_in_a_sentence(
    story: Story, name: str, word: str, sentence: str
) -> None:
    with pytest.raises(RequestError) as caught:
        View.read({name: word}, story)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("word", ["", "-5", "5.0", "+400", " 400", "٣٢٠", "100000", "99999999"])
def test_only_plain_digits_are_a_number(word: str) -> None:
    with pytest.raises(RequestError, match="give a whole number from 320 to 3400"):
        page_of({"width": word})


def test_a_page_is_its_preset_but_for_what_is_asked() -> None:
    page = page_of({"preset": "square", "height": "900"})
    assert (page.width_px, page.height_px, page.dpi) == (720, 900, 144)


def test_a_film_has_a_pictures_options_but_what_it_chooses_itself() -> None:
    picture = {"at", "notes", "detail", "without", "title", "subtitle", "names"}
    assert set(KEYS) - set(FILM_KEYS) == picture
    assert set(FILM_KEYS) - set(KEYS) == {"tell", "camera"}


@pytest.mark.parametrize("row", [*rows()], ids=lambda row: row.name)
def test_every_option_is_described(row: Row) -> None:
    Draft202012Validator.check_schema(row.schema)
    assert row.option.about.endswith(".")
    assert bool(row.option.metavar) == bool(row.option.help)
    if "default" in row.schema:
        Draft202012Validator(row.schema).validate(row.schema["default"])


def test_the_browser_knows_what_its_address_may_hold() -> None:
    known = of_browser()
    assert list(known) == [row.name for row in rows("screen")]
    assert known["theme"] == {"enum": ["auto", "light", "dark"], "default": "auto"}
    assert known["z"] == {"minimum": 0, "maximum": MAX_ZOOM}
    assert usual_of_drawn()["tell"] == "article"


def test_the_command_takes_every_option_of_pictures_and_films() -> None:
    assert {row.name for row in of_command()} == {*KEYS, *FILM_KEYS}
