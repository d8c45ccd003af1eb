"""Make a story of a draft: what a person confirmed, or for a preview what the machine proposes.

A mark that nobody has confirmed is ``indicative``, whatever it is. Of what was confirmed a town is
``exact``, and a country, a region or a water with its outline, of which the mark says how far it is
simplified. Where none is known it is a sign for the whole and so ``indicative``, as is a part that
only a direction names (*north-western Iran*). A shape is as sure as who drew it says.

A name without a place stays with its statement. A statement that has such names alone is told
without a mark, once a person has said that they are to stay so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry

from geo.draft.model import Choice, Draft, MarkWords, Mention, Shape, Statement
from geo.draft.placemarks import as_written, from_place
from geo.draft.prominence import key_of
from geo.draft.repository.store import id_of
from geo.errors import DraftError
from geo.errors.wording import sentences
from geo.sources import load_sources
from geo.story import Annotation, Article, Feature, LayerHead, Story
from geo.story.format.checks import feature_problems, head_problems
from geo.story.format.models import PROMINENCES, Prominence, Role, StoryHead

HANDS: Final = "checkers-hand"
"""The record of ``sources.toml`` from which a shape comes."""


@dataclass(frozen=True, slots=True)
class _Layer:
    id: str
    title: str
    theme: Role


LAYERS: Final = (
    _Layer("areas", "Countries and regions", "area"),
    _Layer("waters", "Seas, lakes and rivers", "water"),
    _Layer("drawn-areas", "Areas", "zone"),
    _Layer("borders", "Borders", "border"),
    _Layer("drawn-lines", "Lines", "route"),
    _Layer("places", "Places", "place"),
)
"""In the order of drawing."""


def story_of(draft: Draft, *, preview: bool = False) -> Story:
    """Return a draft's story.

    Parameters
    ----------
    draft
        Sound, as `read_draft` returns it.
    preview
        Whether marks that nobody has confirmed are drawn too, each ``indicative``.

    Raises
    ------
    DraftError
        If nothing can be drawn, or something that a story needs is missing.
    """
    placed = _placed(draft, preview=preview)
    features, names = _features(draft, placed)
    annotations = list(_annotations(draft, names, preview=preview))
    cited = {name for annotation in annotations for name in annotation.features}
    features = [feature for feature in features if feature.id in cited]
    if not features:
        raise DraftError(draft.id, [_nothing(draft, preview=preview)])
    head = _head(draft, annotations, features)
    problems = head_problems(
        head, cited, {feature.layer for feature in features}, known := load_sources().keys()
    )
    layers = {layer.id for layer in head.layers}
    categories = {category.id for category in head.categories}
    for feature in features:
        found = feature_problems(feature, layers, known, categories)
        problems += [f"mark {feature.id!r}: {told}" for told in found]
    if problems:
        raise DraftError(draft.id, problems)
    return Story(
        **{name: getattr(head, name) for name in StoryHead.model_fields}, features=tuple(features)
    )


def _nothing(draft: Draft, *, preview: bool) -> str:
    if preview or not draft.mentions:
        return "no place was found that could be drawn; mark one in the text and place it"
    return "nothing is confirmed yet; confirm the places that are right"


def _placed(draft: Draft, *, preview: bool) -> Mapping[str, Mention]:
    """Return the mentions that are drawn, by id."""
    return {
        mention.id: mention
        for mention in draft.mentions
        if mention.placed
        and (mention.state == "confirmed" or (preview and mention.state == "open"))
    }


# --- marks ------------------------------------------------------------------------------------


def _features(
    draft: Draft, placed: Mapping[str, Mention]
) -> tuple[list[Feature], Mapping[str, str]]:
    """Return the marks, and the id of its mark for each mention."""
    passages = [block.text for block in draft.blocks]
    shapes = {drawn.id: drawn for drawn in draft.shapes}
    groups: dict[str, list[Mention]] = {}
    for mention in placed.values():
        groups.setdefault(key_of(mention), []).append(mention)
    words = {one.of: one for one in draft.marks}
    features: list[Feature] = []
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key, group in groups.items():
        first = group[0]
        drawn = shapes[first.shape] if first.shape else None
        own = words.get(key, MarkWords(of=key))
        name = own.name.strip()
        if not name:
            name = drawn.name if drawn else as_written(_chosen(first), group, passages)
        feature_id = _free(name, taken)
        sure = any(mention.state == "confirmed" for mention in group)
        make = partial(_from_shape, drawn) if drawn else partial(from_place, _chosen(first), name)
        made = make(feature_id, sure)
        changes = {
            "name": name,
            "category": own.category,
            "remark": own.remark.strip() or None,
            "prominence": _strongest(group),
        }
        features.append(made.model_copy(update=changes))
        names |= {mention.id: feature_id for mention in group}
    return features, names


def _strongest(group: Iterable[Mention]) -> Prominence | None:
    """Return the prominence of a mark: the strongest of its mentions'."""
    held = {mention.prominence for mention in group}
    return next((one for one in PROMINENCES if one in held), None)


