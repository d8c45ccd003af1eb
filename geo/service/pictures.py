"""Keep with a story how an editor wants its pictures, each format by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geo.errors import NotFoundError, RequestError, StoryError
from geo.errors.wording import nearest, quote, unreadable
from geo.options import PRESETS, View
from geo.service.shelf import shelf
from geo.story.disk.plainfile import OddFileError, read_plain, why
from geo.story.disk.swap import alone, put_file

FILE: Final = "pictures.json"
"""In a story's folder: the words of options by the format that they are for."""
OPTIONS: Final = ("without", "title", "subtitle", "detail", "names")
"""Of a picture, those that are kept; the others are chosen for each anew."""
MOST_BYTES: Final = 200_000

Wanted = Mapping[str, Mapping[str, str]]


def kept(name: str) -> dict[str, dict[str, str]]:
    """Return what is kept of a story, by format; nothing where nobody kept anything.

    What the story has lost since, as the name of a mark that is gone, is left out.

    Raises
    ------
    NotFoundError
        If there is no such story.
    StoryError
        If the file cannot be read.
    """
    folder = _folder(name)
    story = shelf().entry(name).story
    found = {}
    for preset, options in _read(folder, name).items():
        try:
            View.read(options, story)
        except RequestError:
            continue
        found[preset] = {**options}
    return found


def keep(name: str, preset: str, data: bytes) -> None:
    """Keep how pictures of a format are wanted; with no options they are as the story has them.

    Parameters
    ----------
    data
        A JSON object of words by option.

    Raises
    ------
    NotFoundError
        If there is no such story or format.
    StoryError
        If the file that is there cannot be read: it is not written over.
    RequestError
        If an option means nothing, or its file cannot be written.
    """
    folder = _folder(name)
    if preset not in PRESETS:
        raise NotFoundError(f"there is no preset {quote(preset)}{nearest(preset, PRESETS)}")
    try:
        words = _words(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise RequestError(f"what is to be kept is no JSON: {unreadable(error)}") from error
    View.read(words, shelf().entry(name).story)
    try:
        with alone(folder):
            rest = {key: dict(value) for key, value in _read(folder, name).items() if key != preset}
            text = json.dumps({**rest, **({preset: words} if words else {})}, ensure_ascii=False)
            if len(text.encode()) > MOST_BYTES:
                raise RequestError(
                    f"what is kept of the pictures is larger than {MOST_BYTES:,} bytes; "
                    "move fewer names"
                )
            put_file(folder / FILE, text + "\n", mode=0o644)
    except OSError as error:
        raise RequestError(f"{FILE} of story {name!r} cannot be written: {why(error)}") from error


def _folder(name: str) -> Path:
    if not shelf().has(name):
        raise NotFoundError(f"there is no story {quote(name)}{nearest(name, shelf().ids())}")
    return shelf().folder / name


def _words(options: object) -> dict[str, str]:
    if not isinstance(options, Mapping):
        raise RequestError("what is kept of a picture is an object of its options")
    for key, value in options.items():
        if key not in OPTIONS:
            raise RequestError(f"there is no option {quote(key)} to keep{nearest(key, OPTIONS)}")
        if not isinstance(value, str):
            raise RequestError(f"option {key!r} is {quote(value)}; give its words as text")
    return {key: value for key, value in options.items() if value}


def _read(folder: Path, name: str) -> Wanted:
    """Return what the file holds; nothing where there is none."""
    try:
        found = json.loads(read_plain(folder / FILE, MOST_BYTES))
        if not isinstance(found, dict):
            raise OddFileError("holds no object of options by format")
        return {preset: _words(options) for preset, options in found.items() if preset in PRESETS}
    except FileNotFoundError:
        return {}
    except OSError as error:
        told = why(error)
    except (ValueError, RecursionError) as error:
        told = f"is no JSON: {unreadable(error)}"
    except OddFileError as error:
        told = str(error)
    except RequestError as error:
        told = f"cannot be used: {error}"
    raise StoryError(name, [f"{FILE} {told}; mend the file or take it away"])
