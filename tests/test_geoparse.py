from __future__ import annotations

import itertools
import math
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.geoparse.corpora import is_demonym
from geo.errors import GazetteerError, TextError
from geo.gazetteer.folding import plain
from geo.gazetteer.world.lookup import Found
from geo.gazetteer.world.tables import DEMONYM, PRIMARY
from geo.geoparse import LONGEST, Parsed, TextMention, parse
from geo.geoparse.mentions.choosing import choose
from geo.geoparse.mentions.spans import Span, candidates
from geo.geoparse.places.rankfeatures import distances_km
from geo.geoparse.reasons import of_place
from geo.geoparse.text import trees
from geo.geoparse.text.reading import CHUNK, read

ARTICLE = """BAKU: Iran's president came to Baku on Monday. Tehran said the visit would help trade.

A road from Julfa in Nakhchivan would cross Syunik in southern Armenia, near Meghri, and Iranian
officials want ships from Anzali to use the Caspian Sea. He grew up in Paris, Texas, he said."""


def span(first: int, stop: int) -> Span:
    return Span(first, stop, first, stop, "x", "x", "", False, "")


def found(id_: int, name: str, lon: float, lat: float, country: str = "", **more: object) -> Found:
    values = {
        "kind": "city",
        "admin1": 0,
        "admin2": 0,
        "population": 0,
        "fame": 1,
        "capital": False,
        "how": PRIMARY,
    }
    return Found(id=id_, name=name, lon=lon, lat=lat, country=country, **{**values, **more})


def places(parsed: Parsed) -> dict[str, TextMention]:
    return {mention.text: mention for mention in parsed.mentions}


# --- what could be a name ---------------------------------------------------------------------


def proposed(text: str) -> set[str]:
    return {span.text for span in candidates(read(text)).all}


@pytest.mark.parametrize(
    "text, whole, pieces",
    [
        ("It lies in Guinea-Bissau, they say.", "Guinea-Bissau", {"Guinea", "Bissau"}),
        ("It rained in Jammu and Kashmir on Monday.", "Jammu and Kashmir", {"Jammu", "Kashmir"}),
        (
            "He left the Democratic Republic of the Congo.",
            "Democratic Republic of the Congo",
            {"Congo"},
        ),
    ],
)
def test_the_whole_name_of_a_country_or_region_is_not_cut_up(
    text: str, whole: str, pieces: set[str]
) -> None:
    found = proposed(text)
    assert whole in found and not found & pieces


@pytest.mark.parametrize("name", ["L’Aquila", "N’Djamena", "Ust’‑Kut", "Port‑au‑Prince", "Ma‘rib"])
def test_a_name_is_found_with_whatever_apostrophe_and_hyphen(name: str) -> None:
    text = f"Two planes flew to {name} on Monday."
    listed = candidates(read(text))
    assert name in {span.text for span in listed.all if span.key in listed.found}
    assert all(text[span.start : span.end] == span.text for span in listed.all)


def test_a_list_of_countries_is_no_name() -> None:
    assert {"Armenia", "Georgia"} <= proposed("Envoys of Armenia and Georgia met.")


def test_a_name_ends_where_the_name_ends() -> None:
    found = proposed(
        "It was made in Guangdong province. They moved to Iran. He is from Paris, W.Va."
    )
    assert "Guangdong" in found and "Guangdong province" not in found
    assert "Iran" in found and "Iran." not in found


# --- choosing ---------------------------------------------------------------------------------

_spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.floats(0.01, 0.99)), max_size=9
)


@given(_spans)
def test_the_chosen_do_not_overlap_and_no_other_choice_is_likelier(
    drawn: list[tuple[int, int, float]],
) -> None:
    spans = [span(first, first + length) for first, length, _ in drawn]
    chances = np.asarray([chance for *_, chance in drawn])
    gains = [math.log(c / (1 - c)) - math.log(0.4 / 0.6) for c in chances]

    def worth(numbers: list[int]) -> float:
        ordered = sorted((spans[n] for n in numbers), key=lambda one: one.first)
        apart = all(one.stop <= two.first for one, two in pairwise(ordered))
        return sum(gains[n] for n in numbers) if apart else -math.inf

    every = range(2 ** len(spans))
    best = max(worth([n for n in range(len(spans)) if bits >> n & 1]) for bits in every)
    assert worth(choose(spans, chances, 0.4)) == pytest.approx(best)


# --- trees ------------------------------------------------------------------------------------