def _chosen(mention: Mention) -> Choice:
    choice = mention.choice
    assert choice is not None  # `_placed` has seen to it
    return choice


def _free(name: str, taken: set[str]) -> str:
    """Return an id for a mark that no other has, and take it."""
    base, number = id_of(name), 1
    found = base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return found


def _from_shape(drawn: Shape, feature_id: str, sure: bool) -> Feature:
    geometry = drawn.as_geometry()
    return Feature(
        id=feature_id,
        name=drawn.name,
        names={},
        layer=_drawn_layer(geometry),
        certainty=drawn.certainty if sure else "indicative",
        source=HANDS,
        method="Pin set by hand by who checked the draft." if geometry.geom_type == "Point"
        else "Drawn by hand by who checked the draft.",
        note=drawn.note.strip() or None,
        position_checked=True,
        geometry=geometry,
    )  # fmt: skip


def _drawn_layer(geometry: BaseGeometry) -> str:
    if geometry.geom_type.endswith("Point"):
        return "places"
    return "drawn-areas" if geometry.geom_type.endswith("Polygon") else "drawn-lines"


# --- statements -------------------------------------------------------------------------------


def _annotations(draft: Draft, names: Mapping[str, str], *, preview: bool) -> Iterator[Annotation]:
    """Yield what is told; `names` holds the id of its mark for each mention that has one."""
    every = {mention.id: mention for mention in draft.mentions}
    for statement in draft.statements:
        if statement.state == "dropped":
            continue
        mentions = [every[name] for name in statement.mentions]
        marks = tuple(dict.fromkeys(names[one.id] for one in mentions if one.id in names))
        others = [one for one in mentions if one.only_named]
        if marks or any(preview or one.state == "unplaced" for one in others):
            yield Annotation(
                id=statement.id,
                features=marks,
                also_named=tuple(dict.fromkeys(one.text for one in others)),
                paragraph=_cited(draft, statement.block),
                date=statement.date,
                claim=told(statement),
                claims={},
                said_by=statement.said_by,
                speakers={},
                tone=statement.tone,
            )


def _cited(draft: Draft, at: int) -> int:
    """Return the number that a reader finds: a heading's is that of the paragraph below it."""
    if draft.blocks[at].kind != "heading":
        return draft.blocks[at].number
    return next((block.number for block in draft.blocks[at:] if block.number), 0)


def told(statement: Statement) -> str:
    """Return the claim; in quotation marks where it is still in the article's words."""
    if not statement.quoted:
        return statement.claim
    return f"“{statement.claim.strip('“”')}”"


def _not_said(draft: Draft) -> Iterator[str]:
    """Yield what a story must name and nobody has said yet."""
    head = draft.article
    if not head.headline.strip():
        yield "give the article's headline"
    if not head.publisher.strip():
        yield "say who published the article"
    if head.published.earliest is None or head.published.earliest != head.published.latest:
        yield "say on which day the article was published"


def _head(
    draft: Draft, annotations: Sequence[Annotation], features: Sequence[Feature]
) -> StoryHead:
    used = {feature.layer for feature in features}
    worn = {feature.category for feature in features}
    published = draft.article.published
    problems = list(_not_said(draft))
    if problems or published.earliest is None:
        raise DraftError(draft.id, problems)
    try:
        return StoryHead(
            id=draft.id,
            title=draft.title,
            titles={},
            summary=draft.summary,
            summaries={},
            language=draft.article.language,
            as_of=published.earliest,
            source=Article(
                headline=draft.article.headline,
                publisher=draft.article.publisher,
                published=published.earliest,
                paragraphs=max(1, *(block.number for block in draft.blocks)),
                place=draft.article.place.strip() or None,
                url=draft.article.url,
            ),
            layers=tuple(
                LayerHead(id=layer.id, title=layer.title, titles={}, theme=layer.theme)
                for layer in LAYERS
                if layer.id in used
            ),
            categories=tuple(one for one in draft.categories if one.id in worn),
            annotations=tuple(annotations),
        )
    except ValidationError as error:
        raise DraftError(draft.id, sentences(error, {}, StoryHead, "story")) from error
