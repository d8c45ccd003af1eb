"""Show that stories survive saving, and that each fault of a folder is told in one sentence."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import StoryError
from geo.sources import DATA
from geo.story import CERTAINTIES, TONES, Shelf, Story, load, save
from geo.story.format.schema import schemas
from geo.text import unturned, writable
from tests import stories
from tests.stories import feature, point, polygon


def problems(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as caught:
        load(folder)
    return list(caught.value.problems)


def test_a_sound_story_loads(tmp_path: Path) -> None:
    story = load(stories.write(tmp_path))
    assert [item.id for item in story.annotations] == ["A1", "A2", "A3", "A4"]
    assert story.feature("lake").geometry.area > 0
    assert story.certainty_of(story.annotations[0]) == "exact"
    assert story.certainty_of(story.annotations[2]) == "indicative"
    assert story.certainty_of(story.annotations[3]) == "indicative"


def test_saving_replaces_files_whole(tmp_path: Path) -> None:
    story = load(stories.write(tmp_path))
    save(story, tmp_path / "copy" / "small")
    assert load(tmp_path / "copy" / "small") == story
    assert {path.name for path in (tmp_path / "copy" / "small").iterdir()} == {
        "story.toml",
        "features.geojson",
    }


def test_what_could_not_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stories.write(tmp_path)
    story = load(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    lost = story.model_copy(update={"features": story.features[1:]})
    with pytest.raises(StoryError, match=r"names feature '.+', which features.geojson does not"):
        save(lost, folder)
    limits = {"story.toml": 10_000_000, "features.geojson": 100}
    monkeypatch.setattr("geo.story.disk.files._MAX_BYTES", limits)
    with pytest.raises(StoryError, match=r"the limit is 0\.0001 MB; simplify"):
        save(story, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_story_is_saved_only_under_its_id(tmp_path: Path) -> None:
    story = load(stories.write(tmp_path))
    with pytest.raises(StoryError, match="'other'"):
        save(story, tmp_path / "other")


# --- one fault, one sentence ------------------------------------------------------------------

Spoil = Callable[[dict[str, Any], dict[str, Any]], object]


def properties(geojson: dict[str, Any], index: int) -> dict[str, Any]:
    found: dict[str, Any] = geojson["features"][index]["properties"]
    return found


FLOOD: Final = polygon((10.2, 50.1), (10.4, 50.1), (10.4, 50.2))


def collection(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(parts)}


def _turned_in_the_caucasus(geojson: dict[str, Any]) -> None:
    """Put a story between Türkiye and Iran, and a city near Baku the wrong way round."""
    places = {0: point(40.4, 49.9), 1: point(51.4, 35.7), 4: point(44.5, 40.2)}
    for index, geometry in places.items():
        geojson["features"][index]["geometry"] = geometry
    geojson["features"][2]["geometry"] = polygon((26, 36), (44, 36), (44, 42), (26, 42))
    geojson["features"][3]["geometry"] = polygon((44, 25), (63, 25), (63, 44), (44, 44))


FAULTS: dict[str, tuple[Spoil, str]] = {
    "wrong date": (
        lambda head, _: head["annotations"][1].update(date="late 2023"),
        "story.toml: annotation 2 ('A2'): date 'late 2023' is not a date",
    ),
    "missing feature": (
        lambda head, _: head["annotations"][0].update(features=["fisrt"]),
        "annotation 1 ('A1'): names feature 'fisrt', which features.geojson does not have; "
        "did you mean 'first'?",
    ),
    "swapped beyond the poles": (
        lambda _, geo: geo["features"][0].update(geometry=point(50.0, 110.0)),
        "feature 1 ('first'): latitude 110 lies outside -90 to 90; are lon and lat swapped?",
    ),
    "swapped within the world": (
        lambda _, geo: geo["features"][0].update(geometry=point(50.2, 10.5)),
        "feature 'first' lies 40° from the other features and would lie among them the other "
        "way round; are lon and lat swapped?",
    ),
    "swapped where longitudes and latitudes are alike": (
        lambda _, geo: _turned_in_the_caucasus(geo),
        "feature 'first' lies 6° from the other features and would lie among them the other "
        "way round; are lon and lat swapped?",
    ),
    "anchor swapped": (
        lambda _, geo: properties(geo, 2).update(anchor=[50.2, 10.5]),
        "feature 3 ('lake'): its anchor lies 40° away from it; are lon and lat swapped?",
    ),
    "number for text": (
        lambda head, _: head.update(title=7),
        "story.toml: title is 7; write it as text, in quotes",
    ),
    "word for a number": (
        lambda head, _: head["annotations"][0].update(paragraph="one"),
        "annotation 1 ('A1'): paragraph is 'one'; write a whole number",
    ),
    "word for a day": (
        lambda head, _: head.update(as_of="yesterday"),
        "story.toml: as_of is 'yesterday'; write a day such as",
    ),
    "no annotations": (
        lambda head, _: head.update(annotations=[]),
        "story.toml: annotations is []; write at least one",
    ),
    "text for a list": (
        lambda head, _: head.update(layers="places"),
        "story.toml: layers is 'places'; write a list",
    ),
    "text for a table": (
        lambda head, _: head.update(source="AFP"),
        "story.toml: source is 'AFP'; write a table of keys and values",
    ),
    "self-crossing polygon": (
        lambda _, geo: geo["features"][2].update(
            geometry=polygon((10, 50), (11, 51), (11, 50), (10, 51))
        ),
        "feature 3 ('lake'): its outline crosses itself at lon 10.5, lat 50.5",
    ),
    "polygon over the antimeridian": (
        lambda _, geo: geo["features"][2].update(
            geometry=polygon((179, 50), (-179, 50), (-179, 51), (179, 51))
        ),
        "feature 3 ('lake'): its outline crosses the antimeridian; split it in two",
    ),
    "point beyond the antimeridian": (
        lambda _, geo: geo["features"][0].update(geometry=point(181.0, 50.0)),
        "feature 1 ('first'): longitude 181 lies outside -180 to 180",
    ),
    "empty layer": (
        lambda head, _: head["layers"].append({"id": "void", "title": "Void", "theme": "place"}),
        "layer 6 ('void'): nothing is drawn in it",
    ),
    "empty geometry": (
        lambda _, geo: geo["features"][0].update(geometry={"type": "Polygon", "coordinates": []}),
        "feature 1 ('first'): its geometry is empty",
    ),
    "no geometry": (
        lambda _, geo: geo["features"][0].update(geometry=None),
        "feature 1 ('first'): it has no geometry",
    ),
    "nonsense geometry": (
        lambda _, geo: geo["features"][0].update(geometry={"type": "Point", "coordinates": "x"}),
        "feature 1 ('first'): it has a geometry of type 'Point' that cannot be read",
    ),
    "misspelt key": (
        lambda head, _: head["annotations"][0].update(paragaph=1),
        "annotation 1 ('A1'): key 'paragaph' is unknown; did you mean 'paragraph'?",
    ),
    "misspelt word": (
        lambda head, _: head["annotations"][0].update(tone="tense"),
        "annotation 1 ('A1'): tone 'tense' is not one of tension, thaw, neutral",
    ),
    "missing key": (
        lambda head, _: head["annotations"][0].pop("said_by"),
        "annotation 1 ('A1'): it has no 'said_by'; add it",
    ),
    "missing paragraph": (
        lambda head, _: head["annotations"][3].update(paragraph=5),
        "annotation 4 ('A4'): paragraph 5 does not exist: the article has 4",
    ),
    "no mark": (
        lambda head, _: head["annotations"][0].pop("features"),
        "annotation 1 ('A1'): it has no mark",
    ),
    "a name twice": (
        lambda head, _: head["annotations"][0].update(also_named=["Mudford", "Mudford"]),
        "annotation 1 ('A1'): it has a name twice in also_named",
    ),
    "unknown layer": (
        lambda _, geo: properties(geo, 0).update(layer="place"),
        "feature 1 ('first'): names layer 'place', which story.toml does not have; "
        "did you mean 'places'?",
    ),
    "unknown source": (
        lambda _, geo: properties(geo, 0).update(source="dateline-recipe"),
        "feature 1 ('first'): names source 'dateline-recipe', which sources.toml does not have; "
        "did you mean 'dateline-recipes'?",
    ),
    "twice the same id": (
        lambda _, geo: properties(geo, 1).update(id="first"),
        "feature id 'first' stands 2 times",
    ),
    "path as id": (
        lambda head, _: head["annotations"][0].update(features=["../../secret"]),
        "may hold only ASCII letters, digits",
    ),
    "script as address": (
        lambda head, _: head["source"].update(url="javascript:alert(1)"),
        "an address begins with https:// or http://",
    ),
    "blank claim": (
        lambda head, _: head["annotations"][0].update(claim="  "),
        "annotation 1 ('A1'): claim '  ' is blank",
    ),
    "relation to itself": (
        lambda head, _: head["annotations"][2]["relation"].update(to="first"),
        "a relation ties two features, and both ends are 'first'",
    ),
    "tie of two that stand at one place": (
        lambda _, geo: geo["features"][1].update(geometry=point(10.0, 50.0)),
        "statement 'A3' ties 'first' and 'second', which stand at one place",
    ),
    "collection of several kinds": (
        lambda _, geo: geo["features"][2].update(
            geometry=collection(point(10.2, 50.1), collection(FLOOD))
        ),
        "feature 3 ('lake'): its geometry is a collection of several kinds (Point, Polygon)",
    ),
    "other crs": (
        lambda _, geo: geo.update(crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
        "features.geojson: its crs is not EPSG:4326",
    ),
    "another id than the folder's": (
        lambda head, _: head.update(id="Other"),
        "id 'Other' is not the folder's name 'small'",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_clear_sentence(name: str, tmp_path: Path) -> None:
    spoil, sentence = FAULTS[name]
    head, geojson = stories.head(), stories.features()
    spoil(head, geojson)
    written = stories.write(tmp_path, head, geojson)
    found = problems(written.rename(tmp_path / "small"))
    assert any(sentence in text for text in found), found
    assert all("\n" not in text and "Traceback" not in text for text in found)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    head, geojson = stories.head(), stories.features()
    for name in ("wrong date", "misspelt key", "self-crossing polygon", "unknown source"):
        FAULTS[name][0](head, geojson)
    found = "\n".join(problems(stories.write(tmp_path, head, geojson)))
    for words in ("late 2023", "paragaph", "crosses itself", "dateline-recipe'"):
        assert words in found


@pytest.mark.parametrize(
    ("toml", "geojson", "sentence"),
    [
        ("id = [", None, "story.toml is not TOML"),
        (None, "{", "features.geojson is not GeoJSON: line 1, column 2 cannot be read; mend"),
        (None, "[" * 100_000, "not GeoJSON: too many brackets in brackets; mend"),
        (None, '{"type": "FeatureCollection", "features": [NaN]}', "NaN is not a coordinate"),
        (None, '{"type": "Feature"}', "features.geojson is no FeatureCollection"),
        (None, '{"type": "FeatureCollection", "features": [1]}', "feature 1 has no properties"),
    ],
)
def test_broken_files(toml: str | None, geojson: str | None, sentence: str, tmp_path: Path) -> None:
    found = problems(stories.write(tmp_path, toml, geojson))
    assert any(sentence in text for text in found), found


@pytest.mark.parametrize(
    ("toml", "said", "do"),
    [
        ("\nsummary = Two boats", "line 2 (summary = Two boats) has no value that can be read",
         "put text between double quotation marks"),
        ("title = ‘The boats’", "line 1 (title = ‘The boats’) has no value", "use straight"),
        ('a = 1\nclaim = "The boats\nb = 2', "line 2 (claim = \"The boats) begins", "close"),
        ('a = 1\nb = """The boats\n\nc = 2\n', 'line 2 (b = """The boats) begins a text',
         'close the text with """'),
        ("as_of = 2025-02-30", "line 1 (as_of = 2025-02-30) names no day", "write days as"),
        ("as_of = 30/04/2025", "line 1 (as_of = 30/04/2025) names no day", "write days as"),
        ("language: en", "line 1 (language: en) has no = behind", "write = in place of the colon"),
        ("id = 'boats'\nid = 'oars'\n", "line 2 (id = 'oars') gives a value to a name", "once"),
        ("[source]\n[source]\n", "line 2 ([source]) opens a part that was opened before", "once"),
        ("[[layers]\n", "line 1 ([[layers]) opens a part whose brackets", "[[layers]]"),
        ("x = [1, 2\ny = 3\n", "line 2 (y = 3) is reached before a list has ended", "with ]"),
        ('x = "C:\\Boats"', "line 1 (x = \"C:\\Boats\") has a backslash", "write it twice"),
        ('x = "The "Ada" sank"', "goes on behind its value", "one name and value a line"),
    ],
)  # fmt: skip
def test_a_fault_of_toml_is_one_sentence_with_its_line(
    toml: str, said: str, do: str, tmp_path: Path
) -> None:
    (found,) = (one for one in problems(stories.write(tmp_path, toml, None)) if "TOML" in one)
    assert f"story.toml is not TOML: {said}" in found or said in found
    assert do in found and "\n" not in found
    for own in ("Invalid", "Unterminated", "Expected", "Cannot", "at line", "document"):
        assert own not in found


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ((point(10.2, 50.1), point(10.3, 50.2)), "MultiPoint"),
        ((collection(FLOOD), FLOOD), "Polygon"),
        ((FLOOD, polygon((11, 50), (12, 50), (12, 51))), "MultiPolygon"),
    ],
)
def test_a_collection_of_one_kind_is_that_kind(
    parts: tuple[dict[str, Any], ...], kind: str, tmp_path: Path
) -> None:
    geojson = stories.features()
    geojson["features"][2]["geometry"] = collection(*parts)
    story = load(stories.write(tmp_path, None, geojson))
    assert story.feature("lake").geometry.geom_type == kind


