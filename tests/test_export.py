"""Write stories as files, and open them again with the programs' own library (GDAL)."""

from __future__ import annotations

import copy
import csv
import io
import json
import sqlite3
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import RequestError
from geo.export import FORMATS, export_story, sheet_of
from geo.export.rows import MarkRow, StatementRow
from geo.export.table import safe
from geo.layers import build_map
from geo.story import Story, load
from geo.story.format.models import CERTAINTIES
from geo.style import Style
from tests import stories
from tests.conftest import MakeStory

FIRST = Path(__file__).resolve().parent.parent / "data" / "stories" / "iran-azerbaijan-2025"
NASTY = '=HYPERLINK("x") <script>alert(\'1\')</script> & "quoted" \u200fabc سلام'


@pytest.fixture(scope="module")
def first() -> Story:
    return load(FIRST)


@pytest.fixture
def nasty(make_story: MakeStory) -> Story:
    """A story whose every free text tries to be markup, a formula or a control."""
    head, features = stories.head(), stories.features()
    head["title"] = head["summary"] = NASTY
    for layer in head["layers"]:
        layer["title"] = NASTY
    for item in head["annotations"]:
        item["claim"] = item["said_by"] = NASTY
    for item in features["features"]:
        item["properties"] |= {"name": NASTY, "method": NASTY, "note": f"a\u0001b{NASTY}"}
    return load(make_story(head, features))


def opened(story: Story, name: str, tmp_path: Path) -> Path:
    path = tmp_path / f"out.{name}"
    path.write_bytes(export_story(story, name))
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_same_story_gives_same_bytes(first: Story, name: str) -> None:
    assert export_story(first, name) == export_story(load(FIRST), name)


@pytest.mark.parametrize("name", FORMATS)
def test_licence_and_credit_are_inside(first: Story, name: str) -> None:
    data = export_story(first, name)
    text = data.decode("utf-8", errors="replace")
    assert "ODbL" in text
    assert "© OpenStreetMap contributors" in text
    assert "CC-BY-4.0" in text


def test_geojson_opens_in_gdal_with_all_marks(first: Story, tmp_path: Path) -> None:
    frame = pyogrio.read_dataframe(opened(first, "geojson", tmp_path))
    sheet = sheet_of(first)
    assert list(frame["id"]) == [mark.id for mark in sheet.marks]
    assert frame.crs == "EPSG:4326"
    for column in ("certainty", "status", "licence", "attribution", "method"):
        assert frame[column].notna().all(), column


def test_geojson_carries_each_statement(first: Story) -> None:
    found = json.loads(export_story(first, "geojson"))
    told = {item["id"] for f in found["features"] for item in f["properties"]["statements"]}
    assert told == {item.id for item in first.statements}
    assert found["state_of"] == "2025-04-28"
    assert "bbox" not in found or len(found["bbox"]) == 4


@pytest.fixture
def named(make_story: MakeStory) -> Story:
    """A story with names that have no place."""
    return load(make_story(stories.head_with_names()))


def test_names_without_a_place_are_in_every_format(named: Story, tmp_path: Path) -> None:
    collection = json.loads(export_story(named, "geojson"))
    told = {
        one["id"]: one
        for feature in collection["features"]
        for one in feature["properties"]["statements"]
    }
    assert told["A1"]["also_named"] == ["Mudford Camp", "Nether Vale"]
    (alone,) = collection["statements"]
    assert (alone["id"], alone["also_named"], alone["certainty"]) == ("A5", ["Old Ferry"], None)
    rows = list(csv.DictReader(io.StringIO(export_story(named, "csv").decode("utf-8-sig"))))
    by_id = {row["statement"]: row for row in rows}
    assert by_id["A1"]["also_named"] == "Mudford Camp; Nether Vale"
    assert by_id["A5"]["claim"] == "Nobody has crossed since the storm."
    assert (by_id["A5"]["also_named"], by_id["A5"]["mark"]) == ("Old Ferry", "")
    path = opened(named, "gpkg", tmp_path)
    table = pyogrio.read_dataframe(path, layer="statements").set_index("id")
    assert table["also_named"]["A1"] == "Mudford Camp; Nether Vale"
    assert table["also_named"]["A5"] == "Old Ferry"
    kml = export_story(named, "kml").decode()
    assert "also named: Mudford Camp, Nether Vale; not placed" in kml
    assert "Nobody has crossed since the storm. (also named: Old Ferry; not placed)" in kml
    assert ElementTree.fromstring(kml) is not None


