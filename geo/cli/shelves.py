"""Find the stories that a command names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo.cli.work import complain
from geo.errors import FOUND_PROBLEMS, StoryError
from geo.errors.wording import nearest
from geo.story import Shelf, Story, load


def folder_of(name: str, shelf: Shelf) -> Path:
    """Find a story by its folder, or by its id on the shelf.

    Raises
    ------
    StoryError
        If it is neither.
    """
    path = Path(name)
    if path.is_dir():
        return path.resolve()
    if path.name == name and name in shelf.ids():
        return shelf.folder / name
    hint = nearest(name, shelf.ids())
    raise StoryError(name, [f"there is no such folder, and no story of this id{hint}"])


def sound(names: Iterable[str]) -> tuple[list[Story], int]:
    """Return the stories that are sound, each once, and the exit code; tell what is wrong."""
    shelf = Shelf()
    stories: dict[str, Story] = {}
    code = 0
    for name in names:
        try:
            story = load(folder_of(name, shelf))
        except StoryError as error:
            complain(str(error))
            code = FOUND_PROBLEMS
        else:
            stories[story.id] = story
    return list(stories.values()), code
