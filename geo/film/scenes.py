"""Tell a story's time line as a film: which scenes there are, how long, and what each shows.

Each scene is a sheet like a printed page's. What stands around the map is laid out once for the
whole film, the map once for each look of the camera: else only marks, names, what is told and the
time line change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import shapely

from geo.film.camera import looks, told_in
from geo.film.line import Event, by_then, time_line
from geo.film.moving import Move, move_between
from geo.film.page import FilmPlan, plan_film, telling
from geo.film.script import (
    CLOSING,
    Script,
    Statement,
    Telling,
    closing,
    in_words,
    opening,
    read_script,
    seconds_of,
    telling_of,
)
from geo.film.shots import Shot, from_afar, shot_of, there_by_then, unnamed_map
from geo.layers import MapSpec, build_map
from geo.options import Page, View
from geo.options.film import STILL
from geo.printmap.canvas.sheet import Item, Placed, Sheet, Stroke
from geo.printmap.carto.frame import Frame
from geo.printmap.layout.alt import alt_text, description
from geo.printmap.layout.page import facts_of, mask
from geo.printmap.typeset.letters import readable, with_lost
from geo.story import Story
from geo.story.framing import story_bounds
from geo.style import colours

_CLOSING_SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what stands on the screen for some seconds."""

    id: str
    """The statement's that is told; `OPENING` or `CLOSING` of `geo.film.script`."""
    seconds: float
    sheet: Sheet
    frame: Frame
    """What its map shows."""
    bare: int
    """How many of the sheet's items, from the first, draw the map without names."""
    move: Move | None = None
    """Of the camera, with which it begins."""
    passed: Sheet | None = None
    """The map of the wide frame that it moves over, if it stops there nowhere."""

    @property
    def bare_sheet(self) -> Sheet:
        """The page with nothing but the map, without names."""
        return replace(self.sheet, items=self.sheet.items[: self.bare])


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
        sheets = [one for scene in self.scenes for one in (scene.sheet, scene.passed) if one]
        return sum(sheet.weight for sheet in sheets)

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
    plan: FilmPlan
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
    still = script.camera == STILL
    bounds = script.view.bounds or story_bounds(story, telling=told if still else ())
    view = script.view.model_copy(update={"bounds": bounds})  # every mark that it tells of
    whole, lost = readable(build_map(story, view, telling=told), story)
    usual, *maps = (
        readable(build_map(story, one), story)[0]
        for one in (view, *(_view_at(view, one) for one in told))
    )
    tellings = [opening(whole, told), *map(telling_of, maps), closing(whole)]
    events = [Event(one.id, one.date, one.tone) for one in told]
    plan = plan_film(whole, page, tellings, events)
    at = [bounds] * len(told) if still else looks(bounds, plan.map, [*map(told_in, maps)])
    shots = {
        look: shot_of(
            story, whole, look, plan.map, [o for o, a in zip(told, at, strict=True) if a == look]
        )
        for look in dict.fromkeys((bounds, *at))
    }
    first = shots[bounds]
    described = description(whole, first.frame, first.marks, on_paper=False)
    described = " ".join([described, *map(in_words, tellings[1:-1])])
    stage = _Stage(page, plan, events, alt_text(whole, first.frame, first.marks), described)
    scenes: list[Scene] = []
    for now, (words, spec, look) in enumerate(
        zip(tellings, [usual, *maps, usual], [bounds, *at, bounds], strict=True), -1
    ):
        scene = _scene(stage, shots[look], spec, words, now)
        scene = replace(scene, sheet=with_lost(scene.sheet, lost))
        scenes.append(_moved(scene, scenes[-1], spec) if scenes else scene)
    return Film(page, whole.title, whole.language, stage.alt, stage.description, tuple(scenes))


def _view_at(view: View, statement: Statement) -> View:
    """Return the view of the moment when a statement is told: its window ends there."""
    return view.model_copy(update={"last": by_then(statement.date), "at": statement.id})


def _moved(scene: Scene, before: Scene, spec: MapSpec) -> Scene:
    """Return a scene with the move from that before, if there is one."""
    if scene.frame == before.frame:
        return scene
    move = move_between(before.frame, scene.frame)
    if move is None or move.wide in (move.start, move.end):
        return replace(scene, move=move)
    passed = replace(scene.sheet, items=from_afar(spec, move.wide), placed=())
    return replace(scene, move=move, passed=passed)


def _scene(stage: _Stage, shot: Shot, spec: MapSpec, words: Telling, now: int) -> Scene:
    """Return one scene: the marks that are there by then, and what is told of them."""
    plan, roles = stage.plan, colours(spec.theme)
    told = telling(spec, words, plan.told, plan.sizes[words.id])
    line = time_line(stage.events, plan.line, now=now, theme=spec.theme, language=spec.language)
    furniture = [*shot.pieces, plan.title, told, line, plan.key, plan.credits]
    marks, own = there_by_then(shot, spec)
    bare, named = unnamed_map(shot, spec, marks, own)
    items: list[Item] = [
        *bare,
        *named,
        mask(stage.page, plan.map, roles["paper"]),
        Stroke(shape=shapely.box(*plan.map).exterior, colour=roles["muted"], width_px=0.8),
        *(item for piece in furniture for item in piece.items),
    ]
    placed = [box for _, box, _ in own if box]
    placed += [box for _, box in shot.places]
    sheet = Sheet(
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
        facts=facts_of(spec, shot.frame, marks, items, placed),
    )
    return Scene(words.id, _time_of(words), sheet, shot.frame, len(bare))


def _time_of(words: Telling) -> float:
    return _CLOSING_SECONDS if words.id == CLOSING else seconds_of(words.claim)
