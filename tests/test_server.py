"""Ask the running server as browsers, other programs and strangers do."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.export import FORMATS
from tests import stories
from tests.conftest import Serve
from tests.serving import Answer, Server

STORY = "iran-azerbaijan-2025"
TILE = "/tiles/light/en/5/20/12"


def assert_problem(answer: Answer, status: int, *words: str) -> None:
    assert answer.status == status
    assert answer.header("content-type") == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    said = " ".join([problem["detail"], *problem.get("problems", [])])
    for word in words:
        assert word in said
    assert "Traceback" not in answer.body.decode()


# --- stories ----------------------------------------------------------------------------------


def test_list_names_the_story(server: Server) -> None:
    (found,) = [item for item in server.get("/stories").json() if item["id"] == STORY]
    assert found["sound"] is True
    assert found["problems"] == []
    assert found["as_of"] == "2025-04-28"


def test_bundle_has_every_statement_and_layer(server: Server) -> None:
    bundle = server.get(f"/stories/{STORY}/bundle.json").json()
    assert [item["id"] for item in bundle["annotations"][:19]] == [f"S{n:02}" for n in range(1, 20)]
    assert all(layer["features"]["features"] for layer in bundle["layers"])


def test_answers_are_kept_by_their_mark(server: Server) -> None:
    for path in (f"/stories/{STORY}/bundle.json", f"{TILE}.png", "/assets/js/main.js", "/stories"):
        first = server.get(path)
        again = server.get(path, If_None_Match=first.header("etag"))
        assert first.status == 200, path
        assert (again.status, again.body) == (304, b""), path
        assert again.header("etag") == first.header("etag"), path
        assert server.get(path, If_None_Match='"other"').status == 200, path


def test_what_the_document_will_fetch_is_announced_with_it(server: Server) -> None:
    links = server.get(f"/stories/{STORY}/embed").header("link").split(", ")
    assert any("bundle.json" in link for link in links)
    for link in links:
        address = link.partition(">")[0].removeprefix("<")
        assert server.get(address).status == 200, address
        assert "rel=preload" in link


def test_text_is_compressed_and_pictures_are_not(server: Server) -> None:
    path = f"/stories/{STORY}/bundle.json"
    packed = server.get(path, Accept_Encoding="gzip, br")
    assert packed.header("content-encoding") == "gzip"
    assert packed.header("vary") == "Accept-Encoding"
    assert gzip.decompress(packed.body) == server.get(path).body
    assert len(packed.body) < len(server.get(path).body) / 2
    assert not server.get(f"{TILE}.png", Accept_Encoding="gzip").header("content-encoding")


def test_files_named_by_their_content_are_kept_for_ever(server: Server) -> None:
    document = server.get(f"/stories/{STORY}/embed").body.decode()
    address = document.split('href="/assets/', 1)[1].split('"', 1)[0]
    assert "?v=" in address
    assert "immutable" in server.get(f"/assets/{address}").header("cache-control")
    assert server.get("/assets/js/main.js").header("cache-control") == "no-cache"
    assert server.get(f"/stories/{STORY}/bundle.json").header("cache-control") == "no-cache"


def test_document_may_stand_in_any_frame_and_asks_its_own_host_only(server: Server) -> None:
    answer = server.get(f"/stories/{STORY}/embed")
    policy = answer.header("content-security-policy")
    assert "frame-ancestors" not in policy
    assert "default-src 'none'" in policy
    scripts = policy.split("script-src ")[1].split(";")[0]
    assert "unsafe" not in scripts
    assert "http" not in policy.replace("http-equiv", "")


def test_chosen_online_tiles_open_the_policy_for_their_host_alone(server: Server) -> None:
    closed = server.get(f"/stories/{STORY}/embed?tiles=carto")  # no key: as if not chosen
    unknown = server.get(f"/stories/{STORY}/embed?tiles=evil.example")
    chosen = server.get(f"/stories/{STORY}/embed?tiles=osm")
    assert "https:" not in closed.header("content-security-policy")
    assert "https:" not in unknown.header("content-security-policy")
    policy = chosen.header("content-security-policy")
    assert "img-src 'self' data: blob: https://tile.openstreetmap.org;" in policy
    assert policy.count("https:") == 1


def test_pages_stand_in_no_foreign_frame(server: Server) -> None:
    for path in ("/", "/data", "/sources"):
        answer = server.get(path)
        assert answer.status == 200
        assert "frame-ancestors 'self'" in answer.header("content-security-policy")
        assert answer.header("x-content-type-options") == "nosniff"


def test_map_page_holds_the_documents_frame_from_the_start(server: Server) -> None:
    assert "<iframe" not in server.get("/?story=nothing").body.decode(), "no other story's"
    for path in ("/", f"/?story={STORY}"):
        page = server.get(path).body.decode()
        assert page.count("<iframe") == 1, path
        assert f'src="/stories/{STORY}/embed"' in page, path
    online = server.get("/?tiles=osm").body.decode()
    assert f'src="/stories/{STORY}/embed?tiles=osm"' in online
    assert "embed?tiles" not in server.get("/?tiles=evil.example").body.decode()


def test_the_map_is_found_by_its_name_too(server: Server) -> None:
    answer = server.get(f"/map?story={STORY}")
    assert answer.status == 307
    assert answer.header("location").endswith(f"/?story={STORY}")


def test_other_pages_hold_no_frame(server: Server) -> None:
    for path in ("/data", "/sources", "/settings", "/_stcore/health"):
        assert b"<iframe" not in server.get(path).body, path


@pytest.mark.parametrize("name", FORMATS)
def test_data_can_be_fetched(server: Server, name: str) -> None:
    answer = server.get(f"/stories/{STORY}/features.{name}")
    assert answer.status == 200
    assert answer.header("content-type") == FORMATS[name].media_type
    assert f'filename="{STORY}.{name}"' in answer.header("content-disposition")
    assert answer.body == server.get(f"/stories/{STORY}/features.{name}").body


def test_the_whole_map_comes_as_one_file_to_save(server: Server) -> None:
    answer = server.get(f"/stories/{STORY}/map.html")
    assert answer.status == 200
    assert answer.header("content-disposition") == f'attachment; filename="{STORY}.html"'
    assert "default-src 'none'" in answer.header("content-security-policy")
    assert "connect-src" not in answer.header("content-security-policy")
    assert len(answer.body) <= 3_000_000
    again = server.get(f"/stories/{STORY}/map.html", If_None_Match=answer.header("etag"))
    assert (again.status, again.body) == (304, b"")
    assert_problem(server.get(f"/stories/{STORY}/map.html?lang=fa"), 400, "'lang'")


def test_annotations_have_the_address_of_their_own(server: Server) -> None:
    answer = server.get(f"/stories/{STORY}/annotations.jsonld")
    assert answer.header("content-type") == FORMATS["jsonld"].media_type
    assert answer.body == server.get(f"/stories/{STORY}/features.jsonld").body
    assert answer.json()["type"] == "AnnotationCollection"
    assert_problem(server.get(f"/stories/{STORY}/annotations.jsonld?layers=nix"), 400, "'nix'")


def test_data_of_one_layer_can_be_fetched(server: Server) -> None:
    layer = server.get(f"/stories/{STORY}/bundle.json").json()["layers"][0]["id"]
    found = server.get(f"/stories/{STORY}/features.geojson?layers={layer}").json()
    assert {item["properties"]["layer"] for item in found["features"]} == {layer}


# --- tiles and places -------------------------------------------------------------------------


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_tiles_are_pictures_in_both_sizes(server: Server) -> None:
    once, twice = server.get(f"{TILE}.png"), server.get(f"{TILE}@2x.png")
    assert once.header("content-type") == "image/png"
    assert size(once.body) == (256, 256)
    assert size(twice.body) == (512, 512)
    assert "max-age" in once.header("cache-control")


def test_tiles_leave_out_names_that_the_story_writes(server: Server) -> None:
    assert server.get(f"{TILE}.png?story={STORY}").body != server.get(f"{TILE}.png").body


@pytest.mark.parametrize("path", ["/tiles/light/ground/5/20/12", "/tiles/light/names/en/5/20/12"])
def test_ground_and_names_are_tiles_of_their_own(server: Server, path: str) -> None:
    once, twice = server.get(f"{path}.png"), server.get(f"{path}@2x.png")
    assert [size(found.body) for found in (once, twice)] == [(256, 256), (512, 512)]
    assert once.header("content-type") == "image/png"
    assert once.header("cache-control") == server.get(f"{TILE}.png").header("cache-control")
    again = server.get(f"{path}.png", If_None_Match=once.header("etag"))
    assert (again.status, again.body) == (304, b"")
    assert once.body != server.get(f"{TILE}.png").body


def test_names_leave_out_what_the_story_writes(server: Server) -> None:
    names = "/tiles/light/names/en/5/20/12.png"
    assert server.get(f"{names}?story={STORY}").body != server.get(names).body


def test_many_ask_for_tiles_at_once(server: Server) -> None:
    paths = [f"/tiles/dark/fa/6/{x}/{y}.png" for x in range(38, 43) for y in range(22, 26)] * 2
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(server.get, paths))
    assert {answer.status for answer in answers} == {200}
    assert [a.body for a in answers[:20]] == [a.body for a in answers[20:]]


def test_places_are_found_in_any_script(server: Server) -> None:
    for query, language in (("Bak", "en"), ("%D8%A8%D8%A7%DA%A9%D9%88", "fa")):
        found = server.get(f"/places?q={query}&lang={language}&limit=3").json()
        assert 1 <= len(found) <= 3
        assert {"id", "name", "lon", "lat", "kind"} <= found[0].keys()
        assert (round(found[0]["lon"], 1), round(found[0]["lat"], 1)) == (49.9, 40.4)


# --- what a stranger tries --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/stories/iran-azerbaijan/bundle.json", 404, f"did you mean '{STORY}'?"),
        ("/stories/nothing/embed", 404, "there is no story 'nothing'"),
        (f"/stories/{STORY}/features.gepjson", 404, "did you mean 'geojson'?"),
        (f"/stories/{STORY}/features.kml?layer=a", 400, "did you mean 'layers'?"),
        (f"/stories/{STORY}/features.kml?layers=nix", 400, "'nix'"),
        (f"/stories/{STORY}/bundel.json", 404, "nothing is at"),
        ("/tiles/light/en/5/20/12.png?storey=x", 400, "did you mean 'story'?"),
        ("/tiles/light/en/5/20/12.png?story=nix", 400, "'nix'"),
        ("/tiles/lihgt/en/5/20/12.png", 404, "did you mean 'light'?"),
        ("/tiles/light/xx/5/20/12.png", 404, "'xx'"),
        ("/tiles/light/en/5/32/12.png", 404, "outside 0 to 31"),
        ("/tiles/lihgt/ground/5/20/12.png", 404, "did you mean 'light'?"),
        ("/tiles/light/ground/5/32/12.png", 404, "outside 0 to 31"),
        (f"/tiles/light/ground/5/20/12.png?story={STORY}", 400, "no parameter 'story'"),
        ("/tiles/light/names/xx/5/20/12.png", 404, "'xx'"),
        ("/tiles/light/names/en/5/20/-1.png", 404, "whole numbers"),
        ("/tiles/light/names/5/20/12.png", 404, "language 'names' is not known"),
        ("/tiles/light/en/13/0/0.png", 404, "zoom 13"),
        ("/tiles/light/en/99999/0/0.png", 404, "zoom"),
        ("/tiles/light/en/5/-1/0.png", 404, "whole numbers"),
        ("/tiles/light/en/5/1.5/0.png", 404, "whole numbers"),
        ("/tiles/light/en/5/20/12@3x.png", 404, "names no tile"),
        ("/tiles/light", 404, "nothing is at"),
        ("/places", 400, "'q' is missing"),
        ("/places?q=", 400, "'q' is missing"),
        ("/places?q=" + "x" * 200, 400, "longer than 100"),
        ("/places?q=a&limit=0", 400, "from 1 to 50"),
        ("/places?q=a&limit=%D9%A3", 400, "from 1 to 50"),
        ("/places?q=a&lang=xx", 400, "'xx'"),
        ("/places?q=a&q=b", 400, "more than once"),
        ("/stories?x=%3Cscript%3E", 400, "there is no parameter"),
        ("/assets/js/nothing.js", 404, "no file"),
        ("/assets/", 404, "no file"),
    ],
)
def test_wrong_requests_are_answered_in_one_sentence(
    server: Server, path: str, status: int, word: str
) -> None:
    assert_problem(server.get(path), status, word)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2fapp.py",
        "/assets/js/..%5c..%5capp.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/stories/../app.py",
        "/stories/..%2f..%2fgeo/bundle.json",
        "/stories/%2e%2e/embed",
        "/stories/./embed",
        "/stories/.git/bundle.json",
        "//etc/passwd",
        "/assets/js/main.js%00.png",
    ],
)
def test_no_path_leads_out_of_its_folder(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status in (400, 404)
    for secret in (b"root:", b"import streamlit", b"lifespan"):
        assert secret not in answer.body


def test_wrong_method_is_refused(server: Server) -> None:
    import urllib.error
    import urllib.request

    request = urllib.request.Request(server.url + "/stories", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=20)
    assert caught.value.code == 405
    caught.value.close()


def test_streamlit_keeps_its_own_routes(server: Server) -> None:
    assert server.get("/_stcore/health").body == b"ok"


# --- stories that change, stories that are broken ---------------------------------------------


@pytest.fixture(scope="module")
def own(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    shelf = tmp_path_factory.mktemp("shelf")
    stories.write(shelf)
    return serve(shelf), shelf


def test_map_page_of_a_broken_story_holds_no_frame_and_trusts_no_title(
    own: tuple[Server, Path],
) -> None:
    server, shelf = own
    head = stories.head() | {"id": "marked", "title": "A </title><script>alert(1)</script>"}
    stories.write(shelf, head, folder="marked")
    stories.write(shelf, "id = = 1", folder="spoiled")
    page = server.get("/?story=marked").body.decode()
    assert 'src="/stories/marked/embed"' in page
    assert "<script>alert" not in page
    assert b"<iframe" not in server.get("/?story=spoiled").body
    for name in ("marked", "spoiled"):
        shutil.rmtree(shelf / name)


def test_edited_story_shows_at_once(own: tuple[Server, Path]) -> None:
    server, shelf = own
    before = server.get("/stories/small/bundle.json")
    head = stories.head()
    head["annotations"][0]["claim"] = "The mayor thought again."
    stories.write(shelf, head)
    after = server.get("/stories/small/bundle.json", If_None_Match=before.header("etag"))
    assert after.status == 200
    assert "The mayor thought again." in json.dumps(after.json())
    assert b"The mayor thought again." in server.get("/stories/small/features.csv").body
    stories.write(shelf)


def test_broken_story_is_told_and_leaves_the_others(own: tuple[Server, Path]) -> None:
    server, shelf = own
    stories.write(shelf, "id = = 3", folder="broken")
    assert_problem(server.get("/stories/broken/bundle.json"), 422, "story.toml is not TOML")
    assert_problem(server.get("/stories/broken/features.csv"), 422, "story.toml is not TOML")
    assert server.get("/stories/broken/embed").status == 200
    assert server.get("/tiles/light/en/0/0/0.png?story=broken").status == 200
    listed = {item["id"]: item for item in server.get("/stories").json()}
    assert listed["broken"]["sound"] is False
    assert listed["broken"]["problems"]
    assert listed["small"]["sound"] is True
    assert server.get("/stories/small/bundle.json").status == 200


def test_huge_file_is_refused_unread(own: tuple[Server, Path]) -> None:
    server, shelf = own
    path = stories.write(shelf, folder="huge") / "features.geojson"
    os.truncate(path, 50_000_000)
    assert_problem(server.get("/stories/huge/bundle.json"), 422, "50 MB", "limit is 20 MB")


def test_folder_names_are_no_code(own: tuple[Server, Path]) -> None:
    server, shelf = own
    stories.write(shelf, folder="<img src=x onerror=alert(1)>")
    document = server.get("/stories/%3Cimg%20src=x%20onerror=alert(1)%3E/embed")
    assert document.status == 200
    assert b"<img src=x" not in document.body


def test_link_out_of_the_story_is_refused(own: tuple[Server, Path], tmp_path: Path) -> None:
    server, shelf = own
    outside = tmp_path / "outside.geojson"
    outside.write_text(json.dumps(stories.features()))
    path = stories.write(shelf, folder="linked") / "features.geojson"
    path.unlink()
    path.symlink_to(outside)
    assert_problem(server.get("/stories/linked/bundle.json"), 422, "leads outside")


# --- pictures ---------------------------------------------------------------------------------


def test_a_picture_says_what_it_shows(server: Server) -> None:
    address = f"/stories/{STORY}/map.{{}}?preset=square&dpi=96&layers=corridor,border"
    facts = server.get(address.format("json")).json()
    assert facts["layers"] == ["border", "corridor"]
    assert "Zangezur" in facts["alt"]
    picture = server.get(address.format("png"))
    assert struct.unpack(">II", picture.body[16:24]) == (facts["width"], facts["height"])
    assert_problem(server.get(f"/stories/{STORY}/map.jsn"), 404, "did you mean 'json'?")
