"""Load and save a story's folder: ``story.toml`` and ``features.geojson``."""

from __future__ import annotations

import json
import math
import os
import stat
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import shapely
import tomli_w
from pydantic import ValidationError
from shapely.geometry import mapping, shape

from geo.crs.antimeridian import split
from geo.errors import ConflictError, StoryError
from geo.errors.tomlfaults import toml_fault
from geo.errors.wording import record_name, sentences, unreadable
from geo.sources import load_sources
from geo.story.disk.plainfile import NO_TEXT, OddFileError, read_plain, why
from geo.story.disk.swap import UnfitError, put_file, put_folder
from geo.story.format import checks
from geo.story.format.models import Feature, FeatureHead, Story, StoryHead

STORY_FILE: Final = "story.toml"
FEATURES_FILE: Final = "features.geojson"
_MAX_BYTES: Final[Mapping[str, int]] = {STORY_FILE: 10_000_000, FEATURES_FILE: 20_000_000}
_RIGHTS: Final = 0o644
_Read = Callable[[str, list[str]], str | None]
"""Gives the text of one of the two files, or notes why there is none."""


def load(folder: Path, *, sources: Collection[str] | None = None) -> Story:
    """Read and check a story's folder, whole.

    Parameters
    ----------
    folder
        The folder; its name is the story's id.
    sources
        Known ids of ``sources.toml``; Dateline's own where absent.

    Raises
    ------
    StoryError
        If anything is wrong; it lists every problem of both files, a sentence each.
    """
    known = load_sources().keys() if sources is None else sources
    if told := _no_folder(folder):
        raise StoryError(folder.name, [told])
    return _story(folder.name, partial(_read_text, folder), known)


def _story(story_id: str, read: _Read, known: Collection[str]) -> Story:
    """Make a story of its files' texts, or raise all that is wrong with them."""
    problems: list[str] = []
    raw = _read_toml(read, problems)
    head = _read_head(story_id, raw, problems)
    names = _Names(_ids(raw, "layers"), _ids(raw, "categories"), known)
    features, feature_ids, used = _read_features(read, names, problems)
    if head is not None and feature_ids is not None:
        found = checks.head_problems(head, feature_ids, used, known)
        problems += [f"{STORY_FILE}: {text}" for text in found]
    if problems or head is None:
        raise StoryError(story_id, problems)
    story = Story(
        **{name: getattr(head, name) for name in StoryHead.model_fields}, features=features
    )
    if found := list(checks.tie_problems(story)):
        raise StoryError(story_id, [f"{STORY_FILE}: {text}" for text in found])
    return story


def _no_folder(folder: Path) -> str:
    """Say in words what a path is that leads to no folder; nothing where it does."""
    try:
        if stat.S_ISDIR(os.stat(folder).st_mode):
            return ""
    except OSError as error:
        return "has a name that is no text; rename it" if NO_TEXT in folder.name else why(error)
    return f"is no folder; a story is a folder with {' and '.join(_MAX_BYTES)}"


# --- reading ----------------------------------------------------------------------------------


def _read_text(folder: Path, name: str, problems: list[str]) -> str | None:
    """Read one file of the folder, unless it is missing, too large or lies elsewhere."""
    path = folder / name
    limit = _MAX_BYTES[name]
    try:
        if not os.path.lexists(path):
            problems.append(
                f"{name} is missing; a story is a folder with {' and '.join(_MAX_BYTES)}"
            )
        elif not path.is_file():
            read_plain(path, limit)  # says what it is
        elif not path.resolve().is_relative_to(folder.resolve()):
            problems.append(
                f"{name} is a link that leads outside the story's folder; copy the file in"
            )
        elif told := _too_large(name, path.stat().st_size):
            problems.append(told)
        else:
            return path.read_text(encoding="utf-8-sig")  # editors on Windows set a mark
    except UnicodeDecodeError as error:
        problems.append(f"{name} is not UTF-8 text (byte {error.start}); save it as UTF-8")
    except OddFileError as error:
        problems.append(f"{name} {error}")
    except OSError as error:
        problems.append(f"{name} {why(error)}")
    return None


