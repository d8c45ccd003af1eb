"""Measure the film of a time line, and open it with other programs."""

from __future__ import annotations

import asyncio
import io
import itertools
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from anyio import to_thread
from jsonschema import Draft202012Validator
from PIL import Image

import geo.film
from geo.cache import Cache
from geo.cli import main
from geo.errors import RequestError
from geo.film import FILM_FORMATS, Film, encode_film, film_of, read_script
from geo.film.formats import FRAMES_PER_SECOND, Tell, picture
from geo.film.scenes import Scene
from geo.film.script import CLOSING, OPENING, span_of
from geo.printmap.canvas.sheet import Box, Stroke, Text
from geo.server.endpoints import films
from geo.service.jobs.queue import Queue
from geo.story import Shelf, Story, load, parse_date
from geo.style import colours
from tests import stories
from tests.asking import Asked, ask, our_app, run
from tests.conftest import MakeStory
from tests.serving import Answer, Server

STORY = "iran-azerbaijan-2025"
LANGUAGES = ("en", "fa", "az", "hy")
SMALL = {"width": "480", "height": "531", "dpi": "73"}
"""Odd both ways in pixels."""
BRIEF = {**SMALL, "tell": "S10,S02"}


@cache
def story() -> Story:
    return Shelf().story(STORY)


@cache
def film(name: str = "square", language: str = "en", **more: str) -> Film:
    return film_of(story(), {"preset": name, "lang": language, **more})


def still(name: str = "square", language: str = "en", **more: str) -> Film:
    """Return a film whose camera stands: it tells the same, and is laid out in half the time."""
    return film(name, language, camera="still", **more)


@cache
def brief() -> Film:
    return film_of(story(), BRIEF)


@cache
def file(form: str) -> bytes:
    return encode_film(brief(), form)


def small_story(make_story: MakeStory, **changes: str) -> Story:
    """Return the small story, each statement's date and its first claim as asked for."""
    head = stories.head()
    for statement in (*head["annotations"], *head["context"]):
        statement["date"] = changes.get(statement["id"], "unknown")
    head["annotations"][0]["claim"] = changes.get("claim", "The mayor proposed a road.")
    return load(make_story(head))


def texts(scene: Scene, role: str, name: str = "") -> str:
    """Return what is written within the boxes of a role, in the order of writing."""
    boxes = [item.box.grown(1) for item in scene.sheet.of(role) if name in ("", item.name)]
    found = [item for item in scene.sheet.items if isinstance(item, Text)]
    inside = [t for t in found if any(b.left <= t.x <= b.right and b.top <= t.y <= b.bottom
                                      for b in boxes)]  # fmt: skip
    return " ".join(item.text.strip("\u200e\u200f") for item in inside)


EVERY = pytest.mark.parametrize(
    ("name", "language"), list(itertools.product(("square", "article"), LANGUAGES)), ids=str
)


# --- what is told -----------------------------------------------------------------------------


def test_each_dated_statement_is_told_once_in_the_order_of_time() -> None:
    whole = still(tell="all")
    told = [scene.id for scene in whole.scenes]
    assert (told[0], told[-1]) == (OPENING, CLOSING)
    dated = {one.id: one.date for one in story().statements if not one.date.unknown}
    assert sorted(told[1:-1]) == sorted(dated)
    days = [dated[name].latest or dated[name].earliest for name in told[1:-1]]
    assert days == sorted(days)  # type: ignore[type-var]
    article = [one.id for one in story().annotations if one.id in dated]
    assert [name for name in told if name in article] == [s.id for s in still().scenes[1:-1]]


def test_names_without_a_place_are_told_with_their_statement(make_story: MakeStory) -> None:
    named = load(make_story(stories.head_with_names()))
    for language, words in (("en", "also named: {}; not placed"), ("ru", "также упомянуты: {}")):
        scenes = {s.id: s for s in film_of(named, {"preset": "square", "lang": language}).scenes}
        comma = ", ".join(("Mudford Camp", "Nether Vale"))
        assert words.format(comma) in texts(scenes["A1"], "told", "cited")
        assert words.format("Old Ferry") in texts(scenes["A5"], "told", "cited")
    only = film_of(named, {"preset": "square", "layers": "places"})
    assert "A5" in [scene.id for scene in only.scenes], "no layer leaves out what has no mark"


