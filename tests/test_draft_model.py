"""A draft: what fits together, what is kept on disk, and the story that is made of it."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.draft.model import Choice, Draft, Mention, read_draft
from geo.draft.placemarks import as_written
from geo.draft.publishing import story_of
from geo.draft.repository.store import Drafts, id_of
from geo.errors import ConflictError, DraftError
from geo.story import load, save
from tests.drafts import GEORGIA, MEGHRI, changed, confirmed, draft, mention, sound

AREA = {
    "type": "Polygon",
    "coordinates": [[[46.0, 38.8], [46.5, 38.8], [46.5, 39.2], [46.0, 39.2], [46.0, 38.8]]],
}
BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}


def drawn(**more: Any) -> dict[str, Any]:
    return {"id": "d1", "name": "The road", "geometry": AREA, "certainty": "approximate", **more}


def problems(record: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(DraftError) as caught:
        read_draft(json.dumps(record), "small")
    return caught.value.problems


# --- what fits together -----------------------------------------------------------------------


def test_a_sound_draft_is_read_as_it_was_written() -> None:
    found = sound()
    assert read_draft(found.model_dump_json(), "small") == found
    assert read_draft(found.model_dump_json(exclude_defaults=True), "small") == found


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a choice that is not there": (
        lambda d: d["mentions"][0].update(chosen=3), "'m1': choice 4 is not there; it has 1"),
    "a shape that is not there": (
        lambda d: d["mentions"][0].update(shape="d9"), "'m1': there is no shape 'd9'"),
    "confirmed without a place": (
        lambda d: d["mentions"][0].update(chosen=None, state="confirmed"), "has no place"),
    "a span beyond its paragraph": (
        lambda d: d["mentions"][0].update(start=30, end=900), "'m1': letters 30 to 900"),
    "a span on other words": (
        lambda d: d["mentions"][0].update(start=0, end=4), "'Baku' is not what stands there"),
    "a paragraph that is not there": (
        lambda d: d["statements"][0].update(block=7), "'S01': paragraph 8 is not there"),
    "a mention that is not there": (
        lambda d: d["statements"][0].update(mentions=["m9"]), "'S01': there is no mention 'm9'"),
    "an id twice": (
        lambda d: d["statements"][1].update(id="S01"), "statement 'S01' stands twice"),
    "a shape that crosses itself": (
        lambda d: d.update(shapes=[drawn(geometry=BOW_TIE)]), "outline crosses itself"),
    "a shape without geometry": (
        lambda d: d.update(shapes=[drawn(geometry={"type": "Blob"})]), "draw it again"),
    "a shape out of the world": (
        lambda d: d.update(shapes=[drawn(geometry={"type": "Point", "coordinates": [0, 99]})]),
        "latitude 99"),
    "a key that means nothing": (lambda d: d.update(colour="red"), "key 'colour' is unknown"),
    "no date": (
        lambda d: d["statements"][0].update(date="soon"), "statement 1 ('S01'): date 'soon' is no"),
}  # fmt: skip


@pytest.mark.parametrize("spoil, told", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_sentence(spoil: Callable[[dict[str, Any]], object], told: str) -> None:
    record = draft()
    spoil(record)
    found = problems(record)
    assert len(found) == 1 and told in found[0], found


def test_all_faults_are_told_at_once() -> None:
    record = draft()
    record["mentions"][0].update(chosen=3)
    record["statements"][1].update(mentions=["m9", "m8"])
    assert len(problems(record)) == 3


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_is_a_draft_or_is_refused(data: bytes | str) -> None:
    with pytest.raises(DraftError):
        read_draft(data, "small")


# --- on the disk ------------------------------------------------------------------------------


def test_a_draft_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    kept = drafts.add(sound())
    assert drafts.read("small") == kept
    files = list((tmp_path / "drafts").iterdir())
    assert sorted(file.name for file in files) == [".lines.sqlite", "small.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700


def test_a_second_draft_of_one_name_gets_a_number(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    assert [drafts.add(sound()).id for _ in range(3)] == ["small", "small-2", "small-3"]
    assert set(drafts.ids()) == {"small", "small-2", "small-3"}


def test_a_change_in_two_windows_is_noticed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.add(sound())
    first, second = drafts.read("small"), drafts.read("small")
    saved = drafts.save(first.model_copy(update={"title": "Mine"}))
    assert saved.version == 2
    with pytest.raises(ConflictError, match="another window: it is at version 2"):
        drafts.save(second.model_copy(update={"title": "Yours"}))
    assert drafts.read("small").title == "Mine"


def test_of_many_saves_at_once_none_is_lost_silently(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.add(sound())
    done: list[int] = []

    def add_one(number: int) -> None:
        while True:
            now = drafts.read("small")
            try:
                drafts.save(now.model_copy(update={"summary": f"{now.summary} {number}"}))
            except ConflictError:
                continue
            done.append(number)
            return

    threads = [threading.Thread(target=add_one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = drafts.read("small")
    assert kept.version == 13 and sorted(map(int, kept.summary.split()[3:])) == list(range(12))
    assert len(done) == 12


def test_the_text_of_a_draft_cannot_be_changed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    kept = drafts.add(sound())
    longer = kept.blocks[0].model_copy(update={"text": kept.blocks[0].text + " More."})
    with pytest.raises(DraftError, match="may not be changed"):
        drafts.save(kept.model_copy(update={"blocks": (longer, *kept.blocks[1:])}))


@pytest.mark.parametrize("name", ["../small", "", ".", "a/b", "x" * 101, "small\0", "\n"])
def test_names_that_lead_elsewhere_are_no_drafts(tmp_path: Path, name: str) -> None:
    with pytest.raises(DraftError, match="is no draft's id"):
        Drafts(tmp_path).read(name)


def test_what_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.add(sound())
    with pytest.raises(DraftError, match="did you mean 'small'"):
        drafts.read("smell")
    drafts.remove("small")
    assert drafts.ids() == [] and not [name for name in os.listdir(tmp_path) if "small" in name]


@given(st.text(max_size=200))
def test_any_title_has_an_id(title: str) -> None:
    assert Draft.model_validate({**draft(), "id": id_of(title)})


# --- the story --------------------------------------------------------------------------------


def test_nothing_is_published_that_nobody_confirmed() -> None:
    with pytest.raises(DraftError, match="nothing is confirmed yet"):
        story_of(sound())
    one = story_of(sound(changed(draft(), {"m3": {"state": "confirmed"}})))
    assert [feature.name for feature in one.features] == ["Meghri"]
    assert [annotation.id for annotation in one.annotations] == ["S02"]


def test_a_checked_draft_becomes_a_sound_story(tmp_path: Path) -> None:
    story = story_of(sound(confirmed()))
    save(story, tmp_path / "small")
    assert load(tmp_path / "small") == story
    by_name = {feature.name: feature for feature in story.features}
    assert set(by_name) == {"Baku", "Tehran", "Meghri", "Georgia"}
    assert by_name["Baku"].certainty == "exact" and by_name["Georgia"].certainty == "exact"
    georgia = by_name["Georgia"]
    assert georgia.geometry.area > 5 and (georgia.source, georgia.layer) == (
        "osm-outlines",
        "areas",
    )
    assert by_name["Tehran"].names["fa"] == "تهران"
    first, second = story.annotations
    assert (first.paragraph, str(first.date), first.said_by) == (
        1,
        "2024-04-29",
        "The Test Gazette",
    )
    assert second.features == ("tehran", "meghri", "georgia")


def test_what_a_heading_says_is_cited_by_the_paragraph_below_it() -> None:
    record = draft()
    record["blocks"][0] = {**record["blocks"][0], "kind": "heading", "number": 0}
    record["blocks"][1]["number"] = 1
    story = story_of(Draft.model_validate(record), preview=True)
    assert {note.id: note.paragraph for note in story.annotations} == {"S01": 1, "S02": 1}


def test_a_preview_draws_all_and_calls_nothing_sure() -> None:
    story = story_of(sound(changed(draft(), {"m1": {"state": "dropped"}})), preview=True)
    assert {feature.name for feature in story.features} == {"Tehran", "Meghri", "Georgia"}
    assert {feature.certainty for feature in story.features} == {"indicative"}
    assert all("not yet confirmed" in feature.method for feature in story.features)


def test_words_of_the_article_stand_in_quotation_marks() -> None:
    record = confirmed()
    record["statements"][1].update(claim="Tehran saw no harm to Georgia in the road.", quoted=False)
    first, second = story_of(sound(record)).annotations
    assert first.claim == "“Ministers met in Baku on Monday.”"
    assert second.claim == "Tehran saw no harm to Georgia in the road."


def test_a_drawn_shape_stands_for_its_mentions() -> None:
    record = changed(confirmed(), {"m3": {"shape": "d1", "state": "confirmed"}})
    record["shapes"] = [drawn()]
    story = story_of(sound(record))
    road = next(feature for feature in story.features if feature.name == "The road")
    assert (road.certainty, road.layer, road.source) == (
        "approximate", "drawn-areas", "checkers-hand",
    )  # fmt: skip
    assert road.geometry.area > 0 and "Drawn by hand" in road.method


def test_mentions_of_one_place_are_one_mark() -> None:
    record = confirmed()
    record["mentions"].append({**record["mentions"][0], "id": "m5", "start": 22, "end": 26})
    record["statements"][0]["mentions"] = ["m1", "m5"]
    story = story_of(sound(record))
    assert [feature.id for feature in story.features].count("baku") == 1
    assert story.annotations[0].features == ("baku",)


@pytest.mark.parametrize(
    "written, kind, name, mark",
    [
        (["Al-Fashir"], "city", "El Fasher", "Al-Fashir"),
        (["AL-FASHIR", "al-Fashir"], "city", "El Fasher", "al-Fashir"),
        (["PORT SUDAN"], "city", "Bur Sudan", "Port Sudan"),
        (["Niger"], "region", "Niger State", "Niger State"),
        (["Turkey"], "country", "Türkiye", "Türkiye"),
        (["Rakhine"], "region", "Rakhine State", "Rakhine"),
        (["St. Robert"], "city", "Saint Robert", "St. Robert"),
        (["Tenn."], "region", "Tennessee", "Tennessee"),
        (["TAGUM CITY", "Tagum"], "city", "Magugpo", "Tagum City"),
        (["N.C."], "region", "North Carolina", "North Carolina"),
        (["Iran"], "border", "Iran–Armenia border", "Iran–Armenia border"),
    ],
)
def test_a_mark_bears_the_article_s_own_spelling(
    written: list[str], kind: str, name: str, mark: str
) -> None:
    choice = Choice.model_validate({**MEGHRI, "name": name, "kind": kind})
    mentions = [Mention.model_validate({**mention("m1", 0, "Baku"), "text": x}) for x in written]
    assert as_written(choice, mentions) == mark


@pytest.mark.parametrize(
    ("passage", "kind", "mark"),
    [
        ("In Baku City, all is well.", "city", "Baku City"),
        ("In Baku State, all is well.", "city", "Baku"),
        ("In Baku State all is well.", "region", "Baku State"),
        ("In Baku City Council they say so.", "city", "Baku"),
        ("In Baku all is well.", "city", "Baku"),
    ],
)
def test_the_word_after_a_name_may_belong_to_it(passage: str, kind: str, mark: str) -> None:
    choice = Choice.model_validate({**MEGHRI, "name": "Baki", "kind": kind})
    here = Mention.model_validate({**mention("m1", 0, "Baku"), "start": 3, "end": 7})
    assert as_written(choice, [here], [passage]) == mark


def test_the_people_do_not_name_the_mark() -> None:
    people = Mention.model_validate({**mention("m1", 0, "Baku", kind="demonym"), "text": "Thais"})
    choice = Choice.model_validate({**GEORGIA, "name": "Thailand"})
    assert as_written(choice, [people]) == "Thailand"


def test_two_places_of_one_name_are_two_marks() -> None:
    record = confirmed()
    record["mentions"].append({**record["mentions"][3], "id": "m5", "chosen": 0})
    record["statements"][1]["mentions"].append("m5")
    story = story_of(sound(record))
    assert {f.id: round(f.anchor_point()[0]) for f in story.features if f.name == "Georgia"} == {
        "georgia": 44, "georgia-2": -84,
    }  # fmt: skip


def test_what_a_story_needs_is_asked_for() -> None:
    record = confirmed()
    record["article"]["published"] = "2024-05"
    with pytest.raises(DraftError, match="on which day the article was published"):
        story_of(sound(record))


def test_progress_counts_what_is_to_be_looked_at() -> None:
    record = changed(
        draft(),
        {"m1": {"state": "confirmed"}, "m2": {"kind": "demonym"}, "m3": {"state": "dropped"}},
    )
    assert sound(record).progress() == (1, 2)


def test_words_that_are_only_space_are_none() -> None:
    record = changed(confirmed(), {"m3": {"shape": "d1", "state": "confirmed"}})
    record["shapes"] = [{**drawn(), "note": " \n"}]
    record["article"]["place"] = " "
    story = story_of(sound(record))
    assert story.source.place is None
    assert {feature.note for feature in story.features if feature.name == "The road"} == {None}


# --- names without a place --------------------------------------------------------------------


def test_names_without_a_place_stay_with_their_statement(tmp_path: Path) -> None:
    """Those that nobody placed yet, and those that a person leaves so; not those he dropped."""
    record = changed(
        confirmed(),
        {
            "m2": {"state": "open", "chosen": None, "choices": []},
            "m3": {"state": "unplaced"},
            "m4": {"state": "dropped"},
        },
    )
    record["mentions"].append({**record["mentions"][0], "id": "m5", "block": 1, "start": 0,
                               "end": 11, "text": "Tehran said", "kind": "literal"})  # fmt: skip
    record["statements"][1]["mentions"].append("m5")
    story = story_of(sound(record))
    first, second = story.annotations
    assert first.also_named == () and second.features == first.features == ("baku",)
    assert second.also_named == ("Tehran", "Meghri")
    save(story, tmp_path / "small")
    assert load(tmp_path / "small") == story


def test_a_statement_of_such_names_alone_is_told_without_a_mark() -> None:
    names: dict[str, dict[str, Any]] = {name: {"state": "unplaced"} for name in ("m2", "m3", "m4")}
    record = changed(confirmed(), names)
    told = story_of(sound(record)).annotations[1]
    assert (told.features, told.also_named) == ((), ("Tehran", "Meghri", "Georgia"))
    assert story_of(sound(record)).certainty_of(told) is None
    undecided = {"state": "open", "chosen": None, "choices": []}
    record = changed(record, dict.fromkeys(names, undecided))
    assert [one.id for one in story_of(sound(record)).annotations] == ["S01"]
    both = story_of(sound(record), preview=True).annotations
    assert both[1].also_named == ("Tehran", "Meghri", "Georgia")


def test_a_story_needs_a_place_for_one_name_at_least() -> None:
    record = changed(draft(), {name: {"state": "unplaced"} for name in ("m1", "m2", "m3", "m4")})
    with pytest.raises(DraftError, match="nothing is confirmed yet"):
        story_of(sound(record))
    with pytest.raises(DraftError, match="no place was found that could be drawn"):
        story_of(sound(record), preview=True)
    assert sound(record).progress() == (4, 4)
