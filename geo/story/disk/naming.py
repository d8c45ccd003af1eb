"""Give a story's file another title or id, and leave its author's lines and notes as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

import tomli_w


def renamed(text: str, head: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Return ``story.toml`` with other values.

    Parameters
    ----------
    text
        Of a sound story.
    head
        New values of keys at its top, ``title`` for example.
    titles
        New titles by language; a language that is not named keeps its own.
    """
    wanted = tomllib.loads(text)
    wanted |= head
    if titles:
        wanted["titles"] = {**wanted.get("titles", {}), **titles}
    found = _edited(text, head, titles)
    try:
        if tomllib.loads(found) == wanted:
            return found
    except tomllib.TOMLDecodeError:
        pass
    return tomli_w.dumps(wanted)  # written in another way than a line for each


def _edited(text: str, head: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Exchange the lines of some keys; what stands in no line of its own stays."""
    table = ""
    lines = []
    for line in text.splitlines(keepends=True):
        if found := re.match(r"\s*\[+\s*([\w.-]+)", line):
            table = found[1]
        values = {"": head, "titles": titles}.get(table, {})
        key = re.match(r"(\w+)\s*=", line)
        if key and key[1] in values:
            line = tomli_w.dumps({key[1]: values[key[1]]})
        lines.append(line)
    return "".join(lines)