def test_each_scene_tells_date_claim_and_source_and_lasts_to_be_read() -> None:
    known = {one.id: one for one in story().statements}
    for scene in still(tell="all").scenes[1:-1]:
        one = known[scene.id]
        assert texts(scene, "told", "date") == one.date.label("en")
        assert texts(scene, "told", "claim") == one.claim
        assert one.said_by in texts(scene, "told", "cited")
        assert scene.seconds >= max(3, len(one.claim) / 15 - 0.05)
        assert one.claim in scene.sheet.description
        assert "Printed" not in scene.sheet.description  # a screen has no scale in centimetres
    dates = [texts(scene, "told", "date") for scene in still(tell="all").scenes]
    assert "about January 2023" in dates  # approximate
    assert "January 2024 – March 2024 (uncertain)" in dates
    assert "up to 28 April 2025" in dates


def test_the_opening_says_from_which_day_to_which(make_story: MakeStory) -> None:
    assert texts(still().scenes[0], "told", "date") == "January 2023 – 28 April 2025"
    assert texts(still(language="fa").scenes[0], "told", "date") == "ژانویه ۲۰۲۳ – ۲۸ آوریل ۲۰۲۵"
    of_one_day = film_of(small_story(make_story, A1="2024-04-30", A2="2024-04-30?"), {})
    assert texts(of_one_day.scenes[0], "told", "date") == "30 April 2024"


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (("2023-01-05", "2023-01", "2023"), "2023"),  # within a year that is named
        (("2023-01", "2023-01-01", "2024-05-02/2024-05-09"), "2023-01-01/2024-05-09"),
        (("../2024-05-01", "2023-10?/2023-12?"), "2023-10/2024-05-01"),
        (("2024-05-01/..", "2024-07~"), "2024-05-01/2024-07"),
        (("../2024-05-01",), "2024-05-01"),
        (("201X", "2024-06-XX"), "201X/2024-06-XX"),
        (("0001", "9999-12"), "0001/9999-12"),
    ],
)
def test_a_span_is_no_finer_than_its_ends(dates: tuple[str, ...], span: str) -> None:
    assert span_of([parse_date(date) for date in dates]).edtf == span


def test_marks_of_the_future_are_absent_and_those_of_the_past_there() -> None:
    scenes = {scene.id: scene.sheet for scene in still().scenes}
    first, navies, last = (set(scenes[n].facts.marks) for n in ("S05", "S07", "S03"))
    assert "embassy-attacked" in first & navies & last
    assert {"caspian-exercise-area", "embassy-reopened", "S02:tie"}.isdisjoint(first)
    assert {"caspian-exercise-area", "embassy-reopened"} <= navies
    assert "S02:tie" not in navies and "S02:tie" in last
    assert "zangezur-corridor" in first  # named without a date: there throughout
    names = {item.name for item in scenes["S05"].of("label")}
    assert "baku" in names and "caspian-exercise-area" not in names
    assert "caspian-exercise-area" in {item.name for item in scenes["S07"].of("label")}
    assert set(scenes[OPENING].facts.marks) == set(scenes[CLOSING].facts.marks) >= last


def test_only_what_is_told_stands_out() -> None:
    accent = colours("light")["accent"]

    def pointed(scene: Scene) -> int:
        (frame,) = scene.sheet.of("map")
        return sum(
            item.colour == accent and Box(*item.shape.bounds).within(frame.box.grown(12))
            and (isinstance(item, Stroke) and item.width_px > 2)
            for item in scene.sheet.items if not isinstance(item, Text)
        )  # fmt: skip

    counts = {scene.id: pointed(scene) for scene in film().scenes}
    assert counts[OPENING] == counts[CLOSING] == 0
    assert all(counts[scene.id] for scene in film().scenes[1:-1]), counts


