"""Show the addresses of drafts: what they give, what they refuse, and to whom."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from geo.draft.model import Draft
from geo.errors import DraftError, GivenUpError
from geo.gazetteer.world import lookup as world
from geo.service import drafting
from geo.service.drafting import Incoming
from geo.service.drafts import drafts as repository
from geo.service.jobs.queue import Queue
from geo.service.jobs.workers import Errand
from geo.service.shelf import shelf
from geo.story import Context, LayerHead, load, save
from geo.story.format.models import Relation
from tests import drafts, gazetteer, stories
from tests.asking import Asked, ask, our_app, run
from tests.serving import Answer
from tests.test_drafting import parse

OURS = (("X-Dateline", "1"), ("Host", "localhost:8501"), ("Origin", "http://localhost:8501"))
JSON = (*OURS, ("Content-Type", "application/json"))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Path]:
    """Keep drafts and stories in folders of the test's own."""
    with drafts.own_folders(tmp_path / "drafts", tmp_path / "stories"):
        yield tmp_path


def send(method: str, path: str, body: Any = b"", headers: Any = JSON, query: str = "") -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return run(ask(our_app(), Asked(path, query, method, tuple(headers), body=data)))


def get(path: str, query: str = "", headers: Any = OURS) -> Answer:
    return send("GET", path, headers=headers, query=query)


_LEFT = {"text": "Read also: they drove to Meghri last week", "reason": "a link", "after": 1}
_CAPTION = {"text": "A bridge", "reason": "a caption", "after": 1}


def kept(record: dict[str, Any] | None = None) -> Draft:
    return repository().add(drafts.sound(record))


def test_an_outline_is_given_where_one_is_known() -> None:
    found = get("/drafts/places/outline", "of=130758")
    geometry = json.loads(found.body)["geometry"]
    assert found.status == 200 and geometry["type"].endswith("Polygon")
    assert json.loads(get("/drafts/places/outline", "of=587084").body) == {"geometry": None}
    border = json.loads(get("/drafts/places/outline", "of=border+130758+174982").body)
    assert border["geometry"]["type"].endswith("LineString")
    for query in ("", "of=", f"of={'1' * 300}", "id=1"):
        assert get("/drafts/places/outline", query).status == 400


# --- reading and saving -----------------------------------------------------------------------


def test_a_draft_is_read_changed_and_saved() -> None:
    kept()
    first = get("/drafts/small")
    assert (first.status, first.header("etag")) == (200, '"v1"')
    found = first.json()
    assert found["progress"] == [0, 4]
    found["draft"]["mentions"][0]["state"] = "confirmed"
    saved = send("PUT", "/drafts/small", found["draft"])
    assert (saved.status, saved.header("etag")) == (200, '"v2"')
    assert saved.json()["progress"] == [1, 4]
    assert get("/drafts/small").json() == saved.json()


def test_a_change_of_an_old_version_is_refused_and_nothing_is_lost() -> None:
    kept()
    old = get("/drafts/small").json()["draft"]
    assert send("PUT", "/drafts/small", {**old, "title": "Mine"}).status == 200
    late = send("PUT", "/drafts/small", {**old, "title": "Theirs"})
    assert late.status == 409
    assert "changed in another window" in late.json()["detail"]
    assert get("/drafts/small").json()["draft"]["title"] == "Mine"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"titel": "Wrong"}, "titel"),
        ({"id": "other"}, "has the id 'other'"),
        ({"blocks": [{"number": 1, "text": "Other words"}] * 2}, "not in its paragraph"),
        ({"mentions": [drafts.mention("m1", 0, "Baku", drafts.BAKU, chosen=3)]}, "choice 4"),
        ({"blocks": [{"number": 7, "text": text} for text in drafts.TEXTS]}, "not be changed"),
    ],
)
def test_a_draft_that_is_not_sound_is_told_whole(changes: dict[str, Any], words: str) -> None:
    kept()
    answer = send("PUT", "/drafts/small", drafts.draft(**changes))
    assert answer.status == 422
    assert words in " ".join(answer.json()["problems"])
    assert get("/drafts/small").header("etag") == '"v1"'


