"""Find what a story's parts cannot know of each other: names, positions, crossings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds, distance_m
from geo.crs.antimeridian import MERIDIAN_DEG, TURN_DEG, ahead
from geo.errors.wording import nearest, quote
from geo.story.format.models import Annotation, Context, Feature, Story, StoryHead

_LEAST_TIE_M = 0.01
"""Between the ends of a tie: from less, no arc can be computed."""
_FAR_DEG = 3.0
"""How far outside the others' bounds a position must lie to be suspected of a swap.

Lands whose longitudes and latitudes are alike need a small one: Baku (50, 40), turned
about, lies 8° from a story of Türkiye, Azerbaijan and Iran.
"""


def flat(geometry: BaseGeometry) -> BaseGeometry:
    """Return a collection of one kind as that kind's own type, and all else as it is.

    Other programs save two points, or two areas, as a GeometryCollection; a mark has one kind.
    """
    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = _single(geometry)
    match {part.geom_type for part in parts}:
        case kinds if kinds == {"Point"}:
            return shapely.multipoints(parts)
        case kinds if kinds == {"LineString"}:
            return shapely.multilinestrings(parts)
        case kinds if kinds == {"Polygon"}:
            sound = all(part.is_valid for part in parts)
            return shapely.union_all(parts) if sound else shapely.multipolygons(parts)
    return geometry


def _single(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return every part of a geometry that has none itself."""
    parts = shapely.get_parts(geometry).tolist()
    if len(parts) == 1 and not hasattr(parts[0], "geoms"):
        return [parts[0]]
    return [single for part in parts for single in _single(part)]


def geometry_problems(geometry: BaseGeometry) -> list[str]:
    """Say what is wrong with one geometry, (lon, lat) in EPSG:4326; nothing if it is sound."""
    if geometry.is_empty:
        return ["its geometry is empty; give it a position or take the feature out"]
    if geometry.geom_type == "GeometryCollection":
        kinds = sorted({part.geom_type for part in _single(geometry)})
        return [
            f"its geometry is a collection of several kinds ({', '.join(kinds)}), and a mark is of "
            "one; give each kind a feature of its own"
        ]
    positions = shapely.get_coordinates(geometry)
    if not np.isfinite(positions).all():
        return ["its geometry has a coordinate that is not a number"]
    west, south, east, north = geometry.bounds
    if south < -90 or north > 90:
        bad = south if south < -90 else north
        return [f"latitude {bad:g} lies outside -90 to 90; are lon and lat swapped?"]
    if (west < -180 or east > 180) and not goes_over_180(geometry):
        bad = west if west < -180 else east
        return [f"longitude {bad:g} lies outside -180 to 180; are lon and lat swapped?"]
    if _jumps_antimeridian(geometry):
        return [
            "its outline crosses the antimeridian; split it in two at longitude 180, or go on with "
            "longitudes above 180"
        ]
    if not geometry.is_valid:
        return [_why_invalid(geometry)]
    return []


def goes_over_180(geometry: BaseGeometry) -> bool:
    """Whether a line or an area goes on beyond 180 or -180, as some programs write it.

    It is to be split there. A point beyond 180, or a shape that lies there whole, is an error of
    typing: there is another way to write it.
    """
    west, _, east, _ = geometry.bounds
    beyond = west < -MERIDIAN_DEG or east > MERIDIAN_DEG
    within = west < MERIDIAN_DEG and east > -MERIDIAN_DEG and east - west <= TURN_DEG
    parts = shapely.get_dimensions(shapely.get_parts(geometry))
    return beyond and within and max(-west, east) <= TURN_DEG and bool((parts > 0).all())


def _why_invalid(geometry: BaseGeometry) -> str:
    reason = shapely.is_valid_reason(geometry)
    found = re.fullmatch(r"(.+?)\[(\S+) (\S+)\]", reason)
    if not found:
        return f"its geometry is not valid ({reason.lower()}); mend it in a GIS"
    what, lon, lat = found[1].lower(), float(found[2]), float(found[3])
    verb = "its outline crosses itself" if "intersection" in what else f"its geometry has a {what}"
    return f"{verb} at lon {lon:.5g}, lat {lat:.5g}; mend it there"


def _jumps_antimeridian(geometry: BaseGeometry) -> bool:
    for part in shapely.get_parts(geometry, return_index=False):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            lons, lats = shapely.get_coordinates(ring).T
            at_pole = (np.abs(lats[:-1]) == 90) & (lats[:-1] == lats[1:])  # it has no length
            if ((np.abs(np.diff(lons)) > 180) & ~at_pole).any():
                return True
    return False


def swap_problems(features: Sequence[Feature]) -> Iterator[tuple[str, str]]:
    """Yield (feature id, sentence) where a feature lies far off and would fit if swapped.

    Only tells with at least two other features to compare with; a person who has
    looked sets ``position_checked``.
    """
    if len(features) < 3:
        return
    boxes = _boxes([feature.geometry for feature in features])
    lows, highs = np.sort(boxes[:, :2], axis=0), np.sort(boxes[:, 2:], axis=0)
    for index, feature in enumerate(features):
        if feature.position_checked:
            continue
        # The others' extreme is the runner-up where this feature holds the record itself.
        west, south = np.where(boxes[index, :2] == lows[0], lows[1], lows[0])
        east, north = np.where(boxes[index, 2:] == highs[-1], highs[-2], highs[-1])
        lon, lat = (boxes[index, :2] + boxes[index, 2:]) / 2
        away = max(west - lon, lon - east, south - lat, lat - north)
        if away > _FAR_DEG and west <= lat <= east and south <= lon <= north:
            yield (
                feature.id,
                f"lies {away:.0f}° from the other features and would lie among them the other "
                "way round; are lon and lat swapped? (if not, set position_checked to true)",
            )