def test_options_choose_what_is_told() -> None:
    def told(**values: str) -> tuple[str, ...]:
        return read_script(values, story()).told

    assert told(tell="S02,S10") == ("S10", "S02")
    assert {*told(**{"from": "2024-06-01"})} == {
        "S15", "S07", "S06", "S04", "S08", "S01", "S02", "S03", "S19",
    }  # fmt: skip
    assert told(layers="exercise,north-west") == ("S07",)
    assert [scene.id for scene in brief().scenes[1:-1]] == ["S10", "S02"]


# --- where it stands --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [("square", "en"), ("article", "fa")])
def test_nothing_that_stands_still_moves(name: str, language: str) -> None:
    roles = ("map", "title", "legend", "credits", "scale", "north", "inset", "place", "tick")
    sheets = [scene.sheet for scene in still(name, language).scenes]
    assert not any(scene.move for scene in still(name, language).scenes)
    for role in roles:
        assert len({tuple(sheet.of(role)) for sheet in sheets}) == 1, role
    assert all({*sheet.of("label")} <= {*sheets[0].of("label")} for sheet in sheets)
    assert all({*sheet.of("event")} == {*sheets[0].of("event")} for sheet in sheets)
    assert len({(sheet.width_px, sheet.height_px) for sheet in sheets}) == 1


@EVERY
def test_what_is_told_touches_nothing_and_everything_is_on_the_page(
    name: str, language: str
) -> None:
    for scene in still(name, language).scenes:
        sheet = scene.sheet
        told = list(sheet.of("told"))
        assert {"date", "claim"} <= {item.name for item in told}
        kinds = ("title", "map", "tick", "event", "legend", "credits")
        others = [item for role in kinds for item in sheet.of(role)]
        for item in told:
            assert not [other for other in others if item.box.touches(other.box)], item
        assert not any(a.box.touches(b.box) for a, b in itertools.combinations(told, 2))
        whole = Box(0, 0, sheet.width_px, sheet.height_px)
        assert all(item.box.within(whole.grown(-6)) for item in (*told, *others))
    for role, other in itertools.combinations(("map", "tick", "legend", "credits"), 2):
        for one, two in itertools.product(sheet.of(role), sheet.of(other)):
            assert not one.box.touches(two.box), (one, two)


@EVERY
def test_certainty_and_credits_are_on_every_scene(name: str, language: str) -> None:
    shown = still(name, language)
    for scene in shown.scenes:
        forms = {item.name for item in scene.sheet.of("legend")}
        assert {f"certainty/{f}" for f in ("approximate", "indicative", "disputed")} < forms
        credits = "".join(texts(scene, "credits").split())
        for words in (
            "©OpenStreetMapcontributors,ODbL",
            "".join(story().source.headline.split()),
            "GeoNames",
        ):
            assert words in credits


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_line_draws_dates_as_long_as_they_may_be(language: str) -> None:
    scene = still(language=language).scenes[1]
    events = {item.name: item.box for item in scene.sheet.of("event")}
    years = {"en": ("2023", "2024"), "fa": ("۲۰۲۳", "۲۰۲۴")}[language]
    ticks = {item.name.strip("\u200e\u200f"): item.box for item in scene.sheet.of("tick")}
    low, high = ((ticks[year].left + ticks[year].right) / 2 for year in years)
    assert (low < high) == (language == "en")  # time runs with the writing
    ends = sorted((low, high))
    assert [events["S13"].left, events["S13"].right] == pytest.approx(ends, abs=1.5)  # 2023
    assert events["S01"].width < events["S07"].width < events["S13"].width  # day, month, year
    reach = max(events.values(), key=lambda box: box.width)
    assert reach in (events["S04"], events["S08"])  # up to a day: from no day that is known
    for one, other in itertools.combinations(events.values(), 2):
        assert not one.touches(other)


# --- awkward stories --------------------------------------------------------------------------