def _left_out(**changes: Any) -> dict[str, Any]:
    return drafts.draft(left_out=[{**_LEFT, **changes}, _CAPTION])


@pytest.mark.parametrize(
    "changes",
    [
        {"left_out": []},
        {"left_out": [_CAPTION, _LEFT]},
        {"left_out": [_LEFT, _CAPTION, _CAPTION]},
        {"left_out": [{**_LEFT, "text": "The mayor of Meghri admitted it."}, _CAPTION]},
        {"left_out": [{**_LEFT, "reason": "an advertisement"}, _CAPTION]},
        {"left_out": [{**_LEFT, "after": 0}, _CAPTION]},
        {"left_out": [{**_LEFT, "after": None}, {**_CAPTION, "after": None}][::-1]},
        {"blocks": [{"number": at + 1, "text": text, "kind": "item"}
                    for at, text in enumerate(drafts.TEXTS)]},
        {"blocks": [{"number": 1, "text": text} for text in drafts.TEXTS]},
    ],
)  # fmt: skip
def test_nothing_of_the_article_is_changed_by_a_save(changes: dict[str, Any]) -> None:
    kept(_left_out())
    answer = send("PUT", "/drafts/small", {**_left_out(), **changes})
    assert answer.status == 422
    assert "what was left out may not be changed" in answer.json()["detail"]
    assert repository().read("small") == drafts.sound(_left_out())


def test_paragraphs_do_not_change_places_in_a_save() -> None:
    bare = {"mentions": [], "statements": []}
    kept(drafts.draft(**bare))
    turned = [{"number": at + 1, "text": text} for at, text in enumerate(drafts.TEXTS[::-1])]
    assert send("PUT", "/drafts/small", drafts.draft(**bare, blocks=turned)).status == 422


def test_what_could_not_be_read_again_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.draft.repository.store.MOST_BYTES", 9_000)
    kept()
    before = get("/drafts/small")
    shape = {
        "id": "d1",
        "name": "Far",
        "certainty": "indicative",
        "geometry": {"type": "LineString", "coordinates": [[n / 9, 1] for n in range(600)]},
    }
    answer = send("PUT", "/drafts/small", drafts.draft(shapes=[shape]))
    assert answer.status == 422 and "the limit is 9,000" in answer.json()["detail"]
    assert get("/drafts/small").json() == before.json()


def test_a_draft_that_grew_beyond_its_limits_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.draft.drafting._parse", parse)
    kept(drafts.draft(left_out=[_LEFT, {"text": " ", "reason": "nothing in it"}]))
    blank = send("POST", "/drafts/small/text", {"left": 1, "version": 1})
    assert blank.status == 422 and "holds no words" in blank.json()["detail"]
    monkeypatch.setattr("geo.draft.model.MOST_LETTERS", sum(map(len, drafts.TEXTS)) + 9)
    answer = send("POST", "/drafts/small/text", {"left": 0, "version": 1})
    assert answer.status == 422 and "is longer than" in answer.json()["detail"]
    assert get("/drafts/small").header("etag") == '"v1"'


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b"null", b"[]", b"NaN"])
def test_what_is_no_draft_is_told_in_a_sentence(body: bytes) -> None:
    kept()
    answer = send("PUT", "/drafts/small", body)
    assert answer.status == 422
    assert answer.json()["problems"]


def test_the_list_tells_how_far_each_is_and_what_cannot_be_read(folders: Path) -> None:
    kept(drafts.changed(drafts.draft(), {"m1": {"state": "confirmed"}}))
    (folders / "drafts" / "broken.json").write_text("{")
    first, second = sorted(get("/drafts").json(), key=lambda line: str(line["id"]))
    assert (first["id"], bool(first["problems"])) == ("broken", True)
    assert second == {
        "id": "small", "title": "Ministers meet", "progress": [1, 4], "version": 1,
        "published_as": None, "problems": [],
        "publisher": "The Test Gazette", "published": "2 May 2024",
    }  # fmt: skip