def test_windows_editors_may_save_a_story(tmp_path: Path) -> None:
    """They begin a file with a byte order mark and end its lines with two characters."""
    folder = stories.write(tmp_path)
    before = load(folder)
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder) == before


def test_a_land_around_a_pole_is_sound(tmp_path: Path) -> None:
    geojson = stories.features()
    coast = [(lon, -70.0) for lon in range(-180, 181, 30)]
    geojson["features"][2]["geometry"] = polygon(*coast, (180, -90), (-180, -90))
    load(stories.write(tmp_path, geojson=geojson))


def test_faulty_annotations_are_not_also_too_few(tmp_path: Path) -> None:
    head = stories.head()
    for item in head["annotations"]:
        item["tone"] = "tense"
    assert len(problems(stories.write(tmp_path, head))) == len(head["annotations"])


def test_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    found = problems(tmp_path / "bare")
    assert any("story.toml is missing" in text for text in found)
    assert any("features.geojson is missing" in text for text in found)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = stories.write(tmp_path)
    with (folder / "features.geojson").open("wb") as file:
        file.truncate(50_000_000)
    assert problems(folder) == [
        "features.geojson has 50 MB and the limit is 20 MB; simplify its geometry"
    ]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.geojson"
    outside.write_text(json.dumps(stories.features()))
    folder = stories.write(tmp_path / "shelf")
    (folder / "features.geojson").unlink()
    (folder / "features.geojson").symlink_to(outside)
    assert any("leads outside the story's folder" in text for text in problems(folder))