def test_a_story_without_dates_is_told_so(make_story: MakeStory) -> None:
    with pytest.raises(RequestError, match="tells dated statements, and story 'small' has none"):
        film_of(small_story(make_story), {})


def test_one_dated_statement_makes_a_film(make_story: MakeStory) -> None:
    made = film_of(small_story(make_story, A1="2024-04-30"), {})
    assert [scene.id for scene in made.scenes] == [OPENING, "A1", CLOSING]
    only_context = small_story(make_story, C1="2022-03")
    with pytest.raises(RequestError, match="ask for other statements"):
        film_of(only_context, {})
    assert [s.id for s in film_of(only_context, {"tell": "all"}).scenes[1:-1]] == ["C1"]


@pytest.mark.parametrize("date", ["../2024-05-01", "2024-01-01/..", "0001", "9999-12", "2024%"])
def test_odd_dates_stay_on_the_line(make_story: MakeStory, date: str) -> None:
    made = film_of(small_story(make_story, A1=date, A2="2023-10/2023-12?"), {"width": "640"})
    (frame,) = made.scenes[1].sheet.of("map")
    for scene in made.scenes:
        for item in (*scene.sheet.of("event"), *scene.sheet.of("tick")):
            assert item.box.within(Box(0, frame.box.bottom, 640, scene.sheet.height_px)), item


HOSTILE = "<script>alert(1)</script> & [text] \"'{%' `$(id)`"
LONG = "A very long claim that goes on. " * 28


@pytest.mark.parametrize(
    "claim", [HOSTILE, LONG.strip(), "ԱբգդեզէըթժիլխծկհձղճմՅնշոչպջռսվտրցւփքՕֆ" * 4]
)
@pytest.mark.parametrize("preset", ["square", "article"])
def test_any_claim_is_drawn_whole_as_text(make_story: MakeStory, claim: str, preset: str) -> None:
    odd = small_story(make_story, claim=claim, A1="2024-04-30", A2="2023-10")
    made = film_of(odd, {"preset": preset})
    scene = next(scene for scene in made.scenes if scene.id == "A1")
    assert "".join(texts(scene, "told", "claim").split()) == "".join(claim.split())
    (frame,) = scene.sheet.of("map")
    assert not any(item.box.touches(frame.box) for item in scene.sheet.of("told"))
    other = next(scene for scene in made.scenes if scene.id == "A2")
    assert max(i.size_px for i in other.sheet.items if isinstance(i, Text)) > 20  # keeps its size
    assert np.asarray(picture(made, scene.sheet)).std() > 10


def test_what_would_last_too_long_is_refused(make_story: MakeStory) -> None:
    head = stories.head()
    first = head["annotations"][0]
    head["annotations"] += [{**first, "id": f"B{n}"} for n in range(98)]
    with pytest.raises(RequestError, match=r"need 303 seconds, and a film lasts 300 at most"):
        film_of(load(make_story(head)), {})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"at": "S10"}, "name them with 'tell', not 'at'"),
        ({"tel": "all"}, "did you mean 'tell'?"),
        ({"tell": "S99"}, "parameter 'tell' names 'S99'; did you mean 'S"),
        ({"tell": "al"}, "did you mean 'all'?"),
        ({"tell": "S09"}, "'S09', which has no date"),
        ({"tell": ""}, "ask for other statements"),
        ({"from": "2030-01-01"}, "none of those asked for"),
        ({"layers": "north-west"}, "none in these layers"),
        ({"preset": "a4-portrait"}, "the limit is 2.4 million"),
        ({"width": "320", "height": "320"}, "choose a larger page or fewer statements"),
    ],
)
def test_options_that_mean_nothing_are_told(values: dict[str, str], words: str) -> None:
    with pytest.raises(RequestError) as caught:
        film_of(story(), values)
    assert words in str(caught.value)