def test_a_draft_is_deleted_for_good(folders: Path) -> None:
    kept()
    assert send("DELETE", "/drafts/small", headers=OURS).status == 204
    (left,) = (folders / "drafts").iterdir()
    assert left.name == ".lines.sqlite" and b"Ministers" not in left.read_bytes()
    for method in ("GET", "PUT", "DELETE"):
        assert send(method, "/drafts/small", drafts.draft()).status == 404


def test_a_draft_named_as_an_address_can_be_reached() -> None:
    assert kept({**drafts.draft(), "id": "places"}).id == "places-2"


# --- what is read anew --------------------------------------------------------------------------


def test_what_was_left_out_is_counted_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.draft.drafting._parse", parse)
    before = kept(drafts.draft(left_out=[_LEFT]))
    answer = send("POST", "/drafts/small/text", {"left": 0, "version": 1})
    assert (answer.status, answer.header("etag")) == (200, '"v2"')
    found = repository().read("small")
    assert found.blocks[1].text == _LEFT["text"] and found.left_out == ()
    assert len(found.mentions) == len(before.mentions) + 1
    late = send("POST", "/drafts/small/text", {"left": 0, "version": 1})
    assert late.status == 409
    gone = send("POST", "/drafts/small/text", {"left": 0, "version": 2})
    assert gone.status == 422 and "were left out" in gone.json()["problems"][0]
    assert send("POST", "/drafts/smal/text", {"left": 0, "version": 1}).status == 404


def test_what_was_counted_as_text_is_left_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.draft.drafting._parse", parse)
    before = kept(drafts.draft(left_out=[_LEFT]))
    send("POST", "/drafts/small/text", {"left": 0, "version": 1})
    old = {**before.model_dump(mode="json"), "version": 2}
    assert send("PUT", "/drafts/small", old).status == 200
    found = repository().read("small")
    assert (found.blocks, found.left_out) == (before.blocks, before.left_out)
    other = {**old, "version": 3, "blocks": [{**old["blocks"][0], "text": "It says more."}]}
    other |= {"mentions": [], "statements": []}
    refused = send("PUT", "/drafts/small", other)
    assert refused.status == 422 and "may not be changed" in refused.json()["problems"][0]


def test_dates_are_told_as_read_from_a_day() -> None:
    kept()
    found = get("/drafts/small/dates", "published=2025-01-08").json()
    assert [one["id"] for one in found] == [s.id for s in drafts.sound().statements]
    assert found[0]["date"] == "2025-01-06" and "Monday" in found[0]["date_reason"]
    assert get("/drafts/small").header("etag") == '"v1"'  # nothing is changed by asking
    assert get("/drafts/small/dates").status == 400


# --- the story --------------------------------------------------------------------------------


def test_what_is_confirmed_becomes_a_story_on_the_shelf(folders: Path) -> None:
    kept(drafts.confirmed())
    answer = send("POST", "/drafts/small/story", {"id": "ministers"})
    assert answer.status == 201
    assert answer.json() == {"id": "ministers", "address": "/?story=ministers", "lost": []}
    assert answer.header("location") == "/?story=ministers"
    assert len(load(folders / "stories" / "ministers").features) == 4
    assert [story["id"] for story in get("/stories").json()] == ["ministers"]
    assert get("/drafts").json()[0]["published_as"] == "ministers"


def test_publishing_is_in_conflict_with_nobodys_change() -> None:
    kept(drafts.confirmed())
    mine = get("/drafts/small").json()["draft"]
    assert send("POST", "/drafts/small/story", {"id": "ministers"}).status == 201
    saved = send("PUT", "/drafts/small", mine)
    assert saved.status == 200
    assert saved.json()["draft"]["published_as"] == "ministers"


def test_a_story_is_replaced_only_where_that_is_said(folders: Path) -> None:
    kept(drafts.confirmed())
    assert send("POST", "/drafts/small/story", {"id": "ministers"}).status == 201
    again = send("PUT", "/drafts/small", {**drafts.confirmed(), "title": "Told anew"})
    assert again.status == 200
    refused = send("POST", "/drafts/small/story", {"id": "ministers"})
    assert refused.status == 409
    assert "already" in refused.json()["detail"]
    assert load(folders / "stories" / "ministers").title == "Ministers meet"
    order = {"id": "ministers", "replace": True}
    assert send("POST", "/drafts/small/story", order).status == 201
    assert load(folders / "stories" / "ministers").title == "Told anew"