def test_a_layer_alone_has_no_statement_of_no_layer(named: Story) -> None:
    found = json.loads(export_story(named, "geojson", layers=["routes"]))
    assert "statements" not in found


def test_geopackage_has_a_table_for_each_layer(first: Story, tmp_path: Path) -> None:
    path = opened(first, "gpkg", tmp_path)
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == [layer.id for layer in first.layers] + [
        "statements",
        "statement_marks",
        "sources",
        "about",
        "layer_styles",
    ]
    sheet = sheet_of(first)
    for layer in first.layers:
        frame = pyogrio.read_dataframe(path, layer=layer.id)
        marks = [mark for mark in sheet.marks if mark.layer == layer.id]
        assert list(frame["id"]) == [mark.id for mark in marks]
        assert frame.crs == "EPSG:4326"
        assert frame.geometry.is_valid.all()
        for ours, theirs in zip(marks, frame.geometry, strict=True):
            assert ours.geometry.equals_exact(theirs, 1e-9)
    statements = pyogrio.read_dataframe(path, layer="statements")
    assert list(statements["id"]) == [item.id for item in first.statements]
    about = pyogrio.read_dataframe(path, layer="about").set_index("key")["value"]
    assert "ODbL" in about["licence"]


def test_geopackage_bears_the_storys_own_day(first: Story, tmp_path: Path) -> None:
    path = opened(first, "gpkg", tmp_path)
    connection = sqlite3.connect(path)
    try:
        days = {row[0] for row in connection.execute("SELECT last_change FROM gpkg_contents")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()
    assert days == {"2025-04-28T00:00:00.000Z"}


def test_geopackage_takes_any_layer_id(make_story: MakeStory, tmp_path: Path) -> None:
    head, features = stories.head(), stories.features()
    ids = {"areas": "statements", "routes": "About", "places": "gpkg_contents", "ties": "TIES"}
    ids["background"] = "ties"
    for layer in head["layers"]:
        layer["id"] = ids[layer["id"]]
    head["annotations"][2]["relation"]["layer"] = "TIES"
    for item in features["features"]:
        item["properties"]["layer"] = ids[item["properties"]["layer"]]
    path = opened(load(make_story(head, features)), "gpkg", tmp_path)
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert names > {"layer_statements", "layer_About", "layer_gpkg_contents", "TIES", "layer_ties"}


def sheets_of_style(path: Path) -> dict[str, ElementTree.Element]:
    """Return each layer's style as GDAL reads it from the table where QGIS looks."""
    table = pyogrio.read_dataframe(path, layer="layer_styles")
    return {row.f_table_name: ElementTree.fromstring(row.styleQML) for row in table.itertuples()}


def test_geopackage_has_the_table_in_which_qgis_looks_for_styles(
    first: Story, tmp_path: Path
) -> None:
    path = opened(first, "gpkg", tmp_path)
    table = pyogrio.read_dataframe(path, layer="layer_styles")
    assert list(table.columns) == [
        "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
        "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
    ]  # fmt: skip
    assert list(table["f_table_name"]) == [layer.id for layer in first.layers]
    assert table["useAsDefault"].all()
    assert table["useAsDefault"].dtype == bool
    assert set(table["f_table_schema"]) == {""}  # QGIS asks for the empty text, not for nothing
    connection = sqlite3.connect(path)
    try:
        columns = dict(
            connection.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
        )
        keys = [row for row in connection.execute("PRAGMA table_info(layer_styles)") if row[5]]
    finally:
        connection.close()
    assert dict(zip(table["f_table_name"], table["f_geometry_column"], strict=True)) == columns
    assert [key[1] for key in keys] == ["id"]


def options(part: ElementTree.Element) -> dict[str, str]:
    return {o.get("name", ""): o.get("value", "") for o in part.findall("Option/Option")}


def rgba(colour: str, opacity: float) -> str:
    red, green, blue = bytes.fromhex(colour[1:])
    return f"{red},{green},{blue},{round(opacity * 255)}"


def test_a_directed_tie_has_one_arrow_in_every_qgis(first: Story, tmp_path: Path) -> None:
    """Where it stands is said in two ways; QGIS takes the one it does not know for all along."""
    style = sheets_of_style(opened(first, "gpkg", tmp_path))["ties"]
    lines = [part for part in style.iter("layer") if part.get("class") == "MarkerLine"]
    assert lines
    for line in lines:
        told = options(line)
        assert (told["placement"], told["placements"]) == ("lastvertex", "LastVertex")
        (head,) = line.iterfind("symbol/layer")
        assert float(options(head)["offset"].split(",")[0]) < 0  # before the mark, not under it


def test_styles_of_qgis_are_those_of_the_map(first: Story, tmp_path: Path) -> None:
    path = opened(first, "gpkg", tmp_path)
    sheets = sheets_of_style(path)
    types = {"point": "marker", "line": "line", "polygon": "fill"}
    for layer in build_map(first).layers:
        rules = sheets[layer.id].findall("renderer-v2/rules/rule")
        symbols = {s.get("name"): s for s in sheets[layer.id].findall("renderer-v2/symbols/symbol")}
        marks = pyogrio.read_dataframe(path, layer=layer.id)
        for legend in layer.classes:
            mine = [r for r in rules if f"'{legend.id}'" in r.get("filter", "")]
            main = ", main" if legend.prominence == "main" else ""
            assert {rule.get("label") for rule in mine} == {legend.label + main}
            assert legend.id in set(marks["class"])
            for rule in mine:
                symbol = symbols[rule.get("symbol")]
                assert symbol.get("type") == types[legend.kind]
                assert same_look(symbol, legend.style), (layer.id, legend.id)
        assert len(symbols) == len(rules)
        for mark in marks.to_dict("records"):
            found = [r for r in rules if matches(r.get("filter", ""), mark)]
            assert len(found) == 1, mark["id"]


def matches(expression: str, mark: dict[str, Any]) -> bool:
    """Say whether a rule takes a mark; its expression is as SQLite would read it."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute('CREATE TABLE mark ("class", "directed")')
        connection.execute("INSERT INTO mark VALUES (?, ?)", (mark["class"], mark["directed"]))
        return bool(
            connection.execute(f"SELECT count(*) FROM mark WHERE {expression}").fetchone()[0]
        )
    finally:
        connection.close()


def same_look(symbol: ElementTree.Element, style: Style) -> bool:
    """Compare colours, widths, dashes and hatches of a symbol with the neutral style."""
    parts = [(part.get("class"), options(part)) for part in symbol.findall("layer")]
    mm = 25.4 / 96
    lines = [o for kind, o in parts if kind == "SimpleLine"]
    if style.shape == "name":  # what is in the data is seen, though QGIS writes no names
        return [kind for kind, _ in parts] == ["SimpleMarker"]
    if style.radius_px:
        disc = next(o for kind, o in parts if kind == "SimpleMarker" and o["outline_style"] != "no")
        assert float(disc["size"]) == pytest.approx(2 * style.radius_px * mm, rel=1e-3)
        assert (disc["outline_style"] == "dash") == bool(style.dash_px)
        return style.shape == "half" or disc["color"] == rgba(style.fill or "", style.fill_opacity)
    if style.hatch:
        angles = [float(o["angle"]) for kind, o in parts if kind == "LinePatternFill"]
        assert angles == [(90 - angle) % 180 for angle in style.hatch.angles_deg]
    if style.soft_edge_px and style.fill:
        return parts[0][1]["gradient_color2"] == rgba(style.fill, style.fill_opacity)
    assert lines[-1]["line_color"] == rgba(style.stroke or "", style.stroke_opacity)
    assert float(lines[-1]["line_width"]) == pytest.approx(style.stroke_width_px * mm, rel=1e-3)
    dashes = [float(length) for length in lines[-1].get("customdash", "").split(";") if length]
    assert dashes == pytest.approx([length * mm for length in style.dash_px], rel=1e-3)
    return len(lines) == 1 + bool(style.casing) + bool(style.soft_edge_px)


def test_every_certainty_and_kind_has_a_sheet_of_style(
    make_story: MakeStory, tmp_path: Path
) -> None:
    head, found = stories.head(), stories.features()
    shapes = [item["geometry"] for item in found["features"][:4]]
    for kind, geometry in (("p", shapes[0]), ("l", shapes[3]), ("a", shapes[2])):
        for certainty in CERTAINTIES:
            for layer in ("areas", "background"):
                found["features"].append(
                    stories.feature(f"{kind}-{certainty}-{layer}", layer, geometry,
                                    certainty=certainty, status="proposed")
                )  # fmt: skip
    for item in found["features"]:
        if item["properties"]["id"][1] == "-":
            head["annotations"][0]["features"].append(item["properties"]["id"])
    story = load(make_story(head, found))
    path = opened(story, "gpkg", tmp_path)
    sheets = sheets_of_style(path)
    for layer in build_map(story).layers:
        assert {layer.id} <= set(sheets)
        for legend, symbol in zip(
            layer.classes, sheets[layer.id].findall("renderer-v2/symbols/symbol"), strict=False
        ):
            assert layer.id == "ties" or same_look(symbol, legend.style), (layer.id, legend.id)


def test_kml_opens_in_gdal_with_a_folder_for_each_layer(first: Story, tmp_path: Path) -> None:
    path = opened(first, "kml", tmp_path)
    titles = [layer.title for layer in first.layers]
    assert [name for name, _ in pyogrio.list_layers(path)] == titles
    sheet = sheet_of(first)
    for layer in first.layers:
        frame = pyogrio.read_dataframe(path, layer=layer.title)
        marks = [mark for mark in sheet.marks if mark.layer == layer.id]
        assert list(frame["Name"]) == [mark.name for mark in marks]
        assert list(frame["certainty"]) == [mark.certainty for mark in marks]
        assert list(frame["licence"]) == [mark.licence for mark in marks]
        assert list(frame["attribution"]) == [mark.attribution for mark in marks]


def test_kml_styles_are_there(first: Story) -> None:
    root = ElementTree.fromstring(export_story(first, "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    styles = {item.get("id") for item in root.findall(".//k:Style", space)}
    used = {item.text for item in root.findall(".//k:styleUrl", space)}
    assert used == {f"#{name}" for name in styles}


def rows(story: Story) -> list[dict[str, str]]:
    text = export_story(story, "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_statement_at_each_mark(first: Story) -> None:
    table = rows(first)
    for item in first.statements:
        marks = [row["mark"] for row in table if row["statement"] == item.id]
        wanted = [*item.features, *([f"{item.id}:tie"] if item.relation else [])]
        assert marks == wanted
    assert {row["mark"] for row in table} == {mark.id for mark in sheet_of(first).marks}
    border = next(row for row in table if row["name"] == "Iran–Armenia border")
    assert float(border["length_km"]) == pytest.approx(45.5, abs=0.3)


def test_csv_opens_in_gdal_with_its_geometry(first: Story, tmp_path: Path) -> None:
    frame = pyogrio.read_dataframe(opened(first, "csv", tmp_path))
    for column in ("certainty", "licence", "attribution", "method"):
        assert frame[column].astype(bool).all(), column
    bare = set(frame["name"][frame.geometry.isna()])
    assert bare <= {"Iran", "Azerbaijan", "North-western Iran"}


def test_no_cell_is_longer_than_a_spreadsheet_holds(first: Story) -> None:
    assert max(len(cell) for row in rows(first) for cell in row.values()) <= 32_767


def test_no_cell_is_a_formula(nasty: Story) -> None:
    for row in rows(nasty):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@")), name
    assert rows(nasty)[0]["claim"] == f"'{NASTY}"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n=", " =", "\u200e+",
                                   "＝", "\u200f@"])  # fmt: skip
def test_text_that_begins_as_a_formula_is_made_harmless(make_story: MakeStory, begin: str) -> None:
    head, found = stories.head(), stories.features()
    text = f'{begin}1+1|cmd" /c'
    head["annotations"][0]["claim"] = head["annotations"][0]["said_by"] = text
    found["features"][0]["properties"] |= {"name": text, "method": text, "note": text}
    row = rows(load(make_story(head, found)))[0]
    for cell in ("claim", "said_by", "name", "method", "note"):
        assert row[cell] == f"'{text}", cell


@given(st.text())
@settings(max_examples=200)
def test_safe_text_is_the_text_with_at_most_an_apostrophe(text: str) -> None:
    assert safe(text) in (text, f"'{text}")
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@"))


def test_markup_in_text_stays_text(nasty: Story, tmp_path: Path) -> None:
    frame = pyogrio.read_dataframe(opened(nasty, "geojson", tmp_path))
    assert set(frame["name"]) >= {NASTY}
    document = ElementTree.fromstring(export_story(nasty, "kml"))
    tags = {element.tag.rsplit("}", 1)[-1] for element in document.iter()}
    assert "script" not in tags
    names = [e.text for e in document.iter() if e.tag.endswith("}name")]
    assert NASTY in names
    for element in document.iter():
        if element.tag.endswith("}description"):
            assert "<script" not in (element.text or "")
    path = opened(nasty, "gpkg", tmp_path)
    assert NASTY in set(pyogrio.read_dataframe(path, layer="statements")["claim"])


def test_only_some_layers(first: Story) -> None:
    wanted = first.layers[0].id
    found = json.loads(export_story(first, "geojson", layers=[wanted]))
    assert {f["properties"]["layer"] for f in found["features"]} == {wanted}
    told = sheet_of(first, layers=[wanted]).statements
    marks = {f["id"] for f in found["features"]}
    assert all(marks & set(row.marks) for row in told)


@pytest.mark.parametrize("name", FORMATS)
def test_layers_that_no_statement_names_are_a_file_too(
    make_story: MakeStory, name: str, tmp_path: Path
) -> None:
    features = stories.features()
    lone = copy.deepcopy(features["features"][0])
    lone["properties"] |= {"id": "lone", "layer": "lone"}
    features["features"].append(lone)
    head = stories.head()
    head["layers"].append({**head["layers"][0], "id": "lone", "title": "Unspoken"})
    story = load(make_story(head, features))
    for layers in (["lone"], []):
        (tmp_path / f"{len(layers)}.{name}").write_bytes(export_story(story, name, layers=layers))
    if name == "gpkg":
        assert len(pyogrio.read_dataframe(tmp_path / "1.gpkg", layer="lone")) == 1
        for file in ("0.gpkg", "1.gpkg"):
            table = pyogrio.read_dataframe(tmp_path / file, layer="statements")
            assert table.empty and {"id", "claim", "said_by"} <= set(table.columns)


def test_wrong_names_are_told(first: Story) -> None:
    with pytest.raises(RequestError, match="did you mean 'geojson'"):
        export_story(first, "geojosn")
    with pytest.raises(RequestError, match="there is no layer 'nix'"):
        export_story(first, "csv", layers=["nix"])


def test_measures_are_geodesic(make_story: MakeStory) -> None:
    features: dict[str, Any] = stories.features()
    features["features"][3]["geometry"]["coordinates"] = [[0, 0], [1, 0]]
    features["features"][2]["geometry"] = stories.polygon((0, 0), (1, 0), (1, 1), (0, 1))
    marks = {mark.id: mark for mark in sheet_of(load(make_story(None, features))).marks}
    assert marks["road"].length_km == pytest.approx(111.319, abs=0.001)
    assert marks["lake"].area_km2 == pytest.approx(12308.778, abs=0.01)
    assert marks["first"].length_km is None
    assert marks["first"].area_km2 is None


def test_the_tables_hold_what_the_rows_tell(named: Story) -> None:
    sheet = sheet_of(named)
    assert sheet.gdf.crs == "EPSG:4326"
    for table, row, rows in (
        (sheet.gdf, MarkRow, sheet.marks),
        (sheet.df, StatementRow, sheet.statements),
    ):
        assert list(table.columns) == [field.name for field in fields(row)]
        assert list(table["id"]) == [one.id for one in rows]
    types = sheet.gdf.dtypes.astype(str)
    assert set(types[["lon", "lat", "length_km", "area_km2"]]) == {"float64"}
    assert (types["directed"], types["geometry"], types["name"]) == ("bool", "geometry", "str")
    assert str(sheet.df["paragraph"].dtype) == "Int64"
