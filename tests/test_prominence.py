"""What an article is about, and the frame that follows from it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from geo.crs import Bounds
from geo.draft.model import Draft
from geo.draft.prominence import article_of
from geo.errors import BoundsError, GazetteerError
from geo.prominence import Judged, Named, NamedPlace, PlacedArticle, judge
from geo.prominence.features import NAMES
from geo.prominence.judging import balanced, likeliest
from geo.prominence.model import FILE, parsed
from geo.story.focusing import Framed, focus_bounds

PARAGRAPHS = (
    "LISBON — A fire destroyed the fish market at Vila Nova on Tuesday and killed two people, "
    "firefighters said.",
    "The flames spread to boats in the harbour of Vila Nova and to a warehouse at Porto Velho, on "
    "the road to Serra Alta.",
    "“It looked like Chicago in 1871,” said Ana Prata, a baker in Porto Velho.",
    "A spokesman in Brussels said the union would help. Madrid offered two aircraft.",
)
PLACES = {  # kind, lon, lat, people
    "Lisbon": ("city", -9.14, 38.72, 500_000),
    "Vila Nova": ("city", -8.70, 37.90, 4_000),
    "Porto Velho": ("city", -8.78, 37.95, 1_500),
    "Serra Alta": ("city", -8.60, 37.80, 800),
    "Chicago": ("city", -87.65, 41.85, 2_700_000),
    "Brussels": ("city", 4.35, 50.85, 1_000_000),
    "Madrid": ("city", -3.70, 40.42, 3_000_000),
}
MEANT = {"Madrid": "metonym"}


def an_article() -> PlacedArticle:
    places = []
    for name, (kind, lon, lat, people) in PLACES.items():
        named = tuple(
            Named(
                number,
                at,
                at + len(name),
                text[at : at + len(name)],
                MEANT.get(name, "literal"),
            )
            for number, text in enumerate(PARAGRAPHS)
            for at in range(len(text))
            if text[at : at + len(name)].casefold() == name.casefold()
        )
        assert named, name
        places.append(NamedPlace(name, name, (lon, lat), kind, "PT", "", people, named))
    return PlacedArticle("Market at Vila Nova burns down", PARAGRAPHS, tuple(places))


def by_key(article: PlacedArticle) -> dict[str, Judged]:
    return {one.key: one for one in judge(article)}


# --- judging ----------------------------------------------------------------------------------


def test_what_happened_is_main_and_who_spoke_stands_aside() -> None:
    found = by_key(an_article())
    assert found["Vila Nova"].prominence == "main"
    assert found["Porto Velho"].prominence in {"main", "also"}
    assert {found[name].prominence for name in ("Chicago", "Brussels", "Madrid")} <= {
        "aside",
        "none",
    }
    assert found["Vila Nova"].score == max(one.score for one in found.values())


def test_each_place_has_its_reasons_in_words() -> None:
    found = by_key(an_article())
    assert {"in the headline", "in the first sentence"} <= set(found["Vila Nova"].reasons)
    assert "only where somebody spoke" in found["Brussels"].reasons
    assert "a government, not a place" in found["Madrid"].reasons
    assert "only in the dateline, where the reporter is" in found["Lisbon"].reasons
    assert any(told.endswith("km from the others") for told in found["Chicago"].reasons)


def test_the_order_of_places_does_not_matter() -> None:
    article = an_article()
    expected = by_key(article)
    for seed in range(5):
        places = list(article.places)
        random.Random(seed).shuffle(places)
        assert by_key(replace(article, places=tuple(places))) == expected


@pytest.mark.parametrize("count", range(1, len(PLACES) + 1))
def test_one_to_four_are_main_however_many_there_are(count: int) -> None:
    article = an_article()
    found = judge(replace(article, places=article.places[:count]))
    assert 1 <= sum(one.prominence == "main" for one in found) <= 4
    assert [one.key for one in found] == [place.key for place in article.places[:count]]


def test_an_article_without_places_is_about_none() -> None:
    assert judge(PlacedArticle("Nothing", ("No place is named.",), ())) == ()


def test_a_place_of_no_known_point_can_be_main() -> None:
    article = an_article()
    places = tuple(
        replace(place, at=None) if place.name == "Vila Nova" else place for place in article.places
    )
    found = by_key(replace(article, places=places))
    assert found["Vila Nova"].prominence == "main"
    assert "nobody knows yet where it is" in found["Vila Nova"].reasons


def test_a_headline_alone_and_mentions_without_paragraphs_are_read() -> None:
    place = NamedPlace("a", "Anytown", (1.0, 2.0), "city")
    (found,) = judge(PlacedArticle("Anytown", (), (place,)))
    assert found.prominence == "main"


def test_chances_sum_to_what_is_expected_and_the_likeliest_set_is_a_prefix() -> None:
    chances = balanced(np.linspace(-6, 3, 12), 2.4)
    assert chances.sum() == pytest.approx(2.4, abs=1e-3)
    chosen = likeliest(chances)
    assert chosen == frozenset(range(12 - len(chosen), 12))


def test_weights_of_other_features_are_refused() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert parsed(text, "x").slopes.shape[0] == len(NAMES)
    with pytest.raises(GazetteerError, match="other features"):
        parsed(text.replace("digest ", "digest 0"), "x")
    with pytest.raises(GazetteerError, match="other features"):
        parsed("\n".join(text.splitlines()[:-1]), "x")
    with pytest.raises(GazetteerError, match="cannot be read"):
        parsed(text.replace("offsets ", "offsets x "), "x")


# --- of a draft -------------------------------------------------------------------------------


def a_draft() -> Draft:
    text = "Fire broke out in Anytown. The Anytowners fled to Nowhere, from Anytown to Elsewhere."

    def a_mention(number: int, name: str, kind: str, place: int | None, state: str) -> dict:
        at = text.find(name) if number != 4 else text.rfind(name)
        choice = {"id": str(place), "name": "Any Town", "lon": 1.0, "lat": 2.0, "kind": "city",
                  "score": 1.0}  # fmt: skip
        return {"id": f"m{number}", "block": 0, "start": at, "end": at + len(name), "text": name,
                "kind": kind, "score": 1.0, "choices": [choice] if place else [],
                "chosen": 0 if place else None, "state": state}  # fmt: skip

    return Draft.model_validate(
        {
            "id": "x",
            "title": "Fire",
            "summary": "Fire.",
            "article": {"headline": "Fire in Anytown", "published": "2026-01-01"},
            "blocks": [{"number": 1, "text": text}],
            "mentions": [
                a_mention(1, "Anytown", "literal", 7, "open"),
                a_mention(2, "Anytowners", "demonym", 7, "open"),
                a_mention(3, "Nowhere", "literal", None, "open"),
                a_mention(4, "Anytown", "literal", 7, "confirmed"),
                a_mention(5, "Elsewhere", "literal", 9, "dropped"),
            ],
        }
    )


def test_a_draft_s_mentions_are_joined_by_place_and_dropped_ones_left_out() -> None:
    article = article_of(a_draft())
    assert [(place.name, len(place.mentions), place.at) for place in article.places] == [
        ("Anytown", 3, (1.0, 2.0)),
        ("Nowhere", 1, None),
    ]
    assert judge(article)[0].prominence == "main"


# --- the frame --------------------------------------------------------------------------------


def test_the_frame_holds_all_main_places_whatever_their_order() -> None:
    rng = random.Random(2)
    for _ in range(200):
        lon, lat, spread = (
            rng.uniform(-180, 180),
            rng.uniform(-70, 70),
            10 ** rng.uniform(-2, 1),
        )
        places = [
            Framed(
                (
                    (lon + rng.gauss(0, spread) + 180) % 360 - 180,
                    max(-80, min(80, lat + rng.gauss(0, spread))),
                ),
                main=number < 3,
            )
            for number in range(8)
        ]
        found = focus_bounds(places)
        assert all(found.contains(*place.at) for place in places[:3])
        rng.shuffle(places)
        assert list(focus_bounds(places)) == pytest.approx(list(found))


def test_a_single_town_is_shown_with_what_lies_around_it() -> None:
    found = focus_bounds([Framed((10.0, 60.0), main=True)])
    height_km = found.height * 111.2
    assert 30 <= height_km <= 60
    assert found.width * 0.5 == pytest.approx(found.height, rel=0.01)  # 60° N: half as wide


@pytest.mark.parametrize("ends", [((0.0, 0.0), (30.0, 0.0)), ((0.0, -10.0), (0.0, 10.0))])
def test_the_frame_fits_a_page(
    ends: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    found = focus_bounds([Framed(end, main=True) for end in ends])
    assert 1 / 1.31 <= found.width / found.height <= 2.61


def test_an_outlying_place_gives_way_and_a_needed_one_does_not() -> None:
    near = [Framed((10.0 + number / 10, 50.0), main=number < 2) for number in range(7)]
    before = focus_bounds(near)
    assert focus_bounds([*near, Framed((40.0, 20.0))]) == before
    wide = focus_bounds([*near[:2], *(Framed((14.0, 50.0 + number)) for number in range(4))])
    assert wide.contains(14.0, 53.0)


def test_a_frame_over_180_is_no_wider_than_elsewhere() -> None:
    there = focus_bounds([Framed((179.5, -16.0), main=True), Framed((-179.5, -17.0), main=True)])
    here = focus_bounds([Framed((20.0, -16.0), main=True), Framed((21.0, -17.0), main=True)])
    assert there.is_over_180
    assert there.width == pytest.approx(here.width)
    assert there.contains(180.0, -16.5)


def test_twice_the_distances_make_twice_the_frame() -> None:
    def sized(factor: float) -> Bounds:
        return focus_bounds(
            [Framed((factor * x, factor * y), main=True) for x, y in ((-2, -1), (2, 1), (1, -1))]
        )

    assert sized(2).width == pytest.approx(2 * sized(1).width, rel=0.03)


def test_a_main_place_with_an_outline_is_shown_whole() -> None:
    island = Framed((-18.0, 27.7), main=True, outline=box(-18.2, 27.6, -17.8, 27.9))
    found = focus_bounds([island])
    assert found.contains(-18.2, 27.6) and found.contains(-17.8, 27.9)


def test_without_a_place_there_is_no_frame() -> None:
    with pytest.raises(BoundsError, match="no place"):
        focus_bounds([])