def tie_problems(story: Story) -> Iterator[str]:
    """Yield a sentence for each tie of two features that stand at one place: it has no length."""
    for item in story.statements:
        if item.relation is None:
            continue
        start, end = story.feature(item.relation.start), story.feature(item.relation.end)
        if distance_m(start.anchor_point(), end.anchor_point()) < _LEAST_TIE_M:
            yield (
                f"statement {quote(item.id)} ties {quote(start.id)} and {quote(end.id)}, which "
                "stand at one place; give one of them an anchor elsewhere, or name both as features"
            )


def _boxes(geometries: Sequence[BaseGeometry]) -> NDArray[np.float64]:
    """Return west, south, east, north of each; where all together lie over 180, beyond it too."""
    whole = Bounds.of(geometries)
    if not whole.is_over_180:
        return np.asarray(shapely.bounds(np.array(geometries, dtype=object)))
    found = []
    for bounds in (Bounds.of([geometry]) for geometry in geometries):
        west = ahead(bounds.west, whole.west)
        found.append((west, bounds.south, west + bounds.width, bounds.north))
    return np.array(found)


def duplicate_ids(kind: str, ids: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each id that stands more than once."""
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{kind} id {quote(name)} stands {count} times; each id may stand once"


@dataclass(frozen=True)
class _KnownNames:
    """Every name that a statement may use."""

    features: frozenset[str]
    layers: frozenset[str]
    statements: frozenset[str]
    sources: frozenset[str]
    paragraphs: int


def head_problems(
    head: StoryHead,
    feature_ids: Collection[str],
    layers_used: Collection[str],
    sources: Iterable[str],
) -> list[str]:
    """Say which names in ``story.toml`` mean nothing: features, layers, sources, paragraphs."""
    statements: tuple[Annotation | Context, ...] = (*head.annotations, *head.context)
    known = _KnownNames(
        features=frozenset(feature_ids),
        layers=frozenset(layer.id for layer in head.layers),
        statements=frozenset(item.id for item in statements),
        sources=frozenset(sources),
        paragraphs=head.source.paragraphs,
    )
    problems = [
        *duplicate_ids("layer", (layer.id for layer in head.layers)),
        *duplicate_ids("category", (category.id for category in head.categories)),
        *duplicate_ids("annotation", (item.id for item in statements)),
    ]
    parts: tuple[tuple[str, Sequence[Annotation | Context]], ...] = (
        ("annotation", head.annotations),
        ("context", head.context),
    )
    for kind, items in parts:
        for index, item in enumerate(items):
            where = f"{kind} {index + 1} ({quote(item.id)})"
            problems += [f"{where}: {text}" for text in _statement_problems(item, known)]
    drawn = {*layers_used, *(item.relation.layer for item in statements if item.relation)}
    for index, layer in enumerate(head.layers):
        if layer.id not in drawn:
            problems.append(
                f"layer {index + 1} ({quote(layer.id)}): nothing is drawn in it; "
                "put a feature in it or take it out"
            )
    return problems


def _statement_problems(item: Annotation | Context, known: _KnownNames) -> Iterator[str]:
    ends = (item.relation.start, item.relation.end) if item.relation else ()
    for name in dict.fromkeys((*item.features, *ends)):
        if name not in known.features:
            yield (
                f"names feature {quote(name)}, which features.geojson does not have"
                f"{nearest(name, known.features)}"
            )
    if item.relation:
        yield from _layer_problems(item.relation.layer, known.layers)
    if isinstance(item, Annotation):
        if item.paragraph > known.paragraphs:
            yield f"paragraph {item.paragraph} does not exist: the article has {known.paragraphs}"
        return
    yield from _source_problems(item.source, known.sources)
    for name in item.about:
        if name not in known.statements:
            yield f"is about {quote(name)}, which is no annotation{nearest(name, known.statements)}"


def _layer_problems(layer: str, known: Collection[str]) -> Iterator[str]:
    if layer not in known:
        yield f"names layer {quote(layer)}, which story.toml does not have{nearest(layer, known)}"


def _source_problems(source: str, known: Collection[str]) -> Iterator[str]:
    if source not in known:
        hint = nearest(source, known)
        yield f"names source {quote(source)}, which sources.toml does not have{hint}"


def feature_problems(
    feature: Feature,
    layers: Collection[str],
    sources: Collection[str],
    categories: Collection[str],
) -> Iterator[str]:
    """Yield which names in one feature mean nothing, and an anchor that lies elsewhere."""
    if layers:
        yield from _layer_problems(feature.layer, layers)
    if feature.category is not None and feature.category not in categories:
        yield (
            f"names category {quote(feature.category)}, which story.toml does not have"
            f"{nearest(feature.category, categories)}"
        )
    yield from _source_problems(feature.source, sources)
    if feature.anchor:
        away = Bounds.of([feature.geometry]).away_deg(*feature.anchor)
        if away > _FAR_DEG:
            yield f"its anchor lies {away:.0f}° away from it; are lon and lat swapped?"
