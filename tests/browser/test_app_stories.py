"""Meet broken stories in the browser: a sentence for each, nothing run, the others usable."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import stories
from tests.browsing import document
from tests.conftest import Serve
from tests.serving import Server

pytestmark = pytest.mark.browser

SCRIPT = "<script>alert('run')</script>\"'><img src=x onerror=alert(2)> {{7*7}} ${1}"
BOW_TIE = stories.polygon((10.2, 50.1), (10.8, 50.3), (10.8, 50.1), (10.2, 50.3))
OVER_180 = stories.polygon((179.0, 50.0), (-179.0, 50.0), (-179.0, 51.0), (179.0, 51.0))


def spoiled_head(**changes: Any) -> dict[str, Any]:
    head = stories.head()
    head["annotations"][0] |= changes
    return head


def spoiled_features(index: int, **changes: Any) -> dict[str, Any]:
    found = stories.features()
    found["features"][index] |= changes
    return found


def with_empty_layer() -> dict[str, Any]:
    head = stories.head()
    head["layers"].append({"id": "void", "title": "Void", "theme": "zone"})
    return head


def swapped() -> dict[str, Any]:
    """Firsttown, Secondtown and others near lon 10, lat 50; one the other way round."""
    return spoiled_features(0, geometry=stories.point(50.0, 10.0))


CASES: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "toml": ("id = = 'x'\n", None, ("story.toml is not TOML", "line 1")),
    "date": (spoiled_head(date="28.4.2025"), None, ("annotation 1 ('A1')", "EDTF")),
    "feature": (
        spoiled_head(features=["frist"]),
        None,
        ("annotation 1 ('A1')", "'frist'", "did you mean 'first'?"),
    ),
    "swapped": (None, swapped(), ("'first'", "are lon and lat swapped?")),
    "crossing": (
        None,
        spoiled_features(2, geometry=BOW_TIE),
        ("feature 3 ('lake')", "crosses itself"),
    ),
    "antimeridian": (
        None,
        spoiled_features(2, geometry=OVER_180),
        ("feature 3 ('lake')", "crosses the antimeridian"),
    ),
    "empty-layer": (with_empty_layer(), None, ("layer 6 ('void')", "nothing is drawn in it")),
    "huge": (None, "huge", ("features.geojson has 50 MB", "limit is 20 MB")),
    "outside": (None, "outside", ("leads outside the story's folder",)),
}


@pytest.fixture(scope="module")
def spoiled(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    shelf = tmp_path_factory.mktemp("shelf")
    stories.write(shelf)
    for name, (head, features, _) in CASES.items():
        text = features if isinstance(features, dict) else None
        path = stories.write(shelf, head, text, folder=name) / "features.geojson"
        if features == "huge":
            os.truncate(path, 50_000_000)
        elif features == "outside":
            lead_outside(path, tmp_path_factory.mktemp("outside"))
    stories.write(shelf, *shouting(), folder="shouting")
    stories.write(shelf, *endless(), folder="endless")
    return serve(shelf)


def lead_outside(path: Path, folder: Path) -> None:
    (folder / "other.geojson").write_text(json.dumps(stories.features()))
    path.unlink()
    path.symlink_to(folder / "other.geojson")


def shouting() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a sound story whose every text is code."""
    head, features = stories.head(), stories.features()
    head["title"] = head["summary"] = SCRIPT
    head["titles"] = {"fa": SCRIPT}
    head["source"] |= {"headline": SCRIPT, "publisher": SCRIPT, "place": SCRIPT, "rights": SCRIPT}
    for layer in head["layers"]:
        layer["title"] = SCRIPT
    for item in (*head["annotations"], *head["context"]):
        item["claim"] = item["said_by"] = SCRIPT
    for item in features["features"]:
        item["properties"] |= {"name": SCRIPT, "method": SCRIPT, "note": SCRIPT}
        item["properties"]["also_known_as"] = [{"text": SCRIPT, "by": SCRIPT}]
    return head, features


WORD = "Donaudampfschifffahrtsgesellschaft" * 8


