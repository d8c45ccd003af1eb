"""Tell a story's time line as a film: which scenes there are, how long, and what each shows.

Each scene is a sheet like a printed page's, laid out once for the whole film: only marks, names,
what is told and the time line change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely

from geo.film.line import Event, by_then, time_line
from geo.film.page import FilmPlan, Telling, plan_film, telling
from geo.film.script import Script, Statement, read_script, seconds_of
from geo.film.words import CLOSING, closing, in_words, opening, telling_of
from geo.layers import MapSpec, build_map
from geo.options import Page, View
from geo.printmap.canvas.sheet import Item, Placed, Sheet, Stroke
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.ground import ground
from geo.printmap.carto.marks import Mark, drawn
from geo.printmap.layout.alt import alt_text, description
from geo.printmap.layout.corners import on_the_map
from geo.printmap.layout.names import MarkName, PlaceName, names
from geo.printmap.layout.page import facts_of, mask, seen, written
from geo.printmap.typeset.letters import readable, with_lost
from geo.printmap.typeset.typesetting import Piece
from geo.story import Story
from geo.story.framing import story_bounds
from geo.style import Colour, colours

_CLOSING_SECONDS: Final = 4.0
_SMALL_PX: Final = 12.0
_RING_PX: Final = 9.0
"""From the edge of a small mark that is told of to the ring around it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what stands on the screen for some seconds."""

    id: str
    """The statement's that is told; `OPENING` or `CLOSING` of `geo.film.words`."""
    seconds: float
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Film:
    """Hold a whole film, ready to draw."""

    page: Page
    title: str
    language: str
    alt: str
    description: str
    """What it shows and tells, for those who do not see it."""
    scenes: tuple[Scene, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return round(sum(scene.seconds for scene in self.scenes), 1)

    @property
    def weight(self) -> int:
        """About how many bytes its pages hold."""
        return sum(scene.sheet.weight for scene in self.scenes)

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of its pictures, both even, as video wants them."""
        width, height = self.page.pixels
        return width - width % 2, height - height % 2


def film_of(story: Story, values: Mapping[str, str]) -> Film:
    """Return the film that options ask for.

    Raises
    ------
    RequestError
        If an option means nothing for this story, or there is nothing to tell.
    """
    return filmed(story, read_script(values, story))


# --- scenes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stage:
    """Hold all that scenes share."""

    page: Page
    spec: MapSpec
    """With every mark that is shown at any time."""
    plan: FilmPlan
    frame: Frame
    marks: list[Mark]
    own: list[MarkName]
    places: list[PlaceName]
    pieces: list[Piece]
    """In the map's corners."""
    events: list[Event]
    alt: str
    description: str


def filmed(story: Story, script: Script) -> Film:
    """Return the film of a script.

    Raises
    ------
    RequestError
        If the page is too small for it.
    """
    page = script.page
    known = {one.id: one for one in story.statements}
    told = [known[name] for name in script.told]
    bounds = script.view.bounds or story_bounds(story, telling=told)
    view = script.view.model_copy(update={"bounds": bounds})  # every mark that it tells of
    whole, lost = readable(build_map(story, view, telling=told), story)
    maps = [readable(build_map(story, _view_at(view, one), telling=told), story)[0] for one in told]
    tellings = [opening(whole, told), *map(telling_of, maps), closing(whole)]
    events = [Event(one.id, one.date, one.tone) for one in told]
    stage = _stage(whole, page, plan_film(whole, page, tellings, events), events)
    whole_told = " ".join([stage.description, *map(in_words, tellings[1:-1])])
    stage = replace(stage, description=whole_told)
    scenes = [
        Scene(words.id, _time_of(words), with_lost(_sheet(stage, spec, words, now), lost))
        for now, (words, spec) in enumerate(zip(tellings, [whole, *maps, whole], strict=True), -1)
    ]
    return Film(page, whole.title, whole.language, stage.alt, stage.description, tuple(scenes))


def _view_at(view: View, statement: Statement) -> View:
    """Return the view of the moment when a statement is told: its window ends there."""
    return view.model_copy(update={"last": by_then(statement.date), "at": statement.id})


def _stage(spec: MapSpec, page: Page, plan: FilmPlan, events: list[Event]) -> _Stage:
    frame = frame_for(spec.bounds, plan.map)
    marks = seen(spec, frame)
    pieces = on_the_map(spec, frame, marks)
    own, places = names(spec, frame, marks, [piece.box for piece in pieces])
    alt = alt_text(spec, frame, marks)
    told = description(spec, frame, marks, on_paper=False)
    return _Stage(page, spec, plan, frame, marks, own, places, pieces, events, alt, told)


def _sheet(stage: _Stage, spec: MapSpec, words: Telling, now: int) -> Sheet:
    """Return one scene: the marks that are there by then, and what is told of them."""
    plan, roles = stage.plan, colours(spec.theme)
    shown = {mark.id for layer in spec.layers for mark in layer.marks}
    chosen = spec.chosen.marks if spec.chosen else frozenset()
    marks = [mark for mark in stage.marks if mark.id in shown]
    marks.sort(key=lambda mark: mark.id in chosen)  # what is told of lies on top
    own = [one for one in stage.own if one[2] is None or one[2].id in shown]
    told = telling(spec, words, plan.told, plan.sizes[words.id])
    line = time_line(stage.events, plan.line, now=now, theme=spec.theme, language=spec.language)
    furniture = [*stage.pieces, plan.title, told, line, plan.key, plan.credits]
    corners = [piece.box for piece in stage.pieces]
    named = [item for some, _ in reversed(stage.places) for item in some]
    named += [item for some, _, _ in own for item in some]
    items: list[Item] = [
        *ground(stage.frame, spec.theme),
        *drawn(marks, off=[*corners, *written(named)], chosen=chosen, glow=roles["accent"]),
        *_rings(marks, chosen, roles["accent"]),
        *named,
        mask(stage.page, plan.map, roles["paper"]),
        Stroke(shape=shapely.box(*plan.map).exterior, colour=roles["muted"], width_px=0.8),
        *(item for piece in furniture for item in piece.items),
    ]
    placed = [box for _, box, _ in own if box] + [box for _, box in stage.places]
    return Sheet(
        width_px=stage.page.width_px,
        height_px=stage.page.height_px,
        paper=roles["paper"],
        title=spec.title,
        language=spec.language,
        alt=stage.alt,
        description=stage.description,
        items=tuple(items),
        placed=(
            Placed(role="map", name=spec.story_id, box=plan.map),
            *placed,
            *(place for piece in furniture for place in piece.placed),
        ),
        facts=facts_of(spec, stage.frame, marks, items, placed),
    )


def _rings(marks: Sequence[Mark], chosen: Collection[str], colour: Colour) -> Iterator[Item]:
    """Yield a ring around what is told of and small: in a film there is no time to look for it."""
    for mark in marks:
        if mark.id in chosen and not mark.shape.is_empty:
            left, top, right, bottom = mark.shape.bounds
            reach = max(right - left, bottom - top) / 2 + mark.legend.style.radius_px
            if reach < _SMALL_PX:
                middle = shapely.Point((left + right) / 2, (top + bottom) / 2)
                ring = middle.buffer(max(reach, _SMALL_PX / 2) + _RING_PX, quad_segs=16)
                yield Stroke(shape=ring.exterior, colour=colour, width_px=2.4)


def _time_of(words: Telling) -> float:
    return _CLOSING_SECONDS if words.id == CLOSING else seconds_of(words.claim)
