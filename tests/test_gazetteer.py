"""Show that places are found in every script and carry the names of their languages."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from geo import gazetteer
from geo.errors import RequestError
from geo.gazetteer import fold
from geo.gazetteer.places.store import FILE, KINDS
from geo.style.labels import FONT_FILES, LABEL_STYLES, script_of, shown_text
from geo.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]

KNOWN = {
    587084: ("Baku", "Bakı", "باکو", "Բաքու", "Bakü", "Баку"),
    112931: ("Tehran", "Tehran", "تهران", "Թեհրան", "Tahran", "Тегеран"),
    616052: ("Yerevan", "İrəvan", "ایروان", "Երևան", "Erivan", "Ереван"),
    611717: ("Tbilisi", "Tbilisi", "تفلیس", "Թբիլիսի", "Tiflis", "Тбилиси"),
    147429: ("Nakhchivan", "Naxçıvan", "نخجوان", "Նախիջևան", "Nahçıvan", "Нахичевань"),
    141679: (
        "Bandar-e Anzali",
        "Bəndər-Ənzəli",
        "بندر انزلی",
        "Բանդար Անզալի",
        "Bender Enzeli",
        "Бендер-Энзели",
    ),
    174823: ("Meghri", "Meğri", "مغری", "Մեղրի", "Meğri", "Мегри"),
    -10: (
        "Caspian Sea",
        "Xəzər dənizi",
        "دریای خزر",
        "Կասպից ծով",
        "Hazar Denizi",
        "Каспийское море",
    ),
    -70: (
        "Persian Gulf",
        "Fars körfəzi",
        "خلیج فارس",
        "Պարսից ծոց",
        "Basra Körfezi",
        "Персидский залив",
    ),
    587116: (
        "Azerbaijan",
        "Azərbaycan",
        "جمهوری آذربایجان",
        "Ադրբեջան",
        "Azerbaycan",
        "Азербайджан",
    ),
    174982: ("Armenia", "Ermənistan", "ارمنستان", "Հայաստան", "Ermenistan", "Армения"),
    298795: ("Türkiye", "Türkiyə", "ترکیه", "Թուրքիա", "Türkiye", "Турция"),
    294640: ("Israel", "İsrail", "اسرائیل", "Իսրայել", "İsrail", "Израиль"),
}


@pytest.mark.parametrize("number", KNOWN, ids=lambda number: KNOWN[number][0])
def test_places_have_their_name_in_each_language(number: int) -> None:
    for language, name in zip(LANGUAGES, KNOWN[number], strict=True):
        place = gazetteer.place(number, language=language)
        assert place is not None
        assert place.name == name


@pytest.mark.parametrize("number", KNOWN, ids=lambda number: KNOWN[number][0])
def test_places_are_found_by_any_of_their_names(number: int) -> None:
    for name in KNOWN[number]:
        for typed in (name, name.lower(), name[: max(4, len(name) - 2)]):
            assert number in {place.id for place in gazetteer.find(typed)}, typed


def test_baku_and_tehran_stand_where_the_facts_say() -> None:
    baku, tehran = gazetteer.place(587084), gazetteer.place(112931)
    assert baku and tehran
    assert (baku.lon, baku.lat) == (49.89201, 40.37767)
    assert (tehran.lon, tehran.lat) == (51.42151, 35.69439)
    assert (baku.country, tehran.country) == ("AZ", "IR")
    assert baku.kind == tehran.kind == "capital"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("gence", 586523),
        ("GƏNCƏ", 586523),
        ("ganja", 586523),
        ("istanbul", 745044),
        ("İSTANBUL", 745044),
        ("anzali", 141679),
        ("انزلی", 141679),
        ("تبريز", 113646),
        ("ереван", 616052),
        ("ԵՐԵՎԱՆ", 616052),
        ("երեւան", 616052),
        ("stepanakert", 146970),
        ("khankendi", 146970),
        ("xankəndi", 146970),
        ("turkey", 298795),
        ("turkiye", 298795),
        ("arabian gulf", -70),
        ("sao paulo", 3448439),
        ("орёл", 515012),
        ("орел", 515012),
        ("shushi", 147105),
    ],
)
def test_search_needs_neither_accents_nor_the_label_s_name(typed: str, number: int) -> None:
    assert number in {place.id for place in gazetteer.find(typed)}


def test_the_more_important_place_comes_first() -> None:
    assert gazetteer.find("Paris")[0].country == "FR"
    assert gazetteer.find("London")[0].country == "GB"
    assert gazetteer.find("Baku")[0].id == 587084
    assert gazetteer.find("Iran")[0].kind == "country"


def test_one_name_in_the_map_and_the_other_beside_it_in_the_data() -> None:
    gulf = gazetteer.find("Persian Gulf")[0]
    assert "Arabian Gulf" in gulf.also
    town = gazetteer.place(146970)
    assert town and "Khankendi" in town.name and "Stepanakert" in town.name


def test_a_disputed_capital_is_drawn_as_a_city() -> None:
    jerusalem = gazetteer.place(281184)
    assert jerusalem and jerusalem.kind == "city"


def test_bad_requests_are_refused_in_one_sentence() -> None:
    with pytest.raises(RequestError, match="limit 0"):
        gazetteer.find("Baku", limit=0)
    with pytest.raises(RequestError, match="choose one of"):
        gazetteer.find("Baku", language="klingon")
    with pytest.raises(RequestError):
        gazetteer.place(587084, language="de")
    assert gazetteer.place(1) is None


@pytest.mark.parametrize(
    "typed", ["", "   ", "'; DROP TABLE place; --", "%", "*", "\x00", "<script>", "𓀀" * 500]
)
def test_odd_texts_find_nothing_and_break_nothing(typed: str) -> None:
    assert gazetteer.find(typed) == []


@given(st.text(max_size=40))
def test_any_text_may_be_searched(text: str) -> None:
    for place in gazetteer.find(text, limit=3):
        assert place.name


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_names_in_ascii_are_folded_as_others_are(text: str) -> None:
    assert fold(f"ə {text}") == f"e {fold(text)}".strip()


def rows(query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"{FILE.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_fonts_have_every_letter_of_every_name() -> None:
    known = {
        file: set(hb.Face(hb.Blob.from_file_path(str(ROOT / "data" / "fonts" / file))).unicodes)
        for file in set(FONT_FILES.values())
    }
    missing: set[tuple[str, str]] = set()
    for kind_number, *names in rows(f"SELECT kind, {', '.join(LANGUAGES)} FROM place"):
        kind = KINDS[int(str(kind_number))]
        style = LABEL_STYLES[kind]
        for language, name in zip(LANGUAGES, names, strict=True):
            if not isinstance(name, str):
                continue
            text = shown_text(name, kind, language).replace("\n", " ")
            script = script_of(text)
            file = FONT_FILES.get((script, style.weight, style.italic))
            file = file or FONT_FILES[script, style.weight, False]
            latin = FONT_FILES["Latin", style.weight, style.italic]
            have = known[file] | known[latin]
            missing |= {(name, letter) for letter in text if ord(letter) not in have}
    assert not missing


def test_names_are_clean() -> None:
    for language in LANGUAGES:
        for (name,) in rows(f"SELECT {language} FROM place WHERE {language} IS NOT NULL"):
            assert isinstance(name, str)
            assert name == name.strip() and "  " not in name and "\n" not in name
            assert not set(name) & set("<>{}|\t()") or "(" in name


def test_each_language_is_in_its_own_script() -> None:
    scripts = {"fa": "Arabic", "hy": "Armenian", "ru": "Latin", "az": "Latin", "tr": "Latin"}
    for language, script in scripts.items():
        for (name,) in rows(f"SELECT {language} FROM place WHERE {language} IS NOT NULL"):
            assert script_of(str(name)) == script, name
    for (name,) in rows("SELECT ru FROM place WHERE ru IS NOT NULL"):
        assert any("А" <= letter <= "я" or letter in "Ёё" for letter in str(name)), name


def test_file_is_small_and_whole() -> None:
    assert FILE.stat().st_size <= 8_000_000
    assert rows("PRAGMA integrity_check") == [("ok",)]
    ((count,),) = rows("SELECT count(*) FROM place")
    assert int(str(count)) > 40_000


def test_file_tells_nothing_of_when_it_was_made() -> None:
    ((pages,),) = rows("PRAGMA page_count")
    ((free,),) = rows("PRAGMA freelist_count")
    assert int(str(pages)) > 0 and free == 0
    assert rows("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'") == []
