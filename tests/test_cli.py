"""Run the commands as a script does: files, exit codes, one sentence for each fault."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import select
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pyogrio
import pytest
from PIL import Image

from geo.basemap import render_tile
from geo.cli import main
from geo.export import FORMATS, export_story
from geo.printmap import Page, Sheet, draw_story, sheet_of
from geo.story import Shelf, Story
from geo.webmap import standalone
from tests import stories
from tests.conftest import MakeStory
from tests.mercator import tile_at

ROOT = Path(__file__).resolve().parent.parent
STORY = "iran-azerbaijan-2025"
SMALL = ["--width", "400", "--height", "400", "--dpi", "72"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def shelf(make_story: MakeStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with one sound story, ``small``, another, ``second``, and a broken one."""
    make_story()
    make_story(None, None, folder="second")
    make_story("no TOML at all", None, folder="broken")
    monkeypatch.setenv("DATELINE_STORIES", str(tmp_path / "stories"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# --- render -----------------------------------------------------------------------------------


def test_stories_presets_languages_and_themes_multiply(shelf: Path, capsys: Captured) -> None:
    pattern = "out/{story}-{preset}-{lang}-{theme}.png"
    call = ["render", "small", "second", "--preset", "square,portrait", "--lang", "en",
            "--lang", "fa", "--theme", "grey", *SMALL, "-o", pattern]  # fmt: skip
    assert main(call) == 0
    wanted = [
        f"{story}-{preset}-{lang}-grey.png"
        for story in ("small", "second")
        for preset in ("square", "portrait")
        for lang in ("en", "fa")
    ]
    assert names(shelf) == sorted(wanted)
    assert capsys.readouterr().out.splitlines() == [f"out/{name}" for name in wanted]
    values = {"width": "400", "height": "400", "dpi": "72", "lang": "fa", "theme": "grey"}
    data = draw_story(Shelf().story("small"), "png", {**values, "preset": "square"})
    assert (shelf / "small-square-fa-grey.png").read_bytes() == data


def test_the_same_call_gives_the_same_bytes(shelf: Path) -> None:
    call = ["render", "small", "--lang", "en,fa,hy", *SMALL]
    for turn in ("a", "b"):
        out = [f"out/{turn}-{{lang}}.{ending}" for ending in ("png", "svg", "pdf")]
        assert main([*call, *(part for path in out for part in ("-o", path))]) == 0
    for name in names(shelf):
        assert (shelf / name).read_bytes() == (shelf / name.replace("b-", "a-")).read_bytes()
    assert len(names(shelf)) == 18


def test_a_single_map_says_what_it_shows(shelf: Path, capsys: Captured) -> None:
    assert main(["render", "small", *SMALL, "-o", "out/map.png"]) == 0
    path, alt = capsys.readouterr().out.splitlines()
    assert path == "out/map.png"
    assert alt.startswith("A small story. Map: ")


def test_a_broken_story_leaves_the_others_alone(shelf: Path, capsys: Captured) -> None:
    call = ["render", "broken", "small", "nothing", *SMALL, "-o", "out/{story}.png"]
    assert main(call) == 1
    assert names(shelf) == ["small.png"]
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "story.toml is not TOML" in told[0]
    assert "nothing: there is no such folder" in told[1]


def test_an_option_that_one_story_lacks_leaves_the_others_alone(
    shelf: Path, make_story: MakeStory, capsys: Captured
) -> None:
    head = stories.head()
    head["annotations"][0]["id"] = "Z9"
    make_story(head, None, folder="third")
    call = ["render", "small", "third", "--at", "Z9", *SMALL, "-o", "out/{story}.png"]
    assert main(call) == 1
    assert names(shelf) == ["third.png"]
    assert capsys.readouterr().err.splitlines()[0].startswith("small: parameter 'at' is 'Z9'")


def test_a_file_that_cannot_be_written_leaves_the_others_alone(
    shelf: Path, capsys: Captured
) -> None:
    (shelf / "en.png").mkdir()
    assert main(["render", "small", "--lang", "en,fa", *SMALL, "-o", "out/{lang}.png"]) == 1
    assert names(shelf) == ["en.png", "fa.png"]
    assert "out/en.png cannot be written" in capsys.readouterr().err


def test_a_fault_of_our_own_leaves_the_others_alone(
    shelf: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(story: Story, values: Mapping[str, str]) -> tuple[Sheet, Page]:
        if story.id == "small":
            raise ValueError("no such thing\nin two lines")
        return sheet_of(story, values)

    monkeypatch.setattr("geo.printmap.sheet_of", faulty)
    assert main(["render", "small", "second", *SMALL, "-o", "out/{story}.png"]) == 1
    assert names(shelf) == ["second.png"]
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("out/small.png: Dateline met a fault of its own (ValueError: no such")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--lang", "en,fa", "-o", "out/map.png"], "put {lang} into it"),
        (["--lang", "en,fa", "--theme", "light,dark", "-o", "out/{lang}.png"], "put {theme} into"),
        (
            ["--preset", "square,slide", "--theme", "light,dark", "-o", "out/a.png"],
            "{preset} and {",
        ),
        (["-o", "out/{lnag}.png"], "did you mean 'lang'?"),
        (["-o", "out/{lang!r}.png"], "there is no '{lang}'"),
        (["-o", "out/{lang.png"], "a brace stands alone"),
        (["-o", "out/map.tif"], "end the name in .png, .webp, .svg, .pdf, .gif, .mp4 or .webm"),
        (["-o", "out/map"], "end the name in"),
        (["-o", "out/a.png", "-o", "out/a.png"], "is named twice"),
        (["-o", "nowhere/a.png"], "there is no folder nowhere; make it first"),
        (["--lang", "xx", "-o", "out/a.png"], "'xx'"),
        (["--preset", "sqare", "-o", "out/a.png"], "did you mean 'square'?"),
        (["--dpi", "9999", "-o", "out/a.png"], "dpi 9999"),
        (["--bounds", "1,2,3", "-o", "out/a.png"], "west,south,east,north"),
    ],
)
def test_a_wrong_call_says_what_to_write(
    shelf: Path, capsys: Captured, more: list[str], told: str
) -> None:
    assert main(["render", "small", *more]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert names(shelf) == []


def test_two_stories_need_names_of_their_own(shelf: Path, capsys: Captured) -> None:
    assert main(["render", "small", "second", "-o", "out/map.png"]) == 2
    assert "put {story} into it" in capsys.readouterr().err


# --- export -----------------------------------------------------------------------------------


def test_every_format_is_known_by_its_ending(shelf: Path, capsys: Captured) -> None:
    endings = [*FORMATS, "html"]
    call = [part for ending in endings for part in ("-o", f"out/data.{ending}")]
    assert main(["export", "small", *call]) == 0
    assert capsys.readouterr().out.splitlines() == [f"out/data.{ending}" for ending in endings]
    story = Shelf().story("small")
    for name in FORMATS:
        assert (shelf / f"data.{name}").read_bytes() == export_story(story, name)
    assert (shelf / "data.html").read_bytes() == standalone(story)
    assert len(pyogrio.read_dataframe(shelf / "data.gpkg", layer="places")) == 2


def test_several_stories_and_some_layers(shelf: Path) -> None:
    call = ["export", "small", "second", "--layers", "places", "-o", "out/{story}.geojson"]
    assert main(call) == 0
    for name in ("small", "second"):
        found = json.loads((shelf / f"{name}.geojson").read_bytes())
        assert {item["properties"]["layer"] for item in found["features"]} == {"places"}


def test_faults_of_an_export_are_told(shelf: Path, capsys: Captured) -> None:
    assert main(["export", "small", "-o", "out/a.shp"]) == 2
    assert main(["export", "small", "--layers", "places", "-o", "out/a.html"]) == 2
    assert main(["export", "small", "--layers", "plcaes", "-o", "out/a.kml"]) == 1
    assert main(["export", "broken", "small", "-o", "out/{story}.kml"]) == 1
    told = capsys.readouterr().err
    for words in (".jsonld or .html", "has all layers", "did you mean 'places'?", "not TOML"):
        assert words in told
    assert names(shelf) == ["small.kml"]


# --- tiles ------------------------------------------------------------------------------------


def test_tiles_around_a_story_go_into_a_folder(shelf: Path, capsys: Captured) -> None:
    assert main(["tiles", STORY_FOLDER, "-o", "out/tiles", "--zoom", "4-6", "--lang", "fa"]) == 0
    facts = json.loads((shelf / "tiles" / "tiles.json").read_text(encoding="utf-8"))
    assert (facts["minzoom"], facts["maxzoom"]) == (4, 6)
    assert "© OpenStreetMap contributors" in facts["attribution"]
    x, y = tile_at(49.89, 40.38, 6)
    data = (shelf / "tiles" / "6" / str(x) / f"{y}.png").read_bytes()
    assert data == render_tile(theme="light", language="fa", z=6, x=x, y=y)
    drawn = [name for name in names(shelf / "tiles") if name.endswith(".png")]
    assert capsys.readouterr().out == f"out/tiles: {len(drawn)} tiles\n"


STORY_FOLDER = str(ROOT / "data" / "stories" / STORY)


def test_an_mbtiles_file_holds_the_same_tiles(shelf: Path) -> None:
    call = ["tiles", "--bounds", "44,38,50,42", "--zoom", "0-6", "--theme", "dark"]
    assert main([*call, "-o", "out/a.mbtiles"]) == 0
    assert main([*call, "-o", "out/b.mbtiles"]) == 0
    assert (shelf / "a.mbtiles").read_bytes() == (shelf / "b.mbtiles").read_bytes()
    assert names(shelf) == ["a.mbtiles", "b.mbtiles"]
    connection = sqlite3.connect(shelf / "a.mbtiles")
    try:
        facts = dict(connection.execute("SELECT name, value FROM metadata"))
        rows = connection.execute("SELECT * FROM tiles").fetchall()
    finally:
        connection.close()
    assert (facts["format"], facts["minzoom"], facts["maxzoom"]) == ("png", "0", "6")
    assert facts["bounds"] == "44.0,38.0,50.0,42.0"
    assert "OpenStreetMap" in facts["attribution"]
    assert {row[0] for row in rows} == set(range(7))
    for z, x, row, data in rows:
        assert data == render_tile(theme="dark", language="en", z=z, x=x, y=(1 << z) - 1 - row)
        assert Image.open(io.BytesIO(data)).size == (256, 256)


def test_tiles_over_the_antimeridian_are_those_of_both_its_sides(shelf: Path) -> None:
    call = ["tiles", "--bounds=176,-20,-178,-15", "--zoom", "0-5", "-o", "out/t"]
    assert main(call) == 0
    found = sorted(path.relative_to(shelf / "t") for path in (shelf / "t").rglob("*.png"))
    columns = {
        z: {int(path.parts[1]) for path in found if path.parts[0] == str(z)} for z in range(6)
    }
    assert (columns[0], columns[1], columns[5]) == ({0}, {0, 1}, {0, 31})
    facts = json.loads((shelf / "t" / "tiles.json").read_text(encoding="utf-8"))
    assert facts["bounds"] == [-180.0, -20.0, 180.0, -15.0]


def test_the_whole_world_has_every_tile(shelf: Path) -> None:
    call = ["tiles", "--bounds=-180,-90,180,90", "--zoom", "2", "-o", "out/w.mbtiles"]
    assert main(call) == 0
    connection = sqlite3.connect(shelf / "w.mbtiles")
    try:
        assert connection.execute("SELECT count(*) FROM tiles").fetchone() == (16,)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ([], "name a story or --bounds"),
        (["small", "--bounds", "1,2,3,4"], "name a story or --bounds"),
        (["--bounds", "1,2,3"], "west,south,east,north"),
        (["--bounds", "3,4,5,2"], "upside down"),
        (["small", "--zoom", "8-3"], "zooms go up"),
        (["small", "--zoom", "0-13"], "from 0 to 12"),
        (["small", "--zoom", "many"], "give one zoom"),
        (["small", "--theme", "grey"], "'grey'"),
        (["small", "--lang", "ff"], "'ff'"),
        (["--bounds=-180,-80,180,80", "--zoom", "12"], "ask for fewer zooms"),
    ],
)
def test_a_wrong_call_for_tiles_writes_nothing(
    shelf: Path, capsys: Captured, call: list[str], told: str
) -> None:
    assert main(["tiles", *call, "-o", "out/t.mbtiles"]) == 2
    assert told in capsys.readouterr().err
    assert names(shelf) == []