# --- the shelf --------------------------------------------------------------------------------


def test_a_broken_story_leaves_the_others_usable(tmp_path: Path) -> None:
    stories.write(tmp_path)
    stories.write(tmp_path, "id = [", folder="broken")
    shelf = Shelf(tmp_path)
    assert [entry.id for entry in shelf.entries()] == ["broken", "small"]
    assert shelf.story("small").id == "small"
    with pytest.raises(StoryError, match="not TOML"):
        shelf.story("broken")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    stories.write(tmp_path)
    shelf = Shelf(tmp_path)
    before = shelf.entry("small")
    assert shelf.entry("small") is before
    stories.write(tmp_path, {**stories.head(), "title": "Another title altogether"})
    assert shelf.story("small").title == "Another title altogether"


@pytest.mark.parametrize("name", ["../small", "small/", "", ".", "nothing", "/etc"])
def test_only_names_on_the_shelf_are_stories(name: str, tmp_path: Path) -> None:
    stories.write(tmp_path / "shelf")
    with pytest.raises(StoryError, match="no such story"):
        Shelf(tmp_path / "shelf").story(name)


# --- by property ------------------------------------------------------------------------------

# TOML and JSON hold every character but lone surrogates; a claim must say something.
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
    lambda text: writable(unturned(text)).strip()
)
SLUG = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)
LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


