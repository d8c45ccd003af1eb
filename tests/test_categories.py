"""A story's own categories: their look, their legend, what is wrong with them, a draft's."""

from __future__ import annotations

import copy
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.basemap.style import palette
from geo.draft.model import Draft, check
from geo.draft.publishing import story_of
from geo.errors import StoryError
from geo.layers import MapSpec, build_map
from geo.options import View
from geo.options.page import PRESETS
from geo.printmap import lay_out
from geo.printmap.canvas.sheet import Fill, Text
from geo.story import CERTAINTIES, load, save
from geo.style import (
    HUES,
    PICTOGRAMS,
    SYMBOL_SHARE,
    THEMES,
    Hue,
    Pictogram,
    Theme,
    colour_of,
    path_of,
    pictogram,
    style_for,
)
from geo.webmap.bundle import story_bundle
from tests import drafts, stories
from tests.test_style import EYES, contrast, form, lab

FLOODED = {"id": "flooded", "title": "Flooded", "colour": "blue", "symbol": "flood"}
CAMPS = {"id": "camps", "title": "Camps", "titles": {"fa": "اردوگاه‌ها"}, "colour": "green"}


def story(folder: Path, *categories: dict[str, Any], **worn: str) -> Path:
    """Write a story of which some features, by their ids, have a category."""
    features = copy.deepcopy(stories.FEATURES)
    for feature in features["features"]:
        if found := worn.get(feature["properties"]["id"]):
            feature["properties"]["category"] = found
    return stories.write(folder, {**stories.HEAD, "categories": [*categories]}, features)