def test_what_people_added_to_a_story_stays_when_it_is_made_again(folders: Path) -> None:
    kept(drafts.confirmed())
    order = {"id": "ministers", "replace": True}
    assert send("POST", "/drafts/small/story", order).status == 201
    folder = folders / "stories" / "ministers"
    story = load(folder)
    first, second, *rest = story.annotations
    baku, *others = story.features
    context = Context(
        id="C1", features=(baku.id,), source="dateline-recipes", about=(first.id,),
        date="2024", claim="It rained.", claims={}, said_by="a neighbour", speakers={},
        tone="neutral",
    )  # fmt: skip
    tied = context.model_copy(
        update={
            "id": "C2",
            "features": (),
            "relation": Relation.model_validate(
                {"layer": "ties", "from": baku.id, "to": others[0].id}
            ),
        }
    )
    added = {
        "layers": (*story.layers, LayerHead(id="ties", title="Ties", titles={}, theme="tie")),
        "titles": {"fa": "دیدار"}, "summaries": {"fa": "دو وزیر"},
        "bounds": (40.0, 35.0, 52.0, 42.0),
        "annotations": (
            first.model_copy(update={"claims": {"fa": "گفتند"}}),
            second.model_copy(update={"claims": {"fa": "دیگر"}}),
            *rest,
        ),
        "features": (baku.model_copy(update={"names": {"fa": "شهر باکو"}}), *others),
        "context": (
            context,
            tied,
            context.model_copy(update={"id": "C3", "features": ("meghri",)}),
        ),
    }  # fmt: skip
    save(story.model_copy(update=added), folder)
    record = drafts.confirmed()
    record["title"] = "Told anew"
    record["statements"][1]["claim"] = "In other words."
    record["mentions"][2]["state"] = "dropped"  # Meghri
    assert send("PUT", "/drafts/small", record).status == 200
    assert send("POST", "/drafts/small/story", order).json()["lost"] == [
        "context 'C2' is not in the story any more, for a draft cannot hold what it ties: "
        "It rained.",
        "context 'C3' is not in the story any more, for there is no mark 'meghri' any more: "
        "It rained.",
    ]
    again = load(folder)
    assert again.title == "Told anew" and again.titles == {}, "it stood for another title"
    assert again.summaries == {"fa": "دو وزیر"} and again.bounds == (40.0, 35.0, 52.0, 42.0)
    assert [one.claims for one in again.annotations][:2] == [{"fa": "گفتند"}, {}]
    assert again.feature(baku.id).names["fa"] == "شهر باکو"
    assert [one.claim for one in again.context] == ["It rained."]
    kept({**drafts.confirmed(), "id": "other"})
    assert send("POST", "/drafts/other/story", order).status == 201
    other = load(folder)
    assert other.bounds is None and not other.context, "that was the story of another draft"


@pytest.mark.parametrize(
    ("record", "order", "words"),
    [
        (drafts.draft(), {"id": "x"}, "nothing is confirmed yet"),
        (drafts.confirmed(), {"id": "../x"}, "id"),
        (drafts.confirmed(), {"id": "x", "replce": True}, "replce"),
        (drafts.confirmed(), {}, "id"),
        (drafts.confirmed(), [], "order"),
    ],
)
def test_what_cannot_be_published_is_told(
    folders: Path, record: dict[str, Any], order: object, words: str
) -> None:
    kept(record)
    answer = send("POST", "/drafts/small/story", order)
    assert answer.status == 422
    assert words in " ".join(answer.json()["problems"])
    assert not (folders / "stories").exists()


def test_what_another_window_changed_is_not_published_unseen(folders: Path) -> None:
    kept(drafts.confirmed())
    assert send("PUT", "/drafts/small", {**drafts.confirmed(), "title": "Theirs"}).status == 200
    assert send("POST", "/drafts/small/story", {"id": "x", "version": 1}).status == 409
    assert send("POST", "/drafts/small/story", {"id": "x", "version": 2}).status == 201


