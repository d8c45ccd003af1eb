from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import GazetteerError
from geo.gazetteer.folding import fold, plain
from geo.gazetteer.world import building
from geo.gazetteer.world import lookup as world
from geo.gazetteer.world.tables import DEMONYM, OTHER, PRIMARY, PlaceRow, own_id, table
from tests.gazetteer import rows, small


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = small(tmp_path)
    monkeypatch.setattr(world, "ensure", lambda: path)
    monkeypatch.setattr(world, "_local", world.threading.local())
    return path


def names(*texts: str) -> dict[str, list[world.Found]]:
    return world.look_up(fold(text) for text in texts)


def test_a_name_finds_its_places_in_any_script(few: Path) -> None:
    assert {place.id for place in names("Julfa")["julfa"]} == {148251, 130081}
    assert [place.id for place in names("Баку")["баку"]] == [587084]
    assert [place.id for place in names("BAKI")["baki"]] == [587084]


@pytest.mark.parametrize(
    "typed, name",
    [
        ("L’Aquila", "L'Aquila"),
        ("Nuku‘alofa", "Nuku'alofa"),
        ("Ma´rib", "Ma'rib"),
        ("Kotʼa", "Kot'a"),
        ("Port‑au‑Prince", "Port-au-Prince"),
        ("Addis‐Abeba", "Addis-Abeba"),
        ("Saint−Louis", "Saint-Louis"),
    ],
)
def test_every_apostrophe_and_every_hyphen_is_one(typed: str, name: str) -> None:
    assert fold(typed) == fold(name)
    assert plain(typed) == name


def test_what_is_plain_is_as_long_and_quotation_marks_stay() -> None:
    text = "‘We left Xi’an – by train,’ he said."
    assert plain(text) == "‘We left Xi'an – by train,' he said."


def test_a_name_that_no_place_bears_is_left_out(few: Path) -> None:
    assert names("Nowhere", "Tehran").keys() == {"tehran"}


def test_a_place_says_how_the_name_is_meant(few: Path) -> None:
    assert names("Iran")["iran"][0].how == PRIMARY
    assert names("Iranians")["iranians"][0].how == DEMONYM
    assert names("America")["america"][0].how == OTHER


def test_more_names_than_one_statement_holds_are_found(few: Path) -> None:
    asked = [f"nowhere {number}" for number in range(2500)] + ["tehran", "baku"]
    assert world.look_up(asked).keys() == {"tehran", "baku"}


def test_the_file_is_never_written_to(few: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        world.connection().execute("DELETE FROM place")


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> object:
        yield rows()[0]
        raise sqlite3.DatabaseError("disk is full")

    target = tmp_path / "world.sqlite"
    with pytest.raises(GazetteerError, match="disk is full"):
        building.build(target, broken())
    assert not list(tmp_path.iterdir())


def test_older_files_that_nobody_reads_are_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, unread, newer = (tmp_path / f"world-{name}.sqlite" for name in ("a", "b", "c"))
    part, other = tmp_path / ".world-left.part", tmp_path / "notes.sqlite"
    for path in (read, unread, newer, part, other):
        path.write_bytes(b"")
    for path, time in ((read, 1), (unread, 1), (newer, 2**40), (other, 1)):
        os.utime(path, (time, time))
    hold = (
        "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_SH); print(flush=True)"
    )
    command = [sys.executable, "-c", f"{hold}; sys.stdin.read()", str(read)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout and reader.stdout.readline() == b"\n"
        target = tmp_path / "world-d.sqlite"
        building.build(target, rows())
        left = {path.name for path in tmp_path.iterdir()}
        reader.communicate()
    assert left == {read.name, newer.name, other.name, target.name}


def test_a_process_that_waited_finds_the_file_built(tmp_path: Path) -> None:
    target = tmp_path / "world-a.sqlite"
    building.build(target, rows())

    def never() -> object:
        raise AssertionError("it is built already")
        yield

    building.build(target, never())


def test_the_file_that_is_read_is_held_against_clearing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "world-old.sqlite"
    building.build(old, rows())
    os.utime(old, (1, 1))
    monkeypatch.setattr(world, "ensure", lambda: old)
    monkeypatch.setattr(world, "_local", world.threading.local())
    monkeypatch.setattr(world, "_held", {})
    assert world.connection().execute("SELECT count(*) FROM place").fetchone()[0]
    building.build(tmp_path / "world-new.sqlite", rows())
    assert old.is_file()
    for handle in world._held.values():
        os.close(handle)
    building.build(tmp_path / "world-newer.sqlite", rows())
    assert not old.is_file()


HARM = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "longer": lambda data: data + bytes(99),
    "no database": lambda data: b"?" * len(data),
    "no names": lambda data: _emptied(),
    "a page of zeros": lambda data: data[: -len(data) // 2] + bytes(len(data) // 2),
    "scrambled within": lambda data: data[:4096] + bytes(reversed(data[4096:])),
}


def _emptied() -> bytes:
    with sqlite3.connect(":memory:") as made:
        made.executescript(building._SCHEMA)
        return made.serialize()


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_file_is_noticed_and_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    path = small(tmp_path)
    path.write_bytes(HARM[harm](path.read_bytes()))
    built = []

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        built.append(path)
        building.build(path, rows())
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(world, "file", lambda: path)
    monkeypatch.setattr(world, "_local", world.threading.local())
    monkeypatch.setattr(world, "_held", {})
    monkeypatch.setattr(world.subprocess, "run", run)
    assert [place.id for place in names("Tehran")["tehran"]] == [112931]
    assert world.names_of([587084]) == {587084: "Baku"}
    assert len(built) == 1 and building.whole(path)


def test_damage_that_comes_while_it_is_read_is_noticed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small(tmp_path)

    def ensure() -> Path:
        building.build(path, rows())
        return path

    monkeypatch.setattr(world, "ensure", ensure)
    monkeypatch.setattr(world, "_local", world.threading.local())
    monkeypatch.setattr(world, "_held", {})
    assert names("Baku")
    with path.open("r+b") as file:
        file.write(b"?" * path.stat().st_size)
    world._local.connection.close()
    world._local.connection = sqlite3.connect(building.address(path), uri=True)
    assert [place.id for place in names("Baku")["baku"]] == [587084]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_text("no folder")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "full" / "cache"))
    monkeypatch.setattr(world, "_local", world.threading.local())
    with pytest.raises(GazetteerError, match="name another folder in DATELINE_CACHE") as caught:
        names("Baku")
    assert "\n" not in str(caught.value)