def legend_words(spec: MapSpec, preset: str = "article") -> list[str]:
    sheet = lay_out(spec, PRESETS[preset])
    boxes = [placed.box for placed in sheet.of("legend")]
    texts = [item for item in sheet.items if isinstance(item, Text)]
    return [
        text.text
        for text in texts
        if any(box.top <= text.y <= box.bottom and box.left <= text.x <= box.right for box in boxes)
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_hues_are_seen_on_land_and_water_and_keep_apart_for_every_eye(theme: Theme) -> None:
    """On grey paper, where six greys would not, symbols tell them apart."""
    for hue in HUES:
        for ground in (palette(theme).land, palette(theme).water):
            assert contrast(colour_of(hue, theme), ground) >= 3, (hue, "WCAG 1.4.11")
    if theme == "grey":
        return
    for eye, (one, two) in itertools.product(EYES, itertools.combinations(HUES, 2)):
        pair = [lab(colour_of(hue, theme), eye) for hue in (one, two)]
        assert sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 >= 13, (eye, one, two)


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_a_symbol_is_sound_fits_its_disc_and_is_no_other_s(name: Pictogram) -> None:
    shape = pictogram(name)
    assert shape.is_valid and shape.area > 0.5
    assert shapely.Point(0, 0).buffer(1.01, quad_segs=32).covers(shape)
    assert path_of(name).count("Z") == len(
        [*shapely.get_parts(shapely.get_rings(shapely.get_parts(shape)))]
    )
    for other in PICTOGRAMS:
        if other != name:
            both = shape.intersection(pictogram(other)).area / shape.union(pictogram(other)).area
            assert both < 0.8, other


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_a_category_s_colour_wins_and_certainty_keeps_its_form(theme: Theme, hue: Hue) -> None:
    colour = colour_of(hue, theme)
    for certainty, prominence in itertools.product(CERTAINTIES, ("main", "also")):
        how = {"certainty": certainty, "theme": theme, "prominence": prominence}
        for kind in ("point", "line", "polygon"):
            worn = style_for("place", kind=kind, hue=hue, **how)  # type: ignore[arg-type]
            assert form(worn) == form(style_for("place", kind=kind, **how))  # type: ignore[arg-type]
            found = worn.stroke, worn.fill, worn.hatch and worn.hatch.colour
            assert colour in found, (kind, certainty)
        symbolled = style_for("place", kind="point", hue=hue, symbol="fire", **how)  # type: ignore[arg-type]
        assert form(symbolled) == form(style_for("place", kind="point", **how))  # type: ignore[arg-type]
        under = symbolled.fill or "#ffffff"
        assert symbolled.symbol_colour and contrast(symbolled.symbol_colour, under) >= 3


def test_the_symbol_is_drawn_in_the_disc_on_paper_and_sent_to_the_screen(tmp_path: Path) -> None:
    made = load(story(tmp_path, FLOODED, CAMPS, first="flooded", second="camps"))
    spec = build_map(made)
    (cls,) = [one for layer in spec.layers for one in layer.classes if one.category == "flooded"]
    assert cls.style.symbol == "flood"
    sheet = lay_out(spec, PRESETS["article"])
    size = SYMBOL_SHARE * cls.style.radius_px
    area = pictogram("flood").area * size**2
    on_map = [
        item
        for item in sheet.items
        if isinstance(item, Fill) and item.colour == cls.style.symbol_colour
        and abs(item.shape.area - area) < 0.01
    ]  # fmt: skip
    assert len(on_map) == 1
    bundle = story_bundle(made)
    assert bundle["symbols"] == {"flood": path_of("flood")}
    assert [one["id"] for one in bundle["categories"]] == ["flooded", "camps"]
    sent = [one for layer in bundle["layers"] for one in layer["classes"] if one["category"]]
    assert {one["category"]: one["style"]["light"]["symbol"] for one in sent} == {
        "flooded": "flood", "camps": None,
    }  # fmt: skip


def test_the_legend_tells_each_category_once_in_their_order_and_the_page_s_language(
    tmp_path: Path,
) -> None:
    made = load(story(tmp_path, FLOODED, CAMPS, second="camps", lake="flooded", first="flooded"))
    words = legend_words(build_map(made))
    assert words[:2] == ["Flooded", "Camps"] and words.count("Flooded") == 1
    assert "Areas" not in words, "its one area is told of by its category"
    assert "اردوگاه‌ها" in legend_words(build_map(made, View(language="fa")))


def test_what_has_no_category_is_told_by_its_layer_still(tmp_path: Path) -> None:
    plain = legend_words(build_map(load(stories.write(tmp_path / "a"))))
    some = legend_words(build_map(load(story(tmp_path / "b", FLOODED, first="flooded"))))
    assert some == ["Flooded", *plain]


def test_what_is_wrong_with_categories_is_told_all_at_once(tmp_path: Path) -> None:
    odd = {"id": "odd", "title": "Odd", "colour": "pink", "symbol": "duck"}
    with pytest.raises(StoryError) as caught:
        load(story(tmp_path, FLOODED, FLOODED, odd, first="floded"))
    told = "\n".join(caught.value.problems)
    assert "did you mean 'flooded'" in told
    assert "colour" in told and "symbol" in told


def test_a_draft_s_marks_get_their_category_and_name(tmp_path: Path) -> None:
    record = drafts.confirmed()
    record["categories"] = [FLOODED, {**CAMPS, "id": "unused"}]
    record["marks"] = [
        {"of": "place 587084", "name": "Baku, the capital", "category": "flooded"},
        {"of": "place 1", "category": "flooded"},
    ]
    draft = Draft.model_validate(record)
    assert not list(check(draft))
    made = story_of(draft)
    baku = next(feature for feature in made.features if feature.geonameid == 587084)
    assert (baku.name, baku.category) == ("Baku, the capital", "flooded")
    assert [one.id for one in made.categories] == ["flooded"]
    save(made, tmp_path / made.id)
    assert load(tmp_path / made.id).categories == made.categories
    again = json.loads(draft.model_dump_json(exclude_defaults=True))
    assert Draft.model_validate(again) == draft


def test_a_draft_that_names_a_category_it_does_not_have_is_refused() -> None:
    record = {**drafts.draft(), "categories": [FLOODED, FLOODED]}
    record["marks"] = [{"of": "place 587084", "category": "floded"}]
    told = "\n".join(check(Draft.model_validate(record)))
    assert "there is no category" in told and "did you mean 'flooded'" in told
    assert "stands twice" in told