# --- the map before it is published -----------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    ["bundle.json", "features.geojson", "features.kml", "annotations.jsonld", "map.html"],
)
def test_a_draft_has_what_a_story_has_and_says_that_it_is_one(rest: str) -> None:
    kept()
    answer = get(f"/drafts/small/{rest}")
    assert answer.status == 200
    assert b"Draft: Ministers meet" in answer.body
    assert answer.header("cache-control") == "no-store"


def test_a_drafts_picture_is_drawn_anew_when_it_changes() -> None:
    kept()
    size = "width=480&height=480&dpi=36"
    facts = get("/drafts/small/map.json", size).json()
    assert facts["title"] == "Draft: Ministers meet"
    assert "meghri" in facts["marks"]
    first = get("/drafts/small/map.png", size)
    assert (first.status, first.header("content-type")) == (200, "image/png")
    dropped = drafts.changed(drafts.draft(), {"m3": {"state": "dropped"}})
    assert send("PUT", "/drafts/small", dropped).status == 200
    assert "meghri" not in get("/drafts/small/map.json", size).json()["marks"]
    assert get("/drafts/small/map.png", size).body != first.body


def test_a_draft_made_anew_under_an_old_name_shows_nothing_of_the_old() -> None:
    kept()
    assert b"Meghri" in get("/drafts/small/features.geojson").body
    send("DELETE", "/drafts/small", headers=OURS)
    kept(drafts.changed(drafts.draft(), {"m3": {"state": "dropped"}}))
    assert b'"Meghri"' not in get("/drafts/small/features.geojson").body


def test_a_drafts_map_asks_for_the_draft_and_stands_in_no_foreign_frame() -> None:
    kept()
    answer = get("/drafts/small/embed")
    assert answer.status == 200
    assert b"/drafts/small/bundle.json" in answer.body
    assert b"/stories/" not in answer.body
    assert "frame-ancestors 'self'" in answer.header("content-security-policy")


def test_the_base_map_leaves_a_drafts_names_to_it() -> None:
    kept()
    answer = get("/drafts/small/embed")
    assert b"/names/{lang}/{z}/{x}/{y}{r}.png?omit=112931,587084,616250,4197000" in answer.body
    tile = "/tiles/light/names/en/6/40/24.png"
    assert get(tile, "omit=587084").body != get(tile).body
    for wrong in ("omit=", "omit=x", "omit=1,", "omit=" + "1," * 300 + "1"):
        assert get(tile, wrong).status == 400
    assert send("PUT", "/drafts/small", drafts.draft(mentions=[], statements=[])).status == 200
    assert b"omit" not in get("/drafts/small/embed").body


def test_a_draft_of_nothing_that_can_be_drawn_says_so() -> None:
    record = drafts.draft(mentions=[], statements=[])
    kept(record)
    answer = get("/drafts/small/map.png")
    assert answer.status == 422
    assert "no place was found" in answer.json()["detail"]


def test_drafts_are_not_among_the_stories() -> None:
    kept()
    assert get("/stories").json() == []
    assert get("/stories/small/bundle.json").status == 404


# --- who may ask ------------------------------------------------------------------------------

_ELSEWHERE = [
    (("Sec-Fetch-Site", "cross-site"),),
    (("Sec-Fetch-Site", "same-site"),),
    (("Origin", "https://example.org"),),
    (("Origin", "null"),),
    (("Origin", "http://localhost:3000"), ("Host", "localhost:8501")),
    (("Origin", "http://evil.example:8501"), ("Host", "evil.example:8501")),
    (("Host", "evil.example"),),
    (("Host", "localhost.evil.example:8501"),),
    (("Host", "127.0.0.1.evil.example"),),
    (("Host", "[::1].evil.example"), ("Origin", "http://[::1].evil.example")),
    (("Host", "[oops"), ("Origin", "http://[oops")),
]