def test_tiles_need_a_place(shelf: Path, capsys: Captured) -> None:
    (shelf / "file").write_text("here already")
    assert main(["tiles", "small", "--zoom", "3", "-o", "out/file"]) == 2
    assert main(["tiles", "small", "--zoom", "3", "-o", "nowhere/t.mbtiles"]) == 2
    told = capsys.readouterr().err
    assert "out/file cannot be made" in told
    assert "there is no folder nowhere" in told
    assert (shelf / "file").read_text() == "here already"


# --- as a program -----------------------------------------------------------------------------


def run(*arguments: str, shelf: Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DATELINE_STORIES": str(shelf.parent / "stories")}
    return subprocess.run(
        [sys.executable, "-m", "geo", *arguments], cwd=ROOT, env=environment, **options
    )  # type: ignore[call-overload,no-any-return]


def test_no_bar_is_drawn_into_a_file(shelf: Path) -> None:
    call = ("export", "small", "-o", f"{shelf}/a.csv", "-o", f"{shelf}/a.kml")
    result = run(*call, shelf=shelf, capture_output=True)
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_bar_is_drawn_on_a_terminal(shelf: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        call = ("tiles", "small", "--zoom", "3-4", "-o", f"{shelf}/t")
        result = run(*call, shelf=shelf, stdout=subprocess.PIPE, stderr=theirs)
        assert select.select([ours], [], [], 0)[0], "nothing was drawn"
        drawn = os.read(ours, 100_000)
    finally:
        os.close(theirs)
        os.close(ours)
    assert result.returncode == 0
    assert b"0/" in drawn
    assert b"tiles" in drawn
    assert result.stdout == f"{shelf}/t: 2 tiles\n".encode()


def test_help_names_every_command() -> None:
    result = subprocess.run([sys.executable, "-m", "geo", "--help"], cwd=ROOT, capture_output=True)
    for command in ("check", "render", "export", "tiles", "schema"):
        assert command.encode() in result.stdout
    assert b"Exit codes" in result.stdout
