"""Show that the checking page is whole, local, always the same, and takes no text for code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from geo.draft import model, placemarks, publishing
from geo.gazetteer.sizes import sized
from geo.gazetteer.world.tables import table
from geo.story.format.models import CERTAINTIES
from geo.text import LANGUAGES
from geo.webmap import assets
from geo.webmap.checking import ASIDE, LOOKS, TOWNS, WATERS, WRITTEN, check_document
from geo.webmap.policy import hashes, served
from tests.test_webmap_document import Reader

ROOT = Path(__file__).resolve().parent.parent


def config(html: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(Reader(html).texts["dateline-config"])
    return found


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert check_document("small", title="A") == check_document("small", title="A")


def test_everything_it_loads_is_local_and_there() -> None:
    html = check_document("small")
    asked = [
        a.get("src") or a.get("href")
        for tag, a in Reader(html).elements
        if tag in {"script", "link"}
    ]
    files = [url for url in asked if url and not url.startswith("data:")]
    found = [re.fullmatch(r"/assets/([\w./-]+)\?v=[0-9a-f]{10}", url) for url in files]
    assert [match and match[1] for match in found] == ["check.js", "check.css"]
    assert not re.search(r"https?://(?!www\.|leafletjs)", html.split('id="dateline-config"')[0])
    for url in config(html)["assets"].values():  # type: ignore[attr-defined]
        assert (assets.STATIC / url.removeprefix("/assets/").split("?")[0]).is_file()


def test_its_scripts_run_under_a_policy_that_lets_in_no_others() -> None:
    html = check_document("small")
    assert re.findall(r'\son[a-z]+="', html) == []
    assert "javascript:" not in html
    policy = served(html.scripts)
    assert policy.count("'sha256-") == len(re.findall(r"<script>", html)) == 1
    (inside,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert hashes([inside]) in policy


def test_a_script_that_came_into_the_page_is_not_let_run() -> None:
    brought = "steal('all')"
    html = check_document("small", title=Markup(f"<script>{brought}</script>"))
    assert f"<script>{brought}</script>" in html
    assert hashes([brought]) not in served(html.scripts)
    assert len(html.scripts) == 1


@pytest.mark.parametrize("name", ["a b", "a'b", "</script><b>", "{{ 7*7 }}", "a/../b", "ə"])
def test_a_drafts_name_and_title_cannot_leave_their_place(name: str) -> None:
    html = check_document(name, title=name)
    assert config(html)["id"] == name
    assert str(config(html)["draft"]).count("/") == 2
    assert not any(tag == "b" for tag, _ in Reader(html).elements)
    assert "49" not in Reader(html).texts["title"]


def test_marks_look_as_the_story_made_of_the_draft_will_have_them() -> None:
    made = {layer.id: layer.theme for layer in publishing.LAYERS}
    looks = {name: role for name, role, _ in LOOKS if not name.endswith("-outlines")}
    assert looks == made
    for name, role, _ in LOOKS:  # an outline below its pin looks as its pin does
        assert role == made[name.replace("-outlines", "s")]
    for layer in config(check_document("small"))["layers"]:  # type: ignore[attr-defined]
        assert [cls["certainty"] for cls in layer["classes"]] == list(CERTAINTIES)
        assert all(set(cls["style"]) == {"light", "dark"} for cls in layer["classes"])


def test_kinds_mean_here_what_they_mean_to_the_story() -> None:
    assert set(ASIDE) == model.ASIDE
    assert set(TOWNS) == placemarks.TOWNS
    assert set(WATERS) == placemarks.WATERS


def test_every_kind_of_place_has_its_words() -> None:
    words = json.loads((ROOT / "static/i18n/check/en.json").read_text(encoding="utf-8"))
    kinds = {sized("city", population) for population in (0, 882, 40_000, 2_000_000)}
    kinds |= {row[0] for row in table("areas.tsv")} | set(TOWNS) | set(WATERS)
    kinds |= {"country", "region", "district", "part", "border"}
    assert {kind for kind in kinds if f"place.{kind}" not in words} == set()


def test_a_populated_place_is_called_by_its_size() -> None:
    people = {"Debet": 882, "Meghri": 4_580, "Gyumri": 121_976, "Nowhere": 0}
    found = {name: sized("city", count) for name, count in people.items()}
    assert found == {"Debet": "village", "Meghri": "town", "Gyumri": "city", "Nowhere": "place"}
    assert sized("region", 882) == "region"


def test_it_is_told_what_it_writes_into_a_draft_in_each_language() -> None:
    written: Any = config(check_document("small"))["written"]
    assert set(written) == set(LANGUAGES)
    assert written["fa"]["ready.flood"] == "سیل"
    ready = set(written["en"]) - set(WRITTEN)
    assert len(ready) > 10 and all(key.startswith("ready.") for key in ready)
    assert all(set(words) == set(written["en"]) for words in written.values())
    asked = {
        key
        for path in (ROOT / "static/js/check").rglob("*.js")
        for key in re.findall(r"\bwritten\.word\(\"([\w.]+)\"", path.read_text(encoding="utf-8"))
    }
    assert {key for key in asked if not key.endswith(".")} <= set(written["en"])
    dates = (ROOT / "static/js/check/draft/dates.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bsay\(\"(\w+)\"", dates)) <= set(written["en"])


def test_countries_have_names_where_the_browser_knows_none() -> None:
    countries: Any = config(check_document("small"))["countries"]
    assert countries["hy"]["AM"] == "Հայաստան" and countries["az"]["AZ"] == "Azərbaycan"
    assert "001" not in countries["hy"]


def test_the_base_map_keeps_all_names_since_a_draft_shows_none_yet() -> None:
    assert "?story=" not in check_document("small")