def _too_large(name: str, size: int) -> str:
    """Say that a file of so many bytes is larger than it may be; nothing where it is not."""
    limit = _MAX_BYTES[name]
    if size <= limit:
        return ""
    advice = "simplify its geometry" if name == FEATURES_FILE else "shorten it"
    tenths = math.ceil(size / 1e5) / 10
    return f"{name} has {tenths:g} MB and the limit is {limit / 1e6:g} MB; {advice}"


def _read_toml(read: _Read, problems: list[str]) -> Mapping[str, Any] | None:
    text = read(STORY_FILE, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problems.append(f"{STORY_FILE} is not TOML: {toml_fault(error, text)}")
        return None


def _read_head(
    story_id: str, raw: Mapping[str, Any] | None, problems: list[str]
) -> StoryHead | None:
    if raw is None:
        return None
    if raw.get("id", story_id) != story_id:
        problems.append(
            f"{STORY_FILE}: id {raw['id']!r} is not the folder's name {story_id!r}; "
            "give both the same name"
        )
    try:
        return StoryHead.model_validate(raw)
    except ValidationError as error:
        problems += sentences(error, raw, StoryHead, STORY_FILE)
        return None


class _Names(NamedTuple):
    """Hold the ids that a feature may name."""

    layers: Collection[str]
    categories: Collection[str]
    sources: Collection[str]


def _ids(raw: Mapping[str, Any] | None, key: str) -> frozenset[str]:
    records = (raw or {}).get(key)
    if not isinstance(records, list):
        return frozenset()
    return frozenset(str(item.get("id")) for item in records if isinstance(item, dict))


def _not_a_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a coordinate")


def _read_features(
    read: _Read, names: _Names, problems: list[str]
) -> tuple[tuple[Feature, ...], Collection[str] | None, Collection[str]]:
    """Return the sound features, every id that is there (or None), and every layer in use."""
    text = read(FEATURES_FILE, problems)
    if text is None:
        return (), None, ()
    try:
        raw = json.loads(text, parse_constant=_not_a_number)
    except (ValueError, RecursionError) as error:
        problems.append(f"{FEATURES_FILE} is not GeoJSON: {unreadable(error)}; mend it there")
        return (), None, ()
    records = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(records, list) or raw.get("type") != "FeatureCollection":
        problems.append(f"{FEATURES_FILE} is no FeatureCollection; save it as GeoJSON (RFC 7946)")
        return (), None, ()
    if crs := raw.get("crs"):
        name = crs.get("properties", {}).get("name", "") if isinstance(crs, dict) else ""
        if not str(name).endswith(("CRS84", "EPSG::4326", "EPSG:4326")):
            problems.append(
                f"{FEATURES_FILE}: its crs is not EPSG:4326; save it as GeoJSON RFC 7946"
            )
    features: list[Feature] = []
    for index, record in enumerate(records):
        feature = _feature(index, record, problems)
        if feature is not None:
            features.append(feature)
            where = f"{FEATURES_FILE}: {record_name('features', index, record['properties'])}"
            found = checks.feature_problems(feature, names.layers, names.sources, names.categories)
            problems += [f"{where}: {text}" for text in found]
    heads = [
        r["properties"]
        for r in records
        if isinstance(r, dict) and isinstance(r.get("properties"), dict)
    ]
    ids = [head["id"] for head in heads if isinstance(head.get("id"), str)]
    problems += [f"{FEATURES_FILE}: {text}" for text in checks.duplicate_ids("feature", ids)]
    for name, text in checks.swap_problems(features):
        problems.append(f"{FEATURES_FILE}: feature {name!r} {text}")
    return tuple(features), ids, {str(head.get("layer")) for head in heads}


def _feature(index: int, record: object, problems: list[str]) -> Feature | None:
    """Make one feature, or say what is wrong with its properties and with its geometry."""
    properties = record.get("properties") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(properties, dict):
        problems.append(
            f"{FEATURES_FILE}: feature {index + 1} has no properties; give it at least an id"
        )
        return None
    where = f"{FEATURES_FILE}: {record_name('features', index, properties)}"
    before = len(problems)
    try:
        head = FeatureHead.model_validate(properties)
    except ValidationError as error:
        problems += sentences(error, properties, FeatureHead, where)
    try:
        geometry = checks.flat(shapely.force_2d(shape(record.get("geometry") or {"type": None})))
    except Exception as error:  # shapely raises whatever it met in the coordinates
        kind = (record.get("geometry") or {}) if isinstance(record.get("geometry"), dict) else {}
        what = (
            f"a geometry of type {kind.get('type')!r} that cannot be read"
            if kind
            else "no geometry"
        )
        problems.append(f"{where}: it has {what}; give it positions as [lon, lat]")
        del error
    else:
        found = checks.geometry_problems(geometry)
        problems += [f"{where}: {text}" for text in found]
        if not found and checks.goes_over_180(geometry):
            geometry = split(geometry)
    if len(problems) > before:
        return None
    return Feature(
        **{name: getattr(head, name) for name in head.model_fields_set}, geometry=geometry
    )


# --- writing ----------------------------------------------------------------------------------


def save(story: Story, folder: Path, *, replace: bool = True) -> None:
    """Write a story's two files, both or neither; other files of the folder stay.

    Where the file system cannot exchange two folders, each file appears whole, but one after the
    other. Coordinates are kept as they are given; round them before where that is wanted.

    Raises
    ------
    StoryError
        If the folder's name is not the story's id, the files could not be read again (they are
        too large, for example), or cannot be written.
    ConflictError
        If the folder is there and not to be replaced.
    """
    if folder.name != story.id:
        raise StoryError(
            story.id, [f"cannot be saved in a folder named {folder.name!r}; use its id"]
        )
    put(
        folder,
        {FEATURES_FILE: features_text(story), STORY_FILE: story_text(story)},
        replace=replace,
    )


def put(
    folder: Path,
    files: Mapping[str, str],
    *,
    replace: bool,
    check: Callable[[], object] | None = None,
) -> None:
    """Write the texts of a story's two files, both or neither; see `save`.

    `check` is called when nobody else can save any more; what it raises leaves all as it is.
    """
    _check(folder.name, files)
    try:
        try:
            put_folder(folder, files, replace=replace, check=check)
        except UnfitError:
            for name, text in files.items():
                put_file(folder / name, text, mode=_RIGHTS)
    except FileExistsError as error:
        raise ConflictError(
            f"there is a story {folder.name!r} already; choose another id, or have it replaced"
        ) from error
    except OSError as error:
        raise StoryError(folder.name, [f"cannot be saved: {error.strerror or error}"]) from error


def _check(story_id: str, files: Mapping[str, str]) -> None:
    """Refuse to write what could not be read again."""
    problems = [_too_large(name, len(text.encode())) for name, text in files.items()]
    if found := [problem for problem in problems if problem]:
        raise StoryError(story_id, found)
    _story(story_id, lambda name, _: files[name], load_sources().keys())


def story_text(story: Story) -> str:
    """Return ``story.toml``; keys that say nothing are left out."""
    head = story.model_dump(
        mode="python", by_alias=True, exclude={"features"}, exclude_defaults=True
    )
    head.setdefault("layers", [])
    return tomli_w.dumps(_plain(head), multiline_strings=False)


def features_text(story: Story) -> str:
    """Return ``features.geojson`` with one feature a line, so that changes can be compared."""
    lines = []
    for feature in story.features:
        head = feature.model_dump(mode="json", exclude={"geometry"}, exclude_defaults=True)
        record = {"type": "Feature", "properties": head, "geometry": mapping(feature.geometry)}
        lines.append(json.dumps(record, ensure_ascii=False))
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def _plain(value: Any) -> Any:
    """Turn frozen values into those that TOML knows."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