@pytest.mark.parametrize("headers", _ELSEWHERE)
def test_no_other_site_reads_or_changes_a_draft(headers: tuple[tuple[str, str], ...]) -> None:
    kept()
    for path in ("/drafts", "/drafts/small", "/drafts/small/map.png", "/drafts/small/check"):
        answer = get(path, headers=headers)
        assert answer.status == 403, path
        assert answer.header("content-type") == "application/problem+json"
        assert b"Ministers" not in answer.body
    given = dict(headers)
    rest = tuple((name, value) for name, value in JSON if name not in given)
    changed = {**drafts.draft(), "title": "Theirs"}
    assert send("PUT", "/drafts/small", changed, (*rest, *headers)).status == 403
    assert send("DELETE", "/drafts/small", headers=(*rest, *headers)).status == 403
    assert repository().read("small").title == "Ministers meet"


@pytest.mark.parametrize(
    ("host", "caller", "status"),
    [
        ("evil.example:8501", "127.0.0.1", 403),
        ("evil.example", "::1", 403),
        ("localhost:8501", "127.0.0.1", 200),
        ("192.0.2.7:8501", "127.0.0.1", 200),
        ("maps.example", "127.0.0.1", 200),
        ("newsroom.local:8501", "192.0.2.1", 403),
        ("192.0.2.7:8501", "192.0.2.1", 200),
    ],
)
def test_a_name_made_to_lead_here_shows_no_story(
    host: str, caller: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOSTS", "maps.example")
    stories.write(shelf().folder)
    for path in ("/stories", "/stories/small/embed"):
        headers = (("Host", host), ("Sec-Fetch-Dest", "iframe"), ("Sec-Fetch-Site", "cross-site"))
        answer = run(ask(our_app(), Asked(path, headers=headers, caller=caller)))
        assert answer.status == status, path


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/drafts"), ("PUT", "/drafts/small"), ("DELETE", "/drafts/small"),
     ("POST", "/drafts/small/story"), ("POST", "/drafts/small/text")],
)  # fmt: skip
def test_a_change_needs_our_mark(method: str, path: str) -> None:
    kept(drafts.confirmed())
    unmarked = (("Content-Type", "application/json"), ("Host", "localhost"))
    answer = send(method, path, drafts.draft(), unmarked)
    assert answer.status == 403
    assert "X-Dateline" in answer.json()["detail"]


@pytest.mark.parametrize("mark", ["0", "", "true", "11"])
def test_our_mark_is_a_one(mark: str) -> None:
    kept()
    answer = send("DELETE", "/drafts/small", None, (*JSON[1:], ("X-Dateline", mark)))
    assert answer.status == 403 and "X-Dateline: 1" in answer.json()["detail"]
    assert repository().has("small")


def test_a_draft_that_gives_no_story_is_named_itself() -> None:
    kept()
    answer = send("POST", "/drafts/small/story", {"id": "ministers"})
    assert answer.status == 422 and answer.json()["draft"] == "small"


def test_the_page_of_an_unsound_draft_says_so_by_its_status() -> None:
    kept()
    assert get("/drafts/small/check", headers=OURS).status == 200
    (repository().folder / "small.json").write_text('{"id": "small"}', encoding="utf-8")
    assert get("/drafts/small", headers=OURS).status == 422
    answer = get("/drafts/small/check", headers=OURS)
    assert answer.status == 422 and answer.header("content-type").startswith("text/html")


@pytest.mark.parametrize("path", ["/drafts/small", "/drafts/small/story", "/drafts/small/text"])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_json_must_say_that_it_is(path: str, kind: str) -> None:
    kept()
    method = "PUT" if path.endswith("small") else "POST"
    assert send(method, path, drafts.draft(), (*OURS, ("Content-Type", kind))).status == 415


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("Host", "127.0.0.1:8501"), ("Origin", "http://127.0.0.1:8501")),
        (("Host", "[::1]:8501"), ("Origin", "http://[::1]:8501")),
        (("Host", "LOCALHOST:8501"), ("Sec-Fetch-Site", "same-origin")),
        (("Host", "192.0.2.7:8501"), ("Sec-Fetch-Site", "none")),
        (("Host", "localhost"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"),
         ("Sec-Fetch-Dest", "document")),
    ],
)  # fmt: skip
def test_the_person_himself_is_answered(headers: tuple[tuple[str, str], ...]) -> None:
    kept()
    answer = get("/drafts/small", headers=headers)
    assert answer.status == 200
    assert answer.header("cache-control") == "no-store"
    assert answer.header("cross-origin-resource-policy") == "same-origin"
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_proxys_name_is_told_by_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    kept()
    passed_on = (("Host", "maps.example.org"), ("Origin", "https://maps.example.org"))
    rewritten = (("Host", "127.0.0.1:8501"), ("Origin", "https://maps.example.org"))
    for headers in (passed_on, rewritten):
        assert get("/drafts", headers=headers).status == 403
    monkeypatch.setenv("DATELINE_HOSTS", "desk, maps.example.org")
    for headers in (passed_on, rewritten):
        assert get("/drafts", headers=headers).status == 200
    assert get("/drafts", headers=(("Host", "evil.example"),)).status == 403


