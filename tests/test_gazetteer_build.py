"""Show that the build places labels apart, reads letters rightly, and repeats itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.style.labels import LABEL_STYLES
from geo.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "data" / "scripts"))

import build_places  # noqa: E402
import place_scripts as scripts  # noqa: E402
from label_boxes import dot_box, text_box  # noqa: E402
from place_areas import Area, label_points  # noqa: E402
from place_labels import Item, label_boxes, place, world_px  # noqa: E402
from place_names import City  # noqa: E402
from shapely import Point, box  # noqa: E402

NAMES = ["Baku", "Bandar-e Anzali", "تهران", "Երևան", "Нижний Новгород", "Şəmkir", "X"]

items = st.builds(
    lambda kind, name, lon, lat, first: Item(
        kind, dict.fromkeys(LANGUAGES, name), [(lon, lat)], first, max(0, first - 2)
    ),
    st.sampled_from(sorted(LABEL_STYLES)),
    st.sampled_from(NAMES),
    st.floats(44, 50) | st.floats(179.5, 180) | st.floats(-180, -179.5),
    st.floats(36, 42),
    st.integers(0, 12),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(items, max_size=40))
def test_placed_labels_never_overlap_at_any_zoom(things: list[Item]) -> None:
    place(things, "en")
    for zoom in range(13):
        shown = [item for item in things if item.placed.get("en", (15, 0))[0] <= zoom]
        covered = []
        for item in shown:
            anchor = build_places.ANCHORS[item.placed["en"][1]]
            if dot_box(item.kind) is None:
                anchor = "center"
            x, y = (value * 2**zoom for value in world_px(*item.points[0]))
            side = 256 * 2**zoom
            text = item.names["en"]
            for turn in (-side, 0, side):
                around = label_boxes(item, "en", anchor, (x + turn, y), zoom)
                covered.append((id(item), [box(*b) for b in around]))
            assert text
        for number, (owner, boxes) in enumerate(covered):
            for other, others in covered[number + 1 :]:
                if owner != other:
                    assert not any(a.intersection(b).area > 1e-6 for a in boxes for b in others)


def test_a_greater_place_that_waits_keeps_lesser_ones_away() -> None:
    big = Item("metropolis", {"en": "Big"}, [(10.0, 10.0)], 0, 0)
    second = Item("city", {"en": "Second"}, [(10.0, 10.02)], 0, 0)
    third = Item("town", {"en": "Third"}, [(10.0, 10.06)], 0, 0)
    place([big, second, third], "en")
    assert big.placed["en"][0] <= second.placed["en"][0] <= third.placed["en"][0]


def test_boxes_grow_with_the_zoom_and_hold_the_halo() -> None:
    small, large = (text_box("Tabriz", "capital", "right", zoom) for zoom in (3, 9))
    assert large.east - large.west > small.east - small.west
    assert small.west < LABEL_STYLES["capital"].dot_radius_px + 3


@pytest.mark.parametrize(
    ("names", "english", "expected"),
    [
        (["Բագու", "Բաքու", "Պաքու"], "Baku", "Բաքու"),
        (["Երեւան", "Երևան", "Էրեբունի", "Երվանդավան"], "Yerevan", "Երևան"),
        (["Ալեքսանդրապոլ", "Գյումրի", "Լենինական"], "Gyumri", "Գյումրի"),
        (["Կենտրոն վարչական շրջան"], "Kentron", None),
        (["Кентрон"], "Kentron", None),
    ],
)
def test_armenian_names_are_told_by_letters_and_sound(
    names: list[str], english: str, expected: str | None
) -> None:
    assert scripts.armenian(names, english) == expected


@pytest.mark.parametrize(
    ("names", "romanised", "expected"),
    [
        (["تبريز", "تبریز", "تەورێز"], "Tabriz", "تبریز"),
        (["قَصَبِهِ كَرَج", "كرج", "کرج", "کەرەج"], "Karaj", "کرج"),
        (["ئەرزیڕۆم"], "Erzurum", None),
        (["فارس آباد", "پارس آباد"], "Pārsābād", "پارس آباد"),
        (["شهرستان ارومیه", "ارومیه"], "Orūmīyeh", "ارومیه"),
    ],
)
def test_persian_names_are_told_by_letters_and_consonants(
    names: list[str], romanised: str, expected: str | None
) -> None:
    assert scripts.persian(names, romanised) == expected


def test_other_letters_tell_a_language_only_where_they_leave_no_doubt() -> None:
    assert scripts.azerbaijani("Barda", ["Bərdə", "Berde"]) == "Bərdə"
    assert scripts.azerbaijani("Xudat", []) == "Xudat"
    assert scripts.azerbaijani("Salyan", ["Salian"]) is None
    assert scripts.russian(["Баку", "Бакы"]) is None
    assert scripts.russian(["Лобва"]) == "Лобва"


def test_romanised_names_lose_accents_and_apostrophes_only() -> None:
    assert scripts.plain("Orūmīyeh") == "Orumiyeh"
    assert scripts.plain("Ts’khinvali") == "Tskhinvali"


def test_label_points_lie_inside_and_off_the_capital() -> None:
    shape = box(40, 30, 60, 40).difference(box(44, 30, 56, 36))
    for avoid in (None, (50.0, 36.5)):
        points = label_points(shape, avoid)
        assert points
    (first, *_) = label_points(box(40, 30, 60, 40), (50.0, 31.0))
    assert abs(first[0] - 50.0) > 1 or abs(first[1] - 31.0) > 1
    assert Point(first[0], first[1]).within(box(40, 25, 60, 40))


def _things() -> list[tuple[Area | City, Item]]:
    sea = Area(-1, "sea", [(50.0, 41.0)], "Sea", {"fa": "دریا"}, also={"Lake": "some"})
    town = City(7, "Bakı", 49.9, 40.4, "AZ", 100, "PPL", [], "Baku", {"az": "Bakı"}, ["Bacu"])
    things: list[tuple[Area | City, Item]] = []
    for thing, kind, point in ((sea, "sea", (50.0, 41.0)), (town, "city", (49.9, 40.4))):
        names = {language: thing.names.get(language, thing.english) for language in LANGUAGES}
        things.append((thing, Item(kind, names, [point], 3, 3, 8 if kind == "sea" else 12)))
    for language in LANGUAGES:
        place([item for _, item in things], language)
    return things


def test_the_file_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one.sqlite", "two.sqlite"):
        build_places.write(tmp_path / name, _things())
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.sqlite", "two.sqlite"]
