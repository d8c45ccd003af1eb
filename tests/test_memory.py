"""Hold the server's memory to its bounds: whatever is asked, what is kept weighs no more."""

from __future__ import annotations

import ctypes
import gc
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

import geo
from geo.cache import cached, weigh
from geo.server.http.answers import Body
from geo.service.jobs.memory import ARENAS, share_arenas
from tests.asking import Asked, Loop, ask, our_app
from tests.weights import MB, caches, kept_bytes, rooms

ROOT: Final = Path(__file__).resolve().parent.parent
STORY: Final = "/stories/iran-azerbaijan-2025"
MOST_MB: Final = 380
"""Of all caches that are bounded by weight, when they are full."""
MOST_OF_COUNTED_MB: Final = 12
"""Of one that is bounded by a number: its things are small."""
FINITE: Final = {
    "basemap.data.pack": "files of the base map",
    "options.tables._schemas": "the models of options",
    "printmap.typeset.measure._font": "committed fonts",
    "printmap.typeset.measure._letters": "committed fonts",
    "printmap.canvas.pdftext._spelt": "committed fonts",
    "printmap.typeset.words._locale": "languages of the stories",
    "printmap.typeset.words._table": "languages of the stories",
    "server._described_at": "one address of the server",
    "service.drafting.get_ready": "one start",
    "service.drafts.drafts": "one folder",
    "service.shelf.shelf": "one shelf",
    "style.pictograms.path_of": "the symbols of categories",
    "style.pictograms.pictogram": "the symbols of categories",
    "webmap.calendar.calendars": "one table",
    "webmap.checking._countries": "languages of the page",
    "webmap.checking._written": "languages of the page",
}
"""What is kept with no bound, and of what there are so few that it needs none."""
FILLED: Final = {"basemap.tiles._idle", "printmap.canvas.draw._spare"}
"""Rooms that fill up to a bound of their own: a map for each theme, zoom and part; one image."""


def different(number: int) -> list[Asked]:
    """Return requests that no other number's are like."""
    west = 44 + number * 0.37
    sight = f"bounds={west:.2f},36,{west + 4:.2f},41&width={480 + number}&height=540&dpi=36"
    day = f"from=2024-01-{number % 28 + 1:02}"
    theme, language = ("light", "dark")[number % 2], ("en", "fa", "hy", "az")[number % 4]
    return [
        Asked(f"{STORY}/map.png", f"{sight}&{day}&theme={theme}&lang={language}"),
        Asked(f"{STORY}/map.svg", f"{sight}&lang={language}"),
        Asked(f"{STORY}/map.json", f"{sight}&theme={theme}"),
        Asked(f"{STORY}/features.geojson", "layers=places" + ",places" * number),
        Asked(f"/tiles/{theme}/{language}/6/{36 + number}/24.png", "story=iran-azerbaijan-2025"),
        Asked("/places", f"q={chr(97 + number)}a"),
        Asked(f"{STORY}/embed", f"at=S{number:02}"),
    ]


def ask_all(numbers: range) -> None:
    app = our_app()
    with Loop() as loop:
        for number in numbers:
            for asked in different(number):
                assert loop.run(ask(app, asked)).status == 200, asked


def test_every_cache_has_a_bound_that_is_known() -> None:
    for module in pkgutil.walk_packages(geo.__path__, "geo."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    unbounded = {one.name for one in caches() if not one.most_entries and not one.most_bytes}
    assert unbounded == FINITE.keys()
    assert sum(one.most_bytes for one in caches()) <= MOST_MB * MB


@pytest.fixture(scope="module")
def asked() -> None:
    ask_all(range(4))


@pytest.mark.usefixtures("asked")
def test_what_is_kept_by_number_is_small_even_when_all_of_it_is_there() -> None:
    for one in caches():
        if one.most_entries and one.entries:
            full = kept_bytes(one) * one.most_entries / one.entries
            assert full <= MOST_OF_COUNTED_MB * MB or one.entries < 8, one.name


@pytest.mark.usefixtures("asked")
def test_nothing_else_grows_with_what_is_asked() -> None:
    before = rooms()
    ask_all(range(4, 6))
    grown = {name for name, size in rooms().items() if size > before.get(name, size)}
    assert grown <= {f"geo.{name}" for name in FILLED}


# --- weights ----------------------------------------------------------------------------------


def line(vertices: int) -> BaseGeometry:
    return shapely.LineString(np.arange(2.0 * vertices).reshape(-1, 2))


def test_a_kept_answer_is_known_by_what_it_depends_on() -> None:
    made: list[str] = []

    @cached(12_000, known_by=lambda number, colour: number)
    def place(number: int, colour: str) -> int:
        made.append(colour)
        return -number

    assert [place(1, "red"), place(1, "blue"), place(2, "blue")] == [-1, -1, -2]
    assert made == ["red", "blue"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(2, 400)), max_size=40))