def test_a_wrong_method_names_the_right_ones() -> None:
    answer = send("PATCH", "/drafts/small")
    assert (answer.status, answer.header("allow")) == (405, "DELETE, GET, HEAD, PUT")


# --- articles ---------------------------------------------------------------------------------


@pytest.fixture
def came(monkeypatch: pytest.MonkeyPatch) -> list[Incoming]:
    """Return what is drafted, by a stand-in that drafts every article alike."""
    found: list[Incoming] = []

    def drafted(incoming: Incoming) -> Draft:
        found.append(incoming)
        if not incoming.data:
            raise DraftError("the text", ["has no words"])
        return drafts.sound()

    monkeypatch.setattr(drafting, "drafted", drafted)
    return found


def test_an_article_is_drafted_and_kept(came: list[Incoming]) -> None:
    query = "name=a.html&publisher=AFP&published=2025-04-28"
    kind = ("Content-Type", "text/html; charset=utf-8")
    answer = send("POST", "/drafts", b"<p>Baku", (*OURS, kind), query)
    assert (answer.status, answer.header("location")) == (201, "/drafts/small")
    assert answer.json() == {**get("/drafts/small").json(), "existing": False}
    (incoming,) = came
    assert incoming == Incoming(
        data=b"<p>Baku", name="a.html", media_type=kind[1], publisher="AFP",
        published=date(2025, 4, 28),
    )  # fmt: skip
    assert send("POST", "/drafts", b"<p>Baku", OURS).header("location") == "/drafts/small-2"


def test_an_article_that_comes_again_is_answered_with_its_draft(came: list[Incoming]) -> None:
    first = send("POST", "/drafts", b"Baku", OURS, "publisher=The+Gazette").json()["draft"]
    send("PUT", "/drafts/small", {**first, "title": "Told anew", "made_from": "f" * 64})
    again = send("POST", "/drafts", b"Baku", OURS, "publisher=The+Gazette&name=copy.txt")
    assert (again.status, again.header("location")) == (200, "/drafts/small")
    assert again.json()["existing"] and again.json()["draft"]["title"] == "Told anew"
    assert len(came) == 1  # nothing was read a second time
    for query in ("publisher=Another", "publisher=The+Gazette&again=true", "name=a.html"):
        assert send("POST", "/drafts", b"Baku", OURS, query).status == 201
    send("DELETE", "/drafts/small", headers=OURS)
    assert len(get("/drafts").json()) == 3
    assert send("POST", "/drafts", b"Baku", OURS, "again=yes").status == 400


@pytest.mark.parametrize(
    ("query", "body", "status", "words"),
    [
        ("published=28.4.2025", b"x", 400, "give a day as 2025-04-28"),
        ("published=2025-W18-1", b"x", 400, "give a day as 2025-04-28"),
        ("published=2025-02-30", b"x", 400, "give a day as 2025-04-28"),
        ("publishr=AFP", b"x", 400, "did you mean 'publisher'?"),
        ("publisher=" + "x" * 201, b"x", 400, "longer than 200"),
        ("", b"", 422, "has no words"),
        ("", b"x" * (drafting.MOST_BYTES + 1), 413, "the limit"),
    ],
)
def test_what_cannot_be_drafted_is_told(
    came: list[Incoming], query: str, body: bytes, status: int, words: str
) -> None:
    answer = send("POST", "/drafts", body, OURS, query)
    assert answer.status == status
    assert words in answer.json()["detail"]
    assert get("/drafts").json() == []