def stump() -> dict[str, np.ndarray]:
    """Return two trees: one splits twice, the other is a leaf."""
    return {
        "t_feature": np.asarray([0, 0, 1, 0, 0, 0], np.int16),
        "t_threshold": np.asarray([1.5, 0, 7.0, 0, 0, 0]),
        "t_left": np.asarray([1, 1, 3, 3, 4, 5], np.int32),
        "t_right": np.asarray([2, 1, 4, 3, 4, 5], np.int32),
        "t_value": np.asarray([0, 1.0, 0, 2.0, 3.0, 0.5], np.float32),
        "t_roots": np.asarray([0, 5], np.int32),
    }


def test_a_forest_adds_the_leaves_it_reaches() -> None:
    forest = trees.from_arrays(stump(), "t")
    rows = np.asarray([[1.0, 9.0], [1.5, 0.0], [2.0, 7.0], [2.0, 7.1]])
    assert forest.odds(rows).tolist() == [1.5, 1.5, 2.5, 3.5]
    assert forest.chances(rows)[2] == pytest.approx(1 / (1 + math.exp(-2.5)))
    assert forest.odds(rows[:0]).size == 0


def test_models_that_cannot_be_read_say_how_to_make_them(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "models.npz"
    broken.write_bytes(b"no models")
    monkeypatch.setattr(trees, "FILE", broken)
    trees.models.cache_clear()
    with pytest.raises(GazetteerError, match=r"benchmarks\.geoparse train"):
        trees.models()
    trees.models.cache_clear()


# --- reading ----------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters() | st.sampled_from("´’‑ "), max_size=300))
def test_any_text_is_read_and_every_stretch_is_where_it_says(text: str) -> None:
    reading, marked = read(text), plain(text)
    assert len(marked) == len(text)
    for word, start in zip(reading.words, reading.starts, strict=True):
        assert marked[start : start + len(word)] == word
    assert len(reading.words) == len(reading.labels) == len(reading.sentences)
    for one in candidates(reading).all:
        assert text[one.start : one.end] == one.text
        assert reading.sentences[one.first] <= reading.sentences[one.stop - 1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["Baku", "Paris, Texas", "said", "\n\n", "in", "—", "’s"])))
def test_mentions_come_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    mentions = parse(text).mentions
    assert all(text[m.start : m.end] == m.text and 0 <= m.score <= 1 for m in mentions)
    assert all(one.end <= two.start for one, two in pairwise(mentions))


def test_a_long_text_is_read_in_parts_that_fit_together() -> None:
    text = ("The train from Tbilisi came to Baku in the evening. " * 900)[: 2 * CHUNK + 500]
    reading = read(text)
    assert all(text[s:].startswith(w) for w, s in zip(reading.words, reading.starts, strict=True))
    assert sum(mention.text == "Tbilisi" for mention in parse(text).mentions) >= 750


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(TextError, match="at most"):
        parse("a" * (LONGEST + 1))
    with pytest.raises(TextError, match="title"):
        parse("Baku", title="a" * 5000)


def test_empty_and_placeless_texts_have_no_mentions() -> None:
    assert parse("").mentions == parse(" \n").mentions == ()
    assert parse("It was a quiet day, and nobody said a word.").mentions == ()


# --- the whole --------------------------------------------------------------------------------


def test_an_article_names_its_places() -> None:
    mentions = places(parse(ARTICLE))
    assert {"Iran", "Baku", "Tehran", "Julfa", "Syunik", "Armenia", "Meghri"} <= mentions.keys()
    assert {name: mentions[name].place.id for name in ("Baku", "Meghri", "Iran")} == {
        "Baku": 587084, "Meghri": 174823, "Iran": 130758,
    }  # fmt: skip
    assert mentions["Julfa"].place.country in {"AZ", "IR"}
    assert mentions["Caspian Sea"].place.kind == "sea"


@pytest.mark.parametrize("mark", ["—", "--"])
def test_a_dateline_names_a_place_however_small(mark: str) -> None:
    found = parse(f"ALAT, Azerbaijan {mark} Ships left the port on Monday, an official said.")
    first = found.mentions[0]
    assert (first.text, first.place and first.place.name) == ("ALAT", "Alat")
    shouted = parse("ALAT ships LEFT the port on Monday, and NOBODY said why - or where to.")
    assert "NOBODY" not in {mention.text for mention in shouted.mentions}


