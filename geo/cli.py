"""Offer Dateline's functions to scripts: ``python -m geo check``, ``render`` and ``schema``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from geo.errors import DatelineError, RequestError, StoryError
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
    _add_render(commands)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the story format")
    schema.add_argument("-o", "--folder", type=Path, default=DATA / "schema", help="where to")
    schema.set_defaults(run=_schema)
    return parser


def _add_render(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    render = commands.add_parser(
        "render",
        help="draw a story's map for print (PNG, WebP, SVG, PDF), or film its time line",
        description="Draw a story's map for print, or film its time line (GIF, MP4, WebM). The "
        "file's ending says the format; with more than one -o the same is drawn in each.",
    )
    render.add_argument("story", metavar="STORY", help="a story's folder or id")
    render.add_argument(
        "-o", "--output", type=Path, action="append", required=True, metavar="FILE",
        help="where to, e.g. map.pdf",
    )  # fmt: skip
    for name, words in _RENDER_OPTIONS.items():
        render.add_argument(f"--{name}", metavar=words[0], help=words[1])
    render.set_defaults(run=_render)


_RENDER_OPTIONS: Final = {
    "preset": ("NAME", "article (the usual), square, portrait, slide, a4-landscape, …"),
    "width": ("PX", "in CSS pixels, 96 to the inch"),
    "height": ("PX", "in CSS pixels"),
    "dpi": ("N", "pixels to the inch"),
    "bounds": ("W,S,E,N", "in degrees; the usual: all that the story is about"),
    "layers": ("A,B", "ids of the layers that are on"),
    "from": ("DAY", "first day of the time window, e.g. 2024-01-01"),
    "to": ("DAY", "its last day"),
    "undated": ("on|off", "whether a time window leaves in what has no date"),
    "at": ("ID", "a statement to point out, e.g. S10"),
    "tell": ("WHICH", "of a film: article (the usual), all, or ids of statements, e.g. S10,S02"),
    "theme": ("NAME", "light, dark or grey"),
    "lang": ("TAG", "en, az, fa, hy, tr or ru"),
}


def _render(options: argparse.Namespace) -> int:
    from geo.printmap import FILM_FORMATS, FORMATS, encode, encode_film, film_of, sheet_of

    story = load(_folder(options.story, Shelf()))
    given = vars(options)
    values = {name: given[name] for name in _RENDER_OPTIONS if given[name] is not None}
    endings = [path.suffix[1:] for path in options.output]
    for path, ending in zip(options.output, endings, strict=True):
        if ending not in FORMATS and ending not in FILM_FORMATS:
            known = (*FORMATS, *FILM_FORMATS)
            raise RequestError(f"{path}: end the name in {_listed('.' + name for name in known)}")
    drawn = sheet_of(story, values) if set(endings) & set(FORMATS) else None
    film = film_of(story, values) if set(endings) & set(FILM_FORMATS) else None
    for path, ending in zip(options.output, endings, strict=True):
        if drawn and ending in FORMATS:
            _write(path, encode(*drawn, ending))
            print(path)
        elif film:
            _write(path, encode_film(film, ending))
            print(f"{path} ({film.seconds:g} s)")
    for made in (drawn and drawn[0], film):
        if made:
            print(made.alt)
    return 0


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=".", suffix=path.suffix, delete=False
        ) as new:
            new.write(data)
        Path(new.name).replace(path)
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror}") from error


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


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
