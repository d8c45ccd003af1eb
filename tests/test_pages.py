"""Run the pages as Streamlit does, without a browser."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.service.online import SOURCES, chosen
from geo.service.shelf import shelf
from geo.story import CERTAINTIES
from geo.story.disk import bin as bins
from geo.text import LANGUAGES
from pages.parts.choice import plain
from pages.parts.words import MAPS, TABLES, word
from tests import stories

MAIN = Path(__file__).resolve().parent.parent / "pages" / "main.py"
PAGES = ("map", "export", "data", "sources", "settings")
NASTY = "<script>alert(1)</script> [a](http://b) :red[c] $d$ *e* `f` :material/home:"


@pytest.fixture
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATELINE_STORIES", str(tmp_path))
    shelf.cache_clear()
    yield tmp_path
    shelf.cache_clear()


def opened(page: str, **query: str) -> AppTest:
    """Run one page and return what it shows."""
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    for key, value in query.items():
        test.query_params[key] = value
    test.switch_page(f"{page}.py") if page != "map" else None
    test.run()
    assert not test.exception
    return test


def shown(test: AppTest) -> str:
    """Return every text of a page."""
    kinds = (test.title, test.header, test.text, test.caption, test.warning, test.info)
    return "\n".join(str(item.value) for kind in kinds for item in kind)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs(page: str) -> None:
    assert opened(page).selectbox(key="chooser").value == "iran-azerbaijan-2025"


def test_data_has_a_row_for_each_mark_and_statement() -> None:
    test = opened("data", story="iran-azerbaijan-2025")
    story = shelf().story("iran-azerbaijan-2025")
    marks, told = (item.value for item in test.dataframe)
    ties = sum(item.relation is not None for item in story.statements)
    assert len(marks) == len(story.features) + ties
    assert list(told["Id"]) == [item.id for item in story.statements]
    assert marks["Length, km"].notna().any()
    assert marks["Area, km²"].notna().any()


def test_a_mark_s_category_and_remark_have_columns_where_any_mark_has_one(own_shelf: Path) -> None:
    category = {"id": "camps", "title": "Camps", "titles": {"fa": "اردوگاه‌ها"}, "colour": "green"}
    features = copy.deepcopy(stories.FEATURES)
    features["features"][0]["properties"] |= {"category": "camps", "remark": "Full since May"}
    stories.write(own_shelf, {**stories.HEAD, "categories": [category]}, features)
    table = opened("data", story="small").dataframe[0].value
    assert "Camps" in set(table["Category"]) and "Full since May" in set(table["Remark"])
    persian = opened("data", story="small", lang="fa").dataframe[0].value
    assert "اردوگاه‌ها" in set(persian[word("category", "fa")])
    stories.write(own_shelf, folder="plain")
    assert "Category" not in opened("data", story="plain").dataframe[0].value


def test_names_follow_the_language(own_shelf: Path) -> None:
    stories.write(own_shelf)
    persian = opened("data", story="small", lang="fa").dataframe[0].value
    assert "شهر یکم" in set(persian[word("name", "fa")])
    assert set(persian[word("certainty", "fa")]) <= {
        word(f"certainty.{one}", "fa") for one in CERTAINTIES
    }
    assert "Firsttown" in set(opened("data", story="small").dataframe[0].value["Name"])


WORDS = {
    language: json.loads((TABLES / f"{language}.json").read_text("utf-8")) for language in LANGUAGES
}
NAMES = re.compile(r"\{\w+\}")


def forms(language: str, key: str) -> dict[str, str]:
    """Return the words of a key by their plural forms; of one text, that."""
    found = WORDS[language][key]
    return found if isinstance(found, dict) else {"other": found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_pages_stands_in_every_language(language: str) -> None:
    assert set(WORDS[language]) == set(WORDS["en"])
    for key in WORDS["en"]:
        wanted = set(NAMES.findall(forms("en", key)["other"]))
        for form, text in forms(language, key).items():
            assert text.strip() == text != ""
            found = set(NAMES.findall(text))
            assert found == wanted if form != "one" else found <= wanted, key


def test_every_word_that_the_pages_ask_for_exists() -> None:
    files = [*MAIN.parent.glob("*.py"), *(MAIN.parent / "templates").glob("*.html")]
    source = "".join(path.read_text("utf-8") for path in files)
    asked = {found[1] for found in re.finditer(r"\bt\(f?[\"']([\w.]+)", source)}
    known = {*WORDS["en"], *json.loads((MAPS / "en.json").read_text("utf-8"))}
    for key in asked:
        assert key in known or any(one.startswith(key) for one in known), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["draft", "data", "sources", "settings"])
def test_a_page_speaks_the_language_of_the_map(page: str, language: str) -> None:
    test = opened(page, lang=language)
    links = [item.proto.label for item in test.get("page_link")][:6]
    names = ("map", "draft", "export", "data", "sources", "settings")
    assert links == [word(f"page.{name}", language) for name in names]
    assert all("lang=" + language in item.proto.query_string for item in test.get("page_link"))
    if language != "en":
        english = {text for text in WORDS["en"].values() if isinstance(text, str)}
        english -= {text for text in WORDS[language].values() if isinstance(text, str)}
        assert not english & set(shown(test).splitlines())


def test_no_story_is_said_in_a_sentence(own_shelf: Path) -> None:
    for page in ("map", "data", "sources"):
        assert "There is no story in" in shown(opened(page))


def test_broken_story_is_told_record_by_record_and_marked(own_shelf: Path) -> None:
    stories.write(own_shelf)
    head = stories.head()
    head["annotations"][0]["date"] = "28.4.2025"
    head["annotations"][1]["features"] = ["raod"]
    stories.write(own_shelf, head, folder="spoiled")
    for page in ("map", "data", "sources"):
        test = opened(page, story="spoiled")
        assert "This story cannot be opened yet" in shown(test)
        assert "annotation 1 ('A1')" in shown(test)
        options = test.selectbox(key="chooser").options
        assert options == ["A small story", "⚠ spoiled (cannot be opened)"]


def test_first_sound_story_opens_by_itself(own_shelf: Path) -> None:
    stories.write(own_shelf, "nothing = = here", folder="a-broken-one")
    stories.write(own_shelf)
    assert opened("map").selectbox(key="chooser").value == "small"


@pytest.mark.parametrize("page", ["map", "export", "data", "sources"])
def test_a_story_that_is_not_here_is_told_of_in_the_page_and_no_other_opens(
    own_shelf: Path, page: str
) -> None:
    for name in ("small", "other"):
        stories.write(own_shelf, {**stories.head(), "id": name, "title": name}, folder=name)
    test = opened(page, story="smal")
    told = shown(test)
    assert "There is no story" in told and "did you mean" in told and "These stories" in told
    assert [one.label for one in test.button] == ["other", "small"]
    bins.discard(own_shelf / "small", lambda: None)
    test = opened(page, story="small", at="A1")
    assert test.selectbox(key="chooser").value is None
    link = test.get("page_link")[-1].proto
    assert (link.label, link.query_string) == (word("story.inBin", "en"), "story=small")
    test.button(key="open-other").click().run()
    assert test.selectbox(key="chooser").value == "other"
    assert test.query_params == {"story": "other"}, "nor the statement of the one that is gone"
    assert opened(page).selectbox(key="chooser").value == "other"


def test_texts_of_a_story_are_never_markup(own_shelf: Path) -> None:
    head = stories.head()
    head["title"] = NASTY
    head["source"]["headline"] = NASTY
    for layer in head["layers"]:
        layer["title"] = NASTY
    features = stories.features()
    for item in features["features"]:
        item["properties"]["name"] = item["properties"]["method"] = NASTY
    stories.write(own_shelf, head, features)
    data = opened("data", story="small")
    assert plain(NASTY) in data.button_group[0].options[1]
    assert NASTY in shown(data)
    sources = opened("sources", story="small")
    body = next(item.proto.body for item in sources.get("html") if "<h1>" in item.proto.body)
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def test_online_maps_are_off_and_lack_no_terms() -> None:
    test = opened("settings")
    (radio,) = test.radio
    assert radio.value == ""
    assert len(radio.options) == 1 + sum(source.usable for source in SOURCES.values())
    for source in SOURCES.values():
        assert source.credit
        assert source.terms_url in shown(test) or source.usable


def test_online_map_that_needs_a_key_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_CARTO_KEY", raising=False)
    assert chosen("carto") is None
    monkeypatch.setenv("DATELINE_CARTO_KEY", "k3y")
    found = chosen("carto")
    assert found is not None
    assert found.template().endswith("key=k3y")
    assert "{variant}" not in found.template()
    assert found.hosts()[0] == "https://a.basemaps.cartocdn.com"


@given(st.text())
def test_plain_text_has_no_bare_mark(text: str) -> None:
    bare = plain(text)
    assert bare.count("\n") == 0
    unescaped = bare.replace("\\\\", "").split("\\")
    assert not any(c in unescaped[0] for c in "*_`[]<>$:~#|")


def test_stories_of_one_title_can_be_told_apart(own_shelf: Path) -> None:
    """Streamlit knows an option by its words: two alike would open the wrong story."""
    stories.write(own_shelf, "id = [", folder="aaa-broken")
    stories.write(own_shelf, folder="one")
    stories.write(own_shelf, folder="two")
    test = opened("data", story="two")
    chooser = test.selectbox(key="chooser")
    assert chooser.value == "two"
    assert chooser.options[:2] == ["A small story (one)", "A small story (two)"]
    assert chooser.options[2] == "⚠ aaa-broken (cannot be opened)"


def test_of_very_many_stories_the_newest_are_offered_and_the_others_found(
    own_shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.choice.OFFERED", 2)
    for day in range(1, 6):
        head = {
            **stories.head(),
            "id": f"s{day}",
            "title": f"Day {day}",
            "as_of": f"2024-05-0{day}",
        }
        stories.write(own_shelf, head, folder=f"s{day}")
    shelf().told()
    test = opened("sources", story="s1")
    chooser = test.selectbox(key="chooser")
    assert chooser.options == ["Day 1", "Day 4", "Day 5"]
    for words, found in (("day 3", "s3"), ("nothing like it", "s3"), ("s2", "s2")):
        chooser.options.append(words)  # as if it were typed
        chooser.set_value(words).run()
        assert not test.exception
        assert test.query_params["story"] in (found, [found])
        chooser = test.selectbox(key="chooser")
        assert chooser.value == found
