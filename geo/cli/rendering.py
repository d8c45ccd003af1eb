"""``render`` draws stories' maps for print: one, or every one that the options ask for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from geo.cli import outputs
from geo.cli.shelves import sound
from geo.cli.work import complain, counted, done, say
from geo.errors import FOUND_PROBLEMS, DatelineError, RequestError
from geo.options.tables import KEYS, of_command
from geo.story import Story

_MOST_RENAMED: Final = 5
"""Marks told one by one that are called otherwise on a map."""


@dataclass(frozen=True)
class Drawing:
    """Hold one map that is to be drawn, and the files that it goes to."""

    story: Story
    values: Mapping[str, str]
    paths: tuple[Path, ...]

    @property
    def films(self) -> list[Path]:
        """The files that are to be films."""
        from geo.film import FILM_FORMATS

        return [path for path in self.paths if path.suffix[1:] in FILM_FORMATS]

    @property
    def pictures(self) -> list[Path]:
        """The others."""
        return [path for path in self.paths if path not in self.films]

    @property
    def of_picture(self) -> Mapping[str, str]:
        """The options without those that only a film has, if there is one."""
        return {name: value for name, value in self.values.items()
                if name in KEYS or not self.films}  # fmt: skip


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    render = commands.add_parser(
        "render",
        help="draw stories' maps for print (PNG, WebP, SVG, PDF), or film their time lines",
        description="Draw stories' maps for print, or film their time lines (GIF, MP4, WebM). The "
        "file's ending says the format; with more than one -o the same map is drawn in each. "
        "Several stories, presets, languages and themes multiply: a map is drawn for every one of "
        "each, and the name must tell them apart, "
        'e.g. --lang en,fa -o "maps/{story}-{lang}.png".',
    )
    render.add_argument("stories", nargs="+", metavar="STORY", help="a story's folder or id")
    render.add_argument(
        "-o", "--output", action="append", required=True, metavar="FILE",
        help="where to, e.g. map.pdf; {story}, {preset}, {lang} and {theme} are filled in",
    )  # fmt: skip
    for row in sorted(of_command(), key=lambda row: not row.option.several):
        words, named = row.option.help, f"--{row.name}"
        if row.option.several:
            words = f"{words}; several: with commas, or give it again"
            render.add_argument(named, metavar=row.option.metavar, help=words, action="append")
        else:
            render.add_argument(named, metavar=row.option.metavar, help=words)
    render.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from geo.film import FILM_FORMATS
    from geo.printmap import FORMATS

    given = vars(options)
    asked = [(row, given[row.name]) for row in of_command()]
    several = {row.name: _words(words) for row, words in asked if row.option.several}
    one = {row.name: word for row, word in asked if word is not None and row.name not in several}
    values = {"story": list(dict.fromkeys(options.stories)), **several}
    outputs.check(options.output, endings=(*FORMATS, *FILM_FORMATS), values=values)
    stories, code = sound(options.stories)
    drawings = [d for s in stories for d in _drawings(s, one, several, options.output)]
    drawings, faults = _possible(drawings)
    for fault in faults:
        complain(fault)
    if faults and not drawings:
        raise RequestError("nothing is left to draw")
    return max(code, _draw(drawings), FOUND_PROBLEMS if faults else 0)


def _words(given: Sequence[str] | None) -> list[str]:
    """Return every value of an option that may have several, each once."""
    words = [word for part in given or () for word in part.split(",")]
    return list(dict.fromkeys(word for word in words if word))


def _drawings(
    story: Story,
    one: Mapping[str, str],
    several: Mapping[str, Sequence[str]],
    patterns: Sequence[str],
) -> Iterator[Drawing]:
    """Yield a story's maps, one for every preset, language and theme that is asked for."""
    usual = {row.name: row.usual or "" for row in of_command()} | {"lang": story.language}
    asked = {name: words or [usual[name]] for name, words in several.items()}
    for chosen in product(*asked.values()):
        words = dict(zip(asked, chosen, strict=True))
        paths = (outputs.filled(pattern, {"story": story.id, **words}) for pattern in patterns)
        yield Drawing(story, {**one, **words}, tuple(paths))


def _possible(drawings: Sequence[Drawing]) -> tuple[list[Drawing], list[str]]:
    """Return the maps that can be drawn, and what is wrong with the others, each fault once."""
    from geo.film import read_script
    from geo.printmap import read_options

    found: list[Drawing] = []
    faults: dict[str, None] = {}
    for drawing in drawings:
        try:
            if drawing.films:
                read_script(drawing.values, drawing.story)
            if drawing.pictures:
                read_options(drawing.of_picture, drawing.story)
            found.append(drawing)
        except RequestError as error:
            faults[f"{drawing.story.id}: {error}"] = None
    return found, list(faults)


def _draw(drawings: Sequence[Drawing]) -> int:
    """Draw maps and print their files, and of a single one what it shows: its alt text."""
    from geo.printmap import letters_told

    code = 0
    for drawing, result in done(drawings, _made, total=len(drawings), unit="maps"):
        if isinstance(result, DatelineError):
            complain(f"{drawing.paths[0]}: {result}")
            code = FOUND_PROBLEMS
        else:
            say("\n".join(map(str, drawing.paths)))
            if result.missing:
                complain(
                    f"{drawing.paths[0]}: no font here has {letters_told(result.missing)}; "
                    f"{_instead(result.renamed)}"
                )
            if len(drawings) == 1:
                say(result.alt)
    return code


def _instead(renamed: Sequence[Mapping[str, str]]) -> str:
    """Say what stands on a map in place of letters that no font has."""
    from geo.errors.wording import quote

    told = [f"{quote(one['name'])} is called {quote(one['shown'])}" for one in renamed]
    if len(told) > _MOST_RENAMED:
        told[_MOST_RENAMED:] = [f"{len(told) - _MOST_RENAMED} more marks are called otherwise"]
    return "; ".join([*told, "in other texts \ufffd stands for them"])


@dataclass(frozen=True)
class Rendered:
    """Say what is on a map that was drawn, and which letters no font has."""

    alt: str
    missing: str
    renamed: Sequence[Mapping[str, str]]


def _made(drawing: Drawing) -> Rendered:
    """Write one map's files, and its films; return what is to be said of it."""
    from geo.film import describe_film, encode_film, film_of
    from geo.printmap import describe, encode, sheet_of

    told = Rendered("", "", ())
    if drawing.films:
        film = film_of(drawing.story, drawing.values)
        for path in drawing.films:
            with counted("pictures") as tell:
                data = encode_film(film, path.suffix[1:], tell=tell)
            outputs.write(path, data)
        facts = describe_film(film)
        told = Rendered(film.alt, facts["missing"], facts["renamed"])
    if drawing.pictures:
        sheet, page = sheet_of(drawing.story, drawing.of_picture)
        for path in drawing.pictures:
            outputs.write(path, encode(sheet, page, path.suffix[1:]))
        facts = describe(sheet, page)
        told = Rendered(sheet.alt, facts["missing"], facts["renamed"])
    return told
