"""Ask the running server which pictures there can be, and what one is called."""

from __future__ import annotations

import json

from geo.film import FILM_FORMATS
from geo.film.script import MOST_PIXELS
from geo.printmap import FORMATS, PRESETS
from geo.story.format.models import CERTAINTIES
from tests.serving import ROOT, Server

STORY = "iran-azerbaijan-2025"


def test_a_picture_of_free_size_is_called_by_it(server: Server) -> None:
    answer = server.get(f"/stories/{STORY}/map.svg?width=900&height=640&lang=fa")
    assert f'filename="{STORY}-900x640-fa.svg"' in answer.header("content-disposition")


def test_pictures_of_one_story_have_names_of_their_own(server: Server) -> None:
    answer = server.get(f"/stories/{STORY}/map.png?preset=square&theme=grey&at=S10&lang=fa")
    assert f'filename="{STORY}-square-S10-grey-fa.png"' in answer.header("content-disposition")


def test_each_has_its_name_in_the_panel_and_each_certainty_its_words() -> None:
    wanted = {f"preset.{name}" for name in PRESETS}
    for certainty in CERTAINTIES:
        name = f"certainty.{certainty}"
        wanted |= {name, f"{name}.meaning"}
        if certainty != CERTAINTIES[0]:
            wanted.add(f"drawn.{certainty}")
    for path in (ROOT / "static" / "i18n").glob("*.json"):
        assert wanted <= json.loads(path.read_text(encoding="utf-8")).keys(), path.name


def test_what_can_be_drawn_has_an_address(server: Server) -> None:
    said = server.get("/presets").json()
    assert {one["id"]: tuple(one["pixels"]) for one in said["presets"]} == {
        name: page.pixels for name, page in PRESETS.items()
    }
    assert [one["id"] for one in said["formats"]] == list(FORMATS)
    assert [one["id"] for one in said["films"]["formats"]] == list(FILM_FORMATS)
    assert said["films"]["pixels"] == MOST_PIXELS
    assert said["themes"] == ["light", "dark", "grey"]
    least, most = said["limits"]["side"]
    for side, status in ((most, 200), (most + 1, 400), (least - 1, 400)):
        found = server.get(f"/stories/{STORY}/map.json?width={side:g}&height=900&dpi=36")
        assert found.status == status
    assert server.get("/presets?x=1").status == 400