# --- files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["mp4", "webm"])
def test_video_opens_and_shows_the_scenes(form: str) -> None:
    made = brief()
    assert (made.page.pixels, made.pixels) == ((365, 404), (364, 404))
    with av.open(io.BytesIO(file(form))) as opened:
        stream = opened.streams.video[0]
        context = stream.codec_context
        assert (context.width, context.height, context.pix_fmt) == (*made.pixels, "yuv420p")
        assert context.name == {"mp4": "h264", "webm": "vp9"}[form]
        assert stream.average_rate == FRAMES_PER_SECOND
        assert opened.metadata["title"] == made.title
        told = {name.lower(): words for name, words in opened.metadata.items()}
        assert told["description"] == made.description
        frames = [frame.to_ndarray(format="rgb24") for frame in opened.decode(stream)]
    counts = [round(scene.seconds * FRAMES_PER_SECOND) for scene in made.scenes]
    assert len(frames) == sum(counts)
    for scene, end in zip(made.scenes, itertools.accumulate(counts), strict=True):
        drawn = np.asarray(picture(made, scene.sheet)).astype(int)
        assert np.abs(frames[end - 1] - drawn).mean() < 4  # its colours are those drawn
    assert np.abs(frames[0].astype(int) - frames[-1]).max() > 100


def test_mp4_can_be_shown_while_it_comes() -> None:
    assert file("mp4").index(b"moov") < file("mp4").index(b"mdat")


def test_gif_opens_and_shows_the_scenes() -> None:
    made = brief()
    with Image.open(io.BytesIO(file("gif"))) as opened:
        assert (opened.size, opened.n_frames) == (made.pixels, len(made.scenes))
        comment = opened.info["comment"].decode()
        assert made.title in comment and made.description in comment
        for number, scene in enumerate(made.scenes):
            opened.seek(number)
            assert opened.info["duration"] == pytest.approx(scene.seconds * 1000, abs=10)
            drawn = np.asarray(picture(made, scene.sheet)).astype(int)
            here = np.asarray(opened.convert("RGB"))
            assert np.abs(here - drawn).mean() < 4
            assert (here[0, 0] == (255, 255, 255)).all()  # paper stays as it is


@pytest.mark.parametrize("form", FILM_FORMATS)
def test_equal_films_give_equal_bytes(form: str) -> None:
    assert encode_film(film_of(story(), BRIEF), form) == file(form)


def test_a_square_gif_is_small_enough_to_send() -> None:
    assert len(encode_film(film(), "gif")) < 5_000_000


def test_unknown_format_is_refused() -> None:
    with pytest.raises(RequestError, match="did you mean 'mp4'"):
        encode_film(brief(), "mp3")


# --- doors ------------------------------------------------------------------------------------


def test_the_codecs_are_imported_only_when_needed() -> None:
    code = "import sys, geo.film, geo.printmap, geo.server; sys.exit('av' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_command_line_writes_films(tmp_path: Path, capsys: Any) -> None:
    options = [part for name, value in BRIEF.items() for part in (f"--{name}", value)]
    path = tmp_path / "film.mp4"
    assert main(["render", STORY, "-o", str(path), *options]) == 0
    assert path.read_bytes() == file("mp4")
    assert str(path) in capsys.readouterr().out
    alone = ["-o", str(tmp_path / "b.png")]
    assert main(["render", STORY, *alone, *options]) == 2  # a picture tells nothing
    assert "there is no parameter 'tell'" in capsys.readouterr().err
    assert main(["render", STORY, *alone, "-o", str(tmp_path / "b.gif"), *options]) == 0
    assert {found.name for found in tmp_path.iterdir()} == {"film.mp4", "b.gif", "b.png"}