def test_people_and_governments_are_told_from_places() -> None:
    mentions = places(parse(ARTICLE))
    assert mentions["Iranian"].kind == "demonym"
    assert mentions["Iranian"].place.name == "Iran"
    assert mentions["Tehran"].kind == "metonym"
    assert mentions["Meghri"].kind == "literal"


def test_a_qualifier_chooses_among_places_of_one_name() -> None:
    paris = places(parse(ARTICLE))["Paris"]
    assert (paris.place.country, paris.place.admin1) == ("US", "Texas")
    assert "the text adds “Texas”, and it lies there" in paris.place.reasons
    assert any(other.country == "FR" for other in paris.others)


def test_scores_of_a_mention_s_places_fall_and_share_one() -> None:
    for mention in parse(ARTICLE).mentions:
        scores = [one.score for one in (mention.place, *mention.others) if one]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1 + 1e-9


def test_where_it_was_published_tells_of_which_place_it_speaks() -> None:
    text = "The council of Alexandria met on Monday to speak of the schools."
    here = places(parse(text, source_place="Alexandria, Louisiana"))["Alexandria"]
    assert here.place.country == "US"
    assert text[here.start : here.end] == "Alexandria"


# --- reasons ----------------------------------------------------------------------------------


def test_reasons_say_what_speaks_for_and_against() -> None:
    texas = found(1, "Texas", -99, 31, "US", kind="region", admin1=1)
    here = found(2, "Paris", -95.6, 33.7, "US", admin1=1, population=24_500)
    there = found(3, "Paris", 2.35, 48.85, "FR", population=2_140_000)
    near = of_place(here, (here, there), [texas], texas)
    assert near[0] == "the text adds “Texas”, and it lies there"
    assert "another of this name is more populous (2,140,000)" in near
    far = of_place(there, (here, there), [texas], texas)
    assert far[0] == "the text adds “Texas”, and it does not lie there"
    assert any("km away" in reason for reason in far)


def test_a_town_and_the_region_of_its_name_are_no_rivals() -> None:
    region = found(1, "Tehran", 51, 35, "IR", kind="region", admin1=1, population=12_000_000)
    town = found(2, "Tehran", 51.4, 35.7, "IR", admin1=1, population=7_000_000)
    assert "no other place has this name" in of_place(town, (town, region), [], None)


@pytest.mark.parametrize("inside", [1_950_000, 900_000, 2_000_000])
def test_one_place_at_most_is_the_most_populous_of_a_name(inside: int) -> None:
    """A region and its seat are no rivals, but not both can have the most people."""
    region = found(1, "Ostra", 20, 50, "PL", kind="region", admin1=1, population=2_000_000)
    seat = found(2, "Ostra", 20.1, 50.1, "PL", admin1=1, population=inside)
    far = found(3, "Ostra", -70, 9, "VE", population=40_000)
    twin = found(4, "Ostra", -60, 9, "BR", population=40_000)
    for rivals in itertools.permutations((region, seat, far, twin)):
        told = [" ".join(of_place(one, rivals, [], None)) for one in rivals]
        assert sum("the most populous" in words for words in told) == 1
        assert ["more populous (2,000,000)" in words for words in told] == [
            one in (far, twin) for one in rivals
        ]
    for one in (far, twin):
        assert not any("populous" in reason for reason in of_place(one, (far, twin), [], None))


def test_distances_are_along_the_sphere() -> None:
    one, two = found(1, "a", 0, 0), found(2, "b", 90, 0)
    across = found(3, "c", 180, 0)
    assert distances_km((one,), (two, across, one))[0] == pytest.approx(
        [10007.557, 20015.115, 0.0], abs=0.01
    )


def test_a_demonym_is_a_place_s_people_even_where_a_village_has_the_name() -> None:
    people = found(1, "Iran", 53, 32, "IR", how=DEMONYM, population=8 * 10**7)
    village = found(2, "Iranian", 1, 1, "FR", population=300)
    town = found(3, "Orange", 4, 44, "FR", population=90_000)
    assert is_demonym([people, village])
    assert not is_demonym([people, town])
    assert not is_demonym([village])


def test_a_text_of_one_name_over_and_over_is_read_in_bounded_memory() -> None:
    """A row for each mention times each place of the name would take hundreds of megabytes."""
    text = "Springfield. " * 2_000
    tracemalloc.start()
    try:
        mentions = parse(text).mentions
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len({m.place.id for m in mentions if m.place}) <= 1
    assert peak < 80e6