def test_kept_shapes_weigh_no_more_than_their_bound(asked: list[tuple[int, int]]) -> None:
    made: list[tuple[int, int]] = []

    @cached(12_000)
    def shapes(number: int, vertices: int, *, twice: bool) -> tuple[BaseGeometry, ...]:
        made.append((number, vertices))
        return (line(vertices),) * (1 + twice)

    held: Any = shapes
    for number, vertices in asked:
        found = shapes(number, vertices, twice=False)
        assert len(found) == 1 and shapely.get_num_coordinates(found[0]) == vertices
        assert held.cache.currsize <= 12_000
    if asked and asked[-1][1] < 300:
        before = len(made)
        shapes(*asked[-1], twice=False)
        assert len(made) == before, "what was asked for last is still there"
    shapes(3, 5, twice=True)
    assert len(shapes(3, 5, twice=False)) == 1, "a keyword is part of the question"


def test_the_question_is_weighed_too() -> None:
    @cached(100_000)
    def length(shape: BaseGeometry) -> float:
        return float(shape.length)

    held: Any = length
    for vertices in range(1_000, 1_040):
        length(line(vertices))
    assert 1 <= len(held.cache) <= 4
    length(line(10_000))
    assert len(held.cache) <= 4, "what is heavier than the whole is not kept"


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="glibc tells what is used")
@pytest.mark.parametrize(
    "make",
    [
        lambda: line(1_000),
        lambda: shapely.Point(0, 0).buffer(1, quad_segs=250),
        lambda: np.array([line(2) for _ in range(200)], dtype=object),
        lambda: prepared(shapely.Point(0, 0).buffer(1, quad_segs=250)),
    ],
    ids=["line", "area", "many", "prepared"],
)
def test_a_weight_is_about_what_the_c_library_gives(make: Callable[[], Any]) -> None:
    make()
    gc.collect()
    before = in_use()
    things = [make() for _ in range(100)]
    used = in_use() - before
    assert 0.5 * used < sum(weigh(thing) for thing in things) < 2 * used


def prepared(shape: BaseGeometry) -> BaseGeometry:
    shapely.prepare(shape)
    shapely.contains(shape, shapely.box(*np.random.default_rng(1).random((100, 4)).T))
    return shape


def in_use() -> int:
    """Return the bytes that the C library has given out."""
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"

    class Info(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in names.split()]

    tell = ctypes.CDLL(None).mallinfo2
    tell.restype = Info
    info = tell()
    return int(info.uordblks + info.hblkhd)


def test_a_body_weighs_what_it_holds_packed_too() -> None:
    words = Body(b"word " * 20_000, "text/plain; charset=utf-8")
    assert words.packed
    assert words.weight >= 100_000 + len(words.packed)
    assert Body(b"\x89PNG" * 20_000, "image/png").weight >= 80_000


@pytest.mark.skipif(not share_arenas(), reason="another C library, or bounded by the environment")
def test_threads_share_the_c_librarys_arenas(tmp_path: Path) -> None:
    code = """
import ctypes, sys, threading
from geo.service.jobs.memory import share_arenas
share_arenas()
gate = threading.Barrier(9)
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def work():
    libc.malloc(5000)
    gate.wait()
    gate.wait()
for _ in range(8):
    threading.Thread(target=work).start()
gate.wait()
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
gate.wait()
"""
    told = tmp_path / "arenas.xml"
    subprocess.run([sys.executable, "-c", code, str(told)], check=True, cwd=ROOT)
    assert 1 <= told.read_text().count("<heap ") <= ARENAS


def test_what_is_there_at_the_start_is_left_out_of_the_collectors_rounds() -> None:
    code = """
import gc
from geo import server
server.warm().join()
assert len(gc.get_objects()) < gc.get_freeze_count() / 10
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