def test_address_gives_the_same_film(server: Server) -> None:
    query = "&".join(f"{name}={value}" for name, value in BRIEF.items())
    answer = server.get(f"/stories/{STORY}/film.gif?{query}")
    assert (answer.status, answer.header("content-type")) == (200, "image/gif")
    assert answer.body == file("gif")
    etag = answer.header("etag")
    again = server.get(f"/stories/{STORY}/film.gif?{query}", If_None_Match=etag)
    assert again.status == 304
    whole = file("gif")
    for asked, part in (("0-1", whole[:2]), ("100-", whole[100:]), ("-7", whole[-7:])):
        got = server.get(f"/stories/{STORY}/film.gif?{query}", Range=f"bytes={asked}")
        assert (got.status, got.body) == (206, part)
        start = len(whole) - 7 if asked == "-7" else int(asked.split("-")[0])
        end = start + len(part) - 1
        assert got.header("content-range") == f"bytes {start}-{end}/{len(whole)}"
    for asked, status in (
        (f"{len(whole)}-", 416),
        ("5-2", 200),
        ("-0", 416),
        ("-", 200),
        ("x", 200),
    ):
        got = server.get(f"/stories/{STORY}/film.gif?{query}", Range=f"bytes={asked}")
        assert got.status == status, asked
    for path, status, words in (
        (f"{STORY}/film.avi", 404, "a film cannot be had as 'avi'"),
        (f"{STORY}/film.mp4?at=S10", 400, "not 'at'"),
        (f"{STORY}/film.mp4?tell=S09", 400, "which has no date"),
        (f"{STORY}/film.mp4?preset=a3-portrait", 400, "million"),
        ("nowhere/film.mp4", 404, "nowhere"),
    ):
        wrong = server.get(f"/stories/{path}")
        assert wrong.status == status, path
        assert wrong.header("content-type") == "application/problem+json"
        assert words in wrong.json()["detail"]


# --- turns ------------------------------------------------------------------------------------

FILM = f"/stories/{STORY}/film"


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(films, "_bodies", Cache(films.KEPT_BYTES, lambda body: len(body.data)))
    monkeypatch.setattr(films, "_films", Cache(films.KEPT_SCENES_BYTES))


class Made:
    """Make films slowly: none is done before it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.forms: list[str] = []
        self.at_once = self.most_at_once = 0

    def encode(self, film: Film, form: str, *, tell: Tell) -> bytes:
        self.at_once += 1
        tell(3, 12)
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.forms.append(form)
        assert self.go.wait(60)
        self.at_once -= 1
        return f"{form} {film.language} {film.page.dpi}".encode()


@pytest.fixture
def made(nothing_kept: None, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return what stands in for the codecs."""
    found = Made()
    monkeypatch.setattr(geo.film, "encode_film", found.encode)
    monkeypatch.setattr(films, "FILMS", Queue("films", at_once=1, waiting=3))
    return found


def query(**more: str) -> str:
    return "&".join(f"{name}={value}" for name, value in {**BRIEF, **more}.items())


def test_equal_films_are_made_once_and_then_kept(made: Made) -> None:
    async def together() -> list[Answer]:
        app = our_app()
        asked = [query(), query(theme="light"), f"tell=S02,S10&{query().split('&tell')[0]}"]
        tasks = [asyncio.create_task(ask(app, Asked(f"{FILM}.gif", text))) for text in asked * 2]
        while not made.forms:
            await asyncio.sleep(0)
        made.go.set()
        return [*await asyncio.gather(*tasks), await ask(app, Asked(f"{FILM}.gif", query()))]

    answers = run(together())
    assert {answer.body for answer in answers} == {b"gif en 73"}
    assert made.forms == ["gif"]


def test_films_wait_for_each_other_and_hold_no_thread_meanwhile(made: Made) -> None:
    async def crowd() -> tuple[list[Answer], Answer, list[Answer], float]:
        app = our_app()

        def asks(caller: str, *forms: str) -> list[asyncio.Task[Answer]]:
            asked = [Asked(f"{FILM}.{f}", query(lang=caller), caller=caller) for f in forms]
            return [asyncio.create_task(ask(app, one)) for one in asked]

        greedy = asks("en", "gif", "mp4", "webm")
        refused, waiting = await asyncio.wait(greedy, return_when=asyncio.FIRST_COMPLETED)
        others = asks("fa", "gif", "mp4")
        while films.FILMS._held.total() < 4:
            await asyncio.sleep(0)
        (last,) = asks("ru", "gif")
        sent_away = await last
        threads = to_thread.current_default_thread_limiter()
        for _ in range(10_000):  # those that took the questions in are on their way back
            if threads.borrowed_tokens:
                await asyncio.sleep(0)
        held = threads.borrowed_tokens
        made.go.set()
        served = await asyncio.gather(*waiting, *others)
        return [task.result() for task in refused], sent_away, served, held

    too_many, busy, served, held = run(crowd())
    assert held == 0
    assert [answer.status for answer in too_many] == [429]
    assert busy.status == 503 and "4 films are waited for" in busy.json()["detail"]
    assert all(int(answer.header("retry-after")) > 0 for answer in (*too_many, busy))
    assert [answer.status for answer in served] == [200] * 4
    assert len({answer.body for answer in served}) == 4
    assert made.most_at_once == 1