@st.composite
def any_story(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    ids = draw(st.lists(SLUG, min_size=1, max_size=4, unique=True))
    geojson = {
        "type": "FeatureCollection",
        "features": [
            feature(
                name,
                "places",
                point(draw(LON), draw(LAT)),
                name=draw(TEXT),
                names=draw(st.dictionaries(st.sampled_from(["fa", "az", "hy"]), TEXT)),
                also_known_as=[{"text": draw(TEXT), "by": draw(TEXT)}],
                certainty=draw(st.sampled_from(CERTAINTIES)),
                note=draw(TEXT),
                position_checked=True,
            )
            for name in ids
        ],
    }
    head = stories.head()
    head["layers"] = [{"id": "places", "title": draw(TEXT), "theme": "place"}]
    head["context"] = []
    head["title"], head["summary"] = draw(TEXT), draw(TEXT)
    head["annotations"] = [
        {
            "id": f"A{number}",
            "features": [name],
            "paragraph": draw(st.integers(0, 4)),
            "date": draw(st.dates().map(str) | st.just("unknown") | st.just("2023-01~")),
            "claim": draw(TEXT),
            "said_by": draw(TEXT),
            "tone": draw(st.sampled_from(TONES)),
        }
        for number, name in enumerate(ids)
    ]
    return head, geojson


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_story())
def test_any_story_survives_save_and_load_unchanged(
    tmp_path: Path, made: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    story = load(stories.write(tmp_path / "first", *made))
    save(story, tmp_path / "second" / "small")
    again = load(tmp_path / "second" / "small")
    assert again == story
    save(again, tmp_path / "third" / "small")
    for name in ("story.toml", "features.geojson"):
        second, third = (tmp_path / part / "small" / name for part in ("second", "third"))
        assert second.read_bytes() == third.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_are_a_story_or_are_refused(tmp_path: Path, toml: bytes, geo: bytes) -> None:
    folder = tmp_path / "small"
    folder.mkdir(exist_ok=True)
    (folder / "story.toml").write_bytes(toml)
    (folder / "features.geojson").write_bytes(geo)
    assert problems(folder)


# --- the schemas ------------------------------------------------------------------------------


def test_the_committed_schemas_are_those_of_the_models() -> None:
    for name, schema in schemas().items():
        committed = json.loads((DATA / "schema" / name).read_text(encoding="utf-8"))
        assert committed == json.loads(json.dumps(schema)), "run: python -m geo schema"


def test_the_schemas_accept_a_sound_story_and_refuse_a_spoiled_one() -> None:
    wanted = schemas()
    jsonschema.validate(stories.head(), wanted["story.schema.json"])
    jsonschema.validate(stories.features(), wanted["features.schema.json"])
    spoiled = stories.head()
    spoiled["annotations"][0]["tone"] = "tense"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoiled, wanted["story.schema.json"])


def test_a_story_is_read_once_however_many_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.write(tmp_path)
    reads = []

    def slow(folder: Path) -> Story:
        reads.append(folder.name)
        everyone.wait(0.2)  # whoever else would read has the time to begin
        return load(folder)

    everyone = threading.Event()
    monkeypatch.setattr("geo.story.shelf.load", slow)
    shelf = Shelf(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shelf.story, ["small"] * 4))
    assert reads == ["small"]
    assert all(story is found[0] for story in found)
