"""Offer Dateline's functions to scripts: ``python -m geo check`` and ``schema``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from geo.errors import DatelineError, StoryError
from geo.sources import DATA
from geo.story import Shelf, load
from geo.story.schema import schemas
from geo.story.words import nearest

FOUND_PROBLEMS: Final = 1
WRONG_CALL: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 sound, 1 problems found, 2 wrong call."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except DatelineError as error:
        print(error, file=sys.stderr)
        return FOUND_PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description="Dateline, for scripts.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say what is wrong with stories, record by record")
    check.add_argument(
        "stories", nargs="*", metavar="STORY", help="a story's folder or id; none: every story"
    )
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the story format")
    schema.add_argument("-o", "--folder", type=Path, default=DATA / "schema", help="where to")
    schema.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace) -> int:
    shelf = Shelf()
    folders = [_folder(name, shelf) for name in options.stories or shelf.ids()]
    code = 0
    for folder in folders:
        try:
            story = load(folder)
        except StoryError as error:
            print(f"{folder.name}: {_counted(len(error.problems), 'problem')}")
            for problem in error.problems:
                print(f"  {problem}")
            code = FOUND_PROBLEMS
        else:
            parts = (
                _counted(len(story.annotations), "annotation"),
                _counted(len(story.context), "context statement"),
                _counted(len(story.features), "feature"),
                _counted(len(story.layers), "layer"),
            )
            print(f"{folder.name}: sound ({', '.join(parts)})")
    if not folders:
        print(f"no story in {shelf.folder}")
    return code


def _folder(name: str, shelf: Shelf) -> Path:
    """Find a story by its folder, or by its id on the shelf."""
    path = Path(name)
    if path.is_dir():
        return path.resolve()
    if path.name == name and name in shelf.ids():
        return shelf.folder / name
    hint = nearest(name, shelf.ids())
    raise StoryError(name, [f"there is no such folder, and no story of this id{hint}"])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _schema(options: argparse.Namespace) -> int:
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        path = options.folder / name
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)
    return 0