def test_how_far_a_film_is_can_be_asked_while_it_is_made(made: Made) -> None:
    async def along() -> list[Any]:
        app = our_app()

        async def far(form: str = "mp4") -> Any:
            answer = await ask(app, Asked(f"{FILM}/{form}/progress", query()))
            assert answer.header("cache-control") == "no-store"
            return answer.json()

        before = await far()
        film = asyncio.create_task(ask(app, Asked(f"{FILM}.mp4", query())))
        while not made.forms:
            await asyncio.sleep(0)
        meanwhile = [await far(), await far("gif")]
        made.go.set()
        await film
        return [before, *meanwhile, await far()]

    none = {"done": 0, "of": 0}
    assert run(along()) == [none, {"done": 3, "of": 12}, none, none]
    for path, status in ((f"{FILM}/avi/progress", 404), (f"{FILM}/gif/progress?tell=S09", 400)):
        assert run(ask(our_app(), Asked(*path.split("?")))).status == status


@pytest.mark.parametrize("form", ["gif", "mp4"])
def test_who_makes_a_film_hears_how_far_it_is(form: str) -> None:
    heard: list[tuple[int, int]] = []
    encode_film(brief(), form, tell=lambda *far: heard.append(far))
    assert heard == sorted(heard) and len({whole for _, whole in heard}) == 1
    assert heard[-1][0] == heard[-1][1]
    assert len(heard) > 2


def test_what_is_said_of_a_film_does_not_wait_for_films(made: Made) -> None:
    async def facts_first() -> tuple[Answer, Answer]:
        app = our_app()
        film = asyncio.create_task(ask(app, Asked(f"{FILM}.mp4", query())))
        while not made.forms:
            await asyncio.sleep(0)
        facts = await ask(app, Asked(f"{FILM}.json", query()))
        assert not film.done()
        made.go.set()
        await film
        return facts, await ask(app, Asked(f"{FILM}.png", query(dpi="96")))

    facts, first = run(facts_first())
    told, shown = facts.json(), brief()
    described = run(ask(our_app(), Asked("/openapi.json"))).json()["paths"]
    answers = described["/stories/{id}/film.json"]["get"]["responses"]
    Draft202012Validator(answers["200"]["content"]["application/json"]["schema"]).validate(told)
    assert (told["told"], told["seconds"]) == (["S10", "S02"], shown.seconds)
    assert (told["width"], told["height"]) == shown.pixels
    assert (told["alt"], told["description"]) == (shown.alt, shown.description)
    with Image.open(io.BytesIO(first.body)) as opened:
        assert opened.size == (480, 531)
        here = np.asarray(opened.convert("RGB")).astype(int)
    finer = film_of(story(), {**BRIEF, "dpi": "96"})
    drawn = np.asarray(picture(finer, finer.scenes[0].sheet)).astype(int)
    assert np.abs(here[: drawn.shape[0]] - drawn).max() == 0
    assert f'filename="{STORY}-480x531-en.poster.png"' in first.header("content-disposition")


@pytest.mark.parametrize("form", ["json", "png", "gif"])
def test_what_cannot_be_filmed_is_refused_at_once(form: str) -> None:
    answer = run(ask(our_app(), Asked(f"{FILM}.{form}", "tell=S09")))
    assert answer.status == 400
    assert "which has no date" in answer.json()["detail"]
