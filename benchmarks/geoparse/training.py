"""Train the two forests, and keep them as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm as lgb
import numpy as np
from scipy.optimize import minimize

from benchmarks.geoparse.corpora import COUNTS_DEMONYMS, Gold, Identity, Text, error_km, is_demonym
from geo.gazetteer.folding import fold
from geo.gazetteer.world.lookup import Found, look_up
from geo.geoparse.mentions.spans import Span
from geo.geoparse.places.rankfeatures import Weighed, weigh
from geo.geoparse.places.resolving import log_odds

SETTINGS = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 24, "min_data_in_leaf": 25,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
TREES = {"recognise": 440, "resolve": 440}
SAME_KM = 161.0
"""A place farther than this from the mark is not the one meant, but for large areas."""


def countable(text: Text) -> np.ndarray:
    """Say of each stretch whether the set's people would have marked it if it is a place."""
    spans = text.spans
    if text.set in COUNTS_DEMONYMS:
        return np.ones(len(spans.all), bool)
    return np.asarray([
        span.pattern != "street" and not is_demonym(spans.found.get(span.key, []))
        for span in spans.all
    ], bool)  # fmt: skip


def recogniser(texts: Sequence[Text]) -> dict[str, np.ndarray]:
    """Train the forest that says whether a stretch of text names a place."""
    rows, labels = [], []
    for text in texts:
        keep = countable(text)
        marked = {(gold.start, gold.end) for gold in text.gold}
        truth = np.asarray([(span.start, span.end) in marked for span in text.spans.all], bool)
        rows.append(text.rows[keep])
        labels.append(truth[keep])
    return _trained("recognise", np.vstack(rows), np.concatenate(labels))


def gold_spans(text: Text) -> tuple[tuple[Span, ...], tuple[Gold, ...]]:
    """Return the marked stretches that have a place, as if they had been recognised."""
    known = {(span.start, span.end): span for span in text.spans.all}
    starts = np.asarray(text.reading.starts)
    spans, golds = [], []
    for gold in text.gold:
        if gold.lon is None:
            continue
        span = known.get((gold.start, gold.end))
        if span is None:
            first = max(0, int(np.searchsorted(starts, gold.start, "right")) - 1)
            stop = max(first + 1, int(np.searchsorted(starts, gold.end, "left")))
            name = text.reading.text[gold.start : gold.end]
            span = Span(first, stop, gold.start, gold.end, name, fold(name), "", False, "")
        spans.append(span)
        golds.append(gold)
    return tuple(spans), tuple(golds)


def found_of(spans: Sequence[Span], text: Text) -> dict[str, list[Found]]:
    """Return what the gazetteer has for some stretches' names."""
    missing = look_up(span.key for span in spans if span.key not in text.spans.found)
    return {**text.spans.found, **missing}


def weighed(texts: Sequence[Text], identity: Identity) -> list[tuple[Weighed, np.ndarray]]:
    """Return each text's marked mentions with the places they could be, and which they are."""
    made = []
    for text in texts:
        spans, golds = gold_spans(text)
        document = weigh(text.reading, spans, found_of(spans, text))
        made.append((document, _truth(document, golds, identity)))
    return made


def _truth(document: Weighed, golds: Sequence[Gold], identity: Identity) -> np.ndarray:
    """Say of each row whether it is the place meant: the same one, else the nearest if near."""
    truth = np.zeros(len(document.owner), bool)
    for mention in np.unique(document.owner):
        rows = np.flatnonzero(document.owner == mention)
        places = [document.places[document.place[row]] for row in rows]
        same = np.asarray([identity.same(place, golds[mention]) for place in places])
        far = np.asarray([error_km(place, golds[mention]) for place in places])
        near = (far <= max(5.0, 1.5 * far.min())) & (far < SAME_KM)
        truth[rows] = same if same.any() else near
    return truth


def resolver(documents: Sequence[tuple[Weighed, np.ndarray]]) -> dict[str, np.ndarray]:
    """Train the forest that says whether a place is the one that a mention names."""
    full = [(document, truth) for document, truth in documents if document.names]
    return _trained(
        "resolve",
        np.vstack([document.rows for document, _ in full]),
        np.concatenate([truth for _, truth in full]),
    )


def calibration(ranked: Sequence[tuple[float, bool]]) -> np.ndarray:
    """Return slope and offset that turn the score of the best place into how often it is right."""
    odds = np.asarray([log_odds(score) for score, _ in ranked])
    right = np.asarray([float(is_right) for _, is_right in ranked])

    def loss(scale: np.ndarray) -> float:
        return float(np.mean(np.logaddexp(0.0, scale[0] * odds + scale[1]) - right * (
            scale[0] * odds + scale[1]
        )))  # fmt: skip

    return np.asarray(minimize(loss, np.asarray([1.0, 0.0])).x)


def _trained(name: str, rows: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    data = lgb.Dataset(np.asarray(rows, np.float64), labels.astype(float))
    booster = lgb.train(SETTINGS, data, TREES[name])
    return {f"{name}_{part}": array for part, array in arrays(booster).items()}


def arrays(booster: lgb.Booster) -> dict[str, np.ndarray]:
    """Lay all nodes of all trees one after the other; a leaf points to itself."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []

    def add(node: dict) -> int:
        number = len(feature)
        for column, empty in ((feature, 0), (threshold, 0.0), (left, number), (right, number)):
            column.append(empty)
        value.append(node.get("leaf_value", 0.0))
        if "split_feature" in node:
            assert node["decision_type"] == "<="
            feature[number], threshold[number] = node["split_feature"], node["threshold"]
            left[number], right[number] = add(node["left_child"]), add(node["right_child"])
        return number

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))
    return {
        "feature": np.asarray(feature, np.int16), "threshold": np.asarray(threshold, np.float64),
        "left": np.asarray(left, np.int32), "right": np.asarray(right, np.int32),
        "value": np.asarray(value, np.float32), "roots": np.asarray(roots, np.int32),
    }  # fmt: skip
