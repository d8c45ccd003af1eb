"""``check`` says what is wrong with stories; ``schema`` writes how they are to be written."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.cli.shelves import folder_of
from geo.errors import FOUND_PROBLEMS, StoryError
from geo.errors.wording import counted
from geo.sources import DATA
from geo.story import Shelf, Story, load
from geo.story.format.schema import schemas


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the commands to the parser."""
    check = commands.add_parser("check", help="say what is wrong with stories, record by record")
    check.add_argument(
        "stories", nargs="*", metavar="STORY", help="a story's folder or id; none: every story"
    )
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the story format")
    schema.add_argument("-o", "--folder", type=Path, default=DATA / "schema", help="where to")
    schema.set_defaults(run=_schema)


def _check(options: argparse.Namespace) -> int:
    shelf = Shelf()
    folders = [folder_of(name, shelf) for name in options.stories or shelf.ids()]
    code = 0
    for folder in folders:
        try:
            story = load(folder)
        except StoryError as error:
            print(f"{folder.name}: {counted(len(error.problems), 'problem')}")
            for problem in error.problems:
                print(f"  {problem}")
            code = FOUND_PROBLEMS
        else:
            parts = (
                counted(len(story.annotations), "annotation"),
                counted(len(story.context), "context statement"),
                counted(len(story.features), "feature"),
                counted(len(story.layers), "layer"),
            )
            print(f"{folder.name}: sound ({', '.join(parts)})")
            for note in _notes(story):
                print(f"  note: {note}")
    if not folders:
        print(f"no story in {shelf.folder}")
    return code


def _notes(story: Story) -> Iterator[str]:
    """Yield what an author should know of a sound story."""
    from geo.printmap import letter_notes

    yield from letter_notes(story)


def _schema(options: argparse.Namespace) -> int:
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        path = options.folder / name
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)
    return 0
