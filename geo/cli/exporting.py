"""``export`` writes stories' data, and the whole map as one file."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.cli import outputs
from geo.cli.shelves import sound
from geo.cli.work import complain, done, say
from geo.errors import FOUND_PROBLEMS, DatelineError, RequestError
from geo.story import Story

WHOLE: Final = "html"
"""The ending of the whole map in one file."""


@dataclass(frozen=True)
class Export:
    """Hold one file that is to be written."""

    story: Story
    path: Path
    layers: Collection[str] | None


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    export = commands.add_parser(
        "export",
        help="write stories' data: GeoJSON, GeoPackage, KML, CSV, JSON-LD, or the map as HTML",
        description="Write stories' data, with licence and certainty inside. The file's ending "
        "says the format: .geojson, .gpkg, .kml, .csv, .jsonld (W3C Web Annotations), or .html, "
        "the whole interactive map in one file that needs no network. For several stories put "
        '{story} into the name: -o "data/{story}.gpkg".',
    )
    export.add_argument("stories", nargs="+", metavar="STORY", help="a story's folder or id")
    export.add_argument(
        "-o", "--output", action="append", required=True, metavar="FILE",
        help="where to, e.g. out.gpkg; as often as you like",
    )  # fmt: skip
    export.add_argument("--layers", metavar="A,B", help="ids of the wanted layers; none: all")
    export.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from geo.export import FORMATS

    endings = [kind.suffix for kind in FORMATS.values()]
    values = {"story": list(dict.fromkeys(options.stories))}
    outputs.check(options.output, endings=(*endings, WHOLE), values=values)
    layers = None if options.layers is None else [n for n in options.layers.split(",") if n]
    if layers is not None and any(Path(name).suffix == f".{WHOLE}" for name in options.output):
        raise RequestError("--layers: the whole map (.html) has all layers; its legend is a switch")
    stories, code = sound(options.stories)
    exports = [
        Export(story, outputs.filled(name, {"story": story.id}), layers)
        for story in stories
        for name in options.output
    ]
    return max(code, _write(exports))


def _write(exports: Sequence[Export]) -> int:
    code = 0
    for export, result in done(exports, _written, total=len(exports), unit="files"):
        if isinstance(result, DatelineError):
            complain(f"{export.path}: {result}")
            code = FOUND_PROBLEMS
        else:
            say(str(export.path))
    return code


def _written(export: Export) -> None:
    if export.path.suffix[1:] == WHOLE:
        from geo.webmap import standalone

        data = standalone(export.story)
    else:
        from geo.export import FORMATS, export_story

        name = next(key for key, kind in FORMATS.items() if kind.suffix == export.path.suffix[1:])
        data = export_story(export.story, name, layers=export.layers)
    outputs.write(export.path, data)