def endless() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a sound story whose every text is one word without end."""
    head, features = stories.head(), stories.features()
    head |= {"title": WORD, "summary": WORD}
    head["source"] |= {"headline": WORD, "publisher": WORD, "rights": WORD}
    for item in (*head["layers"], *head["annotations"], *head["context"]):
        item["title" if "theme" in item else "claim"] = WORD
    for item in features["features"]:
        item["properties"] |= {"name": WORD, "note": WORD, "method": WORD}
    return head, features


@pytest.mark.parametrize("name", ["feature", "outside"])
def test_each_fault_is_one_sentence_that_names_the_record(
    page: Page, spoiled: Server, name: str
) -> None:
    page.goto(f"{spoiled.url}/?story={name}")
    told = page.locator(".st-key-problems")
    expect(told.get_by_role("heading")).to_have_text("This story cannot be opened yet")
    for words in CASES[name][2]:
        expect(told).to_contain_text(words)
    expect(told).to_contain_text("One thing is wrong")
    whole = page.locator("body").inner_text()
    for word in ("Traceback", "Error:", 'File "', ".py"):
        assert word not in whole


@pytest.mark.parametrize("name", CASES)
def test_documents_are_told_the_fault_too(spoiled: Server, name: str) -> None:
    answer = spoiled.get(f"/stories/{name}/bundle.json")
    assert answer.status == 422
    (problem,) = answer.json()["problems"]
    assert all(words in problem for words in CASES[name][2])


def test_document_itself_tells_the_fault_too(page: Page, spoiled: Server) -> None:
    page.goto(f"{spoiled.url}/stories/huge/embed")
    expect(page.get_by_role("alert")).to_contain_text(CASES["huge"][2][0])


def test_others_stay_usable_and_all_are_listed(page: Page, spoiled: Server) -> None:
    page.goto(f"{spoiled.url}/?story=toml")
    expect(page.locator(".st-key-problems")).to_be_visible()
    page.get_by_role("combobox", name="Story").click()
    expect(page.get_by_role("option")).to_have_count(len(CASES) + 3)
    expect(page.get_by_role("option", name="⚠ toml (cannot be opened)")).to_be_visible()
    page.get_by_role("option", name="A small story", exact=True).first.click()
    frame = document(page)
    expect(frame.get_by_role("heading", level=1)).to_have_text("A small story")
    page.wait_for_url("**/?story=small*")


def test_text_that_is_code_is_shown_and_never_run(page: Page, spoiled: Server) -> None:
    page.goto(f"{spoiled.url}/?story=shouting&at=A1")
    frame = document(page)
    expect(frame.get_by_role("heading", level=1)).to_contain_text("<script>alert('run')")
    expect(frame.locator("img[src=x]")).to_have_count(0)
    for name in ("Data", "Sources"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        expect(page.get_by_text("<script>alert('run')").first).to_be_visible()
        expect(page.locator("img[src=x]")).to_have_count(0)


def test_choosing_another_story_forgets_the_sight_of_the_one_before(
    page: Page, spoiled: Server
) -> None:
    page.goto(f"{spoiled.url}/?story=shouting&at=A1&c=10,50&z=9&layers=places")
    document(page)
    page.get_by_role("combobox", name="Story").click()
    page.get_by_role("option", name="A small story", exact=True).first.click()
    expect(document(page).get_by_role("heading", level=1)).to_have_text("A small story")
    page.wait_for_function("() => !new URLSearchParams(location.search).has('at')")
    assert "layers=" not in page.url


WIDE = """() => [...document.querySelectorAll(".st-key-reading *")]
    .filter((part) => !part.closest(".scroll, [data-testid=stDataFrame], [data-testid=stCode]")
        && part.getBoundingClientRect().right > window.innerWidth + 1)
    .map((part) => part.className)"""


def test_words_without_end_push_nothing_out_of_sight(page: Page, spoiled: Server) -> None:
    page.goto(f"{spoiled.url}/?story=endless")
    frame = document(page)
    expect(frame.locator("#title")).to_have_text(WORD)
    for part in ("#copy-link", "#tour-next", "#measure-toggle"):
        expect(frame.locator(part)).to_be_in_viewport(ratio=1)
    for path in ("data", "sources"):
        page.goto(f"{spoiled.url}/{path}?story=endless")
        expect(page.get_by_text("CC BY 4.0").last).to_be_visible()
        assert page.evaluate(WIDE) == []