def test_a_body_said_to_be_too_large_is_not_read(came: list[Incoming]) -> None:
    answer = send("POST", "/drafts", b"x", (*OURS, ("Content-Length", "9" * 30)))
    assert answer.status == 413
    assert came == []


def test_articles_take_turns_and_a_crowd_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(_: Incoming) -> Draft:
        assert go.wait(60)
        return drafts.sound()

    monkeypatch.setattr(drafting, "drafted", slow)
    monkeypatch.setattr(drafting, "TURNS", Queue("articles in drafting", at_once=1, waiting=3))
    app = our_app()

    numbers = itertools.count()

    def sent(caller: str) -> asyncio.Task[Answer]:
        body = b"article %d" % next(numbers)
        asked = Asked("/drafts", "", "POST", OURS, caller=caller, body=body)
        return asyncio.create_task(ask(app, asked))

    async def crowd() -> tuple[Answer, Answer, list[Answer]]:
        mine = [sent("a") for _ in range(3)]
        refused, waiting = await asyncio.wait(mine, return_when=asyncio.FIRST_COMPLETED)
        others = [sent("b"), sent("b")]
        while sum(drafting.TURNS._held.values()) < 4:
            await asyncio.sleep(0.01)
        busy = await sent("c")
        go.set()
        return refused.pop().result(), busy, list(await asyncio.gather(*waiting, *others))

    too_many, busy, served = run(crowd())
    assert (too_many.status, busy.status) == (429, 503)
    assert int(busy.header("retry-after")) > 0
    assert [answer.status for answer in served] == [201] * 4
    assert len(get("/drafts").json()) == 4


def test_who_leaves_ends_the_drafting_of_his_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(self: Errand, *_: Any) -> Draft:
        while not self.given_up:
            time.sleep(0.01)
        raise GivenUpError("the article was given up")

    monkeypatch.setattr(Errand, "carry_out", endless)
    asked = Asked("/drafts", "", "POST", OURS, body=b"Baku", stays=False)
    assert run(ask(our_app(), asked)).status == 400
    while drafting.TURNS._held:
        time.sleep(0.01)
    assert get("/drafts").json() == []


# --- places -----------------------------------------------------------------------------------


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search a gazetteer of a few places."""
    path = gazetteer.small(tmp_path)
    monkeypatch.setattr(world, "file", lambda: path)


@pytest.mark.usefixtures("few")
def test_places_are_choices_that_a_draft_can_hold() -> None:
    found = get("/drafts/places", "q=Paris&limit=3").json()
    assert [(place["name"], place["admin1"]) for place in found] == [
        ("Paris", ""), ("Paris", "Texas"), ("Paris", "Ohio"),
    ]  # fmt: skip
    assert get("/drafts/places", "q=teh&lang=fa").json()[0]["name"] == "تهران"
    assert get("/drafts/places", "q=Caspian").json()[0]["geonameid"] is None
    kept()
    record = drafts.changed(drafts.draft(), {"m3": {"choices": [found[0]], "chosen": 0}})
    assert send("PUT", "/drafts/small", record).status == 200


@pytest.mark.parametrize("query", ["", "q=", "q=b&limit=0", "q=b&lang=xx", f"q={'b' * 101}"])
def test_a_search_for_nothing_is_refused(query: str) -> None:
    assert get("/drafts/places", query).status == 400


# --- the description --------------------------------------------------------------------------


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("path", ["/drafts", "/drafts/{id}", "/drafts/places"])
def test_answers_are_as_described(path: str) -> None:
    kept()
    description = get("/openapi.json").json()
    content = description["paths"][path]["get"]["responses"]["200"]["content"]
    schema = {**content["application/json"]["schema"], "components": description["components"]}
    found = get(path.replace("{id}", "small"), "q=Bak" if "places" in path else "").json()
    assert found
    Draft202012Validator(schema).validate(found)
    with pytest.raises(Exception, match="is not"):
        Draft202012Validator(schema).validate({"draft": {"id": 1}})