def test_the_file_is_named_for_what_it_was_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    before = building.file()
    monkeypatch.setattr(building, "version", lambda package: "0.0")
    assert building.file() != before


def test_numbers_of_our_own_tables_are_below_zero_and_differ() -> None:
    numbers = [own_id(row[0], row[4]) for row in table("areas.tsv")]
    assert max(numbers) < -1_000_000
    assert len(set(numbers)) == len(numbers)


def test_our_own_tables_are_sound() -> None:
    for kind, lon, lat, country, name, _ in table("areas.tsv"):
        assert kind and name.strip() == name
        assert -180 <= float(lon) <= 180 and -90 <= float(lat) <= 90, name
        assert all(len(code) == 2 for code in country.split(",") if code), name
    for name in ("demonyms.tsv", "other_names.tsv"):
        assert all(len(row) == 2 and row[1] for row in table(name)), name


def test_the_world_has_what_the_news_names() -> None:
    wanted = {
        "Nagorno-Karabakh": "area", "Aras": "river", "Caspian Sea": "sea", "Syunik": "region",
        "Meghri": "city", "Lake Sevan": "lake", "Central Luzon": "region",
        "Ala.": "region", "Anzali": "city", "Rapides Parish": "district", "Sahara": "desert",
        "Türkiye": "country", "Stepanakert": "city", "Тбилиси": "city", "تهران": "city",
    }  # fmt: skip
    found = names(*wanted)
    for name, kind in wanted.items():
        assert kind in {place.kind for place in found[fold(name)]}, name


def test_regions_that_were_joined_or_divided_since_are_found_as_they_were_called() -> None:
    wanted = {
        "Hedmark": "NO", "Bình Phước": "VN", "Orientale": "CD", "Katanga Province": "CD",
        "Rift Valley Province": "KE", "Western Province": "KE", "Rhône-Alpes": "FR",
    }  # fmt: skip
    found = names(*wanted, "Western", "Rügen", "Mindoro")
    for name, country in wanted.items():
        assert country in {place.country for place in found[fold(name)]}, name
    western = {place.country for place in found["western"]}
    assert "KE" not in western, "the word alone names no region outside its country"
    assert {found[name][0].kind for name in ("rugen", "mindoro")} == {"island"}


def test_every_place_of_the_world_is_in_the_world() -> None:
    count, out = (
        world.connection()
        .execute("SELECT count(*), sum(abs(lon) > 180 OR abs(lat) > 90) FROM place")
        .fetchone()
    )
    assert count > 250_000
    assert out == 0


def test_a_number_stands_once() -> None:
    twice = [PlaceRow(1, "Here", "region", 0.0, 0.0), PlaceRow(1, "Here", "city", 1.0, 1.0)]
    assert [row.kind for row in building.unique(twice)] == ["region"]
